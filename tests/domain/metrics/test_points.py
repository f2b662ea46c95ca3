"""Points as figures: by asset, and by the rules that a metric names."""

from app.domain.metrics.orders import Counted
from app.domain.metrics.points import count_points
from app.domain.programme.metrics_words import goal_in_words
from app.domain.programme.section_words import item_in_words
from app.domain.words import Language
from tests.domain.programme.documents import (
    FIFTY,
    document,
    only_problem,
    raw,
    spend,
)

EARNING = [
    spend(id="shopping", title="Shopping"),
    spend(id="pieces", award=FIFTY),
]
STARS = {"kind": "points", "id": "stars"}
DECLARED = document(
    *EARNING,
    assets=[{"kind": "points", "id": "points"}, STARS],
    metrics=[
        {"id": "shine", "of": "points", "asset": "stars", "counts": "paid"},
        {"id": "base", "of": "points", "rules": ["shopping"]},
        {"id": "idle", "of": "points", "asset": "stars", "enabled": False},
    ],
)


def test_points_are_counted_by_their_asset() -> None:
    worth = {("points", "other"): 3, ("stars", "other"): 4, ("stars", "shopping"): 5}

    assert count_points(DECLARED, worth) == [
        Counted("points", 3, "points"),
        Counted("shine", 9, "stars", at_once=True),
    ]


def test_a_metric_of_some_rules_leaves_out_what_others_gave() -> None:
    worth = {("points", "shopping"): 100, ("points", "bonus"): 30}

    assert count_points(DECLARED, worth) == [
        Counted("points", 130, "points"),
        Counted("base", 100, "points"),
    ]


def test_points_that_were_all_taken_back_count_for_nothing_and_are_there() -> None:
    assert count_points(DECLARED, {("points", "shopping"): 0}) == [
        Counted("points", 0, "points"),
        Counted("base", 0, "points"),
    ]
    assert count_points(DECLARED, {}) == []


def test_a_metric_of_some_rules_names_them() -> None:
    base = {"id": "base", "of": "points", "rules": ["shopping", "pieces"]}
    titled = {**base, "title": "base points"}
    found = document(*EARNING, metrics=[titled])

    assert item_in_words(found, "metrics", found.metrics[0], Language.EN) == (
        "Counts points you earn. Only these: Shopping, Earn 50 points with an order."
    )
    goal = goal_in_words(found, "base", amount=None, count=25_000, language=Language.EN)
    assert goal == "25,000 base points"


def test_a_metric_of_rules_that_are_not_there_is_refused() -> None:
    base = {"id": "base", "of": "points", "rules": ["shoping"]}

    found = only_problem(raw(spend(id="shopping"), metrics=[base]))

    assert (found.path, found.code, found.nearest) == (
        "metrics[0].rules[0]",
        "unknown_rule",
        "shopping",
    )
