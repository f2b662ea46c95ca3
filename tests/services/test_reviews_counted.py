"""Reviews count once for each product, or each by itself, as the rule says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.domain.events import ReviewSnapshot
from app.services.reviews import review_seen, unseen
from tests.factories import DAY, NOON, line, order
from tests.world import POINTS_IDR, World, opened

RULE: dict[str, Any] = {
    "id": "review",
    "trigger": "review",
    "award": {"kind": "fixed", "points": 50},
}
FIRST = ReviewSnapshot(
    review_ref="1",
    product_ref="12",
    approved=True,
    has_text=True,
    reviewer_email="budi@mail.test",
    written_at=NOON - DAY,
)
SECOND = replace(FIRST, review_ref="2")


def document(**rule: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    return POINTS_IDR | {"earning": [RULE | rule]}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=document(once_per="review")) as made:
        made.settle(order(line(product="12")))
        yield made


def told(world: World, review: ReviewSnapshot) -> str:
    said: str = world.run(lambda uow: review_seen(world.env, uow, world.store, review))
    return said


def points(world: World) -> int:
    return world.balance().available


def test_each_review_of_a_product_earns_by_itself(world: World) -> None:
    said = [told(world, review) for review in (FIRST, SECOND, FIRST, SECOND)]

    assert said == ["review_rewarded"] * 2 + ["review_known_or_worth_nothing"] * 2
    assert points(world) == 100


def test_one_review_that_goes_takes_its_own_points_along(world: World) -> None:
    for review in (FIRST, SECOND, replace(FIRST, deleted=True)):
        told(world, review)
    without_first = points(world)

    again = told(world, replace(FIRST, deleted=True))
    told(world, FIRST)

    assert (without_first, again, points(world)) == (50, "review_not_approved", 100)


def test_a_review_that_the_store_no_longer_shows_is_taken_back(world: World) -> None:
    told(world, FIRST)
    told(world, SECOND)

    gone = world.run(lambda uow: unseen(world.env, uow, world.store, "12", {"2"}))

    assert (gone, points(world)) == (1, 50)


def test_a_rule_may_count_the_first_review_of_a_product_only(
    fresh_database_url: str,
) -> None:
    with opened(fresh_database_url, document=document()) as world:
        world.settle(order(line(product="12")))

        said = [told(world, review) for review in (FIRST, SECOND)]

        assert said == ["review_rewarded", "review_known_or_worth_nothing"]
        assert points(world) == 50


def test_what_earned_as_a_product_does_not_earn_again_as_a_review(
    fresh_database_url: str,
) -> None:
    with opened(fresh_database_url, document=document()) as world:
        world.settle(order(line(product="12")))
        told(world, FIRST)

        world.publish(document(once_per="review"))
        said = [told(world, review) for review in (FIRST, SECOND)]
        told(world, replace(FIRST, deleted=True))

        assert said == ["review_known_or_worth_nothing", "review_rewarded"]
        assert points(world) == 50
