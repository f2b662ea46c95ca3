"""Shoppers are spoken to in every language, in few bytes, and never in code."""

import gzip
import json

import pytest

from app.domain.words import Language, Words
from app.domain.words.storefront import (
    ALL,
    PAGE,
    STOREFRONT,
    Counted,
    Voice,
    gaps_of,
    panel_words,
    say_storefront,
)

MOST_BYTES = 6_000
WANTED_BYTES = 4_096


def sentences(words: Words | Counted) -> list[Words]:
    return [words.one, words.other] if isinstance(words, Counted) else [words]


def test_every_sentence_has_the_same_gaps_in_every_language() -> None:
    uneven = {
        key
        for key, words in ALL.items()
        for each in sentences(words)
        if len({gaps_of(each.template(language)) for language in Language}) > 1
    }

    assert uneven == set()


def test_no_sentence_is_empty_or_carries_markup() -> None:
    odd = {
        key
        for key, words in ALL.items()
        for each in sentences(words)
        for language in Language
        if not (said := each.template(language)).strip()
        or said != said.strip()
        or set(said) & set("<>&")
    }

    assert odd == set()


def test_the_page_has_no_word_of_the_panel() -> None:
    assert set(PAGE) & set(STOREFRONT) == set()


@pytest.mark.parametrize("language", Language)
def test_a_language_of_the_panel_is_small(language: Language) -> None:
    table = panel_words(Voice(language.value, language))
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))

    size = len(gzip.compress(text.encode(), 9))

    assert size <= WANTED_BYTES < MOST_BYTES


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [
        (Language.EN, 1, "1 friend joined"),
        (Language.EN, 2, "2 friends joined"),
        (Language.ID, 1, "1 teman bergabung"),
        (Language.MS, 7, "7 rakan telah menyertai"),
    ],
)
def test_one_and_many_are_told_apart(language: Language, n: int, text: str) -> None:
    assert say_storefront("refer.count", language, n=n) == text


def test_a_number_fills_its_gap() -> None:
    voice = Voice("en", Language.EN, {"play.rank": "No. {n}"})

    assert voice.say("play.rank", n=4) == "No. 4"


def test_a_merchants_own_sentence_goes_before_the_shipped_one() -> None:
    own = {
        "nav.earn": "賺取積分",
        "refer.count_one": "一位朋友",
        "refer.count": "{n}位",
    }
    voice = Voice("zh", Language.EN, own)

    assert voice.say("nav.earn") == "賺取積分"
    assert voice.say("refer.count", n=1) == "一位朋友"
    assert voice.say("refer.count", n=3) == "3位"
    assert voice.say("nav.card") == "Member card"
    assert panel_words(voice)["refer.count"] == {"one": "一位朋友", "other": "{n}位"}


def test_gaps_are_filled_by_name_and_nothing_else() -> None:
    own = {"home.balance": "{points.__class__} {points:>999999999} {points} {other}"}
    voice = Voice("en", Language.EN, own)

    said = voice.say("home.balance", points="{points}")

    assert said == "{points.__class__} {points:>999999999} {points} {other}"


def test_a_sentence_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say_storefront("nav.nowhere", Language.EN)
