"""Every kind of reward reads itself out, and says what it gets wrong."""

from typing import Any

import pytest

from app.domain.programme.reward_words import (
    conditions_in_words,
    reward_in_words,
    reward_title,
)
from app.domain.words import Language
from tests.domain.programme.documents import document, only_problem, problems, raw

EN, ID, MS = Language.EN, Language.ID, Language.MS
ASSETS = [
    {"kind": "points", "id": "points"},
    {"kind": "tickets", "id": "draw", "unit": {"en": "tickets"}},
    {"kind": "credit", "id": "cash", "currency": "IDR"},
]
RUPIAH = {"IDR": "10000"}
CARD = {"kind": "gift_card", "price": 100, "amount": RUPIAH}
CREDIT = {"kind": "store_credit", "price": 100, "amount": RUPIAH}
CHARITY = {"kind": "charity", "price": 100, "amount": RUPIAH, "causes": ["trees"]}
TICKETS = {"kind": "tickets", "price": 100, "tickets": "draw", "number": 3}
MANUAL = {"kind": "manual", "price": 100}
POOL = {"kind": "code_pool", "price": 100}
EVENT = {
    "kind": "experience",
    "price": 100,
    "starts_at": "2026-12-24T19:00",
    "ends_at": "2026-12-24T22:00",
}
PARTNER = {"kind": "partner", "price": 100, "store": "dua.test"}
PERCENT = {"kind": "percent", "price": 100, "percent": "25%"}
FIXED = {"kind": "fixed_amount", "price": 100, "amount": RUPIAH}
MARGIN = {"usual": "40%", "floor": "20%"}
SECTIONS: dict[str, Any] = {"assets": ASSETS, "causes": [{"id": "trees"}]}


def said(reward: dict[str, Any], language: Language = EN) -> str:
    found = document(rewards=({"id": "it", **reward},), **SECTIONS)
    return reward_in_words(found, found.rewards[0], language)


def conditions(reward: dict[str, Any], *, minimum: bool = True) -> list[str]:
    found = document(rewards=({"id": "it", **reward},), **SECTIONS)
    return conditions_in_words(found.rewards[0], EN, minimum=minimum)


def test_a_condition_is_one_sentence_whatever_stands_in_it() -> None:
    where = {"en": "Counter no. 5, ground floor", "id": "Loket no. 5", "ms": "Kaunter"}
    manual = {**MANUAL, "where": where, "limits": {"per_member": 1}}

    told = conditions(manual)

    assert told[0] == "Counter no. 5, ground floor."
    assert all(each.endswith(".") for each in told)
    assert " ".join(told) in said(manual)


def test_the_least_order_is_left_out_where_it_is_said_already() -> None:
    fixed = {**FIXED, "minimum_order": {"IDR": 50000}}

    whole, rest = conditions(fixed), conditions(fixed, minimum=False)

    assert [each for each in whole if each not in rest] == whole[:1]
    assert "Rp50,000" in whole[0]


def test_a_slider_says_how_much_of_the_cart_it_pays() -> None:
    slider = {
        "kind": "slider",
        "step": 10,
        "minimum": 20,
        "maximum_share": "50%",
        "value": {"IDR": "1 per 100"},
        "minimum_order": {"IDR": 10000},
    }

    told = conditions(slider, minimum=False)

    assert "50%" in told[0]
    assert not any("20" in each for each in told)


def titled(reward: dict[str, Any], language: Language) -> str:
    found = document(rewards=({"id": "it", **reward},), **SECTIONS)
    return reward_title(found, found.rewards[0], language)


@pytest.mark.parametrize(
    ("reward", "en", "in_id", "ms"),
    [
        (
            CARD,
            "Gift card worth Rp10,000",
            "Kartu hadiah senilai Rp10.000",
            "Kad hadiah bernilai Rp10,000",
        ),
        (
            CREDIT,
            "Rp10,000 store credit",
            "Kredit toko Rp10.000",
            "Kredit kedai Rp10,000",
        ),
        (CHARITY, "Rp10,000 to a good cause", "Donasi Rp10.000", "Derma Rp10,000"),
        (TICKETS, "3 tickets", "3 tickets", "3 tickets"),
        (
            MANUAL,
            "A reward handed over in person",
            "Hadiah yang diserahkan langsung",
            "Hadiah yang diserahkan sendiri",
        ),
        (POOL, "A voucher code", "Kode voucher", "Kod baucar"),
        (
            EVENT,
            "A place at an event",
            "Tempat di sebuah acara",
            "Tempat di sebuah acara",
        ),
        (
            PARTNER | {"percent": "10%"},
            "10% off at a partner store",
            "Diskon 10% di toko mitra",
            "Diskaun 10% di kedai rakan",
        ),
        (
            PARTNER | {"amount": RUPIAH},
            "Rp10,000 off at a partner store",
            "Diskon Rp10.000 di toko mitra",
            "Diskaun Rp10,000 di kedai rakan",
        ),
    ],
)
def test_a_reward_is_called_by_what_it_gives(
    reward: dict[str, Any], en: str, in_id: str, ms: str
) -> None:
    assert [titled(reward, one) for one in (EN, ID, MS)] == [en, in_id, ms]


@pytest.mark.parametrize(
    ("reward", "words"),
    [
        (CARD, "Gift card worth Rp10,000. 100 points needed."),
        (
            CREDIT | {"lasts_days": 90},
            "Rp10,000 store credit. 100 points needed. Can be spent for 90 days.",
        ),
        (
            CHARITY,
            "Rp10,000 to a good cause. 100 points needed. Can't be given back.",
        ),
        (
            PERCENT | {"pieces": 1},
            (
                "25% off. 100 points needed. Pieces reduced per order: 1; in some "
                "stores another piece must be bought for each. Valid for 30 days; "
                "unused, the points come back. Works together with shipping discounts."
            ),
        ),
        (
            MANUAL | {"where": {"en": "At the café"}, "stock": {"units": 500}},
            (
                "A reward handed over in person. 100 points needed. 500 in all."
                " At the café. Valid for 30 days; unused, the points come back."
            ),
        ),
        (
            EVENT | {"closes": "2026-12-20"},
            (
                "A place at an event. 100 points needed."
                " From 24 Dec 2026 19:00 until 24 Dec 2026 22:00."
                " Places can be had until 20 Dec 2026."
            ),
        ),
        (
            EVENT,
            (
                "A place at an event. 100 points needed."
                " From 24 Dec 2026 19:00 until 24 Dec 2026 22:00."
            ),
        ),
        (
            {"kind": "manual"},
            (
                "A reward handed over in person."
                " Given by the programme, not for points."
                " Valid for 30 days; unused, the points come back."
            ),
        ),
    ],
)
def test_a_reward_says_what_a_member_should_know(
    reward: dict[str, Any], words: str
) -> None:
    assert said(reward) == words


def test_a_locked_reward_says_for_whom_it_is() -> None:
    lock = {"field": "member.tags", "op": "contains_any", "value": ["card"]}

    assert "Only if " in said(MANUAL | {"when": lock})


def wrong(reward: dict[str, Any], **sections: Any) -> tuple[str, str]:  # noqa: ANN401 - parts of a document
    parts = SECTIONS | sections
    problem = only_problem(raw(rewards=({"id": "it", **reward},), **parts))
    return problem.path.removeprefix("rewards[0]"), problem.code


@pytest.mark.parametrize(
    ("reward", "path", "code"),
    [
        (MANUAL | {"asset": "stars"}, ".asset", "unknown_asset"),
        (MANUAL | {"asset": "draw"}, ".asset", "tickets_not_spendable"),
        (TICKETS | {"tickets": "stars"}, ".tickets", "unknown_asset"),
        (TICKETS | {"tickets": "points"}, ".tickets", "tickets_wanted"),
        (CHARITY | {"causes": ["seas"]}, ".causes[0]", "unknown_cause"),
        (EVENT | {"ends_at": "2026-12-23"}, ".ends_at", "ends_too_early"),
        (EVENT | {"closes": "2026-12-25"}, ".closes", "closes_too_late"),
        (PARTNER, "", "amount_or_percent"),
        (PARTNER | {"amount": RUPIAH, "percent": "5%"}, "", "amount_or_percent"),
        (
            FIXED | {"margin": {"usual": "20%", "floor": "20%"}},
            ".margin",
            "no_room_for_discount",
        ),
        (
            PERCENT | {"percent": "25.01%", "margin": MARGIN},
            ".margin",
            "percent_above_margin",
        ),
        (
            PARTNER | {"percent": "30%", "margin": MARGIN},
            ".margin",
            "percent_above_margin",
        ),
        (
            {"kind": "free_shipping", "price": 1, "margin": MARGIN},
            ".cost",
            "missing",
        ),
        (
            MANUAL | {"when": {"field": "order.first", "op": "is", "value": True}},
            ".when",
            "field_not_for_trigger",
        ),
    ],
)
def test_what_is_wrong_with_a_reward_is_named(
    reward: dict[str, Any], path: str, code: str
) -> None:
    assert wrong(reward) == (path, code)


@pytest.mark.parametrize(
    "reward",
    [
        PERCENT | {"margin": MARGIN},
        FIXED | {"margin": MARGIN},
        PARTNER | {"amount": RUPIAH, "margin": MARGIN},
        MANUAL | {"margin": MARGIN, "cost": RUPIAH},
        EVENT | {"closes": "2026-12-24T18:59"},
        CHARITY,
        TICKETS,
    ],
)
def test_what_is_right_passes(reward: dict[str, Any]) -> None:
    document(rewards=({"id": "it", **reward},), **SECTIONS)


def test_the_nearest_percentage_that_keeps_the_floor_is_named() -> None:
    reward = {"id": "it", **PERCENT, "percent": "30%", "margin": MARGIN}

    (problem,) = problems(raw(rewards=(reward,))).values()

    assert problem.nearest == "25%"
