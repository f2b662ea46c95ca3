"""Buying a voucher: one unit of work, then the store."""

from copy import deepcopy
from datetime import timedelta

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.ledger.errors import (
    KeyReused,
)
from app.domain.rewards.discount import Combination, DiscountKind
from app.domain.rewards.voucher import (
    ReturnPolicy,
    Source,
    VoucherState,
)
from tests.factories import NOON
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import (
    DOCUMENT,
    SLIDER,
    TWENTY_PERCENT,
    Counter,
)

NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))


# Buying


def test_a_click_buys_a_working_code(counter: Counter) -> None:
    bought = counter.buy()

    assert bought.state is VoucherState.ISSUED
    assert counter.store.works(bought.code)
    assert counter.has() == (500, 0)
    assert counter.debts() == []
    assert counter.wake.woken == ["outbox"]


def test_the_store_is_told_everything_that_the_reward_promises(
    counter: Counter,
) -> None:
    bought = counter.buy()

    spec = counter.store.specs[bought.code_key]

    assert spec == bought.discount()
    assert spec.title == "Diskon Rp5.000"
    assert spec.customer_ref == "7001"
    assert spec.customer_email == "budi@mail.test"
    assert spec.combines_with == Combination(shipping=True)
    # Thirty days, to the end of the last one in the store's zone.
    assert spec.ends_at == NOON.replace(month=12, day=22, hour=17)


def test_codes_carry_sixty_random_bits_behind_the_prefix(counter: Counter) -> None:
    first, second = counter.buy(points=500), counter.buy()

    prefix, _, random_part = first.code.partition("-")

    assert prefix == "SETIA"
    assert len(random_part) == 12
    assert first.code != second.code


def test_a_slider_is_worth_what_was_paid(counter: Counter) -> None:
    bought = counter.buy(SLIDER, points=300)

    assert (bought.price, bought.terms.amount_minor) == (300, 3_000)
    assert bought.terms.slider
    assert counter.has() == (700, 0)


def test_an_unbound_percentage_without_prefix(counter: Counter) -> None:
    bought = counter.buy(TWENTY_PERCENT)

    spec = counter.store.specs[bought.code_key]

    assert (spec.kind, spec.percent_bp) == (DiscountKind.PERCENT, 2_000)
    assert (spec.customer_ref, spec.customer_email) == (None, None)
    assert "-" not in bought.code


def test_the_title_speaks_the_members_language(counter: Counter) -> None:
    malay = counter.add_member("7002", locale="ms-MY")
    counter.give(500, malay)

    assert counter.buy(member_id=malay).terms.title == "Diskaun Rp5,000"


def test_terms_are_those_of_the_day(counter: Counter) -> None:
    document = deepcopy(DOCUMENT)
    document["terms"] = {
        "minimum_life_days": 7,
        "refunds": {"spent_points": "full_only"},
    }
    counter.publish(document)

    bought = counter.buy()

    assert bought.programme_version == 2
    assert bought.terms.minimum_life_days == 7
    assert bought.terms.refund_policy is ReturnPolicy.FULL_ONLY


def test_what_the_click_cannot_finish_waits_for_the_outbox(counter: Counter) -> None:
    counter.store.on("issue", NOT_REACHED)

    bought = counter.buy()
    waiting = counter.has()
    counter.work_until(timedelta(minutes=2), step=timedelta(seconds=5))

    assert (bought.state, bought.reason) == (VoucherState.ISSUING, "not_delivered")
    assert waiting == (500, 500)
    assert counter.again(bought).state is VoucherState.ISSUED
    assert counter.has() == (500, 0)


# The same request again


def test_the_same_request_is_the_same_voucher(counter: Counter) -> None:
    first = counter.buy(key="k")

    again = counter.buy(key="k")

    assert again == first
    assert counter.store.calls["issue"] == 1
    assert counter.has() == (500, 0)


def test_the_same_request_tries_the_store_again(counter: Counter) -> None:
    counter.store.on("issue", NOT_REACHED)
    first = counter.buy(key="k")
    counter.clock.advance(minutes=5)

    again = counter.buy(key="k")

    assert again.voucher_id == first.voucher_id
    assert again.state is VoucherState.ISSUED


def test_a_request_is_repeated_though_the_reward_is_gone(counter: Counter) -> None:
    first = counter.buy(key="k")
    counter.publish({"identity": DOCUMENT["identity"]})

    assert counter.buy(key="k") == first


def test_another_request_under_the_key_is_refused(counter: Counter) -> None:
    counter.buy(key="k")

    with pytest.raises(KeyReused):
        counter.buy(SLIDER, points=100, key="k")

    assert counter.has() == (500, 0)


def test_a_key_belongs_to_one_member(counter: Counter) -> None:
    other = counter.add_member("7002")
    counter.give(500, other)
    counter.buy(key="k")

    with pytest.raises(KeyReused):
        counter.buy(key="k", member_id=other)


# Given by a rule


def test_a_rule_gives_a_voucher_for_nothing_once(counter: Counter) -> None:
    given, again = counter.give_voucher(), counter.give_voucher()
    counter.drain()
    issued = counter.again(given)

    assert again.voucher_id == given.voucher_id
    assert (given.source, given.price) == (Source.RULE, 0)
    assert issued.state is VoucherState.ISSUED
    assert counter.has() == (1_000, 0)


def test_a_given_voucher_may_be_given_up(counter: Counter) -> None:
    unsent = counter.cancel(counter.give_voucher())
    given = counter.give_voucher("again")
    counter.drain()
    issued = counter.cancel(given)

    assert unsent.state is issued.state is VoucherState.WITHDRAWN
    assert not counter.store.works(issued.code)
    assert counter.has() == (1_000, 0)
