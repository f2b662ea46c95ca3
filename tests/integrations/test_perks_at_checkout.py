"""A perk holds at the checkout of the sandbox stores, and is gone when withdrawn."""

from typing import Any

import pytest

from app.domain.errors import PlatformCannot, PlatformRefused
from app.domain.money import Money
from app.domain.rewards.credit import CreditSpec, GiftCardSpec
from app.domain.rewards.discount import Combination
from tests.integrations.benches import SandboxBench
from tests.integrations.discounts import fixed, free_shipping, percent

CODE = "LOY-7K3MQ9TX2F4H"
LASTING: dict[str, Any] = {"reusable": True, "automatic": True}


def off(sandbox: SandboxBench, customer: str, **more: object) -> int:
    """Return what two mugs of this customer were reduced by, in cents."""
    line = {"product": "stoneware-mug", "quantity": 2}
    made = sandbox.act("order", customer=int(customer), lines=[line], **more)
    return Money.parse(made["order"]["discounts"], "EUR").amount_minor


def refused(sandbox: SandboxBench, customer: str, code: str) -> str:
    """Return why a code does not work for a customer, empty when it does."""
    line = {"product": "stoneware-mug", "quantity": 2}
    answer = sandbox.try_act(
        "checkout-with-code", customer=int(customer), lines=[line], codes=[code]
    )
    return answer["refused"][0]["reason"] if answer.get("refused") else ""


def test_a_reusable_personal_code_is_for_its_person_until_it_is_withdrawn(
    sandbox: SandboxBench,
) -> None:
    hers, his = sandbox.sign_up("hers@c.test"), sandbox.sign_up("his@c.test")
    spec = percent(sandbox.store, reusable=True, customer_ref=hers)
    sandbox.platform.issue(sandbox.store, spec)

    twice = [off(sandbox, hers, codes=[CODE]) for _ in range(2)]
    others = refused(sandbox, his, CODE)
    sandbox.platform.withdraw(sandbox.store, CODE)

    assert twice == [306, 306]
    assert others in ("wrong_customer", "wrong_email")
    assert refused(sandbox, hers, CODE) in ("inactive", "expired")


def test_an_automatic_discount_is_for_its_person_until_it_is_withdrawn(
    sandbox: SandboxBench,
) -> None:
    hers, his = sandbox.sign_up("hers@c.test"), sandbox.sign_up("his@c.test")
    spec = percent(sandbox.store, customer_ref=hers, **LASTING)
    if "automatic_discount" not in sandbox.platform.benefits.can(sandbox.store):
        with pytest.raises(PlatformCannot):
            sandbox.platform.issue(sandbox.store, spec)
        return
    sandbox.platform.issue(sandbox.store, spec)

    assert [off(sandbox, who) for who in (hers, his, hers)] == [306, 0, 306]
    sandbox.platform.withdraw(sandbox.store, CODE)
    assert off(sandbox, hers) == 0


def test_a_discount_for_a_tag_follows_the_tag(sandbox: SandboxBench) -> None:
    member = sandbox.sign_up("hers@c.test")
    benefits = sandbox.platform.benefits
    spec = fixed(sandbox.store, customer_tag="setia-gold", **LASTING)
    if "automatic_discount" not in benefits.can(sandbox.store):
        tagged = fixed(sandbox.store, customer_tag="setia-gold", reusable=True)
        with pytest.raises(PlatformCannot):
            sandbox.platform.issue(sandbox.store, tagged)
        return
    sandbox.platform.issue(sandbox.store, spec)

    before = off(sandbox, member)
    benefits.tag_customer(sandbox.store, member, add=["setia-gold"])
    gold = off(sandbox, member)
    benefits.tag_customer(sandbox.store, member, remove=["setia-gold"])

    assert (before, gold, off(sandbox, member)) == (0, 500, 0)


def test_two_perks_for_one_tag_share_one_segment(sandbox: SandboxBench) -> None:
    if "automatic_discount" not in sandbox.platform.benefits.can(sandbox.store):
        pytest.skip("coupons know no tags")
    member = sandbox.sign_up("hers@c.test")
    both: dict[str, Any] = {**LASTING, "customer_tag": "setia-gold"}
    free = free_shipping(
        sandbox.store,
        code="SHIP-GOLD-2026",
        combines_with=Combination(order=True, product=True, shipping=False),
        **both,
    )

    sandbox.platform.issue(sandbox.store, fixed(sandbox.store, **both))
    sandbox.platform.issue(sandbox.store, free)
    sandbox.platform.benefits.tag_customer(sandbox.store, member, add=["setia-gold"])

    assert off(sandbox, member) == 500 + 500


def test_no_more_than_25_automatic_discounts_are_active(sandbox: SandboxBench) -> None:
    if "automatic_discount" not in sandbox.platform.benefits.can(sandbox.store):
        pytest.skip("it has none at all")
    for number in range(25):
        spec = percent(sandbox.store, code=f"PERK-{number:04}", **LASTING)
        sandbox.platform.issue(sandbox.store, spec)

    with pytest.raises(PlatformRefused) as refusal:
        sandbox.platform.issue(sandbox.store, percent(sandbox.store, **LASTING))

    assert refusal.value.reason == "ACTIVE_PERIOD_OVERLAP"


def test_store_credit_and_a_gift_card_pay_for_an_order(sandbox: SandboxBench) -> None:
    benefits = sandbox.platform.benefits
    if "store_credit" not in benefits.can(sandbox.store):
        pytest.skip("it has neither")
    member = sandbox.sign_up("hers@c.test")
    benefits.add_credit(sandbox.store, CreditSpec(member, Money(700, "EUR"), "mv_1"))
    benefits.issue_gift_card(
        sandbox.store, GiftCardSpec("GIFT7K3MQ9TX", "gc_1", Money(500, "EUR"))
    )

    made = sandbox.act(
        "order",
        customer=int(member),
        lines=[{"product": "stoneware-mug", "quantity": 1}],
        gift_cards=["GIFT-7K3M-Q9TX"],
        use_credit=True,
    )["order"]
    order = sandbox.platform.fetch_order(sandbox.store, str(made["id"]))

    assert order.payment_methods == (
        "gift_card",
        "shopify_store_credit",
        "shopify_payments",
    )
    card = benefits.look_up_gift_card(sandbox.store, "GIFT7K3MQ9TX")
    assert card is not None
    assert card.balance == Money(0, "EUR")
    assert benefits.credit_balance(sandbox.store, member, "EUR") == Money(0, "EUR")
    assert order.outstanding_minor == 0
