"""Who asks at our own address, and whether a form is ours.

The order of checks is the shell's; here is what each of them means where a cookie
proves who asks. Inside a platform's admin no cookie counts: its token is the proof,
and nothing here is asked.
"""

from urllib.parse import quote

from flask import Flask, Response, g, request

from app.domain.errors import Untrusted
from app.services.env import Env
from app.services.staff import sessions
from app.services.staff.principal import StaffPrincipal, Surface
from app.services.staff.sessions import Opened
from app.web.admin import entrance, joining
from app.web.admin.entrance_page import door_here, page
from app.web.admin.kept_form import browser, keep, person
from app.web.admin.safe_path import safe_path
from app.web.admin.session_cookie import (
    BROWSER,
    came_from_us,
    form_token,
    is_ours,
    token_of,
)

SIGN_IN = "/admin/sign-in"
PROVE = "/admin/prove"
LIVE = ("/sentence", "/contrast", "/worth")
"""How addresses end that answer while somebody types, beside a form."""
UNKNOWN = 401
UNPROVEN = 403


class FormStale(Untrusted):
    """The form was not made by this session, or not sent from a page of ours."""

    code = "form_stale"


def opened_here(env: Env) -> Opened | None:
    """Return the live session in hand; looked up once a request."""
    if "staff_session" not in g:
        token = token_of(env, request)
        g.staff_session = sessions.find(env, token) if token else None
    found: Opened | None = g.staff_session
    return found


def principal_of(env: Env) -> StaffPrincipal | None:
    """Return who asks; None without a session, and half way in."""
    opened = opened_here(env)
    return sessions.principal(opened) if opened else None


def csrf_token(env: Env, staff: StaffPrincipal) -> str:
    """Return what a form of this session must carry; nothing in a platform's admin."""
    if staff.surface is Surface.EMBEDDED:
        return ""
    return form_token(token_of(env, request))


def check_unsafe(env: Env, staff: StaffPrincipal) -> None:
    """Refuse a form that this session did not make.

    Raises:
        FormStale: The token is missing or of another session, or the browser says
            that another site sent it.
    """
    if staff.surface is Surface.EMBEDDED:
        return
    if not is_ours(env, request, token_of(env, request)):
        raise FormStale("the form is not of this session")


def to_sign_in(env: Env) -> Response:
    """Lead to the entrance; what was typed is kept and offered again behind it.

    Only what a page of ours sent: nobody signs in to find a stranger's form.
    """
    if request.method != "POST":
        return _away(SIGN_IN)
    if request.path.endswith(LIVE):
        # The form stays where it is; it is kept when it is sent itself.
        return Response("", UNKNOWN, {"HX-Reswap": "none"})
    kept = ""
    if came_from_us(env, request):
        kept = keep(env, request, [browser(door_here(env)[0])])
    shown = page(env, "sign_in.html", status=UNKNOWN, kept=kept, nobody=False)
    return _whole(shown)


def to_prove(env: Env) -> Response:
    """Ask who the person is once more; what was typed is kept as well."""
    opened = opened_here(env)
    if request.method != "POST" or opened is None:
        return _away(PROVE)
    known = token_of(env, request, BROWSER)
    here = [browser(known)] if known else []
    shown = page(
        env,
        "prove.html",
        status=UNPROVEN,
        token=token_of(env, request),
        spoken=opened.staff.language,
        coded=opened.staff.has_second_factor,
        wordless=opened.staff.password_hash is None,
        kept=keep(env, request, [person(opened.staff.staff_id), *here]),
    )
    return _whole(shown)


def register(flask_app: Flask, env: Env) -> None:
    """Serve the entrance."""
    entrance.register(flask_app, env)
    joining.register(flask_app, env)


def _away(to: str) -> Response:
    back = safe_path(request.full_path.rstrip("?"))
    answer = Response("", 303, {"Location": f"{to}?next={quote(back, safe='/')}"})
    if request.headers.get("HX-Request") == "true":
        answer = Response("", 200, {"HX-Redirect": answer.headers["Location"]})
    return answer


def _whole(answer: Response) -> Response:
    """Let htmx put a whole page where it asked for a part."""
    answer.headers["HX-Retarget"] = "body"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer
