"""What an error looks like from outside: one table of families and statuses.

A program gets an RFC 9457 problem with a stable code and the public figures; a
person gets a short page. Neither gets internals: the request id leads to them.
This is one of the two places that catch everything.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import structlog
from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from app.domain.errors import (
    Busy,
    Conflict,
    InvariantBroken,
    Malformed,
    Missing,
    PlatformError,
    Refused,
    SetiaError,
    Untrusted,
)

STATUSES: Final[tuple[tuple[type[SetiaError], int], ...]] = (
    (Refused, 422),
    (Missing, 404),
    (Conflict, 409),
    (Malformed, 400),
    (Untrusted, 401),
    (PlatformError, 502),
    (Busy, 503),
    (InvariantBroken, 500),
)
TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("malformed", "The request can't be read"),
    401: ("untrusted", "Who is asking was not proven"),
    403: ("forbidden", "Not allowed"),
    404: ("missing", "There is no such thing"),
    405: ("method_not_allowed", "This address takes other methods"),
    409: ("conflict", "This contradicts what is recorded"),
    413: ("too_large", "The request is too large"),
    415: ("unsupported_media_type", "This address takes another content type"),
    422: ("refused", "The programme says no"),
    429: ("too_many_requests", "Too many requests"),
    500: ("internal_error", "Something went wrong on our side"),
    502: ("platform_failed", "The store's platform did not do as asked"),
    503: ("busy", "Busy for a moment; try again"),
}
PROBLEMS_AT: Final = "https://setia.dev/problems/"
HTML: Final = "text/html; charset=utf-8"
PROGRAMS_AT: Final = ("/api/", "/storefront/")

log = structlog.get_logger(__name__)


def status_of(error: SetiaError) -> int:
    """Return the status that a family answers with."""
    return next(
        (status for family, status in STATUSES if isinstance(error, family)), 500
    )


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    figures: Mapping[str, object] | None = None,
    errors: Sequence[Mapping[str, object]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an RFC 9457 answer about the request in hand."""
    body: dict[str, Any] = {
        **(figures or {}),
        "type": f"{PROBLEMS_AT}{code}",
        "title": TITLES.get(status, TITLES[500])[1],
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        "request_id": g.get("request_id", ""),
    }
    if errors:
        body["errors"] = list(errors)
    answer = jsonify(body)
    answer.status_code = status
    answer.headers.update(headers or {})
    answer.content_type = "application/problem+json"
    return answer


def answer_for(error: SetiaError) -> Response:
    """Return what a program is told about a foreseen error."""
    status = status_of(error)
    return problem(
        status,
        error.code,
        _detail(error, status),
        figures=error.figures,
        headers=_retry_header(error),
    )


def register(flask_app: Flask) -> None:
    """Let *flask_app* answer every error by the table above."""
    flask_app.register_error_handler(SetiaError, _foreseen)
    flask_app.register_error_handler(HTTPException, _of_http)
    flask_app.register_error_handler(Exception, _unforeseen)


def for_program() -> bool:
    """Tell whether a program asked, not a person with a browser."""
    if request.path.startswith(PROGRAMS_AT):
        return True
    best = request.accept_mimetypes.best_match(("text/html", "application/json"))
    return best == "application/json"


def _foreseen(error: SetiaError) -> Response:
    status = status_of(error)
    if isinstance(error, InvariantBroken):
        log.critical("invariant_broken", reason=error.code, exc_info=error)
    elif status >= 500:  # noqa: PLR2004 - the class of our own failures
        log.warning("request_failed", reason=error.code)
    if for_program():
        return answer_for(error)
    return _page(status, error.code, _detail(error, status), _retry_header(error))


def _of_http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:  # noqa: PLR2004
        return Response(error.get_body(), error.code or 500, error.get_headers())
    code, title = TITLES.get(error.code, (error.name.lower().replace(" ", "_"), ""))
    headers = {
        name: value
        for name, value in error.get_headers()
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}
    }
    if for_program():
        return problem(error.code, code, title or error.name, headers=headers)
    return _page(error.code, code, title or error.name, headers)


def _unforeseen(error: Exception) -> Response:
    log.error("request_broke", exc_info=error)
    code, title = TITLES[500]
    if for_program():
        return problem(500, code, title)
    return _page(500, code, title, {})


def _detail(error: SetiaError, status: int) -> str:
    # What a platform or our own books said may hold more than the asker may know.
    if isinstance(error, PlatformError | InvariantBroken | Busy | Untrusted):
        return TITLES[status][1]
    return str(error) or TITLES[status][1]


def _retry_header(error: SetiaError) -> dict[str, str]:
    seconds = getattr(error, "retry_after", None)
    return {"Retry-After": str(seconds)} if seconds else {}


def _page(status: int, code: str, text: str, headers: Mapping[str, str]) -> Response:
    """Return a page that needs no template, so that nothing can go wrong in it."""
    number = g.get("request_id", "")
    html = (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        f"<title>{status}</title><h1>{escape(text)}</h1>"
        f"<p>{escape(code)} · {escape(number)}</p></html>"
    )
    return Response(
        html, status, dict(headers), content_type="text/html; charset=utf-8"
    )
