"""Does what a deed on many members is asked for, in pieces, or takes it back.

Under a lease of its own, renewed with every piece, so that two workers never meet at
one deed and one that dies is followed up where it stood.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

from app.domain.errors import SetiaError
from app.domain.own_wallet import NOBODYS
from app.services.bulk import desk
from app.services.bulk.acting import act, take_back
from app.services.env import Env
from app.services.lanes import Lane
from app.services.outbox import Again, DebtOutcome, Settled
from app.services.own_wallet import own_of
from app.services.staff import audit
from app.storage.bulk import Became, BulkRepository, BulkRow, State
from app.storage.leased import LeaseLost
from app.storage.outbox import LeasedDebt
from app.storage.unit_of_work import UnitOfWork

LEASE: Final = timedelta(minutes=2)
AT_ONCE: Final = 200
"""Members of a piece; a second or less of locks."""
FIRST: Final = UUID(int=0)
CHANGED: Final = "bulk_changed"
ROOM: Final = "SELECT set_config('statement_timeout', '120s', true)"
"""For writing down a million members in one piece."""
LANE: Final = Lane("another_bulk_runs", timedelta(seconds=3))

T = TypeVar("T")


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Work on the deed that a debt names, unless there is nothing to do."""
    with LANE.enter(env) as taken:
        if taken is not None:
            return taken
        row = work_on(env, debt.programme_id, UUID(debt.subject))
    if row is not None and row.leased_until is not None:
        return Again(row.leased_until, "somebody_works_on_it")
    return Settled()


HANDLERS: Final = {desk.KIND: pay}


def work_on(env: Env, programme_id: UUID, bulk_id: UUID) -> BulkRow | None:
    """Do what a deed waits for; return it when somebody else is at it.

    Raises:
        BulkMissing: There is none of this id.
    """
    token, now = env.ids.new(), env.clock.now()

    def take(uow: UnitOfWork) -> tuple[BulkRow, BulkRow | None]:
        repository = BulkRepository(uow)
        ours = repository.lease(bulk_id, token, at=now, until=now + LEASE)
        return repository.get(bulk_id), ours

    row, ours = env.database.run(programme_id, take)
    if ours is None:
        return row
    turn = _Turn(env, programme_id, ours)
    try:
        turn.work()
    except LeaseLost:
        pass
    except SetiaError as error:
        turn.end("failed", problem=error.code)
    return None


class _Turn:
    """One worker's turn at one deed."""

    def __init__(self, env: Env, programme_id: UUID, row: BulkRow) -> None:
        self._env, self._programme_id, self._row = env, programme_id, row
        self._own = NOBODYS

    def work(self) -> None:
        """Go through the state that the deed is in."""
        if self._row.state == "choosing" and not self._run(self._choose):
            return
        undoing = self._row.state == "undoing"
        if not undoing:
            doers = self._row.asked_by, self._row.approved_by
            self._own = own_of(self._env, self._programme_id, doers)
        behind = FIRST
        while True:
            last = self._run(lambda uow: self._piece(uow, behind))  # noqa: B023 - called at once
            if last is None:
                break
            behind = last
        self.end("undone" if undoing else "done")

    def _choose(self, uow: UnitOfWork) -> bool:
        """Write down who it is about; tell whether it may go on."""
        repository, row = BulkRepository(uow), self._row
        row = repository.get(row.bulk_id, lock=True)
        if row.lease_token != self._row.lease_token or row.state != "choosing":
            raise LeaseLost
        uow.connection.exec_driver_sql(ROOM)
        people = repository.choose(row.bulk_id, desk.filters_of(row))
        if people > row.counted:
            # More than somebody typed: as if it had never been asked for.
            self._leave(uow, "failed", problem=CHANGED)
            return False
        beyond = desk.over(self._env, uow, row, people)
        repository.change(row.bulk_id, people_total=people)
        if beyond is not None:
            asked = {**row.asked, "over": beyond.value}
            repository.change(row.bulk_id, asked=asked)
            self._leave(uow, "waiting")
            return False
        now = self._env.clock.now()
        repository.change(row.bulk_id, state="running", begun_at=now)
        return True

    def _piece(self, uow: UnitOfWork, behind: UUID) -> UUID | None:
        """Do the next piece; return its last member, None at the end."""
        repository = BulkRepository(uow)
        # Nobody stops it, and nobody else goes on with it, while this one writes.
        row = repository.get(self._row.bulk_id, lock=True)
        if row.lease_token != self._row.lease_token:
            raise LeaseLost
        undoing = row.state == "undoing"
        some = repository.next(
            row.bulk_id, "done" if undoing else "chosen", after=behind, most=AT_ONCE
        )
        if not some:
            return None
        if undoing:
            became = take_back(self._env, uow, row, some)
        else:
            people = [each.member_id for each in some]
            became = act(self._env, uow, row, people, self._own)
        repository.became(row.bulk_id, became)
        self._note(repository, row, became)
        return some[-1].member_id

    def _note(
        self, repository: BulkRepository, row: BulkRow, became: list[Became]
    ) -> None:
        done = dict(row.done)
        for each in became:
            done[each.state] = done.get(each.state, 0) + 1
        until = self._env.clock.now() + LEASE
        people = row.people_done + len(became)
        if not repository.renew(self._row, people=people, done=done, until=until):
            raise LeaseLost

    def end(self, state: State, *, problem: str | None = None) -> None:
        """Leave the deed in another state."""
        self._run(lambda uow: self._leave(uow, state, problem=problem))

    def _leave(
        self, uow: UnitOfWork, state: State, *, problem: str | None = None
    ) -> None:
        at, repository = self._env.clock.now(), BulkRepository(uow)
        if repository.end(self._row, state, at=at, problem=problem):
            row = repository.get(self._row.bulk_id)
            facts: dict[str, audit.Fact] = {"deed": row.deed, **row.done}
            entry = audit.Entry(
                action=f"members.bulk_{state}",
                subject=f"bulk:{row.bulk_id}",
                actor=row.asked_by,
                after=facts,
            )
            audit.record(uow, at, entry)

    def _run(self, act: Callable[[UnitOfWork], T]) -> T:
        return self._env.database.run(self._programme_id, act)
