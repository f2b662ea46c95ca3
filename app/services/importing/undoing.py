"""Takes an import back, by counter-entries: lots retracted, removals reversed.

What a member has used since stays used: the whole is refused while a lot was
touched, unless whoever asks wants the rest taken back all the same.
"""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from app.domain.errors import Conflict
from app.domain.ledger import Book, Key
from app.domain.ledger.errors import (
    LotTouched,
    MemberFrozen,
    ReversalNotPossible,
)
from app.services.env import Env
from app.services.importing import beside, codes
from app.services.importing.allowance import count_no_more
from app.services.importing.beside import source_of
from app.services.importing.job import Job
from app.services.standing import owe_standing
from app.storage.blanking import Blanking
from app.storage.carried import CarriedRepository
from app.storage.imported_guests import ImportedGuests
from app.storage.imported_people import ImportedPeople
from app.storage.importing import ImportRepository, RowDeed
from app.storage.ledger import LedgerRepository
from app.storage.reads import Reads
from app.storage.tier_history import TierHistory
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 500
NOWHERE: Final = UUID(int=0)
"""Stands for: looked at, and left as it is."""
ORDER: Final = (
    ("points", "pending", "credit"),
    ("taken",),
    ("tier",),
    ("code",),
    ("link",),
    ("tags",),
    ("past",),
    ("progress",),
    ("made",),
)
"""What was given goes first, so that what was taken can come back to its lots."""
LEDGER: Final = frozenset({"points", "taken"})
"""The first of what is in the ledger; all else is beside it."""


class ImportTouched(Conflict):
    """Points of this import were used already."""

    code = "import_touched"

    def __init__(self, *, lots_touched: int) -> None:
        self.lots_touched = lots_touched
        super().__init__(
            f"{lots_touched} members have used points of this import; say that theirs"
            " shall stay"
        )


def undo_some(
    env: Env, uow: UnitOfWork, job: Job, what: Sequence[str], after: RowDeed | None
) -> RowDeed | None:
    """Take back the next deeds of these kinds; return the last, None at the end."""
    repository = ImportRepository(uow)
    deeds = repository.to_undo(job.import_id, what, after=after, most=AT_ONCE)
    if not deeds:
        return None
    members = {deed.member_id for deed in deeds}
    if what[0] in LEDGER:
        done = _take_back(env, uow, job, deeds)
        count_no_more(uow, [deed for deed, by in done if by != NOWHERE])
    else:
        _end(env, uow, job, what[0], deeds)
        done = [(deed, NOWHERE) for deed in deeds]
    repository.undone(job.import_id, done)
    _count_no_more(uow, job, members, what[0])
    owe_standing(env, uow, members, document=job.document)
    if what[0] == "made":
        _forget_guests(uow, job, members)
    return deeds[-1]


def _forget_guests(uow: UnitOfWork, job: Job, members: set[UUID]) -> None:
    """Take guests away again who have nothing but what this import made of them.

    What the books know them by stays, as an empty id. They are not remembered as
    people who were erased: the same file may be brought in once more.
    """
    gone = ImportedGuests(uow).untouched(members, job.import_id, until=job.row.ended_at)
    if gone:
        Blanking(uow).member(gone, at=job.at)


def _end(
    env: Env, uow: UnitOfWork, job: Job, what: str, deeds: Sequence[RowDeed]
) -> None:
    """Take back what is in no ledger."""
    match what:
        case "made":
            members = {deed.member_id for deed in deeds}
            ImportedPeople(uow).retire(members, at=job.at)
        case "tier":
            for deed in deeds:
                _end_tier(uow, job, deed)
        case "code":
            codes.forget(uow, deeds, at=job.at)
        case "link":
            links = [deed.said for deed in deeds if deed.said]
            CarriedRepository(uow).drop_links(links)
        case "tags":
            beside.end_tags(env, uow, job, deeds)
        case "past":
            CarriedRepository(uow).drop_past(job.import_id)
        case _:
            pass


def _end_tier(uow: UnitOfWork, job: Job, deed: RowDeed) -> None:
    if deed.lot_id is not None:
        TierHistory(uow).end(deed.member_id, [deed.lot_id], at=job.at)


def _take_back(
    env: Env, uow: UnitOfWork, job: Job, deeds: Sequence[RowDeed]
) -> list[tuple[RowDeed, UUID]]:
    ledger = LedgerRepository(uow, env.ids)
    lots = [deed.lot_id for deed in deeds if deed.lot_id]
    # A merge may have handed lots over since.
    holders = Reads(uow).holders(lots)
    rows = {(deed.member_id, deed.asset or job.options.asset) for deed in deeds}
    book = ledger.open(
        rows | holders,
        keys=[_key(job, deed) for deed in deeds],
        lots=lots,
        transactions=[
            deed.transaction_id
            for deed in deeds
            if deed.what == "taken" and deed.transaction_id
        ],
    )
    done = [(deed, _back(job, book, deed)) for deed in deeds]
    ledger.flush(book)
    return done


def _key(job: Job, deed: RowDeed) -> Key:
    return Key.of("import", job.import_id, deed.row, deed.what, "undo")


def _back(job: Job, book: Book, deed: RowDeed) -> UUID:
    """Post the counter-entry of one deed; what can't be taken back stays."""
    actor, rule = job.row.asked_by, f"import:{job.options.source}"
    try:
        if deed.what == "taken" and deed.transaction_id is not None:
            return book.reverse(
                _key(job, deed),
                deed.transaction_id,
                at=job.at,
                occurred_at=job.at,
                actor=actor,
                rule_ref=rule,
                version=job.version,
            ).id
        if deed.lot_id is not None:
            posted = book.retract(
                _key(job, deed),
                deed.lot_id,
                occurred_at=job.at,
                untouched=True,
                actor=actor,
                rule_ref=rule,
                version=job.version,
            )
            return NOWHERE if posted is None else posted.id
    except (LotTouched, MemberFrozen, ReversalNotPossible):
        return NOWHERE
    return NOWHERE


def _count_no_more(uow: UnitOfWork, job: Job, members: set[UUID], what: str) -> None:
    if job.options.counts_for_tier or what == "progress":
        ImportedPeople(uow).count_no_more(members, source_of(job.import_id))


def undo_all(
    env: Env, programme_id: UUID, job: Job, told: Callable[[int], bool]
) -> bool:
    """Take everything back, chunk by chunk; False when it was stopped."""
    done = 0
    for what in ORDER:
        after: RowDeed | None = None
        while True:
            after = env.database.run(
                programme_id,
                lambda uow: undo_some(env, uow, job, what, after),  # noqa: B023 - called at once
            )
            done += AT_ONCE if after is not None else 0
            if not told(done):
                return False
            if after is None:
                break
    return True
