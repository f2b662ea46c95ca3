"""Whole journeys: a real store's messages in, points and discounts out.

The sandbox stores and the app listen on real ports; the drains run when the
test says so, so that a journey is the same every time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from werkzeug.serving import make_server

from app.domain.ledger import Balance
from app.domain.programme.loading import load_document
from app.recipes import recipe
from app.services import outbox, programmes, stores
from app.services.debts import HANDLERS
from app.services.env import Env
from app.services.prove import prove
from app.services.sealing import seal
from app.services.sweeps import expire, mature
from app.services.voucher_sweeps import finish_vouchers, lapse_vouchers
from app.settings import Settings
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import wired
from app.wiring.clock import shift_clock
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import Running, run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from webhooks import processing
from webhooks.routes import Door

PLATFORMS = ("shopify", "woocommerce")
SHOP_DOMAIN = "sandbox-one.myshopify.com"
CONSUMER_KEY, CONSUMER_SECRET = "ck_" + "5" * 40, "cs_" + "7" * 40
CLIENT_SECRET = "secret-of-tests-that-is-long-enough-for-hs256"
TIMEOUT_S = 20
ROUNDS = 12


@dataclass(slots=True)
class Journey:
    """One programme, one store of a platform, and the app between them."""

    env: Env
    var: Path
    platform: str
    shop_url: str
    programme_id: UUID
    store_id: UUID
    ahead: timedelta = timedelta()

    def act(self, action: str, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Do something in the store, then let everything that follows happen."""
        answer = self.ask(f"actions/{action}", asked)
        self.settle()
        return answer

    def ask(self, path: str, asked: dict[str, Any] | None = None) -> dict[str, Any]:
        response = requests.post(
            f"{self.shop_url}/_sandbox/{path}", json=asked or {}, timeout=TIMEOUT_S
        )
        found: dict[str, Any] = response.json()
        return found

    def settle(self) -> None:
        """Deliver, take in and pay debts until nothing moves any more."""
        for _ in range(ROUNDS):
            self.ask("deliver")
            moved = processing.drain(self.env, most=500)
            moved += outbox.drain(self.env, HANDLERS, most=200)
            if not moved:
                return

    def advance(self, days: int) -> None:
        """Move all clocks ahead, and run what is due by then."""
        self.ahead += timedelta(days=days)
        shift_clock(self.var, self.ahead)
        self.ask("clock", {"advance_days": days})
        for sweep in (mature, expire, lapse_vouchers, finish_vouchers):
            sweep(self.env, self.programme_id)
        self.settle()

    def run(self, work: Any) -> Any:  # noqa: ANN401 - what the work returns
        return self.env.database.run(self.programme_id, work)

    def member(self, email: str) -> UUID:
        def find(uow: UnitOfWork) -> UUID:
            row = MemberRepository(uow).by_email(email)
            assert row is not None, f"no member {email}"
            return row.member_id

        found: UUID = self.run(find)
        return found

    def balance(self, email: str) -> Balance:
        member_id = self.member(email)

        def read(uow: UnitOfWork) -> Balance:
            held = LedgerRepository(uow, self.env.ids).balances(member_id)
            return held.get("points", Balance())

        found: Balance = self.run(read)
        return found

    def violations(self) -> list[Any]:
        """Seal what is open, then prove the books."""
        while seal(self.env, self.programme_id):
            pass
        return list(prove(self.env, self.programme_id))


@pytest.fixture(params=PLATFORMS)
def journey(
    request: pytest.FixtureRequest,
    fresh_database_url: str,
    redis_url: str,
    tmp_path: Path,
) -> Iterator[Journey]:
    with opened(request.param, fresh_database_url, redis_url, tmp_path) as made:
        yield made


@contextmanager
def opened(
    platform: str, database_url: str, redis_url: str, var: Path
) -> Iterator[Journey]:
    """Open a store and the app, and connect them."""
    shift_clock(var, timedelta())
    with _shop(platform) as running:
        settings = Settings.from_environ(
            {
                "VAR_DIR": str(var),
                "SHOPIFY_API_BASE": running.url,
                "SHOPIFY_API_KEY": "key-of-tests",
                "SHOPIFY_API_SECRET": CLIENT_SECRET,
            }
        )
        with (
            wired(settings, database_url=database_url, redis_url=redis_url) as world,
            _served(world) as app_url,
        ):
            env = _reached_at(world.env, app_url)
            # What Shopify sends to every app, whatever it subscribed to.
            requests.post(
                f"{running.url}/_sandbox/config",
                json={"webhook_url": f"{app_url}/webhooks/shopify"},
                timeout=TIMEOUT_S,
            )
            programme_id = programmes.create(
                env, _document(env), actor="test", publish_now=True
            ).programme_id
            store_id = _connect(env, programme_id, platform, running)
            yield Journey(env, var, platform, running.url, programme_id, store_id)


@contextmanager
def _shop(platform: str) -> Iterator[Running]:
    config = StoreConfig(
        platform=platform,
        currency="IDR",
        queue="manual",
        shop_domain=SHOP_DOMAIN,
        client_id="key-of-tests",
        client_secret=CLIENT_SECRET,
        pretend_https=True,
        consumer_key=CONSUMER_KEY,
        consumer_secret=CONSUMER_SECRET,
    )
    made = (
        create_shopify_store(config)
        if platform == "shopify"
        else create_woocommerce_store(config)
    )
    with run_in_thread(made) as running:
        yield running


@contextmanager
def _served(world: Any) -> Iterator[str]:  # noqa: ANN401 - the wiring's World
    server = make_server("127.0.0.1", 0, Door(world.env, world.mailbox), threaded=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()


def _reached_at(env: Env, app_url: str) -> Env:
    from dataclasses import replace  # noqa: PLC0415 - one use

    return replace(env, public_url=app_url)


def _document(env: Env) -> Any:  # noqa: ANN401 - a programme document
    today = env.clock.now().date()
    data = recipe("points-idr").model_dump(mode="json")
    for rule in data["earning"]:
        if rule["trigger"] == "sign_up":
            rule["active"] = {
                "since": today.isoformat(),
                "until": (today + timedelta(days=365)).isoformat(),
            }
    return load_document(data)


def _connect(env: Env, programme_id: UUID, platform: str, running: Running) -> UUID:
    proof = {"consumer_key": CONSUMER_KEY, "consumer_secret": CONSUMER_SECRET}
    if platform == "shopify":
        minted = requests.post(
            f"{running.url}/_sandbox/actions/session-token", json={}, timeout=TIMEOUT_S
        ).json()
        proof = {"id_token": minted["session_token"]}
    return stores.connect(
        env,
        programme_id,
        platform=platform,
        base_url=running.url,
        domain=SHOP_DOMAIN if platform == "shopify" else "",
        proof=proof,
        sandbox=True,
    ).store_id
