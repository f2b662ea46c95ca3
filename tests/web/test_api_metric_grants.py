"""Metrics are given by hand with a reason, counted once, and undone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.desk import DOCUMENT, Desk, desk_at

TOLD: dict[str, Any] = {
    **DOCUMENT,
    "metrics": [{"id": "nights", "of": "given"}, {"id": "bought", "of": "orders"}],
    "tiers": [
        {"id": "guest"},
        {"id": "friend", "reach": {"all_of": [{"metric": "nights", "count": 2}]}},
    ],
}
TWO = {"metric": "nights", "amount": 2, "reason": "a stay that was not told"}


@pytest.fixture
def told(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    with desk_at(fresh_database_url, redis_url, document=TOLD) as desk:
        yield desk


def tier(desk: Desk, member: str) -> str:
    found: str = desk.get(f"/members/{member}/tier").json["tier_id"]
    return found


def test_what_is_given_counts_at_once_and_once(told: Desk) -> None:
    member = told.member()
    path = f"/members/{member}/metric-grants"

    first = told.post(path, TWO | {"amount": 1}, once="one")
    again = told.post(path, TWO | {"amount": 1}, once="one")
    before = tier(told, member)
    told.post(path, TWO | {"amount": 1}, once="two")

    assert first.status == 201, first.text
    assert first.json["id"] == again.json["id"]
    assert (before, tier(told, member)) == ("guest", "friend")
    listed = told.get(path).json["data"]
    assert [(one["amount"], one["reason"]) for one in listed] == [
        (1, TWO["reason"]),
        (1, TWO["reason"]),
    ]


def test_what_was_given_is_undone_once_with_a_reason(told: Desk) -> None:
    member = told.member()
    path = f"/members/{member}/metric-grants"
    grant = told.post(path, TWO, once="one").json["id"]
    before = tier(told, member)

    undone = told.post(
        f"{path}/{grant}/undo", {"reason": "it was told after all"}, once="undo"
    )
    again = told.post(f"{path}/{grant}/undo", {"reason": "once more"}, once="again")

    assert undone.status == 200, undone.text
    assert undone.json["undone_reason"] == "it was told after all"
    assert (before, tier(told, member)) == ("friend", "guest")
    assert (again.status, again.json["code"]) == (409, "metric_grant_undone")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (TWO | {"metric": "flights"}, 404, "metric_missing"),
        (TWO | {"metric": "bought"}, 422, "metric_not_given"),
        (TWO | {"day": "2099-01-01"}, 400, "metric_day_ahead"),
        (TWO | {"amount": 0}, 400, "invalid_request"),
    ],
)
def test_what_can_not_be_given_says_why(
    told: Desk, body: dict[str, Any], status: int, code: str
) -> None:
    answer = told.post(f"/members/{told.member()}/metric-grants", body, once="one")

    assert (answer.status, answer.json["code"]) == (status, code)


def test_a_grant_of_somebody_else_is_not_found(told: Desk) -> None:
    member = told.member()
    grant = told.post(f"/members/{member}/metric-grants", TWO, once="one").json["id"]
    other = f"{grant[:-1]}{'0' if grant[-1] != '0' else '1'}"

    answer = told.post(
        f"/members/{member}/metric-grants/{other}/undo",
        {"reason": "mistake"},
        once="undo",
    )

    assert (answer.status, answer.json["code"]) == (404, "metric_grant_missing")


def test_a_day_of_the_past_counts_for_its_year(told: Desk) -> None:
    member = told.member()
    answer = told.post(
        f"/members/{member}/metric-grants", TWO | {"day": "2024-01-01"}, once="one"
    )

    assert answer.json["day"] == "2024-01-01"
    assert tier(told, member) == "guest"
