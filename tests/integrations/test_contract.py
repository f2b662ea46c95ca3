"""What every platform promises: the fake and the real adapters, one contract.

The adapters run against the sandbox stores over HTTP.
"""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import CodeTaken, PlatformMissing, PlatformUnclear
from app.domain.events import OrderSnapshot, OrderState
from app.domain.rewards.discount import DiscountKind
from tests.integrations.benches import CALLBACK, Bench
from tests.integrations.discounts import (
    ENDS,
    fixed,
    free_product,
    free_shipping,
    percent,
    spec,
)

CODE = "LOY-7K3MQ9TX2F4H"
SECRET = "s" * 64
HOUR = timedelta(hours=1)


def test_a_store_says_what_it_is(bench: Bench) -> None:
    description = bench.platform.describe(bench.store)

    assert description.currency == "EUR"
    assert description.domain
    assert description.shop_ref
    assert description.timezone
    assert description.problems == ()
    assert description.coupons_enabled


@pytest.mark.parametrize("kind", list(DiscountKind))
def test_a_code_of_each_kind_is_found_with_its_marker(
    bench: Bench, kind: DiscountKind
) -> None:
    product_ref = bench.review("ani@customer.test")
    wanted = {
        DiscountKind.FIXED_AMOUNT: fixed(bench.store),
        DiscountKind.PERCENT: percent(bench.store),
        DiscountKind.FREE_SHIPPING: free_shipping(bench.store),
        DiscountKind.FREE_PRODUCT: free_product(bench.store, product_ref),
    }[kind]

    made = bench.platform.issue(bench.store, wanted)
    found = bench.platform.look_up(bench.store, CODE)

    assert found == made
    assert made.code.upper() == CODE
    assert made.marker == "vch_0001"
    assert made.ends_at == ENDS
    assert made.times_used == 0
    assert made.active


def test_a_code_can_be_bound_scoped_and_given_a_floor(bench: Bench) -> None:
    customer_ref = bench.sign_up("bound@customer.test")
    product_ref = bench.review("ani@customer.test")

    made = bench.platform.issue(
        bench.store,
        fixed(
            bench.store,
            customer_ref=customer_ref,
            customer_email="bound@customer.test",
            product_refs=(product_ref,),
            minimum_minor=1500,
            ends_at=None,
        ),
    )

    assert made.active
    assert made.ends_at is None


def test_issuing_a_code_twice_leaves_one_code(bench: Bench) -> None:
    first = bench.platform.issue(bench.store, fixed(bench.store))

    assert bench.platform.issue(bench.store, fixed(bench.store)) == first


def test_a_code_of_somebody_else_is_taken(bench: Bench) -> None:
    bench.foreign_code(CODE)

    with pytest.raises(CodeTaken):
        bench.platform.issue(bench.store, fixed(bench.store))


def test_a_code_that_nobody_made_is_not_found(bench: Bench) -> None:
    assert bench.platform.look_up(bench.store, "NOBODY-MADE-THIS") is None
    assert bench.platform.withdraw(bench.store, "NOBODY-MADE-THIS") is None
    assert bench.platform.orders_with_code(bench.store, "NOBODY-MADE-THIS") == []


def test_an_answer_that_was_lost_leaves_a_code_to_be_found(bench: Bench) -> None:
    bench.lose_the_answer()

    with pytest.raises(PlatformUnclear) as unclear:
        bench.platform.issue(bench.store, fixed(bench.store))
    found = bench.platform.look_up(bench.store, CODE)

    assert unclear.value.sent
    assert found is not None
    assert found.marker == "vch_0001"
    assert bench.platform.issue(bench.store, fixed(bench.store)) == found


def test_a_withdrawn_code_is_dead_and_withdrawing_again_changes_nothing(
    bench: Bench,
) -> None:
    bench.platform.issue(bench.store, fixed(bench.store))

    first = bench.platform.withdraw(bench.store, CODE)
    second = bench.platform.withdraw(bench.store, CODE)

    assert first is not None
    assert not first.active
    assert first.times_used == 0
    assert second == first


def test_a_used_code_counts_its_use_and_names_its_order(bench: Bench) -> None:
    customer_ref = bench.sign_up("user@customer.test")
    bench.platform.issue(
        bench.store, fixed(bench.store, customer_email="user@customer.test")
    )
    bench.order(customer=customer_ref)
    order_ref = bench.order(customer=customer_ref, codes=(CODE,))

    found = bench.platform.look_up(bench.store, CODE)

    assert found is not None
    assert found.times_used == 1
    assert bench.platform.orders_with_code(bench.store, CODE) == [order_ref]


def test_an_order_is_fetched_with_its_code_and_buyer(bench: Bench) -> None:
    customer_ref = bench.sign_up("user@customer.test")
    bench.platform.issue(bench.store, fixed(bench.store))
    order_ref = bench.order(customer=customer_ref, codes=(CODE,))

    order = bench.platform.fetch_order(bench.store, order_ref)

    assert order.order_ref == order_ref
    assert order.currency == "EUR"
    assert order.state in (OrderState.PAID, OrderState.OPEN, OrderState.FULFILLED)
    assert order.complete
    assert order.customer is not None
    assert order.customer.customer_ref == customer_ref
    assert [each.code.upper() for each in order.discounts] == [CODE]
    assert order.discounts[0].amount_minor == 500
    assert sum(line.quantity for line in order.lines) == 2


def test_a_guest_has_a_contact_and_no_account(bench: Bench) -> None:
    order_ref = bench.order(email="guest@guest.test")

    buyer = bench.platform.fetch_order(bench.store, order_ref).customer

    assert buyer is not None
    assert buyer.email == "guest@guest.test"
    assert not buyer.has_account
    assert not buyer.contact_verified


def test_an_order_that_does_not_exist_is_missing(bench: Bench) -> None:
    with pytest.raises(PlatformMissing):
        bench.platform.fetch_order(bench.store, "999999999")


def test_a_deleted_order_is_missing(bench: Bench) -> None:
    order_ref = bench.order(email="guest@guest.test")
    bench.delete_order(order_ref)

    with pytest.raises(PlatformMissing):
        bench.platform.fetch_order(bench.store, order_ref)


def test_a_returned_unit_takes_its_share_of_the_line(bench: Bench) -> None:
    order_ref = bench.order(email="guest@guest.test", quantity=2)
    before = bench.platform.fetch_order(bench.store, order_ref).lines[0]
    bench.refund(order_ref, quantity=1)

    order = bench.platform.fetch_order(bench.store, order_ref)

    assert before.refunded_minor == 0
    assert order.lines[0].amount_minor == before.amount_minor
    assert order.lines[0].refunded_minor == before.amount_minor // 2
    assert order.complete


def test_money_that_names_no_line_takes_a_share_of_each(bench: Bench) -> None:
    order_ref = bench.order(email="guest@guest.test", quantity=2)
    bench.refund(order_ref, amount="5.00")

    order = bench.platform.fetch_order(bench.store, order_ref)

    whole = order.total_minor
    lines = sum(line.amount_minor for line in order.lines)
    assert order.refunded_total_minor == 500
    assert sum(line.refunded_minor for line in order.lines) == pytest.approx(
        500 * lines / whole, abs=1
    )


def test_orders_are_listed_once_each_oldest_change_first(bench: Bench) -> None:
    made = {bench.order(email=f"g{number}@guest.test") for number in range(12)}

    found: list[OrderSnapshot] = []
    cursor = None
    while True:
        page = bench.platform.orders(bench.store, cursor=cursor)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            break

    stamps = [order.version for order in found if order.order_ref in made]
    assert {order.order_ref for order in found} >= made
    assert len(stamps) == len(made)
    assert stamps == sorted(stamps)


def test_orders_from_before_a_moment_are_left_out(bench: Bench) -> None:
    order_ref = bench.order(email="guest@guest.test")
    version = bench.platform.fetch_order(bench.store, order_ref).version

    since = bench.platform.orders(bench.store, changed_since=version)
    later = bench.platform.orders(
        bench.store, changed_since=version + timedelta(days=1)
    )

    assert order_ref in [order.order_ref for order in since.items]
    assert order_ref not in [order.order_ref for order in later.items]


def test_a_customer_is_fetched_and_listed(bench: Bench) -> None:
    customer_ref = bench.sign_up("New@Customer.test")

    profile = bench.platform.fetch_customer(bench.store, customer_ref)
    listed = bench.platform.customers(bench.store)

    assert (profile.email or "").lower() == "new@customer.test"
    assert profile.has_account
    assert not profile.contact_verified
    assert customer_ref in [each.customer_ref for each in listed.items]


def test_a_customer_who_does_not_exist_is_missing(bench: Bench) -> None:
    with pytest.raises(PlatformMissing):
        bench.platform.fetch_customer(bench.store, "999999999")


def test_reviews_are_those_of_the_product_or_none_at_all(bench: Bench) -> None:
    product_ref = bench.review("ani@customer.test")

    reviews = bench.platform.reviews(bench.store, product_ref=product_ref)

    assert {each.product_ref for each in reviews} <= {product_ref}
    assert bench.platform.name == "shopify" or reviews[0].approved
    assert bench.platform.reviews(bench.store, product_ref="999999") == []


def test_recent_reviews_are_those_written_since_or_none_at_all(bench: Bench) -> None:
    product_ref = bench.review("ani@customer.test")
    now = datetime.now(UTC)  # noqa: TID251 - the stores' own clocks

    listed = bench.platform.recent_reviews(bench.store, written_since=now - HOUR)
    later = bench.platform.recent_reviews(bench.store, written_since=now + HOUR)

    assert {each.product_ref for each in listed.items} <= {product_ref}
    assert bench.platform.name == "shopify" or listed.items[0].approved
    assert listed.next_cursor is None
    assert list(later.items) == []


def test_webhooks_are_made_once_repaired_and_taken_away(bench: Bench) -> None:
    ensure = bench.platform.ensure_webhooks
    moved = CALLBACK.replace(":9/", ":10/")

    first = ensure(bench.store, callback_url=CALLBACK, secret=SECRET)
    second = ensure(bench.store, callback_url=CALLBACK, secret=SECRET)
    third = ensure(bench.store, callback_url=moved, secret=SECRET)
    gone = bench.platform.remove_webhooks(bench.store, callback_url=moved)
    fourth = bench.platform.remove_webhooks(bench.store, callback_url=moved)

    assert first.created
    assert first.failed == ()
    assert (set(second.present), second.created) == (set(first.created), ())
    assert set(third.repaired) == set(first.created)
    assert set(gone.removed) == set(first.created)
    assert fourth.removed == ()


def test_a_code_can_be_spelled_in_any_case(bench: Bench) -> None:
    made = bench.platform.issue(
        bench.store, spec(bench.store, DiscountKind.PERCENT, percent_bp=10_000)
    )

    assert bench.platform.look_up(bench.store, CODE.lower()) == made
