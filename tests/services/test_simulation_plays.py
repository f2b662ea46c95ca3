"""What is stored of members beside their orders is played, too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.events import ReviewSnapshot
from app.domain.programme.loading import load_document
from app.services import activities, simulation
from app.services.activities import Activity
from app.services.joining import customer_seen
from app.services.reviews import review_seen
from app.services.simulation import Question, Simulated
from app.storage import simulation_plays
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON, customer, order
from tests.world import POINTS_IDR, World, opened


def rule(name: str, trigger: str, points: int, **more: object) -> dict[str, Any]:
    award = {"kind": "fixed", "points": points}
    return {"id": name, "trigger": trigger, "award": award, **more}


RULES = [
    rule("welcome", "sign_up", 50),
    rule("said", "review", 10, needs="photo", bought=True),
    rule("goal", "activity", 7, activity="activity.goal"),
    rule("party", "birthday", 100),
    rule("years", "anniversary", 20),
    rule("news", "consent", 5, consent="newsletter"),
    rule("vip", "tag", 3, tag="VIP"),
]
DOCUMENT = {**POINTS_IDR, "earning": [*POINTS_IDR["earning"], *RULES]}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as made:
        yield made


def live(world: World) -> World:
    """Let Budi do everything, and Ani only join."""

    def write(uow: UnitOfWork) -> None:
        env, store = world.env, world.store
        budi = replace(
            customer(),
            tags=("VIP",),
            marketing_consent=True,
            birthday=date(1990, 12, 1),
        )
        customer_seen(env, uow, store, budi)
        customer_seen(env, uow, store, customer("7002", email="ani@mail.test"))
        members = MemberRepository(uow)
        member = members.get(members.links(store.store_id, ["7001"])["7001"])
        told = Activity("activity.goal", "g1", NOON, {})
        activities.record(env, uow, member, told)

    world.run(write)
    world.settle(order())
    shown = ReviewSnapshot(
        "r1", "12", approved=True, has_text=True, has_photo=True, reviewer_ref="7001"
    )
    world.run(lambda uow: review_seen(world.env, uow, world.store, shown))
    world.clock.advance(days=400)
    return world


def ask(world: World, **values: Any) -> Simulated:  # noqa: ANN401 - fields
    question = Question(load_document(DOCUMENT), beside_live=False, **values)
    return simulation.simulate(world.env, world.programme_id, question)


def units(found: Simulated) -> dict[str, int]:
    return {one.rule_id: one.units for one in found.tried.rules}


def test_everything_that_is_stored_is_played(world: World) -> None:
    found = ask(live(world))

    assert units(found) == {
        "spend": 257,
        "welcome": 2 * 50,
        "said": 10,
        "goal": 7,
        "party": 2 * 100,
        "years": 2 * 20,
        "news": 5,
        "vip": 3,
    }
    assert found.tried.left_out == ()
    assert found.tried.in_part == ("said",)


def test_what_is_later_than_the_span_is_not_played(world: World) -> None:
    found = ask(live(world), until=NOON + timedelta(days=1))

    assert {"party", "years"}.isdisjoint(units(found))
    assert units(found)["welcome"] == 100


@pytest.mark.parametrize("page", [1, 2])
def test_members_who_never_ordered_come_page_by_page(
    world: World, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    live(world)
    monkeypatch.setattr(simulation_plays, "PAGE", page)

    assert units(ask(world))["welcome"] == 100


def test_what_the_reviews_had_is_what_the_live_rule_needed(world: World) -> None:
    live(world)
    film = [*RULES, rule("film", "review", 9, needs="video")]
    document = load_document({**DOCUMENT, "earning": film})

    question = Question(document, beside_live=False)
    found = simulation.simulate(world.env, world.programme_id, question)

    assert units(found)["said"] == 10
    assert "film" not in units(found)


def test_nothing_is_known_beside_the_orders_of_a_file(
    world: World, tmp_path: Path
) -> None:
    live(world)
    file = tmp_path / "orders.csv"
    file.write_text(
        "member,order,placed_at,currency,amount\n"
        "ani,A1,2026-03-01T12:00:00+07:00,IDR,100000\n"
    )

    found = ask(world, file=file)

    assert units(found) == {"spend": 100}
    assert found.tried.left_out == tuple(one["id"] for one in RULES)


def test_a_review_that_counts_by_itself_is_of_its_product(world: World) -> None:
    live(world)
    each = rule("each", "review", 4, needs="text", bought=True, once_per="review")
    document = load_document({**DOCUMENT, "earning": [*DOCUMENT["earning"], each]})

    def write(uow: UnitOfWork) -> None:
        at = world.env.clock.now()
        ProgrammeRepository(uow).add_version(document, at=at, by="ani")
        for name in ("r2", "r3"):
            shown = ReviewSnapshot(
                name, "12", approved=True, has_text=True, reviewer_ref="7001"
            )
            review_seen(world.env, uow, world.store, shown)

    world.run(write)
    world.clock.advance(days=1)

    question = Question(document, beside_live=False)
    found = units(simulation.simulate(world.env, world.programme_id, question))

    assert (found["each"], found["said"]) == (2 * 4, 10)


def test_the_terms_spare_whoever_bears_a_mark(world: World) -> None:
    live(world)
    marked = {"field": "member.tags", "op": "contains_any", "value": ["vip"]}
    life = {"kind": "life", "months": 6}

    def lapsed(**expiry: object) -> int:
        document = load_document({**DOCUMENT, "terms": {"expiry": {**life, **expiry}}})
        question = Question(document, beside_live=False, redemption_rate=Fraction(0))
        found = simulation.simulate(world.env, world.programme_id, question)
        return sum(month.expired for month in found.tried.assets[0].months)

    # Ani bears no mark; what the last half year gave lives.
    assert lapsed() == 257 + 2 * 50 + 10 + 7 + 100 + 5 + 3
    assert lapsed(unless=marked) == 50
