"""Which store each unit of a dividend comes from: for stores that settle.

Every period's issue is divided by what was gathered in each store, to the unit;
what carries is carried by store too. The sum of the parts is always the issue.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from app.domain.dividends import Issue, share_of
from app.domain.programme.dividends import Dividend

Place = UUID | None
"""A store; None is the programme itself, for what came about in none."""
Sums = Mapping[str, Mapping[date, int]]
"""Minor units by metric and first day of the period."""


def divided(
    dividend: Dividend, found: Sequence[Issue], sums: Mapping[Place, Sums]
) -> list[Mapping[Place, int]]:
    """Return for each of these issues how much of it is each store's.

    Args:
        dividend: By whose rules.
        found: Every period from the first on, as ``issues`` returned them.
        sums: What was gathered in each store.
    """
    carried: dict[Place, Fraction] = {}
    parts = []
    for issue in found:
        gathered = {
            place: share_of(dividend, of_place, issue.first_day)
            + carried.get(place, Fraction(0))
            for place, of_place in sums.items()
        }
        # A store whose refunds exceed its sales has no part; the others bear it.
        owed = {place: part for place, part in gathered.items() if part > 0}
        whole = sum(owed.values(), Fraction(0))
        carried = {place: issue.carried * part / whole for place, part in owed.items()}
        parts.append(_in_units(issue.issued_minor, owed))
    return parts


def _in_units(units: int, weights: Mapping[Place, Fraction]) -> Mapping[Place, int]:
    """Divide whole units by weight; who lost most by rounding gets one more."""
    whole = sum(weights.values(), Fraction(0))
    exact = {place: units * weight / whole for place, weight in weights.items()}
    found = {place: part.numerator // part.denominator for place, part in exact.items()}
    order = sorted(exact, key=lambda place: (found[place] - exact[place], str(place)))
    for place in order[: units - sum(found.values())]:
        found[place] += 1
    return {place: part for place, part in found.items() if part}
