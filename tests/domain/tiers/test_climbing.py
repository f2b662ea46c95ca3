"""Reaching, keeping and losing tiers by windows of every kind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.tiers.climbing import Invitation, climb
from tests.domain.tiers.ladders import (
    BRONZE,
    GOLD,
    SILVER,
    at,
    climbed,
    facts,
    ladder,
    midnight,
    money,
    spent,
    steps_of,
    tier_at,
)

YEARS = {"window": {"kind": "calendar_year"}, "grace_days": 0}
FIRST = spent(1_990_000, 2026, 1, 1)
SECOND = spent(15_000, 2026, 1, 20)
THIRD = spent(100_000, 2026, 2, 10)


def test_a_tier_begins_at_the_instant_at_which_the_amount_matures() -> None:
    assert climbed(ladder(), FIRST, SECOND, until=at(2026, 2, 3, 4)) == []
    assert climbed(ladder(), FIRST, SECOND, until=at(2026, 2, 3)) == [
        ("silver", at(2026, 2, 3), "reached")
    ]


def test_paid_amounts_count_at_once_where_the_rules_say_so() -> None:
    assert climbed(ladder(counts="paid"), FIRST, SECOND)[0] == (
        "silver",
        at(2026, 1, 20),
        "reached",
    )


def test_a_rolling_tier_lasts_a_year_and_thirty_days_then_goes_one_step_down() -> None:
    steps = climbed(ladder(), FIRST, SECOND, THIRD)

    assert steps == [
        ("silver", at(2026, 2, 3), "reached"),
        ("bronze", midnight(2027, 3, 6), "term_ended"),
    ]


def test_the_day_a_year_after_still_counts_and_the_next_one_does_not() -> None:
    half = spent(1_000_000, 2026, 1, 1, pending=timedelta(0))
    a_year = spent(1_000_000, 2027, 1, 1, pending=timedelta(0))
    later = spent(1_000_000, 2027, 1, 2, pending=timedelta(0))

    assert tier_at(ladder(), at(2027, 6, 1), half, a_year) == "silver"
    assert tier_at(ladder(), at(2027, 6, 1), half, later) == "bronze"


def test_what_counted_at_once_and_made_a_tier_does_not_keep_it() -> None:
    at_once = spent(2_000_000, 2026, 1, 5, pending=timedelta(0))

    assert climbed(ladder(), at_once) == [
        ("silver", at(2026, 1, 5), "reached"),
        ("bronze", midnight(2027, 2, 5), "term_ended"),
    ]


def test_what_is_spent_within_a_term_keeps_the_tier_from_its_end_on() -> None:
    kept = spent(2_000_000, 2026, 12, 1)
    steps = steps_of(ladder(), FIRST, SECOND, kept, until=at(2027, 2, 20))

    assert (steps[-1].tier_id, steps[-1].reason) == ("silver", "kept")
    assert steps[-1].term_end == midnight(2028, 2, 4)


def test_what_is_spent_in_grace_keeps_the_tier_from_that_day_on() -> None:
    saved = spent(2_000_000, 2027, 2, 10)
    steps = steps_of(ladder(), FIRST, SECOND, saved, until=at(2027, 3, 1))

    assert (steps[-1].at, steps[-1].reason) == (at(2027, 2, 24), "kept")
    assert steps[-1].term_end == midnight(2028, 2, 25)


def test_gold_goes_to_silver_and_a_year_later_to_bronze() -> None:
    steps = climbed(ladder(), spent(9_000_000, 2026, 1, 1))

    assert [tier for tier, _, _ in steps] == ["gold", "silver", "bronze"]


def test_keeping_may_take_less_than_reaching() -> None:
    easier = {**SILVER, "keep": money(500_000)}
    enough = spent(500_000, 2027, 1, 5)
    rules = ladder(BRONZE, easier, GOLD)

    assert tier_at(rules, at(2027, 6, 1), FIRST, SECOND, enough) == "silver"
    assert tier_at(ladder(), at(2027, 6, 1), FIRST, SECOND, enough) == "bronze"


def test_a_calendar_tier_is_kept_for_the_rest_of_the_year_and_all_of_the_next() -> None:
    steps = climbed(ladder(**YEARS), spent(2_000_000, 2026, 3, 1))

    assert steps == [
        ("silver", at(2026, 3, 15), "reached"),
        ("bronze", midnight(2028, 1, 1), "term_ended"),
    ]


def test_an_order_of_december_that_matures_in_january_counts_for_its_own_year() -> None:
    steps = steps_of(ladder(**YEARS), spent(2_000_000, 2026, 12, 28))

    assert steps[1].at == at(2027, 1, 11)
    assert steps[1].term_end == midnight(2028, 1, 1)


def test_reaching_it_again_in_the_next_year_keeps_it_for_one_more() -> None:
    again = spent(2_000_000, 2027, 6, 1)
    steps = steps_of(ladder(**YEARS), spent(2_000_000, 2026, 3, 1), again)

    assert [(one.reason, one.term_end) for one in steps[1:3]] == [
        ("reached", midnight(2028, 1, 1)),
        ("kept", midnight(2029, 1, 1)),
    ]


def test_grace_of_a_calendar_tier_takes_in_what_is_spent_in_it() -> None:
    rules = ladder(window={"kind": "calendar_year"})
    short = spent(1_999_999, 2027, 5, 1)
    rest = spent(1, 2028, 1, 5)
    reached = spent(2_000_000, 2026, 3, 1)

    assert tier_at(rules, at(2028, 6, 1), reached, short) == "bronze"
    assert tier_at(rules, at(2028, 6, 1), reached, short, rest) == "silver"


def test_years_of_a_member_begin_on_the_day_of_joining() -> None:
    rules = ladder(window={"kind": "anniversary"}, grace_days=0)
    before = spent(1_000_000, 2026, 1, 9)
    after = spent(1_000_000, 2026, 1, 10)
    whole = spent(1_000_000, 2026, 12, 31)

    assert climbed(rules, before, after) == []
    assert climbed(rules, after, whole) == [
        ("silver", at(2027, 1, 14), "reached"),
        ("bronze", midnight(2028, 1, 10), "term_ended"),
    ]


def test_a_tier_of_a_lifetime_is_never_lost() -> None:
    rules = ladder(window={"kind": "lifetime"})

    assert climbed(rules, FIRST, SECOND) == [("silver", at(2026, 2, 3), "reached")]


def test_rules_may_never_drop_or_drop_to_the_real_level() -> None:
    all_at_once = spent(9_000_000, 2026, 1, 1)

    assert climbed(ladder(at_term_end="never"), all_at_once)[-1][0] == "gold"
    assert climbed(ladder(at_term_end="recount"), all_at_once)[1][0] == "bronze"


def test_a_recount_finds_the_level_that_the_year_reaches() -> None:
    rules = ladder(at_term_end="recount", **YEARS)
    steps = climbed(rules, spent(9_000_000, 2026, 1, 1), spent(2_500_000, 2027, 5, 1))

    assert [tier for tier, _, _ in steps] == ["gold", "silver", "bronze"]


def test_dropping_at_once_follows_the_figures_day_by_day() -> None:
    rules = ladder(at_term_end="at_once")

    assert climbed(rules, FIRST, SECOND, THIRD) == [
        ("silver", at(2026, 2, 3), "reached"),
        ("bronze", midnight(2027, 1, 2), "fell_below"),
    ]


def test_dropping_at_once_ends_a_year_with_the_year() -> None:
    rules = ladder(at_term_end="at_once", window={"kind": "calendar_year"})

    assert climbed(rules, spent(9_000_000, 2026, 12, 28)) == []
    assert climbed(rules, spent(9_000_000, 2026, 3, 1)) == [
        ("gold", at(2026, 3, 15), "reached"),
        ("bronze", midnight(2027, 1, 1), "fell_below"),
    ]


def test_an_upgrade_may_wait_for_the_end_of_the_year() -> None:
    rules = ladder(upgrade="period_end", **YEARS)

    assert climbed(rules, spent(2_000_000, 2026, 3, 1)) == [
        ("silver", midnight(2027, 1, 1), "reached"),
        ("bronze", midnight(2028, 1, 1), "term_ended"),
    ]


def test_a_refund_takes_the_tier_only_if_it_was_reached_through_that_order() -> None:
    gone = replace(SECOND, amount=0)
    later = replace(THIRD, amount=0)

    assert tier_at(ladder(), at(2026, 6, 1), FIRST, gone) == "bronze"
    assert tier_at(ladder(), at(2026, 6, 1), FIRST, SECOND, later) == "silver"


def test_a_tier_for_the_invited_is_reached_by_nobody_else() -> None:
    secret = {"id": "black", "reach": money(5_000_000), "invite": True}
    rules = ladder(BRONZE, SILVER, secret)
    rich = spent(9_000_000, 2026, 1, 1)
    invited = replace(
        facts(rules, rich),
        invitations=(Invitation("black", at(2026, 3, 1), at(2026, 4, 1)),),
    )

    assert tier_at(rules, at(2026, 6, 1), rich) == "silver"
    assert [one.tier_id for one in climb(invited, until=at(2026, 6, 1))] == [
        "bronze",
        "silver",
        "black",
    ]


def test_one_who_is_invited_no_more_steps_over_the_tier_on_the_way_down() -> None:
    secret = {"id": "black", "reach": money(3_000_000), "invite": True}
    rules = ladder(BRONZE, secret, GOLD)
    rich = spent(9_000_000, 2026, 1, 1)

    assert [tier for tier, _, _ in climbed(rules, rich)] == ["gold", "bronze"]


def test_without_a_base_tier_there_is_none_until_one_is_reached() -> None:
    rules = ladder(SILVER, GOLD)
    steps = steps_of(rules, FIRST, SECOND)

    assert [one.tier_id for one in steps] == [None, "silver", None]


@pytest.mark.parametrize("match", ["all_of", "any_of"])
def test_several_requirements_are_all_asked_for_or_any(match: str) -> None:
    both = [
        {"metric": "spend", "amount": {"IDR": 2_000_000}},
        {"metric": "orders", "count": 5},
    ]
    rules = ladder(BRONZE, {"id": "silver", "reach": {match: both}})
    tier = {"all_of": "bronze", "any_of": "silver"}[match]

    assert tier_at(rules, at(2026, 6, 1), FIRST, SECOND) == tier


def test_shares_of_two_currencies_add_up_without_a_rate() -> None:
    amounts = {"IDR": 2_000_000, "MYR": "600.00"}
    reach = {"all_of": [{"metric": "spend", "amount": amounts}]}
    rules = ladder(BRONZE, {"id": "silver", "reach": reach})
    rupiah = spent(1_000_000, 2026, 1, 1)
    ringgit = replace(spent(30_000, 2026, 1, 2), unit="MYR")
    short = replace(spent(29_999, 2026, 1, 2), unit="MYR")

    assert tier_at(rules, at(2026, 6, 1), rupiah, ringgit) == "silver"
    assert tier_at(rules, at(2026, 6, 1), rupiah, short) == "bronze"
