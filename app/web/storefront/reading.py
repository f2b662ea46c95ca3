"""Queries and bodies at the storefront's doors, read strictly."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Request
from pydantic import ValidationError

from app.web.api.reading import (
    InvalidRequest,
    UnsupportedMediaType,
    json_body,
    read_body,
)
from app.web.api.serve import IDEMPOTENCY_KEY, IdempotencyKeyRequired
from app.web.api.shapes import Asked
from app.web.storefront.route import SAFE, Route, Said

SIGNED_BY_PLATFORM: Final = frozenset(
    {"shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"}
)
"""What the app proxy adds to every query."""
PREVIEW: Final = "preview"
KEY: Final = "idempotency_key"
"""The key of a change where a header might not arrive: what an app proxy hands on
of a browser's own headers is nowhere promised, and the query is signed."""
JSON: Final = "application/json"
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def query_of(route: Route, request: Request) -> Said:
    """Return the query; what a platform signed into it is not the page's.

    Raises:
        InvalidRequest: A parameter is unknown, repeated or wrong.
    """
    given: dict[str, str] = {}
    wrong = []
    keyed = route.keyed
    for name, values in request.args.lists():
        if name in SIGNED_BY_PLATFORM or name == PREVIEW or (name == KEY and keyed):
            continue
        if len(values) > 1 or CONTROL.search(values[0]):
            wrong.append(_mistake(name, "unreadable", "repeated, or no plain text"))
        given[name] = values[0]
    try:
        found = route.query.model_validate(given)
    except ValidationError as error:
        raise InvalidRequest(
            [
                _mistake(str((*each["loc"], "")[0]), each["type"], each["msg"])
                for each in error.errors(include_url=False, include_input=False)
            ]
            + wrong
        ) from error
    if wrong:
        raise InvalidRequest(wrong)
    return found


def body_of(route: Route, request: Request) -> Asked | None:
    """Return the body of a change.

    A page of another site can't send JSON without being asked first, so nothing
    but JSON changes anything.

    Raises:
        UnsupportedMediaType: It is not said to be JSON.
        UnreadablePayload, InvalidRequest: It can't be read.
    """
    if route.method in SAFE:
        return None
    if request.mimetype != JSON:
        raise UnsupportedMediaType
    raw = request.get_data()
    if route.body is None:
        if raw.strip() not in (b"", b"{}"):
            raise InvalidRequest([{"pointer": "", "code": "extra", "detail": "empty"}])
        return None
    json_body(request)
    return read_body(route.body, raw)


def key_of(route: Route, request: Request) -> str | None:
    """Return the client's name of this request: of the header, else of the query.

    Raises:
        IdempotencyKeyRequired: There is none, it is no UUID, or there are two.
    """
    if not route.keyed:
        return None
    header = request.headers.get(IDEMPOTENCY_KEY)
    said = {*request.args.getlist(KEY), *([header] if header else [])}
    try:
        (one,) = {str(UUID(text)) for text in said}
    except ValueError as error:
        wanted = f"send {IDEMPOTENCY_KEY} or ?{KEY}= with one UUID"
        raise IdempotencyKeyRequired(wanted) from error
    return one


def refuse_controls(path: Mapping[str, str]) -> None:
    """Refuse control characters in the path."""
    bad = [name for name, value in path.items() if CONTROL.search(value)]
    if bad:
        raise InvalidRequest([_mistake(name, "unreadable", "") for name in bad])


def _mistake(name: str, code: str, detail: str) -> dict[str, Any]:
    return {"parameter": name[:100], "code": code, "detail": detail}
