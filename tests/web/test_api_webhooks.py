"""Webhooks by the API: made, changed, tried, sent again; every deed in the trail."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from standardwebhooks import Webhook

from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from tests.factories import NOON
from tests.integrations.wire import says, serving
from tests.web.desk import Desk
from tests.webhooks.outgoing.conftest import posts
from webhooks import outgoing

NOWHERE = "http://127.0.0.1:9/hook"


def make(desk: Desk, url: str = NOWHERE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer = desk.post("/webhooks", {"url": url, **more})
    assert answer.status == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def deeds(desk: Desk) -> list[str]:
    entries = desk.world.run(
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=50)
    )
    return [each.entry.action.removeprefix("webhook.") for each in entries]


def test_a_webhook_is_made_with_a_secret_that_is_never_shown_again(desk: Desk) -> None:
    made = make(desk, types=["tier.lost", "points.earned"], description="ERP")

    listed = desk.get("/webhooks")

    assert made["secret"].startswith("whsec_")
    assert made["webhook"]["types"] == ["points.earned", "tier.lost"]
    assert listed.json["data"] == [made["webhook"]]
    assert "whsec_" not in listed.text
    assert deeds(desk) == ["made"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "http://10.0.0.7/"}, "address_refused"),
        ({"url": "https://user:word@erp.example/"}, "address_refused"),
        ({"url": NOWHERE, "types": ["points.invented"]}, "unknown_event_type"),
        ({"url": NOWHERE, "types": ["ping"]}, "unknown_event_type"),
        ({"url": NOWHERE, "types": []}, "invalid_request"),
        ({"url": "ftp://erp.example/"}, "invalid_request"),
        ({}, "invalid_request"),
    ],
)
def test_what_is_no_webhook_is_refused(
    body: dict[str, Any], code: str, desk: Desk
) -> None:
    answer = desk.post("/webhooks", body)

    assert (answer.status, answer.json["code"]) == (400, code)


def test_there_are_at_most_twenty(desk: Desk) -> None:
    for _ in range(20):
        make(desk)

    answer = desk.post("/webhooks", {"url": NOWHERE})

    assert (answer.status, answer.json["code"]) == (422, "too_many_webhooks")


def test_an_address_is_paused_changed_and_switched_on(desk: Desk) -> None:
    at = f"/webhooks/{make(desk)['webhook']['id']}"

    paused = desk.ask("PATCH", at, json={"state": "paused", "description": "ERP"})
    desk.member()
    on = desk.ask("PATCH", at, json={"state": "on", "types": ["member.joined"]})

    assert (paused.json["state"], paused.json["description"]) == ("paused", "ERP")
    assert (on.json["state"], on.json["types"]) == ("on", ["member.joined"])
    assert desk.get(at).json == on.json
    assert deeds(desk) == ["made", "changed", "changed"]


def test_a_deleted_webhook_is_not_there_any_more(desk: Desk) -> None:
    at = f"/webhooks/{make(desk)['webhook']['id']}"

    gone = desk.ask("DELETE", at)

    assert gone.json["deleted"] is True
    assert [desk.get(at).status, desk.ask("DELETE", at).status] == [404, 404]
    assert desk.get("/webhooks").json["data"] == []


def test_a_rotated_secret_verifies_what_comes_next(desk: Desk) -> None:
    with serving(says()) as wire:
        made = make(desk, wire.url, types=["member.joined"])
        at = f"/webhooks/{made['webhook']['id']}"
        fresh = desk.post(f"{at}/rotate-secret", {"overlap": "none"}).json["secret"]
        desk.member()
        outgoing.drain(desk.world.env, most=9)

    [post] = posts(wire)
    with time_machine.travel(NOON, tick=False):
        Webhook(fresh).verify(post.body, post.headers)
    assert desk.get(at).json["former_secret_until"] is None
    assert fresh != made["secret"]


def test_a_test_message_and_what_became_of_it_can_be_read(desk: Desk) -> None:
    with serving(says(b"noted")) as wire:
        at = f"/webhooks/{make(desk, wire.url)['webhook']['id']}"
        asked = desk.post(f"{at}/test").json
        outgoing.drain(desk.world.env, most=9)

    [event] = desk.get("/events?type=ping").json["data"]
    [row] = desk.get(f"/events/{event['id']}/deliveries").json["data"]
    assert (asked["state"], asked["tries"]) == ("waiting", [])
    assert event["body"]["type"] == "ping"
    assert (row["state"], row["attempts"], row["next_try_at"]) == ("done", 1, None)
    assert (row["tries"][0]["status"], row["tries"][0]["answer"]) == (200, "noted")


def test_events_are_paged_and_found_by_member(desk: Desk) -> None:
    make(desk)
    member = desk.member()

    whole = desk.get(f"/events?member_id={member}").json["data"]
    first = desk.get("/events?limit=1").json
    second = desk.get(f"/events?limit=1&cursor={first['next_cursor']}").json

    assert [each["type"] for each in whole] == ["points.earned", "member.joined"]
    assert first["data"] + second["data"] == whole
    assert second["next_cursor"] is None
    assert desk.get("/events?type=tier.lost").json["data"] == []


def test_a_message_is_sent_again_everywhere_or_to_one(desk: Desk) -> None:
    with serving(says()) as wire:
        make(desk, wire.url, types=["member.joined"])
        other = make(desk, types=["tier.lost"])["webhook"]["id"]
        desk.member()
        outgoing.drain(desk.world.env, most=9)
        [event] = desk.get("/events?type=member.joined").json["data"]
        at = f"/events/{event['id']}/resend"
        again = desk.post(at, {}).json["data"]
        one = desk.post(at, {"webhook_id": other}).json["data"]
        outgoing.drain(desk.world.env, most=9)

    assert [row["state"] for row in again] == ["waiting"]
    assert len(one) == 2
    assert [post.headers["webhook-id"] for post in posts(wire)] == [event["id"]] * 2


def test_a_span_of_time_is_sent_again(desk: Desk) -> None:
    at = f"/webhooks/{make(desk, types=['member.joined'])['webhook']['id']}"
    desk.member()
    span = {
        "since": (NOON - timedelta(hours=1)).isoformat(),
        "until": (NOON + timedelta(hours=1)).isoformat(),
    }

    waiting = desk.post(f"{at}/replay", span).json
    everything = desk.post(f"{at}/replay", {**span, "everything": True}).json
    wrong = desk.post(f"{at}/replay", {**span, "until": span["since"]})

    assert (waiting["messages"], everything["messages"]) == (0, 1)
    assert (wrong.status, wrong.json["code"]) == (400, "invalid_request")


def test_an_address_that_is_off_refuses_what_would_be_sent(desk: Desk) -> None:
    at = f"/webhooks/{make(desk)['webhook']['id']}"
    desk.ask("PATCH", at, json={"state": "paused"})

    answer = desk.post(f"{at}/test")

    assert (answer.status, answer.json["code"]) == (422, "webhook_off")
