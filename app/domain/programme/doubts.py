"""Allowed, and probably not meant: tiers that nobody holds, money that no store takes.

What hides a tier is asked of all pairs; ``tiers_checks`` refuses the plain case of a
tier that asks for less of one thing than its neighbour.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.problems import Problem, Step
from app.domain.programme.tiers import Requirement, Threshold, Tier

_CODE: Final = re.compile(r"[A-Z]{3}")


def hidden_tiers(document: ProgrammeDocument) -> Iterator[Problem]:
    """Name each tier whose holders would all hold a higher one."""
    tiers = [(at, tier) for at, tier in enumerate(document.tiers) if tier.enabled]
    for place, (at, tier) in enumerate(tiers):
        above = (higher for _, higher in tiers[place + 1 :])
        if any(_hides(higher, tier) for higher in above):
            reason = "whoever reaches it reaches a tier above it"
            yield Problem(("tiers", at, "reach"), "tier_hidden", reason, tier.id)


def _hides(higher: Tier, lower: Tier) -> bool:
    if higher.reach is None or higher.invite:
        return False
    if lower.reach is None or lower.assigned_by is not None:
        return False
    return _implies(lower.reach, higher.reach)


def _implies(mine: Threshold, other: Threshold) -> bool:
    """Tell whether whoever meets *mine* also meets *other*."""
    if mine.all_of:
        ways: tuple[tuple[Requirement, ...], ...] = (mine.all_of,)
    else:
        ways = tuple((one,) for one in mine.items)
    wanted = all if other.all_of else any
    return all(
        wanted(any(_as_much(one, need) for one in way) for need in other.items)
        for way in ways
    )


def _as_much(one: Requirement, other: Requirement) -> bool:
    """Tell whether *one* asks for at least as much of the same as *other*."""
    if one.metric != other.metric:
        return False
    if one.count is not None and other.count is not None:
        return one.count >= other.count
    mine, theirs = one.amount or {}, other.amount or {}
    same = bool(mine) and mine.keys() <= theirs.keys()
    return same and all(minor >= theirs[unit] for unit, minor in mine.items())


def foreign_money(
    document: ProgrammeDocument, currencies: Collection[str]
) -> Iterator[Problem]:
    """Name each thing whose amounts are in no currency of a store.

    Args:
        document: Which programme.
        currencies: Those of its stores; without any, nothing is foreign.
    """
    if not currencies:
        return
    for name in type(document).model_fields:
        if name == "identity":
            continue  # In what is reported may be any currency.
        value = getattr(document, name)
        places: list[tuple[tuple[Step, ...], object]] = [((name,), value)]
        if name in LISTS:
            places = [((name, at), one) for at, one in enumerate(value)]
        for steps, part in places:
            found = next(_strangers(part, currencies), None)
            if found is not None:
                reason = f"its amounts are in {found}, and no store is"
                yield Problem(steps, "money_of_no_store", reason, found)


def _strangers(value: object, currencies: Collection[str]) -> Iterator[str]:
    """Yield the currency of each table that has none of *currencies*."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            one = getattr(value, name)
            if name == "currency" and isinstance(one, str) and one not in currencies:
                yield one
            yield from _strangers(one, currencies)
    elif isinstance(value, tuple):
        for one in value:
            yield from _strangers(one, currencies)
    elif isinstance(value, Mapping):
        if value and all(map(_CODE.fullmatch, value)):
            if not set(value) & set(currencies):
                yield ", ".join(sorted(value))
            return
        for one in value.values():
            yield from _strangers(one, currencies)
