"""Request ids, security headers and timings: what every answer carries.

Everything is refused by default. A page that may stand in a store's admin sets
its own ``frame-ancestors`` through ``allow_frames``; nothing in a query can.
"""

import time
from collections.abc import Callable
from typing import Final

import structlog
from flask import Flask, Response, g, request

from app.services.meters import REQUEST_SECONDS

PERSONAL: Final = "no-store"
SOURCES: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
ONE_YEAR: Final = "max-age=31536000; includeSubDomains"


def allow_frames(*origins: str) -> None:
    """Let *origins*, proven by a signature, show the answer in hand in a frame."""
    g.frame_ancestors = " ".join(origins)


def allow_sources(**more: str) -> None:
    """Let the page in hand load from elsewhere too: ``script_src="https://…"``."""
    g.page_sources = {name.replace("_", "-"): said for name, said in more.items()}


def policy() -> str:
    """Return the content policy of the answer in hand."""
    more: dict[str, str] = g.get("page_sources", {})
    sources = {**dict.fromkeys(more, "'self'"), **SOURCES}
    listed = [
        " ".join(filter(None, (name, said, more.get(name))))
        for name, said in sources.items()
    ]
    ancestors = g.get("frame_ancestors", "'none'")
    return "; ".join([*listed, f"frame-ancestors {ancestors}"])


def register(
    flask_app: Flask, new_request_id: Callable[[], str], *, over_https: bool
) -> None:
    """Give every request of *flask_app* an id, and every answer its headers."""

    def begin() -> None:
        g.request_id = new_request_id()
        g.began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    def finish(answer: Response) -> Response:
        headers = answer.headers
        headers["X-Request-Id"] = g.get("request_id", "")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cache-Control", PERSONAL)
        if over_https:
            headers.setdefault("Strict-Transport-Security", ONE_YEAR)
        headers.setdefault("Content-Security-Policy", policy())
        _measure(answer)
        return answer

    def end(_error: BaseException | None) -> None:
        # The thread's next request may be one that Flask never sees.
        structlog.contextvars.clear_contextvars()

    flask_app.before_request(begin)
    flask_app.after_request(finish)
    flask_app.teardown_request(end)


def _measure(answer: Response) -> None:
    route = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    status = f"{answer.status_code // 100}xx"
    REQUEST_SECONDS.labels(request.method, route, status).observe(seconds)
