"""Does what an import is asked for: tries it, runs it, or takes it back.

Under a lease of its own, renewed with every chunk, so that two workers never meet
at one import and one that dies is followed up where it stood.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

from app.domain.errors import SetiaError
from app.domain.importing.faults import RowFault
from app.domain.importing.planning import Person
from app.services.env import Env
from app.services.importing import beside, codes
from app.services.importing.agreeing import hands_of
from app.services.importing.desk import KIND
from app.services.importing.job import Job, job_of, people_of
from app.services.importing.report import Tally, liability
from app.services.importing.running import run_people
from app.services.importing.same_member import bring_together
from app.services.importing.trying import add_up, try_people
from app.services.importing.undoing import undo_all
from app.services.lanes import Lane
from app.services.outbox import Again, DebtOutcome, Settled
from app.services.own_wallet import own_of
from app.storage.importing import ImportRepository, ImportRow, State
from app.storage.leased import LeaseLost
from app.storage.outbox import LeasedDebt
from app.storage.unit_of_work import UnitOfWork

LEASE: Final = timedelta(minutes=2)
AT_ONCE: Final = 500
"""People of a chunk; a second or less of locks."""
LANE: Final = Lane("another_import_runs", timedelta(seconds=3))

T = TypeVar("T")
Told = Callable[[int, int], None]


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Work on the import that a debt names, unless there is nothing to do."""
    with LANE.enter(env) as taken:
        if taken is not None:
            return taken
        row = work_on(env, debt.programme_id, UUID(debt.subject))
    if row is not None and row.leased_until is not None:
        return Again(row.leased_until, "somebody_works_on_it")
    return Settled()


HANDLERS: Final = {KIND: pay, codes.KIND: codes.check_carried}


def work_on(
    env: Env,
    programme_id: UUID,
    import_id: UUID,
    told: Told = lambda _done, _total: None,
) -> ImportRow | None:
    """Do what an import waits for; return it when somebody else is at it.

    Raises:
        ImportMissing: There is none of this id.
    """
    token, now = env.ids.new(), env.clock.now()

    def take(uow: UnitOfWork) -> tuple[ImportRow, ImportRow | None]:
        repository = ImportRepository(uow)
        ours = repository.lease(import_id, token, at=now, until=now + LEASE)
        return repository.get(import_id), ours

    row, ours = env.database.run(programme_id, take)
    if ours is None:
        return row
    turn = _Turn(env, programme_id, ours, told)
    try:
        turn.work()
    except LeaseLost:
        pass
    except SetiaError as error:
        turn.end("failed", problem=error.code)
    return None


class _Turn:
    """One worker's turn at one import."""

    def __init__(
        self, env: Env, programme_id: UUID, row: ImportRow, told: Told
    ) -> None:
        self._env, self._programme_id = env, programme_id
        self._row, self._told = row, told
        self._done = dict(row.done)

    def work(self) -> None:
        """Go through the state that the import is in."""
        job = self._run(lambda uow: job_of(self._env, uow, self._row))
        if self._row.state == "undoing":
            self._undo(job)
            return
        job = replace(job, own=own_of(self._env, self._programme_id, hands_of(job.row)))
        named, faults, rows = people_of(self._env, self._programme_id, job)
        people, doubles = bring_together(self._env, self._programme_id, job, named)
        faults += doubles
        if self._row.state == "checking":
            self._check(job, people, faults, rows)
        else:
            self._post(job, people, faults, rows)

    def _check(
        self, job: Job, people: list[Person], faults: list[RowFault], rows: int
    ) -> None:
        found = try_people(
            self._env, self._programme_id, job, people, self._note_people
        )
        if found is None:
            raise LeaseLost
        tally, more = found
        _count_left_out(tally, faults + more, rows)
        self._run(
            lambda uow: ImportRepository(uow).fault(
                job.import_id, "check", faults + more
            )
        )
        scale = job.document.asset(job.options.asset).scale
        worth = liability(job.document, job.options.asset, tally)
        self.end("checked", checked=tally.told() | worth | {"scale": scale})

    def _post(
        self, job: Job, people: list[Person], faults: list[RowFault], rows: int
    ) -> None:
        behind = int(self._done.get("row", 0))
        left = [one for one in people if one.entries[0].row > behind]
        at = len(people) - len(left)
        for first in range(0, len(left), AT_ONCE):
            some = left[first : first + AT_ONCE]
            at += len(some)
            self._run(lambda uow: self._chunk(uow, job, some, at, len(people)))  # noqa: B023 - called at once
            self._told(at, len(people))
        beside.note_referrers(job, people, self._run)
        self._run(lambda uow: self._finish(uow, job, faults, rows))

    def _chunk(
        self, uow: UnitOfWork, job: Job, some: Sequence[Person], at: int, total: int
    ) -> None:
        repository = ImportRepository(uow)
        # Nobody stops it, and nobody else goes on with it, while this one writes.
        kept = repository.get(job.import_id, lock=True)
        tally = Tally.of(kept.done)
        chunk = run_people(self._env, uow, job, some, tally)
        repository.note(job.import_id, chunk.deeds)
        repository.fault(job.import_id, "run", chunk.faults)
        add_up(tally, chunk.tally)
        tally.refused += len(chunk.faults)
        done = tally.told() | {"row": some[-1].entries[0].row}
        if not repository.renew(
            self._row,
            people=at,
            total=total,
            done=done,
            until=self._env.clock.now() + LEASE,
        ):
            raise LeaseLost
        self._done = done

    def _finish(
        self, uow: UnitOfWork, job: Job, faults: list[RowFault], rows: int
    ) -> None:
        repository = ImportRepository(uow)
        repository.fault(job.import_id, "run", faults)
        tally = Tally.of(self._done)
        _count_left_out(tally, faults, rows, before=tally.refused)
        worth = liability(job.document, job.options.asset, tally)
        codes.ask_store(self._env, uow, job)
        repository.change(job.import_id, done=tally.told() | worth)
        repository.end(self._row, "done", at=self._env.clock.now())

    def _undo(self, job: Job) -> None:
        total = int(self._done.get("people", 0))

        def told(done: int) -> bool:
            return self._note_people(min(done, total), total)

        if not undo_all(self._env, self._programme_id, job, told):
            raise LeaseLost
        self.end("undone")

    def _note_people(self, done: int, total: int) -> bool:
        """Note how far it is; False once it is no longer ours."""
        until = self._env.clock.now() + LEASE
        kept: bool = self._run(
            lambda uow: ImportRepository(uow).renew(
                self._row, people=done, total=total, done=self._done, until=until
            )
        )
        self._told(done, total)
        return kept

    def end(
        self,
        state: State,
        *,
        checked: dict[str, object] | None = None,
        problem: str | None = None,
    ) -> None:
        """Leave the import in another state."""
        at = self._env.clock.now()
        self._run(
            lambda uow: ImportRepository(uow).end(
                self._row, state, at=at, checked=checked, problem=problem
            )
        )

    def _run(self, act: Callable[[UnitOfWork], T]) -> T:
        return self._env.database.run(self._programme_id, act)


def _count_left_out(
    tally: Tally, faults: Sequence[RowFault], rows: int, *, before: int = 0
) -> None:
    doubles = sum(fault.code == "duplicate" for fault in faults)
    tally.rows = rows
    tally.duplicates = doubles
    tally.refused = before + len(faults) - doubles
