"""A form that met the end of its session: kept, sealed, and offered again.

What was typed travels inside the sign-in forms and comes back after the sign-in as
a page with one button. Secrets that were typed are left out, and files.
"""

import json
from dataclasses import dataclass
from typing import Final

from flask import Request

from app.domain.errors import Untrusted
from app.services.env import Env
from app.web.admin.forms import CSRF_FIELD
from app.web.admin.safe_path import safe_path

FIELD: Final = "kept"
CONTEXT: Final = "admin/kept-form"
LONGEST: Final = 100_000
NEVER: Final = ("password", "code", FIELD, CSRF_FIELD)
NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a form was going, and what stood in it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep(env: Env, request: Request) -> str:
    """Return what was sent, sealed; empty when there is nothing to keep."""
    path = safe_path(request.full_path.rstrip("?"), NOWHERE)
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(part in name for part in NEVER)
    ]
    said = json.dumps({"path": path, "fields": fields})
    if not path or len(said) > LONGEST:
        return ""
    return env.secrets.seal(said.encode(), context=CONTEXT)


def open_kept(env: Env, sealed: str) -> Kept | None:
    """Return what was kept; None when there is nothing, or it is not ours."""
    if not sealed:
        return None
    try:
        said = json.loads(env.secrets.open(sealed, context=CONTEXT))
    except Untrusted:
        return None
    fields = tuple((str(name), str(value)) for name, value in said["fields"])
    return Kept(safe_path(said["path"]), fields)
