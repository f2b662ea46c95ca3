"""One request of the back office: who asks, may they, is the form ours, the page.

The order is always the same, for every page, and every check that fails refuses.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import structlog
from flask import Blueprint, Flask, Response, g, redirect, request, stream_with_context

from app.domain.errors import InvariantBroken, Missing, PlatformError, SetiaError
from app.domain.staff import Right, may, who_may
from app.services.back_office import office
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal
from app.web.admin import embedded, guard
from app.web.admin.files import FILES_AT, file_answer
from app.web.admin.route import Ask, Download, Page, Redirect, View
from app.web.admin.shown import page_of, told_address, vocabulary
from app.web.errors import status_of

SEE_OTHER: Final = 303
FORBIDDEN: Final = 403
OURS: Final = 500

log = structlog.get_logger(__name__)


def register(flask_app: Flask, env: Env, pages: Iterable[Page]) -> None:
    """Serve *pages* on *flask_app*."""
    every = tuple(pages)
    paths = {
        page.path: page.right
        for page in every
        if page.method == "GET" and "<" not in page.path
    }
    blueprint = Blueprint("admin", __name__)
    blueprint.add_url_rule(
        f"{FILES_AT}/<name>", endpoint="file", view_func=file_answer_of
    )
    for page in every:
        blueprint.add_url_rule(
            page.rule,
            endpoint=page.endpoint,
            view_func=_view(env, page, paths),
            methods=[page.method],
            strict_slashes=False,
        )
    flask_app.register_blueprint(blueprint)


def file_answer_of(name: str) -> Response:
    """Return a file of the back office."""
    return file_answer(name)


def _view(
    env: Env, page: Page, paths: Mapping[str, Right]
) -> Callable[..., Response | Any]:
    def answer(**path: str) -> Response:
        if page.largest_bytes is not None:
            request.max_content_length = page.largest_bytes
        inside = embedded.asked()
        staff = embedded.principal_of_token(env) if inside else guard.principal_of(env)
        if staff is None:
            return embedded.bounce(env) if inside else guard.to_sign_in(env)
        if inside:
            embedded.allow(env, staff)
        return _answer(env, page, paths, staff, path)

    return answer


def _answer(
    env: Env,
    page: Page,
    paths: Mapping[str, Right],
    staff: StaffPrincipal,
    path: dict[str, str],
) -> Response:
    ask = _ask(env, staff, path)
    g.admin_page = page
    words = vocabulary(
        ask, csrf=guard.csrf_token(env, staff), paths=paths, here=_here(page, path)
    )
    if not staff.may(page.right):
        return _refused(ask, page, words)
    try:
        if page.method != "GET":
            guard.check_unsafe(env, staff)
        if page.sensitive and not staff.is_fresh(env.clock.now()):
            return guard.to_prove(env)
        found = page.handler(ask)
    except SetiaError as error:
        return _wrong(ask, error, words)
    if isinstance(found, Redirect):
        return _go(ask, found)
    if isinstance(found, Download):
        return _file(found)
    return page_of(ask, found, words)


def _ask(env: Env, staff: StaffPrincipal, path: dict[str, str]) -> Ask:
    return Ask(
        env=env,
        staff=staff,
        office=env.database.run(staff.programme_id, office),
        path=path,
        query=request.args,
        sent=request.form,
        files=request.files,
        headers=dict(request.headers),
        request_id=g.get("request_id", ""),
        address=request.remote_addr or "",
    )


def _here(page: Page, path: dict[str, str]) -> str:
    at = page.path
    for name, value in path.items():
        at = at.replace(f"<{name}>", value)
    return at


def _go(ask: Ask, found: Redirect) -> Response:
    to = told_address(found)
    if ask.hx:
        answer = Response("", 200)
        answer.headers["HX-Redirect"] = to
        return answer
    sent = redirect(to, SEE_OTHER)
    return Response(sent.get_data(), SEE_OTHER, {"Location": to})


def _file(found: Download) -> Response:
    answer = Response(
        stream_with_context(iter(found.pieces)),
        content_type=found.content_type,
    )
    answer.headers.set("Content-Disposition", "attachment", filename=found.filename)
    return answer


def _refused(ask: Ask, page: Page, words: dict[str, Any]) -> Response:
    roles = ", ".join(ask.say(f"role.{role.value}") for role in who_may(page.right))
    said = {
        "role": ask.say(f"role.{ask.staff.role.value}"),
        "roles": roles,
        "unpaid": ask.staff.reading_only and may(ask.staff.role, page.right),
    }
    return page_of(ask, View("admin/refused.html", said, FORBIDDEN), words)


def _wrong(ask: Ask, error: SetiaError, words: dict[str, Any]) -> Response:
    status = status_of(error)
    if isinstance(error, InvariantBroken):
        log.critical("invariant_broken", reason=error.code, exc_info=error)
    elif status >= OURS:
        log.warning("admin_request_failed", reason=error.code)
    if isinstance(error, PlatformError | InvariantBroken) or status >= OURS:
        text = ask.say("wrong.ours", number=ask.request_id)
    elif isinstance(error, guard.FormStale):
        text = ask.say("wrong.form_stale")
    elif isinstance(error, Missing):
        text = ask.say("wrong.missing")
    else:
        text = ask.why(error)
    said = {"text": text, "code": error.code}
    return page_of(ask, View("admin/wrong.html", said, status), words)
