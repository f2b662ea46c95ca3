"""What holds for every address: keys, scopes, bodies, pages, entity tags, pace."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from app.services import keys
from app.storage.keys import KeyRepository
from app.web.api.pace import BURST
from app.web.api.route import ANY_KEY, KeyUse, Route
from app.web.api.table import ROUTES
from tests.factories import NOON, customer
from tests.servers import Shared
from tests.web.desk import Answer, Desk, desk_at
from tests.web.test_isolation import UNKNOWN

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def office(shared_servers: Shared) -> Iterator[Desk]:
    """An API that the tests of this module share."""
    with shared_servers.copy() as url, desk_at(url, shared_servers.redis_url) as found:
        yield found


def ask(desk: Desk, route: Route, **more: Any) -> Answer:  # noqa: ANN401
    path = route.path.format(**{name: UNKNOWN[name] for name in route.names})
    return desk.ask(route.method, path, **more)


def named(route: Route) -> str:
    return route.operation


# Keys and scopes


def test_every_address_names_a_scope_that_exists() -> None:
    assert {route.scope for route in ROUTES} <= {ANY_KEY, *keys.SCOPES}
    assert [r.operation for r in ROUTES if r.scope == ANY_KEY] == ["whoami"]


def test_every_address_of_the_application_is_in_the_table(office: Desk) -> None:
    served = {
        (method, rule.rule.removeprefix("/api/v1"))
        for rule in office.pages.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and rule.endpoint != "openapi.spec"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert served == {(route.method, route.rule) for route in ROUTES}


def test_whatever_moves_points_wants_an_idempotency_key() -> None:
    free = {
        route.operation
        for route in ROUTES
        if route.method == "POST" and route.idempotency is not KeyUse.REQUIRED
    }

    # These have a natural key, or repeat without harm. Answers with a secret must not
    # be kept to be given again.
    assert free == {
        "answer_quiz",
        "answer_survey",
        "approve_referral",
        "cancel_simulation",
        "choose",
        "claim_referral",
        "decide_entry",
        "enter_contest",
        "enrol_member",
        "hand_over",
        "make_webhook",
        "preview_segment",
        "publish_draft",
        "reject_referral",
        "replay_webhook",
        "resend_event",
        "restore_version",
        "rotate_webhook_secret",
        "score_entry",
        "tell_activity",
        "tell_expiry",
        "test_webhook",
        "vote",
    }


@pytest.mark.parametrize("route", ROUTES, ids=named)
def test_without_a_key_nothing_is_answered(route: Route, office: Desk) -> None:
    answers = [ask(office, route, key=key) for key in ("", "lk_live_WRONG")]

    assert [answer.status for answer in answers] == [401, 401]
    assert answers[1].json["code"] == "bad_api_key"
    assert answers[1].headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.scope != ANY_KEY], ids=named
)
def test_a_key_without_the_scope_is_told_which(route: Route, office: Desk) -> None:
    key = office.key_with(*(scope for scope in keys.SCOPES if scope != route.scope))

    answer = ask(office, route, key=key)

    assert (answer.status, answer.json["code"]) == (403, "scope_missing")
    assert answer.json["required_scope"] == route.scope


@pytest.mark.parametrize("way", ["expired", "revoked"])
def test_a_key_that_ended_opens_nothing(way: str, desk: Desk) -> None:
    env, programme_id = desk.world.env, desk.world.programme_id
    ends = NOON + timedelta(days=1) if way == "expired" else None
    text, row = keys.create(
        env, programme_id, name="k", scopes=["members:read"], expires_at=ends
    )
    before = desk.get("/members", key=text)

    if way == "revoked":
        desk.world.run(lambda uow: KeyRepository(uow).revoke(row.key_id, at=NOON))
    desk.world.clock.advance(days=1)
    after = desk.get("/members", key=text)

    assert (before.status, after.status) == (200, 401)


# Bodies and queries


def put_body(desk: Desk, body: bytes, **headers: str) -> Answer:
    sent = {"Content-Type": "application/json", **headers}
    return desk.ask("POST", "/activities", data=body, headers=sent)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_body_that_is_not_json_is_not_read(kind: str, office: Desk) -> None:
    answer = put_body(office, b'{"member": "x"}', **{"Content-Type": kind})

    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"member": NaN}',
        b'{"member": 1e400}',
        b'{"a": 1, "a": 2}',
        b'{"a": "\\ud800"}',
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"[" * 100_000,
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:16]),
)
def test_json_beyond_the_limits_is_refused(body: bytes, office: Desk) -> None:
    answer = put_body(office, body)

    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_body_over_a_megabyte_is_refused(office: Desk) -> None:
    answer = put_body(office, b'{"a": "' + b"x" * 1024 * 1024 + b'"}')

    assert (answer.status, answer.json["code"]) == (413, "too_large")


def test_every_mistake_is_listed_with_its_place(office: Desk) -> None:
    body = {"member": 7, "type": "Quiz", "colour": "red"}

    answer = office.ask("POST", "/activities", json=body)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert {each["pointer"] for each in answer.json["errors"]} == {
        "/member",
        "/type",
        "/distinct_id",
        "/colour",
    }
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert answer.json["instance"] == "/api/v1/activities"


@pytest.mark.parametrize(
    "query",
    ["colour=red", "limit=0", "limit=251", "limit=1&limit=2", "cursor=%00", "limit=x"],
)
def test_a_query_that_is_not_described_is_refused(query: str, office: Desk) -> None:
    answer = office.get(f"/members?{query}")

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert answer.json["errors"][0]["parameter"] in ("colour", "limit", "cursor")


@pytest.mark.parametrize(
    "stamp",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-22"],
)
def test_an_instant_beyond_reason_is_refused(stamp: str, office: Desk) -> None:
    answer = office.get("/members", query_string={"updated_since": stamp})

    assert answer.status == 400


@pytest.mark.parametrize("path", ["/members/external:a%00b", "/orders/a%0Ab"])
def test_control_characters_name_nothing(path: str, office: Desk) -> None:
    answer = office.get(path)

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


def test_an_unknown_address_and_method_are_problems_too(office: Desk) -> None:
    missing = office.get("/nowhere")
    other = office.ask("DELETE", "/members")

    assert (missing.status, missing.json["code"]) == (404, "missing")
    assert (other.status, other.json["code"]) == (405, "method_not_allowed")
    assert set(other.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("name", ["mem_short", "txn_01KAZ3V7Q8H5M2N4P6R8T0V1W3", "x:y"])
def test_an_id_of_another_kind_is_malformed(name: str, office: Desk) -> None:
    answer = office.get(f"/members/{name}")

    assert (answer.status, answer.json["code"]) == (400, "unreadable_id")


# Pages and entity tags


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk) -> None:
    for number in range(5):
        desk.member(customer(f"70{number}", email=f"m{number}@mail.test"))
        desk.world.clock.advance(seconds=1)

    seen, cursor = [], None
    for _ in range(3):
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = desk.get("/members", query_string=query).json
        seen += [row["email"] for row in page["data"]]
        cursor = page["next_cursor"]

    assert seen == [f"m{number}@mail.test" for number in (4, 3, 2, 1, 0)]
    assert cursor is None


def test_lists_can_begin_at_an_instant(desk: Desk) -> None:
    desk.member(customer("1", email="old@mail.test"))
    desk.world.clock.advance(days=1)
    since = desk.world.clock.now().isoformat()
    desk.member(customer("2", email="new@mail.test"))

    rows = desk.get("/members", query_string={"updated_since": since}).json["data"]
    posted = desk.get("/transactions", query_string={"updated_since": since})

    assert [row["email"] for row in rows] == ["new@mail.test"]
    assert posted.status == 200


def test_a_cursor_that_was_touched_or_is_of_another_list_is_refused(
    desk: Desk,
) -> None:
    for number in range(3):
        desk.member(customer(f"70{number}", email=f"m{number}@mail.test"))
    cursor = desk.get("/members?limit=1").json["next_cursor"]

    answers = [
        desk.get("/members", query_string={"cursor": cursor[:-2]}),
        desk.get("/members", query_string={"cursor": "x" + cursor}),
        desk.get("/transactions", query_string={"cursor": cursor}),
    ]

    assert {(a.status, a.json["code"]) for a in answers} == {(400, "bad_cursor")}


def test_transactions_are_paged_newest_first(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    made = [
        desk.post(path, {"points": n, "reason_code": "gift"}).json["id"]
        for n in (1, 2, 3)
    ]

    first = desk.get("/transactions?limit=2&kind=adjustment").json
    rest = desk.get(
        "/transactions",
        query_string={
            "limit": 2,
            "kind": "adjustment",
            "cursor": first["next_cursor"],
        },
    ).json
    theirs = desk.get(path, query_string={"limit": 2}).json

    assert [row["id"] for row in first["data"]] == made[:0:-1]
    assert [row["id"] for row in rest["data"]] == made[:1]
    assert rest["next_cursor"] is None
    assert len(theirs["data"]) == 2
    assert theirs["next_cursor"]


def test_what_did_not_change_is_not_sent_again(desk: Desk) -> None:
    member = desk.member()
    first = desk.get(f"/members/{member}")
    tag = {"If-None-Match": first.headers["ETag"]}

    same = desk.get(f"/members/{member}", headers=tag)
    desk.ask("PATCH", f"/members/{member}", json={"locale": "ms"})
    other = desk.get(f"/members/{member}", headers=tag)

    assert (same.status, same.text) == (304, "")
    assert other.status == 200


# Pace


@pytest.fixture
def paced(fresh_database_url: str, redis_url: str) -> Iterator[Desk]:
    """An API that counts how fast it is asked."""
    with desk_at(fresh_database_url, redis_url, paced=True) as found:
        yield found


def test_a_key_that_asks_too_fast_is_slowed_down_and_no_other(paced: Desk) -> None:
    fast, calm = paced.key_with("members:read"), paced.key_with("members:read")

    with time_machine.travel(NOON, tick=False):
        answers = [paced.get("/members", key=fast) for _ in range(BURST + 1)]
        other = paced.get("/members", key=calm)

    assert [answer.status for answer in answers] == [200] * BURST + [429]
    refused = answers[-1]
    assert refused.json["code"] == "too_many_requests"
    assert 1 <= int(refused.headers["Retry-After"]) <= 3
    assert refused.headers["RateLimit-Policy"] == '"default";q=60;w=3'
    assert answers[0].headers["RateLimit"] == '"default";r=59;t=3'
    assert other.status == 200


def test_keys_that_do_not_exist_are_slowed_down_by_address(paced: Desk) -> None:
    with time_machine.travel(NOON, tick=False):
        statuses = [
            paced.get("/members", key=f"lk_live_{n}").status for n in range(BURST + 1)
        ]

    assert statuses == [401] * BURST + [429]


def test_a_forged_forwarding_header_is_counted_like_any_other(paced: Desk) -> None:
    with time_machine.travel(NOON, tick=False):
        statuses = [
            paced.get(
                "/members", key="lk_live_X", headers={"X-Forwarded-For": f"10.0.0.{n}"}
            ).status
            for n in range(BURST + 1)
        ]

    assert statuses[-1] == 429


def test_without_redis_requests_are_served_and_still_counted(
    fresh_database_url: str,
) -> None:
    with (
        desk_at(fresh_database_url, NOBODY, paced=True) as desk,
        time_machine.travel(NOON, tick=False),
    ):
        statuses = [desk.get("/whoami").status for _ in range(BURST + 1)]

    assert statuses == [200] * BURST + [429]


def test_an_answer_is_personal_and_not_kept_by_anyone(desk: Desk) -> None:
    answer = desk.get("/members")

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer.headers["Vary"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answer.text) == {"data": [], "next_cursor": None}
