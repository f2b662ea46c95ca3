"""Numbers as people type them are read in one way, or refused."""

from fractions import Fraction

import pytest

from app.domain.typed_numbers import (
    Doubt,
    Unread,
    both_ways,
    read_amount,
    read_exact,
    read_points,
    read_whole,
    write_amount,
    write_exact,
)
from app.domain.words import Language

EN, ID, MS = Language.EN, Language.ID, Language.MS


@pytest.mark.parametrize(
    "text",
    ["1000", "1.000", "1,000", "1 000", "1\u00a0000", "1\u202f000", " 1.000 ", "1_000"],
)
def test_a_thousand_is_a_thousand_however_it_is_grouped(text: str) -> None:
    assert read_whole(text) == 1000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("12.345.678", 12_345_678),
        ("12,345,678", 12_345_678),
        ("1.000,00", 1000),
        ("1,000.00", 1000),
    ],
)
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize(
    "text", ["1.5", "1,0", "1.00", "1.000,50", "0.125", "1000.125"]
)
def test_a_whole_number_has_no_decimals(text: str) -> None:
    with pytest.raises(Unread) as refused:
        read_whole(text)

    assert refused.value.doubt is Doubt.NOT_WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ten",
        "10 rb",
        "1 0",
        "1.000.00",
        "1.000,000.000",
        "1.000 000",
        "-5",
        "9" * 31,
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unread) as refused:
        read_whole(text)

    assert refused.value.doubt is Doubt.UNREADABLE


@pytest.mark.parametrize(
    ("text", "plain"), [("1.000", "1000"), ("2,5", "2.5"), ("0.125", "0.125")]
)
def test_points_may_have_decimals_and_are_grouped_by_three(
    text: str, plain: str
) -> None:
    assert read_points(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1.25", "1.25"),
        ("1,25", "1.25"),
        ("1,1250", "1.1250"),
        ("0,125", "0.125"),
        ("5/4", "5/4"),
        ("5 / 4", "5/4"),
        ("1 250", "1250"),
        ("1.250.000", "1250000"),
        ("1.250,5", "1250.5"),
    ],
)
def test_a_factor_is_read_with_either_mark(text: str, plain: str) -> None:
    assert read_exact(text) == plain


@pytest.mark.parametrize(
    ("text", "language", "ways"),
    [
        ("1.250", ID, ("1250", "1,25")),
        ("1,125", EN, ("1125", "1.1250")),
        ("1.000", MS, ("1000", "1")),
    ],
)
def test_a_factor_that_could_be_a_thousand_is_refused(
    text: str, language: Language, ways: tuple[str, str]
) -> None:
    with pytest.raises(Unread) as refused:
        read_exact(text)

    assert refused.value.doubt is Doubt.AMBIGUOUS
    assert both_ways(text, language) == ways


@pytest.mark.parametrize(
    "plain", ["3", "1.25", "1.125", "12.5", "0.125", "1250", "5/4"]
)
@pytest.mark.parametrize("language", Language)
def test_what_is_written_is_read_back(plain: str, language: Language) -> None:
    written = write_exact(plain, language)

    assert Fraction(read_exact(written)) == Fraction(plain)


@pytest.mark.parametrize(
    ("plain", "currency"), [("12.50", "MYR"), ("20000", "IDR"), ("1.250", "KWD")]
)
@pytest.mark.parametrize("language", Language)
def test_an_amount_that_is_written_is_read_back(
    plain: str, currency: str, language: Language
) -> None:
    written = write_amount(plain, language)

    assert read_amount(written, currency, language) == plain


@pytest.mark.parametrize(
    ("text", "currency", "language", "plain"),
    [
        ("Rp 1.000", "IDR", ID, "1000"),
        ("Rp1.000", "IDR", EN, "1000"),
        ("rp. 20.000,-", "IDR", ID, "20000"),
        ("IDR 20,000", "IDR", EN, "20000"),
        ("20.000 IDR", "IDR", ID, "20000"),
        ("Rp 20.000,00", "IDR", ID, "20000"),
        ("RM 1,500.50", "MYR", MS, "1500.50"),
        ("RM12,5", "MYR", ID, "12.5"),
        ("S$ 12.50", "SGD", EN, "12.50"),
        ("$12.50", "SGD", EN, "12.50"),
        ("KWD 1.250", "KWD", EN, "1.250"),
        ("KWD 1.250", "KWD", ID, "1250"),
        ("1,250", "KWD", ID, "1.250"),
    ],
)
def test_an_amount_is_read_as_on_a_price_tag(
    text: str, currency: str, language: Language, plain: str
) -> None:
    assert read_amount(text, currency, language) == plain


@pytest.mark.parametrize(
    ("text", "currency", "doubt"),
    [
        ("10 rb", "IDR", Doubt.UNREADABLE),
        ("Rp 10", "MYR", Doubt.UNREADABLE),
        ("10.00", "IDR", Doubt.NOT_WHOLE),
        ("12,50", "IDR", Doubt.NOT_WHOLE),
        ("12.505.5", "MYR", Doubt.UNREADABLE),
        ("0.125", "MYR", Doubt.UNREADABLE),
    ],
)
def test_an_amount_that_is_none_is_refused(
    text: str, currency: str, doubt: Doubt
) -> None:
    with pytest.raises(Unread) as refused:
        read_amount(text, currency, ID)

    assert refused.value.doubt is doubt
