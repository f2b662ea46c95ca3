"""Windows, terms and sums of days."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.programme.tiers import TierTerms
from app.domain.tiers.ladder import Need
from app.domain.tiers.tally import Tally
from app.domain.tiers.windows import Calendar, Span, shifted
from tests.domain.tiers.ladders import ZONE, at, ladder, midnight, spent


def calendar(kind: str, joined_on: date = date(2024, 2, 29)) -> Calendar:
    terms = TierTerms.model_validate({"window": {"kind": kind}})
    return Calendar(terms, ZONE, joined_on)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("rolling", date(2025, 3, 1), date(2026, 3, 1)),
        ("calendar_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("anniversary", date(2026, 2, 28), date(2027, 2, 27)),
        ("lifetime", date.min, date(2026, 3, 1)),
    ],
)
def test_a_day_stands_in_one_window(kind: str, first: date, last: date) -> None:
    assert calendar(kind).window(date(2026, 3, 1)) == Span(first, last)


def test_the_day_before_an_anniversary_is_of_the_year_before() -> None:
    assert calendar("anniversary").window(date(2026, 2, 27)).first == date(2025, 2, 28)


def test_month_ends_clamp() -> None:
    assert shifted(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert shifted(date(2026, 1, 31), -11) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("kind", "leaves"),
    [
        ("rolling", midnight(2027, 3, 2)),
        ("calendar_year", midnight(2027, 1, 1)),
        ("lifetime", None),
    ],
)
def test_an_amount_leaves_its_window(kind: str, leaves: object) -> None:
    assert calendar(kind).leaves(date(2026, 3, 1)) == leaves


def test_only_years_have_a_year_before() -> None:
    assert calendar("rolling").before(Span(date(2026, 1, 1), date(2026, 2, 1))) is None


def test_an_endless_tier_has_no_short_term_either() -> None:
    assert calendar("lifetime").short_term_end(at(2026, 1, 1)) is None


def test_sums_take_both_ends_of_a_span() -> None:
    entries = [spent(amount, 2026, 1, amount) for amount in range(1, 21)]
    tally = Tally(entries)
    for entry in entries:
        tally.add(entry)

    def total(first: int, last: int) -> int:
        span = Span(date(2026, 1, first), date(2026, 1, last))
        return tally.weighed(Need("spend", 1), span)

    assert (total(3, 5), total(20, 31), total(21, 31)) == (12, 20, 0)


def test_a_count_takes_every_unit_and_an_amount_only_its_own() -> None:
    entries = [spent(5, 2026, 1, 1), replace(spent(7, 2026, 1, 1), unit="MYR")]
    tally = Tally(entries)
    for entry in entries:
        tally.add(entry)
    day = Span(date(2026, 1, 1), date(2026, 1, 1))

    assert tally.weighed(Need("spend", 1), day) == 12
    assert tally.weighed(Need("spend", 1, (("MYR", 2), ("USD", 9))), day) == 14


def test_a_ladder_names_its_metrics_tags_and_base() -> None:
    card = {"id": "card", "assigned_by": {"tag": "Card"}}
    found = ladder({"id": "free"}, card)

    assert (found.base, dict(found.by_tag), found.metrics) == (
        "free",
        {"card": "card"},
        frozenset(),
    )
    assert dict(found.ranks) == {"free": 0, "card": 1}


def test_a_tier_that_is_switched_off_is_not_there() -> None:
    assert ladder({"id": "free"}, {"id": "off", "enabled": False}).ranks == {"free": 0}


def test_what_asks_for_nothing_is_always_met() -> None:
    assert Tally([]).meets(None, Span(date(2026, 1, 1), date(2026, 1, 1)))
