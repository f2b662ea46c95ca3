"""Gifts name what there is, and say what they give in three languages."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.gift_checks import gift_problems
from app.domain.programme.gift_words import gift_in_words, gifts_in_words
from app.domain.programme.gifts import Gift
from app.domain.programme.parts import Parts
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from tests.domain.programme.documents import document

EN, ID, MS = Language.EN, Language.ID, Language.MS
READER: TypeAdapter[Gift] = TypeAdapter(Gift)
PERCENT = {"kind": "percent", "price": 100, "percent": "15%"}


@pytest.fixture
def found() -> ProgrammeDocument:
    return document(
        assets=[
            {"kind": "points", "id": "points"},
            {"kind": "credit", "id": "cash", "currency": "USD"},
            {"kind": "tickets", "id": "draw", "unit": {"en": "tickets"}},
        ],
        rewards=(
            PERCENT | {"id": "fifteen"},
            PERCENT | {"id": "mug", "title": {"en": "Mug", "id": "Gelas"}},
        ),
        metrics=[
            {"id": "nights", "of": "activity", "activity": "stay", "title": "nights"}
        ],
        badges=[
            {"id": "early-bird", "title": "Early bird", "description": "The first 100"},
            {"id": "plain"},
        ],
    )


def gift(**parts: Any) -> Gift:  # noqa: ANN401 - parts of a gift
    return READER.validate_python(parts)


FIFTY = {"kind": "points", "points": 50}
TEN = {"kind": "credit", "asset": "cash", "amount": {"USD": "10"}}
CHOICE = {"kind": "choice", "rewards": ("fifteen", "mug")}


@pytest.mark.parametrize(
    ("parts", "en", "in_id", "ms"),
    [
        (FIFTY, "50 points", "50 poin", "50 mata"),
        (FIFTY | {"asset": "draw"}, "50 tickets", "50 tickets", "50 tickets"),
        (TEN, "$10", "$10", "$10"),
        (
            {"kind": "voucher", "reward": "fifteen"},
            "a voucher: 15% off",
            "voucher: Diskon 15%",
            "baucar: Diskaun 15%",
        ),
        (
            CHOICE,
            "your choice of 15% off or Mug",
            "pilihanmu antara Diskon 15% atau Gelas",
            "pilihan anda antara Diskaun 15% atau Mug",
        ),
        (
            {"kind": "badge", "badge": "early-bird"},
            "the badge Early bird",
            "lencana Early bird",
            "lencana Early bird",
        ),
        (
            {"kind": "metric", "metric": "nights", "amount": 3},
            "3 for nights",
            "3 untuk nights",
            "3 untuk nights",
        ),
        (
            {"kind": "badge", "badge": "plain"},
            *["the badge plain"],
            *["lencana plain"] * 2,
        ),
        (
            {"kind": "voucher", "reward": "gone"},
            "a voucher: gone",
            "voucher: gone",
            "baucar: gone",
        ),
    ],
)
def test_a_gift_is_said_in_three_languages(
    found: ProgrammeDocument, parts: dict[str, Any], en: str, in_id: str, ms: str
) -> None:
    one = gift(**parts)

    assert gift_in_words(found, one, EN) == en
    assert gift_in_words(found, one, ID) == in_id
    assert gift_in_words(found, one, MS) == ms


def test_gifts_that_come_together_are_joined(found: ProgrammeDocument) -> None:
    both = [gift(**FIFTY), gift(**TEN)]

    assert gifts_in_words(found, both, EN) == "50 points and $10"


def codes(found: ProgrammeDocument, parts: dict[str, Any]) -> list[tuple[str, str]]:
    lists = {name: dict(enumerate(getattr(found, name))) for name in LISTS}
    return [
        (problem.path, problem.code)
        for problem in gift_problems(Parts(lists, {}), ("x",), gift(**parts))
    ]


@pytest.mark.parametrize(
    "parts",
    [
        FIFTY,
        FIFTY | {"asset": "draw"},
        TEN,
        CHOICE,
        {"kind": "voucher", "reward": "mug"},
        {"kind": "badge", "badge": "plain"},
        {"kind": "metric", "metric": "nights"},
    ],
)
def test_what_there_is_can_be_given(
    found: ProgrammeDocument, parts: dict[str, Any]
) -> None:
    assert codes(found, parts) == []


@pytest.mark.parametrize(
    ("parts", "problems"),
    [
        (FIFTY | {"asset": "stars"}, [("x.asset", "unknown_asset")]),
        (FIFTY | {"asset": "cash"}, [("x.asset", "points_wanted")]),
        (FIFTY | {"points": "1.5"}, [("x.points", "too_fine")]),
        (TEN | {"asset": "stars"}, [("x.asset", "unknown_asset")]),
        (TEN | {"asset": "points"}, [("x.asset", "credit_wanted")]),
        (TEN | {"amount": {"MYR": "5"}}, [("x.amount", "currency_differs")]),
        ({"kind": "voucher", "reward": "cup"}, [("x.reward", "unknown_reward")]),
        ({"kind": "badge", "badge": "late"}, [("x.badge", "unknown_badge")]),
        ({"kind": "metric", "metric": "days"}, [("x.metric", "unknown_metric")]),
        (
            CHOICE | {"rewards": ("mug", "mug", "cup")},
            [("x.rewards[1]", "same_choice"), ("x.rewards[2]", "unknown_reward")],
        ),
    ],
)
def test_what_is_not_there_is_named(
    found: ProgrammeDocument, parts: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    assert codes(found, parts) == problems


def test_a_badge_says_what_it_is_for(found: ProgrammeDocument) -> None:
    first, plain = found.badges

    assert item_title(found, "badges", first, EN) == "Early bird"
    assert item_in_words(found, "badges", first, EN) == "The first 100"
    assert item_title(found, "badges", plain, EN) == "plain"
    assert item_in_words(found, "badges", plain, EN) == ""
