"""The dry run: what an import would do, without doing any of it."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from app.domain.importing.faults import RowFault
from app.domain.importing.planning import Person, Plan, plan
from app.domain.tiers.ladder import ladder_of
from app.services.env import Env
from app.services.importing import codes
from app.services.importing.allowance import given_before
from app.services.importing.job import Job
from app.services.importing.people import Resolved, Resolver
from app.services.importing.report import Tally
from app.storage.imported_people import ImportedPeople
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 1_000

Told = Callable[[int, int], bool]
"""Takes how many people are behind us and how many there are; False stops."""


def try_people(
    env: Env, programme_id: UUID, job: Job, people: Sequence[Person], told: Told
) -> tuple[Tally, list[RowFault]] | None:
    """Return the figures and faults of all people; None when it was stopped."""
    tally, faults = Tally(), list[RowFault]()
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        faults += env.database.run(
            programme_id,
            lambda uow: _try_some(env, uow, job, some, tally),  # noqa: B023 - called at once
        )
        if not told(min(first + AT_ONCE, len(people)), len(people)):
            return None
    return tally, faults


def _try_some(
    env: Env, uow: UnitOfWork, job: Job, people: Sequence[Person], tally: Tally
) -> list[RowFault]:
    found = Resolver(env, uow, job).resolve(people, write=False)
    known = {one.member_id for one in found if one.member_id and one.made is None}
    reader = ImportedPeople(uow)
    balances, tiers = reader.balances(known), reader.tiers(known)
    lapsed = reader.lapsed(known, at=job.at)
    by_hand = given_before(uow, known, job.at)
    ranks = ladder_of(job.document).ranks
    owners = codes.owners_of(uow, job, people)
    faults: list[RowFault] = []
    counted = Tally()
    for one in found:
        if one.fault is not None or one.member_id is None:
            faults += faults_of(one, one.fault or "person_unknown")
            continue
        if codes.taken(job, one.person, one.member_id, owners):
            faults += faults_of(one, codes.TAKEN)
            continue
        account = one.member_id, job.options.asset
        held, pending = balances.get(account, (0, 0))
        held -= lapsed.get(account, 0)
        planned = plan(job.options.mode, one.person.entries, held=held, pending=pending)
        count_person(counted, job, one, planned, by_hand.get(one.member_id, 0))
        if one.lead.tier is not None:
            before = ranks.get(tiers.get(one.member_id, ""), -1)
            counted.tiers_up += ranks[one.lead.tier] > before
            counted.tiers_down += ranks[one.lead.tier] < before
    add_up(tally, counted)
    return faults


def faults_of(one: Resolved, code: str) -> list[RowFault]:
    """Return one fault for each row of a person."""
    return [RowFault(entry.row, code) for entry in one.person.entries]


def count_person(
    tally: Tally, job: Job, one: Resolved, planned: Plan, by_hand: int = 0
) -> None:
    """Add what happens, or would, to one person who got *by_hand* before."""
    new = one.made is not None
    tally.people += 1
    tally.new += new
    tally.found += not new
    tally.invited += new and job.options.unknown == "invite"
    tally.given += sum(gift.units for gift in planned.gifts if not gift.pending)
    tally.pending += sum(gift.units for gift in planned.gifts if gift.pending)
    tally.taken += planned.taken
    tally.credit += sum(entry.credit_minor for entry in one.person.entries)
    tally.unchanged += not planned.gifts and not planned.taken
    tally.largest = max(tally.largest, planned.taken, planned.given)
    if planned.given:
        tally.fullest = max(tally.fullest, planned.given + by_hand)
    tally.codes += one.lead.referral_code is not None
    _count_beside(tally, job, one)


def _count_beside(tally: Tally, job: Job, one: Resolved) -> None:
    entries = one.person.entries
    live = len(codes.live_codes(job, entries))
    tally.rewards += live
    tally.rewards_over += sum(entry.reward_code is not None for entry in entries) - live
    tally.phones_left_out += sum(entry.no_phone for entry in entries)
    tally.tagged += any(entry.tags for entry in entries)
    tally.past += any(entry.past for entry in entries)


def add_up(into: Tally, more: Tally) -> None:
    """Add the figures of a chunk that is certain now."""
    most = {
        name: max(getattr(into, name), getattr(more, name))
        for name in ("largest", "fullest")
    }
    for name, figure in more.told().items():
        setattr(into, name, most.get(name, getattr(into, name) + figure))
