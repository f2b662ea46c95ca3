"""The session's cookie, the token of its forms, and where a form came from.

Three cookies: one names the session, one a browser that nobody has signed in with
yet, so that its first form is bound to it too, and one says, sealed, who came in by
this browser before. All are ``__Host-`` cookies, unless the installation is served
over plain http, in development.
"""

import base64
import hmac
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from flask import Request, Response

from app.services.env import Env
from app.services.staff.sessions import ABSOLUTE, new_token
from app.web.admin.forms import CSRF_FIELD

SESSION: Final = "setia"
BROWSER: Final = "setia-door"
KNOWN: Final = "setia-known"
HEADER: Final = "X-CSRF-Token"
PURPOSE: Final = b"setia-form/1"
SAME_SITE: Final = ("same-origin", "none")
"""What a browser says of a form of our own pages; ``none`` is a typed address."""
LONGEST_TOKEN: Final = 200
LONGEST_SEALED: Final = 3_000


def cookie_name(env: Env, plain: str = SESSION) -> str:
    """Return what a cookie is called here."""
    return f"__Host-{plain}" if _over_https(env) else plain


def token_of(env: Env, request: Request, plain: str = SESSION) -> str:
    """Return the token that a browser sent; empty without one."""
    most = LONGEST_SEALED if plain == KNOWN else LONGEST_TOKEN
    return request.cookies.get(cookie_name(env, plain), "")[:most]


def give(
    env: Env,
    answer: Response,
    token: str,
    plain: str = SESSION,
    *,
    lasts: timedelta = ABSOLUTE,
) -> None:
    """Let the browser keep a token."""
    answer.set_cookie(
        cookie_name(env, plain),
        token,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=_over_https(env),
        httponly=True,
        samesite="Lax",
    )


def take(env: Env, answer: Response, plain: str = SESSION) -> None:
    """Let the browser forget a token."""
    answer.delete_cookie(
        cookie_name(env, plain),
        path="/",
        secure=_over_https(env),
        httponly=True,
        samesite="Lax",
    )


def form_token(token: str) -> str:
    """Return what the forms of a session carry; empty without a session."""
    if not token:
        return ""
    mac = hmac.digest(token.encode(), PURPOSE, "sha256")
    return base64.urlsafe_b64encode(mac).decode("ascii").rstrip("=")


def browser_token(env: Env, request: Request) -> tuple[str, bool]:
    """Return the token of a browser, and whether it is new."""
    known = token_of(env, request, BROWSER)
    return (known, False) if known else (new_token(env), True)


def is_ours(env: Env, request: Request, token: str) -> bool:
    """Tell whether a form was made for *token*, and sent from a page of ours."""
    sent = request.form.get(CSRF_FIELD) or request.headers.get(HEADER) or ""
    known = form_token(token)
    if not known or not hmac.compare_digest(known.encode(), sent.encode()):
        return False
    return came_from_us(env, request)


def came_from_us(env: Env, request: Request) -> bool:
    """Tell whether the browser says that a page of ours sent this.

    A browser says so by Origin, by Sec-Fetch-Site or by both; one that says
    neither is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in SAME_SITE:
        return False
    if origin is not None:
        return _place(origin) == _place(env.public_url) or _is_local(env, request)
    return site is not None


def _is_local(env: Env, request: Request) -> bool:
    # In development one machine has several names: 127.0.0.1, localhost, [::1].
    here = _place(request.host_url)
    return env.loopback and _place(request.headers.get("Origin", "")) == here


def _place(address: str) -> tuple[str, str | None, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _over_https(env: Env) -> bool:
    return env.public_url.startswith("https://")
