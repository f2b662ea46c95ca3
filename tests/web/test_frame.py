"""The web process as a whole: the door beside the pages, errors, health, headers."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Response
from werkzeug.test import Client

from app.domain.errors import (
    AccessRevoked,
    Busy,
    Conflict,
    InvariantBroken,
    Malformed,
    Missing,
    Refused,
    SetiaError,
    Untrusted,
)
from app.embedded import Servers, start_servers
from app.factory import Frame, create_app, create_pages
from app.settings import Settings
from app.storage.migrate import newest_revision
from app.web.headers import allow_frames
from app.wiring import World, wired
from webhooks.routes import Door

NOTICED_WITHIN_TRIES = 100
HEALTH = ("/healthz", "/readyz", "/metrics")


class TooFew(Refused):
    code = "too_few"

    def __init__(self) -> None:
        self.points_needed = 500
        super().__init__("500 needed")


def _world(
    database_url: str, redis_url: str, var: Path, **environ: str
) -> Iterator[World]:
    settings = Settings.from_environ({"VAR_DIR": str(var), **environ})
    with wired(settings, database_url=database_url, redis_url=redis_url) as world:
        yield world


@pytest.fixture(scope="module")
def world(
    database_url: str, shared_redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    yield from _world(database_url, shared_redis_url, tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def shared_redis_url(shared_servers: object) -> str:
    return str(getattr(shared_servers, "redis_url"))  # noqa: B009 - typed elsewhere


@pytest.fixture
def client(world: World) -> Client:
    """The application with a few pages that raise."""
    pages = create_pages(world)
    errors: dict[str, Exception] = {
        "refused": TooFew(),
        "missing": Missing("no member 7"),
        "conflict": Conflict("but"),
        "malformed": Malformed("bent"),
        "untrusted": Untrusted("budi@mail.test is not who he says"),
        "platform": AccessRevoked("the shop said: token shpat_123"),
        "busy": Busy("wait", retry_after=3),
        "books": InvariantBroken("lot 7 has -1 units"),
        "bug": KeyError("budi@mail.test"),
    }

    def fail(name: str) -> Response:
        raise errors[name]

    def framed() -> str:
        allow_frames("https://satu.myshopify.com", "https://admin.shopify.com")
        return "framed"

    pages.add_url_rule("/api/v1/fail/<name>", "fail_api", fail)
    pages.add_url_rule("/fail/<name>", "fail_page", fail)
    pages.add_url_rule("/framed", "framed", framed)
    return Client(Frame(Door(world.env, world.mailbox), pages))


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("refused", 422, "too_few"),
        ("missing", 404, "missing"),
        ("conflict", 409, "conflict"),
        ("malformed", 400, "malformed"),
        ("untrusted", 401, "untrusted"),
        ("platform", 502, "access_revoked"),
        ("busy", 503, "busy"),
        ("books", 500, "invariant_broken"),
        ("bug", 500, "internal_error"),
    ],
)
def test_a_family_has_a_status_for_programs_and_for_people(
    client: Client, name: str, status: int, code: str
) -> None:
    problem = client.get(f"/api/v1/fail/{name}")
    page = client.get(f"/fail/{name}", headers={"Accept": "text/html"})

    body = json.loads(problem.data)
    assert (problem.status_code, page.status_code) == (status, status)
    assert problem.content_type == "application/problem+json"
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == problem.headers["X-Request-Id"]
    assert body["instance"] == f"/api/v1/fail/{name}"
    assert code in page.text


@pytest.mark.parametrize("name", ["untrusted", "platform", "books", "bug"])
def test_nothing_of_the_inside_is_told(client: Client, name: str) -> None:
    told = client.get(f"/api/v1/fail/{name}").text + client.get(f"/fail/{name}").text

    for inside in ("budi", "shpat", "lot 7", "KeyError", "Traceback", "line "):
        assert inside not in told


def test_a_refusal_carries_its_figures(client: Client) -> None:
    body = json.loads(client.get("/api/v1/fail/refused").data)

    assert (body["points_needed"], body["detail"]) == (500, "500 needed")


def test_busy_says_when_to_come_again(client: Client) -> None:
    assert client.get("/fail/busy").headers["Retry-After"] == "3"


def test_every_family_has_a_status() -> None:
    from app.domain.errors import FAMILIES  # noqa: PLC0415 - beside its only use
    from app.web.errors import STATUSES, status_of  # noqa: PLC0415 - as above

    assert {family for family, _ in STATUSES} == set(FAMILIES)
    assert status_of(SetiaError("a stray")) == 500


def test_an_unknown_address_is_said_in_the_askers_form(client: Client) -> None:
    program = client.get("/nowhere", headers={"Accept": "application/json"})
    person = client.get("/nowhere", headers={"Accept": "text/html,*/*"})

    assert program.content_type == "application/problem+json"
    assert person.content_type.startswith("text/html")
    assert program.status_code == person.status_code == 404
    allowed = client.post("/healthz").headers["Allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_text_in_an_error_page_is_inert(client: Client) -> None:
    assert "<script>" not in client.get("/fail/<script>alert(1)</script>").text


def test_every_answer_has_its_headers(client: Client) -> None:
    for path in (*HEALTH, "/nowhere", "/fail/bug", "/fail/refused"):
        headers = client.get(path).headers
        assert headers["X-Request-Id"].startswith("req_")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_a_page_may_name_who_frames_it_and_a_query_may_not(client: Client) -> None:
    framed = client.get("/framed?shop=evil.myshopify.com").headers
    other = client.get("/nowhere?shop=satu.myshopify.com").headers

    policy = framed["Content-Security-Policy"]
    assert policy.endswith(
        "frame-ancestors https://satu.myshopify.com https://admin.shopify.com"
    )
    assert other["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_over_https_browsers_are_told_to_stay_there(
    database_url: str, shared_redis_url: str, tmp_path: Path
) -> None:
    for world in _world(
        database_url, shared_redis_url, tmp_path, PUBLIC_URL="https://points.example"
    ):
        answer = Client(create_app(world)).get("/healthz")
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_ids_of_requests_differ_and_can_not_be_chosen(client: Client) -> None:
    given = {"X-Request-Id": "mine"}
    ids = {client.get("/healthz", headers=given).headers["X-Request-Id"] for _ in "ab"}

    assert len(ids) == 2
    assert "mine" not in ids


def test_the_door_stands_beside_the_pages(client: Client) -> None:
    assert client.get("/webhooks/shopify").status_code == 405
    assert client.post("/webhooks/shopify", data=b"{}").status_code == 401
    assert client.post("/webhooks/nowhere", data=b"{}").status_code == 404


def test_the_last_handler_answers_for_the_door_too(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("budi@mail.test")

    monkeypatch.setattr("webhooks.routes.Door._post", break_down)

    answer = client.post("/webhooks/shopify", data=b"{}")

    assert (answer.status_code, answer.data) == (500, b"")


def test_a_large_request_is_refused(client: Client) -> None:
    assert client.post("/fail/x", data=b"x" * 2_000_000).status_code in {405, 413}


def test_alive_and_ready(client: Client) -> None:
    ready = json.loads(client.get("/readyz").data)

    assert json.loads(client.get("/healthz").data) == {"status": "ok"}
    assert ready == {
        "status": "ok",
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "redis": "ok",
            "backlog": "ok",
        },
    }


def test_metrics_tell_of_backlogs_and_of_the_door(client: Client) -> None:
    client.post("/webhooks/shopify", data=b"{}")

    text = client.get("/metrics").text

    assert 'setia_backlog_waiting{place="inbox"} 0.0' in text
    assert 'setia_backlog_oldest_age_seconds{place="unsealed"} 0.0' in text
    assert 'setia_backlog_set_aside{place="outbox"} 0.0' in text
    assert 'setia_backlog_waiting{place="webhooks"} 0.0' in text
    assert 'setia_deliveries_total{provider="shopify",result="unsigned"}' in text
    assert "setia_up 1.0" in text


def test_the_newest_revision_is_known_without_a_database() -> None:
    assert newest_revision()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Servers, Client]]:
    """Servers of one test, which it may kill, and the application on them."""
    with start_servers(tmp_path, durable=False) as servers:
        from app.storage.migrate import upgrade  # noqa: PLC0415 - heavy

        upgrade(servers.database_url)
        for world in _world(servers.database_url, servers.redis_url, tmp_path):
            yield servers, Client(create_app(world))


@pytest.mark.slow
def test_without_redis_it_is_ready_and_without_the_database_it_is_not(
    own: tuple[Servers, Client],
) -> None:
    servers, client = own
    assert client.get("/readyz").status_code == 200

    os.kill(servers.pids["valkey"], signal.SIGKILL)
    without_redis = client.get("/readyz")
    assert without_redis.status_code == 200
    assert json.loads(without_redis.data)["checks"]["redis"] == "degraded"

    os.kill(servers.pids["postgres"], signal.SIGKILL)
    # Its backends outlive it until each of them notices.
    without_all = client.get("/readyz")
    for _ in range(NOTICED_WITHIN_TRIES):
        if without_all.status_code == 503:
            break
        time.sleep(0.1)
        without_all = client.get("/readyz")
    assert without_all.status_code == 503
    assert json.loads(without_all.data)["checks"]["database"] == "failing"
    assert "setia_up 0.0" in client.get("/metrics").text
    assert client.get("/healthz").status_code == 200
