"""A shop on a shelf: one page, the widget's files, and answers from the examples.

Everything a test wants to go wrong is a knob of `Shelf`; everything the widget
asked for is in `Shelf.asked`. The words are the real catalogue's.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from typing_extensions import override

from app.domain.programme.storefront import NUDGES
from app.domain.words.languages import Language
from app.domain.words.storefront import Voice, panel_words
from tests.browser.widget.skins import PAGE, SKINS

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "app/web/static/widget"
EXAMPLES = ROOT / "tests/web/storefront/examples"
DAY_S = 86400

READING = {
    "/earn": "earn",
    "/rewards": "rewards",
    "/vouchers": "vouchers",
    "/tiers": "tiers",
    "/history": "history",
    "/referral": "referral",
    "/card": "card",
    "/challenges": "challenges",
    "/play": "play",
    "/causes": "causes",
    "/claims": "claims",
}
WRITING = {
    "/estimates": "estimate",
    "/quotes": "quote",
    "/redemptions": "voucher",
    "/claims": "claim",
    "/questions": "claim_open",
    "/referral/claims": "referral_claim",
    "/join": "member_member",
}


@cache
def _text(name: str) -> str:
    return (EXAMPLES / f"{name}.json").read_text(encoding="utf-8")


def example(name: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An example of the storefront's answers, changed at its first level."""
    body: dict[str, Any] = json.loads(_text(name))
    return body | changes


@cache
def words(lang: str) -> str:
    language = Language(lang if lang in {"id", "ms"} else "en")
    return json.dumps(panel_words(Voice(lang, language)), ensure_ascii=False)


def qr_path() -> str:
    """Squares that look like a code; what they say is tested elsewhere."""
    cells = [(x, y) for y in range(25) for x in range(25) if (x * 7 + y * 11) % 3]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in cells)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the widget."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any

    @property
    def key(self) -> str:
        """Its idempotency key, which travels where no proxy drops it."""
        return self.query["idempotency_key"][0]


@dataclass
class Shelf:
    """The shop's knobs, and what was asked of it."""

    member: str = "member_tier"
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    """Method and path (``POST /redemptions``) to the status and body to answer."""
    boot: dict[str, Any] = field(default_factory=dict)
    look: dict[str, Any] = field(default_factory=dict)
    delays_s: dict[str, float] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    """How many answers of a path are lost after it was done."""
    refused_codes: set[str] = field(default_factory=set)
    cart_items: int = 1
    policy: str = ""
    """The page's Content-Security-Policy."""
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def calls(self, method: str, path: str) -> list[Asked]:
        with self.lock:
            found = list(self.asked)
        return [one for one in found if (one.method, one.path) == (method, path)]

    # -- the storefront API

    def api(self, asked: Asked) -> tuple[int, Any]:
        route = f"{asked.method} {asked.path}"
        if route in self.answers:
            status, body = self.answers[route]
            return status, deepcopy(body)
        lang = asked.query.get("lang", ["id"])[0] or "id"
        if asked.path == "/bootstrap":
            return 200, self.bootstrap(lang)
        if asked.path == "/card":
            return 200, example("card", qr_svg_path=qr_path())
        return 200, example(self.named(asked))

    def named(self, asked: Asked) -> str:
        """The example that answers."""
        path = asked.path
        if path == "/member":
            return self.member
        known = READING if asked.method == "GET" else WRITING
        if path in known:
            return known[path]
        if path.endswith("/cancel"):
            return "voucher_withdrawn"
        if path.startswith("/redemptions/"):
            return "voucher"
        if path.endswith("/messages"):
            return "claim_open"
        played = "play_result" if path.startswith("/play/") else "done"
        return "explanation" if path.endswith("/explanation") else played

    def bootstrap(self, lang: str) -> dict[str, Any]:
        body = example("bootstrap", lang=lang, words={"url": f"words/{lang}.json"})
        locales = {"id": "id-ID", "ms": "ms-MY", "en": "en-US"}
        body["locale"] = locales.get(lang, "en-US")
        said = json.loads(words(lang))
        body["launcher"] = {
            "guest": said["launcher.guest"],
            "aria": said["launcher.aria"],
            "offline": said["error.offline"],
        }
        body["nudges"] = list(NUDGES)
        body["look"] |= {"scheme": "light"} | self.look
        return body | self.boot

    # -- the shop's own addresses

    def cart(self) -> dict[str, Any]:
        line = {"product_id": 11, "variant_id": 111, "quantity": 1}
        items = [line | {"final_line_price": 4900000} for _ in range(self.cart_items)]
        codes = [
            {"code": code, "applicable": code not in self.refused_codes}
            for code in self.codes
        ]
        return {"items": items, "item_count": len(items), "discount_codes": codes}

    def woo(self, asked: Asked) -> dict[str, Any]:
        if asked.query.get("wc-ajax") == ["setia_identity"]:
            at = time.gmtime(time.time() + 300)
            ends = time.strftime("%Y-%m-%dT%H:%M:%SZ", at)
            count = len(self.calls("GET", "/")) + 1
            return {"token": f"token-{count}", "expires_at": ends}
        code = parse_qs(asked.body or "").get("code", [""])[0]
        reason = "Minimum belanja Rp100.000" if code in self.refused_codes else None
        return {"applied": reason is None, "reason_text": reason}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shelf: Shelf

    @override
    def log_message(self, *_: object) -> None:
        """Say nothing: tests read `Shelf.asked`."""

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_PUT(self) -> None:
        self.answer()

    def answer(self) -> None:
        split = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length).decode()
        is_json = self.headers.get("Content-Type") == "application/json"
        asked = Asked(
            self.command,
            split.path.removeprefix("/api"),
            parse_qs(split.query),
            {name.lower(): value for name, value in self.headers.items()},
            json.loads(raw) if is_json and raw else raw,
        )
        with self.shelf.lock:
            self.shelf.asked.append(asked)
        if self.shelf.closing.wait(self.shelf.delays_s.get(asked.path, 0)):
            return
        if self.shelf.lost[asked.path]:
            self.shelf.lost[asked.path] -= 1
            self.close_connection = True
            return
        self.route(split.path, asked)

    def route(self, path: str, asked: Asked) -> None:
        if path.startswith("/api/words/"):
            self.send(
                200,
                words(path.removeprefix("/api/words/")[:2]).encode(),
                "application/json",
            )
        elif path.startswith("/api/"):
            status, body = self.shelf.api(asked)
            self.json(status, body)
        elif path.startswith("/widget/"):
            file = (WIDGET / path.removeprefix("/widget/")).resolve()
            assert file.is_relative_to(WIDGET)
            self.send(200, file.read_bytes(), "text/javascript")
        elif path == "/" and "wc-ajax" in asked.query:
            self.json(200, self.shelf.woo(asked))
        elif path == "/":
            self.send(200, page_of(asked.query).encode(), "text/html; charset=utf-8")
        else:
            self.shop(path)

    def shop(self, path: str) -> None:
        if path.startswith("/discount/"):
            self.shelf.codes.append(path.removeprefix("/discount/"))
            self.send(200, b"<title>Cart</title>", "text/html")
        elif path.startswith("/cart"):
            self.json(200, self.shelf.cart())
        else:
            self.send(404, b"", "text/plain")

    def json(self, status: int, body: object) -> None:
        self.send(status, json.dumps(body).encode(), "application/json")

    def send(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            if self.shelf.policy:
                self.send_header("Content-Security-Policy", self.shelf.policy)
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # The widget waits two seconds at most.


def page_of(query: dict[str, list[str]]) -> str:
    """The shop's page: ``skin``, ``built`` and every ``data-…`` of the embed."""
    given = {name: values[0] for name, values in query.items()}
    skin = SKINS[given.pop("skin", "plain")]
    kind = "src" if given.pop("built", "") == "no" else "dist"
    inline = given.pop("inline", "")
    bare = given.pop("widget", "") == "no"
    embed = {
        "api": "/api",
        "panel": f"/widget/{kind}/panel.js",
        "identity": "proxy",
        "signed-in": "true",
        "lang": "id",
        "signin": "/account/login",
        "join": "/account/register",
        "cart": "shopify",
        "page": "listing",
    }
    embed |= {name: value for name, value in given.items() if name in embed}
    attributes = " ".join(f'data-{name}="{value}"' for name, value in embed.items())
    module = "type=module" if kind == "src" else "defer"
    script = f'<script src="/widget/{kind}/loader.js" {module} data-setia {attributes}>'
    return PAGE.format(
        lang=embed["lang"],
        style=skin.style,
        direction=skin.direction,
        header=skin.header,
        inline=inline and skin.inline,
        script="" if bare else script + "</script>",
    )


@contextmanager
def serving(shelf: Shelf) -> Iterator[Shelf]:
    """Serve the shelf on a free port of this machine until the test is over."""
    handler = type("Handler", (_Handler,), {"shelf": shelf})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    shelf.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield shelf
    finally:
        shelf.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
