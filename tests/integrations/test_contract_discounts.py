"""What every platform says of the discounts that a shop made itself."""

from collections.abc import Iterator

import pytest

from app.domain.rewards.live import Buyer, LiveDiscount, People
from integrations.shopify.live import CUSTOMERS, SEGMENTS, people_of
from tests.integrations.benches import (
    Bench,
    RealClock,
    SandboxBench,
    shopify_bench,
    woocommerce_bench,
)
from tests.integrations.discounts import fixed


def live(bench: Bench, customer_ref: str | None = None) -> dict[str, LiveDiscount]:
    found = bench.platform.discounts.live(bench.store, customer_ref=customer_ref)
    assert found.complete
    return {(each.code or each.title).upper(): each for each in found.found}


def test_a_shop_without_discounts_has_none(bench: Bench) -> None:
    assert live(bench) == {}


def test_what_the_shop_made_is_there_and_what_we_made_is_not(bench: Bench) -> None:
    bench.platform.issue(bench.store, fixed(bench.store))
    bench.own_discount("PAYDAY15", percent=15)
    bench.own_discount("HEMAT15", amount=15, minimum=30, limit=3)

    found = live(bench)

    assert set(found) == {"PAYDAY15", "HEMAT15"}
    payday, hemat = found["PAYDAY15"], found["HEMAT15"]
    assert (payday.percent_bp, payday.amount_minor) == (1500, None)
    assert (hemat.percent_bp, hemat.amount_minor) == (None, 1500)
    assert (hemat.minimum_minor, hemat.uses_left) == (3000, 3)
    assert payday.uses_left is None
    assert payday.kinds == {"order"}
    assert not payday.automatic
    assert payday.people.allow(Buyer()) is True
    assert payday.admin_url.startswith("http")


@pytest.fixture
def shopify() -> Iterator[SandboxBench]:
    with shopify_bench() as made:
        yield made


@pytest.fixture
def woocommerce() -> Iterator[SandboxBench]:
    with woocommerce_bench() as made:
        yield made


def test_a_code_of_one_customer_is_shown_for_them_alone(shopify: SandboxBench) -> None:
    theirs = shopify.sign_up("only@customer.test")
    shopify.own_discount("FORANI", percent=5, customer=theirs)

    assert live(shopify) == {}
    assert live(shopify, "999999") == {}
    [ani] = live(shopify, theirs).values()
    assert ani.people.customers == {theirs}


def test_a_planned_one_is_shown_with_its_day(shopify: SandboxBench) -> None:
    shopify.own_discount("SOON", percent=5, in_days=9)

    [soon] = live(shopify).values()

    assert soon.starts_at is not None
    assert soon.starts_at > RealClock().now()


def test_classes_neighbours_and_goods_are_read(shopify: SandboxBench) -> None:
    shopify.own_discount(
        "KOPI10", percent=10, collection="kopi", combines=["order", "shipping"]
    )
    shopify.own_discount("MUG", amount=2, product="stoneware-mug")
    shopify.own_discount("SHIP", shipping=True, combines=["product"])
    shopify.own_discount("", title="Weekend", percent=3)

    found = live(shopify)

    coffee, mug = found["KOPI10"], found["MUG"]
    assert coffee.kinds == mug.kinds == {"product"}
    assert (coffee.combines_with.order, coffee.combines_with.product) == (True, False)
    assert coffee.combines_with.shipping
    assert len(coffee.goods.collections) == len(mug.goods.products) == 1
    assert coffee.goods.known
    assert found["SHIP"].kinds == {"shipping"}
    assert found["WEEKEND"].automatic
    assert found["MUG"].admin_url.endswith(f"/admin/discounts/{mug.discount_ref}")


def test_a_segment_of_a_tag_is_read_as_the_tag() -> None:
    def of(*queries: str) -> People:
        listed = [{"id": "1", "query": each} for each in queries]
        return people_of({"__typename": SEGMENTS, "segments": listed})

    assert of("customer_tags CONTAINS 'VIP'") == People(tags=frozenset({"vip"}))
    assert of("customer_tags CONTAINS 'vip'", "number_of_orders > 3").chosen
    assert of("customer_tags CONTAINS 'a' OR customer_tags CONTAINS 'b'").chosen
    assert people_of({"__typename": "DiscountMarkets"}).chosen
    assert people_of({"__typename": CUSTOMERS}).allow(Buyer("7")) is False


def test_a_coupon_is_read_with_what_it_refuses(woocommerce: SandboxBench) -> None:
    woocommerce.own_discount(
        "PAYDAY15", percent=15, individual_use=True, email="*@shop.test"
    )
    woocommerce.own_discount("SHIP", shipping=True)

    found = live(woocommerce)

    payday = found["PAYDAY15"]
    assert payday.alone
    assert payday.people.allow(Buyer(email="ani@shop.test")) is True
    assert payday.people.allow(Buyer(email="ani@else.test")) is False
    assert not payday.goods.whole_cart
    assert f"post={payday.discount_ref}&action=edit" in payday.admin_url
    assert woocommerce.platform.discounts.rule == "coupons"


def test_many_pages_of_discounts_are_read(shopify: SandboxBench) -> None:
    for number in range(25):
        shopify.own_discount(f"CODE{number}", percent=1)

    assert len(live(shopify)) == 25
