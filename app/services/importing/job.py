"""One import in hand: its file read, its options made sense of, its people in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import phonenumbers

from app.domain.importing.columns import Column, Mapped
from app.domain.importing.entries import (
    Entry,
    PhoneReader,
    Reader,
    choose_columns,
    choose_order,
)
from app.domain.importing.faults import RowFault, StoreNeeded
from app.domain.importing.options import ImportOptions
from app.domain.importing.planning import Person, by_person
from app.domain.importing.reading import Dialect, Row, read_rows
from app.domain.importing.sources import SOURCES
from app.domain.money import exponent
from app.domain.own_wallet import NOBODYS, OwnAddresses
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.tiers.ladder import ladder_of
from app.domain.words import Language
from app.services import kept_files
from app.services.env import Env
from app.storage.importing import ImportRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import ProgrammeRow, StoreRepository
from app.storage.unit_of_work import UnitOfWork

SAMPLE: Final = 50
CHANNEL: Final = "api"


@dataclass(frozen=True, slots=True)
class Job:
    """What every step of an import needs to know."""

    row: ImportRow
    options: ImportOptions
    programme: ProgrammeRow
    version: int
    document: ProgrammeDocument
    store_id: UUID | None
    """Whose customers the ids of the file are; None: they lead nowhere new."""
    at: datetime
    own: OwnAddresses = NOBODYS
    """Of those who had a hand in it: their rows are left out."""

    @property
    def import_id(self) -> UUID:
        """Its id; the first part of every key."""
        return self.row.import_id

    @property
    def zone(self) -> str:
        """The programme's zone."""
        return self.programme.timezone

    @property
    def today(self) -> date:
        """The day of the upload, so that a run goes on as it was tried."""
        return self.row.asked_at.astimezone(ZoneInfo(self.zone)).date()


def job_of(env: Env, uow: UnitOfWork, row: ImportRow) -> Job:
    """Return an import with what is in force around it."""
    stores = StoreRepository(uow)
    version, document = ProgrammeRepository(uow).live()
    options = ImportOptions.model_validate(row.options)
    store_id = options.store_id
    if store_id is None:
        shops = [one.store_id for one in stores.all() if one.platform != CHANNEL]
        store_id = shops[0] if len(shops) == 1 else None
    return Job(
        row=row,
        options=options,
        programme=stores.programme(),
        version=version,
        document=document,
        store_id=store_id,
        at=env.clock.now(),
    )


def file_of(env: Env, programme_id: UUID, row: ImportRow) -> bytes:
    """Return the file that was uploaded.

    Raises:
        FileMissing: Its time is over.
    """
    return b"".join(kept_files.read(env, programme_id, row.file_id))


def dialect_of(row: ImportRow) -> Dialect:
    """Return how the file is written."""
    return Dialect(row.shape["encoding"], row.shape["delimiter"])


def sample(data: bytes, dialect: Dialect, most: int = SAMPLE) -> list[Row]:
    """Return the first row and some after it."""
    return list(islice(read_rows(data, dialect), most + 1))


def phone_reader(country: str) -> PhoneReader:
    """Return a reader of phone numbers as people of *country* write them."""

    def read(text: str) -> str | None:
        try:
            number = phonenumbers.parse(text, country or None)
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_possible_number(number):
            return None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    return read


def people_of(
    env: Env, programme_id: UUID, job: Job
) -> tuple[list[Person], list[RowFault], int]:
    """Return the people of the file, the rows left out, and how many rows there are.

    The same file and options give the same people in the same order, so that a run
    that was stopped goes on behind those that it did.

    Raises:
        AnswerNeeded, ColumnsMissing, ImportUnreadable: Nothing can be told.
        StoreNeeded: There are codes, and nobody said of which store.
    """
    data, dialect = file_of(env, programme_id, job.row), dialect_of(job.row)
    head = sample(data, dialect, 5_000)
    columns = choose_columns(job.options, len(head[0].cells))
    if Column.REWARD_CODE in columns and job.store_id is None:
        raise StoreNeeded("say of which store the discount codes are")
    reader = _reader(job, columns, head)
    entries: list[Entry] = []
    faults: list[RowFault] = []
    for row in _after_first(read_rows(data, dialect)):
        read = reader.read(row)
        if isinstance(read, Entry):
            entries.append(read)
        else:
            faults.append(read)
    people, doubles = by_person(entries, lots=SOURCES[job.options.source].lots)
    return people, sorted(faults + doubles, key=_row), len(entries) + len(faults)


def _row(fault: RowFault) -> int:
    return fault.row


def _after_first(rows: Iterator[Row]) -> Iterator[Row]:
    next(rows, None)
    return rows


def _reader(job: Job, columns: Mapped, head: list[Row]) -> Reader:
    return Reader(
        options=job.options,
        columns=columns,
        width=len(head[0].cells),
        order=choose_order(job.options, columns, head[1:]),
        today=job.today,
        scale=job.document.asset(job.options.asset).scale,
        credit_digits=_credit_digits(job),
        tiers=tier_names(job.document, job.options),
        phone=phone_reader(job.options.country.upper()),
        source=SOURCES[job.options.source],
        rate=job.options.factor,
        money_digits=exponent(job.document.identity.currency),
    )


def _credit_digits(job: Job) -> int:
    if job.options.credit_asset is None:
        return 0
    asset = job.document.asset(job.options.credit_asset)
    return exponent(asset.currency) if isinstance(asset, CreditAsset) else 0


def tier_names(document: ProgrammeDocument, options: ImportOptions) -> dict[str, str]:
    """Return our tier for every name of one that may stand in the file."""
    known: dict[str, str] = {}
    ranks = ladder_of(document).ranks
    for tier in document.tiers:
        if tier.id not in ranks:
            continue
        known[tier.id.casefold()] = tier.id
        if tier.title is not None:
            known |= {tier.title.say(one).casefold(): tier.id for one in Language}
    return known | {name.casefold(): ours for name, ours in options.tiers.items()}
