"""The figures of an import, of the dry run and of what was really done alike."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from typing import Any, Self

from app.domain.liability import half_up
from app.domain.liability_costs import unit_costs
from app.domain.programme.document import ProgrammeDocument


@dataclass(slots=True)
class Tally:
    """What became, or would become, of the rows."""

    rows: int = 0
    people: int = 0
    found: int = 0
    new: int = 0
    invited: int = 0
    given: int = 0
    """Units that can be used now."""
    pending: int = 0
    taken: int = 0
    credit: int = 0
    unchanged: int = 0
    """People who had as much already."""
    duplicates: int = 0
    refused: int = 0
    tiers_up: int = 0
    tiers_down: int = 0
    codes: int = 0
    """Links of referrals."""
    rewards: int = 0
    """Live discount codes."""
    rewards_over: int = 0
    """Discount codes that had lapsed, which are left out."""
    phones_left_out: int = 0
    """Rows whose phone number is none; the rest of them counts."""
    tagged: int = 0
    past: int = 0
    """People with figures of their time over there."""
    largest: int = 0
    """The most that one person is given, or that is taken from one."""
    fullest: int = 0
    """The most that one would have got by hand in thirty days, this counted in."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Return what ``told`` wrote."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: kept[name] for name in names & kept.keys()})

    def told(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def liability(document: ProgrammeDocument, asset: str, tally: Tally) -> dict[str, Any]:
    """Return what the units are worth with the dearest reward; empty: nobody says."""
    currency = document.identity.currency
    costs = unit_costs(document, asset, currency)
    if not costs:
        return {}
    units = tally.given + tally.pending - tally.taken
    worth: Fraction = units * max(costs.values())
    return {"liability_minor": half_up(worth), "currency": currency}
