"""What platforms write is read exactly, or refused, or left out."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.errors import Malformed, PlatformUnclear
from integrations import reading
from integrations.http import readable


@pytest.mark.parametrize(
    ("value", "currency", "minor"),
    [
        ("24.00", "EUR", 2400),
        ("0.0", "EUR", 0),
        ("19", "EUR", 1900),
        ("-5.00", "EUR", -500),
        (" 5.00 ", "EUR", 500),
        ("4.2", "EUR", 420),
        ("149999", "IDR", 149999),
        ("149999.00", "IDR", 149999),
        ("1.234", "KWD", 1234),
        (Decimal("21.5"), "EUR", 2150),
        (7, "EUR", 700),
        ("99999999999999.00", "IDR", 99999999999999),
    ],
)
def test_an_amount_is_read_in_its_currency(
    value: object, currency: str, minor: int
) -> None:
    assert reading.amounts_in(currency)(value) == minor


@pytest.mark.parametrize("value", ["", "free", "1,50", "1.5.0", "NaN", None, True, []])
def test_what_is_no_amount_is_malformed(value: object) -> None:
    with pytest.raises(Malformed):
        reading.amounts_in("EUR")(value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (5500667788991, "5500667788991"),
        ("42", "42"),
        ("gid://shopify/Order/5500667788991", "5500667788991"),
        ("gid://shopify/Order/5500667788991?x=2", "5500667788991"),
        (0, None),
        (-1, None),
        (True, None),
        ("gid://shopify/Order/", None),
        ("x", None),
        (None, None),
        (1.5, None),
    ],
)
def test_an_id_is_its_number(value: object, found: str | None) -> None:
    assert reading.maybe_ref(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-11-20T09:30:00+01:00", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T08:30:00Z", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-11-20T08:30:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        ("", None),
        (20261120, None),
        (None, None),
    ],
)
def test_an_instant_has_an_offset(value: object, found: datetime | None) -> None:
    assert reading.maybe_moment(value) == found


def test_a_time_that_is_utc_without_saying_so_is_read_as_utc() -> None:
    assert reading.maybe_gmt("2026-11-22T01:37:32") == datetime(
        2026, 11, 22, 1, 37, 32, tzinfo=UTC
    )
    assert reading.maybe_gmt(None) is None


def test_texts_are_trimmed_and_bounded() -> None:
    assert reading.text("  a  ") == "a"
    assert reading.text("   ") is None
    assert reading.text(7) is None
    assert reading.text("x" * 1_000) == "x" * reading.LONGEST_TEXT


def test_what_is_no_object_is_an_empty_one() -> None:
    assert reading.mapping([]) == {}
    assert reading.objects({}) == []
    assert reading.objects([{"a": 1}, 2, None]) == [{"a": 1}]


def test_what_can_not_be_read_in_an_answer_is_unclear() -> None:
    with pytest.raises(PlatformUnclear), readable("an order"):
        reading.whole("7", "quantity")
