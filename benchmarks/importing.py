"""IMPORT: a file of another programme, tried and run, beside COPY of its rows."""

import time
from statistics import median
from uuid import UUID

from app.services.importing import desk, work
from app.storage.importing import ImportRepository, ImportRow
from app.storage.unit_of_work import UnitOfWork
from benchmarks.figures import Figure
from benchmarks.rig import Rig

GOAL_S, GOAL_ROWS = 60, 100_000
COPIED = (
    "CREATE TABLE bench_import (email text PRIMARY KEY, first_name text,"
    " last_name text, points bigint, birthday text)"
)


def importing(rig: Rig, _rounds: int, count: int) -> list[Figure]:
    """Seconds for upload, dry run and run of *count* people whom nobody knows."""
    goal_s = GOAL_S * count / GOAL_ROWS
    said = "" if count == GOAL_ROWS else " [QUICK]"
    whole = Figure(
        "IMPORT",
        f"upload, dry run and run of {count:,} rows{said}",
        "s",
        f"<= {goal_s:g} s",
        met=lambda figure: median(figure.ours) <= goal_s,
    )
    data = _file(count)
    steps = _imported(rig, data, count)
    whole.ours.append(sum(steps))
    whole.ceiling.append(_copied(rig, data))
    parts = [
        Figure("IMPORT", f"  of which {name}", "s", "", ours=[seconds])
        for name, seconds in zip(("upload", "dry run", "run"), steps, strict=True)
    ]
    return [whole, *parts]


def _file(count: int) -> bytes:
    lines = [
        f"person{n}@bench.test,Ada{n},Lestari,{n % 5000 + 1},{n % 28 + 1:02d}/04/1990"
        for n in range(count)
    ]
    head = "Email,First Name,Last Name,Points Balance,Date of birth"
    return "\n".join([head, *lines]).encode()


def _imported(rig: Rig, data: bytes, count: int) -> list[float]:
    env, programme_id, took = rig.env, rig.programme_id, []
    began = time.perf_counter()
    row = desk.upload(
        env, programme_id, data, name="bench.csv", source="smile", actor="bench"
    )
    took.append(time.perf_counter() - began)
    import_id: UUID = row.import_id
    env.database.run(programme_id, lambda uow: desk.check(env, uow, import_id))
    began = time.perf_counter()
    work.work_on(env, programme_id, import_id)
    took.append(time.perf_counter() - began)
    env.database.run(
        programme_id, lambda uow: desk.approve(uow, import_id, actor="other")
    )
    env.database.run(programme_id, lambda uow: desk.start(env, uow, import_id))
    began = time.perf_counter()
    work.work_on(env, programme_id, import_id)
    took.append(time.perf_counter() - began)

    def look(uow: UnitOfWork) -> ImportRow:
        return ImportRepository(uow).get(import_id)

    done = env.database.run(programme_id, look)
    if done.state != "done" or done.done["people"] != count:
        raise RuntimeError(f"{done.state}: {done.problem}, {done.done}")
    return took


def _copied(rig: Rig, data: bytes) -> float:
    with rig.connect() as owner:
        owner.execute(COPIED)
        began = time.perf_counter()
        with owner.cursor().copy(
            "COPY bench_import (email, first_name, last_name, points, birthday)"
            " FROM STDIN WITH (FORMAT csv, HEADER)"
        ) as copy:
            copy.write(data)
        return time.perf_counter() - began
