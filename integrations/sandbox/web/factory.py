"""Puts the shared doors on a Flask app: fault gate, shop, back office, control API."""

from pathlib import Path

from flask import Flask, Response, render_template

from integrations.sandbox.store import catalogue
from integrations.sandbox.web import backoffice, control, gate, sessions, shop
from integrations.sandbox.web.site import EXTENSION, Site

HERE = Path(__file__).parent


def build(site: Site) -> Flask:
    """The app with everything that both flavours share, goods on the shelves."""
    flask_app = Flask(
        "sandbox",
        template_folder=str(HERE / "templates"),
        static_folder=str(HERE / "static"),
        static_url_path="/static",
    )
    flask_app.secret_key = site.store.ids.token("flask", 32)
    flask_app.config["SESSION_COOKIE_NAME"] = f"{site.cookie}_words"
    flask_app.extensions[EXTENSION] = site
    flask_app.url_map.strict_slashes = False
    gate.install(flask_app, site)
    sessions.install(flask_app, site)
    flask_app.register_blueprint(shop.blueprint(site.pages))
    flask_app.register_blueprint(backoffice.blueprint(site.pages))
    flask_app.register_blueprint(control.bp)

    @flask_app.errorhandler(404)
    def missing(_error: Exception) -> Response:
        page = render_template("message.html", title="404", text="Page not found.")
        return Response(page, 404)

    with site.store.lock:
        catalogue.stock(site.store)
    return flask_app
