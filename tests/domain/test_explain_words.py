"""Every code has words in three languages, and figures look as people write them."""

from datetime import date
from string import Formatter

import pytest

from app.domain.explain import (
    Reason,
    StandingCode,
    TotalCode,
    Units,
)
from app.domain.words import Language, count_text, day_text
from app.domain.words.ledger import ADDITIONS, LABELS, LEDGER, LINES, STANDING
from tests.domain.told import POINTS


@pytest.mark.parametrize(
    ("units", "amount", "language", "text"),
    [
        (POINTS, 1, Language.EN, "1 point"),
        (POINTS, 1250, Language.EN, "1,250 points"),
        (POINTS, 1250, Language.ID, "1.250 poin"),
        (POINTS, 1250, Language.MS, "1,250 mata"),
        (Units(decimals=2), 12_345, Language.ID, "123,45 poin"),
        (Units(decimals=2), 100, Language.EN, "1.00 point"),
        (Units(currency="IDR"), 1_500_000, Language.ID, "Rp1.500.000"),
        (Units(currency="IDR"), -1_500_000, Language.ID, "\N{MINUS SIGN}Rp1.500.000"),
        (Units(currency="MYR"), 150_050, Language.MS, "RM1,500.50"),
        (Units(currency="USD"), 2_569, Language.EN, "USD 25.69"),
        (Units({Language.EN: ("star", "stars")}), 1, Language.EN, "1 star"),
        (Units({Language.EN: ("star", "stars")}), 2, Language.EN, "2 stars"),
    ],
)
def test_amounts_are_written_as_the_language_does(
    units: Units, amount: int, language: Language, text: str
) -> None:
    assert units.text(amount, language) == text


@pytest.mark.parametrize(
    ("units", "text"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "\N{MINUS SIGN}1,234,567")],
)
def test_figures_are_grouped_by_three(units: int, text: str) -> None:
    assert count_text(units, Language.EN) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.EN, "1 Aug 2026"),
        (Language.ID, "1 Agu 2026"),
        (Language.MS, "1 Ogo 2026"),
    ],
)
def test_days_are_written_as_people_do(language: Language, text: str) -> None:
    assert day_text(date(2026, 8, 1), language) == text


def test_every_code_has_words() -> None:
    assert set(LINES) == {reason.value for reason in Reason}
    assert set(STANDING) == {code.value for code in StandingCode}
    assert {f"sum_{code}" for code in TotalCode} <= set(LABELS)
    assert set(ADDITIONS) == {"pending_until", "pending_open", "owed", "borne"}


@pytest.mark.parametrize(
    ("part", "key"), [(part, key) for part, words in LEDGER.items() for key in words]
)
def test_all_languages_say_the_same_with_the_same_gaps(part: str, key: str) -> None:
    words = LEDGER[part][key]

    gaps = {
        language: {
            name for _, name, _, _ in Formatter().parse(words.template(language))
        }
        for language in Language
    }

    assert all(words.template(language).strip() for language in Language)
    assert gaps[Language.ID] - {None} == gaps[Language.EN] - {None}
    assert gaps[Language.MS] - {None} == gaps[Language.EN] - {None}
