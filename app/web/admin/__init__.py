"""The back office: where merchants and their staff work."""

from apiflask import APIFlask

from app.services.env import Env
from app.web.admin import embedded, guard, serve
from app.web.admin.groups import every_page
from app.web.admin.storefront import preview


def register(flask_app: APIFlask, env: Env) -> None:
    """Serve the back office of *env* on *flask_app*."""
    guard.register(flask_app, env)
    embedded.register(flask_app, env)
    preview.register(flask_app, env)
    serve.register(flask_app, env, every_page())
