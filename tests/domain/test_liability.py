"""Liability figures equal the published vectors to the minor unit."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.liability import (
    ALL,
    BookAccount,
    Cohort,
    IssueMonth,
    JournalLine,
    ManagementEstimate,
    credit_owed,
    deferred,
    expected_redeemed,
    factors,
    half_up,
    management_estimate,
    period_lines,
    provision_lines,
    provision_used_lines,
    recognised,
    refund_lines,
    sale_lines,
    share_expected,
    standalone_value,
    trusted_share,
    ultimate_rates,
    ultimates,
)

VECTORS = Path(__file__).parent.parent / "vectors"
AMOUNTS: dict[str, Any] = json.loads((VECTORS / "liability.json").read_text())
LADDER: dict[str, Any] = json.loads(
    (VECTORS / "liability_chain_ladder.json").read_text()
)
EXAMPLE = AMOUNTS["worked_example"]
FIRST, REFUND, SECOND, LAST = EXAMPLE["steps"]
MONTHS = [
    IssueMonth(row["issued"], tuple(row["redeemed_by_age"])) for row in LADDER["months"]
]

amounts = st.integers(min_value=0, max_value=10**12)
counts = st.integers(min_value=0, max_value=10**6)
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


def places(value: Fraction, digits: int) -> str:
    """Return *value* as decimal text, half-up."""
    whole, part = divmod(half_up(value * 10**digits), 10**digits)
    return f"{whole}.{part:0{digits}d}"


def sold() -> Cohort:
    return Cohort.sold(
        EXAMPLE["price_minor"],
        EXAMPLE["points"],
        Fraction(EXAMPLE["value_minor"]),
        Fraction(EXAMPLE["rate"]),
    )


def closed(cohort: Cohort, step: dict[str, Any]) -> Cohort:
    return cohort.at_period_end(
        redeemed=step["redeemed"],
        outstanding=step["outstanding"],
        share=Fraction(step["share"]),
    )


@pytest.mark.parametrize(
    ("value", "whole"),
    [("1/2", 1), ("3/2", 2), ("1/3", 0), ("2/3", 1), ("-1/2", -1), ("-1/3", 0)],
)
def test_halves_round_away_from_zero(value: str, whole: int) -> None:
    assert half_up(Fraction(value)) == whole


@pytest.mark.parametrize("row", AMOUNTS["management_estimate"])
def test_the_management_estimate_is_outstanding_times_value_times_share(
    row: dict[str, Any],
) -> None:
    estimate = management_estimate(
        row["outstanding"], Fraction(row["value_minor"]), Fraction(row["share"])
    )

    assert estimate == ManagementEstimate(row["expected_minor"], row["gross_minor"])


def test_credit_counts_in_full() -> None:
    assert credit_owed(2569) == ManagementEstimate(2569, 2569)


@pytest.mark.parametrize("row", AMOUNTS["deferred"])
def test_the_price_is_shared_by_standalone_values(row: dict[str, Any]) -> None:
    alone = standalone_value(
        row["points"], Fraction(row["value_minor"]), Fraction(row["rate"])
    )

    part = deferred(row["price_minor"], alone)

    assert (row["price_minor"] - part, part) == (
        row["goods_minor"],
        row["deferred_minor"],
    )


def test_the_worked_example_starts_with_its_deferred_part() -> None:
    cohort = sold()

    assert standalone_value(250_000, Fraction(5), Fraction("4/5")) == Fraction(
        EXAMPLE["standalone_minor"]
    )
    assert cohort.deferred_minor == EXAMPLE["deferred_minor"]
    assert cohort.revenue_at_sale_minor == EXAMPLE["revenue_at_sale_minor"]


def test_the_worked_example_goes_through_both_months_and_the_refund() -> None:
    month_1 = closed(sold(), FIRST)
    refunded = month_1.after_clawback(REFUND["clawed"])
    month_2 = closed(refunded, SECOND)
    end = closed(month_2, LAST)

    assert [
        month_1.recognised_minor,
        month_1.liability_minor,
        refunded.deferred_minor,
        month_1.deferred_minor - refunded.deferred_minor,
        refunded.liability_minor,
        month_2.recognised_minor,
        month_2.recognised_minor - month_1.recognised_minor,
        month_2.liability_minor,
        end.recognised_minor,
        end.recognised_minor - month_2.recognised_minor,
        end.liability_minor,
    ] == [
        FIRST["recognised_minor"],
        FIRST["liability_minor"],
        REFUND["deferred_minor"],
        REFUND["fall_minor"],
        REFUND["liability_minor"],
        SECOND["recognised_minor"],
        SECOND["revenue_minor"],
        SECOND["liability_minor"],
        LAST["recognised_minor"],
        LAST["revenue_minor"],
        LAST["liability_minor"],
    ]


@pytest.mark.parametrize("step", [FIRST, SECOND, LAST])
def test_expected_is_redeemed_and_a_share_of_the_outstanding(
    step: dict[str, Any],
) -> None:
    found = expected_redeemed(
        step["redeemed"], step["outstanding"], Fraction(step["share"])
    )

    assert found == Fraction(step["expected"])


@pytest.mark.parametrize(
    ("deferred_minor", "before", "period"),
    [
        (case["deferred_minor"], before, period)
        for case in AMOUNTS["recognition"]
        for before, period in zip(
            [None, *case["periods"]], case["periods"], strict=False
        )
    ],
)
def test_revenue_of_a_period_is_the_change_of_what_is_recognised(
    deferred_minor: int, before: dict[str, Any] | None, period: dict[str, Any]
) -> None:
    known = (
        recognised(deferred_minor, before["redeemed"], Fraction(before["expected"]))
        if before
        else 0
    )

    now = recognised(deferred_minor, period["redeemed"], Fraction(period["expected"]))

    assert now - known == period["revenue_minor"]
    assert deferred_minor - now == period["liability_minor"]


@pytest.mark.parametrize("row", AMOUNTS["clawbacks_add_up"])
def test_clawbacks_in_pieces_lower_the_deferred_part_as_one_would(
    row: dict[str, Any],
) -> None:
    cohort = Cohort(10**9, row["points"], row["deferred_minor"])
    after: list[int] = []

    for points in row["clawed"]:
        cohort = cohort.after_clawback(points)
        after.append(cohort.deferred_minor)

    assert after == row["deferred_after_minor"]


def test_a_clawback_of_recognised_points_leaves_no_negative_liability() -> None:
    cohort = Cohort(10_000, 100, 1_000).at_period_end(
        redeemed=90, outstanding=10, share=ALL
    )

    after = cohort.after_clawback(100)

    assert (cohort.recognised_minor, after.recognised_minor) == (900, 0)
    assert after.liability_minor == 0
    assert refund_lines(10_000, cohort, after) == [
        JournalLine(BookAccount.REVENUE, 9_900),
        JournalLine(BookAccount.CONTRACT_LIABILITY, 100),
        JournalLine(BookAccount.CASH, -10_000),
    ]


def test_a_cohort_without_points_defers_nothing() -> None:
    cohort = Cohort.sold(10_000, 0, Fraction(5), ALL)

    assert cohort.deferred_minor == 0
    assert cohort.at_period_end(redeemed=0, outstanding=0, share=ALL) == cohort


def test_a_cohort_cannot_lose_more_than_it_gave() -> None:
    with pytest.raises(ValueError, match="more points than it gave"):
        Cohort(100, 10, 5).after_clawback(11)


def test_the_sale_books_goods_and_points_apart() -> None:
    assert sale_lines(sold()) == [
        JournalLine(BookAccount.CASH, 25_000_000),
        JournalLine(BookAccount.REVENUE, -24_038_462),
        JournalLine(BookAccount.CONTRACT_LIABILITY, -961_538),
    ]


def test_a_period_moves_liability_to_revenue() -> None:
    cohort = sold()

    assert period_lines(cohort, closed(cohort, FIRST)) == [
        JournalLine(BookAccount.CONTRACT_LIABILITY, 288_461),
        JournalLine(BookAccount.REVENUE, -288_461),
    ]


def test_a_refund_takes_the_fall_of_the_liability_out_of_it() -> None:
    month_1 = closed(sold(), FIRST)

    assert refund_lines(1_000_000, month_1, month_1.after_clawback(10_000)) == [
        JournalLine(BookAccount.REVENUE, 961_538),
        JournalLine(BookAccount.CONTRACT_LIABILITY, 38_462),
        JournalLine(BookAccount.CASH, -1_000_000),
    ]


def test_expiry_while_every_point_counted_becomes_revenue() -> None:
    before = Cohort(10_000, 100, 1_000).at_period_end(
        redeemed=50, outstanding=50, share=ALL
    )
    after = before.at_period_end(redeemed=50, outstanding=0, share=ALL)

    assert period_lines(before, after) == [
        JournalLine(BookAccount.CONTRACT_LIABILITY, 500),
        JournalLine(BookAccount.REVENUE, -500),
    ]


def test_points_without_sale_are_a_provision_until_they_are_used() -> None:
    assert provision_lines(0, 500) == [
        JournalLine(BookAccount.MARKETING_EXPENSE, 500),
        JournalLine(BookAccount.LOYALTY_PROVISION, -500),
    ]
    assert provision_lines(500, 200) == [
        JournalLine(BookAccount.MARKETING_EXPENSE, -300),
        JournalLine(BookAccount.LOYALTY_PROVISION, 300),
    ]
    assert provision_used_lines(200) == [
        JournalLine(BookAccount.LOYALTY_PROVISION, 200),
        JournalLine(BookAccount.REVENUE, -200),
    ]
    assert provision_lines(500, 500) == []


def test_factors_compare_columns_over_the_rows_that_have_both() -> None:
    found = factors(MONTHS)

    assert found == [Fraction(text) for text in LADDER["factors"]]
    assert [places(value, 4) for value in found] == LADDER["factors_rounded"]


def test_the_last_known_value_grows_by_the_factors_that_remain() -> None:
    assert [places(value, 1) for value in ultimates(MONTHS)] == [
        row["ultimate"] for row in LADDER["months"]
    ]
    assert [places(value, 4) for value in ultimate_rates(MONTHS)] == [
        row["rate"] for row in LADDER["months"]
    ]


def test_columns_that_say_nothing_change_nothing() -> None:
    months = [IssueMonth(100, (0, 0)), IssueMonth(0, ()), IssueMonth(50, (40,))]

    assert factors(months) == [1]
    assert ultimates(months) == [0, 0, 40]
    assert ultimate_rates(months) == [0, 0, Fraction("4/5")]
    assert factors([]) == []


@pytest.mark.parametrize("row", LADDER["shares"])
def test_the_share_still_expected_stays_within_nothing_and_all(
    row: dict[str, Any],
) -> None:
    found = share_expected(
        Fraction(row["ultimate"]), row["redeemed"], row["outstanding"]
    )

    assert found == Fraction(row["share"])


def test_a_young_programme_counts_every_point() -> None:
    assert trusted_share(Fraction("1/2"), months_of_history=11) == 1
    assert trusted_share(Fraction("1/2"), months_of_history=12) == Fraction("1/2")


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="a share from 0 to 1"):
        management_estimate(1, ALL, Fraction(2))
    with pytest.raises(ValueError, match="outstanding is not negative"):
        management_estimate(-1, ALL, ALL)
    with pytest.raises(ValueError, match="redeemed points are not negative"):
        IssueMonth(1, (-1,))


@given(
    st.builds(Cohort.sold, amounts, counts, st.just(Fraction(5, 2)), shares),
    counts,
    counts,
    shares,
)
def test_liability_is_never_negative_and_ends_with_the_outstanding(
    cohort: Cohort, redeemed: int, outstanding: int, share: Fraction
) -> None:
    now = cohort.at_period_end(redeemed=redeemed, outstanding=outstanding, share=share)
    end = cohort.at_period_end(redeemed=redeemed, outstanding=0, share=share)

    assert 0 <= now.recognised_minor <= cohort.deferred_minor
    assert end.liability_minor == 0
    assert sum(line.amount_minor for line in sale_lines(cohort)) == 0


@given(amounts, st.lists(st.integers(1, 50), min_size=1, max_size=6), shares)
def test_clawbacks_in_any_pieces_end_where_one_ends(
    price_minor: int, pieces: list[int], rate: Fraction
) -> None:
    cohort = Cohort.sold(price_minor, 300, Fraction(5, 2), rate)
    in_pieces = cohort

    for piece in pieces:
        in_pieces = in_pieces.after_clawback(piece)

    assert in_pieces == cohort.after_clawback(sum(pieces))
