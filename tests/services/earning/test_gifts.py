"""Gifts of ways to earn follow what they were promised for."""

from datetime import timedelta
from typing import Any

from app.services import evaluating, merging
from app.services.activities import Activity, record
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, line, order
from tests.services.earning.acting import (
    BADGE,
    badges,
    buy,
    mark,
    publish,
    rule,
    seen,
    settle_debts,
)
from tests.world import World

AT_ONCE = {"days": 0}
NOW = rule(award=BADGE, pending=AT_ONCE)


def test_an_order_brings_its_gift_and_a_refund_takes_it(world: World) -> None:
    publish(world, NOW)
    world.settle(buy("1"))
    settle_debts(world)
    before = badges(world, world.member())

    back = order(
        line("100000", refunded="100000"),
        ref="1",
        who=buy("1").customer,
        version=NOON + timedelta(minutes=5),
    )
    world.settle(back)
    settle_debts(world)

    assert (before, badges(world, world.member())) == (1, 0)


def test_a_gift_waits_like_points_do(world: World) -> None:
    publish(world, rule(award=BADGE))
    world.settle(buy("1"))
    settle_debts(world)
    at_once = badges(world, world.member())

    world.clock.advance(days=14, seconds=1)
    evaluating.sweep(world.env, world.programme_id)
    settle_debts(world)

    assert (at_once, badges(world, world.member())) == (0, 1)


def test_an_order_that_moves_takes_its_gift_along(world: World) -> None:
    publish(world, NOW)
    world.settle(buy("1", "1"))
    settle_debts(world)
    world.settle(buy("1", "2", version=NOON + timedelta(minutes=5)))
    settle_debts(world)

    held = [badges(world, world.member(who)) for who in ("1", "2")]
    assert held == [0, 1]


def test_a_mark_brings_a_gift_once(world: World) -> None:
    publish(world, {"id": "vip", "trigger": "tag", "tag": "VIP", "award": BADGE})
    member = seen(world, tags=("vip",))
    mark(world, member, "tag", ["vip"])
    settle_debts(world)

    assert badges(world, member) == 1


def tell(world: World, kind: str, distinct_id: str, data: dict[str, Any]) -> Any:  # noqa: ANN401 - a row
    def write(uow: UnitOfWork) -> Any:  # noqa: ANN401 - as above
        member = MemberRepository(uow).get(world.member())
        return record(world.env, uow, member, Activity(kind, distinct_id, None, data))

    return world.run(write)[0]


def test_an_activity_says_what_was_given_before(world: World) -> None:
    publish(world, {"id": "visit", "trigger": "visit", "award": BADGE})
    member = seen(world)

    first = tell(world, "visit", "1", {})
    second = tell(world, "visit", "2", {})
    settle_debts(world)

    assert first.outcome["rules"][0]["outcome"] == "gifts"
    assert second.outcome["rules"][0]["outcome"] == "given_before"
    assert badges(world, member) == 1


def test_a_gift_may_wait_for_the_first_paid_order(world: World) -> None:
    join = {"id": "join", "trigger": "sign_up", "after_first_paid_order": True}
    publish(world, join | {"award": BADGE})
    member = seen(world)
    settle_debts(world)
    before = badges(world, member)

    world.settle(buy("1"))
    settle_debts(world)

    assert (before, badges(world, member)) == (0, 1)


def test_what_was_promised_moves_with_a_merge(world: World) -> None:
    publish(world, rule(award=BADGE))
    world.settle(buy("1", "1"), buy("2", "2"))
    kept, gone = world.member("1"), world.member("2")
    mark(world, gone, "tag", ["vip"])
    world.run(
        lambda uow: merging.merge(world.env, uow, kept=kept, gone=gone, actor="test")
    )
    world.clock.advance(days=15)
    world.run(lambda uow: evaluating.evaluate(world.env, uow, kept))
    settle_debts(world)

    assert badges(world, kept) == 2
