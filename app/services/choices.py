"""Gifts to choose: the member picks one of several rewards, in time.

And the clock's part: gifts that wait are tried again, choices lapse.
"""

from datetime import datetime
from functools import partial
from uuid import UUID

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.rewards.reward import given_assets, reward_of
from app.domain.rewards.voucher import Voucher
from app.services.env import Env
from app.services.gift_desk import GiftDesk
from app.services.gift_making import make_voucher, voucher_for
from app.storage.gifts import GiftMissing, GiftRepository, GiftRow
from app.storage.ledger import LedgerRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

BATCH = 200
MOST_BATCHES = 50


class ChoiceClosed(Refused):
    """The choice was made otherwise, has lapsed, or was taken back."""

    code = "choice_closed"

    def __init__(self, *, state: str) -> None:
        self.reason = state
        super().__init__(f"this choice is {state}")


class NotOffered(Malformed):
    """The choice has no such reward."""

    code = "not_among_choices"

    def __init__(self, *, choices: list[str]) -> None:
        self.choices = choices
        super().__init__(f"choose one of {', '.join(choices)}")


class ChosenBefore(Conflict):
    """The member chose another reward before."""

    code = "chosen_before"


def choices_of(uow: UnitOfWork, member_id: UUID) -> list[GiftRow]:
    """Return the choices that a member may still make, newest first."""
    return GiftRepository(uow).of_member(member_id, kind="choice", states=("open",))


def choose(
    env: Env, uow: UnitOfWork, member_id: UUID, gift_id: UUID, reward_id: str
) -> Voucher:
    """Give the member the chosen one; the same choice again is the same voucher.

    Raises:
        GiftMissing: The member has no such choice.
        NotOffered: It does not offer this reward.
        ChosenBefore: Another one was chosen before.
        ChoiceClosed: It lapsed, or was taken back.
        Refused: The reward can't be had now; the choice stays open.
    """
    desk = desk_of(env, uow)
    reward = reward_of(desk.document, reward_id)
    accounts = [(member_id, asset) for asset in given_assets(reward)]
    if accounts:
        LedgerRepository(uow, env.ids).open(accounts)
    gifts = GiftRepository(uow)
    row = gifts.lock_one(gift_id)
    if row.member_id != member_id or row.kind != "choice":
        raise GiftMissing("no such gift in this programme")
    if row.state == "given" and row.voucher_id is not None:
        if row.reward_id != reward_id:
            raise ChosenBefore(f"{row.reward_id} was chosen")
        return VoucherRepository(uow).get(row.voucher_id)
    offered = [str(one) for one in row.terms.get("rewards", [])]
    if row.state != "open" or (row.due_at is not None and desk.at >= row.due_at):
        raise ChoiceClosed(state=row.state if row.state != "open" else "lapsed")
    if reward_id not in offered:
        raise NotOffered(choices=offered)
    row.reward_id, row.updated_at = reward_id, desk.at
    voucher = voucher_for(desk, row)
    gifts.save(row)
    return voucher


def desk_of(env: Env, uow: UnitOfWork) -> GiftDesk:
    """Return a desk for gifts of the version in force."""
    version, document = ProgrammeRepository(uow).live()
    zone = StoreRepository(uow).programme().timezone
    return GiftDesk(env, uow, env.clock.now(), version, document, zone)


def sweep_gifts(env: Env, programme_id: UUID) -> int:
    """Try waiting gifts again and let choices lapse; return how many were due."""
    done = 0
    for _ in range(MOST_BATCHES):
        now = env.clock.now()
        due = env.database.run(programme_id, partial(_all_due, now))
        for gift_id in due:
            env.database.run(programme_id, partial(_due, env, gift_id=gift_id))
        done += len(due)
        if len(due) < BATCH:
            break
    return done


def _all_due(now: datetime, uow: UnitOfWork) -> list[UUID]:
    return GiftRepository(uow).due(now, most=BATCH)


def _due(env: Env, uow: UnitOfWork, *, gift_id: UUID) -> None:
    gifts = GiftRepository(uow)
    seen = gifts.get(gift_id)
    desk = desk_of(env, uow)
    reward = desk.document.reward(seen.reward_id or "")
    if reward is not None and given_assets(reward):
        LedgerRepository(uow, env.ids).open(
            [(seen.member_id, asset) for asset in given_assets(reward)]
        )
    row = gifts.lock_one(gift_id)
    if row.due_at is None or row.due_at > desk.at:
        return
    _retry(desk, row)
    gifts.save(row)


def _retry(desk: GiftDesk, row: GiftRow) -> None:
    row.updated_at = desk.at
    if row.state == "open":
        row.state, row.due_at = "lapsed", None
        return
    if _too_late(row, desk.at):
        row.state, row.due_at, row.reason = "lapsed", None, "waited_too_long"
        return
    make_voucher(desk, row)


def _too_late(row: GiftRow, at: datetime) -> bool:
    ends_at = row.terms.get("ends_at")
    return ends_at is not None and at >= datetime.fromisoformat(ends_at)
