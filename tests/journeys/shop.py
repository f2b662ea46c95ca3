"""A sandbox shop and the whole app on real ports, not connected yet."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import requests
from werkzeug.serving import make_server

from app.factory import create_app
from app.services import outbox
from app.services.debts import HANDLERS
from app.services.env import Env
from app.settings import Settings
from app.storage.lookups import find_store_by_domain
from app.storage.stores import StoreRepository, StoreRow
from app.wiring import wired
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.shopify.oauth import signed_query
from integrations.sandbox.store.state import Store
from webhooks import processing

DOMAIN = "sandbox-one.myshopify.com"
CLIENT_ID = "key-of-tests"
CLIENT_SECRET = "secret-of-tests-that-is-long-enough-for-hs256"
TIMEOUT_S = 20
ROUNDS = 12
OWNER, CLERK = "99001", "99002"


@dataclass(slots=True)
class Merchant:
    """Somebody who has a shop, the app's address, and a browser without our cookies."""

    env: Env
    app_url: str
    shop_url: str

    def ask_shop(self, path: str, asked: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        answer = requests.post(
            f"{self.shop_url}/_sandbox/{path}", json=asked or {}, timeout=TIMEOUT_S
        )
        return answer.json()

    def act(self, action: str, **asked: Any) -> Any:  # noqa: ANN401 - JSON
        """Do something in the shop, then let everything that follows happen."""
        answer = self.ask_shop(f"actions/{action}", asked)
        self.settle()
        return answer

    def settle(self) -> None:
        for _ in range(ROUNDS):
            self.ask_shop("deliver")
            moved = processing.drain(self.env, most=500)
            moved += outbox.drain(self.env, HANDLERS, most=200)
            if not moved:
                return

    def state(self) -> Any:  # noqa: ANN401 - JSON
        return requests.get(f"{self.shop_url}/_sandbox/state", timeout=TIMEOUT_S).json()

    def token(self, user: str = OWNER) -> str:
        minted = self.ask_shop("actions/session-token", {"sub": user})
        return str(minted["session_token"])

    def link(self, user: str = OWNER) -> str:
        """Return the address that the shop's admin opens in its frame."""
        minted = self.ask_shop("actions/session-token", {"sub": user})
        return str(minted["app_link"])

    def open(self, user: str = OWNER) -> requests.Response:
        """Open the app as the admin's frame does, up to our first answer."""
        return self.get(self.link(user))

    def get(self, address: str, **headers: str) -> requests.Response:
        url = address if "://" in address else self.app_url + address
        return requests.get(
            url, headers=headers, timeout=TIMEOUT_S, allow_redirects=False
        )

    def fetch(
        self,
        method: str,
        path: str,
        token: str,
        **more: Any,  # noqa: ANN401 - of requests
    ) -> requests.Response:
        """Ask as a script in the frame does."""
        return requests.request(
            method,
            self.app_url + path,
            headers={"Authorization": f"Bearer {token}", "Sec-Fetch-Dest": "empty"},
            timeout=TIMEOUT_S,
            allow_redirects=False,
            **more,
        )

    def place(self) -> tuple[UUID, UUID] | None:
        with self.env.database.unbound() as look:
            return find_store_by_domain(look, "shopify", DOMAIN)

    def row(self) -> StoreRow:
        place = self.place()
        assert place is not None, "the shop is not installed"
        programme_id, store_id = place
        return self.env.database.run(
            programme_id, lambda uow: StoreRepository(uow).get(store_id)
        )

    def run(self, work: Any) -> Any:  # noqa: ANN401 - what the work returns
        place = self.place()
        assert place is not None, "the shop is not installed"
        return self.env.database.run(place[0], work)


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def signed(**params: str) -> str:
    store = Store(StoreConfig(client_secret=CLIENT_SECRET, shop_domain=DOMAIN))
    return signed_query(store, params)


@contextmanager
def merchant_at(
    database_url: str, redis_url: str, var: Path, **settings: str
) -> Iterator[Merchant]:
    """Open a shop and the app; nothing is installed."""
    config = StoreConfig(
        platform="shopify",
        currency="IDR",
        queue="manual",
        shop_domain=DOMAIN,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
    )
    with run_in_thread(create_shopify_store(config)) as running:
        read = Settings.from_environ(
            {
                "VAR_DIR": str(var),
                "SHOPIFY_API_BASE": running.url,
                "SHOPIFY_API_KEY": CLIENT_ID,
                "SHOPIFY_API_SECRET": CLIENT_SECRET,
                **settings,
            }
        )
        with wired(read, database_url=database_url, redis_url=redis_url) as world:
            server = make_server("127.0.0.1", 0, _nothing, threaded=True)
            app_url = f"http://127.0.0.1:{server.server_port}"
            env = replace(world.env, public_url=app_url)
            server.app = create_app(replace(world, env=env))
            thread = threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
            )
            thread.start()
            merchant = Merchant(env, app_url, running.url)
            merchant.ask_shop(
                "config",
                {
                    "webhook_url": f"{app_url}/webhooks/shopify",
                    "app_url": f"{app_url}/shopify",
                },
            )
            try:
                yield merchant
            finally:
                server.shutdown()
                thread.join(timeout=5)
                server.server_close()


def _nothing(_environ: object, _start: object) -> list[bytes]:
    return []
