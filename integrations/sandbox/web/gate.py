"""Lets the rules of misbehaviour act on requests, before or after the store acted."""

import contextlib
import json
import re
import socket
import struct
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, g, request

from integrations.sandbox.faults import ANSWERS, denied_fields, lookup_lag_s
from integrations.sandbox.web.site import Site

OPERATION = re.compile(r"\b(?:query|mutation)\s+(\w+)")


def install(flask_app: Flask, site: Site) -> None:
    """Watch every request of the store but those that set the rules."""
    not_watched = ("/_sandbox", "/static", site.pages.admin)

    @flask_app.before_request
    def before() -> Response | None:
        g.effects = []
        g.began = time.monotonic()
        lookup_lag_s.set(0.0)
        denied_fields.set(frozenset())
        if request.path.startswith(not_watched):
            return None
        if not site.faults.rules:
            return None
        g.effects = site.faults.effects(
            "request",
            method=request.method,
            path=request.full_path.rstrip("?"),
            operation=_operation(site),
        )
        return _act_before(site, g.effects)

    @flask_app.after_request
    def after(response: Response) -> Response:
        if request.path.startswith(not_watched):
            return response
        for effect in g.get("effects", []):
            response = _act_after(site, effect, response)
        site.requests.append(
            {
                "method": request.method,
                "path": request.full_path.rstrip("?"),
                "operation": g.get("operation", ""),
                "status": response.status_code,
                "faults": len(g.get("effects", [])),
                "ms": int((time.monotonic() - g.get("began", 0.0)) * 1000),
            }
        )
        return response


def _operation(site: Site) -> str:
    if not request.path.endswith("/graphql.json"):
        return ""
    if not site.faults.wants_operation():
        return ""
    raw = request.get_json(silent=True)
    if not isinstance(raw, dict):
        return ""
    if raw.get("operationName"):
        return str(raw["operationName"])
    found = OPERATION.search(str(raw.get("query", "")))
    return found.group(1) if found else ""


def _act_before(site: Site, effects: list[dict[str, Any]]) -> Response | None:
    for effect in effects:
        if "lag_s" in effect:
            lookup_lag_s.set(float(effect["lag_s"]))
        if "deny_fields" in effect:
            denied_fields.set(frozenset(str(name) for name in effect["deny_fields"]))
        if effect.get("when", "before") == "after":
            continue
        if effect.get("delay_ms"):
            time.sleep(int(effect["delay_ms"]) / 1000)
        if ANSWERS & set(effect):
            return _answer(site, effect)
    return None


def _act_after(site: Site, effect: dict[str, Any], response: Response) -> Response:
    late = effect.get("when", "before") == "after"
    if late and effect.get("delay_ms"):
        time.sleep(int(effect["delay_ms"]) / 1000)
    if effect.get("graphql_errors") and response.is_json:
        body = json.loads(response.get_data())
        body.setdefault("errors", []).extend(effect["graphql_errors"])
        response.set_data(json.dumps(body))
    if late and ANSWERS & set(effect):
        return _answer(site, effect)
    if "truncate_bytes" in effect:
        return _cut_short(response.get_data(), int(effect["truncate_bytes"]), response)
    if "headers" in effect and not ANSWERS & set(effect):
        for name, value in effect["headers"].items():
            response.headers[str(name)] = str(value)
    return response


def _answer(site: Site, effect: dict[str, Any]) -> Response:
    """What is sent in the place of the store's answer."""
    if effect.get("cut"):
        return cut_connection()
    if effect.get("throttle"):
        return throttled(site, effect)
    status = int(effect.get("status", 200))
    if effect.get("html"):
        page = "<!doctype html><title>Maintenance</title><h1>Be right back</h1>"
        response = Response(page, status, mimetype="text/html")
    elif effect.get("invalid_json"):
        response = Response(
            '{"data": {"shop": {"id": ', status, mimetype="application/json"
        )
    elif effect.get("big_body_bytes"):
        size = int(effect["big_body_bytes"])
        response = Response(_big(size), status, mimetype="application/json")
    else:
        body = effect.get("body", {"errors": "Internal Server Error"})
        text = body if isinstance(body, str) else json.dumps(body)
        response = Response(text, status, mimetype="application/json")
    for name, value in (effect.get("headers") or {}).items():
        response.headers[str(name)] = str(value)
    return response


def throttled(site: Site, effect: dict[str, Any]) -> Response:
    """Shopify's throttle comes with HTTP 200; WooCommerce hosts send a 429."""
    if site.config.is_shopify:
        body: dict[str, Any] = {
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": {
                "cost": {
                    "requestedQueryCost": 112,
                    "actualQueryCost": None,
                    "throttleStatus": {
                        "maximumAvailable": 2000.0,
                        "currentlyAvailable": 37,
                        "restoreRate": 100.0,
                    },
                }
            },
        }
        response = Response(json.dumps(body), 200, mimetype="application/json")
    else:
        body = {"code": "too_many_requests", "message": "Slow down.", "data": {}}
        response = Response(json.dumps(body), 429, mimetype="application/json")
        response.headers["Retry-After"] = "1"
    for name, value in (effect.get("headers") or {}).items():
        response.headers[str(name)] = str(value)
    return response


def _big(size: int) -> Iterator[bytes]:
    yield b'{"data": "'
    block = b"x" * 65_536
    left = size
    while left > 0:
        yield block[: min(left, len(block))]
        left -= len(block)
    yield b'"}'


def cut_connection() -> Response:
    """Reset the connection: the caller hears nothing, whatever was done."""
    raw = request.environ.get("werkzeug.socket")
    if isinstance(raw, socket.socket):
        with contextlib.suppress(OSError):
            linger = struct.pack("ii", 1, 0)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            raw.shutdown(socket.SHUT_RDWR)
    return Response("", 500, headers={"X-Sandbox-Cut": "1"})


def _cut_short(body: bytes, size: int, original: Response) -> Response:
    """Promise the whole body and stop after *size* bytes."""
    response = Response(body[:size], original.status_code)
    response.headers["Content-Type"] = original.headers.get("Content-Type", "text/html")
    response.automatically_set_content_length = False
    response.headers["Content-Length"] = str(len(body))
    return response
