"""What orders earn: amounts, rounding, and what counts."""

from typing import Any

import pytest

from app.domain.money import Money
from tests.domain.earning.orders import (
    CONTEXT,
    bought,
    context,
    decided,
    earned,
    only_award,
    rate,
    sold,
    step,
)
from tests.domain.programme.documents import FIFTY, spend
from tests.factories import line, order


@pytest.mark.parametrize(
    ("currency", "text", "amount", "units"),
    [
        ("MYR", "1 per 1.00", 129_90, 129),
        ("USD", "1 per 1.00", 120_50, 120),
        ("IDR", "1 per 1000", 257_900, 257),
        ("JPY", "1 per 100", 12_345, 123),
        ("USD", "1 per 3.00", 300_00, 100),
        ("MYR", "7 per 30.00", 30_00, 7),
        ("USD", "1 per 10.00", 19_98, 1),
    ],
)
def test_the_table_of_awards(currency: str, text: str, amount: int, units: int) -> None:
    snapshot = bought(sold("1", amount), currency=currency)

    assert earned(rate(currency, text), snapshot=snapshot) == {"spend": units}


def test_two_per_cent_of_a_quarter_is_credit_in_minor_units() -> None:
    rule = spend(asset="credit", award={"kind": "rate", "rates": {"USD": "2%"}})
    assets = [{"kind": "credit", "id": "credit", "currency": "USD"}]
    snapshot = bought(sold("1", 1_284_99), currency="USD")

    assert earned(rule, snapshot=snapshot, assets=assets) == {"spend": 25_69}


@pytest.mark.parametrize(
    ("rounding", "amount", "units"),
    [
        ("down", 1_999, 1),
        ("half_up", 1_499, 1),
        ("half_up", 1_500, 2),
        ("up", 1_001, 2),
        ("up", 1_000, 1),
    ],
)
def test_rounding_is_the_rules_choice(rounding: str, amount: int, units: int) -> None:
    rule = rate("IDR", "1 per 1000", rounding=rounding)

    assert earned(rule, snapshot=bought(sold("1", amount))) == {"spend": units}


def test_lines_are_added_before_they_are_rounded() -> None:
    snapshot = bought(sold("1", 9_99), sold("2", 9_99), currency="USD")

    assert earned(rate("USD", "1 per 10"), snapshot=snapshot) == {"spend": 1}


def test_the_award_is_spread_over_its_lines_by_largest_remainder() -> None:
    award = only_award(spend(), snapshot=bought(sold("a", 100_000), sold("b", 157_900)))

    assert award.line_shares == (("a", 100), ("b", 157))


def test_an_award_says_all_that_the_ledger_asks() -> None:
    terms = {"pending": {"days": 7, "since": "fulfilled"}}
    life = {"kind": "life", "months": 12}
    [award] = decided(
        spend(expiry=life), snapshot=bought(sold("1", 257_900)), terms=terms
    ).awards

    assert (award.rule_id, award.part, award.asset, award.amount) == (
        "spend",
        "base",
        "points",
        257,
    )
    assert award.basis == Money(257_900, "IDR")
    assert (award.pending_days, award.pending_from) == (7, "fulfilled")
    assert award.expiry.months == 12
    assert award.counters is None


def test_the_waiting_of_a_rule_wins_over_the_programmes() -> None:
    award = only_award(spend(pending={"days": 0}), snapshot=bought(sold("1", 257_900)))

    assert award.pending_days == 0


def test_shipping_and_gift_cards_earn_nothing_by_default() -> None:
    snapshot = order(line("100000"), line("50000", ref="2", gift_card=True))

    assert earned(spend(), snapshot=snapshot) == {"spend": 100}


@pytest.mark.parametrize(
    ("basis", "units"),
    [
        ({}, 100),
        ({"tax": True}, 111),
        ({"shipping": True}, 120),
        ({"shipping": True, "tax": True}, 133),
        ({"shipping": True, "paid_with_points": True}, 120),
        ({"gift_cards": True}, 150),
        ({"only": {"products": ["12"]}}, 60),
        ({"only": {"products": ["sku:B"]}}, 40),
        ({"only": {"products": ["v1"]}}, 60),
        ({"only": {"collections": ["c2"]}}, 40),
        ({"only": {"tags": ["SALE"]}}, 40),
        ({"only": {"vendors": ["acme"]}}, 60),
        ({"exclude": {"tags": ["sale"]}}, 60),
        ({"only": {"products": ["12", "13"]}, "exclude": {"vendors": ["Acme"]}}, 40),
    ],
)
def test_what_counts_is_the_rules_choice(basis: dict[str, Any], units: int) -> None:
    snapshot = bought(
        sold("1", 60_000, tax_minor=6_600, vendor="Acme", variant_ref="v1"),
        sold(
            "2",
            40_000,
            tax_minor=4_400,
            product_ref="13",
            sku="B",
            collection_refs=("c1", "c2"),
            tags=("Sale",),
        ),
        sold("3", 50_000, product_ref="99", gift_card=True),
        shipping_minor=20_000,
        shipping_tax_minor=2_200,
    )

    assert earned(spend(amount=basis), snapshot=snapshot) == {"spend": units}


@pytest.mark.parametrize(
    ("ref", "units"),
    [
        (f"{CONTEXT.store_id}/12", 60),
        ("018f3c1e-0000-7000-8000-000000000009/12", None),
        (f"{CONTEXT.store_id}/other", None),
    ],
)
def test_a_reference_may_name_its_store(ref: str, units: int | None) -> None:
    rule = spend(amount={"only": {"products": [ref]}})
    snapshot = bought(sold("1", 60_000))

    assert earned(rule, snapshot=snapshot).get("spend") == units


def test_a_collection_may_name_its_store() -> None:
    rule = spend(amount={"only": {"collections": [f"{CONTEXT.store_id}/c1"]}})
    snapshot = bought(
        sold("1", 60_000, collection_refs=("c1",)), sold("2", 5_000, sku=None)
    )

    assert earned(rule, snapshot=snapshot) == {"spend": 60}


def test_what_our_codes_took_off_earns_nothing_by_default() -> None:
    lines = (
        sold("1", 50_000, discount_minor=30_000),
        sold("2", 35_000, discount_minor=0),
    )
    where = context(own_codes={"SETIA1": 20_000})
    counts = spend(amount={"paid_with_points": True})

    assert earned(spend(), snapshot=bought(*lines), where=where) == {"spend": 85}
    assert earned(counts, snapshot=bought(*lines), where=where) == {"spend": 105}
    assert earned(counts, snapshot=bought(*lines)) == {"spend": 85}


def test_a_code_that_took_off_more_than_the_lines_gives_back_no_more() -> None:
    snapshot = bought(sold("1", 0, discount_minor=30_000))
    where = context(own_codes={"SETIA1": 50_000})
    rule = spend(amount={"paid_with_points": True})

    assert earned(rule, snapshot=snapshot, where=where) == {"spend": 30}


def test_the_part_paid_with_a_card_that_we_gave_out_earns_nothing() -> None:
    snapshot = bought(
        sold("1", 60_000), sold("2", 40_000), shipping_minor=20_000, total_minor=120_000
    )
    where = context(programme_gift_codes={"GIFT": 60_000})
    shipping = spend(amount={"shipping": True})

    assert earned(spend(), snapshot=snapshot, where=where) == {"spend": 50}
    assert earned(shipping, snapshot=snapshot, where=where) == {"spend": 60}


def test_an_order_paid_whole_with_our_card_earns_nothing() -> None:
    snapshot = bought(sold("1", 60_000), total_minor=60_000)
    where = context(programme_gift_codes={"GIFT": 99_000})

    assert step(spend(), snapshot=snapshot, where=where)["outcome"] == "nothing_counts"


def test_an_order_of_nothing_earns_nothing() -> None:
    where = context(programme_gift_codes={"GIFT": 1})
    snapshot = bought(sold("1", 0), total_minor=5)

    assert step(spend(), snapshot=snapshot, where=where)["outcome"] == "nothing_counts"


def test_a_fixed_award_may_be_given_for_an_order_of_nothing() -> None:
    snapshot = bought(sold("1", 0))

    assert earned(spend(award=FIFTY), snapshot=snapshot) == {"spend": 50}
