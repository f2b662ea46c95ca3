"""What a file tells beside points: links, tags, history, the way to a tier.

Each leaves a deed behind it, of what was new only, so that it can be taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from app.domain.importing.columns import Column
from app.domain.importing.planning import Person
from app.domain.importing.progress import progress
from app.services.channel_orders import channel
from app.services.env import Env
from app.services.importing.job import Job
from app.services.importing.people import Resolved
from app.storage.carried import CarriedRepository, Past
from app.storage.imported_people import ImportedPeople
from app.storage.importing import RowDeed
from app.storage.metrics import NOWHERE, MetricEntry, set_entries
from app.storage.unit_of_work import UnitOfWork

Served = Sequence[tuple[Resolved, UUID]]
BETWEEN: Final = "\n"
"""Between the tags of a deed."""
AT_ONCE: Final = 1_000


def source_of(import_id: UUID) -> str:
    """Return the name under which metrics know an import."""
    return f"import:{import_id}"


def tell(env: Env, uow: UnitOfWork, job: Job, done: Served) -> list[RowDeed]:
    """Write what a file tells of these people beside points; return what was new."""
    return [
        *_links(uow, job, done),
        *_tags(env, uow, job, done),
        *_past(uow, job, done),
        *_progress(uow, job, done),
    ]


def _links(uow: UnitOfWork, job: Job, done: Served) -> list[RowDeed]:
    whose = {
        one.lead.referral_code: (one.lead.row, member_id)
        for one, member_id in done
        if one.lead.referral_code
    }
    codes = {code: member_id for code, (_, member_id) in whose.items()}
    new = CarriedRepository(uow).add_links(codes, at=job.at)
    return [
        RowDeed(row, "link", member_id, said=code)
        for code, (row, member_id) in whose.items()
        if code in new
    ]


def _tags(env: Env, uow: UnitOfWork, job: Job, done: Served) -> list[RowDeed]:
    """Say tags in the name of the programme's own channel.

    A store of the platform says all that it knows each time and ends the rest.
    """
    rows: dict[UUID, int] = {}
    tags: dict[tuple[UUID, str], None] = {}
    for one, member_id in done:
        for entry in one.person.entries:
            for name in entry.tags:
                rows.setdefault(member_id, one.lead.row)
                tags[member_id, name] = None
    if not tags:
        return []
    store_id = channel(env, uow).store_id
    new = CarriedRepository(uow).add_tags(list(tags), store_id, at=job.at)
    return [
        RowDeed(rows[member_id], "tags", member_id, said=BETWEEN.join(names))
        for member_id, names in new.items()
    ]


def end_tags(env: Env, uow: UnitOfWork, job: Job, deeds: Sequence[RowDeed]) -> None:
    """End the tags that these deeds said."""
    store_id = channel(env, uow).store_id
    tags = [
        (deed.member_id, name)
        for deed in deeds
        for name in (deed.said or "").split(BETWEEN)
    ]
    CarriedRepository(uow).end_tags(tags, store_id, at=job.at)


def _past(uow: UnitOfWork, job: Job, done: Served) -> list[RowDeed]:
    told = {
        member_id: one.lead
        for one, member_id in done
        if any(entry.past for entry in one.person.entries)
    }
    past = [
        Past(member_id, job.options.asset, lead.lifetime, lead.spent, lead.note)
        for member_id, lead in told.items()
    ]
    CarriedRepository(uow).add_past(job.import_id, past, at=job.at)
    return [
        RowDeed(lead.row, "past", member_id, job.options.asset)
        for member_id, lead in told.items()
    ]


def _progress(uow: UnitOfWork, job: Job, done: Served) -> list[RowDeed]:
    """Count what the rows tell towards tiers, as of the day of the upload."""
    options = job.options
    figures: dict[tuple[UUID, str], tuple[int, str]] = {}
    rows: dict[UUID, int] = {}
    for one, member_id in done:
        for counted in progress(
            job.document,
            options.asset,
            one.person.entries,
            points_count=options.counts_for_tier,
        ):
            before, _ = figures.get((member_id, counted.metric), (0, ""))
            rows.setdefault(member_id, one.lead.row)
            figures[member_id, counted.metric] = before + counted.amount, counted.unit
    if not figures:
        return []
    source = source_of(job.import_id)
    set_entries(
        uow,
        [
            MetricEntry(member_id, metric, NOWHERE, source, job.today, amount, unit)
            for (member_id, metric), (amount, unit) in figures.items()
        ],
    )
    return [
        RowDeed(row, "progress", member_id, options.asset)
        for member_id, row in rows.items()
    ]


def note_referrers(
    job: Job,
    people: Sequence[Person],
    run: Callable[[Callable[[UnitOfWork], None]], None],
) -> None:
    """Keep through whom people came, once everybody of the file is here."""
    if Column.REFERRED_BY not in job.options.columns:
        return
    wanted = {
        one.lead.row: one.lead.referred_by for one in people if one.lead.referred_by
    }
    rows = list(wanted)
    for first in range(0, len(rows), AT_ONCE):
        some = {row: wanted[row] for row in rows[first : first + AT_ONCE]}

        def note(uow: UnitOfWork, some: Mapping[int, str] = some) -> None:
            found = ImportedPeople(uow).with_emails(set(some.values()))
            referrers = {
                row: found[email][0].member_id
                for row, email in some.items()
                if email in found
            }
            CarriedRepository(uow).note_referrers(job.import_id, referrers)

        run(note)
