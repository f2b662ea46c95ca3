"""What is counted, when it counts, and who looks at it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.events import OrderState
from app.services.evaluating import evaluate, sweep
from app.services.joining import customer_seen
from app.services.merging import customers_merged
from app.services.metric_grants import GrantOfMetric, grant
from app.services.metrics import MetricMissing, MetricNotGiven, give_metric
from app.services.standing import owe_standing
from app.storage.members import MemberRepository
from app.storage.metric_grants import MetricGrantRepository
from app.storage.metrics import MetricReader
from app.storage.outbox import OutboxRepository
from app.storage.standing import StandingRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.services.challenges.played import POINTS, Played, document, playing

CARD = {
    "id": "card",
    "kind": "every",
    "goal": {"amount": {"USD": 1}},
    "gifts": POINTS,
}
LATER = {**CARD, "counts": "matured"}
EARNING = [
    {
        "id": "spend",
        "trigger": "order",
        "award": {"kind": "rate", "rates": {"USD": "1 per 1"}},
    },
    {
        "id": "welcome",
        "trigger": "sign_up",
        "award": {"kind": "fixed", "points": 7},
    },
]
VISITS = {"id": "visits", "of": "given"}


def total(
    budi: Played,
    metric: str,
    *,
    matured: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> int:
    at = budi.world.clock.now() if matured else None

    def read(uow: UnitOfWork) -> int:
        return MetricReader(uow).total(
            budi.member, metric, since=since, until=until, at=at
        )

    found: int = budi.world.run(read)
    return found


def due(budi: Played, member_id: UUID | None = None) -> object:
    who = member_id or budi.member
    return budi.world.run(lambda uow: StandingRepository(uow).due_at(who))


def test_an_order_counts_on_the_day_of_its_store(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document()) as budi:
        budi.buy(100, "2026-01-31T23:59")
        budi.buy(50, "2026-02-01T00:00")

        assert total(budi, "spend", until=date(2026, 2, 1)) == 100
        assert total(budi, "spend", since=date(2026, 2, 1)) == 50
        assert total(budi, "orders") == 2


def test_a_refund_lowers_the_day_of_the_order(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document()) as budi:
        budi.buy(100, "2026-01-31", ref="JAN")
        budi.on("2026-03-01")
        budi.refund("JAN", 40)

        assert total(budi, "spend", until=date(2026, 2, 1)) == 60
        budi.refund("JAN", 100)
        assert (total(budi, "spend"), total(budi, "orders")) == (0, 0)


def test_an_order_that_is_cancelled_or_a_test_counts_for_nothing(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document()) as budi:
        name = budi.buy(100, "2026-01-31")
        snapshot = budi.orders[name]
        later = snapshot.version + timedelta(seconds=5)
        gone = replace(snapshot, state=OrderState.CANCELLED, version=later)
        budi.world.settle(gone)

        assert total(budi, "spend") == 0


def test_points_of_orders_and_of_facts_are_one_metric(
    fresh_database_url: str,
) -> None:
    told = document(CARD, earning=EARNING)
    with playing(fresh_database_url, told) as budi:
        budi.on("2026-01-02")

        def join(uow: UnitOfWork) -> None:
            profile = replace(customer(), created_at=budi.world.clock.now())
            customer_seen(budi.world.env, uow, budi.world.store, profile)

        budi.world.run(join)
        assert total(budi, "points") == 7
        budi.buy(550, "2026-01-03")
        # Five of the order, seven of joining; the card's own gifts are no part.
        assert total(budi, "points") == 12
        assert budi.points == 12 + 50


def test_matured_amounts_count_when_the_return_window_is_over(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document(LATER)) as budi:
        budi.buy(100, "2026-01-02")
        assert (budi.points, total(budi, "spend", matured=True)) == (0, 0)
        assert due(budi) is not None
        budi.on("2026-01-16T11:59")
        assert budi.points == 0
        budi.on("2026-01-16T12:00")
        assert (budi.points, total(budi, "spend", matured=True)) == (10, 100)
        assert due(budi) is None


def test_paid_amounts_need_no_clock(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(100, "2026-01-02")

        assert budi.points == 10
        assert due(budi) is None
        assert str(sweep(budi.world.env, budi.world.programme_id)) == (
            "0 members to evaluate"
        )


def test_a_programme_without_challenges_owes_no_evaluation(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document(earning=EARNING)) as budi:
        budi.buy(100, "2026-01-02")

        def owed(uow: UnitOfWork) -> list[str]:
            states = ("waiting", "settled")
            rows = OutboxRepository(uow).listed(states=states, most=50)
            return [row.kind for row in rows]

        assert "standing" not in budi.world.run(owed)


def test_evaluating_again_changes_nothing(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(350, "2026-01-02")
        env, member_id = budi.world.env, budi.member

        again = budi.world.run(lambda uow: evaluate(env, uow, member_id))
        budi.world.run(lambda uow: owe_standing(env, uow, [member_id]))
        budi.pay()

        assert (again, budi.points) == ([], 30)


def test_people_give_only_what_is_given(fresh_database_url: str) -> None:
    seven = {**CARD, "metric": "visits", "goal": {"count": 2}}
    with playing(fresh_database_url, document(seven, metrics=[VISITS])) as budi:
        budi.buy(100, "2026-01-02")

        def give(metric: str, amount: int) -> None:
            budi.world.run(
                lambda uow: give_metric(
                    budi.world.env,
                    uow,
                    member_id=budi.member,
                    metric=metric,
                    source="staff:1",
                    amount=amount,
                    day=date(2026, 1, 2),
                )
            )
            budi.pay()

        give("visits", 4)
        assert budi.points == 20
        give("visits", 4)
        assert budi.points == 20
        give("visits", 1)
        assert budi.points == 0
        with pytest.raises(MetricMissing):
            give("visit", 1)
        orders = {"id": "my-orders", "of": "orders"}
        budi.world.publish(document(seven, metrics=[VISITS, orders]))
        with pytest.raises(MetricNotGiven):
            give("my-orders", 1)


def test_a_gift_that_counts_is_looked_at_again(fresh_database_url: str) -> None:
    visit = {"kind": "metric", "metric": "visits", "amount": 1}
    giving = {**CARD, "id": "giving", "gifts": [visit]}
    counting = {**CARD, "metric": "visits", "goal": {"count": 2}}
    told = document(giving, counting, metrics=[VISITS])
    with playing(fresh_database_url, told) as budi:
        budi.buy(200, "2026-01-02")
        assert (total(budi, "visits"), budi.points) == (2, 0)
        budi.on("2026-01-02T12:01")
        assert budi.points == 10
        assert due(budi) is None


def test_two_members_who_become_one_have_one_card(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(150, "2026-01-02")
        kept = budi.member
        other = customer("7002", email="ani@mail.test")
        snapshot = budi.orders["O1"]
        at = budi.on("2026-01-03")
        budi.world.settle(
            replace(
                snapshot,
                order_ref="X",
                customer=other,
                version=at,
                placed_at=at,
                paid_at=at,
            )
        )
        budi.pay()
        gone = budi.world.member("7002")
        env = budi.world.env
        budi.world.run(
            lambda uow: customers_merged(env, uow, budi.world.store, "7001", "7002")
        )
        budi.pay()

        assert total(budi, "spend") == 300
        assert (budi.member, budi.points) == (kept, 30)
        assert due(budi, gone) is None


def test_what_was_given_by_hand_goes_along_with_a_merge(
    fresh_database_url: str,
) -> None:
    seven = {**CARD, "metric": "visits", "goal": {"count": 2}}
    with playing(fresh_database_url, document(seven, metrics=[VISITS])) as budi:
        budi.buy(100, "2026-01-02")
        world, gone = budi.world, budi.member
        asked = GrantOfMetric("visits", 2, "came by", "staff")
        world.run(
            lambda uow: grant(world.env, uow, MemberRepository(uow).get(gone), asked)
        )
        twin = customer("7002", email="budi@second.test")
        world.run(lambda uow: customer_seen(world.env, uow, world.store, twin))
        world.run(
            lambda uow: customers_merged(world.env, uow, world.store, "7002", "7001")
        )
        budi.pay()

        kept = world.member("7002")
        listed = world.run(lambda uow: MetricGrantRepository(uow).of_member(kept))
        counted = world.run(lambda uow: MetricReader(uow).total(kept, "visits"))

        assert ([one.amount for one in listed], counted) == ([2], 2)
