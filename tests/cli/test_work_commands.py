"""``setia db``, ``inbox``, ``outbox``, ``doctor``: what they print and how they end."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from app.services import outbox
from app.storage.inbox import InboxRepository
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        yield made


class Line:
    """The command line with its environment."""

    def __init__(self, database_url: str, redis_url: str, var: Path) -> None:
        self._environ = {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(var),
            "COLUMNS": "200",
        }

    def __call__(self, *arguments: str, **environ: str) -> Result:
        return CliRunner().invoke(main, arguments, env={**self._environ, **environ})


@pytest.fixture
def line(fresh_database_url: str, redis_url: str, tmp_path: Path) -> Line:
    return Line(fresh_database_url, redis_url, tmp_path)


def owe(world: World, *, aside: str = "") -> UUID:
    def write(uow: UnitOfWork) -> UUID:
        now = world.clock.now()
        debt_id = outbox.owe(world.env, uow, "work", "subject-7", store_id=None)
        if aside:
            debts = OutboxRepository(uow)
            debt = debts.lease_one(debt_id, now, now)
            assert debt is not None
            debts.end(debt, "set_aside", now, reason=aside)
        return debt_id

    found: UUID = world.run(write)
    return found


def test_deliveries_are_listed_with_why(world: World, line: Line) -> None:
    aside = world.receive("a", aside="unreadable_payload: not JSON")
    waiting = world.receive("b")

    shown = line("inbox", "list")
    only = line("inbox", "list", "--state", "set_aside")

    assert shown.exit_code == 0, shown.output
    assert str(aside) in shown.output
    assert str(waiting) in shown.output
    assert "unreadable_payload: not JSON" in shown.output
    assert str(waiting) not in only.output


def test_a_delivery_is_replayed_by_either_spelling_of_ids(
    world: World, line: Line
) -> None:
    first, second = world.receive("a", aside="x"), world.receive("b", aside="x")

    one = line("inbox", "replay", str(first))
    other = line("inbox", "replay", public_id("del", second))

    assert one.output == other.output == "1 to be handled again\n"
    states = world.run(
        lambda uow: {
            row.state for row in InboxRepository(uow).listed(states=["waiting"])
        }
    )
    assert states == {"waiting"}


def test_all_that_was_set_aside_is_replayed_together(world: World, line: Line) -> None:
    for key in "abc":
        world.receive(key, aside="x")

    assert line("inbox", "replay", "--all").output == "3 to be handled again\n"
    assert line("inbox", "replay", "--all").output == "0 to be handled again\n"


def test_debts_are_listed_and_tried_again(world: World, line: Line) -> None:
    debt_id = owe(world, aside="gave_up:platform_unclear")

    shown = line("outbox", "list")
    again = line("outbox", "retry", str(debt_id))

    assert "subject-7" in shown.output
    assert "gave_up:platform_unclear" in shown.output
    assert again.output == "1 to be tried again\n"
    row = world.run(lambda uow: OutboxRepository(uow).get(debt_id))
    assert (row.state, row.attempts) == ("waiting", 0)


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        (("inbox", "replay"), "name one delivery, or give --all", 2),
        (("inbox", "replay", "x", "--all"), "name one delivery, or give --all", 2),
        (("inbox", "replay", "rubbish"), "unreadable_id", 1),
        (
            ("inbox", "replay", "01a0c450-6c01-726b-b2a7-4de452e6b438"),
            "delivery_missing",
            1,
        ),
        (("outbox", "retry"), "name one debt, or give --all", 2),
        (
            ("outbox", "retry", "01a0c450-6c01-726b-b2a7-4de452e6b438"),
            "debt_missing",
            1,
        ),
        (("inbox", "list", "--programme", "x"), "is not an id such as prg_", 2),
        (
            ("inbox", "list", "--programme", "01a0c450-6c01-726b-b2a7-4de452e6b400"),
            "there is no programme",
            1,
        ),
        (("nonsense",), "No such command", 2),
    ],
)
def test_a_wrong_wish_is_refused_in_one_line(
    world: World, line: Line, arguments: tuple[str, ...], says: str, code: int
) -> None:
    answer = line(*arguments)

    assert says in answer.output
    assert answer.exit_code == code
    assert "Traceback" not in answer.output


def test_a_wrong_configuration_is_said_all_at_once(line: Line) -> None:
    answer = line("inbox", "list", PORT="no", LOG_LEVEL="loud")

    assert answer.exit_code == 2
    assert "PORT" in answer.output
    assert "LOG_LEVEL" in answer.output


def test_a_schema_is_checked_and_brought_up_to_date(line: Line) -> None:
    assert line("db", "check").output == "the schema is the program's\n"
    assert line("db", "upgrade").output == "nothing to do\n"


def test_a_command_refuses_a_database_without_our_tables(
    shared_servers: object, redis_url: str, tmp_path: Path
) -> None:
    bare = str(getattr(shared_servers, "database_url"))  # noqa: B009 - typed elsewhere
    line = Line(bare, redis_url, tmp_path)

    answer = line("inbox", "list")

    assert answer.exit_code == 2
    assert "setia db upgrade" in answer.output
    assert line("db", "check").exit_code == 1


def test_the_doctor_ends_with_one_when_something_fails(
    world: World, line: Line
) -> None:
    answer = line("doctor", "--no-stores")

    assert answer.exit_code == 1
    assert "is a scheduler running?" in answer.output
    assert "isolation" in answer.output


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])

    for name in ("db", "doctor", "inbox", "outbox", "scheduler", "serve", "worker"):
        assert f"  {name} " in shown.output
