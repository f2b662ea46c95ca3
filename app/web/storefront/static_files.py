"""The widget's files, at our own address: the same for everybody, nothing personal.

A name with its hash is kept for good; a plain name (``loader.js``) is for pages
written by hand, and is asked about again after five minutes. Which hash is now's is
in the manifest that ``make widget`` writes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

from apiflask import APIBlueprint, APIFlask
from flask import Response, request

from app.services.env import Env
from app.web.storefront.page import NoSuchFile

FOLDER: Final = Path(__file__).resolve().parent.parent / "static" / "widget" / "dist"
AT: Final = "/storefront/v1/static"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
FOR_NOW: Final = "public, max-age=300, stale-while-revalidate=86400"


@cache
def _files() -> dict[str, str]:
    """Every file's plain name, with the name it is served as for good."""
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return {name: told["served_as"] for name, told in manifest["files"].items()}


@cache
def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def widget_address(public_url: str, name: str) -> str:
    """Return where a file of the widget (``panel.js``) is served for good."""
    return f"{public_url.rstrip('/')}{AT}/{_files()[name]}"


def register(flask_app: APIFlask, _env: Env) -> None:
    """Serve the widget's files on *flask_app*; the world has no say in them."""
    blueprint = APIBlueprint("storefront_static", __name__, enable_openapi=False)
    blueprint.add_url_rule(f"{AT}/<name>", endpoint="file", view_func=_file)
    flask_app.register_blueprint(blueprint)


def _file(name: str) -> Response:
    """Answer one file.

    A page that was kept since an older release asks for an older hash: it gets
    today's file, which does what the older one did, and must not be kept.
    """
    files = _files()
    stem, _, rest = name.partition(".")
    plain = f"{stem}.js"
    if plain not in files or not rest.endswith("js"):
        raise NoSuchFile(f"the widget has no file {name!r}")
    answer = Response(_content(plain), content_type="text/javascript; charset=utf-8")
    kept = name == files[plain]
    answer.headers["Cache-Control"] = FOR_GOOD if kept else FOR_NOW
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.set_etag(files[plain])
    answer.make_conditional(request)
    return answer
