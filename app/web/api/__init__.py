"""The API of ``/api/v1``: one table of addresses, served and described from it.

``register`` is all that the factory knows. What an address takes, gives and
demands stands in its entry of the table; see ``route.py``.
"""

from typing import Final

from apiflask import APIBlueprint, APIFlask
from flask import g, request

from app.domain.errors import Untrusted
from app.services.env import Env
from app.web.api import openapi, pace
from app.web.api.serve import view_of, who
from app.web.api.table import ROUTES

PREFIX: Final = "/api/v1"
BLUEPRINT: Final = "api"

__all__ = ["PREFIX", "register"]


def register(flask_app: APIFlask, env: Env) -> None:
    """Serve the API of *env* on *flask_app*."""
    # A blueprint of its own for each application: limits are counted per world.
    blueprint = APIBlueprint(
        BLUEPRINT, __name__, url_prefix=PREFIX, enable_openapi=False
    )
    for route in ROUTES:
        blueprint.add_url_rule(
            route.rule,
            endpoint=route.operation,
            view_func=view_of(route, env),
            methods=[route.method],
        )

    def identify() -> None:
        if request.blueprint == BLUEPRINT:
            who(env)

    def counted_as() -> str:
        asker = g.get("principal")
        if asker is None or isinstance(asker, Untrusted):
            return f"address/{request.remote_addr}"
        return f"{asker.programme_id}/{asker.key_id}"

    # Before the limiter, which counts by who asks.
    flask_app.before_request(identify)
    world = flask_app.extensions["setia_world"]
    pace.register(flask_app, blueprint, redis_url=world.redis_url, who=counted_as)
    flask_app.register_blueprint(blueprint)
    # APIFlask serves the description; the table says what is in it.
    flask_app.spec_processor(lambda _made: openapi.document())
