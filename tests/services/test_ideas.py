"""An idea fits the figures, proposes nothing that is on, and can be sent away."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from app.services.analytics.reading import Reading
from app.services.ideas import (
    PATHS,
    RULES,
    SET_UP,
    Idea,
    IdeaMissing,
    Running,
    answer,
    idea,
    put_off,
    running,
    take_back,
    this_week,
)
from app.services.store_health import PANEL
from app.storage.analytics.measuring import Measure
from app.storage.analytics.spans import Span
from app.storage.home_answers import Answer, HomeAnswer
from app.storage.programmes import ProgrammeRepository
from app.storage.store_checks import CheckRepository
from integrations.fake.platform import FakePlatform
from tests.factories import NOON
from tests.world import POINTS_IDR, HandClock, World, opened

NOTHING_ON = Running()
DAY = timedelta(days=1)


def told(**figures: tuple[int, int]) -> Reading:
    now = {
        (name, "count"): Measure(name, "count", *sums) for name, sums in figures.items()
    }
    return Reading(Span.ending(NOON.date(), 28), "IDR", "points", now=now)


def found(
    reading: Reading,
    on: Running = NOTHING_ON,
    said: Mapping[str, HomeAnswer] | None = None,
) -> str | None:
    told_now = idea(reading, on, said or {}, at=NOON)
    return None if told_now is None else told_now.name


def ago(days: int, said: Answer) -> HomeAnswer:
    return HomeAnswer(said, NOON - days * DAY, "staff:ada")


@pytest.mark.parametrize(
    ("figures", "name", "percent", "people"),
    [
        ({"able_never_redeemed": (62, 100)}, "never_redeemed", 62, 62),
        ({"enrolment_rate": (30, 100)}, "enrol_more", 70, 70),
        ({"repeat_rate": (10, 50)}, "second_order", 80, 40),
        (
            {"able_never_redeemed": (1, 100), "participation": (2, 100)},
            "take_part",
            98,
            98,
        ),
    ],
)
def test_the_first_idea_that_fits_is_told(
    figures: dict[str, tuple[int, int]], name: str, percent: int, people: int
) -> None:
    fits = idea(told(**figures), NOTHING_ON, {}, at=NOON)

    assert fits == Idea(name, percent, people, PATHS[name])


def test_too_few_people_give_no_idea() -> None:
    assert found(told(enrolment_rate=(1, 19))) is None
    assert found(told(enrolment_rate=(90, 100))) is None


EVERYTHING = told(
    able_never_redeemed=(62, 100),
    enrolment_rate=(30, 100),
    repeat_rate=(10, 50),
    reward_use=(1, 100),
    participation=(2, 100),
)


@pytest.mark.parametrize(
    ("on", "next_one"),
    [
        (Running(nudges=("redeem",)), "enrol_more"),
        (Running(nudges=("redeem",), panel=True), "second_order"),
        (Running(nudges=("redeem",), panel=True, campaign=True), "unused_rewards"),
        (Running(nudges=("redeem",), panel=True, second_order=True), "unused_rewards"),
        (
            Running(nudges=("redeem", "unused"), panel=True, campaign=True),
            "take_part",
        ),
        (
            Running(
                nudges=("redeem", "unused"),
                panel=True,
                campaign=True,
                ways=("review", "birthday"),
            ),
            None,
        ),
    ],
)
def test_what_is_on_already_is_not_proposed(on: Running, next_one: str | None) -> None:
    assert found(EVERYTHING, on) == next_one


def test_expiring_points_propose_a_campaign_where_there_is_none() -> None:
    reading = told(members=(100, 100))
    now = {**reading.now, ("expiring", "points"): Measure("expiring", "points", 9, 30)}
    expiring = Reading(reading.span, "IDR", "points", now=now)

    assert found(expiring) == "expiring"
    assert found(expiring, Running(campaign=True)) is None


@pytest.mark.parametrize(
    ("said", "next_one"),
    [
        (ago(6, "later"), None),
        (ago(7, "later"), "never_redeemed"),
        (ago(6, "not_for_us"), None),
        (ago(7, "not_for_us"), "enrol_more"),
        (ago(700, "not_for_us"), "enrol_more"),
        (ago(27, "done"), "enrol_more"),
        (ago(28, "done"), "never_redeemed"),
    ],
)
def test_after_an_answer_a_week_goes_by(said: HomeAnswer, next_one: str | None) -> None:
    assert found(EVERYTHING, said={"never_redeemed": said}) == next_one


def test_putting_off_the_set_up_sends_no_idea_away() -> None:
    assert found(EVERYTHING, said={SET_UP: ago(1, "later")}) == "never_redeemed"


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    platform = FakePlatform(HandClock())
    with opened(fresh_database_url, document=POINTS_IDR, platform=platform) as made:
        yield made


def on_now(world: World, **changed: Any) -> Running:  # noqa: ANN401 - of a document
    world.publish({**POINTS_IDR, **changed})

    def read(uow: Any) -> Running:  # noqa: ANN401 - of the world
        return running(world.env, uow, ProgrammeRepository(uow).live()[1])

    answered: Running = world.run(read)
    return answered


def test_what_is_on_is_read_from_the_programme_and_the_stores(world: World) -> None:
    plain = on_now(world)
    order = {**POINTS_IDR["earning"][0], "id": "twice"}
    when = {"field": "order.number", "op": "eq", "value": 2}
    changed = on_now(
        world,
        earning=[
            {**order, "active": {"since": "2020-01-01"}, "when": when},
            {
                "id": "cake",
                "trigger": "birthday",
                "award": {"points": 5},
                "active": {"since": "2020-01-01"},
            },
        ],
        storefront={"nudges_off": ["redeem"]},
    )

    welcome = on_now(
        world,
        earning=[
            POINTS_IDR["earning"][0],
            {
                "id": "hello",
                "trigger": "sign_up",
                "award": {"points": 5},
                "active": {"since": "2020-01-01"},
            },
        ],
    )

    assert not welcome.campaign
    assert (plain.campaign, plain.second_order, plain.ways) == (
        False,
        False,
        {"order"},
    )
    assert "redeem" in plain.nudges
    assert "redeem" not in changed.nudges
    assert (changed.campaign, changed.second_order) == (True, True)
    assert changed.ways == {"order", "birthday"}
    assert world.run(lambda uow: running(world.env, uow, None)) == NOTHING_ON


def test_a_panel_that_no_store_has_shown_is_not_on(world: World) -> None:
    world.run(lambda uow: CheckRepository(uow).forget(world.store_id, [PANEL]))

    assert not on_now(world).panel


def test_an_answer_is_kept_and_can_be_taken_back(world: World) -> None:
    document = world.run(lambda uow: ProgrammeRepository(uow).live()[1])
    reading = told(participation=(2, 100))

    def now() -> str | None:
        one: Idea | None = world.run(
            lambda uow: this_week(world.env, uow, reading, document)
        )
        return None if one is None else one.name

    before = now()
    world.run(
        lambda uow: answer(world.env, uow, "take_part", "not_for_us", by="staff:ada")
    )
    sent_away = now()
    world.run(lambda uow: take_back(uow, "take_part"))

    assert (before, sent_away, now()) == ("take_part", None, "take_part")


def test_setting_up_is_put_off_for_a_week(world: World) -> None:
    def is_off() -> bool:
        off: bool = world.run(lambda uow: put_off(world.env, uow, SET_UP))
        return off

    before = is_off()
    world.run(lambda uow: answer(world.env, uow, SET_UP, "later", by="staff:ada"))
    after = is_off()
    world.clock.advance(days=7)

    assert (before, after, is_off()) == (False, True, False)


def test_nothing_else_can_be_answered(world: World) -> None:
    with pytest.raises(IdeaMissing):
        world.run(lambda uow: answer(world.env, uow, "cake", "later", by="staff:ada"))


def test_every_idea_has_a_place_of_its_own_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) == len(PATHS)
