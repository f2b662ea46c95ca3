"""How people join a team: the first owner's set-up, and invitations.

Both are links with a random token; without one there is nothing to see but how to
get one.
"""

from typing import Final

from flask import Flask, Response, request

from app.domain.errors import SetiaError
from app.domain.words import Language
from app.services import founding
from app.services.env import Env
from app.services.staff import first_run, invitations
from app.services.staff.invitations import Answer, InvitationOver, Invited
from app.web.admin.entrance import FORGED, GONE, REFUSED, arrive
from app.web.admin.entrance_page import caller, language, page
from app.web.admin.session_cookie import BROWSER, is_ours, token_of
from app.web.admin.words import say, why
from app.web.admin.words.zones import zone_name

AT: Final = "/admin"
FIELDS: Final = {
    "weak_password": "password",
    "bad_staff_email": "email",
    "staff_email_taken": "email",
    "bad_staff_name": "name",
}
ZONES: Final = (
    *("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    *("Asia/Kuala_Lumpur", "Asia/Singapore", "UTC"),
)


def register(flask_app: Flask, env: Env) -> None:
    """Serve the ways to join on *flask_app*."""

    def setup_hint() -> Response:
        key = "entrance.setup_how" if first_run.is_fresh(env) else "entrance.setup_done"
        return page(env, "message.html", text_key=key, title_key="entrance.setup_title")

    def accept(token: str) -> Response:
        return _joined(env, token)

    flask_app.add_url_rule(f"{AT}/setup", "entrance_setup", setup_hint)
    for at, name in (("setup", "first"), ("invitations", "invited")):
        flask_app.add_url_rule(
            f"{AT}/{at}/<token>", f"entrance_{name}", accept, methods=["GET", "POST"]
        )


def _joined(env: Env, token: str) -> Response:
    try:
        invited = invitations.find(env, token)
    except InvitationOver:
        return page(env, "message.html", status=GONE, text_key="entrance.link_over")
    if request.method != "POST":
        return _form(env, invited, {})
    if not is_ours(env, request, token_of(env, request, BROWSER)):
        stale = {"": say("entrance.stale", language())}
        return _form(env, invited, stale, status=FORGED)
    typed = request.form
    if typed.get("password") != typed.get("repeated"):
        differ = {"repeated": say("entrance.passwords_differ", language())}
        return _form(env, invited, differ, status=REFUSED)
    spoken = typed.get("language", "")
    answer = Answer(
        name=typed.get("name", ""),
        email=typed.get("email", ""),
        password=typed.get("password", ""),
        language=Language(spoken) if spoken in list(Language) else language(),
        merchant_name=typed.get("shop") if invited.is_first else None,
    )
    try:
        entered = invitations.accept(env, invited, answer, caller(env))
    except SetiaError as error:
        wrong = {FIELDS.get(error.code, ""): why(error, language())}
        return _form(env, invited, wrong, status=REFUSED)
    if invited.is_first:
        zone = typed.get("timezone", "")
        founding.ensure_programme(
            env,
            invited.merchant_id,
            name=answer.merchant_name or invited.merchant_name,
            timezone=zone if zone in ZONES else ZONES[0],
        )
    return arrive(env, entered)


def _form(
    env: Env, invited: Invited, wrong: dict[str, str], *, status: int = 200
) -> Response:
    typed = {
        "language": language().value,
        "email": invited.row.email or "",
        "shop": first_run.named(invited),
        **request.form,
    }
    return page(
        env,
        "join.html",
        status=status,
        invited=invited,
        typed=typed,
        errors=wrong,
        zones=[(each, zone_name(each, language())) for each in ZONES],
    )
