"""What tiers, memberships and perks get wrong, each with its place and code."""

from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid

POINTS = {"kind": "points", "points": 10}
BASE = {"id": "base"}


def spend(amount: int) -> dict[str, Any]:
    return {"all_of": [{"metric": "spend", "amount": {"IDR": amount}}]}


def orders(count: int) -> dict[str, Any]:
    return {"any_of": [{"metric": "orders", "count": count}]}


def top(**more: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a document's
    return [BASE, {"id": "top", "reach": spend(1000), **more}]


def problems(**sections: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a document's
    try:
        load_document({"identity": {"name": "Satu"}, **sections})
    except DocumentInvalid as error:
        return [(one.path, one.code) for one in error.problems]
    return []


@pytest.mark.parametrize(
    ("tiers", "found"),
    [
        (top(), []),
        ([BASE, {"id": "two"}], [("tiers[1].reach", "tier_asks_nothing")]),
        ([BASE, {"id": "off", "enabled": False}], []),
        ([{**BASE, "gifts": [POINTS]}], [("tiers[0].gifts", "gifts_of_everybody")]),
        (top(gifts=[POINTS], yearly_gifts=[POINTS]), []),
        (
            top(gifts=[{**POINTS, "asset": "gold"}]),
            [("tiers[1].gifts[0].asset", "unknown_asset")],
        ),
        (
            [BASE, {"id": "a", "assigned_by": {"hand": True}, "invite": True}],
            [("tiers[1].invite", "invite_without_reach")],
        ),
        (
            [BASE, {"id": "a", "assigned_by": {"hand": True}, "keep": spend(1)}],
            [("tiers[1].keep", "keep_without_reach")],
        ),
        (top(keep=spend(1001)), [("tiers[1].keep", "keep_above_reach")]),
        (top(keep=spend(1000)), []),
        (top(keep=orders(3)), []),
        (
            [BASE, {"id": "a", "reach": orders(5)}, {"id": "b", "reach": orders(4)}],
            [("tiers[2].reach", "tiers_out_of_order")],
        ),
        (
            [BASE, {"id": "a", "reach": orders(5)}, {"id": "b", "reach": orders(6)}],
            [],
        ),
        (
            [BASE, {"id": "a", "assigned_by": {}}],
            [("tiers[1].assigned_by", "assigned_by_nobody")],
        ),
        (
            [BASE, {"id": "a", "reach": {}}],
            [("tiers[1].reach", "threshold_of_two_kinds")],
        ),
        (
            [BASE, {"id": "a", "reach": {"all_of": [{"metric": "spend"}]}}],
            [("tiers[1].reach.all_of[0]", "requirement_in_two_units")],
        ),
        (
            [
                BASE,
                {"id": "a", "reach": {"all_of": [{"metric": "nights", "count": 3}]}},
            ],
            [("tiers[1].reach.all_of[0].metric", "unknown_metric")],
        ),
    ],
)
def test_tiers_say_what_is_wrong(
    tiers: list[dict[str, Any]], found: list[tuple[str, str]]
) -> None:
    assert problems(tiers=tiers) == found


def test_tiers_of_several_requirements_are_not_put_in_order() -> None:
    both = {"all_of": [*spend(1)["all_of"], {"metric": "orders", "count": 1}]}

    assert problems(tiers=[*top(), {"id": "both", "reach": both}]) == []


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({"upgrade": "period_end"}, [("tier_terms.upgrade", "upgrade_needs_years")]),
        ({"upgrade": "period_end", "window": {"kind": "calendar_year"}}, []),
        ({"grace_days": -1}, [("tier_terms.grace_days", "greater_than_equal")]),
    ],
)
def test_terms_of_tiers_say_what_is_wrong(
    terms: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert problems(tier_terms=terms) == found


def offer(*products: str, **lasts: object) -> dict[str, Any]:
    return {"products": list(products), "lasts": lasts}


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ({"offers": [offer("12", months=1), offer("sku:Y", months=12)]}, []),
        (
            {"offers": [offer("12", months=1), offer("12", months=12)]},
            [("memberships[0].offers[1].products[0]", "sold_twice")],
        ),
        (
            {"offers": [{**offer("12", lifetime=True), "trial": True}]},
            [("memberships[0].offers[0].lasts.lifetime", "endless_trial")],
        ),
        (
            {"offers": [offer("12", months=1, days=3)]},
            [("memberships[0].offers[0].lasts", "lasts_in_two_units")],
        ),
        (
            {"monthly_gifts": [{"kind": "voucher", "reward": "ten"}]},
            [("memberships[0].monthly_gifts[0].reward", "unknown_reward")],
        ),
    ],
)
def test_memberships_say_what_is_wrong(
    plan: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert problems(memberships=[{"id": "club", **plan}]) == found


ALL = {"everybody": True}
FREE = {"kind": "free_shipping"}


@pytest.mark.parametrize(
    ("perk", "found"),
    [
        ({"held_by": ALL, "what": FREE}, []),
        (
            {
                "held_by": ALL,
                "what": {"kind": "exclusive_products", "whole_store": True},
            },
            [],
        ),
        ({"held_by": {}, "what": FREE}, [("perks[0].held_by", "perk_for_nobody")]),
        (
            {"held_by": {"tiers": ["top"], "plans": ["club"]}, "what": FREE},
            [
                ("perks[0].held_by.tiers[0]", "unknown_tier"),
                ("perks[0].held_by.plans[0]", "unknown_membership"),
            ],
        ),
        (
            {"held_by": ALL, "what": FREE, "where": {"online": False}},
            [("perks[0].where", "perk_nowhere")],
        ),
        (
            {
                "held_by": ALL,
                "what": {**FREE, "minimum": {"IDR": 1}, "above": {"IDR": 1}},
            },
            [("perks[0].what", "two_floors")],
        ),
        (
            {"held_by": ALL, "what": {"kind": "exclusive_products"}},
            [("perks[0].what", "nothing_exclusive")],
        ),
        (
            {
                "held_by": ALL,
                "what": {"kind": "support_priority"},
                "put": "discount",
                "stacks": "best",
            },
            [
                ("perks[0].put", "no_discount"),
                ("perks[0].stacks", "nothing_to_compare"),
            ],
        ),
        (
            {
                "held_by": ALL,
                "what": {
                    "kind": "percent",
                    "percent": "5%",
                    "scope": {"products": ["12", "sku:A"]},
                },
            },
            [("perks[0].what.scope.products[1]", "sku_in_perk")],
        ),
    ],
)
def test_perks_say_what_is_wrong(
    perk: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert problems(perks=[{"id": "one", **perk}]) == found
