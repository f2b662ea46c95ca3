"""A field for chaos: real servers, real processes, two sandbox stores, kill -9.

Time is the demonstration's clock: leases and pauses pass when the test moves it.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
import requests

from app.cli.demo.clients import Shop
from app.cli.demo.processes import free_port
from app.cli.demo.stage import PROCESSES, Stage, set_stage
from app.embedded import Servers, start_servers
from app.services.prove import prove
from app.settings import Settings
from app.storage.unit_of_work import UnitOfWork
from app.wiring.clock import shift_clock

PATIENCE_S = 60
TIMEOUT_S = 15
BUSY = 409
OK = 200
SIGN_UP = 100
SERVER_ERROR = 500
T = TypeVar("T")


def eventually(look: Callable[[], T], good: Callable[[T], bool]) -> T:
    """Return what *look* finds once it is good; the last thing found when it is not."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        found = look()
        if good(found) or time.monotonic() > deadline:
            return found
        time.sleep(0.2)


@dataclass(slots=True)
class Field:
    """The stage, the servers below it, and what tests do with both."""

    stage: Stage
    servers: Servers

    def environ(self) -> dict[str, str]:
        return dict(self.stage.company.environ)

    def restart(self, name: str, crash_point: str = "") -> None:
        """Start a process of the app anew, armed to die at a point or not."""
        company = self.stage.company
        if name in company.running:
            company.end(name, signal.SIGTERM)
        company.start(
            name, PROCESSES[name], {"CRASH_POINT": crash_point} if crash_point else {}
        )
        if name == "web":
            company.wait_for_url("web", f"{self.stage.app_url}/healthz")

    def rest(self, name: str) -> None:
        """Stop a process of the app and leave it stopped."""
        if name in self.stage.company.running:
            self.stage.company.end(name)

    def dies(self, name: str) -> bool:
        """Tell whether an armed process was killed, within our patience."""
        child = self.stage.company.running[name]
        try:
            child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            return False
        self.stage.company.running.pop(name)
        return child.returncode == -signal.SIGKILL

    def pass_time(self, minutes: int = 3) -> None:
        """Let leases and pauses run out, here and in every process."""
        from datetime import timedelta  # noqa: PLC0415 - one use

        self.stage.ahead += timedelta(minutes=minutes)
        shift_clock(self.stage.settings.var, self.stage.ahead)
        for shop in self.stage.shops:
            shop.post("/_sandbox/clock", {"advance_s": minutes * 60})

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        key: str = "",
    ) -> requests.Response | None:
        """Ask the API; None when no answer came."""
        headers = {"Authorization": f"Bearer {self.stage.api_key}"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            return requests.request(
                method,
                f"{self.stage.api_url}{path}",
                json=body,
                headers=headers,
                timeout=TIMEOUT_S,
            )
        except (requests.ConnectionError, requests.Timeout):
            return None

    def insist(self, method: str, path: str, body: Any, key: str) -> dict[str, Any]:  # noqa: ANN401
        """Repeat a request under its key until it is answered, as a client does."""

        def good(answer: requests.Response | None) -> bool:
            return (
                answer is not None
                and answer.status_code < SERVER_ERROR
                and answer.status_code != BUSY
            )

        answer = eventually(lambda: self.call(method, path, body, key), good)
        assert answer is not None, "no answer"
        assert answer.status_code < 400, f"{answer.status_code} {answer.text}"
        found: dict[str, Any] = answer.json()
        return found

    def said(self) -> str:
        """Return the ends of all logs, for a failure to show."""
        return "\n".join(
            f"== {log.name}\n{log.read_text(errors='replace')[-1500:]}"
            for log in sorted(self.stage.company.logs.glob("*.log"))
            if not log.name.endswith("store.log")
        )

    def shop(self, platform: str) -> Shop:
        return next(s for s in self.stage.shops if s.platform == platform)

    def member(self, points: int, platform: str = "shopify") -> str:
        """Return a new customer of a store, with so many usable points."""
        email = f"{uuid4().hex}@chaos.test"
        self.shop(platform).act(
            "signup", email=email, first_name="Dewi", last_name="Lestari"
        )
        found = eventually(
            lambda: self.call("GET", f"/members/email:{email}"),
            lambda answer: answer is not None and answer.status_code == OK,
        )
        assert found is not None
        assert found.status_code == OK, f"{found.text}\n{self.said()}"
        member = str(found.json()["id"])
        self.insist(
            "POST",
            f"/members/{member}/transactions",
            {"points": points - SIGN_UP, "reason_code": "goodwill"},
            uuid4().hex,
        )
        eventually(lambda: self.balance(member), lambda seen: seen["usable"] == points)
        return member

    def balance(self, member: str) -> dict[str, int]:
        answer = self.call("GET", f"/members/{member}/balance")
        assert answer is not None
        row = next(r for r in answer.json()["data"] if r["asset"] == "points")
        return {name: row[name] for name in ("usable", "pending", "held", "owed")}

    def wish(self, platform: str) -> dict[str, Any]:
        return {
            "reward_id": "rupiah-off",
            "store_id": str(self.stage.store_ids[platform]),
            "points": 100,
        }

    def redemption(self, voucher: str) -> dict[str, Any]:
        answer = self.call("GET", f"/redemptions/{voucher}")
        assert answer is not None
        found: dict[str, Any] = answer.json()
        return found

    def issued(self, voucher: str) -> dict[str, Any]:
        """Wait for a code, letting time pass between two looks at the store."""

        def look() -> dict[str, Any]:
            found = self.redemption(voucher)
            if found.get("state") != "issued":
                self.pass_time(2)
            return found

        return eventually(look, lambda found: found.get("state") != "issuing")

    def rewards(self, platform: str, code: str) -> int:
        """Return how many rewards the store ever made under a code."""
        answer = requests.get(
            f"{self.shop(platform).url}/_sandbox/rewards",
            params={"marker": code},
            timeout=TIMEOUT_S,
        )
        return int(answer.json()["count"])

    def misbehave(self, platform: str, rule: dict[str, Any] | None) -> None:
        shop = self.shop(platform)
        if rule is None:
            requests.delete(f"{shop.url}/_sandbox/faults", timeout=TIMEOUT_S)
        else:
            shop.post("/_sandbox/faults", rule)

    def count(self, table: str, condition: str = "true") -> int:
        def read(uow: UnitOfWork) -> int:
            found: int = uow.connection.exec_driver_sql(
                f"SELECT count(*) FROM {table} WHERE programme_id = %s AND {condition}",  # noqa: S608
                (uow.programme_id,),
            ).scalar_one()
            return found

        return self.stage.env.database.run(self.stage.programme_id, read)

    def proven(self) -> list[Any]:
        """Return the violations once the sealer has caught up."""
        return eventually(
            lambda: list(prove(self.stage.env, self.stage.programme_id)),
            lambda found: not found,
        )

    @property
    def store_id(self) -> UUID:
        return self.stage.store_ids["shopify"]


@contextmanager
def _field() -> Iterator[Field]:
    # A short path: sockets live below it.
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        settings = Settings.from_environ(
            {"VAR_DIR": folder, "PORT": str(free_port(8400))}
        )
        with (
            start_servers(Path(folder), durable=True) as servers,
            set_stage(settings) as stage,
        ):
            yield Field(stage, servers)


@pytest.fixture(scope="module")
def shared_field() -> Iterator[Field]:
    with _field() as made:
        yield made


@pytest.fixture
def field(shared_field: Field) -> Field:
    """The module's field, with everything running and well-behaved at the start."""
    company = shared_field.stage.company
    for name in PROCESSES:
        if name not in company.running or company.running[name].poll() is not None:
            company.running.pop(name, None)
            shared_field.restart(name)
    for shop in shared_field.stage.shops:
        shared_field.misbehave(shop.platform, None)
    return shared_field


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
