"""Setia as the plugin meets it: a public summary and a page, perhaps late."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from typing_extensions import override

STORE: Final = "str_06dhn4ccrhrkfp0kwy5vwq2x44"
SECRET: Final = b64encode(bytes(range(32))).decode()
SUMMARY: Final = {
    "v": 1,
    "state": "on",
    "decimals": 2,
    "unit": {"one": "point", "other": "points"},
    "earn_rate": {"points": 1, "per_minor": 100, "currency": "USD"},
}
HOSTILE: Final = (
    '<section><h2>Rewards</h2><p onclick="x()">Earn <b>points</b></p>'
    "<script>alert(1)</script><img src=x onerror=alert(1)>"
    '<a href="javascript:alert(1)">bad</a><a href="https://a.test/">good</a>'
    '<progress value="3" max="10"></progress>'
    '<link rel="stylesheet" href="https://evil.test/x.css"></section>'
)
FOREIGN_FORM: Final = '<form action="https://evil.test/x"><input name="a"></form>'
OUR_FORM: Final = (
    '<link rel="stylesheet" href="{url}/storefront/v1/page.css?a=1&amp;b=2">'
    '<form method="post" action="{url}/storefront/v1/redeem">'
    '<input type="hidden" name="form" value="signed" onfocus="x()">'
    "<button>Redeem</button></form>"
)


@dataclass(slots=True)
class Setia:
    """What it answers, and what it was asked."""

    url: str
    page: str = HOSTILE
    status: int = 200
    late_s: float = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path with query, and the authorization."""

    def connection(self, **changes: str) -> dict[str, str]:
        known = {"api_url": self.url, "store": STORE, "identity_secret": SECRET}
        return {**known, "lang": "en", **changes}


def _handler(setia: Setia) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            setia.asked.append((self.path, self.headers.get("Authorization", "")))
            time.sleep(setia.late_s)
            summary = "/bootstrap" in self.path
            said: Any = (
                json.dumps(SUMMARY)
                if summary
                else setia.page.replace("{url}", setia.url)
            )
            self.send_response(setia.status)
            kind = "application/json" if summary else "text/html"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(said.encode())

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def answering() -> Iterator[Setia]:
    """Serve for the length of a block."""
    setia = Setia("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(setia))
    setia.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield setia
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
