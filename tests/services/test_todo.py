"""What waits is counted, and how things run is told."""

from collections.abc import Iterator

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.store_exam import StoreCheck, failed, warned
from app.services.analytics.reading import read
from app.services.store_health import PANEL
from app.services.stores import REPAIRED
from app.services.todo import Tone, health, tasks, worst
from app.storage.bulk import BulkRepository
from app.storage.goodwill import GoodwillRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from integrations.fake.platform import FakePlatform
from tests.factories import NOON, customer, line, order
from tests.world import POINTS_IDR, HandClock, World, opened


def noted(world: World, *checks: StoreCheck) -> None:
    """Write down what a look at the store found."""
    world.run(
        lambda uow: CheckRepository(uow).note(
            world.store_id, checks, at=world.clock.now()
        )
    )


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    platform = FakePlatform(HandClock())
    with opened(fresh_database_url, document=POINTS_IDR, platform=platform) as made:
        made.settle(order(line("100000"), who=customer("1", email="a@mail.test")))
        noted(made, StoreCheck(PANEL))
        made.run(
            lambda uow: uow.connection.exec_driver_sql(
                "UPDATE outbox SET state = 'settled'"
            )
        )
        yield made


def waiting(world: World) -> dict[str, int]:
    def work(uow: UnitOfWork) -> dict[str, int]:
        found = tasks(world.env, uow, read(world.env, uow))
        return {task.name: task.count for task in found}

    named: dict[str, int] = world.run(work)
    return named


def tones(world: World) -> dict[str, Tone]:
    found = world.run(lambda uow: health(world.env, uow))
    return {each.name: each.tone for each in found}


def test_nothing_waits_where_nothing_does(world: World) -> None:
    assert waiting(world) == {}
    assert set(tones(world).values()) == {Tone.GOOD}


def test_an_ailing_store_and_a_delivery_aside_wait(world: World) -> None:
    world.receive("a", aside="unreadable")
    world.run(
        lambda uow: StoreRepository(uow).change(
            world.store_id, state="blocked", problem="access_revoked"
        )
    )

    assert waiting(world) == {"stores": 1, "deliveries": 1}
    assert tones(world)["stores"] is Tone.BAD


def test_what_a_look_at_a_store_found_waits_too(world: World) -> None:
    noted(world, warned("coupons"), warned(REPAIRED, topics="order.updated"))
    warned_of = waiting(world), tones(world)["stores"]

    noted(world, failed("webhooks_not_made", topics="order.updated"))

    assert warned_of == ({"stores_look": 1}, Tone.WARN)
    assert waiting(world) == {"stores": 1}
    assert tones(world)["stores"] is Tone.BAD


def test_what_was_repaired_by_itself_asks_nothing_of_anybody(world: World) -> None:
    noted(world, warned(REPAIRED, topics="order.updated"))

    assert waiting(world) == {}
    assert tones(world)["stores"] is Tone.GOOD


def test_a_store_that_never_showed_the_panel_waits_once_members_are_in(
    world: World,
) -> None:
    world.run(lambda uow: CheckRepository(uow).forget(world.store_id, [PANEL]))
    in_force = waiting(world)

    world.run(lambda uow: StoreRepository(uow).change_programme(mode="test"))

    assert in_force == {"panel": 1}
    assert waiting(world) == {}


def test_members_with_one_phone_number_may_be_one_person(world: World) -> None:
    world.settle(
        order(line("9000"), ref="2", who=customer("2", email="b@mail.test")),
    )
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE member SET phone = '+62811', state = 'active'"
        )
    )

    assert waiting(world)["alike"] == 1


def test_what_a_second_person_decides_waits_for_one_member_or_many(
    world: World,
) -> None:
    def ask(uow: UnitOfWork) -> None:
        GoodwillRepository(uow).ask(
            world.env.ids.new(),
            kind="adjust",
            member_id=world.member("1"),
            asked={"points": 9_000},
            why="",
            asked_by="staff:ada",
            asked_by_name="Ada",
            asked_at=NOON,
        )
        bulk_id = world.env.ids.new()
        bulk = BulkRepository(uow)
        bulk.add(
            bulk_id,
            "points",
            asked={},
            chosen={},
            counted=2,
            by="staff:ada",
            name="Ada",
            at=NOON,
        )
        bulk.change(bulk_id, state="waiting")

    world.run(ask)

    assert waiting(world) == {"approvals": 2}


def test_a_delivery_that_waits_five_minutes_is_late(world: World) -> None:
    world.receive("late")

    world.clock.advance(minutes=5)
    slow = tones(world)["deliveries"]
    world.clock.advance(minutes=30)

    assert slow is Tone.WARN
    assert tones(world)["deliveries"] is Tone.BAD


def test_the_worst_tone_stands_for_all(world: World) -> None:
    found = world.run(lambda uow: health(world.env, uow))

    assert worst(found) is Tone.GOOD
    assert worst([]) is Tone.GOOD


def test_a_draft_that_differs_from_what_is_live_waits(world: World) -> None:
    live = world.run(lambda uow: ProgrammeRepository(uow).live()[1])
    changed = load_document({**POINTS_IDR, "earning": []})

    def save(document: ProgrammeDocument) -> dict[str, int]:
        world.run(
            lambda uow: ProgrammeRepository(uow).save_draft(
                document, at=NOON, by="test", based_on=1
            )
        )
        return waiting(world)

    assert save(live) == {}
    assert save(changed) == {"draft": 1}
