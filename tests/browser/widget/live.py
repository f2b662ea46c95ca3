"""The widget before the real storefront API: one server for the shop and for us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.browser.widget.shelf import Shelf, page_of
from tests.web.storefront.shop import Shop

CUSTOMER = "7001"


class Street:
    """A WSGI app: the shop's page and its token, and behind them our own pages."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        request = Request(environ)
        if request.path != "/":
            answer: Iterable[bytes] = self.shop.pages(environ, start)
            return answer
        if "wc-ajax" in request.args:
            # The world's clock stands still, so a token of now is good for long.
            token = self.shop.token(CUSTOMER)
            body = f'{{"token": "{token}", "expires_at": "2099-01-01T00:00:00Z"}}'
            return Response(body, content_type="application/json")(environ, start)
        query = parse_qs(request.query_string.decode())
        static = "/storefront/v1/static"
        page = page_of(
            {
                "api": [self.shop.at],
                "panel": [f"{static}/panel.js"],
                "identity": ["wc:/?wc-ajax=setia_identity"],
                "cart": ["none"],
                **query,
            }
        ).replace("/widget/dist/loader.js", f"{static}/loader.js")
        return Response(page, content_type="text/html")(environ, start)


@contextmanager
def open_street(shop: Shop) -> Iterator[Shelf]:
    """Serve the shop and the storefront; a shelf says where."""
    server = make_server("127.0.0.1", 0, Street(shop), threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Shelf(url=f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
