"""What every measure stands on: durable servers, a programme, processes, requests."""

import base64
import hmac
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import requests

from app.domain.programme.loading import load_document
from app.embedded import Servers, start_servers
from app.services import keys, programmes
from app.services.connections import seal_credentials
from app.services.env import Env
from app.settings import Settings
from app.storage.migrate import upgrade
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import wired

SECRET = "secret-of-the-bench-long-enough-for-hs256"  # noqa: S105 - opens nothing
CLIENT_ID = "key-of-the-bench"
SHOP = "bench-shop.myshopify.com"
SAMPLE = Path("tests/payloads/shopify/orders-paid.json")
RULES = 10
API_KEYS = 20
READY_WITHIN_S = 20


@dataclass(slots=True)
class Rig:
    """The bench's own world."""

    var: Path
    servers: Servers
    env: Env
    settings: Settings
    programme_id: UUID
    store_id: UUID
    api_keys: list[str]
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)
    serial: int = 0

    @property
    def plain_url(self) -> str:
        """The owner's address, for the ceilings' own tables."""
        return self.servers.database_url.replace("postgresql+psycopg", "postgresql")

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.plain_url, autocommit=True)

    def start(self, arguments: list[str], environ: Mapping[str, str]) -> int:
        """Start a Python process; return its pid."""
        with (self.var / f"child-{len(self.children)}.log").open("wb") as log:
            child = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", *arguments],
                stdout=log,
                stderr=log,
                env={**os.environ, **environ},
            )
        self.children.append(child)
        return child.pid

    def analyze(self) -> None:
        """Give the planner statistics, and forget plans made without them."""
        with self.connect() as owner:
            owner.execute("ANALYZE")
        self.env.database.engine.dispose()

    def said(self) -> str:
        """Return the ends of the children's logs."""
        logs = sorted(self.var.glob("child-*.log"))
        return "\n".join(log.read_text(errors="replace")[-1500:] for log in logs)

    def environ(self, port: int) -> dict[str, str]:
        """Return what a process of the app needs to be told."""
        return {
            "DATABASE_URL": self.servers.database_url,
            "REDIS_URL": self.servers.redis_url,
            "VAR_DIR": str(self.var),
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "SHOPIFY_API_KEY": CLIENT_ID,
            "SHOPIFY_API_SECRET": SECRET,
            "LOG_LEVEL": "warning",
            "WEB_WORKERS": "1",
        }

    def order_body(self, serial: int, *, customers: int = 500) -> bytes:
        """Return the recorded order as another order of another customer."""
        body = json.loads(SAMPLE.read_bytes())
        body["id"] = 5_600_000_000_000 + serial
        body["admin_graphql_api_id"] = f"gid://shopify/Order/{body['id']}"
        body["customer"]["id"] = 7_700_000_000_000 + serial % customers
        body["customer"]["email"] = f"member{serial % customers}@bench.test"
        return json.dumps(body).encode()

    def next_bodies(self, count: int) -> list[bytes]:
        """Return *count* orders that nobody has seen."""
        self.serial += count
        return [self.order_body(n) for n in range(self.serial - count, self.serial)]

    def requests_for(self, path: str, bodies: list[bytes]) -> list[bytes]:
        """Return the raw signed webhook requests for these bodies."""
        return [
            raw_request(path, body, f"{time.time_ns()}-{n}")
            for n, body in enumerate(bodies)
        ]


def raw_request(path: str, body: bytes, webhook_id: str) -> bytes:
    digest = base64.b64encode(hmac.digest(SECRET.encode(), body, "sha256")).decode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"X-Shopify-Topic: orders/paid\r\nX-Shopify-Shop-Domain: {SHOP}\r\n"
        f"X-Shopify-Hmac-Sha256: {digest}\r\nX-Shopify-Webhook-Id: {webhook_id}\r\n"
        f"X-Shopify-Api-Version: 2026-07\r\n\r\n"
    )
    return head.encode() + body


def memory_mib(pid: int) -> float:
    """Return the resident memory of a process and its children, the largest one."""
    largest = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = (folder / "status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        facts = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        if int(folder.name) == pid or int(facts.get("PPid", "0")) == pid:
            largest = max(largest, int(facts.get("VmRSS", "0 kB").split()[0]))
    return largest / 1024


def wait_for(url: str) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=2).status_code < 500:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise RuntimeError(f"nothing answers at {url}")


@contextmanager
def rigged() -> Iterator[Rig]:
    """Start durable servers and found a programme of ten rules with one store."""
    with tempfile.TemporaryDirectory(prefix="setia-bench-") as folder:
        var = Path(folder)
        with start_servers(var, durable=True) as servers:
            upgrade(servers.database_url)
            settings = Settings.from_environ(
                {
                    "VAR_DIR": str(var),
                    "SHOPIFY_API_KEY": CLIENT_ID,
                    "SHOPIFY_API_SECRET": SECRET,
                }
            )
            with wired(
                settings,
                database_url=servers.database_url,
                redis_url=servers.redis_url,
            ) as world:
                rig = _founded(var, servers, world.env, settings)
                try:
                    yield rig
                finally:
                    for child in rig.children:
                        child.terminate()
                    for child in rig.children:
                        child.wait(30)


def _founded(var: Path, servers: Servers, env: Env, settings: Settings) -> Rig:
    programme_id = programmes.create(
        env, load_document(_document()), actor="bench", publish_now=True
    ).programme_id
    store_id = env.ids.new()

    def write(uow: UnitOfWork) -> None:
        StoreRepository(uow).add(
            store_id=store_id,
            platform="shopify",
            domain=SHOP,
            base_url=f"https://{SHOP}",
            name="Bench",
            currency="EUR",
            timezone="UTC",
            credentials=seal_credentials(
                env, programme_id, store_id, {"access_token": "none"}
            ),
            options={},
            connected_at=env.clock.now(),
        )

    env.database.run(programme_id, write)
    made = [
        keys.create(env, programme_id, name=f"bench {n}", scopes=list(keys.SCOPES))[0]
        for n in range(API_KEYS)
    ]
    return Rig(var, servers, env, settings, programme_id, store_id, made)


def _document() -> dict[str, object]:
    rules: list[dict[str, object]] = [
        {
            "id": "spend",
            "trigger": "order",
            "award": {
                "kind": "rate",
                "rates": {"EUR": "10 per 1", "IDR": "1 per 1000"},
            },
        }
    ]
    rules += [
        {
            "id": f"rule-{n}",
            "trigger": "order",
            "award": {"kind": "fixed", "points": 5},
            "when": {"field": "order.amount", "op": "gte", "value": {"EUR": "10000"}},
        }
        for n in range(1, RULES)
    ]
    return {
        "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Bench"}},
        "terms": {"pending": {"days": 0}},
        "earning": rules,
        "rewards": [
            {
                "id": "off",
                "kind": "slider",
                "title": {"id": "Potongan", "ms": "Potongan", "en": "Off"},
                "value": {"IDR": "100 per 10000"},
                "minimum": 100,
                "step": 100,
                "code": {"prefix": "SETIA", "validity_days": 30},
            }
        ],
    }
