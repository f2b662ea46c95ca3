"""Puts the web process together: the webhook door in front of Flask.

``serve_app`` is what a WSGI server is pointed at (``granian --interface wsgi
--factory app.factory:serve_app``; gunicorn: ``app.factory:serve_app()``).
"""

import atexit
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from apiflask import APIFlask
from flask import Flask
from redis import Redis
from werkzeug.middleware.proxy_fix import ProxyFix

from app.domain.ids import public_id
from app.settings import Settings
from app.storage.migrate import newest_revision
from app.web import errors, headers, health
from app.wiring import World, wire
from app.wiring.logs import set_up_logs
from app.wiring.secret_box import derive_key
from app.wiring.servers import addresses
from webhooks.routes import PREFIX, Door

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT: Final = Path(__file__).resolve().parent.parent
LARGEST_REQUEST: Final = 1024 * 1024
PARTS: Final = (
    "app.web.api",
    "app.web.admin",
    "app.web.shopify",
    "app.web.storefront",
    "app.web.connect",
    "app.web.downloads",
)
"""Each has ``register(flask_app, env)``."""
REDIS_PATIENCE_S: Final = 0.5

log = structlog.get_logger(__name__)


class Frame:
    """The whole web process as one WSGI application."""

    def __init__(self, door: Door, pages: "WSGIApplication") -> None:
        self._door = door
        self._pages = pages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer one request; the last handler of everything that goes wrong."""
        path = environ.get("PATH_INFO", "")
        chosen = self._door if path.startswith(PREFIX) else self._pages
        try:
            return chosen(environ, start_response)
        except Exception:
            log.exception("request_broke")
            start_response(
                "500 Internal Server Error",
                [("Content-Type", "text/plain"), ("Content-Length", "0")],
            )
            return []


def create_app(world: World) -> Frame:
    """Return the WSGI application of *world*."""
    return Frame(Door(world.env, world.mailbox), create_pages(world))


def create_pages(world: World) -> APIFlask:
    """Return the Flask part: admin, API, storefront, health."""
    settings = world.settings
    flask_app = APIFlask(
        "app.web",
        title="Setia",
        version="1",
        spec_path="/api/v1/openapi.json",
        docs_path=None,
        json_errors=False,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "app" / "web" / "static"),
    )
    keys = [derive_key(key, "session/1") for key in settings.secret_keys]
    flask_app.config.update(
        SECRET_KEY=keys[0],
        SECRET_KEY_FALLBACKS=keys[1:],
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        OPENAPI_VERSION="3.1.0",
        VALIDATION_ERROR_STATUS_CODE=400,
        TRUSTED_HOSTS=None,
    )
    trust(flask_app, settings)
    flask_app.extensions["setia"] = world.env
    flask_app.extensions["setia_world"] = world
    errors.register(flask_app)
    headers.register(
        flask_app,
        lambda: public_id("req", world.env.ids.new()),
        over_https=settings.public_url.startswith("https://"),
    )
    redis = Redis.from_url(
        world.redis_url,
        socket_timeout=REDIS_PATIENCE_S,
        socket_connect_timeout=REDIS_PATIENCE_S,
    )
    health.register(flask_app, health.Watch(world.env, redis, newest_revision))
    for part in PARTS:
        if find_spec(part) is not None:
            registrar: Callable[..., None] | None = getattr(
                import_module(part), "register", None
            )
            if registrar is not None:
                registrar(flask_app, world.env)
    return flask_app


def trust(flask_app: Flask, settings: Settings) -> None:
    """Believe our own proxies, and nobody else, about whose address it is."""
    if settings.trusted_proxies:
        flask_app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as documented
            flask_app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0, x_host=0
        )


def serve_app() -> Frame:
    """Return the application of this process, from its environment."""
    settings = Settings.from_environ()
    set_up_logs(settings.log_level, with_words=not settings.in_production)
    database_url, redis_url = addresses(settings)
    world = wire(settings, database_url=database_url, redis_url=redis_url)
    atexit.register(world.close)
    return create_app(world)
