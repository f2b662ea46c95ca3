"""Forms of the rewards page that only the member whose page it is can send.

A sealed token stands in each form: whose it is, what it asks, until when, and a
name of its own. It is the authority where no cookie is, proof against forgery
where one is, and the key under which sending twice is doing once.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from app.domain.errors import Untrusted
from app.services.env import Env
from app.services.storefront.visits import Visit

LIFE: Final = timedelta(minutes=30)
MOST: Final = 2_000
Step = Literal["ask", "do", "card", "cancel", "join", "consent"]


class FormTooOld(Untrusted):
    """The form is not this member's, was changed, or is too old."""

    code = "form_too_old"


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks, and for whom."""

    member_id: UUID
    store_id: UUID
    step: Step
    about: str
    """The reward, the voucher, or what is said, that it is about."""
    name: str
    """Of this form; the same form sent again does nothing again."""


def sealed(env: Env, visit: Visit, step: Step, about: str = "") -> str:
    """Return a new token for the member at hand.

    Raises:
        FormTooOld: Nobody is known to be at hand.
    """
    if visit.member is None:
        raise FormTooOld("nobody is signed in")
    form = {
        "m": visit.member.member_id.hex,
        "s": visit.store_id.hex,
        "d": step,
        "r": about,
        "n": env.ids.new().hex,
        "x": int((env.clock.now() + LIFE).timestamp()),
    }
    return env.secrets.seal(json.dumps(form).encode(), context=_context(visit))


def opened(env: Env, visit: Visit, token: str, at: datetime) -> Form:
    """Return what a token of this store says.

    Raises:
        FormTooOld: It does not hold, or not for the member at hand.
    """
    if len(token) > MOST:
        raise FormTooOld("too long for a form of ours")
    try:
        form = json.loads(env.secrets.open(token, context=_context(visit)))
    except Untrusted as error:
        raise FormTooOld("not sealed by us") from error
    found = Form(UUID(form["m"]), UUID(form["s"]), form["d"], form["r"], form["n"])
    if int(at.timestamp()) >= form["x"] or found.store_id != visit.store_id:
        raise FormTooOld("its time is over")
    if visit.customer_ref is not None and (
        visit.member is None or visit.member.member_id != found.member_id
    ):
        raise FormTooOld("another member's")
    return found


def _context(visit: Visit) -> str:
    return f"rewards-page/{visit.programme_id}/{visit.store_id}"
