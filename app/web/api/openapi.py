"""The API's OpenAPI 3.1 document, made from the route table."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from app.domain.outgoing.types import TYPES, EventType
from app.web.api.route import ANY_KEY, SAFE, KeyUse, Route
from app.web.api.samples import sample
from app.web.api.schemas import PROBLEM, components, name_of, used
from app.web.api.shapes import Asked
from app.web.api.table import ROUTES
from app.web.errors import TITLES

Node = dict[str, Any]
VERSION: Final = "1.0.0"
ALWAYS: Final = (400, 401, 403, 429, 503)
WITH_BODY: Final = (413, 415)
SYMBOLS: Final = "[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"
PLAIN: Final = r"[^\x00-\x1f\x7f/]"

DESCRIPTION: Final = """\
Loyalty of one programme: members, points, rewards, and the document that rules them.

* **Keys**: `Authorization: Bearer lk_live_…`; each operation names its scope.
* **Ids** are opaque and carry their kind. A member may also be named by
  `external:{customer id}` or `email:{address}`.
* **Amounts**: points are whole smallest units, money is `amount_minor` and `currency`,
  instants are RFC 3339 in UTC. Unknown request fields are refused; answers may grow.
* **Pages**: `limit` and `cursor`; the next page's cursor is in `next_cursor`.
* **Repeats**: `Idempotency-Key`; the same key and request has the same answer for
  seven days, with `Idempotency-Replayed: true`.
* **Rehearsals**: `?dry_run=true` answers what would happen and stores nothing.
* **Errors** are problems (RFC 9457) with a stable `code`.
"""

PATH_PARTS: Final[Mapping[str, Node]] = {
    "cause": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "example": "trees",
    },
    "segment": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "description": "The segment's id in the programme's document.",
        "example": "silent",
    },
    "campaign": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "description": "The campaign's id in the programme's document.",
        "example": "come-back",
    },
    "member": {
        "schema": {
            "type": "string",
            "pattern": f"^(mem_{SYMBOLS}|(external|email):{PLAIN}{{1,255}})$",
        },
        "description": "`mem_…`, `external:{customer id}` or `email:{address}`.",
        "example": "email:budi@mail.test",
    },
    "transaction": {
        "schema": {"type": "string", "pattern": f"^txn_{SYMBOLS}$"},
        "example": "txn_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "redemption": {
        "schema": {"type": "string", "pattern": f"^vou_{SYMBOLS}$"},
        "description": "A redemption has the id of its voucher.",
        "example": "vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "voucher": {
        "schema": {"type": "string", "pattern": f"^vou_{SYMBOLS}$"},
        "example": "vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "simulation": {
        "schema": {"type": "string", "pattern": f"^sim_{SYMBOLS}$"},
        "example": "sim_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "referral": {
        "schema": {"type": "string", "pattern": f"^ref_{SYMBOLS}$"},
        "example": "ref_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "grant": {
        "schema": {"type": "string", "pattern": f"^met_{SYMBOLS}$"},
        "example": "met_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "plan": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "description": "The plan's id in the programme's document.",
        "example": "club",
    },
    "reward": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "description": "The reward's id in the programme's document.",
        "example": "flight-codes",
    },
    "game": {
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"},
        "description": "The game's id in the programme's document.",
        "example": "wheel",
    },
    "entry": {
        "schema": {"type": "string", "pattern": f"^ent_{SYMBOLS}$"},
        "example": "ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "choice": {
        "schema": {"type": "string", "pattern": f"^gft_{SYMBOLS}$"},
        "example": "gft_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "order": {
        "schema": {"type": "string", "pattern": f"^{PLAIN}{{1,255}}$"},
        "description": "The order's id in its own store.",
        "example": "1001",
    },
    "webhook": {
        "schema": {"type": "string", "pattern": f"^whk_{SYMBOLS}$"},
        "example": "whk_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "event": {
        "schema": {"type": "string", "pattern": f"^msg_{SYMBOLS}$"},
        "description": "The `webhook-id` of a message.",
        "example": "msg_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    },
    "version": {
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "example": 3,
    },
}
REQUEST_HEADERS: Final[Mapping[str, Node]] = {
    "Idempotency-Key": {
        "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "example": "2f1c6e4a-redeem-1",
    },
    "If-Match": {
        "schema": {"type": "string"},
        "description": "The `ETag` of the draft that was seen.",
    },
    "If-None-Match": {
        "schema": {"type": "string"},
        "description": "Answer 304 when nothing changed since this `ETag`.",
    },
    "Accept-Language": {
        "schema": {"type": "string"},
        "description": "For words: Indonesian, Malay or English.",
        "example": "id",
    },
}
ANSWER_HEADERS: Final[Mapping[str, Node]] = {
    "X-Request-Id": {"schema": {"type": "string"}},
    "RateLimit-Policy": {"schema": {"type": "string"}},
    "RateLimit": {"schema": {"type": "string"}},
}
TEXT: Final[Node] = {"schema": {"type": "string"}}


@cache
def document() -> Node:
    """Return the whole document."""
    paths: dict[str, Node] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Setia API",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"key": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(r.tag for r in ROUTES)],
        "paths": paths,
        "webhooks": {each.name: _webhook(each) for each in TYPES},
        "components": {
            "schemas": used(paths),
            "headers": dict(ANSWER_HEADERS),
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An API key, `lk_live_…` or `lk_test_…`.",
                }
            },
        },
    }


def _webhook(each: EventType) -> Node:
    """Return how a message arrives at a developer's address."""
    data: Node = {name: {} for name in each.own}
    schema: Node = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": each.name},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "properties": data},
        },
    }
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    text = {"type": "string"}
    headers = [
        {"name": name, "in": "header", "required": True, "schema": text}
        for name in names
    ]
    operation: Node = {
        "summary": each.words.en,
        "description": f"Sent when {each.fact}.",
        "parameters": headers,
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "It arrived."}},
    }
    return {"post": operation}


def _operation(route: Route) -> Node:
    scope = "Any valid key." if route.scope == ANY_KEY else f"Scope `{route.scope}`."
    handler = (route.handler.__doc__ or "").strip()
    operation: Node = {
        "operationId": route.operation,
        "tags": [route.tag],
        "summary": route.summary,
        "description": " ".join(part for part in (handler, scope) if part),
        "x-required-scope": None if route.scope == ANY_KEY else route.scope,
        "parameters": [*_path(route), *_query(route), *_headers(route)],
        "responses": _responses(route),
    }
    if route.body is not None or route.raw_body is not None:
        operation["requestBody"] = _body(route)
    return operation


def _path(route: Route) -> list[Node]:
    return [
        {"name": name, "in": "path", "required": True, **PATH_PARTS[name]}
        for name in route.names
    ]


def _query(route: Route) -> list[Node]:
    schema = components()[name_of(route.query)] if route.query is not Asked else {}
    parameters = []
    for name, node in schema.get("properties", {}).items():
        plain = _without_null(node)
        parameter: Node = {"name": name, "in": "query", "schema": plain}
        if "description" in plain:
            parameter["description"] = plain.pop("description")
        plain.pop("title", None)
        parameters.append(parameter)
    return parameters


def _without_null(node: Node) -> Node:
    """Return the schema of a value that is left out instead of being null."""
    kept = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    rest = {name: value for name, value in node.items() if name != "anyOf"}
    if rest.get("default", "") is None:
        del rest["default"]
    if len(kept) == 1:
        return {**kept[0], **rest}
    return {**rest, "anyOf": kept} if kept else dict(node)


def _headers(route: Route) -> list[Node]:
    wanted: dict[str, Node] = {}
    if route.idempotency is not KeyUse.IGNORED:
        required = route.idempotency is KeyUse.REQUIRED
        words = (
            "Required unless `dry_run` is true." if required else "Honoured if sent."
        )
        wanted["Idempotency-Key"] = {
            "required": required and not route.rehearses,
            "description": words,
        }
    if route.if_match:
        wanted["If-Match"] = {}
    if route.method in SAFE:
        wanted["If-None-Match"] = {}
    wanted["Accept-Language"] = {}
    return [
        {"name": name, "in": "header", **REQUEST_HEADERS[name], **more}
        for name, more in wanted.items()
    ]


def _body(route: Route) -> Node:
    content: Node = {"schema": route.raw_body or _ref(name_of(route.body or Asked))}
    if route.example is not None:
        content["example"] = dict(route.example)
    kinds: Node = {"application/json": content}
    if route.yaml:
        kinds["application/yaml"] = TEXT
    return {"required": not route.body_may_lack, "content": kinds}


def _responses(route: Route) -> Node:
    answer = name_of(route.answer)
    content: Node = {
        "application/json": {"schema": _ref(answer), "example": sample(answer)}
    }
    if route.csv:
        content["text/csv"] = TEXT
    if route.yaml and route.method in SAFE:
        content["application/yaml"] = TEXT
    good: Node = {
        "description": route.summary,
        "headers": _answer_headers(route),
        "content": content,
    }
    found: dict[str, Node] = {str(s): good for s in (route.status, *route.also)}
    if route.rehearses:
        found.setdefault("200", good)
    if route.method in SAFE:
        found["304"] = {"description": "Nothing changed.", "headers": _common()}
    takes_body = route.body is not None or route.raw_body is not None
    bad = {*ALWAYS, *route.refusals, *(WITH_BODY if takes_body else ())}
    if route.idempotency is not KeyUse.IGNORED:
        bad.add(409)
    for status in sorted(bad):
        found[str(status)] = _problem(status)
    return found


def _common() -> Node:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ANSWER_HEADERS}


def _answer_headers(route: Route) -> Node:
    headers = _common()
    if route.method in SAFE:
        headers["ETag"] = TEXT
    if route.status == 201:  # noqa: PLR2004 - created
        headers["Location"] = TEXT
    if route.idempotency is not KeyUse.IGNORED:
        headers["Idempotency-Replayed"] = TEXT
    return headers


def _problem(status: int) -> Node:
    code, title = TITLES[status]
    headers = _common()
    if status in (429, 503, 409):
        headers["Retry-After"] = TEXT
    example = {
        "type": f"https://setia.dev/problems/{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": title,
        "instance": "/api/v1/…",
        "request_id": "req_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    }
    return {
        "description": title,
        "headers": headers,
        "content": {
            "application/problem+json": {"schema": _ref(PROBLEM), "example": example}
        },
    }


def _ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}
