"""A door with two WooCommerce stores, one Shopify store and a review app.

Signatures are checked by the real signers; reading a body is left to a stub.
"""

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from app.ports import Platform
from app.services.connections import (
    review_secret_name,
    seal_credentials,
    with_new_secret,
)
from app.storage.mailbox import Mailbox
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from integrations.reviews.judgeme import JudgeMeSigner
from integrations.shopify.signatures import ShopifySigner
from integrations.woocommerce.signatures import WooSigner
from tests.factories import NOON
from tests.servers import Shared
from tests.webhooks.applied import Applied
from tests.webhooks.reader import StubProvider, StubReader
from tests.world import World, opened
from webhooks import processing
from webhooks.routes import Door

SHOP = "satu-toko.myshopify.com"
APP_SECRET = b"hush"
SECRETS = {"a": "secret-of-store-a", "b": "secret-of-store-b"}
REVIEW_SECRET = "judge-me-token"


@dataclass(slots=True)
class Answer:
    """What the door said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Stand:
    """The door with its stores, and short names for knocking at it."""

    world: World
    door: Door
    mailbox: Mailbox
    stores: dict[str, UUID] = field(default_factory=dict)

    def post(
        self,
        path: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        **environ: Any,  # noqa: ANN401 - WSGI's own
    ) -> Answer:
        """Knock with a POST, or with another REQUEST_METHOD."""
        given: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        for name, value in (headers or {}).items():
            key = name.upper().replace("-", "_")
            given["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        said: list[Answer] = []

        def start_response(status: str, sent: list[tuple[str, str]]) -> None:
            said.append(Answer(int(status.split(maxsplit=1)[0]), dict(sent), b""))

        chunks = self.door({**given, **environ}, start_response)  # type: ignore[arg-type]
        said[0].body = b"".join(chunks)
        return said[0]

    def woo(
        self,
        body: bytes,
        *,
        store: str = "a",
        signed_by: str = "a",
        topic: str = "order.updated",
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """Knock as a WooCommerce store does."""
        headers = {
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Signature": sign(body, SECRETS[signed_by].encode()),
            **(more or {}),
        }
        return self.post(self.woo_path(store), body, headers)

    def woo_path(self, store: str = "a") -> str:
        return f"/webhooks/woocommerce/{self.stores[store]}"

    def shopify(
        self,
        body: bytes,
        *,
        shop: str = SHOP,
        topic: str = "orders/paid",
        webhook_id: str = "0195-aaaa",
        secret: bytes = APP_SECRET,
        prefix: str = "X-",
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """Knock as Shopify does."""
        headers = {
            f"{prefix}Shopify-Topic": topic,
            f"{prefix}Shopify-Hmac-Sha256": sign(body, secret),
            f"{prefix}Shopify-Shop-Domain": shop,
            f"{prefix}Shopify-Webhook-Id": webhook_id,
            **(more or {}),
        }
        return self.post("/webhooks/shopify", body, headers)

    def rows(self) -> list[dict[str, Any]]:
        """Return the inbox of the programme, oldest first."""
        found: list[dict[str, Any]] = self.world.run(
            lambda uow: [
                dict(row)
                for row in uow.connection.exec_driver_sql(
                    "SELECT * FROM inbox ORDER BY received_at, inbox_id"
                ).mappings()
            ]
        )
        return found


def sign(body: bytes, secret: bytes) -> str:
    return base64.b64encode(hmac.digest(secret, body, "sha256")).decode()


def sign_hex(body: bytes, secret: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def order(ref: int = 1001, **more: object) -> bytes:
    return json.dumps({"id": ref, "status": "processing", **more}).encode()


BODY = order(note="café")


def drain(stand: Stand, applied: Applied, most: int = 1000) -> int:
    return processing.drain(stand.world.env, most, apply=applied)


def states(stand: Stand) -> dict[int, tuple[str, str | None]]:
    """Return the state of every delivery and its reason, by the order's number."""
    return {
        json.loads(row["body"])["id"]: (row["state"], row["reason"])
        for row in stand.rows()
    }


def readers() -> dict[str, Platform]:
    """Return stub platforms with real signers."""
    stubs: Any = {
        "shopify": StubReader("shopify", ShopifySigner()),
        "woocommerce": StubReader("woocommerce", WooSigner()),
    }
    found: dict[str, Platform] = stubs
    return found


def _add_store(world: World, name: str, platform: str, domain: str) -> UUID:
    store_id = world.env.ids.new()
    reviews = {review_secret_name("judgeme"): REVIEW_SECRET}
    sealed = seal_credentials(world.env, world.programme_id, store_id, reviews)

    def write(uow: UnitOfWork) -> None:
        StoreRepository(uow).add(
            store_id=store_id,
            platform=platform,
            domain=domain,
            base_url=f"https://{domain}",
            name=name,
            currency="IDR",
            timezone="Asia/Jakarta",
            connected_at=world.clock.now(),
            credentials=sealed,
            options={},
        )

    world.run(write)
    return store_id


@pytest.fixture(scope="module")
def database_of_stand(shared_servers: Shared) -> Iterator[str]:
    with shared_servers.copy() as url:
        yield url


@pytest.fixture(scope="module")
def shared_stand(database_of_stand: str) -> Iterator[Stand]:
    url = database_of_stand
    with opened(url) as world:
        world.env = replace(
            world.env,
            platforms=readers(),
            review_providers={"judgeme": StubProvider("judgeme", JudgeMeSigner())},
            app_secrets={"shopify": (APP_SECRET,)},
        )
        mailbox = Mailbox(url)
        stand = Stand(world, Door(world.env, mailbox), mailbox)
        stand.stores["a"] = _add_store(world, "a", "woocommerce", "a.test")
        stand.stores["b"] = _add_store(world, "b", "woocommerce", "b.test")
        stand.stores["shop"] = _add_store(world, "shop", "shopify", SHOP)
        yield stand
        mailbox.close()


@pytest.fixture
def stand(shared_stand: Stand) -> Iterator[Stand]:
    """The module's stand with an empty inbox, noon on its clock, fresh secrets."""
    world, env = shared_stand.world, shared_stand.world.env
    world.clock.instant = NOON
    world.wake.woken.clear()

    def reset(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("DELETE FROM inbox")
        uow.connection.exec_driver_sql("DELETE FROM inbox_batch")
        stores = StoreRepository(uow)
        for name, secret in SECRETS.items():
            store_id = shared_stand.stores[name]
            stores.change(store_id, webhook_secrets=None)
            sealed = with_new_secret(env, stores.get(store_id), secret, NOON)
            stores.change(store_id, webhook_secrets=sealed)

    world.run(reset)
    shared_stand.door = Door(env, shared_stand.mailbox)
    yield shared_stand
    world.env = env


@pytest.fixture
def applied(stand: Stand) -> Applied:
    def clear(uow: UnitOfWork) -> None:
        StoreRepository(uow).change(stand.stores["b"], problem=None)

    stand.world.run(clear)
    return Applied()
