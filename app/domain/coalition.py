"""Who owes whom between the stores of a coalition, from what the ledger burned.

Who gave units owes their worth to who took them. What an order gives, gifts too, its
store gave. Units that no store gave (a sign-up, a correction by hand) are the
programme's own. Pure; amounts are rounded
once for each pair of stores, half up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument


@dataclass(frozen=True, slots=True)
class Flow:
    """Units of one asset that were given in one place and taken in another."""

    asset: str
    given_by: UUID | None
    """The store; None: the programme itself."""
    taken_by: UUID
    units: int
    """Burned less returned, in smallest units; below zero when more came back."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What one store owes another for one asset."""

    asset: str
    debtor: UUID | None
    creditor: UUID
    units: int
    amount_minor: int | None
    """None where the document names no worth in this currency."""
    currency: str


def debts(
    document: ProgrammeDocument,
    flows: Iterable[Flow],
    currencies: Mapping[UUID, str],
) -> list[Debt]:
    """Return what is owed, by asset and pair; a store owes itself nothing.

    Args:
        document: Says what units are worth.
        flows: What was burned and returned.
        currencies: Of each store; worth is counted in that of who took.
    """
    total: dict[tuple[str, UUID | None, UUID], int] = defaultdict(int)
    for flow in flows:
        if flow.given_by != flow.taken_by:
            total[flow.asset, flow.given_by, flow.taken_by] += flow.units
    found = []
    for (asset, debtor, creditor), units in sorted(total.items(), key=_place):
        currency = currencies[creditor]
        amount = _worth(document, asset, units, currency)
        found.append(Debt(asset, debtor, creditor, units, amount, currency))
    return found


def _place(
    item: tuple[tuple[str, UUID | None, UUID], int],
) -> tuple[str, str, str]:
    asset, debtor, creditor = item[0]
    return asset, str(debtor or ""), str(creditor)


def _worth(
    document: ProgrammeDocument, asset_id: str, units: int, currency: str
) -> int | None:
    asset = document.asset(asset_id)
    if isinstance(asset, CreditAsset):
        return units if asset.currency == currency else None
    listed = document.coalition.worth if document.coalition else ()
    for worth in listed:
        if worth.asset == asset_id and currency in worth.each:
            exact = Fraction(units * worth.each[currency], 10**asset.scale)
            return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return None


@dataclass(frozen=True, slots=True)
class Payment:
    """What is left to pay between two parties; None is the programme itself."""

    debtor: UUID | None
    creditor: UUID | None
    amount_minor: int
    currency: str


def netted(found: Iterable[Debt]) -> list[Payment]:
    """Return one payment for each pair and currency; debts both ways cancel out.

    What has no worth is left out.
    """
    net: dict[tuple[str, str, str], int] = defaultdict(int)
    parties: dict[str, UUID | None] = {}
    for debt in found:
        one, other = str(debt.debtor or ""), str(debt.creditor)
        parties |= {one: debt.debtor, other: debt.creditor}
        low, high = sorted((one, other))
        amount = debt.amount_minor or 0
        net[low, high, debt.currency] += amount if one == low else -amount
    return [
        Payment(parties[low], parties[high], amount, currency)
        if amount > 0
        else Payment(parties[high], parties[low], -amount, currency)
        for (low, high, currency), amount in sorted(net.items())
        if amount
    ]
