"""The two outsides of the demonstration: a store's control API, and our own API."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click
import requests

TIMEOUT_S = 20
PATIENCE_S = 25
TRY_EVERY_S = 0.1
CLIENT_ERROR = 400

T = TypeVar("T")


def until(what: str, look: Callable[[], T], good: Callable[[T], bool]) -> T:
    """Return what *look* finds once it is *good*; stop when it never is."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        found = look()
        if good(found):
            return found
        if time.monotonic() > deadline:
            raise click.ClickException(f"{what}: waited in vain, last seen {found!r}")
        time.sleep(TRY_EVERY_S)


@dataclass(slots=True)
class Shop:
    """A sandbox store, driven the way its pages drive it."""

    name: str
    platform: str
    url: str
    admin_url: str = ""
    secret: str = ""
    """What it signs with, where the app's own secret is used."""
    session: requests.Session = field(default_factory=requests.Session)

    def act(self, action: str, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Do something in the store; stop when the store refuses."""
        answer = self.post(f"/_sandbox/actions/{action}", asked)
        if not answer.get("ok", True):
            raise click.ClickException(f"{self.name} refused {action}: {answer}")
        return answer

    def post(self, path: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return the store's answer; a refusal by its own rules is an answer."""
        response = self.session.post(
            f"{self.url}{path}", json=dict(asked), timeout=TIMEOUT_S
        )
        refused = response.status_code == requests.codes.conflict
        if response.status_code >= CLIENT_ERROR and not refused:
            raise click.ClickException(
                f"{self.name} {path}: {response.status_code} {response.text[:300]}"
            )
        found: dict[str, Any] = response.json()
        return found

    def state(self) -> dict[str, Any]:
        response = self.session.get(f"{self.url}/_sandbox/state", timeout=TIMEOUT_S)
        found: dict[str, Any] = response.json()
        return found

    def advance(self, days: int) -> None:
        self.post("/_sandbox/clock", {"advance_days": days})


@dataclass(slots=True)
class Api:
    """Our API, with a key."""

    url: str
    key: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **query: str) -> dict[str, Any]:
        return self._ask("GET", path, params=query)

    def post(self, path: str, asked: Mapping[str, Any], *, key: str) -> dict[str, Any]:
        return self._ask(
            "POST", path, json=dict(asked), headers={"Idempotency-Key": key}
        )

    def try_get(self, path: str) -> dict[str, Any] | None:
        """Return what is there, or None while there is nothing."""
        response = self._send("GET", path)
        if response.status_code == requests.codes.not_found:
            return None
        return self._read("GET", path, response)

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return self._read(method, path, self._send(method, path, **more))

    def _send(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401 - JSON
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        return self.session.request(
            method, f"{self.url}{path}", headers=headers, timeout=TIMEOUT_S, **more
        )

    @staticmethod
    def _read(method: str, path: str, response: requests.Response) -> dict[str, Any]:
        if response.status_code >= CLIENT_ERROR:
            raise click.ClickException(
                f"{method} {path}: {response.status_code} {response.text[:500]}"
            )
        found: dict[str, Any] = response.json()
        return found
