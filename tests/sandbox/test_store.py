"""The store under a clock that stands still, and under many hands at once."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.store import catalogue, checkout, credit, people, reviews
from integrations.sandbox.store.clock import Clock, parse_instant
from integrations.sandbox.store.discounts import Shopper, why_not
from integrations.sandbox.store.ids import Ids
from integrations.sandbox.store.models import Cart, Customer, Discount
from integrations.sandbox.store.pricing import cart_lines
from integrations.sandbox.store.state import Store, StoreRefusal

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Still(Clock):
    """A clock that stands still; *pause_s* makes asking it slow."""

    def __init__(self, pause_s: float = 0.0) -> None:
        super().__init__()
        self.pause_s = pause_s

    @override
    def now(self) -> datetime:
        time.sleep(self.pause_s)
        return NOON


def opened(platform: str = "shopify", *, pause_s: float = 0.0) -> Store:
    store = Store(StoreConfig(platform=platform))
    catalogue.stock(store)
    store.clock = Still(pause_s)
    return store


def code(store: Store, **changes: object) -> Discount:
    row = Discount(
        id=1,
        codes=["TEN"],
        title="ten",
        kind="amount",
        amount_minor=10_000,
        created_at=NOON,
        updated_at=NOON,
    )
    for name, value in changes.items():
        setattr(row, name, value)
    store.discounts[row.id] = row
    return row


def filled(store: Store, token: str) -> Cart:
    cart = checkout.cart_of(store, token)
    product = next(iter(store.products.values()))
    cart.quantities[product.variants[0].id] = 1
    cart.codes = ["TEN"]
    return cart


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (NOON, None, None),
        (NOON + SECOND, None, "not_started"),
        (None, NOON, "expired"),
        (None, NOON + SECOND, None),
    ],
)
def test_a_code_lives_from_its_first_instant_to_just_before_its_last(
    starts: datetime | None, ends: datetime | None, reason: str | None
) -> None:
    store = opened()
    row = code(store, starts_at=starts, ends_at=ends)

    why = why_not(store, row, cart_lines(store, filled(store, "c")), Shopper(), "TEN")

    assert (why.code if why else None) == reason


@pytest.mark.parametrize("platform", ["shopify", "woocommerce"])
def test_the_last_use_goes_to_one_of_many_hands(platform: str) -> None:
    store = opened(platform, pause_s=0.001)
    code(store, usage_limit=1)
    gateway = next(iter(checkout.gateways(store)))
    carts = [filled(store, f"cart-{n}") for n in range(8)]
    gate = threading.Barrier(len(carts))
    outcomes: list[str] = []

    def pay(number: int) -> None:
        purchase = checkout.Purchase(email=f"g{number}@x.test", gateway=gateway)
        gate.wait()
        try:
            checkout.place(store, carts[number], purchase)
        except StoreRefusal as refusal:
            outcomes.append(refusal.code)
        else:
            outcomes.append("placed")

    threads = [threading.Thread(target=pay, args=(n,)) for n in range(len(carts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["code"] * 7 + ["placed"]
    assert store.discounts[1].usage_count == 1


def test_a_guest_of_shopify_who_signs_up_is_the_same_customer() -> None:
    store = opened()
    cart = filled(store, "c")
    cart.codes = []
    purchase = checkout.Purchase(email="zed@x.test", gateway="shopify_payments")
    order = checkout.place(store, cart, purchase)

    row = people.sign_up(store, email="ZED@x.test", first_name="Zed")

    assert (row.id, row.has_account, row.first_name) == (order.customer_id, True, "Zed")


def test_an_order_of_a_known_email_belongs_to_its_customer() -> None:
    store = opened()
    cart = filled(store, "c")
    cart.codes = []
    purchase = checkout.Purchase(email="Ani@customer.test", gateway="shopify_payments")

    order = checkout.place(store, cart, purchase)

    assert store.customers[order.customer_id or 0].first_name == "Ani"


def test_user_names_are_never_shared() -> None:
    store = opened("woocommerce")

    names = [
        people.sign_up(store, email=f"ani@shop{n}.test").username for n in range(2)
    ]

    assert names == ["ani-2", "ani-3"]


def test_a_merge_takes_orders_credit_and_codes_along() -> None:
    store = opened()
    kept, gone = list(store.customers.values())[:2]
    gone.tags = ["vip"]
    row = code(store, customer_ids={gone.id})
    account = credit.account_of(store, gone.id, "IDR", open_it=True)

    people.merge(store, kept=kept, gone=gone)

    assert row.customer_ids == {kept.id, gone.id}
    assert account is not None
    assert account.customer_id == kept.id
    assert (kept.tags, gone.merged_into) == (["vip"], kept.id)


def test_an_erased_person_is_gone_and_their_orders_blank() -> None:
    store = opened("woocommerce")
    person = next(c for c in store.customers.values() if c.role == "customer")
    cart = filled(store, "c")
    cart.codes = []
    order = checkout.place(
        store, cart, checkout.Purchase(customer=person, gateway="cod")
    )

    people.erase(store, person)

    assert (person.email, person.deleted) == (None, True)
    assert (order.email, order.customer_id) == ("deleted@site.invalid", None)


def test_a_review_of_somebody_who_bought_is_verified_by_email_too() -> None:
    store = opened()
    cart = filled(store, "c")
    cart.codes = []
    purchase = checkout.Purchase(email="zed@x.test", gateway="shopify_payments")
    order = checkout.place(store, cart, purchase)
    product = order.lines[0].product_id or 0

    verified = [
        reviews.bought(store, product, email, None)
        for email in ("ZED@x.test", "yan@x.test", "")
    ]

    assert verified == [True, False, False]


def test_staff_can_add_a_customer_without_email() -> None:
    store = opened()

    row = people.add(store, email=None, first_name="", last_name="")

    assert (row.email, row.address, row.name) == (None, None, "")
    assert isinstance(row, Customer)


def test_instants_are_read_with_and_without_offset() -> None:
    store = opened()

    assert parse_instant("2026-11-22T19:00:00+07:00") == NOON
    assert parse_instant("2026-11-22T19:00:00", default_tz=store.zone) == NOON
    assert parse_instant("2026-11-22T12:00:00") == NOON


def test_a_clock_can_be_set_and_moved() -> None:
    clock = Clock(NOON)
    before = clock.now()
    clock.advance(timedelta(days=1))

    assert NOON <= before < NOON + timedelta(minutes=1)
    assert clock.now() - before >= timedelta(days=1)


def test_tokens_depend_on_seed_kind_and_count_alone() -> None:
    one, two = Ids(1, {}), Ids(1, {"order": 5})
    two.token("other")

    assert one.token("a", 70) == two.token("a", 70)
    assert one.token("a") != one.token("b")
    assert (one.number("order"), two.number("order")) == (1, 6)
    assert len(one.uuid("x")) == 36
