"""Erases a person: the books stay whole, nothing leads from the id to them.

Two steps, each safe to repeat. First the member is frozen and every voucher that
has not ended is given up; while a store has yet to answer, ``ErasureWaits`` asks
the caller to come back. Then, in one unit of work, the balance is forfeited (or
kept for whoever brings the claim code) and everything personal is blanked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.domain.errors import Busy, Conflict, Missing, Refused
from app.domain.ledger import Book, Key
from app.domain.ledger.errors import MemberMoved
from app.domain.outgoing.happening import Happening
from app.services import perks, redemption, theme_marks
from app.services.enrolment import customer_digest
from app.services.env import Env
from app.services.living import every_account
from app.services.staff.audit import Witness, unseen
from app.storage.backfills import PastOrders
from app.storage.blanking import Blanking
from app.storage.erasure import ErasureRepository, OpenVoucher, Traces
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, contact_digest
from app.storage.merges import MergeRepository
from app.storage.outgoing.messages import MessageRepository
from app.storage.privacy import PrivacyRepository
from app.storage.stores import StoreRepository
from app.storage.support_claims import SupportClaimRepository
from app.storage.unit_of_work import UnitOfWork

REASON = "erasure"
ASK_AGAIN_SECONDS = 60
CLAIM_SYMBOLS = 16
"""Five bits each: 80 bits, which nobody guesses."""


class LeavingPolicy(StrEnum):
    """What becomes of the balance of a person who is erased."""

    FORFEIT = "forfeit"
    """It ends: pending and available are forfeited, a shortfall is forgiven."""
    KEEP = "keep"
    """It stays under the id, and a code that claims it goes to the person."""


class ErasureWaits(Busy):
    """A redemption of the person has not ended; the erasure goes on later."""

    code = "erasure_waits"

    def __init__(self, *, vouchers_open: int) -> None:
        self.vouchers_open = vouchers_open
        super().__init__(
            f"{vouchers_open} vouchers have not ended", retry_after=ASK_AGAIN_SECONDS
        )


class ClaimMissing(Missing):
    """No kept balance waits under this code."""

    code = "claim_missing"


class ClaimUsed(Conflict):
    """The claiming member is the erased one, or is gone."""

    code = "claim_not_possible"


@dataclass(frozen=True, slots=True)
class Erased:
    """How an erasure ended."""

    member_id: UUID
    erased_at: datetime
    claim_code: str | None
    """Shown once; only its digest is stored. None when nothing was kept."""
    repeated: bool = False
    """The person was erased before; nothing was done now."""


def erase(
    env: Env,
    programme_id: UUID,
    member_id: UUID,
    *,
    policy: LeavingPolicy = LeavingPolicy.FORFEIT,
    actor: str = "system",
    witness: Witness[Erased] = unseen,
) -> Erased:
    """Erase the person behind a member, and behind those merged into it.

    Raises:
        MemberMissing: There is no such member.
        ErasureWaits: Vouchers have to end first; call again later.
        MemberFrozen, ProgrammeFrozen: A violation is under review, and the
            forfeiture can't be posted until that is over.
    """
    lives_on = env.database.run(
        programme_id, lambda uow: ErasureRepository(uow).heir(member_id)
    )
    done = env.database.run(
        programme_id, lambda uow: _ask(env, uow, lives_on, policy, actor)
    )
    if done is not None:
        return done
    _end_vouchers(env, programme_id, lives_on)

    def forget(uow: UnitOfWork) -> Erased:
        erased = _forget(env, uow, ErasureRepository(uow).heir(member_id))
        witness(uow, erased)
        return erased

    return env.database.run(programme_id, forget)


def _ask(
    env: Env, uow: UnitOfWork, member_id: UUID, policy: LeavingPolicy, actor: str
) -> Erased | None:
    """Write the request down and freeze the member; return it if it is done."""
    members, now = MemberRepository(uow), env.clock.now()
    row = members.get(member_id)
    request = ErasureRepository(uow).request(
        member_id, policy=policy, actor=actor, at=now
    )
    # A restored backup may know the request and have the person again.
    if request.erased_at is not None and row.state == "erased":
        return Erased(member_id, request.erased_at, None, repeated=True)
    if row.frozen_at is None:
        members.change(member_id, at=now, frozen_at=now, frozen_reason=REASON)
    ErasureRepository(uow).freeze(member_id, reason=REASON, at=now)
    return None


def _end_vouchers(env: Env, programme_id: UUID, member_id: UUID) -> None:
    """Give up what has not ended.

    Raises:
        ErasureWaits: Something has still not ended afterwards.
    """

    def read(uow: UnitOfWork) -> list[OpenVoucher]:
        repository = ErasureRepository(uow)
        return repository.open_vouchers(repository.same_person(member_id))

    for voucher in env.database.run(programme_id, read):
        if voucher.ending is None and (
            voucher.store_connected or voucher.state == "granted"
        ):
            redemption.cancel(env, programme_id, voucher.voucher_id, actor=REASON)
    left = [one for one in env.database.run(programme_id, read) if _must_end(one)]
    if left:
        raise ErasureWaits(vouchers_open=len(left))


def _must_end(voucher: OpenVoucher) -> bool:
    """Tell whether the erasure waits: for every hold, and for reachable stores."""
    return voucher.state != "issued" or voucher.store_connected


def _forget(env: Env, uow: UnitOfWork, member_id: UUID) -> Erased:
    repository, now = ErasureRepository(uow), env.clock.now()
    people = repository.same_person(member_id)
    repository.lock_orders(people)
    traces = repository.traces(people)
    MemberRepository(uow).serialise(
        f"{store_id}/{ref}" for store_id, ref in traces.customers
    )
    request = repository.request(
        member_id, policy=LeavingPolicy.FORFEIT, actor=REASON, at=now
    )
    book = _locked(env, uow, member_id, people)
    # What came in while this waited for the balances leads to the person too.
    traces = repository.traces(people)
    if request.policy == LeavingPolicy.FORFEIT:
        _give_up_balance(book, at=now)
        LedgerRepository(uow, env.ids).flush(book)
        code = None
    else:
        code = env.ids.code(CLAIM_SYMBOLS)
    open_now = [v for v in repository.open_vouchers(people) if _must_end(v)]
    if open_now:
        # Bought between the two steps, before the freeze was seen.
        raise ErasureWaits(vouchers_open=len(open_now))
    _suppress(uow, repository, traces, at=now)
    blanking = Blanking(uow)
    blanking.deliveries(traces, at=now)
    blanking.debts(traces, at=now)
    blanking.answers(traces)
    blanking.vouchers(people, at=now)
    blanking.orders(traces.orders)
    blanking.facts(people)
    blanking.gifts(people, at=now)
    blanking.sources(people, at=now)
    blanking.referrals(people, at=now)
    MergeRepository(uow).erase(people, at=now)
    blanking.member(people, at=now)
    MessageRepository(uow).blank_answers(people)
    uow.tell(lambda: [Happening("member.erased", now, {}, one) for one in people])
    PrivacyRepository(uow).forget_customers(traces.customers)
    perks.leave(env, uow, people)
    theme_marks.forget_customers(env, uow, list(traces.customers))
    digest = None if code is None else _claim_digest(uow, code)
    repository.finish(member_id, at=now, claim_digest=digest)
    return Erased(member_id, now, code)


def _locked(env: Env, uow: UnitOfWork, member_id: UUID, people: list[UUID]) -> Book:
    """Return the ledger of *people*: from here on nothing comes in for them.

    Raises:
        MemberMoved: A merge made them other people while this waited.
    """
    book = LedgerRepository(uow, env.ids).open(every_account(env, uow, people))
    repository = ErasureRepository(uow)
    if repository.heir(member_id) != member_id or people != (
        repository.same_person(member_id)
    ):
        raise MemberMoved("the person was merged meanwhile")
    return book


def _give_up_balance(book: Book, *, at: datetime) -> None:
    """Post forfeiture of what there is and forgiveness of what is owed."""
    for member_id, asset in sorted(book.rows):
        key = Key.of("erase", member_id, asset, at.isoformat())
        book.forfeit(
            key.then("forfeit"),
            member_id=member_id,
            asset=asset,
            occurred_at=at,
            actor=REASON,
        )
        book.forgive(
            key.then("forgive"),
            member_id=member_id,
            asset=asset,
            occurred_at=at,
            actor=REASON,
        )


def _suppress(
    uow: UnitOfWork, repository: ErasureRepository, traces: Traces, *, at: datetime
) -> None:
    """Keep keyed digests, so that late deliveries about the person are dropped."""
    members, pepper = MemberRepository(uow), StoreRepository(uow).programme().key_pepper
    past = PastOrders(uow)
    for store_id, ref in traces.customers:
        digest = customer_digest(pepper, store_id, ref)
        members.suppress(digest, "customer", at=at)
        past.forget(buyers=[digest])
    for contact in traces.contacts:
        kind = "email" if "@" in contact else "phone"
        for text in {contact, contact.lower()}:
            known_by = contact_digest(pepper, kind, text)
            members.suppress(known_by, kind, at=at)
            past.forget(buyers=[known_by])
            SupportClaimRepository(uow).forget(known_by)
    for digest, kind in repository.guest_digests(traces.members):
        members.suppress(digest, kind, at=at)


def suppress_customer(
    env: Env, uow: UnitOfWork, store_id: UUID, customer_ref: str
) -> None:
    """Remember an erased customer by digest, known to us or not."""
    pepper = StoreRepository(uow).programme().key_pepper
    digest = customer_digest(pepper, store_id, customer_ref)
    MemberRepository(uow).suppress(digest, "customer", at=env.clock.now())
    PastOrders(uow).forget(buyers=[digest])


def erase_members_of_store(env: Env, programme_id: UUID, store_id: UUID) -> int:
    """Erase everybody known only through this store; return how many.

    Members of other stores too stay, and lose what the store knew of them: links
    and order references. Can be stopped and repeated.

    Raises:
        ErasureWaits: Some could not be erased yet; the others are.
    """

    def read(uow: UnitOfWork) -> list[UUID]:
        PastOrders(uow).forget(store_id=store_id)
        return ErasureRepository(uow).members_of_store(store_id)[0]

    done, waiting = 0, 0
    for member_id in env.database.run(programme_id, read):
        try:
            erase(env, programme_id, member_id, actor="shop")
            done += 1
        except ErasureWaits as refusal:
            waiting += refusal.vouchers_open
    if waiting:
        raise ErasureWaits(vouchers_open=waiting)

    def unlink(uow: UnitOfWork) -> None:
        repository = ErasureRepository(uow)
        for customer_ref in repository.customers_of(store_id):
            suppress_customer(env, uow, store_id, customer_ref)
        Blanking(uow).orders(repository.unlink_store(store_id))

    env.database.run(programme_id, unlink)
    return done


def finish_erasures(env: Env, programme_id: UUID) -> int:
    """Go on with erasures that had to wait; return how many are done now.

    One that still waits, or that a freeze refuses, does not hold up the others.
    """
    waiting = env.database.run(
        programme_id, lambda uow: ErasureRepository(uow).unfinished()
    )
    done = 0
    for member_id in waiting:
        try:
            erase(env, programme_id, member_id)
            done += 1
        except (ErasureWaits, Refused):
            continue
    return done


def list_erased(env: Env, programme_id: UUID) -> list[tuple[UUID, datetime]]:
    """Return (member, when), for the list that is kept beside the backups."""
    return env.database.run(programme_id, lambda uow: ErasureRepository(uow).erased())


def erase_again(
    env: Env, programme_id: UUID, listed: Iterable[UUID]
) -> tuple[int, list[UUID]]:
    """Erase, in a restored database, everybody on the list kept beside backups.

    Returns:
        How many were erased now, and those who still wait for a voucher. Ids
        that the backup does not know yet are passed over.
    """
    wanted = list(listed)

    def read(uow: UnitOfWork) -> list[UUID]:
        return list(MemberRepository(uow).many(wanted))

    done, waiting = 0, []
    for member_id in env.database.run(programme_id, read):
        try:
            done += not erase(env, programme_id, member_id, actor="restore").repeated
        except ErasureWaits:
            waiting.append(member_id)
    return done, waiting


def _claim_digest(uow: UnitOfWork, code: str) -> bytes:
    pepper = StoreRepository(uow).programme().key_pepper
    return contact_digest(pepper, "claim", code.strip().upper())


def claim(env: Env, programme_id: UUID, code: str, member_id: UUID) -> UUID:
    """Move a kept balance to the member who brings its code; return whose it was.

    Raises:
        ClaimMissing: No balance waits under this code (any more).
        ClaimUsed: The member is the erased one itself, or is gone.
    """

    def work(uow: UnitOfWork) -> UUID:
        repository, now = ErasureRepository(uow), env.clock.now()
        found = repository.by_claim(_claim_digest(uow, code))
        if found is None:
            raise ClaimMissing("no balance waits under this code")
        if MemberRepository(uow).get(member_id).state != "active":
            raise ClaimUsed("this member can't take over a balance")
        ledger = LedgerRepository(uow, env.ids)
        accounts = ledger.accounts([found.member_id])
        both = [*accounts, *((member_id, asset) for _, asset in accounts)]
        book = ledger.open(both)
        book.merge(
            Key.of("claim", found.member_id, member_id),
            absorbed_id=found.member_id,
            kept_id=member_id,
            occurred_at=now,
            actor="claim",
        )
        ledger.flush(book)
        repository.claimed(found.member_id, member_id, at=now)
        return found.member_id

    return env.database.run(programme_id, work)
