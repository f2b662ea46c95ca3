"""Deeds on many members as people ask for them: begin, approve, stop, take back.

The row is the work; a debt only leads a worker to it. What goes beyond somebody's
limits waits for another person, exactly as one correction does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.goodwill import DAYS, Limits, Over
from app.domain.staff import Right
from app.services import goodwill
from app.services.env import Env
from app.services.goodwill import OverLimit, OwnRequest
from app.services.outbox import owe
from app.services.staff.principal import StaffPrincipal
from app.storage.bulk import WORKING, BulkRepository, BulkRow, Deed, State
from app.storage.goodwill import GoodwillRepository
from app.storage.member_list import Filters, MemberList
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "bulk"
UNDO_WITHIN: Final = timedelta(days=30)
RECENT: Final = 50


class BulkNotReady(Conflict):
    """The deed is at another step than this one needs."""

    code = "bulk_not_ready"

    def __init__(self, *, state: str) -> None:
        self.state = state
        super().__init__(f"this deed is {state}")


class BulkCountWrong(Refused):
    """The number that was typed is not how many members it is about."""

    code = "bulk_count_wrong"

    def __init__(self, *, members: int) -> None:
        self.members = members
        super().__init__(f"it is about {members} members")


class NobodyChosen(Malformed):
    """A deed needs somebody."""

    code = "nobody_chosen"


class BulkUndoTooLate(Refused):
    """A deed on many members can be taken back for thirty days."""

    code = "bulk_undo_too_late"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done, and to whom."""

    bulk_id: UUID
    """Made with the form: sending it twice does it once."""
    deed: Deed
    filters: Filters
    typed: int
    """The number of members, as somebody typed it."""
    asked: dict[str, Any]
    """``points`` in smallest units, ``asset``, ``reason``, and what is said of it."""


def begin(env: Env, uow: UnitOfWork, staff: StaffPrincipal, wish: Wish) -> BulkRow:
    """Write a deed down for a worker; the same form begins it once.

    Raises:
        NobodyChosen: Nobody fits.
        BulkCountWrong: Not so many as was typed.
    """
    repository = BulkRepository(uow)
    counted = MemberList(uow).count_all(wish.filters)
    if not counted:
        raise NobodyChosen("nobody fits")
    if counted != wish.typed:
        raise BulkCountWrong(members=counted)
    added = repository.add(
        wish.bulk_id,
        wish.deed,
        asked=wish.asked,
        chosen=_written(wish.filters),
        counted=counted,
        by=staff.actor,
        name=staff.name,
        at=env.clock.now(),
    )
    row = repository.get(wish.bulk_id, lock=True)
    if added:
        limits = goodwill.limits_of(uow)[staff.role]
        asked = {
            **row.asked,
            "limits": [limits.per_deed, limits.per_day, limits.per_member],
        }
        repository.change(row.bulk_id, asked=asked)
        _work(env, uow, row, "choosing")
    return repository.get(wish.bulk_id)


def _written(filters: Filters) -> dict[str, Any]:
    return {
        "states": list(filters.states),
        "frozen": filters.frozen,
        "tier": filters.tier,
        "base": filters.base,
        "segment": filters.segment,
        "only": None if filters.only is None else [str(one) for one in filters.only],
    }


def filters_of(row: BulkRow) -> Filters:
    """Return whom a deed was confirmed for; who came later is left out."""
    only = row.chosen["only"]
    return Filters(
        states=row.chosen["states"],
        frozen=row.chosen["frozen"],
        tier=row.chosen["tier"],
        base=row.chosen["base"],
        segment=row.chosen["segment"],
        only=None if only is None else [UUID(one) for one in only],
        known_by=row.asked_at,
    )


def over(env: Env, uow: UnitOfWork, row: BulkRow, people: int) -> Over | None:
    """Return which limit of who asked a deed goes beyond; the worker asks."""
    if row.deed != "points" or row.asked["asset"] != _main(uow):
        return None
    limits, points = Limits(*row.asked["limits"]), int(row.asked["points"])
    if limits.per_deed is not None and abs(points) > limits.per_deed:
        return Over.DEED
    if points < 0:
        return None
    GoodwillRepository(uow).lock_actor(row.asked_by)
    if limits.per_day is not None:
        today = goodwill.given_today(env, uow, row.asked_by, beside=row.bulk_id)
        if today + points * people > limits.per_day:
            return Over.DAY
    most = limits.per_member
    if most is not None and (points > most or _anyone(env, uow, row, points, most)):
        return Over.MEMBER
    return None


def _anyone(env: Env, uow: UnitOfWork, row: BulkRow, points: int, most: int) -> bool:
    since = env.clock.now() - timedelta(days=DAYS)
    return BulkRepository(uow).anyone_over(
        row.bulk_id, points=points, most=most, since=since
    )


def _main(uow: UnitOfWork) -> str:
    return ProgrammeRepository(uow).live()[1].main_points


def decide(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, bulk_id: UUID, *, approve: bool
) -> BulkRow:
    """Say yes or no to what went beyond somebody else's limits.

    Raises:
        BulkNotReady: It does not wait.
        OwnRequest: Who asked can only take it back, or this role approves nothing.
        OverLimit: Beyond what this person may do alone, too.
    """
    repository = BulkRepository(uow)
    row = repository.get(bulk_id, lock=True)
    _at(row, "waiting")
    own = row.asked_by == staff.actor
    if approve and (own or not staff.may(Right.APPROVE)):
        raise OwnRequest("somebody else must approve what you asked for")
    if not approve and not own and not staff.may(Right.APPROVE):
        raise OwnRequest("this role decides nothing")
    if approve:
        limits = goodwill.limits_of(uow)[staff.role]
        if limits.per_deed is not None and abs(row.asked["points"]) > limits.per_deed:
            raise OverLimit(Over.DEED, limits, used=0)
    repository.change(
        bulk_id,
        approved_by=staff.actor if approve else None,
        approved_by_name=staff.name if approve else None,
    )
    if approve:
        return _work(env, uow, row, "running")
    repository.change(bulk_id, state="refused", ended_at=env.clock.now())
    return repository.get(bulk_id)


def go_on(env: Env, uow: UnitOfWork, bulk_id: UUID) -> BulkRow:
    """Go on with one that was stopped.

    Raises:
        BulkNotReady: It was not.
    """
    row = BulkRepository(uow).get(bulk_id, lock=True)
    _at(row, "stopped")
    return _work(env, uow, row, "running")


def stop(uow: UnitOfWork, bulk_id: UUID) -> BulkRow:
    """Let a deed end after the piece in hand.

    Raises:
        BulkNotReady: It does not run.
    """
    repository = BulkRepository(uow)
    _at(repository.get(bulk_id, lock=True), "running")
    repository.change(bulk_id, state="stopped", lease_token=None, leased_until=None)
    return repository.get(bulk_id)


def undo(env: Env, uow: UnitOfWork, bulk_id: UUID) -> BulkRow:
    """Ask for everything to be taken back; what was used since stays.

    Raises:
        BulkNotReady: It has not run, or works.
        BulkUndoTooLate: Thirty days have passed.
    """
    row = BulkRepository(uow).get(bulk_id, lock=True)
    _at(row, "done", "stopped", "failed")
    until = undo_until(row)
    if until is None:
        raise BulkNotReady(state=row.state)
    if env.clock.now() > until:
        raise BulkUndoTooLate("it can be taken back for thirty days")
    return _work(env, uow, row, "undoing")


def undo_until(row: BulkRow) -> datetime | None:
    """Return until when it can be taken back; None when there is nothing to."""
    if row.begun_at is None or row.state not in {"done", "stopped", "failed"}:
        return None
    return row.begun_at + UNDO_WITHIN if row.done.get("done") else None


def working(row: BulkRow) -> bool:
    """Tell whether a worker is at it, or will be."""
    return row.state in WORKING


def _at(row: BulkRow, *states: State) -> None:
    if row.state not in states:
        raise BulkNotReady(state=row.state)


def _work(env: Env, uow: UnitOfWork, row: BulkRow, state: State) -> BulkRow:
    repository = BulkRepository(uow)
    repository.change(
        row.bulk_id,
        state=state,
        people_done=row.people_done if state == "running" else 0,
        problem=None,
        lease_token=None,
        leased_until=None,
    )
    subject = str(row.bulk_id)
    key = f"{subject}/{state}/{env.ids.new()}"
    owe(env, uow, KIND, subject, store_id=None, key=key)
    return repository.get(row.bulk_id)
