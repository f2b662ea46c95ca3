"""The fake takes deliveries of its own and fails when it is told to."""

import hmac
import json
from base64 import b64encode
from datetime import timedelta

import msgspec
import pytest

from app.domain.errors import Malformed, PlatformRefused, PlatformThrottled
from app.domain.events import (
    Event,
    Ignored,
    OrderHint,
    OrderSeen,
    OrderSnapshot,
    OrderState,
    ReviewSeen,
    ReviewSnapshot,
)
from app.ports import Delivery
from integrations.fake.platform import FakePlatform, FakeSigner
from tests.integrations.benches import connection
from tests.integrations.clock import NOON, StoppedClock
from tests.integrations.discounts import fixed

STORE = connection("fake", "https://fake.example")
ORDER = OrderSnapshot(
    "1", "#1", OrderState.PAID, "EUR", (), version=NOON, placed_at=NOON, complete=False
)


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(StoppedClock())


@pytest.mark.parametrize(
    ("topic", "event"),
    [
        ("order.seen", OrderSeen(ORDER)),
        ("order.hint", OrderHint("1", "because")),
        (
            "review.seen",
            ReviewSeen(ReviewSnapshot("1", "2", approved=True, has_text=False)),
        ),
    ],
)
def test_an_event_travels_as_it_is(
    platform: FakePlatform, topic: str, event: Event
) -> None:
    delivery = Delivery(topic, msgspec.json.encode(event))

    assert platform.normalise(delivery, STORE) == [event]


def test_rubbish_is_malformed_and_a_strange_topic_ignored(
    platform: FakePlatform,
) -> None:
    with pytest.raises(Malformed):
        platform.normalise(Delivery("order.hint", b'{"order_ref":[]}'), STORE)
    assert platform.normalise(Delivery("weather", b"{}"), STORE) == [
        Ignored("topic weather")
    ]


def test_it_trusts_nobody() -> None:
    signer = FakeSigner()
    good = b64encode(hmac.digest(b"s", b"{}", "sha256")).decode()
    headers = {"x-fake-signature": good, "x-fake-topic": "order.hint", "x-fake-id": "7"}

    assert signer.verified(headers, b"{}", [b"s"])
    assert not signer.verified(headers, b"{}", [b"t"])
    assert not signer.is_ping(headers, b"{}")
    assert signer.topic(headers) == "order.hint"
    assert signer.dedupe_key(headers, "order.hint", b"{}") == "7"
    assert signer.dedupe_key({}, "order.hint", b"{}") != "7"


def test_a_failure_before_acting_leaves_nothing(platform: FakePlatform) -> None:
    platform.shop(STORE).fail("issue", PlatformThrottled("later", retry_after=3))

    with pytest.raises(PlatformThrottled):
        platform.issue(STORE, fixed(STORE))

    assert platform.look_up(STORE, "LOY-7K3MQ9TX2F4H") is None
    assert platform.shop(STORE).calls == ["issue", "look_up"]


def test_a_code_ends_at_its_instant() -> None:
    clock = StoppedClock()
    platform = FakePlatform(clock)
    made = platform.issue(STORE, fixed(STORE, ends_at=NOON + timedelta(hours=1)))
    clock.advance(hours=1)

    ended = platform.look_up(STORE, made.code)

    assert made.active
    assert ended is not None
    assert not ended.active


def test_coupons_can_be_off(platform: FakePlatform) -> None:
    platform.shop(STORE).coupons_enabled = False

    with pytest.raises(PlatformRefused):
        platform.issue(STORE, fixed(STORE))
    assert not platform.describe(STORE).coupons_enabled


def test_credentials_are_kept_as_they_are(platform: FakePlatform) -> None:
    assert platform.credentials_for(STORE, {"key": "k"}) == {"key": "k"}
    assert json.dumps(platform.shop(STORE).name)
