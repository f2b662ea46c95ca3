"""How the pages before the back office are written: no menu, no programme, no name.

They speak the language that the address asks for, else the browser's.
"""

from typing import Any
from uuid import UUID

from flask import Response, current_app, g, render_template, request
from markupsafe import Markup

from app.domain.words import Language
from app.services.env import Env
from app.services.staff import known_browsers, sessions
from app.services.staff.signing_in import Caller
from app.web.admin.files import served
from app.web.admin.kept_form import FIELD, browser, open_kept, person
from app.web.admin.safe_path import safe_path
from app.web.admin.session_cookie import (
    BROWSER,
    KNOWN,
    browser_token,
    came_from_us,
    form_token,
    give,
    token_of,
)
from app.web.admin.words import say

HTML = "text/html; charset=utf-8"


def language() -> Language:
    """Return the language of the person at the door."""
    asked = request.args.get("lang", "")
    known = [each.value for each in Language]
    if asked in known:
        return Language(asked)
    return Language(request.accept_languages.best_match(known) or Language.EN.value)


def caller(env: Env) -> Caller:
    """Return where the person at the door stands, and who came in there before."""
    return Caller(
        address=request.remote_addr or "",
        agent=agent_name(request.headers.get("User-Agent", "")),
        request_id=request_id(),
        known=known_browsers.known(env, token_of(env, request, KNOWN)),
    )


def remember(env: Env, answer: Response, staff_id: UUID) -> None:
    """Let the browser know who came in by it: they have tries of their own there."""
    sealed = known_browsers.remember(env, token_of(env, request, KNOWN), staff_id)
    give(env, answer, sealed, KNOWN, lasts=known_browsers.LASTS)


def request_id() -> str:
    """Return the number of this request."""
    found: str = g.get("request_id", "")
    return found


def agent_name(header: str) -> str:
    """Return a browser and its system in two words; no version, no fingerprint."""
    browsers = ("Edg", "OPR", "SamsungBrowser", "Firefox", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux")
    names = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"}
    browser = next((each for each in browsers if each in header), "")
    system = next((each for each in systems if each in header), "")
    return " · ".join(filter(None, (names.get(browser, browser), system)))


def way_on() -> str:
    """Return where the person wanted to go."""
    return safe_path(request.values.get("next"))


def door_here(env: Env) -> tuple[str, bool]:
    """Return the token of the browser at the door, and whether it is a new one."""
    if "door" not in g:
        g.door = browser_token(env, request)
    found: tuple[str, bool] = g.door
    return found


def holders(env: Env, token: str = "") -> frozenset[str]:
    """Return whose kept forms may be shown here: this browser's, this session's."""
    found = set()
    known = token_of(env, request, BROWSER)
    if known:
        found.add(browser(known))
    opened = sessions.find(env, token) if token else None
    if opened is not None:
        found.add(person(opened.staff.staff_id))
    return frozenset(found)


def still_kept(env: Env, token: str = "") -> str:
    """Return the sealed form that came along; empty for what is not to be shown.

    Only what a page of ours sent on, and what was kept for this browser or for the
    person of this session: nobody else puts a form behind our sign-in.
    """
    sealed = request.form.get(FIELD, "")
    if not sealed or not came_from_us(env, request):
        return ""
    return sealed if open_kept(env, sealed, holders(env, token)) else ""


def page(
    env: Env,
    template: str,
    *,
    status: int = 200,
    token: str = "",
    spoken: Language | None = None,
    **said: Any,  # noqa: ANN401 - what a template shows
) -> Response:
    """Return a page before the back office.

    Args:
        env: The world.
        template: Below ``templates/admin/entrance``.
        status: Of the answer.
        token: Of the session that its form belongs to; without one it belongs to
            the browser, which is given a cookie for that.
        spoken: The language; that of the person at the door by default.
        said: What the template shows.
    """
    tongue = language() if spoken is None or "lang" in request.args else spoken
    door, new = ("", False) if token else door_here(env)
    csrf = form_token(token or door)

    def words(key: str, n: int | None = None, **gaps: object) -> str:
        return say(key, tongue, n, **{name: str(gap) for name, gap in gaps.items()})

    shown: dict[str, Any] = {
        "t": words,
        "lang": tongue.value,
        "languages": tuple(Language),
        "file": served,
        "csrf": lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(
            csrf
        ),
        "next": way_on(),
        "kept": still_kept(env, token),
        "here": request.path,
        **said,
    }
    macros = current_app.jinja_env.get_template("macros/plain.html")
    shown["ui"] = macros.make_module({**current_app.jinja_env.globals, **shown})
    text = render_template(f"admin/entrance/{template}", **shown)
    answer = Response(text, status, content_type=HTML)
    answer.headers["Referrer-Policy"] = "same-origin"
    if new:
        give(env, answer, door, BROWSER)
    return answer


def see(env: Env, to: str, token: str | None = None) -> Response:
    """Send the person on; with *token*, in a new session."""
    answer = Response("", 303, {"Location": to}, content_type=HTML)
    if token is not None:
        give(env, answer, token)
    return answer
