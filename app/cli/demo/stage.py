"""Sets the stage: servers, sandbox stores, a programme, connections, a key."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app.cli.common import servers
from app.cli.demo.clients import Shop
from app.cli.demo.processes import Company, PortsInHand
from app.cli.demo.team import Doorbell, hire
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.recipes import recipe
from app.services import keys, programmes, stores
from app.services.env import Env
from app.settings import Settings
from app.storage.lookups import all_programmes
from app.storage.migrate import upgrade
from app.wiring import wired
from app.wiring.clock import shift_clock

SHOPIFY_PORT = 8001
WOOCOMMERCE_PORT = 8002
SHOP_DOMAIN = "sandbox-one.myshopify.com"
CONSUMER_KEY = "ck_" + "5" * 40
CONSUMER_SECRET = "cs_" + "7" * 40
REVIEW_SECRET = "judgeme-of-the-sandbox"  # noqa: S105 - of a made-up review app
RECIPE = "points-idr"
LAUNCH = timedelta(days=365)
READY_FILE = "demo.json"
PROCESSES = {
    "web": ["app", "serve"],
    "worker": ["app", "worker"],
    "scheduler": ["app", "scheduler"],
}
"""What the app is made of, by name."""


@dataclass(slots=True)
class Stage:
    """Everything that runs, and how to reach it."""

    company: Company
    env: Env
    settings: Settings
    app_url: str
    programme_id: UUID
    api_key: str
    shops: list[Shop]
    store_ids: dict[str, UUID]
    review_url: str
    doorbell: Doorbell
    ahead: timedelta = timedelta()

    @property
    def api_url(self) -> str:
        return f"{self.app_url}/api/v1"

    def advance(self, days: int) -> None:
        """Move every clock ahead: ours and the stores'."""
        self.ahead += timedelta(days=days)
        shift_clock(self.settings.var, self.ahead)
        for shop in self.shops:
            shop.advance(days)

    def facts(self) -> dict[str, Any]:
        """Return what ``var/demo.json`` says."""
        return {
            "app_url": self.app_url,
            "admin_url": self.doorbell.url,
            "api_url": self.api_url,
            "api_key": self.api_key,
            "programme_id": str(self.programme_id),
            "stores": [
                {
                    "id": str(self.store_ids[shop.platform]),
                    "platform": shop.platform,
                    "url": shop.url,
                    "admin_url": shop.admin_url,
                    "webhook_url": stores.webhook_url(
                        self.env, shop.platform, self.store_ids[shop.platform]
                    ),
                    "secret": shop.secret,
                }
                for shop in self.shops
            ],
            "pids": self.company.pids(),
        }

    def write_facts(self) -> Path:
        """Write ``demo.json`` in one step; return where it is."""
        target = self.settings.var / READY_FILE
        draft = target.with_suffix(".new")
        draft.write_text(json.dumps(self.facts(), indent=2) + "\n")
        draft.replace(target)
        return target


@contextmanager
def set_stage(settings: Settings) -> Iterator[Stage]:
    """Start everything, connect the stores; stop it all at the end."""
    settings.var.mkdir(parents=True, exist_ok=True)
    (settings.var / READY_FILE).unlink(missing_ok=True)
    for old in (settings.var / "logs").glob("*.log"):
        old.unlink()
    shift_clock(settings.var, timedelta())
    with servers(settings) as (database_url, redis_url):
        upgrade(database_url)
        ports = PortsInHand()
        port = ports.free(settings.port)
        app_url = f"http://127.0.0.1:{port}"
        company = Company(
            settings.var / "logs",
            {
                "DATABASE_URL": database_url,
                "REDIS_URL": redis_url,
                "VAR_DIR": str(settings.var),
                "PORT": str(port),
                "PUBLIC_URL": app_url,
            },
        )
        try:
            yield from _filled(
                settings,
                company,
                ports,
                database_url=database_url,
                redis_url=redis_url,
                app_url=app_url,
            )
        finally:
            ports.release()
            company.stop()


def _filled(
    settings: Settings,
    company: Company,
    ports: PortsInHand,
    *,
    database_url: str,
    redis_url: str,
    app_url: str,
) -> Iterator[Stage]:
    shopify, woocommerce = _open_shops(settings, company, ports, app_url)
    company.environ = {**company.environ, "SHOPIFY_API_BASE": shopify.url}
    for name, arguments in PROCESSES.items():
        company.start(name, arguments)
    here = Settings.from_environ(
        {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(settings.var),
            "PUBLIC_URL": app_url,
            "SHOPIFY_API_BASE": shopify.url,
        }
    )
    with wired(here, database_url=database_url, redis_url=redis_url) as world:
        env = world.env
        programme_id = _programme(env)
        company.wait_for_url("web", f"{app_url}/healthz")
        ports.release()
        store_ids = {
            "shopify": _connect_shopify(env, programme_id, shopify),
            "woocommerce": _connect_woocommerce(env, programme_id, woocommerce),
        }
        review_url = stores.set_review_secret(
            env,
            programme_id,
            store_ids["shopify"],
            provider="judgeme",
            secret=REVIEW_SECRET,
        )
        hire(env, programme_id)
        key, _ = keys.create(
            env, programme_id, name="demo", scopes=list(keys.SCOPES), mode="test"
        )
        yield Stage(
            company=company,
            env=env,
            settings=here,
            app_url=app_url,
            programme_id=programme_id,
            doorbell=Doorbell(env, app_url),
            api_key=key,
            shops=[shopify, woocommerce],
            store_ids=store_ids,
            review_url=review_url,
        )


def _open_shops(
    settings: Settings, company: Company, ports: PortsInHand, app_url: str
) -> tuple[Shop, Shop]:
    # A store in memory begins anew each time; another seed gives it other ids,
    # so that what an earlier run settled stays what it was.
    seed = str(int(time.time()) % 1_000_000)
    common = ["integrations.sandbox", "--seed", seed, "--currency", "IDR", "--offers"]
    company.start(
        "shopify-store",
        [
            *common,
            "--platform=shopify",
            f"--port={ports.free(SHOPIFY_PORT)}",
            f"--shop-domain={SHOP_DOMAIN}",
            f"--client-id={settings.shopify_api_key}",
            f"--client-secret={settings.shopify_api_secrets[0]}",
            f"--app-url={app_url}/shopify",
            f"--webhook-url={app_url}/webhooks/shopify",
            f"--proxy-url={app_url}/storefront/shopify",
        ],
    )
    said = company.wait_for_line("shopify-store")
    first = _shop("shopify", said, settings.shopify_api_secrets[0])
    company.start(
        "woocommerce-store",
        [
            *common,
            "--platform=woocommerce",
            f"--port={ports.free(WOOCOMMERCE_PORT)}",
            "--pretend-https",
            f"--consumer-key={CONSUMER_KEY}",
            f"--consumer-secret={CONSUMER_SECRET}",
            f"--app-url={app_url}",
        ],
    )
    second = _shop("woocommerce", company.wait_for_line("woocommerce-store"), "")
    return first, second


def _shop(platform: str, said: Mapping[str, Any], secret: str) -> Shop:
    return Shop(
        name={"shopify": "Shopify", "woocommerce": "WooCommerce"}[platform],
        platform=platform,
        url=str(said["url"]).rstrip("/"),
        admin_url=str(said["admin_url"]),
        secret=secret,
    )


def _programme(env: Env) -> UUID:
    """Return the demonstration's programme, made from a recipe the first time."""
    with env.database.unbound() as look:
        known = all_programmes(look)
    if known:
        return known[0]
    return programmes.create(
        env, _document(env), actor="demo", publish_now=True
    ).programme_id


def _document(env: Env) -> ProgrammeDocument:
    """Return the recipe with its launch window around now."""
    today = env.clock.now().date()
    data = recipe(RECIPE).model_dump(mode="json")
    for rule in data["earning"]:
        if rule["trigger"] == "sign_up":
            rule["active"] = {
                "since": today.isoformat(),
                "until": (today + LAUNCH).isoformat(),
            }
    return load_document(data)


def _connect_shopify(env: Env, programme_id: UUID, shop: Shop) -> UUID:
    minted = shop.act("session-token")
    return stores.connect(
        env,
        programme_id,
        platform="shopify",
        base_url=shop.url,
        domain=SHOP_DOMAIN,
        proof={"id_token": str(minted["session_token"])},
        sandbox=True,
    ).store_id


def _connect_woocommerce(env: Env, programme_id: UUID, shop: Shop) -> UUID:
    return stores.connect(
        env,
        programme_id,
        platform="woocommerce",
        base_url=shop.url,
        proof={"consumer_key": CONSUMER_KEY, "consumer_secret": CONSUMER_SECRET},
        sandbox=True,
    ).store_id
