"""What no message told of a review is found by going round the stores."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.domain.errors import AccessRevoked, PlatformUnavailable
from app.domain.events import ReviewSnapshot
from app.domain.ledger import Balance
from app.services import debts, outbox
from app.services.review_rounds import YOUNG, ReviewRound, sweep
from app.services.reviews import review_seen
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreRepository
from integrations.fake.platform import FakePlatform
from integrations.fake.shop import FakeShop
from tests.factories import DAY, NOON, line, order
from tests.world import POINTS_IDR, HandClock, World, opened

REVIEW = {
    "id": "review",
    "trigger": "review",
    "award": {"kind": "fixed", "points": 50},
}
DOCUMENT = POINTS_IDR | {"earning": [REVIEW]}
SHOWN = ReviewSnapshot(
    review_ref="1",
    product_ref="12",
    approved=True,
    has_text=True,
    reviewer_email="budi@mail.test",
    written_at=NOON - DAY,
)


@dataclass
class Stand:
    """A world whose one store is the fake."""

    world: World
    shop: FakeShop

    def round(self) -> ReviewRound:
        (found,) = sweep(self.world.env, self.world.programme_id)
        return found

    def told(self, review: ReviewSnapshot) -> None:
        """Let a message tell of a review."""
        self.world.run(
            lambda uow: review_seen(self.world.env, uow, self.world.store, review)
        )

    def owed(self) -> list[str]:
        waiting = self.world.run(
            lambda uow: OutboxRepository(uow).listed(states=["waiting"])
        )
        return [row.subject for row in waiting if row.kind == "read_reviews"]


@pytest.fixture
def stand(fresh_database_url: str) -> Iterator[Stand]:
    platform = FakePlatform(HandClock())
    with opened(fresh_database_url, document=DOCUMENT, platform=platform) as world:
        world.settle(order(line(product="12"), line(ref="2", product="13")))
        yield Stand(world, platform.shop(world.store))


def test_an_approval_that_nobody_told_is_rewarded(stand: Stand) -> None:
    stand.shop.reviews.append(SHOWN)

    first, second = stand.round(), stand.round()

    assert (first.read, first.settled, second.settled) == (1, 1, 0)
    assert stand.world.balance() == Balance(available=50)


def test_a_review_that_was_held_again_unheard_is_taken_back(stand: Stand) -> None:
    stand.told(SHOWN)
    stand.shop.reviews.append(replace(SHOWN, approved=False))

    assert stand.round().settled == 1
    assert stand.world.balance() == Balance()


def test_a_review_of_a_stranger_is_worth_nothing(stand: Stand) -> None:
    stand.shop.reviews.append(replace(SHOWN, reviewer_email="eve@mail.test"))

    assert (stand.round().read, stand.round().settled) == (1, 0)


def test_a_rewarded_review_that_vanished_is_looked_at_closely(stand: Stand) -> None:
    stand.told(SHOWN)
    stand.told(replace(SHOWN, review_ref="2", product_ref="13"))
    stand.shop.reviews.append(SHOWN)

    found, owed = stand.round(), stand.owed()
    outbox.drain(stand.world.env, debts.HANDLERS, most=10)

    assert (found.missing, owed) == (1, ["13"])
    assert stand.world.balance() == Balance(available=50)


def test_what_a_review_app_told_is_not_the_stores_to_deny(stand: Stand) -> None:
    stand.told(replace(SHOWN, review_ref="judgeme:1"))

    assert stand.round() == ReviewRound()

    outbox.drain(stand.world.env, debts.HANDLERS, most=10)
    assert stand.world.balance() == Balance(available=50)


def test_a_store_with_a_review_app_keeps_its_rewards_when_a_product_changes(
    stand: Stand,
) -> None:
    stand.told(replace(SHOWN, review_ref="judgeme:1"))
    stand.world.run(
        lambda uow: outbox.owe(
            stand.world.env, uow, "read_reviews", "12", store_id=stand.world.store_id
        )
    )

    outbox.drain(stand.world.env, debts.HANDLERS, most=10)

    assert stand.world.balance() == Balance(available=50)


def test_old_reviews_are_left_alone(stand: Stand) -> None:
    old = replace(SHOWN, written_at=NOON - YOUNG - timedelta(seconds=1))
    stand.told(old)
    stand.shop.reviews.append(replace(old, approved=False))

    assert stand.round() == ReviewRound()
    assert stand.world.balance() == Balance(available=50)


def test_a_round_reads_page_after_page(stand: Stand) -> None:
    stand.shop.reviews += [
        replace(
            SHOWN,
            review_ref=str(number),
            approved=False,
            written_at=NOON - number * timedelta(minutes=1),
        )
        for number in range(1, 26)
    ]

    assert stand.round().read == 25


def test_of_what_was_not_reached_nothing_is_said(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.told(replace(SHOWN, review_ref="99"))
    stand.shop.reviews += [
        replace(
            SHOWN,
            review_ref=str(number),
            approved=False,
            written_at=NOON - number * timedelta(minutes=1),
        )
        for number in range(1, 26)
    ]
    monkeypatch.setattr("app.services.review_rounds.MOST_REVIEWS", 10)

    found = stand.round()

    assert (found.read, found.missing, stand.owed()) == (10, 0, [])


def test_a_store_out_of_reach_is_tried_again_in_the_next_round(stand: Stand) -> None:
    stand.shop.reviews.append(SHOWN)
    stand.shop.fail("recent_reviews", PlatformUnavailable("no route"))

    assert stand.round().problem == "platform_unavailable"
    assert stand.round().settled == 1


def test_a_store_that_took_our_access_away_is_marked(stand: Stand) -> None:
    stand.shop.fail("recent_reviews", AccessRevoked("HTTP 401"))

    assert stand.round().problem == "access_revoked"

    row = stand.world.run(lambda uow: StoreRepository(uow).get(stand.world.store_id))
    assert row.state != "connected"
    assert sweep(stand.world.env, stand.world.programme_id) == []
