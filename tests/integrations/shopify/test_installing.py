"""Who comes from Shopify with a token of its own gets tokens for the shop."""

import json
from collections.abc import Mapping
from dataclasses import replace

import jwt
import pytest
import responses

from app.domain.errors import (
    AccessRevoked,
    TokenStale,
    Untrusted,
)
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import ForeignToken
from tests.integrations.benches import shopify_bench
from tests.integrations.clock import NOON, StoppedClock
from tests.integrations.shopify.answers import BASE, KEYS
from tests.integrations.shopify.pairs import ENDPOINT, PAIR, store_with


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

    with pytest.raises(TokenStale):
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
