"""Simulations over the API: asked for, watched, stopped."""

from typing import Any

import pytest

from app.domain.ids import read_id
from app.services import outbox
from app.services.debts import HANDLERS
from tests.factories import order
from tests.web.desk import DOCUMENT, Desk


def work(desk: Desk) -> None:
    outbox.drain(desk.world.env, HANDLERS, most=20)


def test_a_version_is_tried_by_a_worker(desk: Desk) -> None:
    member = desk.member()
    desk.world.settle(order())
    desk.world.clock.advance(days=1)

    asked = desk.post("/simulations", {"version": 1})
    work(desk)
    found = desk.get(f"/simulations/{asked.json['id']}").json

    assert asked.status == 202
    assert (asked.json["state"], asked.json["orders_total"]) == ("waiting", None)
    assert (found["state"], found["orders_done"]) == ("done", 1)
    assert found["result"]["tried"]["orders"] == 1
    assert [one["ref"] for one in found["result"]["tried"]["leaders"]] == [member]


def test_the_same_request_again_starts_nothing_new(desk: Desk) -> None:
    first = desk.post("/simulations", {"version": 1}, once="one")
    again = desk.post("/simulations", {"version": 1}, once="one")

    assert again.json["id"] == first.json["id"]
    read_id("sim", first.json["id"])


def test_a_document_need_not_be_saved(desk: Desk) -> None:
    body = {"document": DOCUMENT, "beside_live": False, "leaders": 0}

    wanted = desk.post("/simulations", body).json["id"]
    work(desk)

    result = desk.get(f"/simulations/{wanted}").json["result"]
    assert (result["live"], result["tried"]["leaders"]) == (None, [])


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (None, 404, "draft_missing"),
        ({"version": 77}, 404, "version_missing"),
        ({"version": 1, "document": {}}, 400, "invalid_request"),
        ({"document": {"earning": 1}}, 400, "document_invalid"),
        ({"version": 1, "redemption_rate": "1.2"}, 400, "invalid_request"),
        ({"version": 1, "months": 3}, 400, "invalid_request"),
        ({"version": 1, "since": "2100-01-01T00:00:00Z"}, 422, "simulation_span_empty"),
    ],
)
def test_what_can_not_be_tried_is_refused(
    desk: Desk, body: dict[str, Any] | None, status: int, code: str
) -> None:
    answer = desk.post("/simulations", body)

    assert (answer.status, answer.json["code"]) == (status, code)


def test_too_many_at_once_are_refused(desk: Desk) -> None:
    for _ in range(3):
        desk.post("/simulations", {"version": 1})

    answer = desk.post("/simulations", {"version": 1})

    assert (answer.status, answer.json["code"]) == (422, "too_many_simulations")


def test_one_can_be_stopped(desk: Desk) -> None:
    wanted = desk.post("/simulations", {"version": 1}).json["id"]

    answer = desk.post(f"/simulations/{wanted}/cancel")

    assert (answer.status, answer.json["state"]) == (200, "cancelled")


def test_who_may_only_read_starts_nothing(desk: Desk) -> None:
    reader = desk.key_with("programme:read")
    wanted = desk.post("/simulations", {"version": 1}).json["id"]

    answers = [
        desk.post("/simulations", {"version": 1}, key=reader).status,
        desk.get(f"/simulations/{wanted}", key=reader).status,
        desk.get("/simulations/sim_1", key=reader).status,
    ]

    assert answers == [403, 200, 404]
