"""What the stores' own limits refuse before anything is sent, or stop in doubt."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.errors import PlatformCannot, PlatformRefused, PlatformUnclear
from app.domain.money import Money
from app.domain.rewards.credit import CreditSpec, GiftCardSpec
from app.ports import StoreConnection
from integrations.fake.platform import FakePlatform
from integrations.reading import Body
from integrations.woocommerce.adapter import WooCommercePlatform
from integrations.woocommerce.rewards import creation
from tests.integrations.benches import (
    RealClock,
    SandboxBench,
    connection,
    shopify_bench,
    woocommerce_bench,
)
from tests.integrations.discounts import percent

FAKE = connection("fake", "https://fake.example")
EUR = Money(500, "EUR")


@pytest.fixture
def shopify() -> Iterator[SandboxBench]:
    with shopify_bench() as made:
        yield made


@pytest.fixture
def woocommerce() -> Iterator[SandboxBench]:
    with woocommerce_bench() as made:
        yield made


# --- tags and codes -----------------------------------------------------------


@pytest.mark.parametrize("tag", ["gold,silver", " "])
def test_a_tag_that_would_become_two_is_refused(
    woocommerce: SandboxBench, tag: str
) -> None:
    member = woocommerce.sign_up("m@c.test")

    with pytest.raises(PlatformRefused) as refusal:
        woocommerce.platform.benefits.tag_customer(woocommerce.store, member, add=[tag])

    assert refusal.value.reason == "tag"


@pytest.mark.parametrize("tag", ["o'clock", 'the "best"', "a\\b"])
def test_a_tag_that_can_not_stand_in_a_segment_is_refused(
    shopify: SandboxBench, tag: str
) -> None:
    spec = percent(shopify.store, reusable=True, automatic=True, customer_tag=tag)

    with pytest.raises(PlatformRefused) as refusal:
        shopify.platform.issue(shopify.store, spec)

    assert refusal.value.reason == "tag"


def test_tags_of_ours_stand_in_the_customers_meta(woocommerce: SandboxBench) -> None:
    member = woocommerce.sign_up("m@c.test")
    tag = woocommerce.platform.benefits.tag_customer

    tag(woocommerce.store, member, add=["gold"])
    tag(woocommerce.store, member, add=["early"])
    events = [
        event
        for delivery in woocommerce.deliveries()
        for event in woocommerce.platform.normalise(delivery, woocommerce.store)
    ]

    assert events == []
    profile = woocommerce.platform.fetch_customer(woocommerce.store, member)
    assert profile.tags == ("early", "gold")


def test_a_reusable_coupon_has_no_limit_and_a_personal_one_has_two() -> None:
    lasting = creation(percent(FAKE, reusable=True))
    once = creation(percent(FAKE))

    assert "usage_limit" not in lasting
    assert "usage_limit_per_user" not in lasting
    assert (once["usage_limit"], once["usage_limit_per_user"]) == (1, 1)


def test_a_shop_can_be_played_that_offers_less() -> None:
    platform = FakePlatform(RealClock())
    platform.shop(FAKE).offers = frozenset({"tags"})

    with pytest.raises(PlatformCannot):
        platform.benefits.add_credit(FAKE, CreditSpec("1", EUR, "mv_1"))
    with pytest.raises(PlatformCannot):
        platform.benefits.issue_gift_card(FAKE, GiftCardSpec("GIFT7K3M", "g", EUR))
    with pytest.raises(PlatformCannot):
        platform.issue(FAKE, percent(FAKE, reusable=True, automatic=True))
    assert platform.benefits.can(FAKE) == {"tags"}


# --- what a shop offers -------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("write_gift_cards", "gift_card"),
        ("write_store_credit_account_transactions", "store_credit"),
    ],
)
def test_what_was_not_granted_is_not_offered(
    shopify: SandboxBench, left_out: str, missing: str
) -> None:
    scopes = shopify.control("GET", "config")["scopes"]
    left = ",".join(each for each in scopes.split(",") if each != left_out)
    shopify.control("POST", "config", {"scopes": left})

    offered = shopify.platform.benefits.can(shopify.store)

    assert missing not in offered
    assert {"tags", "automatic_discount"} <= offered


def test_credit_that_the_merchant_switched_off_is_not_offered() -> None:
    with shopify_bench(extra={"store_credit": "off"}) as bench:
        assert "store_credit" not in bench.platform.benefits.can(bench.store)


# --- the journal of store credit ----------------------------------------------


def spoil(bench: SandboxBench, member: str, value: object) -> None:
    """Let somebody else write our journal."""
    asked = {
        "ownerId": f"gid://shopify/Customer/{member}",
        "namespace": "$app:setia",
        "key": "credit",
        "type": "json",
        "value": json.dumps(value),
    }
    client: Any = getattr(bench.platform, "client")  # noqa: B009 - not of the port
    client.change(
        bench.store, "LoyaltyJournal", "metafieldsSet", {"metafields": [asked]}
    )


def left_open(**changes: object) -> dict[str, object]:
    opened: dict[str, object] = {
        "marker": "mv_0",
        "kind": "add",
        "amount_minor": 900,
        "currency": "EUR",
        "expires_at": None,
        "after": "",
        "at": "2026-11-22T00:00:00+00:00",
    }
    return {"done": {}, "open": opened | changes}


@pytest.mark.parametrize("value", [{"open": {"marker": "x"}}, {"done": 5, "open": {}}])
def test_a_journal_that_can_not_be_read_stops_every_movement(
    shopify: SandboxBench, value: object
) -> None:
    member = shopify.sign_up("m@c.test")
    spoil(shopify, member, value)

    with pytest.raises(PlatformUnclear):
        shopify.platform.benefits.add_credit(
            shopify.store, CreditSpec(member, EUR, "mv_1")
        )


def test_an_old_movement_that_never_was_is_forgotten(shopify: SandboxBench) -> None:
    member = shopify.sign_up("m@c.test")
    spoil(shopify, member, left_open())

    made = shopify.platform.benefits.add_credit(
        shopify.store, CreditSpec(member, EUR, "mv_1")
    )

    assert made.balance == EUR


def test_too_many_movements_since_leave_it_to_a_person(shopify: SandboxBench) -> None:
    member = shopify.sign_up("m@c.test")
    benefits = shopify.platform.benefits
    for number in range(20):
        spec = CreditSpec(member, Money(100 + number, "EUR"), f"mv_{number}")
        benefits.add_credit(shopify.store, spec)
    spoil(shopify, member, left_open(after="gid://shopify/Gone/1"))

    with pytest.raises(PlatformUnclear):
        benefits.add_credit(shopify.store, CreditSpec(member, EUR, "mv_x"))


def meddle(
    bench: SandboxBench, monkeypatch: pytest.MonkeyPatch, *, times: int
) -> list[object]:
    """Let another program write its own tags after so many of our writes."""
    platform = bench.platform
    assert isinstance(platform, WooCommercePlatform)
    real, seen = platform.client.put, list[object]()

    def put(store: StoreConnection, path: str, body: Body) -> Body:
        answer = real(store, path, body)
        seen.append(body)
        if len(seen) <= times:
            theirs = [{"key": "setia_tags", "value": "theirs"}]
            real(store, path, {"meta_data": theirs})
        return answer

    monkeypatch.setattr(platform.client, "put", put)
    return seen


def test_a_tag_that_another_program_wrote_over_is_written_again(
    woocommerce: SandboxBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = woocommerce.sign_up("raced@customer.test")
    written = meddle(woocommerce, monkeypatch, times=1)

    tags = woocommerce.platform.benefits.tag_customer(
        woocommerce.store, member, add=["gold"]
    )

    assert tags == ("gold", "theirs")
    assert len(written) == 2


def test_a_tag_that_is_taken_away_each_time_is_unclear(
    woocommerce: SandboxBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = woocommerce.sign_up("stubborn@customer.test")
    meddle(woocommerce, monkeypatch, times=9)

    with pytest.raises(PlatformUnclear):
        woocommerce.platform.benefits.tag_customer(
            woocommerce.store, member, add=["gold"]
        )
