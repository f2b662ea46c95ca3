"""The section ``referral``: what it may not say, and how it is told."""

from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.phrases.referral import WHY
from app.domain.programme.problems import DocumentInvalid
from app.domain.programme.referral_words import opening, reason_in_words
from app.domain.programme.section_words import item_title, table_in_words
from app.domain.referrals.suspicion import GUARD_OF_PRINT
from app.domain.words import Language

POINTS = [{"kind": "points", "points": 50}]
MORE = [{"kind": "points", "points": 200}]


def document(**terms: Any) -> ProgrammeDocument:  # noqa: ANN401 - parts of it
    return load_document({"identity": {"name": "Main"}, "referral": terms})


def refused(**terms: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - parts of it
    with pytest.raises(DocumentInvalid) as refusal:
        document(**terms)
    return [(one.path, one.code) for one in refusal.value.problems]


def told(language: Language = Language.EN, **terms: Any) -> str:  # noqa: ANN401
    return table_in_words(document(**terms), "referral", language)


def test_a_programme_without_a_referral_says_nothing_of_it() -> None:
    plain = load_document({"identity": {"name": "Main"}})

    assert plain.referral is None
    assert table_in_words(plain, "referral", Language.EN) == ""


def test_a_referral_gives_something() -> None:
    assert refused() == [("referral", "gives_nothing")]


@pytest.mark.parametrize("side", ["friend_gifts", "advocate_gifts"])
def test_gifts_are_real(side: str) -> None:
    gift = {"kind": "voucher", "reward": "nothing"}

    assert refused(**{side: [gift]}) == [
        (f"referral.{side}[0].reward", "unknown_reward")
    ]


def test_a_month_has_no_more_than_there_may_ever_be() -> None:
    assert refused(friend_gifts=POINTS, most_per_month=3, most_ever=2) == [
        ("referral.most_per_month", "cap_above_cap")
    ]
    document(friend_gifts=POINTS, most_per_month=2, most_ever=2)


def test_everything_is_told() -> None:
    text = told(
        friend_gifts=POINTS,
        advocate_gifts=MORE,
        minimum={"IDR": 100_000},
        most_per_month=2,
        most_ever=10,
    )

    assert text == (
        "A friend who joins through your link gets 50 points. You get 200 points"
        " once the friend's first order is paid and can no longer be returned. That"
        " takes 14 days. The order must be at least Rp100,000. The friend orders"
        " within 30 days of using the link. At most 2 friends a month are rewarded."
        " At most 10 friends in all are rewarded. If the friend's order goes back,"
        " so does what you get for it. A friend is somebody who has not bought here"
        " before, and not yourself."
    )


def test_what_is_not_there_is_not_told() -> None:
    assert told(friend_gifts=POINTS).count(".") == 2
    text = told(advocate_gifts=MORE, first_order_only=False, wait={"days": 0})

    assert text.startswith("You get 200 points once an order of the friend is paid")
    assert "That takes" not in text
    assert told(friend_gifts=POINTS, enabled=False) == ""


@pytest.mark.parametrize("language", Language)
def test_it_is_told_in_every_language(language: Language) -> None:
    text = told(language, friend_gifts=POINTS, advocate_gifts=MORE)

    assert text.endswith(".")
    assert "{" not in text
    assert item_title(document(friend_gifts=POINTS), "referral", None, language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(WHY))
def test_both_sides_read_why_not(code: str, language: Language) -> None:
    assert reason_in_words(code, "friend", language)
    assert reason_in_words(code, "advocate", language)


def test_every_finding_has_words() -> None:
    assert {code for _, code in GUARD_OF_PRINT.values()} <= set(WHY)


def test_the_opening_is_what_is_told_first_without_its_full_stop() -> None:
    terms = document(advocate_gifts=POINTS)

    assert terms.referral is not None
    first = opening(terms, terms.referral, Language.EN)

    assert told(advocate_gifts=POINTS).startswith(f"{first}. ")
