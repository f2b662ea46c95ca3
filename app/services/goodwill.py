"""Points given and taken by hand, within limits, and with a second person above them.

Every correction from the back office goes through here: it is counted, it has a
reason of a fixed list, and what goes beyond somebody's limits waits for another
person who may approve.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Conflict, Refused
from app.domain.goodwill import DAYS, FIRST_UNIT, Limits, Over, first_limits, over
from app.domain.ledger import Key, Kind
from app.domain.ledger.errors import KeyReused
from app.domain.ledger.posting import Transaction
from app.domain.staff import Right, Role
from app.services import adjustments
from app.services.adjustments import Adjustment, Booked
from app.services.env import Env
from app.services.own_wallet import refuse_own
from app.services.staff.principal import StaffPrincipal
from app.storage.bulk import BulkRepository
from app.storage.goodwill import ApprovalRow, GoodwillRepository
from app.storage.importing import ImportRepository
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

REASONS: Final = (
    "goodwill",
    "late_delivery",
    "correction",
    "in_store",
    "missed_order",
    "event",
    "other",
)
"""Fixed codes, so that the cost of kindness can be reported."""

FILE_LIVES: Final = timedelta(days=7)
"""How long an import can begin or go on: its file is kept no longer."""
NOTHING: Final = UUID(int=0)
UNDO_FOR: Final = timedelta(seconds=30)
"""So long what was done by hand can be undone with one press."""


class OverLimit(Refused):
    """More than this person may give or take alone."""

    code = "over_limit"

    def __init__(self, which: Over, limits: Limits, *, used: int) -> None:
        self.limit = which.value
        self.most = {
            Over.DEED: limits.per_deed,
            Over.DAY: limits.per_day,
            Over.MEMBER: limits.per_member,
            Over.CREDIT: 0,
        }[which] or 0
        self.used = used
        super().__init__(f"beyond the limit of a {which}: {self.most}")


class OwnRequest(Refused):
    """Who asked can't be the one who approves."""

    code = "own_request"


class UndoOver(Refused):
    """The moment in which a deed can be undone is over."""

    code = "undo_over"


class AlreadyDecided(Conflict):
    """Somebody decided this before."""

    code = "already_decided"

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(f"this was {state} already")


@dataclass(frozen=True, slots=True)
class Budget:
    """What a person may still give alone."""

    limits: Limits
    today: int
    member: int

    def over(self, points: int) -> Over | None:
        """Return the limit that *points* would go beyond."""
        return over(points, self.limits, today=self.today, member=self.member)

    def used(self, which: Over) -> int:
        """Return how much of a limit is used up."""
        return {Over.DAY: self.today, Over.MEMBER: self.member}.get(which, 0)


def limits_of(uow: UnitOfWork) -> Mapping[Role, Limits]:
    """Return what each role may do alone, by what was set or by the first limits."""
    unit = usual_reward(uow)
    found = GoodwillRepository(uow).limits()
    return {role: found.get(role, first_limits(role, unit)) for role in Role}


def set_limits(
    env: Env, uow: UnitOfWork, role: Role, limits: Limits, *, by: str
) -> None:
    """Keep what a role may do alone."""
    GoodwillRepository(uow).set_limits(role, limits, by=by, at=env.clock.now())


def budget(env: Env, uow: UnitOfWork, staff: StaffPrincipal, member_id: UUID) -> Budget:
    """Return what a person may still give a member alone."""
    desk, now = GoodwillRepository(uow), env.clock.now()
    return Budget(
        limits_of(uow)[staff.role],
        given_today(env, uow, staff.actor),
        desk.given_to(member_id, now - timedelta(days=DAYS)),
    )


def given_today(
    env: Env, uow: UnitOfWork, actor: str, *, beside: UUID | None = None
) -> int:
    """Return what a person gave alone today, and what their work in hand will give.

    Args:
        env: The collaborators.
        uow: The unit of work; whoever decides by the figure locks the actor first.
        actor: Who gave.
        beside: A deed on many members that is counted elsewhere.
    """
    now = env.clock.now()
    given = GoodwillRepository(uow).given_by(actor, midnight(uow, now))
    many = BulkRepository(uow).still_to_give(actor, beside=beside or NOTHING)
    return given + many + ImportRepository(uow).still_to_give(actor, now - FILE_LIVES)


def give(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    member_id: UUID,
    asked: Adjustment,
    *,
    key: Key,
) -> Booked:
    """Give or take points by hand, within this person's limits.

    What comes a second time under its key is answered as the first time, whatever is
    left of the limits since.

    Raises:
        OwnWallet: It is their own account.
        OverLimit: A second person must agree; see ``ask_for``.
        Refused, Malformed: As ``adjustments.adjust``.
    """
    refuse_own(env, uow, staff, member_id)
    GoodwillRepository(uow).lock_actor(staff.actor)

    check = within(env, uow, staff, member_id, asked.asset)
    return _post(env, uow, member_id, asked, key=key, actor=staff.actor, check=check)


def within(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, member_id: UUID, asset: str
) -> Callable[[int], None]:
    """Return what refuses to give more than this person may give alone.

    It is asked while the person is locked, and the member's balance of main points.
    """

    def check(points: int) -> None:
        if asset != ProgrammeRepository(uow).live()[1].main_points:
            return
        left = budget(env, uow, staff, member_id)
        found = left.over(points)
        if found is not None:
            raise OverLimit(found, left.limits, used=left.used(found))

    return check


def take_back(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    member_id: UUID,
    transaction_id: UUID,
) -> Transaction:
    """Undo what this person gave or took by hand just now; return what is undone.

    It counts for no budget any more.

    Raises:
        UndoOver: It was somebody else's, of another member, or is too long ago.
        LotTouched, ReversalNotPossible: It was used or undone since.
    """
    found = LedgerRepository(uow, env.ids).transaction(transaction_id)
    now = env.clock.now()
    if (
        found is None
        or found.kind is not Kind.ADJUSTMENT
        or found.actor != staff.actor
        or now - found.occurred_at > UNDO_FOR
        or not _is_about(found, member_id)
    ):
        raise UndoOver("what was done by hand is undone at once or not at all")
    key = Key.of("undo", transaction_id)
    adjustments.take_back(env, uow, found, key=key, actor=staff.actor)
    GoodwillRepository(uow).unspent([transaction_id])
    return found


def _is_about(found: Transaction, member_id: UUID) -> bool:
    return any(
        account.member_id == member_id
        for posting in found.postings
        for account in (posting.source, posting.target)
    )


def ask_for(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    member_id: UUID,
    asked: Adjustment,
    *,
    once: UUID,
) -> UUID | None:
    """Keep a deed beyond this person's limits until somebody else decides.

    Args:
        env: The collaborators.
        uow: The unit of work.
        staff: Who asks.
        member_id: Whose points.
        asked: What is to be done.
        once: Made with the form, which asks once however often it is sent.

    Returns:
        The request; None where this form made it before.

    Raises:
        OwnWallet: It is their own account.
        MemberMissing: There is no such member.
        KeyReused: The form asked for something else before.
    """
    MemberRepository(uow).get(member_id)
    refuse_own(env, uow, staff, member_id)
    desk = GoodwillRepository(uow)
    digest = sha256(f"approval/{staff.actor}/{once}".encode()).digest()
    approval_id = UUID(bytes=digest[:16])
    added = desk.ask(
        approval_id,
        kind="adjust",
        member_id=member_id,
        asked=_kept(asked),
        why=asked.internal_note or "",
        asked_by=staff.actor,
        asked_by_name=staff.name,
        asked_at=env.clock.now(),
    )
    if added:
        return approval_id
    row = desk.lock(approval_id)
    if (row.member_id, _wish(row.asked)) != (member_id, _wish(_kept(asked))):
        raise KeyReused(approval_id)
    return None


def _kept(asked: Adjustment) -> dict[str, Any]:
    """Return what of a deed waits with it; when it expires is reckoned when booked."""
    kept = asdict(asked)
    del kept["expires_at"]
    return kept


def _wish(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody asked for: of a balance to reach, not what was missing."""
    wish = {"to": None, **kept}
    return wish if wish["to"] is None else {**wish, "points": None}


def decide(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    approval_id: UUID,
    *,
    approve: bool,
    said: str | None = None,
) -> ApprovalRow:
    """Say yes or no to what somebody else asked for; yes does it at once.

    Raises:
        ApprovalMissing: There is no such request.
        AlreadyDecided: It was decided before.
        OwnRequest: Who asked can't approve; they can take it back by refusing. Or
            this role approves nothing: then it refuses nothing of others either.
        OwnWallet: It is the account of who would approve.
        OverLimit: Beyond what this person may still give alone, too: at once, today,
            and to this member.
    """
    desk, now = GoodwillRepository(uow), env.clock.now()
    row = desk.lock(approval_id)
    if row.state != "waiting":
        raise AlreadyDecided(row.state)
    own = row.asked_by == staff.actor
    if own and approve:
        raise OwnRequest("somebody else must approve what you asked for")
    if not own and not staff.may(Right.APPROVE):
        raise OwnRequest("this role decides nothing for others")
    if approve:
        refuse_own(env, uow, staff, row.member_id)
        desk.lock_actor(staff.actor)
        _do_asked(env, uow, staff, row)
    state = "approved" if approve else "withdrawn" if own else "refused"
    desk.decide(
        approval_id,
        state=state,
        decided_by=staff.actor,
        decided_by_name=staff.name,
        decided_at=now,
        said=said,
    )
    return row


def _do_asked(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, row: ApprovalRow
) -> None:
    asked = Adjustment(**row.asked)
    check = within(env, uow, staff, row.member_id, asked.asset)
    key = Key.of("approval", row.approval_id)
    _post(env, uow, row.member_id, asked, key=key, actor=row.asked_by, check=check)


def _post(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    asked: Adjustment,
    *,
    key: Key,
    actor: str,
    check: Callable[[int], None],
) -> Booked:
    member = MemberRepository(uow).get(member_id)
    booked = adjustments.book_by_hand(
        env, uow, member, asked, key=key, actor=actor, check=check
    )
    if not booked.again:
        # One that comes again may have been undone since, and then counts for nothing.
        GoodwillRepository(uow).spent(
            booked.transaction.id,
            actor=actor,
            member_id=member_id,
            points=booked.points,
            reason=asked.reason_code,
            at=env.clock.now(),
        )
    return booked


def usual_reward(uow: UnitOfWork) -> int:
    """Return what the cheapest reward with a price costs, in smallest units."""
    _, document = ProgrammeRepository(uow).live()
    scale = 10 ** document.asset(document.main_points).scale
    prices = [
        price * scale
        for reward in document.rewards
        if reward.enabled and reward.asset == document.main_points
        if (price := getattr(reward, "price", None)) is not None
    ]
    return min(prices, default=FIRST_UNIT)


def midnight(uow: UnitOfWork, now: datetime) -> datetime:
    """Return when the day began in the programme's zone."""
    zone = ZoneInfo(StoreRepository(uow).programme().timezone)
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
