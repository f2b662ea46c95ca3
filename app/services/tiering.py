"""Brings a member's tiers to what the facts say, and the gifts of tiers with them.

The rules of a programme are those of all its versions, each from its
publication on: a tier that was reached under older rules is kept as the newer
ones say (``on_change``), and gifts are those of the version that was in force.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.gifts import GiftTarget
from app.domain.outgoing import people
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.tiers import Tier
from app.domain.tiers.climbing import Era, Facts
from app.domain.tiers.ladder import Ladder, ladder_of
from app.domain.tiers.occasions import (
    ENTRY_PLACE,
    YEARLY_PLACE,
    Occasion,
    next_year,
    occasions,
)
from app.domain.tiers.spells import Assignment, Spell, calendar_of, spells_of
from app.services.standing import Standing
from app.services.theme_marks import owe_members
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class VersionOfTiers:
    """A version of the document and from when it is in force."""

    begins_at: datetime
    document: ProgrammeDocument
    ladder: Ladder


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Write the member's tiers as the facts give them; return their gifts."""
    versions = versions_of_tiers(standing.uow, standing.version, standing.document)
    if not versions:
        return ()
    history = TierHistory(standing.uow)
    member_id, held = standing.member_id, standing.held
    assignments = history.assignments(member_id) if held.assignments else []
    facts = facts_of(
        history, standing.member, versions, zone=standing.zone, at=standing.at
    )
    before = history.spells(member_id) if held.tiers else []
    after = kept_spells(spells_of(facts, assignments, at=standing.at), versions)
    history.write(standing.member_id, before, after)
    if before != after:
        ranks = versions[-1].ladder.ranks
        standing.uow.tell(
            lambda: people.tier_moved(member_id, before, after, ranks, at=standing.at)
        )
        owe_members(standing.env, standing.uow, [standing.member_id])
    _wake(standing, facts, assignments, after)
    return _targets(standing, versions, before, after)


def versions_of_tiers(
    uow: UnitOfWork, version: int, document: ProgrammeDocument
) -> Sequence[VersionOfTiers]:
    """Return the versions up to the live one, from the first with tiers on.

    Read once for each live version and kept with it: versions never change.
    """

    def read(live: ProgrammeDocument) -> Sequence[VersionOfTiers]:
        programmes = ProgrammeRepository(uow)
        found: list[VersionOfTiers] = []
        for one in reversed(programmes.versions()):
            if one.version > version:
                continue
            read = live if one.version == version else programmes.version(one.version)
            if read.tiers or found:
                found.append(VersionOfTiers(one.published_at, read, ladder_of(read)))
        return found

    # Programmes may share one document; when it was published is each one's own.
    return document.remember(f"tier_versions/{uow.programme_id}/{version}", read)


def facts_of(
    history: TierHistory,
    member: MemberRow,
    versions: Sequence[VersionOfTiers],
    *,
    zone: str,
    at: datetime,
) -> Facts:
    """Return what the ladder looks at; amounts that wait are among the entries."""
    eras: list[Era] = []
    for one in versions:
        if not eras or eras[-1].ladder != one.ladder:
            eras.append(Era(one.begins_at, one.ladder))
    metrics = frozenset[str]().union(*(era.ladder.metrics for era in eras))
    joined = member.joined_at or member.created_at
    return Facts(
        zone=zone,
        joined_on=min(joined, at).astimezone(ZoneInfo(zone)).date(),
        eras=tuple(eras),
        entries=history.entries(member.member_id, metrics, zone=zone),
    )


def kept_spells(
    spells: Sequence[Spell], versions: Sequence[VersionOfTiers]
) -> list[Spell]:
    """Return the spells that are written: none for whoever never left the base."""
    bases = {one.ladder.base for one in versions}
    if all(spell.tier_id is None or spell.tier_id in bases for spell in spells):
        return []
    return list(spells)


def _wake(
    standing: Standing,
    facts: Facts,
    assignments: Sequence[Assignment],
    spells: Sequence[Spell],
) -> None:
    terms = facts.eras[-1].ladder.terms
    instants = [entry.counts_at(terms.counts) for entry in facts.entries]
    for one in assignments:
        instants += [at for at in (one.since, one.until) if at is not None]
    if spells:
        ends = (spells[-1].term_end, spells[-1].grace_end)
        instants += [at for at in ends if at is not None]
        instants.append(next_year(standing.at, standing.zone))
    if terms.at_term_end == "at_once" or terms.upgrade == "period_end":
        instants += _leaving(standing, facts)
    later = [at for at in instants if at > standing.at]
    if later:
        standing.wake(min(later))


def _leaving(standing: Standing, facts: Facts) -> Iterator[datetime]:
    calendar = calendar_of(facts)
    for entry in facts.entries:
        left = calendar.leaves(entry.day)
        if left is not None and left > standing.at:
            yield left


def _targets(
    standing: Standing,
    versions: Sequence[VersionOfTiers],
    before: Sequence[Spell],
    after: Sequence[Spell],
) -> list[GiftTarget]:
    zone, at = standing.zone, standing.at
    now = occasions(after, zone=zone, at=at)
    sources = {(one.tier_id, one.source) for one in now}
    gone = [
        one
        for one in occasions(before, zone=zone, at=at)
        if (one.tier_id, one.source) not in sources
    ]
    return [
        *(t for one in now for t in _gifts(standing, versions, one, times=1)),
        *(t for one in gone for t in _gifts(standing, versions, one, times=0)),
    ]


def _gifts(
    standing: Standing,
    versions: Sequence[VersionOfTiers],
    occasion: Occasion,
    *,
    times: int,
) -> Iterator[GiftTarget]:
    tier = _tier_then(versions, occasion)
    over = occasion.lapses_at is not None and occasion.lapses_at <= standing.at
    if tier is None or over:
        return
    gifts = tier.yearly_gifts if occasion.yearly else tier.gifts
    first = YEARLY_PLACE if occasion.yearly else ENTRY_PLACE
    for place, gift in enumerate(gifts, start=first):
        yield GiftTarget(
            member_id=standing.member_id,
            rule_id=f"tier:{occasion.tier_id}",
            source=occasion.source,
            gift=gift,
            happened_at=occasion.happened_at,
            place=place,
            times=times,
            lapses_at=occasion.lapses_at,
            reason="reached" if times else "fell_below",
        )


def _tier_then(versions: Sequence[VersionOfTiers], occasion: Occasion) -> Tier | None:
    """Return the tier as it was when something became reason for a gift."""
    then = [one for one in versions if one.begins_at <= occasion.happened_at]
    document = (then or versions)[-1].document
    found: Tier | None = document.item("tiers", occasion.tier_id)
    return found
