"""Metrics and challenges: what may not be written, and how they read."""

from typing import Any

import pytest

from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from tests.domain.programme.documents import document, only_problem, problems, raw

EN = Language.EN
POINTS = [{"kind": "points", "points": 10}]
VOUCHER = [{"kind": "voucher", "reward": "cup"}]
CUP = {"id": "cup", "kind": "free_product", "products": ["1"], "title": "a cup"}
CUPS = {"id": "cups", "of": "items", "title": "cups"}
NIGHTS = {"id": "nights", "of": "activity", "activity": "stay"}
VISITS = {"id": "visits", "of": "given"}
MONTHLY: dict[str, Any] = {
    "id": "one",
    "kind": "reach",
    "goal": {"amount": {"IDR": 100_000}},
    "gifts": POINTS,
}
COLLECT: dict[str, Any] = {
    "id": "one",
    "kind": "collect",
    "metrics": ["cups", "nights"],
    "gifts": POINTS,
}
STEPS: dict[str, Any] = {
    "id": "one",
    "kind": "milestones",
    "metric": "nights",
    "steps": [
        {"goal": {"count": 20}, "gifts": POINTS},
        {"goal": {"count": 30}, "gifts": VOUCHER},
    ],
}
OWN: dict[str, Any] = {
    "id": "one",
    "kind": "personal",
    "metric": "cups",
    "least": {"count": 3},
    "gifts": POINTS,
}


def written(*challenges: dict[str, Any], **sections: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    metrics = sections.pop("metrics", [CUPS, NIGHTS, VISITS])
    return raw(rewards=(CUP,), challenges=list(challenges), metrics=metrics, **sections)


@pytest.mark.parametrize(
    ("challenge", "path", "code"),
    [
        ({**MONTHLY, "goal": {}}, "challenges[0].goal", "amount_or_count"),
        (
            {**MONTHLY, "goal": {"count": 3}},
            "challenges[0].goal",
            "amount_wanted",
        ),
        (
            {**MONTHLY, "metric": "orders"},
            "challenges[0].goal",
            "count_wanted",
        ),
        ({**MONTHLY, "metric": "nigths"}, "challenges[0].metric", "unknown_metric"),
        (
            {**COLLECT, "metrics": ["cups", "spent"]},
            "challenges[0].metrics[1]",
            "unknown_metric",
        ),
        ({**COLLECT, "metrics": ["cups", "cups"]}, "challenges[0]", "twice_the_same"),
        ({**COLLECT, "needs": 3}, "challenges[0]", "too_many_needed"),
        (
            {**STEPS, "steps": [STEPS["steps"][1], STEPS["steps"][0]]},
            "challenges[0].steps[1].goal",
            "not_ascending",
        ),
        (
            {
                **STEPS,
                "metric": "spend",
                "steps": [
                    {"goal": {"amount": {"IDR": 1}}, "gifts": POINTS},
                    {"goal": {"amount": {"MYR": 2}}, "gifts": POINTS},
                ],
            },
            "challenges[0].steps[1].goal",
            "other_unit",
        ),
        (
            {**OWN, "metric": "spend", "least": {"amount": {"IDR": 1, "MYR": 1}}},
            "challenges[0]",
            "one_currency",
        ),
        (
            {
                **OWN,
                "metric": "spend",
                "least": {"amount": {"IDR": 1}},
                "most": {"amount": {"IDR": 9}},
                "gifts": [{"kind": "points", "points": "0.5"}],
            },
            "challenges[0].gifts[0].points",
            "too_fine",
        ),
        (
            {**COLLECT, "gifts": [{"kind": "metric", "metric": "nights"}]},
            "challenges[0].gifts[0].metric",
            "feeds_itself",
        ),
        (
            {**OWN, "most": {"amount": {"IDR": 1}}},
            "challenges[0]",
            "other_unit",
        ),
        (
            {**MONTHLY, "gifts": [{"kind": "voucher", "reward": "cop"}]},
            "challenges[0].gifts[0].reward",
            "unknown_reward",
        ),
        (
            {
                **MONTHLY,
                "metric": "visits",
                "goal": {"count": 1},
                "gifts": [{"kind": "metric", "metric": "visits"}],
            },
            "challenges[0].gifts[0].metric",
            "feeds_itself",
        ),
        (
            {
                **MONTHLY,
                "when": {"field": "order.channel", "op": "in", "value": ["web"]},
            },
            "challenges[0].when",
            "field_not_for_trigger",
        ),
    ],
)
def test_a_challenge_that_makes_no_sense_is_refused(
    challenge: dict[str, Any], path: str, code: str
) -> None:
    found = only_problem(written(challenge))

    assert (found.path, found.code) == (path, code)


@pytest.mark.parametrize(
    ("metric", "path", "code"),
    [
        ({"id": "spend", "of": "orders"}, "metrics[0].id", "taken_id"),
        (
            {"id": "x", "of": "points", "asset": "stars"},
            "metrics[0].asset",
            "unknown_asset",
        ),
        (
            {"id": "x", "of": "points", "asset": "credit"},
            "metrics[0].asset",
            "points_wanted",
        ),
        (
            {
                "id": "x",
                "of": "orders",
                "when": {
                    "match": "all",
                    "items": [
                        {
                            "match": "all",
                            "items": [
                                {
                                    "match": "all",
                                    "items": [
                                        {
                                            "match": "all",
                                            "items": [
                                                {
                                                    "field": "order.renewal",
                                                    "op": "is",
                                                    "value": True,
                                                }
                                            ],
                                        }
                                    ],
                                }
                            ],
                        },
                    ],
                },
            },
            "metrics[0].when",
            "too_deep",
        ),
        (
            {
                "id": "x",
                "of": "orders",
                "when": {"field": "order.first", "op": "is", "value": True},
            },
            "metrics[0].when",
            "changes_later",
        ),
        ({"id": "x", "of": "moods"}, "metrics[0].of", "not_among"),
    ],
)
def test_a_metric_that_makes_no_sense_is_refused(
    metric: dict[str, Any], path: str, code: str
) -> None:
    credit = {"kind": "credit", "id": "credit", "currency": "IDR"}
    assets = [{"kind": "points", "id": "points"}, credit]

    found = problems(written(metrics=[metric], assets=assets))

    assert {key: one.code for key, one in found.items()} == {path: code}


def test_a_metric_that_is_not_there_is_named_with_those_there_are() -> None:
    found = only_problem(written({**MONTHLY, "metric": "nigths"}))

    assert found.reason.endswith("spend, orders, points, cups, nights, visits")
    assert found.nearest == "nights"


def told(challenge: dict[str, Any], language: Language = EN, **more: Any) -> str:  # noqa: ANN401 - parts of a document
    found = document(**_sections(challenge, **more))
    return item_in_words(found, "challenges", found.challenges[0], language)


def _sections(challenge: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    found = written(challenge, **more)
    return {key: found[key] for key in ("rewards", "challenges", "metrics", *more)}


TAKEN = "If a refund takes you below the goal, it is taken back."
UNUSED = "If a refund takes you below the goal, what you have not used is taken back."


@pytest.mark.parametrize(
    ("challenge", "text"),
    [
        (
            MONTHLY,
            (
                "For Rp100,000 spent in a calendar month you get 10 points."
                f" Once a month. {TAKEN}"
            ),
        ),
        (
            {
                **MONTHLY,
                "period": "ever",
                "metric": "cups",
                "goal": {"count": 3},
                "undo": "never",
                "counts": "matured",
                "active": {"since": "2026-05-01"},
                "when": {"field": "member.state", "op": "in", "value": ["member"]},
            },
            (
                "For 3 cups in all time you get 10 points. Once only. If account is"
                " member. From 1 May 2026. A purchase counts once it can't be"
                " returned any more. A refund does not take it back."
            ),
        ),
        (
            {**MONTHLY, "kind": "every", "gifts": VOUCHER},
            (
                "For each Rp100,000 spent you get a voucher: a cup. What is left over"
                f" counts on. {UNUSED}"
            ),
        ),
        (
            {
                **MONTHLY,
                "kind": "every",
                "metric": "points",
                "goal": {"count": 100},
                "period": "year",
                "most": 10,
            },
            (
                "For each 100 points you get 10 points. Counted anew in each period: a"
                f" calendar year. At most 10 times in a calendar year. {TAKEN}"
            ),
        ),
        (
            {**MONTHLY, "kind": "streak", "length": 3, "most": 2},
            (
                "For Rp100,000 spent in each of 3 calendar months in a row you get 10"
                " points. After that a new row begins. At most 2 times in all time."
                f" {TAKEN}"
            ),
        ),
        (
            COLLECT,
            (
                "For something of cups and nights in a calendar month you get 10"
                f" points. Once a month. {TAKEN}"
            ),
        ),
        (
            {**COLLECT, "metrics": ["cups", "nights", "orders"], "needs": 2},
            (
                "For something of 2 of these in a calendar month you get 10 points:"
                f" cups, nights, orders. Once a month. {TAKEN}"
            ),
        ),
        (
            STEPS,
            (
                "For 20 nights in a calendar year you get 10 points. For 30 nights in a"
                " calendar year you get a voucher: a cup. Once a year."
                f" {UNUSED}"
            ),
        ),
        (
            OWN,
            (
                "For reaching your own goal in a week you get 10 points. The goal"
                " follows what is usual for you, and is at least 3 cups. Once a"
                f" week. {TAKEN}"
            ),
        ),
    ],
)
def test_a_challenge_tells_itself(challenge: dict[str, Any], text: str) -> None:
    assert told(challenge) == text


@pytest.mark.parametrize("language", Language)
def test_money_and_points_of_a_metric_are_told_with_their_names(
    language: Language,
) -> None:
    beauty = {"id": "beauty", "of": "spend", "title": "Beauty"}
    shine = {"id": "shine", "of": "points", "asset": "points"}
    metrics = [beauty, shine]

    spent = told({**MONTHLY, "metric": "beauty"}, language, metrics=metrics)
    earned = told(
        {**MONTHLY, "metric": "shine", "goal": {"count": 3}}, language, metrics=metrics
    )

    assert "Beauty" in spent
    assert "3 p" in earned or "3 m" in earned


def test_metrics_and_challenges_have_names() -> None:
    named = {**MONTHLY, "title": "May"}
    least = {"id": "big", "of": "orders", "minimum": {"IDR": 25_000}}
    found = document(**_sections(named, metrics=[CUPS, NIGHTS, least]))
    cups, nights, big = found.metrics

    assert item_title(found, "challenges", found.challenges[0], EN) == "May"
    unnamed = found.challenges[0].model_copy(update={"title": None})
    assert item_title(found, "challenges", unnamed, EN).startswith("For Rp100,000")
    assert item_title(found, "metrics", cups, EN) == "cups"
    assert item_title(found, "metrics", nights, EN) == "nights"
    assert item_title(found, "metrics", big, EN) == "orders"
    assert item_in_words(found, "metrics", cups, EN) == "Counts pieces you keep."
    assert item_in_words(found, "metrics", big, EN) == (
        "Counts your orders. From Rp25,000."
    )
