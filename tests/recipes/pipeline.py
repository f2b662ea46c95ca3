"""Plays the worked numbers of recipes through the whole pipeline.

A file beside this module names a recipe and tells stories of one or several
people (``who``, ``ani`` where it is left out) in one or several stores
(``stores``, one named ``A`` where it is left out). Each step does one thing:

- ``sign_up``, ``customer`` (a profile changed: ``tags``, ``birthday`` …),
  ``order``, ``refund`` (the cumulative refund of each line), ``cancel``,
  ``review``: signed deliveries through the door and the inbox;
- ``activity``, ``redeem``: requests to the API with a key;
- ``wait``: ``days`` pass; every step may say ``on``, a day or an instant of the
  store's wall clock. Timers that are due run before the step;
- ``offers``: look only. Before ``offers`` and ``redeem`` the return windows of
  the steps before have passed.

``expect`` compares what is then true of the member: ``change`` and ``balance``
of points (pending ones included, owed ones taken off), ``credit`` by asset,
``offers``, ``code``, ``vouchers`` (rewards of vouchers not used yet), ``refused``
(the code of a refusal), and what a topic's readers add. Modules ``steps_*`` beside
this one bring ``STEPS`` and ``READERS`` of their own.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zlib import crc32
from zoneinfo import ZoneInfo

import msgspec
from apiflask import APIFlask
from werkzeug.test import Client

from app.domain.events import CustomerProfile, OrderSnapshot
from app.domain.ledger import Balance
from app.domain.programme.document import ProgrammeDocument
from app.factory import create_pages
from app.ports import StoreConnection
from app.recipes import recipe
from app.schedule import TIMERS, ensure, run_due
from app.services import keys, outbox, programmes
from app.services.connections import connection, with_new_secret
from app.services.debts import HANDLERS
from app.services.env import Env
from app.settings import Settings
from app.storage.ledger import LedgerRepository
from app.storage.mailbox import Mailbox
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import Database, UnitOfWork, make_engine
from app.wiring import World as Wired
from app.wiring.ids import SeededIds
from app.wiring.secret_box import FernetBox
from app.wiring.wake import RedisWake
from integrations.fake.platform import FakePlatform
from tests.compiled import keep_templates
from tests.recipes.stories import Step, Story
from tests.world import HandClock, NotedWake
from webhooks import processing
from webhooks.routes import Door

SECRET = "secret-of-the-stores-in-stories"
RETURN_WINDOW = timedelta(days=15)
ROUNDS = 20
LEFT_OUT = frozenset({"prove", "housekeeping", "reconcile"})
"""Timers that look for what went wrong; stories go right."""


@dataclass(slots=True)
class Player:
    """One story on its way: a programme with stores, people and a clock."""

    env: Env
    clock: HandClock
    door: Client
    made_pages: Callable[[], APIFlask]
    """Most stories ask no page, and to make them all takes a while."""
    key: str
    programme_id: UUID
    document: ProgrammeDocument
    currency: str
    stores: dict[str, UUID] = field(default_factory=dict)
    orders: dict[str, OrderSnapshot] = field(default_factory=dict)
    profiles: dict[tuple[str, str], CustomerProfile] = field(default_factory=dict)
    told: int = 0
    refused: str | None = None
    code: str | None = None
    answer: Any = None
    """What the API said last."""

    # -- time -------------------------------------------------------------
    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.document.identity.timezone)

    def until(self, instant: datetime) -> None:
        """Let the time pass up to *instant*, and what is due by then happen."""
        if instant > self.clock.now():
            self.clock.instant = instant
        self.run_timers()

    def run_timers(self) -> None:
        timers = [timer for timer in TIMERS if timer.name not in LEFT_OUT]
        ensure(self.env, timers)
        run_due(self.env, timers, most=200)
        self.settle()

    def settle(self) -> None:
        """Take in and pay debts until nothing moves any more."""
        for _ in range(ROUNDS):
            moved = processing.drain(self.env, most=500)
            moved += outbox.drain(self.env, HANDLERS, most=200)
            if not moved:
                return

    def windows_pass(self) -> None:
        """Let the return windows pass if anything is waiting for that."""
        self.until(self.clock.now() + RETURN_WINDOW)

    # -- the world around ---------------------------------------------------
    def run(self, work: Callable[[UnitOfWork], Any]) -> Any:  # noqa: ANN401 - as it says
        return self.env.database.run(self.programme_id, work)

    def store(self, name: str) -> StoreConnection:
        found: StoreConnection = self.run(
            lambda uow: connection(self.env, uow, self.stores[name])
        )
        return found

    def deliver(self, store: str, topic: str, event: object) -> None:
        """Send one signed delivery to the door, and let everything follow."""
        self.told += 1
        body = msgspec.json.encode(event)
        signature = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        answer = self.door.post(
            f"/webhooks/fake/{self.stores[store]}",
            data=body,
            headers={
                "X-Fake-Topic": topic,
                "X-Fake-Id": f"delivery-{self.told}",
                "X-Fake-Signature": base64.b64encode(signature).decode(),
            },
        )
        assert answer.status_code == 200, answer.status
        self.settle()

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401
        """Ask the API; a refusal is kept by its code."""
        self.told += 1
        answer = (
            self.made_pages()
            .test_client()
            .open(
                f"/api/v1{path}",
                method=method,
                json=body,
                headers={
                    "Authorization": f"Bearer {self.key}",
                    "Idempotency-Key": f"story-{self.told}",
                },
            )
        )
        self.answer = answer.get_json()
        if answer.status_code >= 400:
            self.refused = self.answer["code"]
        self.settle()
        return self.answer

    def profile(self, who: str, store: str) -> CustomerProfile:
        """Return how a store knows somebody; a first look makes a new account."""
        known = self.profiles.get((who, store))
        if known is None:
            ref = str(7001 + len(self.profiles))
            known = CustomerProfile(
                ref,
                email=f"{who}@mail.test",
                first_name=who.title(),
                has_account=True,
                contact_verified=True,
                created_at=self.clock.now(),
            )
            self.profiles[who, store] = known
            self.known_to_shop(store, known)
        return known

    def known_to_shop(self, store: str, profile: CustomerProfile) -> None:
        """Let the shop know a customer; tags that were put there stay."""
        platform = self.env.platforms["fake"]
        assert isinstance(platform, FakePlatform)
        customers = platform.shop(self.store(store)).customers
        ref = profile.customer_ref or ""
        before = customers[ref].tags if ref in customers else ()
        tags = tuple(dict.fromkeys((*(before or ()), *(profile.tags or ()))))
        customers[ref] = replace(profile, tags=tags)

    def change_profile(self, who: str, store: str, **values: object) -> CustomerProfile:
        changed = replace(self.profile(who, store), **values)  # type: ignore[arg-type]  # names come from stories
        self.profiles[who, store] = changed
        self.known_to_shop(store, changed)
        return changed

    def knows(self, who: str) -> bool:
        """Tell whether somebody came to one of the stores before."""
        return any(name == who for name, _ in self.profiles)

    def member(self, who: str) -> UUID:
        def find(uow: UnitOfWork) -> UUID:
            row = MemberRepository(uow).by_email(f"{who}@mail.test")
            assert row is not None, f"no member {who}"
            return row.member_id

        found: UUID = self.run(find)
        return found

    # -- what is true now ---------------------------------------------------
    def held(self, who: str, asset: str = "points") -> Balance:
        def read(uow: UnitOfWork) -> Balance:
            row = MemberRepository(uow).by_email(f"{who}@mail.test")
            if row is None:
                return Balance()
            held = LedgerRepository(uow, self.env.ids).balances(row.member_id)
            return held.get(asset, Balance())

        found: Balance = self.run(read)
        return found

    def total(self, who: str, asset: str = "points") -> int:
        """Return what somebody has, pending or not, less what they owe."""
        held = self.held(who, asset)
        return held.pending + held.shown

    # -- steps --------------------------------------------------------------
    def play(self, step: Step) -> None:
        """Do one step; its kind is its first key."""
        from tests.recipes.steps import STEPS  # noqa: PLC0415 - the steps know the player

        kind = next(iter(step))
        told = step[kind] if isinstance(step[kind], Mapping) else {}
        self.refused = self.code = None
        self.until(self.instant(told))
        STEPS[kind](self, told)

    def instant(self, told: Step) -> datetime:
        """Return when a step happens: as it says, or now."""
        if "on" not in told:
            return self.clock.now()
        said = datetime.fromisoformat(told["on"])
        if "T" not in told["on"]:
            said = datetime.combine(said.date(), time(12))
        return said.replace(tzinfo=self.zone).astimezone(UTC)


@contextmanager
def opened(story: Story, database_url: str, redis_url: str) -> Iterator[Player]:
    """Open a programme with its stores for one story."""
    # A seed of its own: programmes of two stories must not share an id.
    clock, ids = HandClock(), SeededIds(crc32(story.title.encode()))
    clock.instant = datetime.combine(story.start, time(5), tzinfo=UTC)
    engine = make_engine(database_url)
    env = Env(
        database=Database(engine, ids),
        clock=clock,
        ids=ids,
        secrets=FernetBox(["test-key-one"]),
        wake=NotedWake(),
        platforms={"fake": FakePlatform(clock)},
        review_providers={},
        public_url="http://127.0.0.1:8000",
    )
    wired = Wired(
        settings=Settings.from_environ({"APP_ENV": "development"}),
        database_url=database_url,
        redis_url=redis_url,
        env=env,
        wake=RedisWake(redis_url),
        mailbox=Mailbox(database_url),
    )
    try:
        document = story.document or recipe(story.recipe)
        created = programmes.create(env, document, actor="story", publish_now=True)
        text, _ = keys.create(
            env, created.programme_id, name="all", scopes=list(keys.SCOPES)
        )

        @cache
        def made_pages() -> APIFlask:
            pages = create_pages(wired)
            keep_templates(pages)
            for limiter in pages.extensions["limiter"]:
                limiter.enabled = False
            return pages

        player = Player(
            env,
            clock,
            Client(Door(env, wired.mailbox)),
            made_pages,
            text,
            created.programme_id,
            document,
            story.currency,
        )
        for name, about in story.stores.items():
            _open_store(player, name, about)
        yield player
    finally:
        wired.close()
        engine.dispose()


def _open_store(player: Player, name: str, about: Mapping[str, str]) -> None:
    env, store_id = player.env, player.env.ids.new()

    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        stores.add(
            store_id=store_id,
            platform="fake",
            domain=about.get("domain", f"{name.lower()}-{player.programme_id}.test"),
            base_url=f"https://{name.lower()}.test",
            name=name,
            currency=about.get("currency", player.currency),
            timezone=player.document.identity.timezone,
            connected_at=env.clock.now(),
            options={},
        )
        row = stores.get(store_id)
        sealed = with_new_secret(env, row, SECRET, env.clock.now())
        stores.change(store_id, webhook_secrets=sealed)

    player.run(write)
    player.stores[name] = store_id
