"""A birthday whose year nobody told has none, wherever it is written."""

from datetime import date

import pytest

from app.domain.programme.birthdays import birthday_text, read_birthday, year_of
from app.domain.words import Language
from app.domain.words.languages import day_text, yearly_text


@pytest.mark.parametrize(
    ("day", "text", "year"),
    [
        (date(1990, 4, 17), "1990-04-17", 1990),
        (date(1904, 4, 17), "--04-17", None),
        (date(1904, 2, 29), "--02-29", None),
    ],
)
def test_what_is_written_is_read_again(day: date, text: str, year: int | None) -> None:
    assert birthday_text(day) == text
    assert read_birthday(text) == day
    assert year_of(day) == year


@pytest.mark.parametrize(
    "text", ["", "17-04", "--17-04", "0000-04-17", "1990-02-30", "-04-17", "1990-4-1"]
)
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"birthday|day|month|year"):
        read_birthday(text)


def test_a_day_of_every_year_is_told_without_one() -> None:
    assert yearly_text(date(1904, 4, 17), Language.EN) == "17 Apr"
    assert day_text(date(1990, 4, 17), Language.EN) == "17 Apr 1990"
