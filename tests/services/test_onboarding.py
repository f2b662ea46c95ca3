"""From nothing to members: six answers, one by one; nothing live before the last."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from app.domain.programme.loading import load_document
from app.ports import Platform
from app.services import (
    backfills,
    launching,
    onboarding,
    outbox,
    programmes,
    testing,
)
from app.services.connecting import SandboxOnly
from app.services.env import Env
from app.services.onboarding import (
    LaunchedAlready,
    Members,
    StartInFuture,
    StepMissing,
    UnknownChoice,
    Way,
)
from app.services.orders import read_again
from app.services.playground import can_move_time, go, move_time
from app.services.pricing import offers
from app.storage.outbox import LeasedDebt
from app.storage.stores import StoreRepository
from tests.factories import DAY, NOON, customer, order
from tests.services.test_backfills import Listing
from tests.world import World, opened


@pytest.fixture
def listing() -> Listing:
    people = [customer(f"c{n}", email=f"c{n}@mail.test") for n in range(6)]
    orders = [
        order(
            ref=f"past-{n}",
            at=NOON - DAY * (4 * (60 - n)),
            who=customer(f"c{n % 6}", email=f"c{n % 6}@mail.test"),
        )
        for n in range(60)
    ]
    return Listing(people, orders)


@pytest.fixture
def world(fresh_database_url: str, listing: Listing) -> Iterator[World]:
    with opened(fresh_database_url) as made:
        row = made.store
        made.env = replace(
            made.env,
            platforms={
                **made.env.platforms,
                row.platform: cast("Platform", listing),
            },
        )
        made.run(_unpublish)
        yield made


def _unpublish(uow: Any) -> None:  # noqa: ANN401 - a unit of work
    StoreRepository(uow).change_programme(live_version=None)
    uow.connection.exec_driver_sql("DELETE FROM programme_draft")


def fetch(env: Env, debt: LeasedDebt) -> outbox.DebtOutcome:
    assert debt.store_id is not None
    read_again(env, debt.programme_id, debt.store_id, debt.subject)
    return outbox.Settled()


HANDLERS = {**backfills.HANDLERS, "fetch_order": fetch}


def do(world: World, act: Any, *args: Any) -> Any:  # noqa: ANN401 - what it returns
    return world.run(lambda uow: act(world.env, uow, *args, by="ani"))


def way(world: World) -> Way:
    found: Way = world.run(lambda uow: onboarding.way(world.env, uow))
    return found


def work(world: World) -> None:
    for _ in range(60):
        if not outbox.drain(world.env, HANDLERS, most=20):
            return


def answered(world: World, members: Members | None = None) -> None:
    do(world, onboarding.choose_goal, "second_order")
    do(world, onboarding.use_recipe, "points-simple")
    do(world, onboarding.choose_look, {"accent": "#7a4100"})
    do(world, onboarding.choose_members, members or Members())


def members_there(world: World) -> int:
    found: int = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM member"
        ).scalar_one()
    )
    return found


def credited(world: World) -> list[str]:
    return world.run(  # type: ignore[no-any-return]  # as read
        lambda uow: list(
            uow.connection.exec_driver_sql(
                "SELECT order_ref FROM order_settlement, jsonb_array_elements(awards) a"
                " WHERE (a->>'keep')::bigint > 0"
            ).scalars()
        )
    )


def test_the_way_begins_after_the_store_and_goes_on_answer_by_answer(
    world: World,
) -> None:
    steps = [way(world).current]
    do(world, onboarding.choose_goal, "friends")
    steps.append(way(world).current)
    do(world, onboarding.use_recipe, "referral-first")
    steps.append(way(world).current)
    do(world, onboarding.choose_look, {"side": "left"})
    steps.append(way(world).current)
    do(world, onboarding.choose_members, Members())
    steps.append(way(world).current)

    assert steps == ["goal", "recipe", "look", "members", "publish"]
    assert not way(world).launched


def test_starters_are_priced_on_the_orders_that_were_read(world: World) -> None:
    do(world, onboarding.read_history)
    work(world)

    (found,) = world.run(lambda uow: offers(world.env, uow, ["points-simple"]))
    again = world.run(lambda uow: offers(world.env, uow, ["points-simple"]))

    assert not found.price.usual
    assert found.price.orders > 30
    assert found.price.cost_bp
    assert again[0].price == found.price
    assert do(world, onboarding.read_history) == 0


def test_with_too_few_orders_a_usual_store_stands_in(world: World) -> None:
    found = world.run(lambda uow: offers(world.env, uow, ["tiers-simple", "cashback"]))

    assert [each.price.usual for each in found] == [True, True]
    assert found[0].document.identity.currency == "IDR"


def test_answers_that_are_none_are_refused(world: World) -> None:
    with pytest.raises(UnknownChoice):
        do(world, onboarding.choose_goal, "world peace")
    with pytest.raises(StepMissing):
        do(world, onboarding.choose_look, {"side": "left"})
    with pytest.raises(StepMissing):
        launching.launch(world.env, world.programme_id, by="ani")
    with pytest.raises(StepMissing):
        launching.try_it(world.env, world.programme_id, "a@mail.test", by="ani")
    do(world, onboarding.use_recipe, "points-simple")
    with pytest.raises(UnknownChoice):
        do(world, onboarding.choose_members, Members(past_orders="points"))


def test_a_new_programme_begins_empty_and_keeps_its_name(world: World) -> None:
    name = {"id": "Kopi", "ms": "Kopi", "en": "Coffee"}
    empty = load_document({"identity": {"name": name}})
    programmes.save_draft(world.env, world.programme_id, empty, actor="ani")
    with pytest.raises(StepMissing):
        launching.launch(world.env, world.programme_id, by="ani")
    with pytest.raises(StepMissing):
        launching.try_it(world.env, world.programme_id, "a@mail.test", by="ani")

    found = do(world, onboarding.use_recipe, "tiers-simple")

    assert found.identity.name.en == "Coffee"


def test_another_recipe_keeps_the_look(world: World) -> None:
    answered(world)

    document = do(world, onboarding.use_recipe, "cashback")

    assert document.storefront.look.accent == "#7a4100"


def test_a_welcome_is_half_of_the_way_to_the_first_reward(world: World) -> None:
    answered(world, Members(welcome=True))
    with_welcome = way(world).document
    do(world, onboarding.choose_members, Members())

    assert with_welcome is not None
    (rule,) = [rule for rule in with_welcome.earning if rule.id == "welcome"]
    assert rule.award.points == 100  # type: ignore[union-attr]  # a fixed award
    without = way(world).document
    assert without is not None
    assert without.rule("welcome") is None


def test_the_start_brings_nobody_in_unless_asked(world: World) -> None:
    answered(world)

    done = launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    assert done is not None
    assert way(world).launched
    assert members_there(world) == 0
    assert launching.launch(world.env, world.programme_id, by="ani") is None
    with pytest.raises(LaunchedAlready):
        do(world, onboarding.use_recipe, "cashback")


def test_of_past_orders_only_those_that_count_let_people_in(world: World) -> None:
    since = (NOON - timedelta(days=12)).date()
    answered(world, Members(past_orders="points", since=since))

    launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    buyers = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(DISTINCT member_id) FROM order_settlement"
            " WHERE member_id IS NOT NULL"
        ).scalar_one()
    )
    assert credited(world)
    assert members_there(world) == buyers < 6


def test_orders_never_earn_from_a_day_to_come(world: World) -> None:
    tomorrow = (NOON + timedelta(days=1)).date()
    chosen = Members(past_orders="points", since=tomorrow)
    answered(world)

    with pytest.raises(StartInFuture):
        do(world, onboarding.choose_members, chosen)


def test_a_start_that_fails_on_the_way_to_the_past_is_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(world, Members(bring="all"))

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("the process dies here")

    with monkeypatch.context() as patched:
        patched.setattr(backfills, "begin", fail)
        with pytest.raises(RuntimeError, match="dies here"):
            launching.launch(world.env, world.programme_id, by="ani")
    assert not way(world).launched

    launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    assert way(world).launched
    assert members_there(world) == 6


def test_all_customers_become_members_and_old_orders_earn_nothing(
    world: World,
) -> None:
    answered(world, Members(bring="all"))

    launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    assert members_there(world) == 6
    assert credited(world) == []


def test_orders_since_a_day_earn_where_the_merchant_says_so(world: World) -> None:
    since = (NOON - timedelta(days=30)).date()
    answered(world, Members(bring="all", past_orders="points", since=since))

    launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    found = credited(world)
    assert found
    assert all(int(ref.removeprefix("past-")) >= 52 for ref in found)


def test_a_trial_lets_one_person_in_and_leaves_nothing_behind(world: World) -> None:
    answered(world)
    launching.try_it(world.env, world.programme_id, "c1@mail.test", by="ani")
    world.run(
        lambda uow: backfills.begin(
            world.env, uow, world.store_id, purpose="settle", by="ani"
        )
    )
    work(world)
    tried = credited(world)
    trial_members = members_there(world)

    launching.launch(world.env, world.programme_id, by="ani")
    work(world)

    assert trial_members == 1
    assert tried
    assert credited(world) == []
    assert world.run(testing.testers) == []


def test_testers_are_named_by_address_and_counted(world: World) -> None:
    with pytest.raises(testing.TesterUnreadable):
        do(world, testing.add_tester, "nobody")
    for n in range(testing.MOST):
        do(world, testing.add_tester, f"t{n}@mail.test")
    with pytest.raises(testing.TooManyTesters):
        do(world, testing.add_tester, "one@mail.test")
    kept = do(world, testing.add_tester, "T0@mail.test")
    world.run(lambda uow: testing.remove_tester(uow, kept.digest))

    assert len(world.run(testing.testers)) == testing.MOST - 1


def test_the_list_before_the_start_says_what_is_missing(world: World) -> None:
    def read(uow: Any) -> dict[str, str]:  # noqa: ANN401 - a unit of work
        found = onboarding.way(world.env, uow)
        return {each.code: each.state for each in launching.checklist(uow, found)}

    before = world.run(read)
    answered(world)
    do(world, onboarding.read_history)
    work(world)
    after = world.run(read)

    assert (before["store"], before["programme"]) == ("ok", "todo")
    assert (after["programme"], after["history"]) == ("ok", "ok")


def test_orders_count_from_the_day_in_the_programmes_zone() -> None:
    members = {"past_orders": "points", "since": date(2026, 11, 1).isoformat()}

    found = launching.begins_at(members, zone="Asia/Jakarta", now=NOON)

    assert found.isoformat() == "2026-11-01T00:00:00+07:00"
    assert launching.begins_at({}, zone="Asia/Jakarta", now=NOON) == NOON


class Clocks:
    moved: list[tuple[timedelta, list[str]]]

    def __init__(self) -> None:
        self.moved = []

    def advance(self, span: timedelta, stores: Any) -> None:  # noqa: ANN401 - a list
        self.moved.append((span, list(stores)))


def test_time_moves_among_sandboxes_only(world: World) -> None:
    clocks = Clocks()
    with pytest.raises(SandboxOnly):
        go(world.env, 1, [])
    world.env = replace(world.env, playground=clocks)
    world.run(lambda uow: StoreRepository(uow).change(world.store_id, sandbox=False))
    with pytest.raises(SandboxOnly):
        world.run(lambda uow: move_time(world.env, uow, 7))
    world.run(lambda uow: StoreRepository(uow).change(world.store_id, sandbox=True))

    go(world.env, 7, world.run(lambda uow: move_time(world.env, uow, 7)))

    assert clocks.moved[0][0] == timedelta(days=7)
    assert world.run(lambda uow: can_move_time(world.env, uow))
    with pytest.raises(SandboxOnly):
        world.run(lambda uow: move_time(world.env, uow, 0))
