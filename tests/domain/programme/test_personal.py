"""Segments, campaigns and goals in the document: what they refuse and say."""

from typing import Any

import pytest

from app.domain.programme.section_words import item_in_words, item_title
from app.domain.programme.segments import Segment, depth, facts_of
from app.domain.words import Language
from tests.domain.programme.documents import document, only_problem, raw

EN = Language.EN
ORDERS = {"fact": "orders", "at_least": 2}
FIFTY = {"kind": "points", "points": 50}


def asked(who: dict[str, Any]) -> dict[str, Any]:
    return raw(segments=[{"id": "s", "who": who}])


def nested(levels: int) -> dict[str, Any]:
    who: dict[str, Any] = ORDERS
    for _ in range(levels - 1):
        who = {"match": "all", "items": [who]}
    return who


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ({"fact": "orders"}, "no_bound"),
        ({"fact": "orders", "at_least": 3, "at_most": 2}, "bounds_backwards"),
        ({"fact": "spend"}, "no_bound"),
        ({"fact": "rfm"}, "no_class"),
        ({"fact": "rfm", "monetary": [5]}, "no_currency"),
        ({"fact": "bought", "what": {}}, "empty_filter"),
        ({"fact": "place"}, "no_place"),
        ({"fact": "rythm", "exceeds": 2}, "not_among"),
        ({"fact": "tier", "of": ["gold"]}, "unknown_tier"),
        ({"fact": "membership", "of": ["club"]}, "unknown_membership"),
        ({"fact": "balance", "asset": "stars", "at_least": 1}, "unknown_asset"),
        ({"fact": "expiring", "asset": "stars"}, "unknown_asset"),
        ({"fact": "metric", "metric": "nights", "at_least": 1}, "unknown_metric"),
        ({"fact": "metric", "metric": "spend", "at_least": 1}, "count_wanted"),
        (nested(5), "too_deep"),
        (
            {
                "match": "any",
                "items": [{"match": "any", "items": [ORDERS] * 14}] * 3,
            },
            "too_many_facts",
        ),
    ],
    ids=str,
)
def test_a_segment_that_asks_nonsense_is_refused(
    who: dict[str, Any], code: str
) -> None:
    assert only_problem(asked(who)).code == code


@pytest.mark.parametrize(
    "who",
    [
        {"fact": "metric", "metric": "orders", "at_least": 1},
        {"fact": "balance", "at_least": 1},
        nested(4),
    ],
    ids=str,
)
def test_what_is_there_can_be_asked(who: dict[str, Any]) -> None:
    found = document(**asked(who) | {"earning": ()}).segments[0]

    assert depth(found.who) <= 4
    assert len(list(facts_of(found.who))) == 1


@pytest.mark.parametrize(
    ("campaign", "code"),
    [
        ({"segment": "nobody"}, "unknown_segment"),
        ({"gifts": [{"kind": "voucher", "reward": "no"}]}, "unknown_reward"),
        ({"surprise": {"members": 3}, "again": "entry"}, "draw_at_entry"),
        (
            {"gifts": [{"kind": "metric", "metric": "orders"}], "budget": 5},
            "budget_without_points",
        ),
    ],
    ids=str,
)
def test_a_campaign_that_can_not_be_is_refused(
    campaign: dict[str, Any], code: str
) -> None:
    whole = {"id": "c", "segment": "s", "gifts": [FIFTY], **campaign}
    data = asked(ORDERS) | {"campaigns": [whole]}

    assert only_problem(data).code == code


GOAL = {
    "id": "g",
    "aim": "repeat_rate",
    "baseline": {"percent": "10%"},
    "target": {"percent": "20%"},
    "until": "2026-12-31",
}
SHARE, NUMBER = {"percent": "10%"}, {"count": 3}
RUPIAH = {"amount": {"IDR": 50_000}}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"until": "2026-02-30"}, "no_such_day"),
        ({"target": NUMBER}, "other_figure"),
        ({"aim": "active_members"}, "other_figure"),
        ({"target": {}}, "one_figure"),
        ({"target": {"count": 3, "percent": "2%"}}, "one_figure"),
        ({"aim": "returning_revenue"}, "no_currency"),
        ({"aim": "average_order", "baseline": RUPIAH, "target": RUPIAH}, "no_currency"),
        (
            {
                "aim": "average_order",
                "baseline": RUPIAH,
                "target": RUPIAH,
                "currency": "MYR",
            },
            "other_currency",
        ),
        ({"target": {"amount": {"IDR": 1, "MYR": 1}}}, "one_currency"),
    ],
    ids=str,
)
def test_a_goal_that_can_not_be_measured_is_refused(
    values: dict[str, Any], code: str
) -> None:
    assert only_problem(raw(goals=[GOAL | values])).code == code


TOLD = [
    ({"fact": "last_order", "at_least": 30}, "last order at least 30 days ago"),
    ({"fact": "joined", "at_most": 9}, "joined at most 9 days ago"),
    (
        {"fact": "orders", "at_least": 2, "at_most": 4, "within_days": 90},
        "2 to 4 orders within 90 days",
    ),
    ({"fact": "spend", "at_least": {"IDR": 5}}, "spent at least Rp5"),
    ({"fact": "spend", "at_most": {"IDR": 5}}, "spent at most Rp5"),
    (
        {"fact": "rfm", "recency": [4, 5], "frequency": [1]},
        "of the buyers: recency class 4, 5, frequency class 1 within 365 days",
    ),
    (
        {"fact": "bought", "what": {"tags": ["tea"]}, "at_least": 3},
        "bought products tagged tea in at least 3 orders",
    ),
    (
        {"fact": "metric", "metric": "points", "at_least": 5},
        "points earned: at least 5",
    ),
    ({"fact": "tier", "of": ["gold"]}, "tier gold"),
    ({"fact": "membership", "of": ["club"]}, "membership club"),
    ({"fact": "consent", "of": ["mail"]}, "agreed to mail"),
    ({"fact": "tag", "of": ["vip"]}, "mark vip"),
    ({"fact": "language", "of": ["id"]}, "reads id"),
    (
        {"fact": "place", "countries": ["ID"], "regions": ["BA"]},
        "last order went to BA, ID",
    ),
    (
        {"fact": "birthday", "within_days_before": 7},
        "birthday within the next 7 or the last 0 days",
    ),
    ({"fact": "balance", "at_least": 100}, "can use at least 100 points"),
    ({"fact": "redeemed", "at_most": 0}, "at most 0 rewards bought with points"),
    (
        {"fact": "referrals", "at_least": 2, "within_days": 90},
        "at least 2 friends brought within 90 days",
    ),
    (
        {"fact": "expiring"},
        "at least 1 points about to lapse within 30 days",
    ),
    (
        {"fact": "rhythm", "exceeds": 2},
        "more than 2 times their usual gap since the last order",
    ),
    (
        {"match": "none", "items": [ORDERS, {"match": "all", "items": [ORDERS] * 2}]},
        "not (at least 2 orders or (at least 2 orders and at least 2 orders))",
    ),
]


@pytest.mark.parametrize(("who", "words"), TOLD, ids=[words for _, words in TOLD])
def test_a_segment_says_who_it_means(who: dict[str, Any], words: str) -> None:
    segment = Segment.model_validate({"id": "s", "who": who})

    said = item_in_words(document(), "segments", segment, EN)

    assert said.lower() == f"members with: {words.lower()}."
    for language in Language:
        assert "{" not in item_in_words(document(), "segments", segment, language)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "You get 50 points. Once for each member."),
        ({"again": "entry"}, "You get 50 points. Each time it fits you again."),
        (
            {"surprise": {"members": 5}, "again": "month", "most": 60},
            (
                "You get 50 points. 5 members are drawn by lot. Once a month."
                " While it lasts: 60 times in all."
            ),
        ),
        (
            {"active": {"until": "2026-12-31"}, "budget": 120},
            (
                "You get 50 points. Once for each member. Until 31 Dec 2026."
                " While it lasts: 2 times in all."
            ),
        ),
    ],
    ids=str,
)
def test_a_campaign_says_what_it_gives(values: dict[str, Any], words: str) -> None:
    whole = {"id": "c", "segment": "s", "gifts": [FIFTY], **values}
    found = document(segments=[{"id": "s", "who": ORDERS}], campaigns=[whole])

    assert item_in_words(found, "campaigns", found.campaigns[0], EN) == words


def test_titles_are_the_merchants_or_made_from_the_words() -> None:
    titled = {"title": "Come back"}
    found = document(
        segments=[{"id": "s", "who": ORDERS}, {"id": "t", "who": ORDERS, **titled}],
        campaigns=[
            {"id": "c", "segment": "s", "gifts": [FIFTY]},
            {"id": "d", "segment": "s", "gifts": [FIFTY], **titled},
        ],
        goals=[GOAL, GOAL | {"id": "h"} | titled],
    )

    def titles(section: str) -> list[str]:
        items = getattr(found, section)
        return [item_title(found, section, item, EN) for item in items]

    assert titles("segments") == ["s", "Come back"]
    assert titles("campaigns") == ["you get 50 points", "Come back"]
    assert titles("goals") == ["repeat customers", "Come back"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Repeat customers: from 10% to 20% until 2026-12-31. Of the members"),
        (
            {
                "aim": "average_order",
                "baseline": RUPIAH,
                "target": {"amount": {"IDR": 75_000}},
                "currency": "IDR",
            },
            "Average order: from Rp50,000 to Rp75,000 until 2026-12-31. What",
        ),
        (
            {"aim": "active_members", "baseline": NUMBER, "target": {"count": 1_200}},
            "Active members: from 3 to 1,200 until 2026-12-31. Members who",
        ),
    ],
)
def test_a_goal_says_from_where_to_where(values: dict[str, Any], words: str) -> None:
    found = document(goals=[GOAL | values])

    assert item_in_words(found, "goals", found.goals[0], EN).startswith(words)
