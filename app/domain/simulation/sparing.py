"""Of whom nothing lapses, while what happened to them is played.

The terms are asked whenever something is played, and whenever a tier begins: the
live path asks then, too. What a person is by a date alone (a birthday) counts from
the next thing that happens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.earning.conditions import compiled
from app.domain.inactivity import Spell as Spared
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts, MemberFacts
from app.domain.programme.terms import LifeExpiry
from app.domain.sparing import end_of
from app.domain.tiers.spells import Spell

Look = tuple[datetime, MemberFacts]
"""What was known of a person at an instant."""


class Sparing:
    """Tells since when, and until when, the terms of a document spared a person."""

    def __init__(self, document: ProgrammeDocument, *, zone: str) -> None:
        condition = document.terms.spared
        self._check = None if condition is None else compiled(condition)
        self._zone = zone

    @property
    def any(self) -> bool:
        """Whether the terms spare anybody at all."""
        return self._check is not None

    def spells(
        self, looks: Sequence[Look], tiers: Sequence[Spell], *, until: datetime
    ) -> list[Spared]:
        """Return when a person was spared, oldest first; None: they still are.

        Args:
            looks: What was known of them, oldest first.
            tiers: What they held; nothing for those who never left the base.
            until: What is later is not looked at.
        """
        found: list[Spared] = []
        since: datetime | None = None
        for at, known in _with_tiers(looks, tiers):
            if at > until:
                break
            spared = self._is_spared(at, known)
            if spared and since is None:
                since = at
            elif not spared and since is not None:
                found.append((since, at))
                since = None
        return found if since is None else [*found, (since, None)]

    def _is_spared(self, at: datetime, known: MemberFacts) -> bool:
        if self._check is None:
            return False
        facts = Facts(at=at, zone=self._zone, store="", platform="", member=known)
        return bool(self._check(facts))


def _with_tiers(looks: Sequence[Look], tiers: Sequence[Spell]) -> Iterator[Look]:
    """Return what was known at every look and at the beginning of every tier."""
    moments: list[tuple[datetime, MemberFacts | None]] = [*looks]
    moments += [(one.since, None) for one in tiers]
    last = NOBODY
    for at, known in sorted(moments, key=lambda moment: moment[0]):
        last = last if known is None else known
        holding = [one for one in tiers if one.since <= at]
        if holding:
            last = replace(last, tier=holding[-1].tier_id, tier_since=holding[-1].since)
        yield at, last


def end_of_lot(
    life: LifeExpiry, began: datetime, spared: Sequence[Spared], *, zone: str
) -> datetime | None:
    """Return when a lot lapses by the terms; None: never, as far as is known.

    Args:
        life: That of the terms.
        began: When the lot could be used.
        spared: When its holder was spared, oldest first.
        zone: Of the lot.
    """
    end = end_of(life, began, zone)
    for since, until in spared:
        if end <= since:
            break
        if until is None:
            return None
        end = max(end, end_of(life, max(until, began), zone))
    return end
