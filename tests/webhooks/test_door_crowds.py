"""What the door does in a rush, without its database, and for nobody else."""

from threading import Barrier, Thread

from sqlalchemy import event
from typing_extensions import override

from app.domain.errors import Busy
from app.storage.mailbox import Connection, Letter, Mailbox
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.conftest import (
    BODY,
    Stand,
    order,
)
from webhooks.routes import Door


def test_refused_signatures_do_not_ask_the_database_each_time(stand: Stand) -> None:
    stand.woo(BODY)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, said: str, *_more: object) -> None:
        asked.append(said)

    engine = stand.world.env.database.engine
    event.listen(engine, "before_cursor_execute", note)
    answers = {stand.woo(BODY, signed_by="b").status for _ in range(20)}
    event.remove(engine, "before_cursor_execute", note)

    assert (answers, asked) == ({401}, [])


def test_a_database_that_does_not_answer_is_said_to_be_busy(stand: Stand) -> None:
    class Shut(Mailbox):
        @override
        def keep(self, letter: Letter) -> bool:
            raise Busy("no connection", retry_after=5)

    stand.door = Door(stand.world.env, Shut("postgresql://"))

    answer = stand.woo(BODY)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def test_the_same_delivery_a_thousand_times_at_once_makes_one_row(
    stand: Stand,
) -> None:
    threads, each = 20, 50
    gate = Barrier(threads)
    statuses: list[int] = []

    def knock() -> None:
        gate.wait()
        statuses.extend(stand.woo(BODY).status for _ in range(each))

    running = [Thread(target=knock) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()

    assert statuses == [200] * (threads * each)
    assert len(stand.rows()) == 1
    assert stand.world.wake.woken == ["inbox"]


def test_the_door_lives_through_a_restart_of_its_connections(stand: Stand) -> None:
    assert stand.woo(order(1)).status == 200

    with stand.world.env.database.engine.connect() as owner:
        owner.exec_driver_sql("RESET ROLE")
        owner.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert stand.woo(order(2)).status == 200
    assert len(stand.rows()) == 2


def test_a_text_that_the_database_can_not_hold_is_tidied(stand: Stand) -> None:
    answer = stand.woo(BODY, topic="order.upd\x00ated\x1b[31m" + "x" * 500)

    (row,) = stand.rows()
    assert answer.status == 200
    assert row["topic"].startswith("order.updated[31mxxx")
    assert len(row["topic"]) == 100


def test_a_connection_of_the_door_is_bound_to_nobody_between_letters(
    stand: Stand, database_of_stand: str
) -> None:
    class Watched(Mailbox):
        @override
        def _connect(self) -> Connection:
            made.append(super()._connect())
            return made[-1]

    made: list[Connection] = []
    watched = Watched(database_of_stand)
    stand.door = Door(stand.world.env, watched)
    stand.woo(BODY)

    (connection,) = made
    bound = connection.execute("SELECT current_setting('setia.programme_id', true)")
    seen = connection.execute("SELECT count(*) FROM inbox")

    assert (bound.fetchone(), seen.fetchone()) == (("",), (0,))
    assert len(stand.rows()) == 1
    watched.close()


def test_row_security_refuses_a_letter_for_another_programme(stand: Stand) -> None:
    other = stand.world.env.ids.new()
    stand.woo(BODY)

    def count(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM inbox"
        ).scalar_one()
        return found

    assert stand.world.env.database.run(other, count) == 0
    assert stand.world.run(count) == 1
