"""What every platform promises beside codes, or says that it cannot do."""

from datetime import UTC, datetime

import pytest

from app.domain.errors import (
    CodeTaken,
    PlatformCannot,
    PlatformMissing,
    PlatformRefused,
    PlatformUnclear,
)
from app.domain.money import Money
from app.domain.rewards.credit import CreditSpec, GiftCardSpec
from app.ports import MemberBenefits
from tests.integrations.benches import Bench
from tests.integrations.discounts import fixed, free_product, free_shipping, percent

LATER = datetime(2037, 6, 30, 16, 59, 59, tzinfo=UTC)
CARD = "GIFT-7K3M-Q9TX-2F4H"


def benefits(bench: Bench, what: str) -> MemberBenefits:
    """Return the store's benefits; where it can't, see that it says so, and end."""
    offered = bench.platform.benefits
    if what not in offered.can(bench.store):
        with pytest.raises(PlatformCannot) as refusal:
            attempt(bench, what)
        assert refusal.value.reason == what
        pytest.skip(f"{bench.platform.name} has no {what}")
    return offered


def attempt(bench: Bench, what: str) -> None:
    if what == "automatic_discount":
        bench.platform.issue(
            bench.store, percent(bench.store, reusable=True, automatic=True)
        )
    elif what == "store_credit":
        bench.platform.benefits.add_credit(bench.store, credit("1"))
    else:
        bench.platform.benefits.issue_gift_card(bench.store, card())


def credit(customer_ref: str, minor: int = 500, marker: str = "mv_1") -> CreditSpec:
    return CreditSpec(customer_ref, Money(minor, "EUR"), marker, expires_at=LATER)


def card(marker: str = "gc_1", customer_ref: str | None = None) -> GiftCardSpec:
    amount = Money(2500, "EUR")
    return GiftCardSpec(CARD, marker, amount, customer_ref, "Birthday", LATER)


def balance(bench: Bench, customer_ref: str) -> int:
    held = bench.platform.benefits.credit_balance(bench.store, customer_ref, "EUR")
    return held.amount_minor


# --- tags ---------------------------------------------------------------------


def test_tags_are_added_and_removed_and_seen_on_the_customer(bench: Bench) -> None:
    tag = bench.platform.benefits.tag_customer
    customer_ref = bench.sign_up("tagged@customer.test")

    first = tag(bench.store, customer_ref, add=["gold", "early-access"])
    again = tag(bench.store, customer_ref, add=["gold"])
    last = tag(bench.store, customer_ref, add=["silver"], remove=["gold", "bronze"])

    assert first == again == ("early-access", "gold")
    assert last == ("early-access", "silver")
    seen = bench.platform.fetch_customer(bench.store, customer_ref)
    assert sorted(seen.tags or ()) == ["early-access", "silver"]


def test_nobody_is_tagged_who_does_not_exist(bench: Bench) -> None:
    with pytest.raises(PlatformMissing):
        bench.platform.benefits.tag_customer(bench.store, "999999999", add=["gold"])


# --- store credit -------------------------------------------------------------


def test_credit_is_added_once_for_each_marker(bench: Bench) -> None:
    store_credit = benefits(bench, "store_credit")
    customer_ref = bench.sign_up("rich@customer.test")

    first = store_credit.add_credit(bench.store, credit(customer_ref))
    again = store_credit.add_credit(bench.store, credit(customer_ref))
    other = store_credit.add_credit(bench.store, credit(customer_ref, 300, "mv_2"))

    assert first.external_ref == again.external_ref != other.external_ref
    assert first.amount == again.amount == Money(500, "EUR")
    assert other.balance == Money(800, "EUR")
    assert balance(bench, customer_ref) == 800


@pytest.mark.parametrize("of", ["add_credit", "take_credit"])
def test_a_movement_whose_answer_was_lost_is_not_made_twice(
    bench: Bench, of: str
) -> None:
    store_credit = benefits(bench, "store_credit")
    customer_ref = bench.sign_up("rich@customer.test")
    store_credit.add_credit(bench.store, credit(customer_ref, 900, "before"))
    move = store_credit.add_credit if of == "add_credit" else store_credit.take_credit
    bench.lose_the_answer(of)

    with pytest.raises(PlatformUnclear):
        move(bench.store, credit(customer_ref))
    found = move(bench.store, credit(customer_ref))

    assert found.amount == Money(500, "EUR")
    assert balance(bench, customer_ref) == (1400 if of == "add_credit" else 400)


def test_no_more_is_taken_than_there_is_and_only_once(bench: Bench) -> None:
    store_credit = benefits(bench, "store_credit")
    customer_ref = bench.sign_up("poor@customer.test")
    store_credit.add_credit(bench.store, credit(customer_ref, 300, "mv_1"))

    taken = store_credit.take_credit(bench.store, credit(customer_ref, 500, "mv_2"))
    nothing = store_credit.take_credit(bench.store, credit(customer_ref, 500, "mv_3"))
    store_credit.add_credit(bench.store, credit(customer_ref, 200, "mv_4"))
    again = store_credit.take_credit(bench.store, credit(customer_ref, 500, "mv_2"))

    assert taken.amount == again.amount == Money(300, "EUR")
    assert nothing.amount == Money(0, "EUR")
    assert balance(bench, customer_ref) == 200


def test_credit_in_another_currency_is_refused_and_the_next_one_works(
    bench: Bench,
) -> None:
    store_credit = benefits(bench, "store_credit")
    customer_ref = bench.sign_up("rich@customer.test")
    odd = CreditSpec(customer_ref, Money(500, "USD"), "mv_1")

    with pytest.raises(PlatformRefused):
        store_credit.add_credit(bench.store, odd)
    store_credit.add_credit(bench.store, credit(customer_ref, 500, "mv_2"))

    assert balance(bench, customer_ref) == 500


def test_credit_of_nobody_is_missing(bench: Bench) -> None:
    store_credit = benefits(bench, "store_credit")

    with pytest.raises(PlatformMissing):
        store_credit.add_credit(bench.store, credit("999999999"))
    with pytest.raises(PlatformMissing):
        store_credit.credit_balance(bench.store, "999999999", "EUR")


# --- gift cards ---------------------------------------------------------------


def test_a_gift_card_is_made_once_and_found_by_its_code(bench: Bench) -> None:
    cards = benefits(bench, "gift_card")
    customer_ref = bench.sign_up("gifted@customer.test")

    first = cards.issue_gift_card(bench.store, card(customer_ref=customer_ref))
    again = cards.issue_gift_card(bench.store, card(customer_ref=customer_ref))

    assert first == again == cards.look_up_gift_card(bench.store, CARD)
    assert first.balance == Money(2500, "EUR")
    assert first.marker == "gc_1"
    assert first.enabled
    assert cards.look_up_gift_card(bench.store, "NOBODY-MADE-IT") is None


def test_a_gift_card_whose_answer_was_lost_is_found_again(bench: Bench) -> None:
    cards = benefits(bench, "gift_card")
    bench.lose_the_answer("issue_gift_card")

    with pytest.raises(PlatformUnclear):
        cards.issue_gift_card(bench.store, card())
    found = cards.look_up_gift_card(bench.store, CARD)

    assert found is not None
    assert cards.issue_gift_card(bench.store, card()) == found


def test_a_gift_card_of_somebody_else_is_taken(bench: Bench) -> None:
    cards = benefits(bench, "gift_card")
    cards.issue_gift_card(bench.store, card("of another app"))

    with pytest.raises(CodeTaken):
        cards.issue_gift_card(bench.store, card())


def test_a_gift_card_that_was_switched_off_stays_off(bench: Bench) -> None:
    cards = benefits(bench, "gift_card")
    cards.issue_gift_card(bench.store, card())

    first = cards.disable_gift_card(bench.store, CARD)
    second = cards.disable_gift_card(bench.store, CARD)

    assert first == second
    assert first is not None
    assert not first.enabled
    assert cards.disable_gift_card(bench.store, "NOBODY-MADE-IT") is None


def test_a_gift_card_with_signs_in_its_code_is_refused(bench: Bench) -> None:
    cards = benefits(bench, "gift_card")
    odd = GiftCardSpec("GIFT*7K3M*Q9", "gc_1", Money(100, "EUR"))

    with pytest.raises(PlatformRefused) as refusal:
        cards.issue_gift_card(bench.store, odd)

    assert refusal.value.reason == "code"


# --- perks that last ----------------------------------------------------------


def test_a_reusable_code_is_used_more_than_once(bench: Bench) -> None:
    customer_ref = bench.sign_up("again@customer.test")
    spec = fixed(bench.store, reusable=True, customer_ref=customer_ref)
    made = bench.platform.issue(bench.store, spec)

    bench.order(customer=customer_ref, codes=(spec.code,))
    bench.order(customer=customer_ref, codes=(spec.code,))
    found = bench.platform.look_up(bench.store, spec.code)

    assert made.active
    assert found is not None
    assert found.times_used == 2
    assert found.active


@pytest.mark.parametrize("kind", ["percent", "fixed", "free_shipping", "free_product"])
def test_an_automatic_discount_is_made_once_found_and_withdrawn(
    bench: Bench, kind: str
) -> None:
    benefits(bench, "automatic_discount")
    lasting = {"reusable": True, "automatic": True}
    product_ref = bench.review("ani@customer.test")
    spec = {
        "percent": percent(bench.store, **lasting),
        "fixed": fixed(bench.store, **lasting),
        "free_shipping": free_shipping(bench.store, **lasting),
        "free_product": free_product(bench.store, product_ref, **lasting),
    }[kind]

    first = bench.platform.issue(bench.store, spec)
    again = bench.platform.issue(bench.store, spec)
    gone = bench.platform.withdraw(bench.store, spec.code)

    assert first == again
    assert first.marker == "vch_0001"
    assert gone is not None
    assert not gone.active
    assert bench.platform.withdraw(bench.store, spec.code) == gone


def test_an_automatic_discount_whose_answer_was_lost_is_not_made_twice(
    bench: Bench,
) -> None:
    benefits(bench, "automatic_discount")
    spec = percent(bench.store, reusable=True, automatic=True)
    bench.lose_the_answer()

    with pytest.raises(PlatformUnclear):
        bench.platform.issue(bench.store, spec)
    found = bench.platform.look_up(bench.store, spec.code)

    assert found is not None
    assert bench.platform.issue(bench.store, spec) == found


def test_an_automatic_discount_of_somebody_else_is_taken(bench: Bench) -> None:
    benefits(bench, "automatic_discount")
    lasting = {"reusable": True, "automatic": True}
    bench.platform.issue(bench.store, percent(bench.store, marker="other", **lasting))

    with pytest.raises(CodeTaken):
        bench.platform.issue(bench.store, percent(bench.store, **lasting))
