"""Two sandbox shops, the app and one programme over both, on real ports.

Deliveries and debts move when a test says so: a journey is the same every time, and
waits for nothing but pages.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
from werkzeug.serving import make_server

from app.domain.programme.loading import load_document
from app.factory import create_app
from app.recipes import recipe
from app.services import programmes
from app.services.env import Env
from app.services.evaluating import sweep as evaluate
from app.services.sealing import seal
from app.services.sweeps import expire, mature
from app.services.voucher_sweeps import finish_vouchers, lapse_vouchers
from app.settings import Settings
from app.wiring import World, wired
from app.wiring.clock import shift_clock
from tests.journeys.conftest import (
    CLIENT_SECRET,
    PLATFORMS,
    TIMEOUT_S,
    Journey,
    _connect,
    _shop,
)
from tests.servers import free_port

SOON = timedelta(minutes=1)
"""By then whatever is owed to a theme is due."""


@dataclass(slots=True)
class Paths:
    """Where the pages of a platform are."""

    product: str
    join: str
    login: str
    rewards: str
    account: str


PATHS = {
    "shopify": Paths(
        "/products/", "/account/register", "/account/login", "/apps/loyalty", "/account"
    ),
    "woocommerce": Paths(
        "/product/",
        "/my-account/register",
        "/my-account/login",
        "/my-account/rewards",
        "/my-account",
    ),
}


@dataclass(slots=True)
class Server:
    """The app at its port, which tests may take away and bring back."""

    world: World
    port: int
    threads: list[threading.Thread] = field(default_factory=list)
    running: Any = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.running = make_server(
            "127.0.0.1", self.port, create_app(self.world), threaded=True
        )
        thread = threading.Thread(
            target=self.running.serve_forever,
            kwargs={"poll_interval": 0.01},
            daemon=True,
        )
        thread.start()
        self.threads.append(thread)

    def stop(self) -> None:
        self.running.shutdown()
        self.threads.pop().join(timeout=30)
        self.running.server_close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Refuse connections for a while."""
        self.stop()
        try:
            yield
        finally:
            self.start()


@dataclass(slots=True)
class Town:
    """Everything that runs, and the time in it."""

    env: Env
    app: Server
    var: Path
    programme_id: UUID
    shops: dict[str, Journey]
    ahead: timedelta = timedelta()

    def advance(self, *, days: int = 0, soon: bool = False) -> None:
        """Move every clock ahead, and do what is due by then."""
        span = timedelta(days=days) + (SOON if soon else timedelta())
        self.ahead += span
        shift_clock(self.var, self.ahead)
        for shop in self.shops.values():
            shop.ask("clock", {"advance_s": span.total_seconds()})
        for sweep in (mature, expire, lapse_vouchers, finish_vouchers, evaluate):
            sweep(self.env, self.programme_id)
        for shop in self.shops.values():
            shop.settle()

    def follow(self) -> None:
        """Let themes learn what changed."""
        while seal(self.env, self.programme_id):
            pass
        self.advance(soon=True)
        self.advance(soon=True)


def document(env: Env) -> Any:  # noqa: ANN401 - a programme document
    """The rupiah recipe with a wheel, a challenge and three more rewards."""
    today = env.clock.now().date()
    data = recipe("points-idr").model_dump(mode="json")
    for rule in data["earning"]:
        if rule["trigger"] == "sign_up":
            later = today + timedelta(days=730)
            rule["active"] = {"since": today.isoformat(), "until": later.isoformat()}
    data["challenges"] = [
        {
            "id": "two-orders",
            "kind": "reach",
            "metric": "orders",
            "goal": {"count": 2},
            "period": "ever",
            "title": {"id": "Dua pesanan", "ms": "Dua pesanan", "en": "Two orders"},
            "gifts": [{"kind": "points", "points": 20}],
        }
    ]
    data["play"] = [
        {
            "id": "wheel",
            "kind": "spin",
            "title": {"id": "Roda hadiah", "ms": "Roda hadiah", "en": "Prize wheel"},
            "total": 100,
            "plays": {"times": 1, "per": "day"},
            "prizes": [
                {"id": "five", "parts": 100, "gifts": [{"kind": "points", "points": 5}]}
            ],
        }
    ]
    data["rewards"] += [
        off("last-one", "Potongan terakhir", 50, stock={"units": 1}),
        off("lone", "Potongan sekali", 60, limits={"per_member": 1}),
        off("big-basket", "Keranjang besar", 70, minimum_order={"IDR": 1_000_000}),
    ]
    return load_document(data)


def off(reward_id: str, title: str, price: int, **more: object) -> dict[str, object]:
    """Rp5.000 off, under conditions."""
    return {
        "id": reward_id,
        "kind": "fixed_amount",
        "price": price,
        "amount": {"IDR": 5000},
        "title": {"id": title, "ms": title, "en": title},
        **more,
    }


@contextmanager
def opened(database_url: str, redis_url: str, var: Path) -> Iterator[Town]:
    """Open both shops and the app, and connect them."""
    shift_clock(var, timedelta())
    with _shop("shopify") as shopify, _shop("woocommerce") as woocommerce:
        running = {"shopify": shopify, "woocommerce": woocommerce}
        woocommerce.flask_app.extensions["sandbox"].config.plugin = True
        port = free_port()
        settings = Settings.from_environ(
            {
                "VAR_DIR": str(var),
                "PUBLIC_URL": f"http://127.0.0.1:{port}",
                "SHOPIFY_API_BASE": shopify.url,
                "SHOPIFY_API_KEY": "key-of-tests",
                "SHOPIFY_API_SECRET": CLIENT_SECRET,
            }
        )
        with wired(settings, database_url=database_url, redis_url=redis_url) as world:
            app = Server(world, port)
            app.start()
            try:
                requests.post(
                    f"{shopify.url}/_sandbox/config",
                    json={
                        "app_url": app.url,
                        "webhook_url": f"{app.url}/webhooks/shopify",
                        "proxy_url": f"{app.url}/storefront/shopify",
                    },
                    timeout=TIMEOUT_S,
                ).raise_for_status()
                env = world.env
                programme_id = programmes.create(
                    env, document(env), actor="test", publish_now=True
                ).programme_id
                shops = {
                    name: Journey(
                        env,
                        var,
                        name,
                        running[name].url,
                        programme_id,
                        _connect(env, programme_id, name, running[name]),
                    )
                    for name in PLATFORMS
                }
                town = Town(env, app, var, programme_id, shops)
                town.follow()
                yield town
            finally:
                app.stop()
