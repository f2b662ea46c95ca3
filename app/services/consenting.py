"""The older way to be installed: a merchant consents on a page, a code comes back.

For a shop that opens us outside its admin, and for permissions that a merchant took
away. Who comes back must be the browser that was sent, for the shop it was sent to,
once, and within ten minutes.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final

from app.domain.errors import Malformed, Untrusted
from app.services.env import Env
from app.services.installing import Arrival, host_of, install
from app.storage.installing import ConsentStates

SECRET_BYTES: Final = 32
LASTS: Final = timedelta(minutes=10)


class NoShop(Malformed):
    """Not the permanent name of a shop, spelled exactly."""

    code = "not_a_shop"


class ConsentUnproven(Untrusted):
    """What came back was not signed, or does not belong to this browser and shop."""

    code = "consent_unproven"


@dataclass(frozen=True, slots=True)
class Departure:
    """A merchant who is about to be sent to their shop's consent page."""

    consent_url: str
    browser: str
    """A secret for a cookie of theirs; only its digest is kept."""


def depart(env: Env, platform: str, domain: str) -> Departure:
    """Return where to send a merchant for their consent.

    Raises:
        NoShop: *domain* is no shop's name.
    """
    host = host_of(env, platform)
    if not host.is_shop(domain):
        raise NoShop("not the permanent name of a shop")
    state, browser = (env.ids.secret(SECRET_BYTES).hex() for _ in range(2))
    now = env.clock.now()
    with env.database.unbound() as connection:
        states = ConsentStates(connection)
        states.forget(now)
        states.add(
            state_digest=_digest(state),
            platform=platform,
            domain=domain,
            browser_digest=_digest(browser),
            lapses_at=now + LASTS,
        )
    return_url = f"{env.public_url.rstrip('/')}/{platform}/callback"
    address = host.consent_url(domain, state=state, return_url=return_url)
    return Departure(address, browser)


def come_back(env: Env, platform: str, query_string: str, browser: str) -> Arrival:
    """Install the shop whose merchant consented.

    Raises:
        ConsentUnproven: Not signed, another shop or browser, used, or too late.
        ScopesMissing: The merchant gave less than we need.
        PlatformError: The shop did not trade the code for a token.
    """
    now = env.clock.now()
    granted = host_of(env, platform).granted(query_string, at=now)
    if granted is None:
        raise ConsentUnproven("the address was not signed by the platform")
    with env.database.unbound() as connection:
        kept = ConsentStates(connection).take(_digest(granted.state))
    if kept is None:
        raise ConsentUnproven("nobody was sent with this state, or it was used")
    where, domain, browser_digest, lapses_at = kept
    ours = hmac.compare_digest(browser_digest, _digest(browser))
    if not ours or (where, domain) != (platform, granted.domain) or now >= lapses_at:
        raise ConsentUnproven("this state belongs to another journey")
    return install(env, platform, granted.domain, {"code": granted.code})


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
