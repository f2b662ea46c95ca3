"""Two who evaluate one member at the same moment give what one of them would."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import PointsGift
from app.services.erasure import erase
from app.services.evaluating import Evaluator, evaluate
from app.services.standing import Standing, owe_standing
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


def deserved(standing: Standing) -> list[GiftTarget]:
    """Say by the figures alone what the member should have: a topic of its own."""
    total = standing.metrics.total(standing.member_id, "spend")
    gift = PointsGift.model_validate(POINTS[0])
    times, at = total // 100, standing.at
    return [GiftTarget(standing.member_id, "topic", "ever", gift, at, times=times)]


def test_who_looked_earlier_does_not_write_later(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document()) as budi:
        budi.buy(100, "2026-01-02")
        env, member_id = budi.world.env, budi.member
        programme_id = budi.world.programme_id
        seen, newer_done = Event(), Event()

        def slow(standing: Standing) -> Sequence[GiftTarget]:
            targets = deserved(standing)
            seen.set()
            # Only an evaluation that need not wait for this one ends meanwhile.
            newer_done.wait(timeout=2.5)
            return targets

        def evaluated_by(stand: Evaluator) -> None:
            env.database.run(
                programme_id,
                lambda uow: evaluate(env, uow, member_id, evaluators=[stand]),
            )

        def newer() -> None:
            seen.wait(timeout=30)
            budi.world.settle(replace(budi.orders["O1"], order_ref="O2"))
            evaluated_by(deserved)
            newer_done.set()

        with ThreadPoolExecutor(2) as pool:
            older = pool.submit(evaluated_by, slow)
            pool.submit(newer).result()
            older.result()

        assert budi.points == 20


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
