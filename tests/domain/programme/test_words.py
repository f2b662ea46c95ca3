"""The programme explains itself in three languages, from its own settings."""

import re
from fractions import Fraction
from typing import Any

import pytest

from app.domain.programme.figures import money_text, number_text, units_text
from app.domain.programme.in_words import rule_in_words, rule_title
from app.domain.programme.phrases import PHRASES
from app.domain.programme.reward_words import (
    reward_in_words,
    reward_title,
    title_again,
)
from app.domain.programme.terms_words import pending_in_words, terms_in_words
from app.domain.words import Language
from tests.domain.programme.documents import FIFTY, document, spend

EN, ID, MS = Language.EN, Language.ID, Language.MS
GAPS = re.compile(r"\{(\w+)\}")
TAIL = "Valid for 30 days; unused, the points come back."


@pytest.mark.parametrize("key", PHRASES)
def test_a_sentence_has_the_same_gaps_in_every_language(key: str) -> None:
    words = PHRASES[key]
    gaps = {frozenset(GAPS.findall(text)) for text in (words.en, words.id, words.ms)}

    assert len(gaps) == 1
    assert words.en
    assert words.id
    assert words.ms


def test_money_reads_as_in_the_country() -> None:
    assert money_text(1_500_000, "IDR", ID) == "Rp1.500.000"
    assert money_text(150_050, "MYR", MS) == "RM1,500.50"
    assert money_text(1_000, "USD", EN) == "$10"
    assert money_text(2_500, "KWD", EN) == "KWD\u00a02.500"
    assert money_text(1_050, "EUR", ID) == "€10,50"
    assert number_text(Fraction(-375), EN) == "−375"  # noqa: RUF001 - the sign
    assert number_text(Fraction(-5, 3), EN) == "−5/3"  # noqa: RUF001 - as above
    assert money_text(-10_000, "IDR", EN) == "−Rp10,000"  # noqa: RUF001 - the sign
    assert money_text(-150_050, "MYR", ID) == "−RM1.500,50"  # noqa: RUF001 - as above


def test_a_number_reads_as_in_the_language() -> None:
    assert number_text(Fraction(1250), ID) == "1.250"
    assert number_text(Fraction(3, 2), ID) == "1,5"
    assert number_text(Fraction(1, 3), EN) == "1/3"


def test_points_have_their_own_unit_and_decimals() -> None:
    stars = {"kind": "points", "id": "stars", "scale": 1}
    units = {"unit": {"en": "stars", "id": "bintang"}, "unit_one": {"en": "star"}}
    credit = {"kind": "credit", "id": "credit", "currency": "MYR"}
    plain = {"kind": "points", "id": "points"}
    found = document(assets=[stars | units, credit, plain])

    assert units_text(found, "stars", 15, EN) == "1.5 stars"
    assert units_text(found, "stars", 10, EN) == "1 star"
    assert units_text(found, "stars", 20, ID) == "2 bintang"
    assert units_text(found, "credit", 433, MS) == "RM4.33"
    assert units_text(found, "points", 1, EN) == "1 point"
    assert units_text(found, "points", 1_250, MS) == "1,250 mata"


def said(rule: dict[str, Any], language: Language = EN, **sections: Any) -> str:  # noqa: ANN401 - parts of a document
    found = document(rule, **sections)
    return rule_in_words(found, found.earning[0], language)


def test_a_rate_is_said_in_three_languages() -> None:
    assert said(spend()) == "Earn 1 point for every Rp1,000 you spend."
    assert said(spend(), ID) == "Dapat 1 poin setiap belanja Rp1.000."
    assert said(spend(), MS) == "Dapat 1 mata bagi setiap Rp1,000 yang dibelanjakan."


def test_rates_of_several_currencies_are_alternatives() -> None:
    rates = {"USD": "1.25 per 1", "MYR": "1 per 4"}

    assert said(spend(award={"kind": "rate", "rates": rates})) == (
        "Earn 1.25 points for every $1 or 1 point for every RM4 you spend."
    )


def test_cashback_is_said_as_a_percentage() -> None:
    rule = spend(asset="credit", award={"kind": "rate", "rates": {"MYR": "2.5%"}})
    assets = [{"kind": "credit", "id": "credit", "currency": "MYR"}]

    assert said(rule, assets=assets) == "Get 2.5% back as store credit."


@pytest.mark.parametrize(
    ("more", "tail"),
    [
        ({"minimum": {"IDR": 50_000}}, "From Rp50,000."),
        (
            {"amount": {"only": {"products": ["1"], "tags": ["new", "hot"]}}},
            "Only on selected products or products tagged new, hot.",
        ),
        (
            {"amount": {"exclude": {"collections": ["1"], "vendors": ["Acme"]}}},
            "Not on selected collections or products of Acme.",
        ),
        (
            {"amount": {"tax": True, "shipping": True}},
            "Tax counts too. Shipping counts too.",
        ),
        (
            {"amount": {"gift_cards": True, "paid_with_points": True}},
            "Gift cards count too. What you pay with points counts too.",
        ),
        ({"refunds": "stays"}, "Kept when the order is refunded."),
        (
            {"active": {"since": "2026-07-01", "until": "2026-07-31T18:00"}},
            "From 1 Jul 2026 until 31 Jul 2026 18:00.",
        ),
        ({"active": {"since": "2026-07-01"}}, "From 1 Jul 2026."),
        ({"active": {"until": "2026-07-01"}}, "Until 1 Jul 2026."),
        ({"limits": [{"per": "day", "points": 1}]}, "At most 1 point a day."),
        (
            {"limits": [{"per": "month", "points": 5_000, "times": 3}]},
            "At most 5,000 points a month. At most 3 times a month.",
        ),
        ({"limits": [{"per": "ever", "times": 3}]}, "At most 3 times in all."),
        ({"pending": {"days": 7}}, "Usable 7 days after payment."),
        (
            {"pending": {"days": 0, "since": "fulfilled"}},
            "Usable 0 days after the order is handed over.",
        ),
        (
            {"expiry": {"kind": "life", "months": 12}},
            "Points expire 12 months after they can be used.",
        ),
    ],
)
def test_everything_that_a_rule_asks_is_said(more: dict[str, Any], tail: str) -> None:
    head = "Earn 1 point for every Rp1,000 you spend. "

    assert said(spend(**more)) == head + tail


@pytest.mark.parametrize(
    ("award", "text"),
    [
        (FIFTY, "Earn 50 points with an order."),
        ({"kind": "multiplier", "by": "1.5"}, "1.5\u00d7 points."),
        (
            {"kind": "multiplier", "by": 3, "rounding": "half_up"},
            "3\u00d7 points. Rounded to the nearest point.",
        ),
        (
            {"kind": "rate", "rates": {"IDR": "1 per 1"}, "rounding": "up"},
            "Earn 1 point for every Rp1 you spend. Rounded up.",
        ),
    ],
)
def test_every_award_is_said(award: dict[str, Any], text: str) -> None:
    assert said(spend(award=award)) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"trigger": "sign_up"}, "Get 50 points when you join."),
        (
            {"trigger": "sign_up", "after_first_paid_order": True},
            "Get 50 points when you join. Yours with your first paid order.",
        ),
        (
            {"trigger": "review", "pending_days": 3},
            (
                "Earn 50 points for a written review. For products that you bought."
                " Once for each product. Usable 3 days later."
            ),
        ),
        (
            {
                "trigger": "review",
                "needs": "video",
                "bought": False,
                "once_per": "review",
            },
            "Earn 50 points for a review with a video.",
        ),
        (
            {"trigger": "activity", "activity": "walk"},
            "Earn 50 points for walk.",
        ),
        (
            {"trigger": "activity", "activity": "a.b", "once_per": "day", "title": "t"},
            "Earn 50 points for t. Once a day.",
        ),
    ],
)
def test_every_trigger_is_said(rule: dict[str, Any], text: str) -> None:
    assert said({"id": "rule", "award": FIFTY, **rule}) == text


WEB = {"field": "order.channel", "op": "in", "value": ["web", "pos"]}
FIRST = {"field": "order.first", "op": "is", "value": True}
AMOUNT = {
    "field": "order.amount",
    "op": "gte",
    "value": {"IDR": 50_000, "MYR": "10.50"},
}
JULY = {"field": "at", "op": "not_within", "value": {"since": "2026-07-01"}}


def group(match: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"match": match, "items": list(items)}


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (WEB, "sales channel is web, pos"),
        (FIRST, "it is the first order"),
        ({**FIRST, "value": False}, "it is not the first order"),
        (AMOUNT, "order amount at least Rp50,000 or RM10.50"),
        (JULY, "not from 1 Jul 2026"),
        (
            group("all", WEB, group("any", FIRST, JULY)),
            (
                "sales channel is web, pos and"
                " (it is the first order or not from 1 Jul 2026)"
            ),
        ),
        (
            group("none", WEB, FIRST),
            "not (sales channel is web, pos or it is the first order)",
        ),
        (group("none", FIRST), "not it is the first order"),
        (group("all", group("any", FIRST)), "it is the first order"),
    ],
)
def test_a_condition_is_read_out(when: dict[str, Any], text: str) -> None:
    assert said(spend(when=when)).endswith(f" you spend. If {text}.")


def test_the_merchants_title_comes_first() -> None:
    found = document(spend(title={"en": "Shopping"}), spend(id="other"))
    shopping, other = found.earning

    assert rule_title(found, shopping, ID) == "Shopping"
    assert rule_title(found, other, ID) == "Dapat 1 poin setiap belanja Rp1.000"


def test_terms_are_said() -> None:
    found = document(
        terms={
            "pending": {"days": 0},
            "expiry": {"kind": "life", "days": 90},
            "refunds": {"spent_points": "off"},
        }
    )

    assert terms_in_words(found.terms, EN) == (
        "Usable at once. Points expire 90 days after they can be used. When an order"
        " is refunded, the points it gave are taken back in step. Points you paid"
        " with do not come back."
    )
    assert pending_in_words(14, "paid", MS).endswith("14 hari selepas pembayaran")


def reward_said(reward: dict[str, Any], language: Language = EN) -> str:
    found = document(rewards=({"id": "reward", **reward},))
    return reward_in_words(found, found.rewards[0], language)


ALONE = {"combines_with": {"shipping": False}}


@pytest.mark.parametrize(
    ("reward", "text"),
    [
        (
            {"kind": "fixed_amount", "price": 300, "amount": {"USD": 10, "MYR": 45}},
            f"$10 or RM45 off. 300 points needed. {TAIL}",
        ),
        (
            {
                "kind": "percent",
                "price": 1,
                "percent": "12.5%",
                "minimum_order": {"USD": 20},
                "scope": {"products": ["1"], "collections": ["2"]},
            },
            (
                "12.5% off. 1 point needed. Minimum spend $20."
                f" On selected products or selected collections. {TAIL}"
            ),
        ),
        (
            {"kind": "free_shipping", "price": 5, "active": {"until": "2026-12-31"}},
            f"Free shipping. 5 points needed. Until 31 Dec 2026. {TAIL}",
        ),
        (
            {"kind": "free_product", "price": 5, "products": ["1"]},
            f"Free product of your choice. 5 points needed. {TAIL}",
        ),
        (
            {
                "kind": "free_product",
                "price": 5,
                "products": ["1"],
                "product_name": "mug",
            },
            f"Free mug. 5 points needed. {TAIL}",
        ),
        (
            {"kind": "slider", "value": {"IDR": "100 per 10000"}},
            f"100 points = Rp10,000 off. {TAIL}",
        ),
        (
            {
                "kind": "slider",
                "value": {"IDR": "100 per 10000"},
                "minimum": 200,
                "step": 100,
                "maximum": 500,
                "maximum_share": "50%",
            },
            (
                "100 points = Rp10,000 off. From 200 points. In steps of 100 points."
                f" At most 500 points at once. At most 50% of the order. {TAIL}"
            ),
        ),
    ],
)
def test_every_reward_is_said(reward: dict[str, Any], text: str) -> None:
    alone = "Does not work with other discounts."

    assert reward_said(reward | ALONE) == f"{text} {alone}"


def test_what_a_reward_combines_with_and_its_limits_are_said() -> None:
    reward = {
        "kind": "free_shipping",
        "price": 5,
        "combines_with": {"order": True, "product": True},
        "limits": {"per_member": 2, "per_period": {"per": "year", "times": 1}},
    }

    assert reward_said(reward, MS) == (
        "Penghantaran percuma. Perlu 5 mata. Sah 30 hari; jika tidak digunakan, mata"
        " dipulangkan. Boleh digabungkan dengan diskaun pesanan dan diskaun produk"
        " dan diskaun penghantaran. Paling banyak 2 bagi setiap ahli. Paling banyak"
        " 1 kali setahun."
    )


def test_a_reward_is_called_by_its_title_or_by_what_it_gives() -> None:
    shipping = {"id": "ship", "kind": "free_shipping", "price": 5}
    found = document(rewards=(shipping, {**shipping, "id": "own", "title": "Ours"}))

    assert reward_title(found, found.rewards[0], ID) == "Gratis ongkir"
    assert reward_title(found, found.rewards[1], ID) == "Ours"


def test_a_title_that_was_written_down_is_said_again_in_another_language() -> None:
    shipping = {"id": "ship", "kind": "free_shipping", "price": 5}
    own = {"en": "Bag", "id": "Tas", "ms": "Beg"}
    found = document(rewards=(shipping, {**shipping, "id": "own", "title": own}))

    assert title_again(found, "Tas", MS) == "Beg"
    assert title_again(found, "Gratis ongkir", EN) == "Free shipping"
    assert title_again(found, "What it was called last year", MS) == (
        "What it was called last year"
    )
