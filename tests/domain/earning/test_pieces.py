"""Awards for lines and pieces, gifts, and what refunds and edits leave of them."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import grown, keep_now
from app.domain.events import OrderState
from tests.domain.earning.orders import bought, decided, earned, refunded, sold, step
from tests.domain.programme.documents import spend

PENS = sold("1", 30_000, quantity=3)
BAGS = sold("2", 20_000, quantity=2, product_ref="13")
CART = bought(PENS, BAGS)
VOUCHER = {"kind": "badge", "badge": "fan"}


def each(per: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    return spend(award={"kind": "fixed", "points": 5, "per": per}) | more


def facts_of(rule: dict[str, Any], **order: Any) -> AwardFacts:  # noqa: ANN401 - fields
    [award] = decided(rule, snapshot=replace(CART, **order)).awards
    return award.facts


@pytest.mark.parametrize(("per", "units"), [("order", 5), ("line", 10), ("unit", 25)])
def test_a_fixed_award_counts_orders_lines_or_pieces(per: str, units: int) -> None:
    assert earned(each(per), snapshot=CART) == {"spend": units}


def test_pieces_of_what_is_left_out_do_not_count() -> None:
    rule = each("unit", amount={"only": {"products": ["13"]}, "shipping": True})

    assert earned(rule, snapshot=replace(CART, shipping_minor=9_000)) == {"spend": 10}
    assert step(rule, snapshot=CART)["count"] == 2


def test_a_limit_holds_for_all_pieces_together() -> None:
    rule = each("unit", limits=[{"per": "order", "points": 12}])

    assert earned(rule, snapshot=CART) == {"spend": 12}
    facts = facts_of(rule)
    assert keep_now(facts, refunded(CART, 30_000, 0)).amount == 10


@pytest.mark.parametrize(
    ("per", "amounts", "kept"),
    [
        ("line", (0, 0), 10),
        ("line", (29_999, 0), 10),
        ("line", (30_000, 0), 5),
        ("line", (30_000, 20_000), 0),
        ("unit", (0, 0), 25),
        ("unit", (9_999, 0), 25),
        ("unit", (10_000, 0), 20),
        ("unit", (30_000, 10_000), 5),
        ("unit", (30_000, 20_000), 0),
    ],
)
def test_a_refund_takes_what_was_given_for_what_went_back(
    per: str, amounts: tuple[int, int], kept: int
) -> None:
    facts = AwardFacts.from_json(facts_of(each(per)).to_json())

    assert keep_now(facts, refunded(CART, *amounts)).amount == kept


def test_the_store_may_count_the_pieces_itself() -> None:
    facts = facts_of(each("unit"))
    gone = replace(CART, lines=(replace(PENS, quantity_left=1), BAGS))

    assert keep_now(facts, gone).amount == 15
    assert keep_now(facts, replace(CART, lines=(BAGS,))).amount == 10


@pytest.mark.parametrize(("mode", "kept"), [("pro_rata", 10), ("stays", 25)])
def test_pieces_may_be_kept_otherwise(mode: str, kept: int) -> None:
    facts = facts_of(each("unit", refunds=mode))

    assert keep_now(facts, refunded(CART, 30_000, 0)).amount == kept


def test_an_edit_adds_pieces() -> None:
    facts = facts_of(each("unit"))
    more = sold("3", 5_000, quantity=4, product_ref="14")
    larger = grown(facts, facts_of(each("unit"), lines=(PENS, BAGS, more)))

    assert larger.award == 45
    assert keep_now(larger, bought(PENS, BAGS, more)).amount == 45


FIFTY_THOUSAND = {"field": "order.amount", "op": "gte", "value": {"IDR": 40_000}}


def gifts(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    award = {"kind": "gifts", "give": [VOUCHER]}
    return spend(award=award, when=FIFTY_THOUSAND) | more


BADGES = [{"id": "fan"}]


def test_gifts_come_beside_awards() -> None:
    found = decided(spend(id="base"), gifts(), snapshot=CART, badges=BADGES)
    [gift] = found.gifts

    assert [award.rule_id for award in found.awards] == ["base"]
    assert (gift.rule_id, gift.undo, gift.pending_days) == ("spend", "unused", 14)
    assert [one.kind for one in gift.gifts] == ["badge"]
    assert found.given == (*found.awards, gift)
    assert found.trace[-1]["outcome"] == "gifts"


@pytest.mark.parametrize(
    ("amounts", "kept"), [((0, 0), 1), ((10_000, 0), 1), ((10_001, 0), 0)]
)
def test_gifts_stay_while_their_condition_holds(
    amounts: tuple[int, int], kept: int
) -> None:
    [gift] = decided(gifts(), snapshot=CART, badges=BADGES).gifts

    assert keep_now(gift.facts, refunded(CART, *amounts)).amount == kept


@pytest.mark.parametrize(
    ("mode", "kept"), [("recompute", 1), ("pro_rata", 0), ("stays", 1)]
)
def test_gifts_may_be_kept_otherwise(mode: str, kept: int) -> None:
    [gift] = decided(gifts(refunds=mode), snapshot=CART, badges=BADGES).gifts

    assert keep_now(gift.facts, refunded(CART, 20_000, 0)).amount == kept


def test_a_cancelled_order_deserves_no_gifts() -> None:
    [gift] = decided(gifts(), snapshot=CART, badges=BADGES).gifts

    assert keep_now(gift.facts, replace(CART, state=OrderState.CANCELLED)).amount == 0


def test_gifts_compete_in_a_lane_like_everything_else() -> None:
    rules = (gifts(lane="gifts"), gifts(id="more", lane="gifts", priority=1))
    found = decided(*rules, snapshot=CART, badges=BADGES)

    assert [gift.rule_id for gift in found.gifts] == ["more"]


def test_an_order_paid_with_points_alone_keeps_its_gifts_until_it_goes_back() -> None:
    free = bought(sold("1", 0, quantity=2))
    rule = {**gifts(), "when": None}
    [gift] = decided(rule, snapshot=free, badges=BADGES).gifts
    back = replace(free, lines=(replace(free.lines[0], quantity_left=0),))

    assert keep_now(gift.facts, free).amount == 1
    assert keep_now(gift.facts, back).amount == 0


def test_only_full_prices_count() -> None:
    lines = (
        sold("1", 10_000, full_price=True),
        sold("2", 20_000, full_price=False),
        sold("3", 30_000),
        sold("4", 40_000, discount_minor=1),
    )
    rule = spend(amount={"full_price": True})

    assert earned(rule, snapshot=bought(*lines)) == {"spend": 40}


def test_a_store_may_have_rates_of_its_own() -> None:
    store = "018f3c1e-0000-7000-8000-000000000001"
    own = [{"stores": [store], "rates": {"IDR": "1 per 2000"}}]
    rule = spend(award={"kind": "rate", "rates": {"IDR": "1 per 1000"}, "stores": own})
    other = [{**own[0], "stores": ["elsewhere.test"]}]
    elsewhere = spend(award={**rule["award"], "stores": other})

    assert earned(rule, snapshot=CART) == {"spend": 25}
    assert earned(elsewhere, snapshot=CART) == {"spend": 50}
    assert step(rule, snapshot=CART)["rate"] == "0.0005"
