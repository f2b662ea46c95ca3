"""What a campaign would come to: whom it is for, and what it may cost in points.

The cost is worked out from the four weeks before, as if the group went on as all
members did; hours and limits for each member make it less, so it is told as the most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from app.domain.programme.awards import MultiplierAward, OrderFixedAward
from app.domain.programme.campaigns import Campaign
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.services import segment_desk
from app.services.campaign_calendar import Dated
from app.services.rollups import dashboard
from app.storage import campaign_reach
from app.storage.unit_of_work import UnitOfWork

LOOKED_AT: Final = 28
"""Days before; and how many are told of what has no end."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is told before a campaign is published."""

    people: int | None
    """None: the group was not counted yet."""
    days: int
    """On how many days it holds; of what has no end, within the next four weeks."""
    units: int | None
    """The most that it may give, in smallest units; None: nobody can say."""
    budget: int | None
    """What it can't go beyond, in smallest units."""


def review(
    uow: UnitOfWork, document: ProgrammeDocument, one: Dated, *, today: date
) -> Review:
    """Return what a campaign would come to, from today on."""
    everybody = campaign_reach.everybody(uow)
    people, held = _people(uow, one, everybody), held_days(one, today)
    scale = 10 ** document.asset(document.main_points).scale
    budget, units = _budget(one), None
    if isinstance(one.item, Campaign) and people is not None:
        units = int(one.item.points * people * scale)
    elif people is not None and everybody:
        share = Fraction(people, everybody)
        daily = _daily(uow, document, one, today)
        units = None if daily is None else int(daily * share * len(held))
    most = None if budget is None else budget * scale
    if units is not None and most is not None:
        units = min(units, most)
    return Review(people, len(held), units, most)


def held_days(one: Dated, today: date) -> list[date]:
    """Return the days on which something holds from today on."""
    first = max(one.since or today, today)
    last = one.until or first + timedelta(days=LOOKED_AT - 1)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if one.on(day)]


def _people(uow: UnitOfWork, one: Dated, everybody: int) -> int | None:
    if isinstance(one.item, Campaign):
        return _of_segments(uow, [one.item.segment])
    for leaf in one.needed:
        if leaf.field == "member.segments":
            return _of_segments(uow, leaf.value)
        if leaf.field == "member.tier" and leaf.op == "in":
            return campaign_reach.of_tiers(uow, list(leaf.value))
    return everybody


def _of_segments(uow: UnitOfWork, names: Sequence[str]) -> int | None:
    """Return how many one segment had when it was looked at last, or None."""
    known = segment_desk.states(uow)
    counts = [known[name].members for name in names if name in known]
    return counts[0] if len(counts) == len(names) == 1 else None


def _budget(one: Dated) -> int | None:
    found = getattr(one.item, "budget", None)
    if found is None or isinstance(found, int):
        return found
    points: int | None = found.points if found.per == "ever" else None
    return points


def _daily(
    uow: UnitOfWork, document: ProgrammeDocument, one: Dated, today: date
) -> Fraction | None:
    """Return what all members would have got on such a day of the weeks before."""
    award, asset = getattr(one.item, "award", None), document.main_points
    if not isinstance(one.item, OrderRule):
        return None
    first = today - timedelta(days=LOOKED_AT)
    before = dashboard(uow, first, today - timedelta(days=1))
    if isinstance(award, MultiplierAward):
        amounts, each = before.of("flow:earned", asset).amounts, award.by - 1
    elif isinstance(award, OrderFixedAward) and award.per == "order":
        scale = 10 ** document.asset(asset).scale
        amounts, each = before.of("orders", "count").amounts, award.points * scale
    else:
        return None
    alike = [
        amount
        for n, amount in enumerate(amounts)
        if one.meets_weekday(first + timedelta(days=n))
    ]
    return Fraction(sum(alike), len(alike)) * each if alike else None
