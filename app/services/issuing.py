"""Issues the codes of vouchers: the handler of the debt ``issue_voucher``.

Each step is durable before the next one begins: the attempt before the call, the
answer before what follows from it. ``app.domain.rewards.issuing`` decides; here
it is carried out. Who was overtaken while talking to the store writes nothing:
a voucher takes completions only from the worker that leased it last.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from app.domain.errors import (
    PlatformError,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    SetiaError,
)
from app.domain.rewards.issuing import (
    Answer,
    Burn,
    LookUp,
    Move,
    NewCode,
    Operator,
    Release,
    Send,
    Wait,
    after_answer,
    after_look_up,
    answer_of,
    blind_sight,
    next_move,
    pauses,
    started,
)
from app.domain.rewards.returns import settle
from app.domain.rewards.voucher import (
    OPEN_STATES,
    Ending,
    Outcome,
    Progress,
    Step,
    Voucher,
)
from app.ports import StoreConnection
from app.services import outbox, store_side
from app.services.connections import connection_of
from app.services.crash import crash_point
from app.services.env import Env
from app.services.outbox import DebtOutcome
from app.services.voucher_uses import WITHDRAW, carry_out, open_voucher, owe_for
from app.storage.outbox import LeasedDebt
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

Act = Callable[[UnitOfWork], DebtOutcome]

CODE_SYMBOLS = 12
"""Five bits each: 60 random bits."""
MOST_MOVES = 12
"""Steps of one turn; three foreign codes take nine."""
SWEEP_AFTER = timedelta(minutes=10)
"""By then no request of ours can still be on its way."""


class Overtaken(SetiaError):
    """Another worker has taken over this voucher; nothing was written."""

    code = "overtaken"


@dataclass(slots=True)
class _Turn:
    """One leased turn at one voucher."""

    env: Env
    debt: LeasedDebt
    voucher: Voucher
    store: StoreConnection
    begun: bool
    """Whether the attempt is committed and the call is still to be made."""
    store_wide: bool = False
    """Whether the last failure was about the store itself."""
    made_ref: str | None = None
    """The store's id of what it made or holds."""

    @property
    def cancelled(self) -> bool:
        return self.voucher.ending is Ending.CANCEL


def new_code(env: Env, prefix: str) -> str:
    """Return a fresh code of 60 random bits behind *prefix*."""
    symbols = env.ids.code(CODE_SYMBOLS)
    return f"{prefix}-{symbols}" if prefix else symbols


def issue(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Bring a voucher's code into its store, or its points back.

    Safe to run late, twice, and after a death at any step.
    """
    try:
        turn = env.database.run(
            debt.programme_id, lambda uow: _take_over(env, uow, debt)
        )
        if isinstance(turn, _Turn):
            return _work(turn)
    except Overtaken:
        return outbox.Cancelled(Overtaken.code)
    return turn


def _take_over(env: Env, uow: UnitOfWork, debt: LeasedDebt) -> _Turn | DebtOutcome:
    """Make the voucher take completions from this lease only.

    Where the store is to be asked at once, the attempt is committed with it.
    """
    repository = VoucherRepository(uow)
    voucher_id = UUID(debt.subject)
    # A debt names the store of its voucher, which never changes.
    store_id = debt.store_id or repository.ref(voucher_id).store_id
    row = StoreRepository(uow).get(store_id)
    if row.state not in ("connected", "blocked"):
        return _store_gone(env, debt, uow)
    held = repository.lock([voucher_id])[voucher_id]
    if held.state not in OPEN_STATES:
        return outbox.Settled()
    now = env.clock.now()
    ours = replace(held, lease_token=debt.lease_token, updated_at=now)
    move = next_move(held.progress, now=now, cancelled=held.ending is Ending.CANCEL)
    begun = isinstance(move, Send)
    if begun:
        ours = replace(ours.take(Step.START, at=now), progress=started(held.progress))
    repository.save(ours, was=held.state)
    return _Turn(env, debt, ours, connection_of(env, row), begun)


def _store_gone(env: Env, debt: LeasedDebt, uow: UnitOfWork) -> DebtOutcome:
    """End what is certain without the store; the rest waits for its return."""
    held, _, _ = open_voucher(env, uow, UUID(debt.subject))
    if held.state not in OPEN_STATES:
        return outbox.Settled()
    ours = replace(held, lease_token=debt.lease_token, updated_at=env.clock.now())
    VoucherRepository(uow).save(ours, was=held.state)
    if held.progress.outcome is Outcome.CLEAR:
        return _release(env, debt, Release("store_gone", sweep=False), uow)
    return _ask_operator(env, debt, held.progress, "store_gone", uow)


def _work(turn: _Turn) -> DebtOutcome:
    move: Move = Send() if turn.begun else _next(turn)
    for _ in range(MOST_MOVES):
        match move:
            case Send():
                move = _send(turn)
            case LookUp():
                move = _look_up(turn)
            case NewCode():
                move = _change_code(turn)
            case _:
                return _conclude(turn, move)
    return outbox.Again(turn.env.clock.now(), "turn_over")


def _next(turn: _Turn) -> Move:
    return next_move(
        turn.voucher.progress, now=turn.env.clock.now(), cancelled=turn.cancelled
    )


def _conclude(turn: _Turn, move: Move) -> DebtOutcome:
    """Write what a move that ends the turn says."""
    env, debt, voucher = turn.env, turn.debt, turn.voucher
    match move:
        case Burn():
            act: Act = partial(_burn, turn)
        case Release():
            act = partial(_release, env, debt, move)
        case Operator():
            act = partial(_ask_operator, env, debt, voucher.progress, move.reason)
        case Wait():
            return outbox.Again(move.until, move.reason, store_wide=turn.store_wide)
        case _:
            return outbox.Blocked("access_revoked")
    outcome = env.database.run(debt.programme_id, act)
    crash_point("issue-after-burn" if isinstance(move, Burn) else "issue-after-release")
    return outcome


def _send(turn: _Turn) -> Move:
    if not turn.begun:
        _save(turn, started(turn.voucher.progress), Step.START)
    turn.begun = False
    crash_point("issue-before-call")
    pause, reason, turn.store_wide = pauses(turn.env.ids.jitter_ms), "", False
    try:
        turn.made_ref = store_side.make(turn.env, turn.store, turn.voucher)
        said = Answer.ISSUED
    except PlatformError as error:
        said = answer_of(error)
        pause = pauses(turn.env.ids.jitter_ms, error.retry_after)
        turn.store_wide = isinstance(error, PlatformThrottled | PlatformUnavailable)
        reason = error.reason if isinstance(error, PlatformRefused) else ""
    crash_point("issue-after-call")
    progress, move = after_answer(
        turn.voucher.progress,
        said,
        now=turn.env.clock.now(),
        pause=pause,
        reason=reason,
    )
    return _noted(turn, progress, move)


def _look_up(turn: _Turn) -> Move:
    pause, turn.store_wide = pauses(turn.env.ids.jitter_ms), False
    try:
        sight, turn.made_ref = store_side.see(turn.env, turn.store, turn.voucher)
    except PlatformError as error:
        sight = blind_sight(error)
        pause = pauses(turn.env.ids.jitter_ms, error.retry_after)
        turn.store_wide = isinstance(error, PlatformThrottled | PlatformUnavailable)
    progress, move = after_look_up(
        turn.voucher.progress,
        sight,
        now=turn.env.clock.now(),
        pause=pause,
        cancelled=turn.cancelled,
    )
    return _noted(turn, progress, move)


def _noted(turn: _Turn, progress: Progress, move: Move) -> Move:
    """Write what was learned, unless the end of the turn writes it at once."""
    if isinstance(move, Burn | Release | Operator):
        turn.voucher = replace(turn.voucher, progress=progress)
    else:
        reason = move.reason if isinstance(move, Wait) else None
        _save(turn, progress, reason=reason)
        crash_point("issue-after-answer")
    return move


def _save(
    turn: _Turn,
    progress: Progress,
    step: Step | None = None,
    *,
    code: str | None = None,
    reason: str | None = None,
) -> None:
    """Commit the progress, as long as the lease is still ours."""

    def write(uow: UnitOfWork) -> Voucher:
        repository = VoucherRepository(uow)
        voucher_id = turn.voucher.voucher_id
        held = repository.lock([voucher_id])[voucher_id]
        _still_ours(held, turn.debt)
        now = turn.env.clock.now()
        moved = held.take(step, at=now) if step else held
        moved = replace(
            moved,
            progress=progress,
            code=code or held.code,
            reason=reason,
            updated_at=now,
        )
        repository.save(moved, was=held.state)
        return moved

    turn.voucher = turn.env.database.run(turn.debt.programme_id, write)


def _still_ours(held: Voucher, debt: LeasedDebt) -> None:
    if held.state not in OPEN_STATES or held.lease_token != debt.lease_token:
        raise Overtaken(f"voucher {held.voucher_id} is {held.state} by another hand")


def _change_code(turn: _Turn) -> Move:
    """Choose another code; everything else of the voucher stays."""
    prefix, _, _ = turn.voucher.code.rpartition("-")
    _save(turn, turn.voucher.progress, code=new_code(turn.env, prefix))
    return _next(turn)


def _burn(turn: _Turn, uow: UnitOfWork) -> DebtOutcome:
    """Spend the points: the store holds our code."""
    env, now = turn.env, turn.env.clock.now()
    repository = VoucherRepository(uow)
    held, book, ledger = open_voucher(env, uow, turn.voucher.voucher_id)
    _still_ours(held, turn.debt)
    moved = replace(
        held.take(Step.CONFIRM, at=now),
        progress=turn.voucher.progress,
        discount_ref=turn.made_ref,
        reason=None,
        attention=None,
    )
    if moved.price:
        book.burn(
            moved.voucher_id,
            at=now,
            occurred_at=now,
            rule_ref=moved.reward_id,
            version=moved.programme_version,
        )
    if moved.terms.kind.at_once:
        moved = moved.take(Step.USE, at=now)
    repository.save(moved, was=held.state)
    # An order may have been faster than our answer.
    uses = repository.uses([moved.voucher_id]).get(moved.voucher_id, [])
    moved = carry_out(env, uow, book, moved, settle(moved, uses), at=now)
    if moved.ending is not None:
        owe_for(env, uow, WITHDRAW, moved)
    ledger.flush(book)
    return outbox.Settled()


def _release(env: Env, debt: LeasedDebt, move: Release, uow: UnitOfWork) -> DebtOutcome:
    """Give the held points back: the store holds no code of ours."""
    now = env.clock.now()
    held, book, ledger = open_voucher(env, uow, UUID(debt.subject))
    _still_ours(held, debt)
    moved = replace(held.take(Step.RELEASE, at=now), reason=move.reason, attention=None)
    if moved.price:
        book.release(
            moved.voucher_id,
            at=now,
            occurred_at=now,
            minimum_life_days=moved.terms.minimum_life_days,
            rule_ref=moved.reward_id,
            version=moved.programme_version,
        )
    VoucherRepository(uow).save(moved, was=held.state)
    if move.sweep:
        owe_for(env, uow, WITHDRAW, moved, due_at=now + SWEEP_AFTER)
    ledger.flush(book)
    return outbox.Settled()


def _ask_operator(
    env: Env, debt: LeasedDebt, progress: Progress, reason: str, uow: UnitOfWork
) -> DebtOutcome:
    """Put the voucher on the list of those at which a person must look."""
    repository = VoucherRepository(uow)
    voucher_id = UUID(debt.subject)
    held = repository.lock([voucher_id])[voucher_id]
    _still_ours(held, debt)
    asking = replace(
        held,
        progress=progress,
        reason=reason,
        attention="issue_unsettled",
        updated_at=env.clock.now(),
    )
    repository.save(asking, was=held.state)
    return outbox.SetAside(reason)
