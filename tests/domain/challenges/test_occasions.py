"""What challenges give by the figures: the worked numbers and their boundaries."""

from datetime import date

import pytest

from app.domain.challenges.occasions import emptied, occasions
from tests.domain.challenges.told import (
    MONTHLY,
    TEN_POINTS,
    challenge_of,
    programme,
    reached,
    scene,
)

STREAK = {
    **MONTHLY,
    "kind": "streak",
    "length": 3,
    "goal": {"amount": {"IDR": 1_000_000}},
}
FIVE = {
    "2026-01-10": 1_000_000,
    "2026-02-10": 999_999,
    "2026-03-10": 1_000_000,
    "2026-04-10": 1_200_000,
    "2026-05-10": 1_000_000,
}


def test_three_months_in_a_row_give_once_in_the_third() -> None:
    assert reached(STREAK, FIVE) == {
        "2026-01": 0,
        "2026-02": 0,
        "2026-03": 0,
        "2026-04": 0,
        "2026-05": 1,
    }


def test_a_refund_below_the_amount_breaks_the_row() -> None:
    assert reached(STREAK, {**FIVE, "2026-05-10": 999_999})["2026-05"] == 0


def test_after_a_row_a_new_one_begins() -> None:
    nine = {f"2026-{month:02d}-10": 1_000_000 for month in range(1, 10)}

    found = reached(STREAK, nine)

    assert [source for source, times in found.items() if times] == [
        "2026-03",
        "2026-06",
        "2026-09",
    ]
    capped = reached({**STREAK, "most": 2}, nine)
    assert [source for source, times in capped.items() if times] == [
        "2026-03",
        "2026-06",
    ]


def test_a_month_without_anything_breaks_the_row() -> None:
    told = {"2026-01-10": 1_000_000, "2026-02-10": 1_000_000, "2026-04-10": 1_000_000}

    assert set(reached(STREAK, told).values()) == {0}


def test_days_before_the_beginning_and_after_the_end_do_not_count() -> None:
    told = {"2026-05-01": 60, "2026-05-31": 40}

    assert reached(MONTHLY, told) == {"2026-05": 1}
    assert reached(MONTHLY, told, since="2026-05-02") == {"2026-05": 0}
    assert reached(MONTHLY, told, until="2026-05-31") == {"2026-05": 0}


BEAUTY = {**MONTHLY, "goal": {"amount": {"USD": "30.00"}}}


def test_thirty_dollars_in_a_month_give_one_gift_and_no_more() -> None:
    march = {"2026-03-05": 2_999}

    assert reached(BEAUTY, march, unit="USD") == {"2026-03": 0}
    assert reached(BEAUTY, {**march, "2026-03-31": 1}, unit="USD") == {"2026-03": 1}
    assert reached(BEAUTY, {"2026-04-02": 9_500}, unit="USD") == {"2026-04": 1}


KIDS = {**MONTHLY, "kind": "every", "goal": {"amount": {"USD": 100}}}


@pytest.mark.parametrize(
    ("spent", "times"),
    [(9_999, 0), (10_000, 1), (35_000, 3), (34_999, 3), (29_999, 2), (-5, 0)],
)
def test_every_hundred_dollars_give_one_and_the_rest_carries(
    spent: int, times: int
) -> None:
    assert reached(KIDS, {"2025-11-01": spent}, unit="USD") == {"ever": times}


FILLS = {
    **MONTHLY,
    "kind": "every",
    "metric": "nights",
    "goal": {"count": 10},
    "period": "year",
    "most": 10,
}


def test_a_year_has_its_cap_and_the_next_begins_anew() -> None:
    told = {"2026-06-01": 104, "2027-01-01": 19}

    assert reached(FILLS, told, unit="count") == {"2026": 10, "2027": 1}


def test_every_hundred_points_give_once() -> None:
    stars = {**MONTHLY, "kind": "every", "metric": "points", "goal": {"count": 100}}

    assert reached(stars, {"2026-06-01": 230}, unit="points") == {"ever": 2}


COLLECT = {
    "id": "collect",
    "kind": "collect",
    "metrics": ["cups", "cakes", "nights"],
    "gifts": TEN_POINTS,
}


def test_something_of_each_within_the_month() -> None:
    more = {
        "cups": {"2026-05-01": 1},
        "cakes": {"2026-05-31": 2, "2026-06-01": 1},
        "nights": {"2026-05-31": 1, "2026-06-01": 0},
    }
    two = {key: more[key] for key in ("cups", "cakes")}

    assert reached(COLLECT, more=more, unit="count") == {"2026-05": 1, "2026-06": 0}
    assert reached(COLLECT, more=two, unit="count") == {"2026-05": 0, "2026-06": 0}
    some = {**COLLECT, "needs": 2}
    assert reached(some, more=two, unit="count") == {"2026-05": 1, "2026-06": 0}


MILESTONES = {
    "id": "stays",
    "kind": "milestones",
    "metric": "nights",
    "steps": [
        {"goal": {"count": 20}, "gifts": TEN_POINTS},
        {"goal": {"count": 30}, "gifts": TEN_POINTS},
        {"goal": {"count": 40}, "gifts": [{"kind": "points", "points": 99}]},
    ],
}


@pytest.mark.parametrize(
    ("nights", "steps"),
    [(19, (0, 0, 0)), (20, (1, 0, 0)), (39, (1, 1, 0)), (40, (1, 1, 1))],
)
def test_each_milestone_gives_its_own(nights: int, steps: tuple[int, int, int]) -> None:
    found = reached(MILESTONES, {"2026-06-01": nights}, unit="count")

    assert found == dict(zip(("2026:20", "2026:30", "2026:40"), steps, strict=True))


def test_a_milestone_of_money_is_named_by_its_amounts() -> None:
    steps = [{"goal": {"amount": {"IDR": 500}}, "gifts": TEN_POINTS}]
    money = {**MILESTONES, "metric": "spend", "steps": steps}
    found = challenge_of(programme(money))

    assert reached(money, {"2026-06-01": 500}) == {"2026:500": 1}
    assert emptied(found, "2026:500").gifts
    assert emptied(found, "2026:600").gifts == ()


def test_an_occasion_without_figures_gives_nothing() -> None:
    collect = challenge_of(programme(COLLECT))
    monthly = challenge_of(programme(MONTHLY))
    stays = challenge_of(programme(MILESTONES))

    assert emptied(collect, "2026-05").metrics == ("cups", "cakes", "nights")
    assert emptied(monthly, "2026-05").times == 0
    assert emptied(stays, "2026:40").gifts[0].model_dump()["points"] == "99"


PERSONAL = {
    **MONTHLY,
    "kind": "personal",
    "metric": "cups",
    "period": "week",
    "look_back": 4,
    "by": "1.5",
    "least": {"count": 2},
}
del PERSONAL["goal"]
WEEK = "2026-06-15"  # a Monday


@pytest.mark.parametrize(
    ("before", "goal"),
    [
        ({}, 2),
        ({"2026-06-14": 8}, 3),
        ({"2026-06-14": 9}, 4),
        ({"2026-05-18": 8}, 3),
        ({"2026-05-17": 80}, 2),
    ],
)
def test_a_goal_of_ones_own_comes_from_the_weeks_before(
    before: dict[str, int], goal: int
) -> None:
    found = programme(PERSONAL)
    seen = occasions(
        challenge_of(found), scene(found, told=before, unit="count", today=WEEK)
    )

    assert {one.source: one.goal for one in seen}["2026-W25"] == goal


def test_a_goal_has_its_ceiling_and_stays_once_it_is_fixed() -> None:
    told = {"2026-06-10": 40, "2026-06-16": 3}
    capped = {**PERSONAL, "most": {"count": 3}}

    kept = {"goals": {"2026-W25": 4}, "unit": "count", "today": WEEK}

    assert reached(capped, told, unit="count", today=WEEK)["2026-W25"] == 1
    assert reached(PERSONAL, told, unit="count", today=WEEK)["2026-W25"] == 0
    assert reached(capped, told, **kept)["2026-W25"] == 0
    assert reached(capped, {**told, "2026-06-17": 1}, **kept)["2026-W25"] == 1


def test_weeks_outside_the_challenge_have_no_goal() -> None:
    told = {"2026-06-10": 5, "2026-06-16": 3}

    assert reached(PERSONAL, told, unit="count", today=WEEK, since="2026-06-15") == {
        "2026-W25": 1
    }
    assert reached(PERSONAL, told, unit="count", today=WEEK, until="2026-06-15") == {
        "2026-W24": 1
    }


def test_an_occasion_says_why() -> None:
    found = programme(MONTHLY)
    [one] = occasions(challenge_of(found), scene(found, told={"2026-05-02": 100}))

    assert (one.reason, one.first) == ("reached", date(2026, 5, 1))
