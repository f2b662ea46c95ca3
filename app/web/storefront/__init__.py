"""The storefront's doors: ``/storefront/v1`` and Shopify's app proxy.

``register`` is all that the factory knows. Every address of the table is served at
every door; who is believed at which is in ``doors``.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from apiflask import APIBlueprint, APIFlask
from flask import Response, g, request
from flask_limiter.errors import RateLimitExceeded

from app.domain.errors import SetiaError
from app.services.env import Env
from app.services.storefront.visits import IdentityRefused, Visit
from app.web.storefront import answers, cors, openapi, pace, placements
from app.web.storefront.doors import DOORS, Door, bearer, store_at_hand, visit_at
from app.web.storefront.refusals import Refusals
from app.web.storefront.route import Route, Who
from app.web.storefront.serve import spoken, view_of
from app.web.storefront.table import ROUTES

PARTS: Final = ("app.web.storefront.page", "app.web.storefront.static_files")
"""Each has ``register(flask_app, env)``; those that are there."""

__all__ = ["DOORS", "register"]


def register(flask_app: APIFlask, env: Env) -> None:
    """Serve the storefront of *env* on *flask_app*."""
    world = flask_app.extensions["setia_world"]
    doors = [_blueprint(door, env) for door in DOORS]
    routes = {
        f"storefront_{door.name}.{route.operation}": (door, route)
        for door in DOORS
        for route in ROUTES
    }

    refusals = Refusals(world.redis_url, env.clock)

    def identify() -> Response | None:
        found = routes.get(request.endpoint or "")
        if found is None:
            return None
        door, route = found
        g.storefront_door = door.name
        asked = route if request.method != "OPTIONS" else _plain(route)
        costly = asked.who is not Who.ANYBODY and bearer() is not None
        if costly and refusals.too_many():
            g.storefront_visit = IdentityRefused("refused too often lately")
            return too_fast(g.storefront_visit)
        g.storefront_visit = visit_at(door, env, asked)
        if isinstance(g.storefront_visit, SetiaError):
            refusals.note(g.storefront_visit)
        return None

    # Before the limiter, which counts by who asks.
    flask_app.before_request(identify)
    placements.register(flask_app, env, routes)
    limiter = pace.register(flask_app, redis_url=world.redis_url)
    for door, blueprint in zip(DOORS, doors, strict=True):
        for route in ROUTES:
            view = pace.paced(limiter, view_of(route, door, env), route.pace)
            blueprint.add_url_rule(
                route.rule,
                endpoint=route.operation,
                view_func=view,
                methods=[route.method],
            )
        flask_app.register_blueprint(blueprint)
    openapi.register(flask_app)
    for part in PARTS:
        if find_spec(part) is not None:
            registrar: Callable[..., None] | None = getattr(
                import_module(part), "register", None
            )
            if registrar is not None:
                registrar(flask_app, env)


def _plain(route: Route) -> Route:
    """Return the route as a browser asks about it beforehand: without a proof."""
    return Route(
        method=route.method,
        path=route.path,
        who=Who.ANYBODY,
        summary=route.summary,
        answer=route.answer,
        handler=route.handler,
        tag=route.tag,
    )


def _blueprint(door: Door, env: Env) -> APIBlueprint:
    blueprint = APIBlueprint(
        f"storefront_{door.name}", __name__, url_prefix=door.at, enable_openapi=False
    )

    readers = cors.Readers(env)

    def finish(answer: Response) -> Response:
        visit = g.get("storefront_visit")
        row = visit.store if isinstance(visit, Visit) else store_at_hand()
        return readers.allow(answer, door, row)

    def counted_out(_error: RateLimitExceeded) -> Response:
        return too_fast(g.storefront_visit)

    blueprint.after_request(finish)
    blueprint.register_error_handler(RateLimitExceeded, counted_out)
    return blueprint


def too_fast(visit: Visit | SetiaError) -> Response:
    """Return the answer to who asks too often, in their language."""
    answer = answers.too_fast(spoken(visit))
    answer.headers["Retry-After"] = "10"
    return answer
