"""A dividend: exact shares of a period's sum, whole steps, the rest carried."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from app.domain.dividends import issued_at, issues
from app.domain.programme.dividends import Dividend

Q1, Q2, Q3 = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def dividend(**values: Any) -> Dividend:  # noqa: ANN401 - parts of a document
    return Dividend.model_validate(
        {
            "id": "bucks",
            "asset": "bucks",
            "shares": [{"metric": "spend", "percent": "2%"}],
            **values,
        }
    )


def issued(of: Dividend, *sums: int) -> list[int]:
    days = [date(2026, 1 + 3 * n, 1) for n in range(len(sums))]
    by_day = {"spend": dict(zip(days, sums, strict=True))}
    found = issues(of, by_day, currency="USD", first_days=days)
    return [issue.issued_minor for issue in found]


def test_extrabucks_are_whole_dollars_and_the_rest_carries_exactly() -> None:
    of = dividend(step={"USD": "1.00"})

    [first, second] = issues(
        of, {"spend": {Q1: 128_499, Q2: 1_501}}, currency="USD", first_days=[Q1, Q2]
    )

    assert (first.source, first.issued_minor) == ("2026-Q1", 2500)
    assert (first.accrued, first.carried) == (Fraction("2569.98"), Fraction("69.98"))
    assert (second.issued_minor, second.carried) == (100, Fraction(0))


@pytest.mark.parametrize(
    ("values", "sums", "found"),
    [
        ({}, (128_499, 0), [2569, 0]),
        ({}, (128_499, 1), [2569, 1]),
        ({"carry": False}, (128_499, 1), [2569, 0]),
        ({"least": {"USD": "15.00"}}, (70_000, 5_000, 0), [0, 1500, 0]),
        ({"least": {"USD": "15.00"}, "carry": False}, (70_000, 5_000), [0, 0]),
        ({"most": {"USD": "1250.00"}}, (5_000_000,), [100_000]),
        ({"most": {"USD": "1250.00"}}, (6_250_000,), [125_000]),
        ({"most": {"USD": "1250.00"}}, (7_000_000, 50), [125_000, 1]),
        ({"most": {"USD": "10.00"}, "step": {"USD": "3.00"}}, (90_000, 0), [900, 0]),
    ],
)
def test_what_each_period_issues(
    values: dict[str, Any], sums: tuple[int, ...], found: list[int]
) -> None:
    assert issued(dividend(**values), *sums) == found


def test_several_shares_add_up() -> None:
    of = dividend(
        shares=[
            {"metric": "spend", "percent": "2%"},
            {"metric": "event", "percent": "10%"},
        ]
    )
    sums = {"spend": {Q1: 10_000}, "event": {Q1: 8_000}}

    [only] = issues(of, sums, currency="USD", first_days=[Q1])

    assert only.issued_minor == 1000


def test_a_refund_of_an_old_order_changes_its_period_and_what_carried() -> None:
    of = dividend(step={"USD": "1.00"})

    assert issued(of, 128_499, 1_501) == [2500, 100]
    assert issued(of, 118_499, 1_501) == [2300, 100]
    assert issued(of, 125_000, 1_501) == [2500, 0]


def test_it_is_issued_when_the_period_is_over_and_the_wait_too() -> None:
    at = issued_at(dividend(wait_days=14), Q3, "Asia/Jakarta")

    assert at.astimezone(UTC) == datetime(2026, 10, 14, 17, tzinfo=UTC)


def test_a_metric_is_named_once() -> None:
    share = {"metric": "spend", "percent": "2%"}

    with pytest.raises(ValueError, match="named once"):
        dividend(shares=[share, share])
