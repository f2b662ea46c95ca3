"""Runs a store on a real port: for the command line, and in a thread for tests."""

import threading
from typing import Any, Self, cast

from flask import Flask
from typing_extensions import override
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from integrations.sandbox.web.site import site_of


class QuietHandler(WSGIRequestHandler):
    """Says nothing about ordinary requests; the control API has a list of them."""

    @override
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep silent."""

    @override
    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the store's time: a store whose clock was moved says so itself.

        Who compares clocks goes by the ``Date`` of its answers.
        """
        if timestamp is None:
            store = site_of(cast("Flask", self.server.app)).store
            timestamp = store.now().timestamp()
        return super().date_time_string(timestamp)


def server_for(flask_app: Flask, host: str, port: int) -> BaseWSGIServer:
    """A threaded server that listens already; port 0 takes any free one."""
    server = make_server(
        host, port, flask_app, threaded=True, request_handler=QuietHandler
    )
    server.daemon_threads = True  # type: ignore[attr-defined]  # of the threading mixin
    shown = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 -- compared
    site_of(flask_app).config.base_url = f"http://{shown}:{server.server_port}"
    return server


class Running:
    """A store that runs in a thread of this process; use as a context or `stop` it."""

    def __init__(self, flask_app: Flask, server: BaseWSGIServer) -> None:
        self.flask_app = flask_app
        self.server = server
        self.url = site_of(flask_app).config.base_url
        self._thread = threading.Thread(
            target=server.serve_forever,
            kwargs={"poll_interval": 0.01},
            name="sandbox-server",
            daemon=True,
        )
        self._thread.start()

    def stop(self) -> None:
        site_of(self.flask_app).courier.close()
        self.server.shutdown()
        self._thread.join(timeout=5)
        self.server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()


def run_in_thread(flask_app: Flask, host: str = "127.0.0.1", port: int = 0) -> Running:
    """Serve in the background; the result knows the address and how to stop."""
    return Running(flask_app, server_for(flask_app, host, port))


def serve_in_thread(flask_app: Flask, host: str = "127.0.0.1", port: int = 0) -> str:
    """Serve in the background until the process ends; gives the address."""
    return run_in_thread(flask_app, host, port).url


def addresses(flask_app: Flask) -> dict[str, Any]:
    """What the ready line says."""
    site = site_of(flask_app)
    base = site.config.base_url
    return {
        "ready": True,
        "platform": site.config.platform,
        "name": site.config.name,
        "url": base,
        "admin_url": f"{base}{site.pages.admin}/",
        "control_url": f"{base}/_sandbox",
        **site.hooks.info(),
    }
