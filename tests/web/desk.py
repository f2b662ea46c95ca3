"""The API of a small world, and short names for asking it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apiflask import APIFlask
from werkzeug.datastructures import Headers

from app.domain.events import CustomerProfile
from app.domain.ids import public_id
from app.factory import create_pages
from app.ports import Platform
from app.services import keys
from app.services.joining import customer_seen
from app.settings import Settings
from app.storage.mailbox import Mailbox
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import World as Wired
from app.wiring.wake import RedisWake
from tests.compiled import keep_templates
from tests.factories import customer
from tests.services.scripted_store import ScriptedStore
from tests.world import POINTS_IDR, HandClock, World, opened

BASE = "/api/v1"
DOCUMENT: dict[str, Any] = {
    **POINTS_IDR,
    "earning": [
        *POINTS_IDR["earning"],
        {"id": "welcome", "trigger": "sign_up", "award": {"points": 100}},
        {
            "id": "quiz",
            "trigger": "activity",
            "activity": "activity.quiz",
            "award": {"points": 25},
        },
    ],
    "rewards": [
        {
            "id": "ten-thousand",
            "kind": "fixed_amount",
            "price": 100,
            "amount": {"IDR": "10000"},
        },
        {
            "id": "slide",
            "kind": "slider",
            "value": {"IDR": "100 per 10000"},
            "step": 50,
        },
        {"id": "dear", "kind": "free_shipping", "price": 5000},
    ],
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    text: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.text)


@dataclass(slots=True)
class Desk:
    """An API with a key that may do everything."""

    world: World
    pages: APIFlask
    store: ScriptedStore
    key: str
    asked: int = 0

    def ask(
        self,
        method: str,
        path: str,
        *,
        key: str | None = None,
        once: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401 - what the test client takes
    ) -> Answer:
        """Ask; *once* is the idempotency key."""
        sent = {"Authorization": f"Bearer {self.key if key is None else key}"}
        if once is not None:
            sent["Idempotency-Key"] = once
        answer = self.pages.test_client().open(
            f"{BASE}{path}", method=method, headers={**sent, **(headers or {})}, **more
        )
        return Answer(answer.status_code, answer.headers, answer.get_data(as_text=True))

    def get(self, path: str, **more: Any) -> Answer:  # noqa: ANN401
        return self.ask("GET", path, **more)

    def post(
        self,
        path: str,
        body: Any = None,  # noqa: ANN401 - JSON
        *,
        once: str | None = None,
        **more: Any,  # noqa: ANN401
    ) -> Answer:
        """Post under a fresh idempotency key, or under *once*."""
        self.asked += 1
        fresh = once or f"request-{self.asked}"
        if body is not None:
            more["json"] = body
        return self.ask("POST", path, once=fresh, **more)

    def key_with(self, *scopes: str) -> str:
        """Return a new key that has only these scopes."""
        text, _ = keys.create(
            self.world.env, self.world.programme_id, name="part", scopes=list(scopes)
        )
        return text

    def member(self, who: CustomerProfile | None = None) -> str:
        """Let a customer sign up in the store; return the member's id."""
        profile = who or customer()

        def join(uow: UnitOfWork) -> UUID:
            customer_seen(self.world.env, uow, self.world.store, profile)
            links = MemberRepository(uow).links(
                self.world.store_id, [profile.customer_ref or ""]
            )
            return links[profile.customer_ref or ""]

        return public_id("mem", self.world.run(join))

    @property
    def store_id(self) -> str:
        return public_id("str", self.world.store_id)

    def usable(self, member: str) -> int:
        """Return the points that a member can use."""
        rows = self.get(f"/members/{member}/balance").json
        found: int = rows["data"][0]["usable"]
        return found


@contextmanager
def desk_at(
    database_url: str,
    redis_url: str,
    *,
    document: Mapping[str, Any] = DOCUMENT,
    paced: bool = False,
) -> Iterator[Desk]:
    """Open the API on a fresh database; requests are counted only if *paced*."""
    clock = HandClock()
    store = ScriptedStore(clock)
    platform: Platform = store  # type: ignore[assignment]  # a store of tests
    with opened(database_url, document=document, platform=platform) as world:
        store.clock = world.clock
        wired = Wired(
            settings=Settings.from_environ({"APP_ENV": "development"}),
            database_url=database_url,
            redis_url=redis_url,
            env=world.env,
            wake=RedisWake(redis_url),
            mailbox=Mailbox(database_url),
        )
        try:
            text, _ = keys.create(
                world.env, world.programme_id, name="all", scopes=list(keys.SCOPES)
            )
            pages = create_pages(wired)
            keep_templates(pages)
            for limiter in pages.extensions["limiter"]:
                limiter.enabled = paced
            yield Desk(world, pages, store, text)
        finally:
            wired.close()
