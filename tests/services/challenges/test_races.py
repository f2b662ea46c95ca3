"""Two who evaluate one member at the same moment give what one of them would."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.services.erasure import erase
from app.services.evaluating import evaluate
from app.services.standing import owe_standing
from app.storage.standing import StandingRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.challenges.played import POINTS, document, playing

CARD = {
    "id": "card",
    "kind": "every",
    "goal": {"amount": {"USD": 1}},
    "gifts": POINTS,
}
VISITS = {"id": "visits", "of": "given"}
ROUNDS = 5


def test_a_card_that_two_evaluate_is_paid_once(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(metrics=[VISITS])) as budi:
        for _ in range(ROUNDS):
            budi.buy(100, "2026-01-02")
        budi.world.publish(document(CARD, metrics=[VISITS]))
        env, member_id, gate = budi.world.env, budi.member, Barrier(2)

        def one(_number: int) -> None:
            came: list[int] = []

            def work(uow: UnitOfWork) -> None:
                if not came:
                    came.append(1)
                    gate.wait(timeout=30)
                evaluate(env, uow, member_id)

            env.database.run(budi.world.programme_id, work)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(one, range(2)))

        assert budi.points == 10 * ROUNDS


def test_what_is_owed_twice_is_one_debt(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(100, "2026-01-02")
        env, member_id = budi.world.env, budi.member
        owe = [member_id, member_id]

        budi.world.run(lambda uow: owe_standing(env, uow, owe))
        budi.world.run(lambda uow: owe_standing(env, uow, owe))

        def waiting(uow: UnitOfWork) -> int:
            found: int = uow.connection.exec_driver_sql(
                "SELECT count(*) FROM outbox WHERE kind = 'standing'"
                " AND state = 'waiting'"
            ).scalar_one()
            return found

        assert budi.world.run(waiting) == 1


def test_an_erased_member_leaves_no_marks(fresh_database_url: str) -> None:

    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(100, "2026-01-02")
        member_id = budi.member
        erase(budi.world.env, budi.world.programme_id, member_id)
        budi.pay()

        marks = budi.world.run(lambda uow: StandingRepository(uow).marks(member_id))
        assert marks == []
