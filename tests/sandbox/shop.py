"""A store that runs in this process, and how tests talk to it."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from typing_extensions import override

from integrations.sandbox.serving import Running

PAYLOADS = Path(__file__).parent.parent / "payloads"
Json = dict[str, Any]


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Json:
        body: Json = json.loads(self.raw)
        return body

    @property
    def topic(self) -> str:
        for name in ("X-Shopify-Topic", "X-WC-Webhook-Topic"):
            if name in self.headers:
                return self.headers[name]
        return ""


@dataclass
class Receiver:
    """An app that keeps what it is sent and answers with the status it is told."""

    statuses: list[int] = field(default_factory=list)
    status: int = 200
    got: list[Received] = field(default_factory=list)

    def __post_init__(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", "0"))
                raw = self.rfile.read(size)
                outer.got.append(Received(self.path, dict(self.headers), raw))
                status = outer.statuses.pop(0) if outer.statuses else outer.status
                self.send_response(status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def do_GET(self) -> None:
                self.do_POST()

            @override
            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def of(self, topic: str) -> list[Received]:
        return [one for one in self.got if one.topic == topic]

    def topics(self) -> list[str]:
        return [one.topic for one in self.got]

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()


class Shop:
    """The outside of a running store."""

    def __init__(self, running: Running, receiver: Receiver) -> None:
        self.running = running
        self.receiver = receiver
        self.url = running.url
        self.info: Json = self.control("GET", "info")

    @property
    def flask_app(self) -> Flask:
        return self.running.flask_app

    def control(self, method: str, path: str, body: object = None) -> Json:
        answer = requests.request(
            method, f"{self.url}/_sandbox/{path}", json=body, timeout=20
        )
        found: Json = answer.json()
        return found

    def act(self, name: str, **asked: object) -> Json:
        return self.control("POST", f"actions/{name}", asked)

    def order(self, **asked: object) -> Json:
        answer = self.act("order", **asked)
        assert answer["ok"], answer
        placed: Json = answer["order"]
        return placed

    def deliver(self) -> None:
        self.control("POST", "deliver", {})

    def fault(self, **rule: object) -> None:
        answer = self.control("POST", "faults", rule)
        assert answer["ok"], answer

    def gql_raw(
        self, source: str, name: str | None, **variables: object
    ) -> requests.Response:
        return requests.post(
            f"{self.url}/admin/api/2026-07/graphql.json",
            json={"query": source, "operationName": name, "variables": variables},
            headers={"X-Shopify-Access-Token": str(self.info["access_token"])},
            timeout=20,
        )

    def gql(self, source: str, name: str | None = None, **variables: object) -> Json:
        body: Json = self.gql_raw(source, name, **variables).json()
        return body

    def rest(self, method: str, path: str, body: object = None) -> requests.Response:
        return requests.request(
            method,
            f"{self.url}/wp-json/wc/v3/{path}",
            json=body,
            auth=(self.info["consumer_key"], self.info["consumer_secret"]),
            timeout=20,
        )


def kind_of(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    return type(value).__name__


def differences(sample: object, made: object, path: str = "") -> list[str]:
    """Where *made* has other keys or other types than *sample*.

    Null fits everything; of lists the first entries are compared.
    """
    if sample is None or made is None:
        return []
    if isinstance(sample, dict) and isinstance(made, dict):
        found = [f"{path}.{key} is missing" for key in sample if key not in made]
        found += [f"{path}.{key} is new" for key in made if key not in sample]
        for key in sample.keys() & made.keys():
            found += differences(sample[key], made[key], f"{path}.{key}")
        return found
    if isinstance(sample, list) and isinstance(made, list):
        if not sample or not made:
            return []
        return differences(sample[0], made[0], f"{path}[0]")
    if kind_of(sample) != kind_of(made):
        return [f"{path} is {kind_of(made)}, not {kind_of(sample)}"]
    return []


def shopify_sample(name: str) -> Json:
    text = (PAYLOADS / "shopify" / f"{name}.json").read_text(encoding="utf-8")
    body: Json = json.loads(text)
    return body


def woo_sample(name: str) -> Json:
    """The whole recording: ``request`` or ``response``."""
    text = (PAYLOADS / "woocommerce" / f"{name}.json").read_text(encoding="utf-8")
    body: Json = json.loads(text)
    return body


def woo_body(name: str) -> Json:
    body: Json = json.loads(woo_sample(name)["request"]["body"])
    return body


BEANS = "house-blend-beans"


def sent(shop: Shop, topic: str) -> Json:
    shop.deliver()
    return shop.receiver.of(topic)[-1].json


def rest_json(name: str) -> Json:
    body: Json = woo_sample(name)["response"]["json"]
    return body


def beans(quantity: int = 2) -> list[Json]:
    return [{"product": BEANS, "quantity": quantity}]


def product_id(shop: Shop, handle: str = BEANS) -> int:
    rows = shop.control("GET", "state")["products"]
    number: int = next(p["id"] for p in rows if p["handle"] == handle)
    return number
