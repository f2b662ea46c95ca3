"""A store with shoppers at its doors: signed identities, and short names to ask."""

import hmac
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import jwt

from app.domain.errors import PlatformMissing
from app.domain.events import CustomerProfile
from app.domain.ids import public_id
from app.domain.ledger import Key
from app.factory import create_pages
from app.ports import Platform, StoreConnection
from app.services.adjustments import Adjustment, adjust
from app.services.store_identity import newest_identity_secret
from app.settings import Settings
from app.storage.mailbox import Mailbox
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import World as Wired
from app.wiring.wake import RedisWake
from integrations.shopify.visits import ShopifyDoorman
from tests.compiled import keep_templates
from tests.factories import customer
from tests.services.scripted_store import ScriptedStore
from tests.web.desk import DOCUMENT, Answer
from tests.world import World, opened

APP_KEY = "client-id"
APP_SECRET = b"app-client-secret-of-tests-0123456789"
SHOP = "some-shop.myshopify.com"


@dataclass
class PeopledStore(ScriptedStore):
    """A store that knows its customers."""

    people: dict[str, CustomerProfile] = field(default_factory=dict)

    def fetch_customer(
        self, store: StoreConnection, customer_ref: str
    ) -> CustomerProfile:
        self.end(self.begin("fetch_customer"))
        if customer_ref not in self.people:
            raise PlatformMissing(f"no customer {customer_ref}")
        return self.people[customer_ref]


@dataclass(slots=True)
class Shop:
    """One store, its doors and its shoppers."""

    world: World
    pages: Any
    store: PeopledStore
    asked: int = 0

    @property
    def store_id(self) -> str:
        return public_id("str", self.world.store_id)

    @property
    def at(self) -> str:
        """The store's own door."""
        return f"/storefront/v1/stores/{self.store_id}"

    def welcome(self, ref: str = "7001", **more: Any) -> str:  # noqa: ANN401 - a profile's fields
        """Let the store have a customer; return its reference."""
        self.store.people[ref] = customer(ref, **more)
        return ref

    def token(self, ref: str, **changes: Any) -> str:  # noqa: ANN401 - claims
        """Return what the store's plugin would sign for a customer."""
        secret = newest_identity_secret(
            self.world.env, self.world.programme_id, self.world.store_id
        )
        now = int(self.world.clock.now().timestamp())
        claims = {
            "store": self.store_id,
            "id": ref,
            "email": "budi@mail.test",
            "iat": now,
            "exp": now + 300,
        }
        return signed({**claims, **changes}, b64decode(secret))

    def ask(
        self,
        method: str,
        path: str,
        *,
        who: str | None = None,
        token: str | None = None,
        once: str | None = None,
        headers: Mapping[str, str] | None = None,
        at: str | None = None,
        **more: Any,  # noqa: ANN401 - what the client takes
    ) -> Answer:
        """Ask at the store's door, signed in as *who*."""
        sent = dict(headers or {})
        proof = token or (self.token(who) if who else None)
        if proof is not None:
            sent.setdefault("Authorization", f"Bearer {proof}")
        if once is not None:
            sent["Idempotency-Key"] = once
        answer = self.pages.test_client().open(
            f"{self.at if at is None else at}{path}",
            method=method,
            headers=sent,
            **more,
        )
        return Answer(answer.status_code, answer.headers, answer.get_data(as_text=True))

    def get(self, path: str, **more: Any) -> Answer:  # noqa: ANN401 - as above
        return self.ask("GET", path, **more)

    def post(
        self,
        path: str,
        body: object = None,
        *,
        once: str | None = None,
        method: str = "POST",
        **more: Any,  # noqa: ANN401 - what the client takes
    ) -> Answer:
        """Send a change under a fresh key, or under *once*."""
        self.asked += 1
        fresh = once or str(UUID(int=self.asked, version=4))
        return self.ask(
            method, path, once=fresh, json={} if body is None else body, **more
        )

    def proxied(
        self,
        path: str,
        *,
        method: str = "GET",
        ref: str = "",
        query: str | None = None,
        **more: Any,  # noqa: ANN401 - what the client takes
    ) -> Answer:
        """Ask as Shopify's app proxy passes a shopper's call on."""
        query = query or self.signed_query(ref)
        return self.ask(method, f"{path}?{query}", at="/storefront/shopify/v1", **more)

    def signed_query(
        self, ref: str = "", extra: Sequence[tuple[str, str]] = (), age_s: int = 0
    ) -> str:
        """Return a query as the proxy signs it."""
        stamp = int(self.world.clock.now().timestamp()) - age_s
        pairs = [
            *extra,
            ("shop", SHOP),
            ("logged_in_customer_id", ref),
            ("path_prefix", "/apps/loyalty"),
            ("timestamp", str(stamp)),
        ]
        message = "".join(sorted(f"{name}={value}" for name, value in pairs))
        digest = hmac.digest(APP_SECRET, message.encode(), "sha256").hex()
        return urlencode([*pairs, ("signature", digest)])

    def session_token(self, ref: str | None = None, **changes: Any) -> str:  # noqa: ANN401 - claims
        """Return what an extension of Shopify carries."""
        now = int(self.world.clock.now().timestamp())
        claims: dict[str, Any] = {
            "dest": SHOP,
            "aud": APP_KEY,
            "exp": now + 300,
            "nbf": now,
            "iat": now,
            "jti": "a-token",
        }
        if ref is not None:
            claims["sub"] = f"gid://shopify/Customer/{ref}"
        return jwt.encode({**claims, **changes}, APP_SECRET, algorithm="HS256")

    def give(self, ref: str, points: int) -> None:
        """Let the shop add points to a customer's account."""
        env = self.world.env

        def write(uow: UnitOfWork) -> None:
            member = MemberRepository(uow).get(self.world.member(ref))
            gift = Adjustment(points, "points", "gift")
            adjust(env, uow, member, gift, key=Key.of("gift", env.ids.new()), actor="x")

        self.world.run(write)

    def pause(self, state: str = "paused") -> None:
        """Pause the programme."""
        now = self.world.clock.now()
        self.world.run(
            lambda uow: StoreRepository(uow).set_programme_state(
                state, at=now, reason="test"
            )
        )

    def later(self, **span: int) -> None:
        """Let time pass."""
        self.world.clock.instant += timedelta(**span)


def signed(claims: Mapping[str, Any], secret: bytes) -> str:
    """Return a token of the plugin's form."""
    body = json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode()
    first = urlsafe_b64encode(body).rstrip(b"=")
    second = urlsafe_b64encode(hmac.digest(secret, first, "sha256")).rstrip(b"=")
    return f"{first.decode()}.{second.decode()}"


@contextmanager
def shop_at(
    database_url: str,
    redis_url: str,
    *,
    document: Mapping[str, Any] = DOCUMENT,
    platform: str = "woocommerce",
    paced: bool = False,
) -> Iterator[Shop]:
    """Open a store with its doors; requests are counted only if *paced*."""
    store = PeopledStore(clock=None, name=platform)  # type: ignore[arg-type]  # below
    as_platform: Platform = store  # type: ignore[assignment]  # a store of tests
    with opened(database_url, document=document, platform=as_platform) as world:
        store.clock = world.clock
        world.env = replace(
            world.env,
            doormen={"shopify": ShopifyDoorman()},
            app_secrets={"shopify": (APP_SECRET,)} if platform == "shopify" else {},
            app_keys={"shopify": APP_KEY},
        )
        if platform == "shopify":
            world.run(
                lambda uow: StoreRepository(uow).change(
                    world.store_id, domain=SHOP, base_url=f"https://{SHOP}"
                )
            )
        wired = Wired(
            settings=Settings.from_environ({"APP_ENV": "development"}),
            database_url=database_url,
            redis_url=redis_url,
            env=world.env,
            wake=RedisWake(redis_url),
            mailbox=Mailbox(database_url),
        )
        try:
            pages = create_pages(wired)
            keep_templates(pages)
            for limiter in pages.extensions["limiter"]:
                limiter.enabled = paced
            yield Shop(world, pages, store)
        finally:
            wired.close()
