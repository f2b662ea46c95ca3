"""The entrance of the back office: sign in, second step, prove, sign out.

A half-open session opens the page of its own step and nothing else. Every form is
bound to the session in hand, or to the browser before there is one; what was typed
where a session had ended comes back after the sign-in.
"""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from flask import Flask, Response, request

from app.domain.errors import SetiaError
from app.domain.ids import read_id
from app.domain.words import Language
from app.services.env import Env
from app.services.staff import account, first_run, sessions, signing_in
from app.services.staff.audit import By
from app.services.staff.second_factor import enrolment
from app.services.staff.sessions import Opened, State
from app.services.staff.signing_in import Entered, WrongSignIn
from app.services.staff.trying import TooManyTries, address_digest
from app.web.admin.again import lost_of
from app.web.admin.entrance_page import (
    caller,
    holders,
    language,
    page,
    remember,
    request_id,
    see,
    still_kept,
    way_on,
)
from app.web.admin.kept_form import FIELD, open_kept
from app.web.admin.safe_path import START
from app.web.admin.session_cookie import BROWSER, give, is_ours, take, token_of
from app.web.admin.words import why

AT: Final = "/admin"
REFUSED: Final = 400
ENDED: Final = 401
FORGED: Final = 403
GONE: Final = 404
TOO_MANY: Final = 429
STEPS: Final = {
    State.SECOND: f"{AT}/sign-in/second",
    State.ENROL: f"{AT}/sign-in/enrol",
}


def register(flask_app: Flask, env: Env) -> None:
    """Serve the entrance on *flask_app*."""

    def at(path: str, view: Callable[..., Response], *methods: str) -> None:
        def answer(**named: str) -> Response:
            return view(env, **named)

        name = f"entrance_{view.__name__}"
        flask_app.add_url_rule(f"{AT}{path}", name, answer, methods=list(methods))

    at("/sign-in", sign_in, "GET", "POST")
    at("/sign-in/second", second, "GET", "POST")
    at("/sign-in/enrol", enrol, "GET", "POST")
    at("/sign-out", sign_out, "POST")
    at("/again", send_again, "POST")
    at("/prove", prove, "GET", "POST")
    at("/enter/<token>", enter, "GET", "POST")
    at("/programmes/open", open_programme, "POST")


def here(env: Env) -> Opened | None:
    """Return the live session in hand, however far its owner has come in."""
    token = token_of(env, request)
    return sessions.find(env, token) if token else None


def sign_in(env: Env) -> Response:
    """Ask for address and password."""
    if request.method != "POST":
        opened = here(env)
        if opened is not None and opened.state is State.OPEN and opened.programmes:
            return see(env, way_on())
        return page(env, "sign_in.html", nobody=first_run.is_fresh(env))
    if not is_ours(env, request, token_of(env, request, BROWSER)):
        return again(env, "sign_in.html", "entrance.stale", FORGED)
    try:
        entered = signing_in.with_password(
            env,
            email=request.form.get("email", ""),
            password=request.form.get("password", ""),
            caller=caller(env),
        )
    except (WrongSignIn, TooManyTries) as error:
        return again(env, "sign_in.html", error, email=request.form.get("email", ""))
    return arrive(env, entered)


def second(env: Env) -> Response:
    """Ask for the code of the second factor."""
    opened = here(env)
    if opened is None or opened.state is not State.SECOND:
        return from_the_start(env)
    token = token_of(env, request)
    spoken = opened.staff.language
    if request.method != "POST":
        return page(env, "second.html", token=token, spoken=spoken)
    if not is_ours(env, request, token):
        return again(
            env, "second.html", "entrance.stale", FORGED, token=token, spoken=spoken
        )
    try:
        entered = signing_in.with_code(
            env, opened, code=request.form.get("code", ""), caller=caller(env)
        )
    except (WrongSignIn, TooManyTries) as error:
        return again(env, "second.html", error, token=token, spoken=spoken)
    return arrive(env, entered)


def enrol(env: Env) -> Response:
    """Let an owner set a second factor up before anything else."""
    opened = here(env)
    if opened is None or opened.state is not State.ENROL:
        return from_the_start(env)
    token, spoken = token_of(env, request), opened.staff.language
    square = enrolment(env, opened.staff)
    if request.method != "POST":
        return page(env, "enrol.html", token=token, spoken=spoken, square=square)
    if not is_ours(env, request, token):
        return again(
            *(env, "enrol.html", "entrance.stale", FORGED),
            token=token,
            spoken=spoken,
            square=square,
        )
    try:
        fresh, codes = account.confirm(
            env,
            opened,
            code=request.form.get("code", ""),
            address=caller(env).address,
            by=by(env, opened),
        )
    except (WrongSignIn, TooManyTries) as error:
        return again(
            env, "enrol.html", error, token=token, spoken=spoken, square=square
        )
    signing_in.signed_in(env, opened.staff, caller(env), factor="enrolment")
    shown = page(
        env, "recovery.html", token=fresh, spoken=spoken, codes=codes, to=way_on()
    )
    remember(env, shown, opened.staff.staff_id)
    return _with_token(env, shown, fresh)


def sign_out(env: Env) -> Response:
    """End the session; its token is worth nothing from now on."""
    opened = here(env)
    if opened is not None:
        if not is_ours(env, request, token_of(env, request)):
            return again(env, "message.html", "entrance.stale", FORGED)
        sessions.end(env, opened)
    answer = see(env, f"{AT}/sign-in")
    take(env, answer)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def prove(env: Env) -> Response:
    """Ask again who somebody is, and send them back to what they wanted to do."""
    opened = here(env)
    if opened is None or opened.state is not State.OPEN:
        return from_the_start(env)
    token, spoken = token_of(env, request), opened.staff.language
    said: dict[str, Any] = {
        "token": token,
        "spoken": spoken,
        "coded": opened.staff.has_second_factor,
        "wordless": opened.staff.password_hash is None,
    }
    if request.method != "POST":
        return page(env, "prove.html", **said)
    if not is_ours(env, request, token):
        return again(env, "prove.html", "entrance.stale", FORGED, **said)
    try:
        entered = signing_in.prove(
            env,
            opened,
            password=request.form.get("password", ""),
            code=request.form.get("code", ""),
            caller=caller(env),
        )
    except (WrongSignIn, TooManyTries) as error:
        return again(env, "prove.html", error, **said)
    return arrive(env, entered)


def enter(env: Env, token: str) -> Response:
    """Come in by a one-time link.

    A link may be fetched by something that looks at links; hence the button. In
    development nothing does, and the link opens the door at once.
    """
    opened = sessions.find(env, token)
    if opened is None or opened.state is not State.LINK:
        return page(env, "message.html", status=GONE, text_key="entrance.link_over")
    if request.method != "POST" and not _opens_at_once(env):
        return page(env, "enter.html", spoken=opened.staff.language)
    if request.method == "POST" and not is_ours(
        env, request, token_of(env, request, BROWSER)
    ):
        return again(env, "enter.html", "entrance.stale", FORGED)
    return arrive(env, first_run.follow(env, opened, caller(env)))


def open_programme(env: Env) -> Response:
    """Open another programme of the merchant in this session."""
    opened = here(env)
    if opened is None or opened.state is not State.OPEN:
        return see(env, f"{AT}/sign-in")
    if not is_ours(env, request, token_of(env, request)):
        return again(env, "message.html", "entrance.stale", FORGED)
    wanted = read_id("prg", request.form.get("programme_id", ""))
    if not sessions.open_programme(env, opened, wanted):
        return page(env, "message.html", status=GONE, text_key="wrong.missing")
    return see(env, way_on())


def arrive(env: Env, entered: Entered) -> Response:
    """Send somebody on who came a step further; the form they lost goes with them."""
    opened = sessions.find(env, entered.token)
    if opened is None:
        return see(env, f"{AT}/sign-in")
    if entered.state is State.OPEN:
        inside = offered(env, opened, entered.token)
        remember(env, inside, opened.staff.staff_id)
        return _with_token(env, inside, entered.token)
    if not still_kept(env, entered.token):
        to = STEPS[entered.state]
        if way_on() != START:
            to += f"?next={quote(way_on(), safe='/')}"
        return see(env, to, entered.token)
    said: dict[str, Any] = {"token": entered.token, "spoken": opened.staff.language}
    if entered.state is State.SECOND:
        return _with_token(env, page(env, "second.html", **said), entered.token)
    square = enrolment(env, opened.staff)
    shown = page(env, "enrol.html", square=square, **said)
    return _with_token(env, shown, entered.token)


def send_again(env: Env) -> Response:
    """Offer a kept form to somebody who came in and saw their recovery codes."""
    opened = here(env)
    if opened is None or opened.state is not State.OPEN:
        return from_the_start(env)
    if not is_ours(env, request, token_of(env, request)):
        return again(env, "message.html", "entrance.stale", FORGED)
    return offered(env, opened, token_of(env, request))


def offered(env: Env, opened: Opened, token: str) -> Response:
    """Return the form that was kept, with its button; without one, the way on."""
    spoken = opened.staff.language
    kept = open_kept(env, request.form.get(FIELD, ""), holders(env, token))
    tongue = language() if "lang" in request.args else spoken
    lost = lost_of(env, opened, kept, tongue) if kept else None
    if lost is None:
        return see(env, way_on())
    return page(env, "again.html", token=token, spoken=spoken, lost=lost, kept="")


def from_the_start(env: Env) -> Response:
    """Lead to the first step; a form that was kept comes along."""
    if request.method == "POST" and still_kept(env):
        return page(env, "sign_in.html", status=ENDED, nobody=False)
    return see(env, f"{AT}/sign-in")


def again(
    env: Env,
    template: str,
    wrong: str | SetiaError,
    status: int = REFUSED,
    **said: Any,  # noqa: ANN401 - what the template shows
) -> Response:
    """Return a page once more, with what was wrong; 429 when it is time to wait."""
    if isinstance(wrong, str):
        return page(env, template, status=status, wrong_key=wrong, **said)
    spoken = said.get("spoken")
    text = why(wrong, spoken if isinstance(spoken, Language) else language())
    late = isinstance(wrong, TooManyTries)
    answer = page(
        env, template, status=TOO_MANY if late else status, wrong=text, **said
    )
    if isinstance(wrong, TooManyTries):
        answer.headers["Retry-After"] = str(wrong.retry_after)
    return answer


def by(env: Env, opened: Opened) -> By:
    """Return who acts in a session, for the audit trail."""
    return By(
        actor=f"staff:{opened.staff.staff_id}",
        request_id=request_id(),
        address_digest=address_digest(env, request.remote_addr or ""),
        surface="alone",
    )


def _opens_at_once(env: Env) -> bool:
    # HEAD only looks: it comes through the same door as GET and must do nothing.
    return env.loopback and request.method == "GET"


def _with_token(env: Env, answer: Response, token: str) -> Response:
    give(env, answer, token)
    return answer
