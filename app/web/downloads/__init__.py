"""Files that a link fetches, once; whoever has no link finds nothing here."""

from typing import Final
from uuid import UUID

from flask import Flask, Response, request, stream_with_context

from app.services.env import Env
from app.services.exporting import desk
from app.storage.exporting import ExportMissing

RULE: Final = "/downloads/<uuid:programme_id>/<uuid:export_id>/<secret>"
ZIP: Final = "application/zip"
TEXT: Final = "text/plain; charset=utf-8"


def register(flask_app: Flask, env: Env) -> None:
    """Serve the links of *env* on *flask_app*."""

    def download(programme_id: UUID, export_id: UUID, secret: str) -> Response:
        if request.method != "GET":
            # The framework lets HEAD in with GET; looking must not use a link up.
            return Response("", 405, {"Allow": "GET"}, content_type=TEXT)
        try:
            name, chunks = desk.fetch(env, programme_id, export_id, secret)
        except ExportMissing:
            # Nobody learns whether there was such a file.
            return Response("Not found", 404, content_type=TEXT)
        answer = Response(stream_with_context(chunks), content_type=ZIP)
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    flask_app.add_url_rule(RULE, "download", download, methods=["GET"])
