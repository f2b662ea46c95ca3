"""What refunds leave: the table of the ledger rules, and each mode's edges."""

from dataclasses import replace

import pytest

from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import Keep, keep_now
from app.domain.events import OrderSnapshot, OrderState
from app.domain.money import CurrencyMismatch
from tests.domain.earning.kept import ONE, TWO, facts_of, rate
from tests.domain.earning.orders import (
    bought,
    context,
    only_award,
    refunded,
    sold,
)
from tests.domain.programme.documents import FIFTY, spend


def taken_back(facts: AwardFacts, snapshot: OrderSnapshot, *pieces: int) -> list[int]:
    """Return what each of several refunds takes."""
    kept, gone, taken = facts.award, 0, []
    for piece in pieces:
        gone += piece
        now = keep_now(facts, refunded(snapshot, gone)).amount
        taken.append(kept - now)
        kept = now
    return taken


@pytest.mark.parametrize(
    ("currency", "text", "amount", "pieces", "taken"),
    [
        ("USD", "1 per 1.00", 29_99, [10_00, 10_00, 9_99], [10, 10, 9]),
        ("USD", "1 per 3.00", 300_00, [100_00] * 3, [34, 33, 33]),
        ("USD", "7 per 30.00", 30_00, [3_00] * 10, [1, 1, 1, 0, 1, 1, 0, 1, 1, 0]),
        ("IDR", "1 per 1000", 257_900, [57_900, 199_999, 1], [57, 200, 0]),
    ],
)
def test_the_table_of_refunds(
    currency: str, text: str, amount: int, pieces: list[int], taken: list[int]
) -> None:
    snapshot = bought(sold("1", amount), currency=currency)
    [facts] = facts_of(rate(currency, text), snapshot=snapshot)

    assert taken_back(facts, snapshot, *pieces) == taken


def test_a_bonus_follows_its_recomputed_base() -> None:
    half = spend(id="half", award={"kind": "multiplier", "by": "1.5"})
    snapshot = bought(sold("1", 129_90), currency="MYR")
    base, bonus = facts_of(rate("MYR", "1 per 1"), half, snapshot=snapshot)

    assert taken_back(base, snapshot, 43_30, 43_30, 43_30) == [43, 43, 43]
    assert taken_back(bonus, snapshot, 43_30, 43_30, 43_30) == [21, 22, 21]


def test_a_shipping_refund_takes_nothing() -> None:
    snapshot = bought(ONE, shipping_minor=20_000)
    [facts] = facts_of(spend(), snapshot=snapshot)

    kept = keep_now(facts, replace(snapshot, refunded_shipping_minor=20_000))

    assert kept == Keep(100, 100_000, "whole")


def test_shipping_that_counted_is_taken_back_with_its_tax() -> None:
    rule = spend(amount={"shipping": True, "tax": True})
    snapshot = bought(
        sold("1", 10_000, tax_minor=1_000),
        shipping_minor=20_000,
        shipping_tax_minor=2_000,
    )
    [facts] = facts_of(rule, snapshot=snapshot)

    half = keep_now(facts, replace(snapshot, refunded_shipping_minor=10_000))
    none = keep_now(facts, replace(snapshot, refunded_shipping_minor=20_000))

    assert (facts.award, half.amount, none.amount) == (33, 22, 11)


def test_free_shipping_that_counted_leaves_the_goods() -> None:
    rule = spend(amount={"shipping": True, "tax": True})
    snapshot = bought(ONE, shipping_minor=20_000)
    [facts] = facts_of(rule, snapshot=snapshot)

    assert keep_now(facts, replace(snapshot, shipping_minor=0)).amount == 100


def test_tax_that_counted_is_taken_back_with_its_line() -> None:
    snapshot = bought(sold("1", 10_000, tax_minor=1_000))
    [facts] = facts_of(spend(amount={"tax": True}), snapshot=snapshot)
    less = replace(snapshot.lines[0], refunded_minor=5_000, refunded_tax_minor=500)

    assert keep_now(facts, replace(snapshot, lines=(less,))).amount == 5


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (OrderState.CANCELLED, "cancelled"),
        (OrderState.REFUNDED, "refunded"),
        (OrderState.CHARGED_BACK, "charged_back"),
    ],
)
def test_nothing_is_kept_of_an_order_that_is_over(
    state: OrderState, reason: str
) -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(), snapshot=snapshot)

    assert keep_now(facts, replace(snapshot, state=state)) == Keep(0, 0, reason)


def test_what_stays_stays() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(refunds="stays"), snapshot=snapshot)

    kept = keep_now(facts, replace(snapshot, state=OrderState.CANCELLED))

    assert kept == Keep(100, 100_000, "stays")


def test_an_order_that_is_unpaid_again_keeps_nothing() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(), snapshot=snapshot)
    open_again = replace(snapshot, state=OrderState.OPEN)

    assert keep_now(facts, replace(open_again, paid_at=None)).reason == "not_paid"
    # An edit that leaves something to pay does not take what was paid for.
    assert keep_now(facts, open_again).amount == 100


def test_an_order_in_another_currency_is_not_guessed_at() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(), snapshot=snapshot)

    with pytest.raises(CurrencyMismatch):
        keep_now(facts, replace(snapshot, currency="USD"))


def test_a_line_that_an_edit_removed_counts_as_refunded() -> None:
    snapshot = bought(ONE, TWO)
    [facts] = facts_of(spend(), snapshot=snapshot)

    kept = keep_now(facts, replace(snapshot, lines=(ONE,)))

    assert kept == Keep(100, 100_000, "refunded_in_part")


def test_a_line_that_an_edit_made_cheaper_counts_for_less() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(), snapshot=snapshot)

    assert keep_now(facts, bought(replace(ONE, amount_minor=60_000))).amount == 60


def test_a_line_that_grew_or_came_counts_no_more_than_at_the_award() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(), snapshot=snapshot)

    kept = keep_now(facts, bought(replace(ONE, amount_minor=900_000), TWO))

    assert kept == Keep(100, 100_000, "whole")


def test_a_fixed_award_is_kept_in_proportion() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(award=FIFTY), snapshot=snapshot)

    assert taken_back(facts, snapshot, 33_333, 33_333, 33_334) == [17, 17, 16]


def test_a_fixed_award_for_nothing_stays_until_the_order_is_over() -> None:
    snapshot = bought(sold("1", 0))
    [facts] = facts_of(spend(award=FIFTY), snapshot=snapshot)

    assert keep_now(facts, snapshot) == Keep(50, 0, "whole")
    assert keep_now(facts, replace(snapshot, state=OrderState.CANCELLED)).amount == 0


def test_a_fixed_award_for_an_order_paid_with_our_card_goes_with_the_goods() -> None:
    snapshot = bought(ONE, TWO, total_minor=150_000)
    where = context(programme_gift_codes={"GIFT": 150_000})
    facts = only_award(spend(award=FIFTY), snapshot=snapshot, where=where).facts

    assert keep_now(facts, refunded(snapshot, 100_000, 49_999)).amount == 50
    assert keep_now(facts, refunded(snapshot, 100_000, 50_000)) == Keep(
        0, 0, "refunded"
    )


def test_a_fixed_award_may_be_recomputed() -> None:
    snapshot = bought(ONE)
    [facts] = facts_of(spend(award=FIFTY, refunds="recompute"), snapshot=snapshot)

    assert taken_back(facts, snapshot, 99_999, 1) == [0, 50]


@pytest.mark.parametrize("mode", ["recompute", "pro_rata", "threshold"])
def test_below_its_minimum_an_award_is_worth_nothing(mode: str) -> None:
    rule = spend(award=FIFTY, minimum={"IDR": 60_000}, refunds=mode)
    snapshot = bought(ONE)
    [facts] = facts_of(rule, snapshot=snapshot)

    assert keep_now(facts, refunded(snapshot, 40_000)).amount > 0
    assert keep_now(facts, refunded(snapshot, 40_001)) == Keep(
        0, 59_999, "below_minimum"
    )


def test_below_its_minimum_a_rate_and_its_bonus_are_worth_nothing() -> None:
    double = spend(id="two", award={"kind": "multiplier", "by": 2})
    snapshot = bought(ONE)
    base, bonus = facts_of(spend(minimum={"IDR": 60_000}), double, snapshot=snapshot)

    assert keep_now(base, refunded(snapshot, 40_000)).amount == 60
    assert keep_now(bonus, refunded(snapshot, 40_000)).amount == 60
    assert keep_now(base, refunded(snapshot, 40_001)).amount == 0
    assert keep_now(bonus, refunded(snapshot, 40_001)).amount == 0


def test_a_multiplier_has_a_minimum_of_its_own() -> None:
    double = spend(
        id="two", award={"kind": "multiplier", "by": 2}, minimum={"IDR": 60_000}
    )
    snapshot = bought(ONE)
    _base, bonus = facts_of(spend(), double, snapshot=snapshot)

    assert keep_now(bonus, refunded(snapshot, 40_001)).reason == "below_minimum"


def test_a_minimum_looks_at_lines_that_another_rule_won() -> None:
    special = spend(
        id="special",
        award={"kind": "rate", "rates": {"IDR": "3 per 1000"}},
        amount={"only": {"products": ["13"]}},
    )
    rule = spend(minimum={"IDR": 150_000})
    snapshot = bought(ONE, TWO)
    base, _special = facts_of(rule, special, snapshot=snapshot)

    assert (base.award, base.basis_minor) == (100, 100_000)
    assert keep_now(base, refunded(snapshot, 0, 1)).amount == 0


def test_limits_that_bit_bite_again() -> None:
    double = spend(
        id="two",
        award={"kind": "multiplier", "by": 2},
        limits=[{"per": "order", "points": 90}],
    )
    rule = spend(limits=[{"per": "order", "points": 80}])
    snapshot = bought(ONE)
    base, bonus = facts_of(rule, double, snapshot=snapshot)

    assert (base.award, bonus.award) == (80, 80)
    assert keep_now(base, refunded(snapshot, 10_000)).amount == 80
    assert keep_now(base, refunded(snapshot, 30_000)).amount == 70
    assert keep_now(bonus, refunded(snapshot, 30_000)).amount == 70


def test_a_bonus_with_a_limit_of_its_own_keeps_within_it() -> None:
    triple = spend(
        id="three",
        award={"kind": "multiplier", "by": 3},
        limits=[{"per": "order", "points": 90}],
    )
    snapshot = bought(ONE)
    _base, bonus = facts_of(spend(), triple, snapshot=snapshot)

    assert keep_now(bonus, refunded(snapshot, 50_000)).amount == 90
    assert keep_now(bonus, refunded(snapshot, 60_000)).amount == 80
