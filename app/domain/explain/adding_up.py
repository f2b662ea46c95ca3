"""What came in and what went, summed so that the balance comes out."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from app.domain.explain.entries import Entry
from app.domain.explain.lines import Total
from app.domain.explain.reasons import TOTAL_OF, TotalCode
from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.kinds import Kind
from app.domain.words import Language
from app.domain.words.ledger import LABELS

Flow = tuple[Kind, Account, Account, int]
"""A kind of entry, from where, to where, and how many units."""
LIFETIME: Final = frozenset(
    (
        *(TotalCode.EARNED, TotalCode.BROUGHT, TotalCode.ADDED, TotalCode.GIFTS),
        *(TotalCode.MERGED, TotalCode.TAKEN_BACK, TotalCode.GIVEN_AGAIN),
    )
)
"""What somebody ever got, whether they still have it or not."""


def totals(
    member_id: UUID, entries: Iterable[Entry], language: Language
) -> tuple[Total, ...]:
    """Return the headings of "why this balance"; they add up to the last one.

    Everything that ever came less everything that ever went is what the member
    has in the four accounts; less what is pending and set aside, it is the
    balance. Headings without units are left out.
    """
    flows = (
        (entry.kind, posting.source, posting.target, posting.amount)
        for entry in entries
        for posting in entry.postings
    )
    return totals_of(member_id, flows, language)


def totals_of(
    member_id: UUID, flows: Iterable[Flow], language: Language
) -> tuple[Total, ...]:
    """Return the same of what moved, however much of it is summed already."""
    sums: dict[TotalCode, int] = dict.fromkeys(TotalCode, 0)
    places: dict[Place, int] = dict.fromkeys(Place, 0)
    for kind, source, target, amount in flows:
        for mine, other, units in (
            (source, target, -amount),
            (target, source, amount),
        ):
            if mine.member_id != member_id:
                continue
            places[Place(mine.place)] += units
            code = _heading(kind, member_id, other, incoming=units > 0)
            if code is not None:
                sums[code] += units
    sums[TotalCode.PENDING] = -places[Place.PENDING]
    sums[TotalCode.HELD] = -places[Place.HELD]
    sums[TotalCode.BALANCE] = places[Place.AVAILABLE] + places[Place.SHORTFALL]
    return tuple(
        Total(code, units, LABELS[f"sum_{code}"].say(language))
        for code, units in sums.items()
        if units or code is TotalCode.BALANCE
    )


def lifetime(found: Iterable[Total]) -> int:
    """Return how many units somebody ever got, less what was taken back."""
    return sum(each.amount for each in found if each.code in LIFETIME)


def _heading(
    kind: Kind, member_id: UUID, other: Account, *, incoming: bool
) -> TotalCode | None:
    if other.member_id == member_id:
        return None
    if not isinstance(other.place, Pot):
        return TotalCode.MERGED
    if kind is Kind.REVERSAL:
        return TotalCode.UNDONE
    return TOTAL_OF[other.place][0 if incoming else 1]
