"""A budget that all members share is used to the last unit and never more."""

from threading import Barrier, Thread

from app.storage.budgets import BudgetRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import line, order
from tests.services.earning.acting import (
    budget_used,
    buy,
    mark,
    publish,
    rule,
    seen,
)
from tests.world import World

LAST = {"points": 250}


def total(world: World, *who: str) -> int:
    return sum(world.balance(world.member(one)).pending for one in who)


def test_a_batch_shares_what_is_left(world: World) -> None:
    publish(world, rule(budget=LAST))

    world.settle(buy("1", "1"), buy("2", "2"), buy("3", "3"))

    assert total(world, "1", "2", "3") == 250
    assert budget_used(world) == 250


def test_what_is_used_stays_used_and_an_order_again_uses_nothing(world: World) -> None:
    publish(world, rule(budget=LAST))
    world.settle(buy("1", "1"))
    world.settle(
        order(
            line("100000"),
            line("20000", ref="2"),
            ref="1",
            who=buy("1", "1").customer,
            version=buy("1").version.replace(minute=5),
        )
    )

    world.settle(buy("2", "2"))
    world.settle(buy("3", "3"))

    assert total(world, "1") == 120
    assert total(world, "2", "3") == 130
    assert budget_used(world) == 250


def test_a_budget_of_a_day_begins_anew(world: World) -> None:
    publish(world, rule(budget={"per": "day", "points": 100}))
    world.settle(buy("1", "1"), buy("2", "2"))
    world.clock.advance(days=1)

    world.settle(buy("3", "3", at=world.clock.now()))

    assert (total(world, "1", "2"), total(world, "3")) == (100, 100)


def test_marks_share_a_budget_of_times(world: World) -> None:
    vip = {"id": "vip", "trigger": "tag", "tag": "vip", "budget": {"times": 1}}
    publish(world, vip | {"award": {"kind": "fixed", "points": 50}})
    first, second = seen(world, "1"), seen(world, "2")

    mark(world, first, "tag", ["VIP"])
    mark(world, second, "tag", ["vip"])
    mark(world, first, "tag", ["vip"])

    held = [world.balance(one).available for one in (first, second)]
    assert held == [50, 0]
    assert budget_used(world) == 1


def test_many_at_once_never_take_more_than_there_is(world: World) -> None:
    publish(world, rule(budget={"points": 1_050}))
    orders = [buy(str(n), str(n)) for n in range(16)]
    gate, failures = Barrier(len(orders)), []

    def act(number: int) -> None:
        with world.env.database.unbound() as connection:
            connection.exec_driver_sql("SELECT 1")
        gate.wait()
        try:
            world.settle(orders[number])
        except Exception as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [Thread(target=act, args=(n,)) for n in range(len(orders))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert total(world, *(str(n) for n in range(16))) == 1_050
    assert budget_used(world) == 1_050


def take(world: World, want: int, open_units: int) -> int:
    def write(uow: UnitOfWork) -> int:
        return BudgetRepository(uow).take("b", want, open_units=open_units)

    found: int = world.run(write)
    return found


def test_a_budget_that_was_lowered_gives_nothing_more(world: World) -> None:
    assert take(world, 60, 80) == 60
    assert take(world, 30, 80) == 20
    assert take(world, 1, 80) == 0
    assert take(world, 5, 40) == 0
    assert take(world, 0, 999) == 0
    assert take(world, 50, 100) == 20


def test_what_is_put_back_can_be_taken_again(world: World) -> None:
    def write(uow: UnitOfWork) -> None:
        repository = BudgetRepository(uow)
        repository.take("b", 70, open_units=80)
        repository.put_back("b", 30)

    world.run(write)

    assert take(world, 50, 80) == 40
