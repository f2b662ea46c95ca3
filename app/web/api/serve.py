"""From a request to an answer: the same steps for every address of the table.

Who is it, may they, what do they ask, was it asked before, do it, answer. What
an address adds is its handler alone.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

import structlog
from flask import Response, g, request
from flask.typing import ResponseReturnValue

from app.domain.errors import Malformed, SetiaError, Untrusted
from app.domain.ledger import Key
from app.domain.programme.problems import DocumentInvalid, Problem
from app.domain.words import Language
from app.services import idempotency
from app.services.env import Env
from app.services.idempotency import Begun, Replay
from app.services.keys import Principal, principal
from app.services.programmes import NotPublishable
from app.web.api.reading import (
    YAML,
    InvalidRequest,
    UnsupportedMediaType,
    json_body,
    read_body,
    read_query,
    refuse_controls,
    yaml_body,
)
from app.web.api.route import ANY_KEY, SAFE, Ask, KeyUse, Reply, Route
from app.web.api.shapes import DryRunQuery, Given
from app.web.errors import answer_for, problem, status_of

IDEMPOTENCY_KEY: Final = "Idempotency-Key"
MOST_KEY: Final = 255
VISIBLE: Final = range(0x21, 0x7F)
SERVER_ERROR: Final = 500
REALM: Final = {"WWW-Authenticate": 'Bearer realm="setia"'}

log = structlog.get_logger(__name__)


class IdempotencyKeyRequired(Malformed):
    """This address moves points or makes something, and needs a key."""

    code = "idempotency_key_required"


class BadIdempotencyKey(Malformed):
    """The key is not 1 to 255 visible characters."""

    code = "bad_idempotency_key"


class KeyAbsent(Untrusted):
    """No API key came with the request."""

    code = "api_key_absent"


def who(env: Env) -> Principal | Untrusted:
    """Return who asks, looked up once a request."""
    found: Principal | Untrusted | None = g.get("principal")
    if found is None:
        found = g.principal = _who(env)
    return found


def _who(env: Env) -> Principal | Untrusted:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        return KeyAbsent("send the API key as Authorization: Bearer lk_…")
    try:
        return principal(env, key.strip())
    except Untrusted as error:
        return error


def view_of(route: Route, env: Env) -> Callable[..., ResponseReturnValue]:
    """Return the Flask view of one entry of the table."""

    def view(**path: str) -> ResponseReturnValue:
        asker = who(env)
        if isinstance(asker, Untrusted):
            detail = str(asker)
            return problem(401, asker.code, detail, headers=REALM)
        if route.scope not in (ANY_KEY, *asker.scopes):
            return problem(
                403,
                "scope_missing",
                f"this key lacks the scope {route.scope}",
                figures={"required_scope": route.scope},
            )
        structlog.contextvars.bind_contextvars(
            programme=str(asker.programme_id), api_key=str(asker.key_id)
        )
        try:
            refuse_controls(path)
            return _served(route, env, asker, path)
        except UnsupportedMediaType:
            return problem(
                415, "unsupported_media_type", "send the body as application/json"
            )
        except SetiaError as error:
            return _refusal(error)

    view.__name__ = route.operation
    return view


def _served(
    route: Route, env: Env, asker: Principal, path: Mapping[str, str]
) -> Response:
    query = read_query(route.query, request)
    body, plain = _body(route)
    rehearsal = isinstance(query, DryRunQuery) and query.dry_run
    client_key = None if rehearsal else _client_key(route)
    ask = Ask(
        env=env,
        principal=asker,
        path=path,
        query=query,
        body=body,
        language=_language(),
        headers=dict(request.headers),
        key=Key.of("api", asker.key_id, client_key) if client_key else None,
        rehearsal=rehearsal,
    )
    if client_key is None:
        return _answer(route, route.handler(ask))
    begun = idempotency.begin(
        env,
        asker.programme_id,
        client_key_id=asker.key_id,
        key=client_key,
        request={
            "method": route.method,
            "path": request.path,
            "query": request.query_string.decode("latin-1"),
            "if_match": request.headers.get("If-Match"),
            "body": _exact(plain),
        },
    )
    if isinstance(begun, Replay):
        return _replayed(begun)
    return _carried_out(route, ask, begun)


def _carried_out(route: Route, ask: Ask, begun: Begun) -> Response:
    """Do what is asked, and keep the answer; what broke may be tried again."""
    kept = False
    try:
        try:
            answer = _answer(route, route.handler(ask))
        except SetiaError as error:
            if status_of(error) >= SERVER_ERROR:
                raise
            # A refusal is the answer of this key: a new try needs a new key.
            answer = _refusal(error)
        idempotency.finish(
            ask.env,
            ask.programme_id,
            begun,
            status=answer.status_code,
            answer={
                "body": answer.get_data(as_text=True),
                "type": answer.content_type,
                "location": answer.headers.get("Location"),
            },
        )
        kept = True
    finally:
        if not kept:
            idempotency.abandon(ask.env, ask.programme_id, begun)
    return answer


def _replayed(replay: Replay) -> Response:
    kept = replay.answer
    answer = Response(kept["body"], replay.status, content_type=kept["type"])
    answer.headers["Idempotency-Replayed"] = "true"
    if kept.get("location"):
        answer.headers["Location"] = kept["location"]
    return answer


def _body(route: Route) -> tuple[Any, Any]:
    """Return the body read and as plain values; nothing where none is asked."""
    if route.body is None and route.raw_body is None:
        return None, None
    if route.body is not None and route.body_may_lack and not request.get_data():
        return read_body(route.body, b"{}"), {}
    if route.yaml and request.mimetype in YAML:
        plain = yaml_body(request)
        return plain, plain
    raw, plain = json_body(request)
    return (plain if route.body is None else read_body(route.body, raw)), plain


def _exact(plain: Any) -> Any:  # noqa: ANN401 - JSON values
    """Return JSON values with decimals as text: a digest takes no other numbers."""
    if isinstance(plain, dict):
        return {name: _exact(value) for name, value in plain.items()}
    if isinstance(plain, list):
        return [_exact(value) for value in plain]
    if plain is None or isinstance(plain, str | bool | int):
        return plain
    return str(plain)


def _client_key(route: Route) -> str | None:
    if route.idempotency is KeyUse.IGNORED:
        return None
    key = request.headers.get(IDEMPOTENCY_KEY)
    if key is None:
        if route.idempotency is KeyUse.OPTIONAL:
            return None
        raise IdempotencyKeyRequired(
            f"send {IDEMPOTENCY_KEY} with 1 to {MOST_KEY} visible characters"
        )
    if not 1 <= len(key) <= MOST_KEY or any(ord(sign) not in VISIBLE for sign in key):
        raise BadIdempotencyKey(f"a key has 1 to {MOST_KEY} visible characters")
    return key


def _language() -> Language:
    best = request.accept_languages.best_match([each.value for each in Language])
    return Language(best) if best else Language.EN


def _answer(route: Route, given: Given | Reply) -> Response:
    reply = given if isinstance(given, Reply) else Reply(given, route.status)
    body, kind = reply.text or "", None
    if reply.given is not None:
        body, kind = reply.given.model_dump_json(), "application/json"
    answer = Response(body, reply.status, dict(reply.headers), content_type=kind)
    if route.method in SAFE and "ETag" not in answer.headers:
        answer.set_etag(sha256(body.encode()).hexdigest()[:32], weak=True)
    if route.method in SAFE:
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.headers["Vary"] = "Authorization, Accept, Accept-Language"
        answer.make_conditional(request)
    return answer


def _refusal(error: SetiaError) -> Response:
    """Return the problem of a foreseen error, with the places where it has some."""
    if isinstance(error, InvalidRequest):
        return problem(400, error.code, str(error), errors=error.mistakes)
    if isinstance(error, DocumentInvalid | NotPublishable):
        headline = str(error).splitlines()[0].rstrip(":")
        places = [_place(each) for each in error.problems]
        return problem(status_of(error), error.code, headline, errors=places)
    if status_of(error) >= SERVER_ERROR:
        raise error
    return answer_for(error)


def _place(found: Problem) -> dict[str, object]:
    place: dict[str, object] = {
        "pointer": found.pointer,
        "code": found.code,
        "detail": found.sentence,
    }
    if found.nearest:
        place["nearest"] = found.nearest
    return place
