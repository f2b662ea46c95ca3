"""The run: chunks of people, each in one unit of work with the cursor behind it.

What a chunk did and how far the run is become true together, so a run that dies
goes on where it was. The ledger's keys (import, batch, row) hold even without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.importing.entries import Entry
from app.domain.importing.faults import RowFault
from app.domain.importing.planning import Gift, Person, Plan, plan, terms_of
from app.domain.ledger import Book, Key, Kind
from app.domain.ledger.errors import ProgrammeFrozen
from app.domain.ledger.lots import LotTerms
from app.domain.tiers.ladder import ladder_of
from app.domain.tiers.spells import Assignment
from app.services.consents import NEWSLETTER
from app.services.env import Env
from app.services.importing import beside, codes
from app.services.importing.allowance import Allowance, count
from app.services.importing.beside import Served
from app.services.importing.job import Job
from app.services.importing.people import Resolved, Resolver
from app.services.importing.report import Tally
from app.services.importing.trying import count_person, faults_of
from app.services.standing import owe_standing
from app.storage.imported_people import Details, ImportedPeople
from app.storage.importing import ImportRepository, RowDeed
from app.storage.ledger import LedgerRepository
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork

BEYOND: Final = "beyond_agreed"
TIER_KEPT: Final = timedelta(days=365)
"""How long a tier is kept whose end the file does not say."""


@dataclass(slots=True)
class Chunk:
    """What became of some people."""

    tally: Tally = field(default_factory=Tally)
    faults: list[RowFault] = field(default_factory=list)
    deeds: list[RowDeed] = field(default_factory=list)


def run_people(
    env: Env, uow: UnitOfWork, job: Job, people: Sequence[Person], before: Tally
) -> Chunk:
    """Post what the file says of *people*; one who can't be served harms no other.

    Args:
        env: The collaborators.
        uow: The unit of work.
        job: The import.
        people: Whom this chunk is about.
        before: What the chunks before did.

    Raises:
        ProgrammeFrozen: Nothing can be posted at all.
    """
    chunk = Chunk()
    found = Resolver(env, uow, job).resolve(people, write=True)
    owners = codes.owners_of(uow, job, people)
    served = []
    for one in found:
        if one.fault is not None or one.member_id is None:
            chunk.faults += faults_of(one, one.fault or "person_unknown")
        elif codes.taken(job, one.person, one.member_id, owners):
            chunk.faults += faults_of(one, codes.TAKEN)
        else:
            served.append((one, one.member_id))
    ledger = LedgerRepository(uow, env.ids)
    book = ledger.open(
        {(member_id, asset) for _, member_id in served for asset in _assets(job)},
        keys=[
            key
            for one, _ in served
            for entry in one.person.entries
            for key in _keys(job, entry)
        ],
        living=[member_id for _, member_id in served],
    )
    ids = [member_id for _, member_id in served]
    allowance = Allowance.open(uow, job, before, ids)
    # Read under the locks: what is dead can't be spent, and counts for nothing.
    lapsed = ImportedPeople(uow).lapsed(ids, at=job.at)
    done = [
        pair
        for pair in served
        if _post_person(chunk, job, book, pair, allowance, lapsed=lapsed)
    ]
    ledger.flush(book)
    count(uow, job, chunk.deeds)
    _fill(uow, job, done)
    _give_tiers(env, uow, job, chunk, done)
    whose = [(one.person, member_id) for one, member_id in done]
    chunk.deeds += codes.carry_over(env, uow, job, whose, owners)
    chunk.deeds += beside.tell(env, uow, job, done)
    owe_standing(env, uow, {member_id for _, member_id in done}, document=job.document)
    return chunk


def _assets(job: Job) -> list[str]:
    credit = job.options.credit_asset
    return [job.options.asset] + ([credit] if credit else [])


def _key(job: Job, row: int, *what: str) -> Key:
    return Key.of("import", job.import_id, row, *what)


def _keys(job: Job, entry: Entry) -> list[Key]:
    """Return the keys of everything that a row can do."""
    keys = [_key(job, entry.row)] if entry.points else []
    if entry.pending:
        keys.append(_key(job, entry.row, "pending"))
    if entry.credit_minor:
        keys.append(_key(job, entry.row, "credit"))
    if job.options.mode == "set":
        keys.append(_key(job, entry.row, "taken"))
    return keys


def _post_person(
    chunk: Chunk,
    job: Job,
    book: Book,
    whose: tuple[Resolved, UUID],
    allowance: Allowance,
    *,
    lapsed: Mapping[tuple[UUID, str], int],
) -> bool:
    """Post one person's gifts; a refusal becomes a fault of their rows."""
    one, member_id = whose
    account = member_id, job.options.asset
    row = book.rows[account]
    planned = plan(
        job.options.mode,
        one.person.entries,
        held=row.available - lapsed.get(account, 0) + row.shortfall,
        pending=row.pending,
    )
    credit = sum(entry.credit_minor for entry in one.person.entries)
    if not allowance.has_room(member_id, planned, credit):
        chunk.faults += faults_of(one, BEYOND)
        return False
    try:
        deeds = _post(job, book, one, member_id, planned)
    except ProgrammeFrozen:
        raise
    except (Refused, Malformed, Conflict) as error:
        chunk.faults += faults_of(one, error.code)
        return False
    if one.made is not None:
        deeds.append(RowDeed(one.lead.row, "made", member_id))
    chunk.deeds += deeds
    allowance.took(member_id, planned, credit)
    count_person(chunk.tally, job, one, planned)
    return True


def _post(
    job: Job, book: Book, one: Resolved, member_id: UUID, planned: Plan
) -> list[RowDeed]:
    deeds = []
    asset, credit = job.options.asset, job.options.credit_asset
    for gift in planned.gifts:
        what = "pending" if gift.pending else "points"
        deeds.append(_give(job, book, (member_id, asset), gift, what))
    for entry in one.person.entries if credit else ():
        if credit and entry.credit_minor:
            gift = Gift(entry.row, entry.credit_minor, entry)
            deeds.append(_give(job, book, (member_id, credit), gift, "credit"))
    if planned.taken:
        taken = book.adjust(
            _key(job, one.lead.row, "taken"),
            member_id=member_id,
            asset=asset,
            amount=-planned.taken,
            at=job.at,
            occurred_at=job.at,
            actor=job.row.asked_by,
            rule_ref=f"import:{job.options.source}",
            version=job.version,
            request={"act": "import", "row": one.lead.row},
        )
        deeds.append(
            RowDeed(
                one.lead.row,
                "taken",
                member_id,
                asset,
                planned.taken,
                transaction_id=taken.id,
            )
        )
    return deeds


def _give(
    job: Job, book: Book, whose: tuple[UUID, str], gift: Gift, what: str
) -> RowDeed:
    member_id, asset = whose
    terms = _terms(job, gift, what)
    lot = book.accrue(
        _key(job, gift.row) if what == "points" else _key(job, gift.row, what),
        member_id=member_id,
        asset=asset,
        amount=gift.units,
        award_id=None,
        occurred_at=terms.awarded_at,
        at=job.at,
        pending=terms.pending,
        available_from=terms.available_from,
        lapses_at=terms.lapses_at,
        zone=job.zone,
        kind=Kind.IMPORT,
        actor=job.row.asked_by,
        rule_ref=f"import:{job.options.source}",
        version=job.version,
        request={"act": "import", "row": gift.row, "what": what},
    )
    return RowDeed(
        gift.row, what, member_id, asset, gift.units, lot.lot_id, lot.opened_by
    )


def _terms(job: Job, gift: Gift, what: str) -> LotTerms:
    if what == "credit":
        return LotTerms(awarded_at=job.at, zone=job.zone, available_from=job.at)
    return terms_of(gift, job.options, job.document, at=job.at, zone=job.zone)


def _fill(uow: UnitOfWork, job: Job, done: Served) -> None:
    people = ImportedPeople(uow)
    details: Mapping[UUID, Details] = {
        member_id: Details(
            member_id,
            one.lead.first_name,
            one.lead.last_name,
            one.lead.phone,
            one.lead.language,
            one.lead.birthday,
            _morning(job, one),
        )
        for one, member_id in done
    }
    people.fill(
        [
            one
            for one in details.values()
            if (one.first_name or one.last_name or one.phone or one.locale)
            or (one.birthday or one.joined_at)
        ],
        at=job.at,
    )
    if job.store_id is not None:
        agreed = {
            member_id
            for one, member_id in done
            if any(entry.consents for entry in one.person.entries)
        }
        people.add_consents(
            agreed, NEWSLETTER, job.store_id, by=job.row.asked_by, at=job.at
        )


def _morning(job: Job, one: Resolved) -> datetime | None:
    if one.lead.joined_on is None:
        return None
    start = datetime.combine(one.lead.joined_on, datetime.min.time())
    return start.replace(tzinfo=ZoneInfo(job.zone))


def _give_tiers(
    env: Env, uow: UnitOfWork, job: Job, chunk: Chunk, done: Served
) -> None:
    """Assign tiers that are above what the member holds; none is ever lowered."""
    wanted = [(one, member_id) for one, member_id in done if one.lead.tier]
    if not wanted:
        return
    rows = [one.lead.row for one, _ in wanted]
    again = ImportRepository(uow).rows_with(job.import_id, "tier", rows)
    held = ImportedPeople(uow).tiers({member_id for _, member_id in wanted})
    ranks, history = ladder_of(job.document).ranks, TierHistory(uow)
    for one, member_id in wanted:
        tier, until = one.lead.tier or "", job.at + TIER_KEPT
        if one.lead.tier_until is not None:
            day = datetime.combine(one.lead.tier_until, datetime.min.time())
            until = day.replace(tzinfo=ZoneInfo(job.zone)) + timedelta(days=1)
        if ranks[tier] <= ranks.get(held.get(member_id, ""), -1) or until <= job.at:
            continue
        if one.lead.row in again:
            continue
        given = Assignment(
            assignment_id=env.ids.new(),
            tier_id=tier,
            kind="hand",
            since=job.at,
            until=until,
            by=job.row.asked_by,
            reason=f"import:{job.options.source}",
            with_gifts=False,
        )
        history.assign(member_id, given, at=job.at)
        chunk.tally.tiers_up += 1
        chunk.deeds.append(
            RowDeed(one.lead.row, "tier", member_id, lot_id=given.assignment_id)
        )
