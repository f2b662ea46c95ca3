"""Which discounts stand together in a cart, and which do not apply to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.rewards.conflicts import Judgement, Outcome, Table, judge, why_idle
from app.domain.rewards.discount import Combination
from app.domain.rewards.live import (
    Buyer,
    CartLine,
    Goods,
    Kind,
    LiveDiscount,
    People,
    Rule,
    lines_of,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
COFFEE = CartLine("1", "Kopi", 2, 300_000, frozenset({"kopi"}))
MUG = CartLine("2", "Mug", 1, 89_000, frozenset({"gelas"}))
ALL = Combination(order=True, product=True, shipping=True)


def off(
    name: str = "a",
    *kinds: Kind,
    **more: Any,  # noqa: ANN401 - fields of a discount
) -> LiveDiscount:
    return LiveDiscount(
        discount_ref=name,
        title=name,
        code=more.pop("code", name),
        kinds=frozenset(kinds or ("order",)),
        **more,
    )


def table(
    *lines: CartLine, rule: Rule = "classes", buyer: Buyer | None = None
) -> Table:
    return Table(lines or (COFFEE, MUG), buyer or Buyer(), NOW, rule)


def told(one: Judgement) -> tuple[Outcome, str]:
    return one.outcome, one.reason


REWARD = off("reward", combines_with=Combination(order=False, product=False))


@pytest.mark.parametrize(
    ("mine", "other", "outcome", "reason"),
    [
        (REWARD, off(), Outcome.BLOCKS, "both"),
        (REWARD, off(combines_with=ALL), Outcome.BLOCKS, "here"),
        (off(combines_with=ALL), off(), Outcome.BLOCKS, "there"),
        (off(combines_with=ALL), off(combines_with=ALL), Outcome.STACKS, "yes"),
        (REWARD, off("s", "shipping", combines_with=ALL), Outcome.STACKS, "yes"),
        (off("a", "shipping"), off("s", "shipping"), Outcome.BLOCKS, "two_shipping"),
        (
            off("a", "product", combines_with=ALL),
            off("p", "product", combines_with=ALL),
            Outcome.BLOCKS,
            "same_goods",
        ),
        (
            off("a", "product", combines_with=ALL, goods=Goods(frozenset({"1"}))),
            off("p", "product", combines_with=ALL, goods=Goods(frozenset({"2"}))),
            Outcome.STACKS,
            "yes",
        ),
        (
            off("a", combines_with=ALL),
            off("p", "product", combines_with=ALL),
            Outcome.STACKS,
            "yes",
        ),
    ],
)
def test_by_classes_each_must_allow_the_other(
    mine: LiveDiscount, other: LiveDiscount, outcome: Outcome, reason: str
) -> None:
    assert told(judge(mine, other, table())) == (outcome, reason)


@pytest.mark.parametrize(
    ("mine", "other", "outcome", "reason"),
    [
        (off(), off("b"), Outcome.STACKS, "yes"),
        (off(alone=True), off("b"), Outcome.BLOCKS, "alone_here"),
        (off(), off("b", "shipping", alone=True), Outcome.BLOCKS, "alone_there"),
        (off(alone=True), off("b", alone=True), Outcome.BLOCKS, "alone_both"),
    ],
)
def test_coupons_stack_but_for_individual_use(
    mine: LiveDiscount, other: LiveDiscount, outcome: Outcome, reason: str
) -> None:
    found = judge(mine, other, table(rule="coupons"))

    assert told(found) == (outcome, reason)
    assert not found.larger_wins


@pytest.mark.parametrize(
    ("discount", "reason"),
    [
        (off(starts_at=NOW + DAY), "not_yet"),
        (off(ends_at=NOW), "over"),
        (off(uses_left=0), "used_up"),
        (off(people=People(frozenset({"7"}))), "other_people"),
        (off(goods=Goods(frozenset({"9"}))), "other_goods"),
        (off(minimum_minor=400_000), "minimum"),
        (off(maximum_minor=100_000), "maximum"),
        (off(minimum_pieces=4), "pieces"),
        (
            off(goods=Goods(not_products=frozenset({"2"}), whole_cart=True)),
            "left_out",
        ),
    ],
)
def test_a_discount_may_not_apply_at_all(discount: LiveDiscount, reason: str) -> None:
    found = judge(REWARD, discount, table())

    assert told(found) == (Outcome.IDLE, reason)
    assert found.idle is not None
    assert found.idle.reason == reason


def test_both_sides_of_every_boundary() -> None:
    just = off(
        starts_at=NOW,
        ends_at=NOW + DAY,
        uses_left=1,
        minimum_minor=389_000,
        maximum_minor=389_000,
        minimum_pieces=3,
    )

    assert why_idle(just, table()) is None
    more = why_idle(replace(just, minimum_minor=389_001), table())
    assert more is not None
    assert more.amount_minor == 1


def test_shopify_counts_the_goods_woocommerce_the_cart() -> None:
    coffee = off(goods=Goods(collections=frozenset({"kopi"})), minimum_minor=350_000)

    short = why_idle(coffee, table())

    assert short is not None
    assert (short.reason, short.amount_minor) == ("minimum", 50_000)
    assert why_idle(coffee, table(rule="coupons")) is None


def test_goods_that_could_not_be_read_are_no_reason() -> None:
    hidden = off("b", "product", goods=Goods(frozenset({"9"}), known=False))

    found = judge(REWARD, hidden, table())

    assert found.outcome is Outcome.BLOCKS
    assert found.unsure == ("goods",)


def test_what_is_reduced_may_be_left_out() -> None:
    sale = replace(MUG, reduced=True)
    regular = off(goods=Goods(not_reduced=True))

    assert why_idle(regular, table(COFFEE, sale)) is None
    gone = why_idle(regular, table(sale))
    assert gone is not None
    assert gone.reason == "other_goods"


def test_excluded_groups_are_left_out() -> None:
    found = why_idle(off(goods=Goods(not_collections=frozenset({"gelas"}))), table(MUG))

    assert found is not None
    assert found.reason == "other_goods"


@pytest.mark.parametrize(
    ("people", "buyer", "allowed"),
    [
        (People(), Buyer(), True),
        (People(chosen=True), Buyer(), None),
        (People(frozenset({"7"})), Buyer("7"), True),
        (People(tags=frozenset({"vip"})), Buyer(tags=frozenset({"vip"})), True),
        (People(tags=frozenset({"vip"})), Buyer(), False),
        (People(tags=frozenset({"vip"}), chosen=True), Buyer(), None),
        (People(emails=("a@b.c",)), Buyer(email="a@b.c"), True),
        (People(emails=("*@b.c",)), Buyer(email="x@b.c"), True),
        (People(emails=("a@b.c",)), Buyer(), False),
    ],
)
def test_whom_a_discount_is_for(
    people: People,
    buyer: Buyer,
    allowed: bool | None,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert people.allow(buyer) is allowed


def test_what_is_not_sure_is_said() -> None:
    app = off("b", conditions_known=False, people=People(chosen=True))

    assert judge(REWARD, app, table()).unsure == ("people", "conditions")


def test_an_automatic_one_that_clashes_is_compared() -> None:
    weekend = off("weekend", code=None)

    assert judge(REWARD, weekend, table()).larger_wins
    assert not judge(REWARD, off(), table()).larger_wins


def test_two_on_the_order_depend_on_the_shop() -> None:
    both = off(combines_with=ALL)

    assert judge(both, off("b", combines_with=ALL), table()).unsure == ("shop",)
    shipping = off("s", "shipping", combines_with=ALL)
    assert judge(both, shipping, table()).unsure == ()


def test_lines_learn_what_a_catalogue_knows() -> None:
    found = lines_of((COFFEE, MUG), {"2": (frozenset({"kado"}), True)})

    assert found[0] == COFFEE
    assert (found[1].collection_refs, found[1].reduced) == (frozenset({"kado"}), True)
