"""Who has which perk, and what a store is told."""

from typing import Any

import pytest

from app.domain.perks.holding import (
    ForWhom,
    Holder,
    digest_of,
    discount_of,
    holds_in,
    perks_of,
    way_in,
)
from app.domain.programme.loading import load_document
from app.domain.programme.perks import Perk
from app.domain.rewards.discount import DiscountKind, DiscountSpec
from tests.factories import NOON

TIERS = [
    {"id": "bronze"},
    {
        "id": "gold",
        "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": 1000}}]},
    },
]


def perk(what: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    return {"id": "one", "held_by": {"everybody": True}, "what": what, **more}


def percent(share: str, name: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    return perk({"kind": "percent", "percent": share}, **{"id": name, **more})


def held(holder: Holder, *perks: dict[str, Any]) -> list[str]:
    document = load_document(
        {
            "identity": {"name": "Satu"},
            "tiers": TIERS,
            "memberships": [{"id": "club"}],
            "perks": list(perks),
        }
    )
    return [one.id for one in perks_of(document, holder)]


def read(what: dict[str, Any], **more: Any) -> Perk:  # noqa: ANN401 - a document's
    return Perk.model_validate(perk(what, **more))


FREE = {"kind": "free_shipping"}
TAG = {"kind": "tag", "text": "Hello"}


@pytest.mark.parametrize(
    ("held_by", "holder", "has_it"),
    [
        ({"everybody": True}, Holder(member=True), True),
        ({"everybody": True}, Holder(member=False), False),
        ({"tiers": ["gold"]}, Holder(member=True, tier_id="gold"), True),
        ({"tiers": ["gold"]}, Holder(member=True, tier_id="bronze"), False),
        ({"plans": ["club"]}, Holder(member=True, plans={"club": False}), True),
        ({"plans": ["club"]}, Holder(member=True, plans={"club": True}), True),
        (
            {"plans": ["club"], "trials": False},
            Holder(member=True, plans={"club": True}),
            False,
        ),
        ({"plans": ["club"]}, Holder(member=True), False),
    ],
)
def test_a_perk_is_had_by_tier_by_plan_or_by_everybody(
    held_by: dict[str, Any], holder: Holder, *, has_it: bool
) -> None:
    assert bool(held(holder, perk(FREE, held_by=held_by))) == has_it


def test_a_perk_that_is_switched_off_is_had_by_nobody() -> None:
    assert held(Holder(member=True), perk(FREE, enabled=False)) == []


def test_of_those_that_do_not_stack_only_the_best_is_left() -> None:
    assert held(
        Holder(member=True),
        percent("5%", "five", stacks="best"),
        percent("15%", "fifteen", stacks="best"),
        percent("15%", "twin", stacks="best"),
        percent("1%", "always"),
    ) == ["fifteen", "always"]


def test_the_best_shipping_is_free_from_the_least_and_then_the_fastest() -> None:
    fast = {**FREE, "speed": "express"}
    floor = {**FREE, "minimum": {"IDR": 50_000}}

    assert held(
        Holder(member=True),
        perk(floor, id="floor", stacks="best"),
        perk(FREE, id="free", stacks="best"),
        perk(fast, id="fast", stacks="best"),
    ) == ["fast"]


def test_a_perk_holds_in_the_stores_it_names_or_in_all() -> None:
    named = read(FREE, where={"stores": ["a"]})

    assert (holds_in(named, "a"), holds_in(named, "b")) == (True, False)
    assert (holds_in(named, "id", "a"), holds_in(named, "id", "b")) == (True, False)
    assert holds_in(read(FREE), "b")


@pytest.mark.parametrize(
    ("made", "way"),
    [
        (read(FREE), "discount"),
        (read(FREE, put="tag"), "tag"),
        (read(FREE, where={"online": False, "till": True}), "tag"),
        (read(TAG), "tag"),
        (read({"kind": "support_priority"}), "nothing"),
        (read({"kind": "text", "text": "Cake"}), "nothing"),
        (read({"kind": "early_access"}), "tag"),
    ],
)
def test_a_perk_comes_into_a_store_by_its_own_way(made: Perk, way: str) -> None:
    assert way_in(made) == way


def test_a_perk_has_a_tag_of_its_own_or_the_one_it_names() -> None:
    assert read(TAG).tag_name == "setia-one"
    assert read(TAG, tag="VIP").tag_name == "VIP"


def test_a_store_is_told_anew_when_the_perk_says_something_else() -> None:
    before = digest_of(read(FREE))

    assert digest_of(read(FREE, title="Free")) == before
    assert digest_of(read({**FREE, "above": {"IDR": 1}})) != before


def told(made: Perk, whom: ForWhom, currency: str = "IDR") -> DiscountSpec:
    return discount_of(
        made, code="PERK-1", marker="m", currency=currency, at=NOON, whom=whom
    )


def test_a_discount_of_ones_own_may_be_used_again_and_again() -> None:
    made = read({"kind": "percent", "percent": "10%", "scope": {"products": ["12"]}})
    spec = told(made, ForWhom(customer_ref="7001", customer_email="a@b.test"))

    assert (spec.kind, spec.percent_bp) == (DiscountKind.PERCENT, 1000)
    assert (spec.reusable, spec.automatic, spec.customer_ref) == (True, False, "7001")
    assert spec.product_refs == ("12",)


def test_above_an_amount_is_from_the_next_coin_on() -> None:
    above = told(read({**FREE, "above": {"IDR": 50_000}}), ForWhom(tag="vip"))
    least = told(read({**FREE, "minimum": {"IDR": 50_000}}), ForWhom(tag="vip"))

    assert (above.minimum_minor, least.minimum_minor) == (50_001, 50_000)
    assert (above.automatic, above.customer_tag) == (True, "vip")
    assert told(read(FREE), ForWhom(tag="vip")).minimum_minor is None


def test_a_floor_is_needed_in_the_currency_of_the_store() -> None:
    with pytest.raises(KeyError):
        told(read({**FREE, "above": {"IDR": 50_000}}), ForWhom(tag="vip"), "MYR")


def test_what_takes_nothing_off_is_no_discount() -> None:
    with pytest.raises(ValueError, match="takes nothing off"):
        told(read(TAG), ForWhom(tag="vip"))
