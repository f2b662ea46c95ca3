"""Members exchange points for a voucher, and change their minds.

The purchase is one unit of work: hold, voucher, code and debt are there
together or not at all. Only then is the store asked, at once and outside of
any unit of work; what the click can't finish, the outbox does. The same request
under the same key is the same voucher, however often it comes.
"""

from dataclasses import replace
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Refused
from app.domain.ledger import Book, Key
from app.domain.rewards.voucher import (
    LIVE_STATES,
    Ending,
    IllegalStep,
    Source,
    Step,
    Voucher,
    VoucherState,
)
from app.services import outbox
from app.services.crash import crash_point
from app.services.env import Env
from app.services.purchase import LimitReached, MemberNotEnrolled, Wish
from app.services.serving import open_debt, serve
from app.services.staff.audit import Witness, unseen
from app.services.voucher_uses import ISSUE, WITHDRAW, open_voucher, owe_for
from app.services.vouchers import HANDLERS
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing, VoucherRepository

__all__ = [
    "LimitReached",
    "MemberNotEnrolled",
    "TooLateToCancel",
    "begin_leaving",
    "cancel",
    "grant",
    "hurry",
    "redeem",
]


class TooLateToCancel(Refused):
    """The time in which a place could be given back is over."""

    code = "too_late_to_cancel"


CANCELS_A_DAY = 5
PEOPLE = frozenset({"api", "member", "staff"})
"""Actors who are asked by somebody; the rest is our own housekeeping."""
"""How often members may give a voucher back themselves, in the programme's day."""


def redeem(
    env: Env,
    programme_id: UUID,
    *,
    member_id: UUID,
    reward_id: str,
    store_id: UUID,
    points: int | None,
    idempotency: Key,
    actor: str = "member",
    choice: str | None = None,
    witness: Witness[Voucher] = unseen,
) -> Voucher:
    """Exchange points for a voucher, and try to have its code at once.

    Args:
        env: The world.
        programme_id: Whose member this is.
        member_id: Who pays.
        reward_id: A reward of the live document.
        store_id: Where the code will be used.
        points: Smallest units, for a slider; None or the price for a ladder.
        idempotency: The caller's key; the same request under it is the same voucher.
        actor: Who asked: ``member``, ``staff:<id>``, ``api:<id>``.
        choice: The cause, where a reward for charity offers several.
        witness: Writes it down where staff ask.

    Returns:
        The voucher: ``issued`` when the store answered, ``issuing`` or
        ``granted`` when the outbox goes on, ``withdrawn`` when the store refused.

    Raises:
        InsufficientPoints, BalanceNegative, MemberFrozen, ProgrammeFrozen,
        MemberNotEnrolled, RewardUnavailable, LimitReached, StoreNotConnected:
            Refused, with the figures. Nothing was changed.
        RewardMissing, MemberMissing, StoreMissing: There is no such thing.
        PointsOffStep: The slider does not sell so many.
        KeyReused: The key was used for another request.
    """
    wish = Wish(
        member_id,
        reward_id,
        store_id,
        points,
        idempotency,
        actor,
        Source.POINTS,
        choice=choice,
    )

    def write(uow: UnitOfWork) -> tuple[Voucher, UUID | None]:
        bought = serve(env, uow, wish)
        witness(uow, bought[0])
        crash_point("redeem-before-commit")
        return bought

    voucher, debt_id = env.database.run(programme_id, write)
    crash_point("redeem-after-commit")
    return _try_now(env, programme_id, voucher, debt_id)


def grant(
    env: Env,
    uow: UnitOfWork,
    *,
    member_id: UUID,
    reward_id: str,
    store_id: UUID,
    key: Key,
    actor: str,
    validity_days: int | None = None,
    ends_at: datetime | None = None,
) -> Voucher:
    """Give a voucher for nothing, inside the unit of work of the fact behind it.

    Once per *key*; the outbox issues its code. Raises what ``redeem`` raises,
    but for what has to do with points and limits.
    """
    wish = Wish(
        member_id,
        reward_id,
        store_id,
        None,
        key,
        actor,
        Source.RULE,
        validity_days=validity_days,
        ends_at=ends_at,
    )
    voucher, _ = serve(env, uow, wish)
    return voucher


def hurry(env: Env, programme_id: UUID, voucher: Voucher) -> Voucher:
    """Try to have a granted voucher's code at once, as a purchase does."""
    debt_id = env.database.run(programme_id, lambda uow: open_debt(uow, voucher))
    return _try_now(env, programme_id, voucher, debt_id)


def _try_now(
    env: Env, programme_id: UUID, voucher: Voucher, debt_id: UUID | None
) -> Voucher:
    """Work on the voucher's debt at once; return the voucher as it then is."""
    if debt_id is None:
        return voucher
    outbox.attempt(env, HANDLERS, programme_id, debt_id)
    return env.database.run(
        programme_id, lambda uow: VoucherRepository(uow).get(voucher.voucher_id)
    )


def cancel(
    env: Env,
    programme_id: UUID,
    voucher_id: UUID,
    actor: str,
    *,
    member_id: UUID | None = None,
    witness: Witness[Voucher] = unseen,
) -> Voucher:
    """Give a voucher up; its points come back once its code is certainly off.

    Args:
        env: The world.
        programme_id: Whose voucher this is.
        voucher_id: Which one.
        actor: Who asks; a ``member`` may do so a few times a day only.
        member_id: Whose it must be, where a member asks.
        witness: Writes it down where staff ask.

    Returns:
        The voucher: ``withdrawn`` when all went well at once, else with
        ``ending`` set while the outbox goes on. Cancelling again changes nothing.

    Raises:
        VoucherMissing: There is none, or it is another member's.
        IllegalStep: It was used, or has ended already.
        LimitReached: The member cancelled too often today.
    """

    def write(uow: UnitOfWork) -> tuple[Voucher, UUID | None]:
        left = _give_up(env, uow, voucher_id, actor, member_id)
        witness(uow, left[0])
        return left

    voucher, debt_id = env.database.run(programme_id, write)
    return _try_now(env, programme_id, voucher, debt_id)


def _give_up(
    env: Env, uow: UnitOfWork, voucher_id: UUID, actor: str, member_id: UUID | None
) -> tuple[Voucher, UUID | None]:
    held, book, ledger = open_voucher(env, uow, voucher_id)
    if member_id is not None and held.member_id != member_id:
        raise VoucherMissing("no such voucher in this programme")
    if held.state is VoucherState.WITHDRAWN or held.ending is not None:
        return held, open_debt(uow, held)
    carried = held.source is Source.CARRIED and actor.partition(":")[0] in PEOPLE
    if held.state not in LIVE_STATES or held.terms.kind.at_once or carried:
        # What the member has at once can't be recalled while it is on its way, and
        # a code that another program made would go on working in the store.
        raise IllegalStep(held.state, Step.WITHDRAW)
    now = env.clock.now()
    if actor.partition(":")[0] == "member":
        if held.terms.keep_from is not None and now >= held.terms.keep_from:
            raise TooLateToCancel("places can't be given back any more")
        _check_cancels(uow, held.member_id, now)
        held = replace(held, cancelled_at=now)
    left = begin_leaving(env, uow, book, held, at=now)
    ledger.flush(book)
    return left


def begin_leaving(
    env: Env, uow: UnitOfWork, book: Book, held: Voucher, *, at: datetime
) -> tuple[Voucher, UUID | None]:
    """Begin to take back a locked, live voucher; return it and what is owed for it.

    Nothing is owed for one that no store was asked for: it is withdrawn at once.
    """
    leaving = replace(held, ending=Ending.CANCEL, updated_at=at)
    if held.state is VoucherState.GRANTED:
        return _never_sent(uow, book, leaving, at=at), None
    VoucherRepository(uow).save(leaving, was=held.state)
    kind = WITHDRAW if held.state is VoucherState.ISSUED else ISSUE
    return leaving, owe_for(env, uow, kind, leaving)


def _never_sent(
    uow: UnitOfWork, book: Book, leaving: Voucher, *, at: datetime
) -> Voucher:
    """Release at once what no store was asked for; the open debt finds it ended."""
    ended = replace(leaving.take(Step.RELEASE, at=at), reason="cancelled")
    if ended.price:
        book.release(
            ended.voucher_id,
            at=at,
            occurred_at=at,
            minimum_life_days=ended.terms.minimum_life_days,
            rule_ref=ended.reward_id,
            version=ended.programme_version,
        )
    VoucherRepository(uow).save(ended, was=leaving.state)
    return ended


def _check_cancels(uow: UnitOfWork, member_id: UUID, now: datetime) -> None:
    zone = ZoneInfo(StoreRepository(uow).programme().timezone)
    midnight = datetime.combine(now.astimezone(zone).date(), time.min, zone)
    if VoucherRepository(uow).cancelled_since(member_id, midnight) >= CANCELS_A_DAY:
        raise LimitReached(limit="cancels_a_day", most=CANCELS_A_DAY)
