"""Tokens end every hour; nobody must notice, and no pair may be lost."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import requests
import responses

from app.domain.errors import (
    AccessRevoked,
    PlatformThrottled,
    PlatformUnclear,
)
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import Tokens
from tests.integrations.clock import NOON, StoppedClock
from tests.integrations.shopify.answers import GRAPHQL, KEYS
from tests.integrations.shopify.pairs import ENDPOINT, PAIR, store_with


@pytest.fixture
def tokens(clock: StoppedClock) -> Tokens:
    return Tokens(Http(clock), clock, KEYS)


def held(ends_in: timedelta = timedelta(hours=1), **changes: str) -> dict[str, str]:
    return {
        "access_token": "old",
        "refresh_token": "refresh-1",
        "access_expires_at": (NOON + ends_in).isoformat(),
        "scope": "read_orders",
        **changes,
    }


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
