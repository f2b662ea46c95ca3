"""Tokens end every hour; nobody must notice, and no pair may be lost."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
import requests
import responses

from app.domain.errors import (
    AccessRevoked,
    PlatformThrottled,
    PlatformUnclear,
    Untrusted,
)
from app.ports import StoreConnection
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import AppKeys, ForeignToken, TokenRefused, Tokens
from tests.integrations.benches import connection, shopify_bench
from tests.integrations.clock import NOON, StoppedClock

BASE = "https://some-shop.myshopify.com"
ENDPOINT = f"{BASE}/admin/oauth/access_token"
GRAPHQL = f"{BASE}/admin/api/2026-07/graphql.json"
KEYS = AppKeys("client-id", "client-secret-of-at-least-32-bytes")
PAIR = {
    "access_token": "new",
    "refresh_token": "refresh-2",
    "expires_in": 3600,
    "refresh_token_expires_in": 7_776_000,
    "scope": "read_orders",
}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def tokens(clock: StoppedClock) -> Tokens:
    return Tokens(Http(clock), clock, KEYS)


@pytest.fixture
def shop() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def held(ends_in: timedelta = timedelta(hours=1), **changes: str) -> dict[str, str]:
    return {
        "access_token": "old",
        "refresh_token": "refresh-1",
        "access_expires_at": (NOON + ends_in).isoformat(),
        "scope": "read_orders",
        **changes,
    }


def store_with(
    credentials: Mapping[str, str], kept: list[Mapping[str, str]] | None = None
) -> StoreConnection:
    return connection(
        "shopify",
        BASE,
        domain="some-shop.myshopify.com",
        credentials=credentials,
        keep_credentials=kept.append if kept is not None else None,
    )


def test_a_token_in_force_is_used_as_it_is(tokens: Tokens) -> None:
    assert tokens.token(store_with(held())) == "old"
    assert tokens.token(store_with({"access_token": "for ever"})) == "for ever"


def test_a_token_that_can_not_be_renewed_is_used_to_its_end(tokens: Tokens) -> None:
    store = store_with(held(timedelta(minutes=1), refresh_token=""))

    assert tokens.token(store) == "old"


def test_a_store_without_a_token_has_no_access(tokens: Tokens) -> None:
    with pytest.raises(AccessRevoked):
        tokens.token(store_with({}))


def test_a_pair_is_renewed_early_and_kept_before_it_is_used(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    shop.post(ENDPOINT, json=PAIR)
    kept: list[Mapping[str, str]] = []
    store = store_with(held(timedelta(minutes=4)), kept)

    first = tokens.token(store)
    second = tokens.token(store)

    assert (first, second) == ("new", "new")
    assert json.loads(shop.calls[0].request.body or b"") == {
        "client_id": "client-id",
        "client_secret": KEYS.client_secret,
        "grant_type": "refresh_token",
        "refresh_token": "refresh-1",
    }
    assert kept == [
        {
            "access_token": "new",
            "refresh_token": "refresh-2",
            "previous_refresh_token": "refresh-1",
            "access_expires_at": (NOON + timedelta(hours=1)).isoformat(),
            "refresh_expires_at": (NOON + timedelta(days=90)).isoformat(),
            "scope": "read_orders",
        }
    ]
    assert len(shop.calls) == 1


def test_twenty_threads_make_one_refresh(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    def slowly(_request: object) -> tuple[int, dict[str, str], str]:
        time.sleep(0.2)
        return 200, {"Content-Type": "application/json"}, json.dumps(PAIR)

    shop.add_callback(responses.POST, ENDPOINT, slowly)
    store = store_with(held(timedelta(minutes=1)), [])
    gate = threading.Barrier(20)
    found: list[str] = []

    def ask() -> None:
        gate.wait(10)
        found.append(tokens.token(store))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert found == ["new"] * 20
    assert len(shop.calls) == 1


def test_another_process_that_was_first_is_believed(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    def renew(
        refresh: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> Mapping[str, str]:
        return refresh(held(access_token="of the other process"))

    store = replace(store_with(held(timedelta(minutes=1))), renew_credentials=renew)

    assert tokens.token(store) == "of the other process"
    assert len(shop.calls) == 0


def test_the_store_keeps_what_a_refresh_under_its_lock_gave(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    shop.post(ENDPOINT, json=PAIR)
    kept = []

    def renew(
        refresh: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> Mapping[str, str]:
        kept.append(refresh(held(timedelta(minutes=1))))
        return kept[-1]

    store = replace(store_with(held(timedelta(minutes=1))), renew_credentials=renew)

    assert tokens.token(store) == "new"
    assert kept[0]["refresh_token"] == "refresh-2"


def test_a_crash_between_answer_and_commit_is_recovered_without_the_merchant(
    tokens: Tokens, shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(ENDPOINT, json=PAIR)

    def crash(_fresh: Mapping[str, str]) -> None:
        raise OSError("killed")

    store = replace(store_with(held(timedelta(minutes=1))), keep_credentials=crash)
    with pytest.raises(OSError, match="killed"):
        tokens.token(store)
    after_restart = Tokens(Http(clock), clock, KEYS)

    assert after_restart.token(replace(store, keep_credentials=None)) == "new"
    assert [
        json.loads(call.request.body or b"")["refresh_token"] for call in shop.calls
    ] == ["refresh-1", "refresh-1"]


def test_the_refresh_token_before_is_tried_when_the_newest_is_dead(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    shop.post(ENDPOINT, json={"error": "invalid_grant"}, status=400)
    shop.post(ENDPOINT, json=PAIR)
    store = store_with(held(timedelta(minutes=1), previous_refresh_token="refresh-0"))

    assert tokens.token(store) == "new"
    assert json.loads(shop.calls[1].request.body or b"")["refresh_token"] == "refresh-0"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"error": "invalid_grant"}),
        (400, {"error": "invalid_client"}),
        (400, {"error": "something_else"}),
        (401, {}),
    ],
)
def test_a_refresh_that_is_refused_needs_the_merchant(
    tokens: Tokens, shop: responses.RequestsMock, status: int, body: object
) -> None:
    shop.post(ENDPOINT, json=body, status=status)

    with pytest.raises(AccessRevoked):
        tokens.token(store_with(held(timedelta(minutes=1))))


def test_a_busy_token_endpoint_is_asked_later_and_not_waited_for(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    shop.post(ENDPOINT, status=429, headers={"Retry-After": "30"})

    with pytest.raises(PlatformThrottled) as throttled:
        tokens.token(store_with(held(timedelta(minutes=1))))

    assert throttled.value.retry_after == 30
    assert len(shop.calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 503},
        {"body": requests.exceptions.ReadTimeout()},
        {"body": b"<html>", "content_type": "text/html"},
        {"json": {"scope": "read_orders"}},
        {"json": []},
    ],
    ids=["503", "late", "html", "no token", "list"],
)
def test_a_token_endpoint_that_fails_is_unclear_and_asked_once(
    tokens: Tokens, shop: responses.RequestsMock, answer: dict[str, Any]
) -> None:
    shop.post(ENDPOINT, **answer)

    with pytest.raises(PlatformUnclear):
        tokens.token(store_with(held(timedelta(minutes=1))))

    assert len(shop.calls) == 1


def test_a_refusal_without_json_needs_the_merchant(
    tokens: Tokens, shop: responses.RequestsMock
) -> None:
    shop.post(ENDPOINT, body=b"<html>", content_type="text/html", status=400)

    with pytest.raises(AccessRevoked):
        tokens.token(store_with(held(timedelta(minutes=1))))


# --- 401 in the middle of work ------------------------------------------------


def test_a_dead_token_is_renewed_and_the_call_sent_again(
    shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(GRAPHQL, status=401, json={"errors": "Unauthorized"})
    shop.post(ENDPOINT, json=PAIR)
    shop.post(GRAPHQL, json={"data": {"codeDiscountNodeByCode": None}})
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    assert platform.look_up(store_with(held()), "LOY") is None
    assert shop.calls[2].request.headers["X-Shopify-Access-Token"] == "new"


def test_a_token_that_is_dead_again_at_once_is_no_access(
    shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(GRAPHQL, status=401, json={})
    shop.post(ENDPOINT, json=PAIR)
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    with pytest.raises(AccessRevoked):
        platform.look_up(store_with(held()), "LOY")

    assert len(shop.calls) == 3


# --- installing ---------------------------------------------------------------


def id_token(**changes: object) -> str:
    now = int(NOON.timestamp())
    claims = {
        "iss": f"{BASE}/admin",
        "dest": BASE,
        "aud": "client-id",
        "sub": "42",
        "exp": now + 60,
        "nbf": now,
        "iat": now,
        "jti": "j",
        "sid": "s",
    }
    return jwt.encode(claims | changes, KEYS.client_secret, algorithm="HS256")


def test_an_id_token_is_exchanged_for_an_expiring_pair(
    shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(ENDPOINT, json=PAIR)
    platform = ShopifyPlatform(Http(clock), clock, KEYS)
    token = id_token()

    found = platform.credentials_for(store_with({}), {"id_token": token})
    sent = json.loads(shop.calls[0].request.body or b"")

    assert found["access_token"] == "new"
    assert found["refresh_token"] == "refresh-2"
    assert sent["subject_token"] == token
    assert str(sent["expiring"]) == "1"
    assert sent["requested_token_type"].endswith("offline-access-token")


def test_the_token_of_a_merchants_own_app_is_kept(clock: StoppedClock) -> None:
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    found = platform.credentials_for(store_with({}), {"access_token": "shpat_1"})

    assert found == {"access_token": "shpat_1"}


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another"},
        {"exp": 1},
        {
            "dest": "https://other-shop.myshopify.com",
            "iss": "https://other-shop.myshopify.com/admin",
        },
    ],
    ids=["app", "time", "shop"],
)
def test_an_id_token_of_something_else_is_never_sent(
    shop: responses.RequestsMock, clock: StoppedClock, changes: dict[str, object]
) -> None:
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    with pytest.raises(ForeignToken) as refusal:
        platform.credentials_for(store_with({}), {"id_token": id_token(**changes)})

    assert isinstance(refusal.value, Untrusted)
    assert len(shop.calls) == 0


def test_an_id_token_that_shopify_calls_stale_asks_for_another(
    shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(ENDPOINT, json={"error": "invalid_subject_token"}, status=400)
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    with pytest.raises(TokenRefused):
        platform.credentials_for(store_with({}), {"id_token": id_token()})


def test_an_app_that_is_refused_has_no_access(
    shop: responses.RequestsMock, clock: StoppedClock
) -> None:
    shop.post(ENDPOINT, json={"error": "invalid_client"}, status=400)
    platform = ShopifyPlatform(Http(clock), clock, KEYS)

    with pytest.raises(AccessRevoked):
        platform.credentials_for(store_with({}), {"id_token": id_token()})


def test_the_sandbox_exchanges_renews_and_is_called_with_the_new_token() -> None:
    with shopify_bench() as bench:
        made = bench.act("session-token")
        token = next(value for value in made.values() if str(value).count(".") == 2)
        credentials = bench.platform.credentials_for(bench.store, {"id_token": token})
        ending = {**credentials, "access_expires_at": "2020-01-01T00:00:00+00:00"}
        kept: list[Mapping[str, str]] = []
        store = replace(bench.store, credentials=ending, keep_credentials=kept.append)

        found = bench.platform.describe(store)

    assert found.domain == bench.store.domain
    assert kept[0]["access_token"] != credentials["access_token"]
