"""From a request at a door to an answer: the same steps for every address.

Who is it, may they, what do they ask, do it, answer. What an address adds is its
handler alone.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Final

import structlog
from flask import Response, g, request

from app.domain.errors import SetiaError
from app.domain.ids import public_id
from app.domain.programme.storefront_voices import voice_of
from app.domain.words import Language
from app.domain.words.storefront import Voice
from app.services.env import Env
from app.services.storefront import previewing, visits
from app.services.storefront.greeting import greeted
from app.services.storefront.previewing import PreviewOnly
from app.services.storefront.visits import IdentityNeeded, Visit
from app.web.api.reading import UnsupportedMediaType
from app.web.api.shapes import Given
from app.web.errors import status_of
from app.web.storefront import answers, reading
from app.web.storefront.doors import Door, base_of
from app.web.storefront.route import SAFE, Ask, Reply, Route, Who

PRIVATE: Final = "private, no-store"
OURS: Final = 500
MOST_AGENT: Final = 300
View = Callable[..., Response]

log = structlog.get_logger(__name__)


def view_of(route: Route, door: Door, env: Env) -> View:
    """Return the Flask view of one entry of the table at one door."""

    def view(store: str = "", **path: str) -> Response:
        visit = g.storefront_visit
        voice = spoken(visit)
        try:
            if isinstance(visit, SetiaError):
                raise visit
            wanted = request.args.get(reading.PREVIEW)
            tried = previewing.tried(env, visit, wanted) if wanted else None
            if tried is not None:
                visit, wanted = tried, None
            if wanted is not None:
                visit = _draft(route, env, visit, wanted)
                voice = spoken(visit)
            structlog.contextvars.bind_contextvars(
                programme=str(visit.programme_id), store=str(visit.store_id)
            )
            met = visit if wanted is not None else _met(route, env, visit)
            reading.refuse_controls(path)
            ask = Ask(
                env=env,
                visit=met,
                door=door.name,
                voice=voice,
                path=path,
                query=reading.query_of(route, request),
                body=reading.body_of(route, request),
                base=base_of(door, env, store),
                key=reading.key_of(route, request),
                origin=request.headers.get("Origin", ""),
                agent=_agent(),
                preview=wanted is not None,
            )
            return _answer(route, route.handler(ask), kept=wanted is None)
        except UnsupportedMediaType:
            return answers.wrong_type(voice)
        except SetiaError as error:
            if status_of(error) >= OURS:
                log.warning("storefront_request_failed", reason=error.code)
            return answers.refusal(error, voice)

    view.__name__ = f"{door.name}_{route.operation}"
    return view


def _draft(route: Route, env: Env, visit: Visit, token: str) -> Visit:
    """Return the visit of the example member of the draft.

    Raises:
        PreviewOnly: A change was asked for.
        PreviewRefused: The link does not hold.
    """
    if route.method not in SAFE:
        raise PreviewOnly("a preview changes nothing")
    return previewing.previewed(env, visit, token)


def _met(route: Route, env: Env, visit: Visit) -> Visit:
    """Return the visit of somebody who may ask this.

    Raises:
        ProgrammePaused, MemberBlocked: Not now, or not this one.
        IdentityNeeded: Only for who is signed in.
    """
    if not visit.running and not route.while_paused:
        raise answers.ProgrammePaused("the programme is paused")
    if route.who is Who.ANYBODY:
        return visit
    if visit.running:
        visit = greeted(env, visits.arrived(env, visit))
    if route.who is Who.VISITOR:
        return visit
    if visit.customer_ref is None:
        raise IdentityNeeded("sign in at the store first")
    if visit.blocked:
        raise answers.MemberBlocked("this customer takes no part")
    return visit


def spoken(visit: Visit | SetiaError) -> Voice:
    """Return the voice of the answer: asked for, wished by the browser, or usual."""
    tag = request.args.get("lang")
    wished = tuple(tag for tag, _ in request.accept_languages)
    if isinstance(visit, Visit) and visit.document is not None:
        return voice_of(visit.document, tag, wished)
    known = {each.value: each for each in Language}
    said = ((tag or "")[:2], *(each[:2] for each in wished))
    language = next((known[each] for each in said if each in known), Language.EN)
    return Voice(language.value, language)


def _agent() -> str:
    agent = request.headers.get("User-Agent", "")[:MOST_AGENT]
    return f"{request.remote_addr} {agent}"


def _answer(route: Route, given: Given | Reply, *, kept: bool) -> Response:
    """Return the answer; *kept*: whether others may keep it, where it says so."""
    reply = given if isinstance(given, Reply) else Reply(given, route.status)
    body = reply.text or ""
    if reply.given is not None:
        body = reply.given.model_dump_json()
    answer = Response(body, reply.status, content_type=reply.kind)
    cache = reply.cache if kept else None
    answer.headers["Cache-Control"] = cache or PRIVATE
    answer.vary.add("Accept-Language")
    if cache is not None and route.method in SAFE:
        answer.set_etag(sha256(body.encode()).hexdigest()[:32], weak=True)
        answer.make_conditional(request)
    if cache is None:
        answer.vary.add("Authorization")
    return answer


def name_of(visit: Visit) -> str:
    """Return the store's outside id."""
    return public_id("str", visit.store_id)


def with_member(ask: Ask, visit: Visit) -> Ask:
    """Return the request with what changed about who asks."""
    return replace(ask, visit=visit)
