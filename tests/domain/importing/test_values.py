"""Cells as values; what could be read in two ways is refused."""

from datetime import date
from fractions import Fraction

import pytest

from app.domain.importing.values import (
    DayOrder,
    Unreadable,
    day_order,
    read_code,
    read_day,
    read_email,
    read_money,
    read_status,
    read_tags,
    read_units,
    referral_code,
    says_yes,
)

ONE = Fraction(1)


@pytest.mark.parametrize(
    ("text", "more", "units"),
    [
        ("1200", {}, 1200),
        ("1200.0", {}, 1200),
        ("1200.00", {}, 1200),
        ("12.5", {"scale": 1}, 125),
        ("12.500", {"scale": 3, "decimals": True}, 12500),
        ("1,204", {"separators": ","}, 1204),
        ("1,204.00", {"separators": ","}, 1204),
        ("1.204.500", {"separators": "."}, 1204500),
        ("1 204", {"separators": " "}, 1204),
        ("1\u00a0204", {"separators": " "}, 1204),
        ("10", {"rate": Fraction(2)}, 20),
        ("7", {"rate": Fraction(1, 2)}, 3),
        ("7.0", {"rate": Fraction(1, 2)}, 3),
        ("-0", {}, 0),
    ],
)
def test_points_are_read_exactly(
    text: str, more: dict[str, object], units: int
) -> None:
    asked = {"scale": 0, **more}

    assert read_units(text, **asked) == units  # type: ignore[arg-type]  # what it takes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,204", "points_separator"),
        ("1.204", "points_separator"),
        ("1 204", "points_separator"),
        ("12.5", "points_unreadable"),
        ("ten", "points_unreadable"),
        ("1e5", "points_unreadable"),
        ("9" * 16, "points_unreadable"),
        ("-5", "points_negative"),
        ("٣", "points_unreadable"),
    ],
)
def test_points_that_are_unclear_are_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_units(text, scale=0)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1990-04-17", "day_first", date(1990, 4, 17)),
        ("1990/04/17T10:00:00Z", "month_first", date(1990, 4, 17)),
        ("17/04/1990", "day_first", date(1990, 4, 17)),
        ("04/17/1990", "month_first", date(1990, 4, 17)),
        ("04/17", "month_first", date(1904, 4, 17)),
        ("29.02", "day_first", date(1904, 2, 29)),
        ("1004-12-01", "day_first", date(1904, 12, 1)),
        ("0000-12-01", "day_first", date(1904, 12, 1)),
        ("1850-12-01", "day_first", date(1904, 12, 1)),
        ("--12-01", "month_first", date(1904, 12, 1)),
        ("--0229", "day_first", date(1904, 2, 29)),
    ],
)
def test_days_are_read_in_the_order_that_was_said(
    text: str, order: DayOrder, day: date
) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("17/04/1990", "month_first"),
        ("29.02.", "day_first"),
        ("spring", "day_first"),
        ("17/04/90", "day_first"),
    ],
)
def test_what_is_no_day_is_refused(text: str, order: DayOrder) -> None:
    with pytest.raises(Unreadable):
        read_day(text, order)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2020", "17/02/2020"], "day_first"),
        (["01/02/2020", "02/17/2020"], "month_first"),
        (["01/02/2020"], None),
        (["2020-01-02", "", "x"], "day_first"),
        ([], "day_first"),
    ],
)
def test_the_order_of_days_is_told_by_one_that_has_only_one(
    cells: list[str], order: str | None
) -> None:
    assert day_order(cells) == order


def test_money_is_whole_minor_units() -> None:
    assert read_money("Rp 25000", digits=0) == 25000
    assert read_money("12.50", digits=2) == 1250


@pytest.mark.parametrize("text", ["x", "12.505", "-1", "NaN", "1e20"])
def test_an_unclear_amount_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_money(text, digits=2)


def test_addresses_are_compared_in_small_letters() -> None:
    assert read_email("mailto:Ada@X.test".lower()) == "ada@x.test"
    assert read_email("DINA@Example.com") == "dina@example.com"


@pytest.mark.parametrize("text", ["ada", "a@b", "a b@x.test", "a@x.test,b@x.test"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_email(text)


def test_a_very_long_address_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_email("a" * 250 + "@x.test")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("True", "member"),
        ("opted_in", "member"),
        ("No", "guest"),
        ("BANNED", "blocked"),
    ],
)
def test_a_status_has_many_names(text: str, status: str) -> None:
    assert read_status(text) == status


def test_another_status_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_status("maybe")


@pytest.mark.parametrize(
    ("text", "yes"),
    [("Subscribed", True), ("opted_in", True), ("no", False), ("", False)],
)
def test_only_a_clear_yes_is_one(text: str, *, yes: bool) -> None:
    assert says_yes(text) is yes


@pytest.mark.parametrize(
    "text",
    [
        "AB12",
        "https://x.test/?smile_ref=AB12",
        "http://rwrd.io/AB12/",
        "https://x.test/r/AB12#top",
        "https://x.test/?utm_source=mail&smile_ref=ab12&st_intent=claim",
        "https://x.test/shop?code=Ab12&lang=id",
        "https://x.test/r/a%20b12",
        " ab 12 ",
    ],
)
def test_the_code_of_an_old_link_is_kept_as_codes_are_looked_up(text: str) -> None:
    assert referral_code(text) == "AB12"


@pytest.mark.parametrize(
    "text", ["", "https://x.test/", "a&b", "é1", "x" * 65, "http://[x"]
)
def test_what_no_link_could_carry_is_no_referral_code(text: str) -> None:
    assert referral_code(text) is None


@pytest.mark.parametrize("text", ["A, B", "A;B", "A|B", "A\nB", "x" * 256])
def test_a_cell_holds_one_discount_code(text: str) -> None:
    with pytest.raises(Unreadable, match="reward_code_unreadable"):
        read_code(text)


def test_a_discount_code_stays_as_it_is_written() -> None:
    assert read_code("Summer sale-10%") == "Summer sale-10%"


def test_tags_are_parted_and_each_told_once() -> None:
    assert read_tags("VIP, vip;Old | ,") == ("vip", "old")
    assert read_tags("x" * 101) == ("x" * 100,)
    assert len(read_tags(",".join(map(str, range(200))))) == 100
