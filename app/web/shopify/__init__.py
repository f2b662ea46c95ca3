"""What Shopify opens: the app's own address, the bounce, consent, the subscription.

``/shopify`` is the App URL. Every document that it answers in a frame names the shop
that a signature proved, and no other.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial, update_wrapper
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, Response, redirect, request
from flask_limiter.util import get_remote_address

from app.domain.billing import Standing
from app.domain.errors import Malformed, PlatformError, TokenStale
from app.domain.installing import StaffVisit
from app.services import billing, installing
from app.services.consenting import (
    LASTS,
    ConsentUnproven,
    NoShop,
    come_back,
    depart,
)
from app.services.env import Env
from app.services.installing import ScopesMissing
from app.web.admin import embedded
from app.web.admin.embedded import HOME, PLATFORM
from app.web.counting import counter
from app.web.shopify import paying
from app.web.shopify.showing import notice, page

PACE: Final = "60 per minute"
START: Final = "/admin/home"
DEEP: Final = re.compile(r"admin(/[A-Za-z0-9._~-]+)*")
"""Pages of ours that may be opened by the platform's address of them."""
LONGEST_DEEP: Final = 300
COOKIE: Final = "setia_consent"
RELOAD: Final = "shopify-reload"
SEE_OTHER: Final = 303
FORBIDDEN: Final = 403
SILENT: Final = 502


def register(flask_app: Flask, env: Env) -> None:
    """Serve the addresses of *env* on *flask_app*; none without Shopify."""
    if PLATFORM not in env.app_hosts:
        return
    blueprint = Blueprint("shopify", __name__, url_prefix=HOME)

    def add(path: str, name: str, *methods: str) -> None:
        blueprint.add_url_rule(
            path,
            endpoint=name,
            view_func=update_wrapper(partial(VIEWS[name], env), VIEWS[name]),
            methods=list(methods or ("GET",)),
        )

    add("", "opened")
    add("/", "opened_slash")
    add("/<path:deep>", "opened_deep")
    add("/bounce", "bounced")
    add("/outside", "outside")
    add("/auth", "departed")
    add("/callback", "returned")
    add("/billing", "paying")
    add("/billing", "agreed", "POST")
    redis_url = flask_app.extensions["setia_world"].redis_url
    limiter = counter(redis_url, get_remote_address, name="shopify")
    limiter.limit(PACE)(blueprint)
    limiter.init_app(flask_app)
    flask_app.register_blueprint(blueprint)


def opened(env: Env, deep: str = "") -> Response:
    """Answer the platform opening the app: install, look after the rest, lead on."""
    seen = embedded.visit_of(env)
    if seen is None:
        return _unproven(env)
    embedded.stand_in(seen.domain)
    try:
        stands = _arrived(env, seen)
    except ScopesMissing as error:
        return _scopes(env, error)
    except TokenStale:
        return embedded.to_bounce(env, seen.domain)
    except PlatformError:
        again = {"again": env.app_hosts[PLATFORM].app_url(seen.domain)}
        return notice(env, "silent", SILENT, said=again)
    if embedded.inside_of(env) is None:
        return notice(env, "removed", FORBIDDEN)
    return _onwards(deep, stands)


def _arrived(env: Env, seen: StaffVisit) -> Standing:
    """Return how the shop stands; what does not run yet is asked for anew."""
    token = request.args[embedded.TOKEN_FIELD]
    arrival = installing.arrive(env, PLATFORM, seen, token)
    place = (arrival.programme_id, arrival.store_id)
    stands = env.database.run(
        place[0], lambda uow: billing.standing_of(env, uow, place[1])
    )
    if stands in (Standing.NOT_YET, Standing.READ_ONLY):
        return billing.read(env, *place)
    return stands


def _onwards(deep: str, stands: Standing) -> Response:
    """Lead to the page that was asked for, with the token that got us here."""
    query = urlencode(embedded.kept_fields(token=True))
    if stands is Standing.NOT_YET and not deep:
        return _sent(f"{HOME}/billing?{query}")
    known = len(deep) <= LONGEST_DEEP and DEEP.fullmatch(deep)
    return _sent(f"{'/' + deep if known else START}?{query}")


def _unproven(env: Env) -> Response:
    """Answer a document without a token: fetch one, ask for consent, or say where."""
    domain = embedded.proven_domain(env)
    if domain is None:
        return outside(env)
    if request.args.get("embedded") != "1" and request.args.get("hmac"):
        # Signed, and not in a frame: a shop that opens apps the older way.
        fresh = env.app_hosts[PLATFORM].link(
            request.query_string.decode("latin-1"), at=env.clock.now()
        )
        if fresh is None:
            return outside(env)
        found = installing.whereabouts(env, PLATFORM, fresh)
        if found is not None and found[0].state == "connected":
            return _sent(env.app_hosts[PLATFORM].app_url(fresh))
        return _sent(f"{HOME}/auth?{urlencode({'shop': fresh})}")
    return embedded.to_bounce(env, domain)


def _scopes(env: Env, error: ScopesMissing) -> Response:
    give = f"{HOME}/auth?{urlencode({'shop': error.domain})}"
    said = {"missing": error.missing, "give": give}
    return notice(env, "scopes", 403, said=said)


def opened_slash(env: Env) -> Response:
    """Answer the address with a slash at its end as the one without."""
    return opened(env)


def opened_deep(env: Env, deep: str) -> Response:
    """Answer the platform's address of one of our pages."""
    return opened(env, deep)


def bounced(env: Env) -> Response:
    """Return the page that fetches a token and loads where its address says.

    It says only where at our own address: whatever comes with a token comes to us.
    """
    domain = embedded.proven_domain(env)
    if domain is None:
        return outside(env)
    target = urlsplit(request.args.get(RELOAD, ""))
    ours = urlsplit(env.public_url)
    if (target.scheme, target.netloc) != (ours.scheme, ours.netloc):
        return notice(env, "outside", 400)
    embedded.stand_in(domain)
    return page(env, "bounce")


def outside(env: Env) -> Response:
    """Say where the app is opened, to somebody who is not there."""
    return notice(env, "outside", 401)


def departed(env: Env) -> Response:
    """Send a merchant to their shop's consent page."""
    try:
        departure = depart(env, PLATFORM, request.args.get("shop", ""))
    except NoShop:
        return notice(env, "outside", 400)
    answer = _sent(departure.consent_url, SEE_OTHER)
    answer.headers["Referrer-Policy"] = "no-referrer"
    secure = env.public_url.startswith("https://")
    answer.set_cookie(
        _cookie(env),
        departure.browser,
        max_age=int(LASTS.total_seconds()),
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def returned(env: Env) -> Response:
    """Install the shop whose merchant comes back from the consent page."""
    query = request.query_string.decode("latin-1")
    browser = request.cookies.get(_cookie(env), "")
    try:
        arrival = come_back(env, PLATFORM, query, browser)
    except ConsentUnproven:
        return notice(env, "unproven", 401)
    except ScopesMissing as error:
        return _scopes(env, error)
    except (PlatformError, Malformed):
        domain = dict(parse_qsl(query)).get("shop", "")
        give = f"{HOME}/auth?{urlencode({'shop': domain})}"
        return notice(env, "silent", SILENT, said={"again": give})
    answer = _sent(env.app_hosts[PLATFORM].app_url(arrival.domain), SEE_OTHER)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.delete_cookie(_cookie(env), secure=env.public_url.startswith("https://"))
    return answer


def _cookie(env: Env) -> str:
    return f"__Host-{COOKIE}" if env.public_url.startswith("https://") else COOKIE


def _sent(address: str, status: int = embedded.FOUND) -> Response:
    answer = redirect(address, status)
    return Response(answer.get_data(), status, {"Location": address})


VIEWS: Final[Mapping[str, Callable[..., Response]]] = {
    "opened": opened,
    "opened_slash": opened_slash,
    "opened_deep": opened_deep,
    "bounced": bounced,
    "outside": outside,
    "departed": departed,
    "returned": returned,
    "paying": paying.plan,
    "agreed": paying.agree,
}
