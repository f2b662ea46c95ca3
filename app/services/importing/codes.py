"""Live codes of another programme: a voucher of their member that no store made for us.

The code is in the store already. We show it, see it used, and let it lapse; we never
change or delete it there. Afterwards the store is asked, a few codes at a time, whether
it knows them: one that does not work is no longer shown.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.importing.entries import Entry
from app.domain.importing.planning import Person
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import (
    Progress,
    Source,
    Step,
    Voucher,
    VoucherState,
    VoucherTerms,
    code_key,
)
from app.ports import StoreConnection
from app.services import outbox
from app.services.connections import StoreNotConnected, live_connection
from app.services.env import Env
from app.services.importing.job import Job
from app.services.outbox import DebtOutcome, owe
from app.services.stores import platform_of
from app.services.withdrawing import note_loss
from app.storage.carried import CarriedRepository
from app.storage.importing import RowDeed
from app.storage.outbox import LeasedDebt
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

KIND: Final = "check_carried"
TAKEN: Final = "reward_code_taken"
AT_ONCE: Final = 50
"""Codes that are looked for before others get their turn."""
PAUSE: Final = timedelta(seconds=5)


def live_codes(job: Job, entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the rows with codes that have not lapsed, by the code as compared."""
    return {
        code_key(entry.reward_code): entry
        for entry in entries
        if entry.reward_code
        and (entry.reward_ends_on is None or entry.reward_ends_on >= job.today)
    }


def owners_of(
    uow: UnitOfWork, job: Job, people: Iterable[Person]
) -> Mapping[str, UUID]:
    """Return whose the codes of these people are already, by the code as compared."""
    if job.store_id is None:
        return {}
    keys = {key for one in people for key in live_codes(job, one.entries)}
    return CarriedRepository(uow).owners(job.store_id, keys)


def taken(
    job: Job, person: Person, member_id: UUID, owners: Mapping[str, UUID]
) -> bool:
    """Tell whether one of a person's codes is somebody else's here."""
    if not owners:
        return False
    return any(
        owners.get(key, member_id) != member_id
        for key in live_codes(job, person.entries)
    )


def carry_over(
    env: Env,
    uow: UnitOfWork,
    job: Job,
    served: Iterable[tuple[Person, UUID]],
    owners: Mapping[str, UUID],
) -> list[RowDeed]:
    """Write the vouchers of people's codes; those that we know stay as they are."""
    if job.store_id is None:
        return []
    deeds, made = [], []
    for person, member_id in served:
        for key, entry in live_codes(job, person.entries).items():
            if key in owners:
                continue
            one = _voucher(env, job, job.store_id, member_id, entry)
            made.append(one)
            deeds.append(RowDeed(entry.row, "code", member_id, lot_id=one.voucher_id))
    CarriedRepository(uow).add_codes(made)
    return deeds


def _voucher(
    env: Env, job: Job, store_id: UUID, member_id: UUID, entry: Entry
) -> Voucher:
    code = entry.reward_code or ""
    return Voucher(
        voucher_id=env.ids.new(),
        member_id=member_id,
        store_id=store_id,
        reward_id=f"import:{job.options.source}",
        programme_version=job.version,
        source=Source.CARRIED,
        asset=job.options.asset,
        price=0,
        code=code,
        terms=VoucherTerms(
            title=entry.reward_name or code,
            kind=VoucherKind.CARRIED,
            currency=job.document.identity.currency,
            starts_at=job.at,
            ends_at=_end_of(job, entry),
        ),
        actor=job.row.asked_by,
        created_at=job.at,
        updated_at=job.at,
        progress=Progress(deadline_at=job.at),
        state=VoucherState.ISSUED,
        issued_at=job.at,
    )


def _end_of(job: Job, entry: Entry) -> datetime | None:
    if entry.reward_ends_on is None:
        return None
    day = datetime.combine(entry.reward_ends_on, datetime.min.time())
    return day.replace(tzinfo=ZoneInfo(job.zone)) + timedelta(days=1)


def ask_store(env: Env, uow: UnitOfWork, job: Job) -> None:
    """Have the store asked about the codes of an import, in the background."""
    if job.store_id is None or not CarriedRepository(uow).unseen(job.import_id, most=1):
        return
    subject = str(job.import_id)
    owe(env, uow, KIND, subject, store_id=job.store_id, key=subject)


def check_carried(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Look for some codes of an import in their store; come again while there are more.

    A code that the store does not know, or has switched off, is taken off its
    member's list. Nothing is changed in the store.
    """
    import_id = UUID(debt.subject)

    def some(uow: UnitOfWork) -> Sequence[Voucher]:
        vouchers = VoucherRepository(uow)
        found = CarriedRepository(uow).unseen(import_id, most=AT_ONCE)
        return [vouchers.get(voucher_id) for voucher_id in found]

    vouchers = env.database.run(debt.programme_id, some)
    for voucher in vouchers:
        try:
            store = live_connection(env, debt.programme_id, voucher.store_id)
        except StoreNotConnected:
            return outbox.Cancelled("store_gone")
        found = _look(env, store, voucher)
        env.database.run(debt.programme_id, partial(_note, env, found=found))
    if len(vouchers) < AT_ONCE:
        return outbox.Settled()
    return outbox.Again(env.clock.now() + PAUSE, "more_codes")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the store says of a code."""

    voucher_id: UUID
    discount_ref: str | None
    """None: it does not work."""
    used: bool


def _look(env: Env, store: StoreConnection, voucher: Voucher) -> _Found:
    """Ask the store about a code; one that orders carry was used before it came here.

    A store may count the uses of many codes together, so its orders decide.
    """
    platform = platform_of(env, store.platform)
    seen = platform.look_up(store, voucher.code)
    if seen is None or not seen.active:
        return _Found(voucher.voucher_id, None, used=False)
    used = seen.times_used > 0 and platform.orders_with_code(store, voucher.code)
    return _Found(voucher.voucher_id, seen.discount_ref, used=bool(used))


def _note(env: Env, uow: UnitOfWork, *, found: _Found) -> None:
    if found.discount_ref is None:
        note_loss(env, uow, found.voucher_id, gone=True)
        return
    CarriedRepository(uow).seen(found.voucher_id, found.discount_ref)
    vouchers = VoucherRepository(uow)
    held = vouchers.lock([found.voucher_id])[found.voucher_id]
    if found.used and held.state is VoucherState.ISSUED and held.ending is None:
        spent = replace(held.take(Step.USE, at=env.clock.now()), reason="spent")
        vouchers.save(spent, was=held.state)


def forget(uow: UnitOfWork, deeds: Collection[RowDeed], *, at: datetime) -> None:
    """Forget codes that nobody used; in the store they stay."""
    ids = [deed.lot_id for deed in deeds if deed.lot_id is not None]
    CarriedRepository(uow).drop_codes(ids, at=at)
