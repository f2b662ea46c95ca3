"""Gift cards and store credit: made once, looked up when unclear, taken back whole."""

from datetime import timedelta

import pytest

from app.domain.errors import PlatformCannot, PlatformUnclear
from app.domain.rewards.voucher import IllegalStep, VoucherState
from tests.services.rewards.every_kind import benefits_of, proved
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import Counter

LOST = Mishap(after=PlatformUnclear("no answer"))


def test_a_gift_card_is_made_with_its_amount(counter: Counter) -> None:
    voucher = counter.buy("card")

    card = benefits_of(counter).cards[voucher.code]
    assert voucher.state is VoucherState.ISSUED
    assert voucher.lapses_at is None
    assert (card.balance.amount_minor, card.marker) == (50_000, voucher.marker)
    assert counter.has() == (500, 0)
    assert len(voucher.code.replace("-", "")) <= 20


def test_a_gift_card_whose_answer_was_lost_is_found(counter: Counter) -> None:
    counter.store.on("issue_gift_card", LOST)

    voucher = counter.buy("card")
    counter.work_until(timedelta(minutes=5), step=timedelta(seconds=30))

    assert counter.again(voucher).state is VoucherState.ISSUED
    assert len(benefits_of(counter).cards) == 1
    assert counter.store.calls["issue_gift_card"] == 1


def test_an_unspent_gift_card_can_be_given_back(counter: Counter) -> None:
    voucher = counter.cancel(counter.buy("card"))

    assert voucher.state is VoucherState.WITHDRAWN
    assert not benefits_of(counter).cards[voucher.code].enabled
    assert counter.has() == (1_000, 0)
    assert proved(counter) == []


def test_a_gift_card_that_was_spent_from_stays(counter: Counter) -> None:
    voucher = counter.buy("card")
    benefits_of(counter).spend(voucher.code, 1)

    voucher = counter.cancel(voucher)

    assert (voucher.state, voucher.reason) == (VoucherState.USED, "spent")
    assert benefits_of(counter).cards[voucher.code].enabled
    assert counter.has() == (500, 0)


def test_store_credit_is_used_as_soon_as_it_is_there(counter: Counter) -> None:
    voucher = counter.buy("credit")

    (spec,) = benefits_of(counter).movements.values()
    assert voucher.state is VoucherState.USED
    assert (spec.customer_ref, spec.amount.amount_minor) == ("7001", 50_000)
    assert spec.expires_at is not None
    assert counter.has() == (500, 0)
    assert proved(counter) == []


def test_store_credit_whose_answer_was_lost_is_asked_for_again(
    counter: Counter,
) -> None:
    counter.store.on("add_credit", LOST)

    voucher = counter.buy("credit")
    counter.work_until(timedelta(minutes=5), step=timedelta(seconds=30))

    assert counter.again(voucher).state is VoucherState.USED
    assert len(benefits_of(counter).movements) == 1


def test_store_credit_on_its_way_can_not_be_recalled(counter: Counter) -> None:
    unclear = Mishap(before=PlatformUnclear("no answer"))
    counter.store.on("add_credit", unclear, unclear)
    voucher = counter.buy("credit")

    with pytest.raises(IllegalStep):
        counter.cancel(voucher)


def test_a_store_without_credit_gives_the_points_back(counter: Counter) -> None:
    cannot = PlatformCannot("no store credit here", reason="store_credit")
    counter.store.on("add_credit", Mishap(before=cannot))

    voucher = counter.buy("credit")

    assert (voucher.state, voucher.reason) == (VoucherState.WITHDRAWN, "store_credit")
    assert counter.has() == (1_000, 0)
