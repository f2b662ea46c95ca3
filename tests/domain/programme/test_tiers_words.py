"""Tiers, memberships and perks explain themselves in three languages."""

from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.section_words import (
    SECTION_WORDS,
    item_in_words,
    item_title,
    table_in_words,
)
from app.domain.words import Language

POINTS = {"kind": "points", "points": 10}
SPEND = {"metric": "spend", "amount": {"IDR": 2_000_000}}
ORDERS = {"metric": "orders", "count": 5}
NIGHTS = {"metric": "nights", "count": 10}
ROOMS = {"metric": "rooms", "count": 3}


def loaded(**sections: Any) -> ProgrammeDocument:  # noqa: ANN401 - a document's
    return load_document({"identity": {"name": "Satu"}, **sections})


def told(section: str, document: ProgrammeDocument) -> str:
    item = getattr(document, section)[-1]
    return item_in_words(document, section, item, Language.EN)


METRICS = [
    {"id": "nights", "of": "activity", "activity": "night", "title": "nights slept"},
    {"id": "rooms", "of": "activity", "activity": "room"},
]


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        ({}, "Every member has this level."),
        ({"reach": {"all_of": [SPEND]}}, "Reached with Rp2,000,000 spent."),
        (
            {"reach": {"any_of": [ORDERS, NIGHTS, ROOMS]}, "description": "Best."},
            "Best. Reached with 5 orders or 10 nights slept or 3 rooms.",
        ),
        (
            {
                "reach": {"all_of": [ORDERS]},
                "keep": {"all_of": [{"metric": "orders", "count": 3}]},
                "invite": True,
                "gifts": [POINTS],
                "yearly_gifts": [POINTS],
            },
            (
                "Reached with 5 orders. By invitation only. Kept for another term"
                " with 3 orders. On reaching it you get 10 points. Each year you"
                " get 10 points."
            ),
        ),
        ({"assigned_by": {"hand": True}}, "Given by the shop."),
    ],
)
def test_a_tier_says_how_it_is_reached_and_what_it_brings(
    tier: dict[str, Any], words: str
) -> None:
    assert (
        told("tiers", loaded(tiers=[{"id": "top", **tier}], metrics=METRICS)) == words
    )


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            {},
            (
                "What counts is the last 12 months. A level lasts 12 months from"
                " the day it was reached. An order counts once it can no longer be"
                " returned. After that you have 30 days to keep it. Then it goes"
                " down one step at most."
            ),
        ),
        (
            {"at_term_end": "at_once", "counts": "paid"},
            (
                "What counts is the last 12 months. An order counts as soon as it"
                " is paid. A level is lost as soon as the figures fall below it."
            ),
        ),
        (
            {"window": {"kind": "lifetime"}},
            (
                "Everything ever bought counts; a level that was reached stays. An"
                " order counts once it can no longer be returned."
            ),
        ),
        (
            {
                "window": {"kind": "calendar_year"},
                "upgrade": "period_end",
                "grace_days": 0,
                "at_term_end": "recount",
            },
            (
                "What counts is the calendar year; a level is kept for the rest of"
                " it and all of the next. An order counts once it can no longer be"
                " returned. A new level begins when the year is over. Then you"
                " have the level that your figures reach."
            ),
        ),
    ],
)
def test_the_terms_of_tiers_say_what_counts_and_how_long(
    terms: dict[str, Any], words: str
) -> None:
    document = loaded(tiers=[{"id": "base"}], tier_terms=terms)

    assert table_in_words(document, "tier_terms", Language.EN) == words
    assert table_in_words(loaded(tier_terms=terms), "tier_terms", Language.EN) == ""


def offer(*, trial: bool = False, **lasts: object) -> dict[str, Any]:
    name = "-".join(str(one) for one in lasts.values())
    return {"products": [f"{name}-{trial}"], "lasts": lasts, "trial": trial}


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (
            {"description": "For friends.", "grace_days": 3, "monthly_gifts": [POINTS]},
            (
                "For friends. The shop gives it. A renewal may be 3 days late."
                " Each month you get 10 points, valid for that month."
            ),
        ),
        (
            {"offers": [offer(lifetime=True)], "gifts": [POINTS]},
            (
                "Buy it in the shop once, for life. When it begins you get 10"
                " points. When the fee is refunded, it ends and its unused gifts"
                " go back."
            ),
        ),
        (
            {
                "offers": [
                    offer(months=1),
                    offer(months=12),
                    offer(days=90),
                    offer(days=14, trial=True),
                    offer(months=2, trial=True),
                ]
            },
            (
                "Buy it in the shop for a month. Buy it in the shop for 12 months."
                " Buy it in the shop for 90 days. Try it once, for 14 days. Try it"
                " once, for 2 months. Paying again before the end lengthens it;"
                " unpaid, it ends on its last day. When the fee is refunded, it"
                " ends and its unused gifts go back."
            ),
        ),
    ],
)
def test_a_plan_says_how_it_is_had_and_how_it_ends(
    plan: dict[str, Any], words: str
) -> None:
    assert told("memberships", loaded(memberships=[{"id": "club", **plan}])) == words


FREE = {"kind": "free_shipping"}
PERCENT = {"kind": "percent", "percent": "10%"}
CODE = (
    "Works together with shipping discounts. Where the shop can't take it off by"
    " itself, you have a code of your own."
)
MUST_KNOW = (
    "The shop must know its members for this; it does not hold in a shop that can't"
    " tell them apart."
)
CLOSED = (
    "A WooCommerce shop with our plugin sells it to nobody else; a Shopify shop hides"
    " it on its pages and can't refuse it at the checkout; in other shops it is only"
    " noted who has it."
)


@pytest.mark.parametrize(
    ("perk", "words"),
    [
        ({"what": FREE}, f"Free shipping. For every member. Holds online. {CODE}"),
        (
            {
                "what": {**FREE, "above": {"IDR": 50_000}, "speed": "express"},
                "stacks": "best",
                "combines_with": {"shipping": False},
            },
            (
                "Free shipping above Rp50,000. By express. For every member. Holds"
                " online. Of several, the best one counts. Does not work with"
                " other discounts. Where the shop can't take it off by itself, you"
                " have a code of your own."
            ),
        ),
        (
            {
                "what": {**FREE, "minimum": {"IDR": 50_000}, "note": "In two days."},
                "where": {"online": False, "till": True, "stores": ["a"]},
                "held_by": {"tiers": ["top"], "plans": ["club"], "trials": False},
            },
            (
                "Free shipping from Rp50,000. In two days. For Top or Club. Not in"
                " a trial. Holds at the till. Not in every shop. Works together"
                " with shipping discounts. Show at the till that you have it;"
                " staff apply it there."
            ),
        ),
        ({"what": PERCENT}, f"10% off. For every member. Holds online. {CODE}"),
        (
            {"what": {**PERCENT, "scope": {"products": ["1"], "collections": ["2"]}}},
            (
                "10% off selected products or selected collections. For every"
                f" member. Holds online. {CODE}"
            ),
        ),
        (
            {"what": {"kind": "support_priority", "contact": "0800"}},
            "Helped first. Contact: 0800. For every member. Holds online.",
        ),
        (
            {"what": {"kind": "support_priority"}, "where": {"app": True}},
            "Helped first. For every member. Holds online and in the app.",
        ),
        (
            {"what": {"kind": "early_access", "hours": 48}},
            (
                "What is new or on sale 48 hours before others. For every member."
                f" Holds online. {CLOSED}"
            ),
        ),
        (
            {"what": {"kind": "exclusive_products", "products": ["1"]}},
            (f"Goods that only they may buy. For every member. Holds online. {CLOSED}"),
        ),
        (
            {"what": {"kind": "exclusive_products", "whole_store": True}},
            (
                "Only they may buy in the shop. For every member. Holds online."
                f" {CLOSED}"
            ),
        ),
        (
            {"what": {"kind": "member_collection", "collections": ["1"]}},
            (
                "A collection that only they see. For every member. Holds online."
                f" {CLOSED}"
            ),
        ),
        (
            {"what": {"kind": "text", "text": "A cake."}},
            "A cake. For every member. Holds online.",
        ),
        (
            {"what": {"kind": "tag", "text": "First look"}, "title": "Look"},
            f"First look. For every member. Holds online. {MUST_KNOW}",
        ),
    ],
)
def test_a_perk_says_what_it_is_where_it_holds_and_where_not(
    perk: dict[str, Any], words: str
) -> None:
    document = loaded(
        tiers=[{"id": "base"}, {"id": "top", "assigned_by": {"hand": True}}],
        memberships=[{"id": "club"}],
        perks=[{"id": "one", "held_by": {"everybody": True}, **perk}],
    )

    assert told("perks", document) == words


@pytest.mark.parametrize(
    ("section", "item", "name"),
    [
        ("tiers", {}, "One-of them"),
        ("tiers", {"title": "Best"}, "Best"),
        ("memberships", {}, "One-of them"),
        ("memberships", {"title": "Best"}, "Best"),
        ("perks", {"held_by": {"everybody": True}, "what": FREE}, "Free shipping"),
        (
            "perks",
            {"held_by": {"everybody": True}, "what": FREE, "title": "Best"},
            "Best",
        ),
    ],
)
def test_a_title_is_the_merchants_or_made_from_what_it_is(
    section: str, item: dict[str, Any], name: str
) -> None:
    document = loaded(**{section: [{"id": "one-of_them", **item}]})
    found = item_title(document, section, getattr(document, section)[0], Language.EN)

    assert found == name.replace("-", " ")


def test_what_all_tiers_share_is_called_nothing() -> None:
    document = loaded()
    words = SECTION_WORDS["tier_terms"]

    assert words.title(document, document.tier_terms, Language.EN) == ""
