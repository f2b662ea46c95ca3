"""Ladders and histories to climb with."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.domain.programme.loading import load_document
from app.domain.tiers.climbing import Era, Facts, Step, climb
from app.domain.tiers.ladder import Ladder, ladder_of
from app.domain.tiers.tally import Entry

ZONE = "Asia/Jakarta"
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
PENDING = timedelta(days=14)


def at(year: int, month: int, day: int, hour: int = 5) -> datetime:
    """Return an instant; noon in Jakarta by default."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def midnight(year: int, month: int, day: int) -> datetime:
    """Return the first instant of a day in Jakarta."""
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=7)


def money(amount: int) -> dict[str, Any]:
    """Return a threshold of so many rupiah."""
    return {"all_of": [{"metric": "spend", "amount": {"IDR": amount}}]}


BRONZE = {"id": "bronze"}
SILVER = {"id": "silver", "reach": money(2_000_000)}
GOLD = {"id": "gold", "reach": money(5_000_000)}
THREE = (BRONZE, SILVER, GOLD)


def ladder(*tiers: dict[str, Any], **terms: Any) -> Ladder:  # noqa: ANN401 - a document's
    """Return the ladder of a document with these tiers."""
    return ladder_of(
        load_document(
            {
                "identity": {"name": "Satu"},
                "tiers": list(tiers or THREE),
                "tier_terms": terms,
            }
        )
    )


def spent(amount: int, *day: int, pending: timedelta = PENDING) -> Entry:
    """Return rupiah spent at noon of a day, which mature when their wait is over."""
    on = date(*day)
    paid_at = datetime.combine(on, time(5), UTC)
    return Entry("spend", "IDR", on, amount, paid_at + pending, paid_at)


def facts(rules: Ladder | Sequence[Era], *entries: Entry) -> Facts:
    """Return the facts of a member who joined on 10 January 2025."""
    eras = (Era(BEGINNING, rules),) if isinstance(rules, Ladder) else tuple(rules)
    return Facts(ZONE, date(2025, 1, 10), eras, entries)


def climbed(
    rules: Ladder | Sequence[Era], *entries: Entry, until: datetime | None = None
) -> list[tuple[str | None, datetime, str]]:
    """Return tier, instant and reason of each step after the first."""
    steps = climb(facts(rules, *entries), until=until or at(2040, 1, 1))
    return [(one.tier_id, one.at, one.reason) for one in steps[1:]]


def steps_of(
    rules: Ladder, *entries: Entry, until: datetime | None = None
) -> list[Step]:
    """Return every step."""
    return climb(facts(rules, *entries), until=until or at(2040, 1, 1))


def tier_at(rules: Ladder, instant: datetime, *entries: Entry) -> str | None:
    """Return the tier held at an instant."""
    return climb(facts(rules, *entries), until=instant)[-1].tier_id
