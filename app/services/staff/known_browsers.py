"""Browsers in which somebody came in before, and who it was.

Such a browser has tries of its own: a stranger who fails at somebody's address all
day keeps nobody out of the browser that they use. What it holds is sealed, names
people by id and opens nothing; a password is asked for as everywhere.
"""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Untrusted
from app.services.env import Env

CONTEXT: Final = "admin/known-browser"
LASTS: Final = timedelta(days=180)
MOST: Final = 5
"""People of one browser; who came in longest ago is forgotten first."""
MARK_BYTES: Final = 12


def known(env: Env, sealed: str) -> Mapping[UUID, str]:
    """Return who came in here before, each with the mark that their tries count by.

    Empty for a browser that nobody came in by, that made it up, or that is too old.
    """
    if not sealed:
        return {}
    try:
        said = json.loads(env.secrets.open(sealed, context=CONTEXT))
    except Untrusted:
        return {}
    now_s = int(env.clock.now().timestamp())
    return {UUID(each["staff"]): each["mark"] for each in said if now_s < each["until"]}


def remember(env: Env, sealed: str, staff_id: UUID) -> str:
    """Return what a browser keeps once somebody came in; their tries begin anew."""
    until = int((env.clock.now() + LASTS).timestamp())
    try:
        before = json.loads(env.secrets.open(sealed, context=CONTEXT)) if sealed else []
    except Untrusted:
        before = []
    drawn = base64.urlsafe_b64encode(env.ids.secret(MARK_BYTES)).decode("ascii")
    own = {"staff": str(staff_id), "mark": drawn, "until": until}
    others = [each for each in before if each["staff"] != own["staff"]]
    kept = json.dumps([own, *others][:MOST])
    return env.secrets.seal(kept.encode(), context=CONTEXT)
