"""What a reward costs and gives: ladders, sliders, and what is out of reach."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import Reward
from app.domain.rewards.discount import Combination
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.reward import (
    MOST_CHOICES,
    PointsOffStep,
    RewardMissing,
    RewardOffer,
    RewardUnavailable,
    affordable,
    offers,
    price,
    refs_for,
    reward_of,
    unavailable,
)
from tests.domain.programme.documents import document
from tests.factories import NOON

SLIDER: dict[str, Any] = {
    "id": "off",
    "kind": "slider",
    "value": {"IDR": "100 per 10000"},
    "minimum": 100,
    "step": 100,
}
TEN_OFF: dict[str, Any] = {
    "id": "ten",
    "kind": "fixed_amount",
    "price": 300,
    "amount": {"USD": 10, "IDR": 150_000},
    "minimum_order": {"USD": 20},
    "scope": {"products": ["12"], "collections": ["c1"]},
    "combines_with": {"order": True, "shipping": False},
    "code": {"prefix": "TEN", "validity_days": 7, "for_this_customer_only": False},
}
TWENTY: dict[str, Any] = {
    "id": "twenty",
    "kind": "percent",
    "price": 10_000,
    "percent": "20%",
    "scope": {"products": ["12"]},
}
SHIPPING: dict[str, Any] = {"id": "ship", "kind": "free_shipping", "price": 50}
GIFT: dict[str, Any] = {
    "id": "gift",
    "kind": "free_product",
    "price": 25_000,
    "products": ["77", "78"],
}


def only(reward: dict[str, Any], **more: Any) -> Reward:  # noqa: ANN401 - parts of a reward
    return document(rewards=({**reward, **more},)).rewards[0]


def shown(
    found: ProgrammeDocument, live_points: int, currency: str = "IDR"
) -> dict[str, RewardOffer]:
    seen = offers(found, live_points, currency=currency, at=NOON)
    return {offer.reward_id: offer for offer in seen}


def test_a_reward_is_found_by_its_name() -> None:
    found = document(rewards=(SHIPPING,))

    assert reward_of(found, "ship") is found.rewards[0]
    with pytest.raises(RewardMissing, match="'other'"):
        reward_of(found, "other")


def test_a_fixed_amount_gives_what_its_currency_says() -> None:
    offer = price(only(TEN_OFF), None, currency="USD")

    assert (offer.price_points, offer.kind) == (300, VoucherKind.FIXED_AMOUNT)
    assert offer.amount == Money(10_00, "USD")
    assert offer.minimum_minor == 20_00
    assert (offer.product_refs, offer.collection_refs) == (("12",), ("c1",))
    assert offer.combines_with == Combination(order=True, product=False, shipping=False)
    assert (offer.code_prefix, offer.validity_days, offer.customer_bound) == (
        "TEN",
        7,
        False,
    )


@pytest.mark.parametrize("currency", ["MYR", "IDR"])
def test_a_currency_that_a_table_lacks_is_not_offered(currency: str) -> None:
    with pytest.raises(RewardUnavailable) as refusal:
        price(only(TEN_OFF), None, currency=currency)

    assert refusal.value.reason == "currency_not_offered"
    assert refusal.value.figures == {
        "reward_id": "ten",
        "reason": "currency_not_offered",
    }


def test_a_percentage_shipping_and_a_gift_need_no_currency() -> None:
    percent = price(only(TWENTY | {"pieces": 2}), None, currency="KWD")
    shipping = price(only(SHIPPING), None, currency="KWD")
    gift = price(only(GIFT), None, currency="KWD")

    assert (percent.kind, percent.percent_bp) == (VoucherKind.PERCENT, 2_000)
    assert (percent.product_refs, percent.pieces) == (("12",), 2)
    assert (shipping.kind, shipping.minimum_minor) == (VoucherKind.FREE_SHIPPING, None)
    assert (gift.kind, gift.product_refs) == (
        VoucherKind.FREE_PRODUCT,
        ("77", "78"),
    )


def test_a_ladder_has_one_price() -> None:
    assert price(only(SHIPPING), 50, currency="IDR").price_points == 50
    with pytest.raises(PointsOffStep):
        price(only(SHIPPING), 60, currency="IDR")


@pytest.mark.parametrize(
    ("points", "amount_minor"), [(100, 10_000), (300, 30_000), (1_000, 100_000)]
)
def test_a_slider_gives_what_its_points_are_worth(
    points: int, amount_minor: int
) -> None:
    offer = price(only(SLIDER), points, currency="IDR")

    assert (offer.price_points, offer.amount) == (points, Money(amount_minor, "IDR"))


@pytest.mark.parametrize("points", [0, 99, 101, 150, -100, 600])
def test_a_slider_sells_its_steps_only(points: int) -> None:
    with pytest.raises(PointsOffStep) as refusal:
        price(only(SLIDER, maximum=500), points, currency="IDR")

    assert refusal.value.figures == {
        "points_asked": points,
        "points_minimum": 100,
        "points_maximum": 500,
        "points_step": 100,
    }


def test_a_slider_rounds_what_it_gives_down() -> None:
    reward = only(SLIDER, value={"USD": "3 per 0.10"}, minimum=1, step=1)

    assert price(reward, 5, currency="USD").amount == Money(16, "USD")


def test_a_slider_counts_display_points() -> None:
    assets = [{"kind": "points", "id": "points", "scale": 1}]
    found = document(rewards=(SLIDER,), assets=assets)
    offer = price(found.rewards[0], 2_000, currency="IDR", scale=1)

    assert offer.amount == Money(20_000, "IDR")
    assert shown(found, 1_999)["off"].points_missing == 0
    assert shown(found, 999)["off"].points_missing == 1


@pytest.mark.parametrize(
    ("share", "own", "cart"),
    [("50%", None, 20_000), ("30%", None, 33_334), ("50%", 25_000, 25_000)],
)
def test_a_share_limit_becomes_a_minimum_cart(
    share: str, own: int | None, cart: int
) -> None:
    least = {} if own is None else {"minimum_order": {"IDR": own}}
    reward = only(SLIDER, maximum_share=share, **least)

    assert price(reward, 100, currency="IDR").minimum_minor == cart


# What a member sees.


@pytest.mark.parametrize(
    ("points", "amounts"),
    [
        (357, [10_000, 20_000, 30_000]),
        (300, [10_000, 20_000, 30_000]),
        (299, [10_000, 20_000]),
        (99, []),
    ],
)
def test_a_slider_offers_every_step_that_the_points_pay_for(
    points: int, amounts: list[int]
) -> None:
    found = offers(document(rewards=(SLIDER,)), points, currency="IDR", at=NOON)

    assert [
        offer.amount.amount_minor for offer in affordable(found) if offer.amount
    ] == amounts


@pytest.mark.parametrize(
    ("points", "names"),
    [
        (9_999, []),
        (10_000, ["twenty"]),
        (24_999, ["twenty"]),
        (25_000, ["twenty", "gift"]),
    ],
)
def test_a_ladder_offers_the_steps_within_reach(points: int, names: list[str]) -> None:
    found = offers(document(rewards=(TWENTY, GIFT)), points, currency="USD", at=NOON)

    assert [offer.reward_id for offer in affordable(found)] == names


def test_what_is_out_of_reach_says_how_far() -> None:
    offer = shown(document(rewards=(TWENTY,)), 9_958)["twenty"]

    assert (offer.available, offer.reason, offer.points_missing) == (
        False,
        "insufficient_points",
        42,
    )
    assert offer.choices == ()
    assert offer.least == offer.most


def test_a_slider_shows_its_least_and_its_most() -> None:
    offer = shown(document(rewards=({**SLIDER, "maximum": 500},)), 10_000)["off"]

    assert offer.least is not None
    assert offer.most is not None
    assert (offer.least.price_points, offer.most.price_points) == (100, 500)
    assert (offer.step, len(offer.choices)) == (100, 5)


def test_a_slider_out_of_reach_shows_its_first_step() -> None:
    offer = shown(document(rewards=({**SLIDER, "minimum": 200},)), 150)["off"]

    assert offer.most is not None
    assert (offer.most.price_points, offer.points_missing) == (200, 50)


def test_a_slider_of_many_steps_is_no_list() -> None:
    points = (MOST_CHOICES + 1) * 100
    offer = shown(document(rewards=(SLIDER,)), points)["off"]

    assert (offer.available, offer.choices) == (True, ())
    assert offer.most is not None
    assert offer.most.price_points == points


def test_a_reward_that_is_not_offered_in_the_currency_says_so() -> None:
    offer = shown(document(rewards=(TEN_OFF,)), 1_000, "MYR")["ten"]

    assert (offer.available, offer.reason) == (False, "currency_not_offered")
    assert offer.least is None


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"enabled": False}, "switched_off"),
        ({"active": {"since": "2026-11-23"}}, "not_yet"),
        ({"active": {"until": "2026-11-21"}}, "over"),
        ({"active": {"until": "2026-11-22"}}, "yes"),
        ({"active": {"since": "2026-11-22"}}, "yes"),
    ],
)
def test_a_reward_that_is_closed_says_why(more: dict[str, Any], reason: str) -> None:
    offer = shown(document(rewards=({**SHIPPING, **more},)), 500)["ship"]

    assert (offer.reason, offer.available) == (reason, reason == "yes")


def test_the_zone_of_a_store_may_decide() -> None:
    reward = only(SHIPPING, active={"until": "2026-11-22"})
    late = datetime(2026, 11, 22, 18, tzinfo=UTC)

    assert unavailable(reward, at=late, zone="Asia/Jakarta") == "over"
    assert unavailable(reward, at=late, zone="UTC") is None


def test_rewards_of_another_asset_are_not_shown() -> None:
    assets = [{"kind": "points", "id": name} for name in ("points", "stars")]
    found = document(rewards=({**SHIPPING, "asset": "stars"},), assets=assets)

    assert offers(found, 500, currency="IDR", at=NOON) == ()
    assert len(offers(found, 500, currency="IDR", at=NOON, asset="stars")) == 1


def test_references_are_those_of_the_store() -> None:
    here, there = (
        "018f3c1e-0000-7000-8000-000000000001",
        "018f3c1e-0000-7000-8000-000000000002",
    )
    refs = ("12", f"{here}/13", f"{there}/14", "gid://shopify/Product/15")

    assert refs_for(refs, here) == ("12", "13", "gid://shopify/Product/15")
