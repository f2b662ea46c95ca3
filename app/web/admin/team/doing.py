"""Who does what on these pages, for the trail; and the cookie of a new token."""

from flask import Response, after_this_request

from app.services.env import Env
from app.services.staff.audit import By
from app.services.staff.sessions import Opened, SessionOver
from app.services.staff.trying import address_digest
from app.web.admin import guard
from app.web.admin.route import Ask
from app.web.admin.session_cookie import give


def by(ask: Ask) -> By:
    """Return who asks, as the audit trail names them."""
    return By(
        actor=ask.staff.actor,
        request_id=ask.request_id,
        address_digest=address_digest(ask.env, ask.address),
        surface=ask.staff.surface.value,
    )


def session_here(env: Env) -> Opened:
    """Return the session in hand.

    Raises:
        SessionOver: There is none: inside a platform's admin, nobody has one.
    """
    opened = guard.opened_here(env)
    if opened is None:
        raise SessionOver("there is no session of ours here")
    return opened


def keep_token(env: Env, token: str) -> None:
    """Let the answer in hand carry a new token."""

    @after_this_request
    def with_cookie(answer: Response) -> Response:
        give(env, answer, token)
        return answer
