"""A form that met the end of its session: kept, sealed, and offered again.

What was typed travels inside the sign-in forms and comes back after the sign-in as
a page with one button. The seal says whose form it is, a browser's or a person's,
and until when: nobody can put a form of their own behind somebody else's sign-in.
Secrets that were typed are left out, and files.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from flask import Request

from app.domain.errors import Untrusted
from app.services.env import Env
from app.web.admin.forms import CSRF_FIELD
from app.web.admin.safe_path import safe_path

FIELD: Final = "kept"
CONTEXT: Final = "admin/kept-form/2"
LONGEST: Final = 100_000
LASTS: Final = timedelta(hours=1)
"""Long enough to find one's telephone and to set a second factor up."""
NEVER: Final = frozenset(
    {
        "password",
        "current_password",
        "new_password",
        "repeated_password",
        "code",
        "secret",
        FIELD,
        CSRF_FIELD,
    }
)
"""Whole names of fields: a reward's ``code.prefix`` is no secret."""
NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a form was going, and what stood in it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def browser(token: str) -> str:
    """Return the name of a browser as a holder of forms, by the token of its door."""
    return f"browser:{sha256(token.encode()).hexdigest()}"


def person(staff_id: UUID) -> str:
    """Return the name of one of the staff as a holder of forms."""
    return f"staff:{staff_id}"


def keep(env: Env, request: Request, holders: Collection[str]) -> str:
    """Return what was sent, sealed; empty when there is nothing to keep.

    Args:
        env: The world.
        request: What was sent.
        holders: Whom it may be shown to again; each of them alone is enough.
    """
    path = safe_path(request.full_path.rstrip("?"), NOWHERE)
    said = json.dumps(
        {
            "path": path,
            "fields": [
                (name, value)
                for name, value in request.form.items(multi=True)
                if name not in NEVER
            ],
            "holders": sorted(holders),
            "until": int((env.clock.now() + LASTS).timestamp()),
        }
    )
    if not path or len(said) > LONGEST:
        return ""
    return env.secrets.seal(said.encode(), context=CONTEXT)


def open_kept(env: Env, sealed: str, holders: Collection[str]) -> Kept | None:
    """Return what was kept for one of *holders*.

    None when there is nothing, it is not ours or somebody else's, or its time is over.
    """
    if not sealed:
        return None
    try:
        said = json.loads(env.secrets.open(sealed, context=CONTEXT))
    except Untrusted:
        return None
    late = said["until"] <= int(env.clock.now().timestamp())
    if late or not set(said["holders"]) & set(holders):
        return None
    fields = tuple((str(name), str(value)) for name, value in said["fields"])
    return Kept(safe_path(said["path"]), fields)
