"""What a shopper is told when something does not work: a code, and a sentence.

The problem is the house's own (RFC 9457); ``text`` is the same in the shopper's
language. A few codes are named for what a page does about them.
"""

from typing import Final

from flask import Response

from app.domain.errors import PlatformError, Refused, SetiaError, Untrusted
from app.domain.ledger.errors import BalanceNegative, MemberFrozen, ProgrammeFrozen
from app.domain.rewards.offer import RewardUnavailable
from app.domain.words.storefront import Voice
from app.web.api.reading import InvalidRequest
from app.web.errors import problem, status_of

SOLD_OUT: Final = "out_of_stock"
MOST_OF_A_CODE: Final = 60
TOO_FAST: Final = 429
OWN_CODES: Final[dict[type[SetiaError], str]] = {
    MemberFrozen: "member_blocked",
    ProgrammeFrozen: "programme_paused",
    BalanceNegative: "insufficient_points",
}
"""Errors that a page knows by another name."""
TEXTS: Final = {
    "insufficient_points": "error.insufficient",
    "sold_out": "error.sold_out",
    "not_eligible": "error.not_eligible",
    "limit_reached": "error.limit",
    "contact_hold": "error.contact_hold",
    "programme_paused": "error.paused",
    "nothing_published": "error.paused",
    "member_blocked": "error.blocked",
    "member_gone": "error.blocked",
    "member_not_enrolled": "optin.needed",
    "identity_expired": "error.signin",
    "identity_refused": "error.signin",
    "identity_needed": "error.signin",
    "rate_limited": "error.rate",
    "platform_error": "error.store",
    "store_not_connected": "error.store",
    "store_missing": "error.missing",
    "busy": "error.slow",
    "voucher_step_not_possible": "error.used",
    "too_late_to_cancel": "error.too_late",
    "voucher_missing": "error.missing",
    "reward_missing": "error.missing",
    "game_missing": "error.missing",
    "choice_needed": "redeem.choose",
    "referral_own_link": "refer.own",
    "referral_came_before": "refer.existing",
    "referral_code_unknown": "refer.unknown",
    "referral_off": "refer.unknown",
    "bad_email": "error.email",
    "contact_needed": "error.email",
    "support_claim_missing": "error.missing",
    "birthday_set": "error.birthday",
    "birthday_impossible": "birthday.wrong",
    "game_closed": "play.closed",
    "game_not_for_member": "play.closed",
    "no_plays_left": "play.later",
    "played_before": "play.done",
    "entries_used": "play.done",
}
"""The sentence of a code; ``error.generic`` for the rest."""


class ProgrammePaused(Refused):
    """Nothing can be changed while the programme is paused."""

    code = "programme_paused"


class MemberBlocked(Refused):
    """This customer takes no part in the programme."""

    code = "member_blocked"


def code_of(error: SetiaError) -> str:
    """Return the code under which a page knows an error."""
    if isinstance(error, RewardUnavailable):
        return "sold_out" if error.reason == SOLD_OUT else "not_eligible"
    if isinstance(error, PlatformError):
        return PlatformError.code
    own = (code for kind, code in OWN_CODES.items() if isinstance(error, kind))
    return next(own, error.code)


def text_of(code: str, voice: Voice) -> str:
    """Return the sentence of a code."""
    return voice.say(TEXTS.get(code, "error.generic"))


def refusal(error: SetiaError, voice: Voice) -> Response:
    """Return the answer about a foreseen error."""
    status, code = status_of(error), code_of(error)
    figures: dict[str, object] = {**error.figures, "text": text_of(code, voice)}
    headers = {}
    wait = getattr(error, "retry_after", None)
    if wait:
        headers["Retry-After"] = str(wait)
    if isinstance(error, Untrusted):
        headers["WWW-Authenticate"] = 'Bearer realm="setia storefront"'
    mistakes = error.mistakes if isinstance(error, InvalidRequest) else ()
    hidden = isinstance(error, PlatformError | Untrusted)
    return problem(
        status,
        code,
        code.replace("_", " ") if hidden else str(error) or code,
        figures=figures,
        errors=mistakes,
        headers=headers,
    )


def too_fast(voice: Voice) -> Response:
    """Return the answer to somebody who asks too often."""
    text = text_of("rate_limited", voice)
    return problem(TOO_FAST, "rate_limited", "too fast", figures={"text": text})


def wrong_type(voice: Voice) -> Response:
    """Return the answer to a body that is not said to be JSON."""
    text = text_of("unsupported_media_type", voice)
    return problem(
        415,
        "unsupported_media_type",
        "send the body as application/json",
        figures={"text": text},
    )
