"""Settings, Team: who works here, who is invited, and what each may do."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import Refused, SetiaError
from app.domain.staff import RIGHTS, Right, Role
from app.services.staff import account, invitations, staffing
from app.services.staff.sessions import SessionOver
from app.web.admin.forms import WHOLE, Typed, filled
from app.web.admin.route import PREFIX, Answer, Ask, Pages, Redirect, View
from app.web.admin.team.doing import by

TEAM = f"{PREFIX}/settings/team"
WRONG = 400

pages = Pages("team")


class InviteForm(BaseModel):
    """Whom to invite."""

    model_config = ConfigDict(frozen=True)

    role: Role
    email: Annotated[str | None, Field(max_length=254)] = None


class RoleForm(BaseModel):
    """What somebody is to be."""

    model_config = ConfigDict(frozen=True)

    role: Role


class RemoveForm(BaseModel):
    """Whom to remove: the name, typed."""

    model_config = ConfigDict(frozen=True)

    typed_name: Annotated[str, Field(max_length=200)]


@pages.page("GET", "/settings/team", right=Right.READ)
def team(ask: Ask) -> View:
    """Show everybody who works here."""
    return _team(ask, filled({"role": Role.SUPPORT.value}))


def _team(
    ask: Ask,
    form: Typed[InviteForm],
    *,
    link: str | None = None,
    status: int = 200,
) -> View:
    merchant_id = ask.staff.merchant_id
    people = staffing.team(ask.env, merchant_id)
    said = {
        "people": people,
        "waiting": invitations.waiting(ask.env, merchant_id),
        "names": {each.row.staff_id: each.row.name for each in people},
        "form": form,
        "roles": [(role.value, ask.say(f"role.{role.value}")) for role in Role],
        "rights": {role: sorted(RIGHTS[role]) for role in Role},
        "link": link,
    }
    return View("admin/team/team.html", said, status)


@pages.page("POST", "/settings/team/invite", right=Right.TEAM, sensitive=True)
def invite(ask: Ask) -> View:
    """Make an invitation and show its link, which is shown here only."""
    typed = ask.form(InviteForm)
    if typed.value is None:
        return _team(ask, typed, status=WRONG)
    try:
        token, _ = invitations.invite(
            ask.env,
            ask.staff.merchant_id,
            role=typed.value.role,
            email=typed.value.email,
            made_by=ask.staff.staff_id,
            by=by(ask),
        )
    except SetiaError as error:
        typed.refuse("email", ask.why(error))
        return _team(ask, typed, status=WRONG)
    link = f"{ask.env.public_url.rstrip('/')}{PREFIX}/invitations/{token}"
    return _team(ask, filled({"role": typed.get("role")}), link=link)


@pages.page(
    "POST", "/settings/team/invitations/<id>/revoke", right=Right.TEAM, sensitive=True
)
def revoke(ask: Ask) -> Redirect:
    """Take an invitation back."""
    invitations.revoke(ask.env, ask.staff.merchant_id, ask.id_of("id"), by=by(ask))
    return Redirect(TEAM, told=ask.say("team.revoked"))


@pages.page("GET", "/settings/team/<id>", right=Right.TEAM)
def person(ask: Ask) -> View:
    """Show one of the team, where they are signed in, and what can be changed."""
    return _person(ask, filled({}))


def _person(ask: Ask, form: Typed[RemoveForm], *, status: int = 200) -> View:
    found = staffing.teammate(ask.env, ask.staff.merchant_id, ask.id_of("id"))
    said = {
        "person": found.row,
        "sessions": found.sessions,
        "form": form,
        "itself": found.row.staff_id == ask.staff.staff_id,
        "roles": [(role.value, ask.say(f"role.{role.value}")) for role in Role],
    }
    return View("admin/team/person.html", said, status)


@pages.page("POST", "/settings/team/<id>/role", right=Right.TEAM, sensitive=True)
def change_role(ask: Ask) -> Answer:
    """Give somebody another role; they sign in again."""
    typed = ask.form(RoleForm)
    if typed.value is None:
        return _person(ask, filled({}), status=WRONG)
    staff_id = ask.id_of("id")
    try:
        row = staffing.change_role(
            ask.env, ask.staff.merchant_id, staff_id, typed.value.role, by=by(ask)
        )
    except Refused as error:
        form: Typed[RemoveForm] = filled({})
        form.refuse(WHOLE, ask.why(error))
        return _person(ask, form, status=WRONG)
    role = ask.say(f"role.{typed.value.role.value}")
    told = ask.say("team.role_changed", name=row.name, role=role)
    return Redirect(TEAM, told=told)


@pages.page("POST", "/settings/team/<id>/remove", right=Right.TEAM, sensitive=True)
def remove(ask: Ask) -> Answer:
    """Take somebody off the team, once their name was typed."""
    typed = ask.form(RemoveForm)
    staff_id, merchant_id = ask.id_of("id"), ask.staff.merchant_id
    found = staffing.teammate(ask.env, merchant_id, staff_id).row
    if typed.value is None or typed.value.typed_name != found.name:
        typed.refuse("typed_name", ask.say("team.name_differs", name=found.name))
        return _person(ask, typed, status=WRONG)
    try:
        staffing.remove(ask.env, merchant_id, staff_id, by=by(ask))
    except Refused as error:
        typed.refuse(WHOLE, ask.why(error))
        return _person(ask, typed, status=WRONG)
    return Redirect(TEAM, told=ask.say("team.removed", name=found.name))


@pages.page("POST", "/settings/team/<id>/sign-out", right=Right.TEAM, sensitive=True)
def sign_out(ask: Ask) -> Redirect:
    """End every session of somebody."""
    staff_id = ask.id_of("id")
    ended = staffing.sign_out(ask.env, ask.staff.merchant_id, staff_id, by=by(ask))
    return Redirect(f"{TEAM}/{staff_id}", told=ask.say("team.signed_out", ended))


@pages.page(
    "POST",
    "/settings/team/<id>/sessions/<session>/end",
    right=Right.TEAM,
    sensitive=True,
)
def end_session(ask: Ask) -> Redirect:
    """End one session of somebody."""
    staff_id = ask.id_of("id")
    ended = staffing.end_session(
        ask.env, ask.staff.merchant_id, staff_id, ask.id_of("session"), by=by(ask)
    )
    if not ended:
        raise SessionOver("this session has ended")
    return Redirect(f"{TEAM}/{staff_id}", told=ask.say("team.signed_out", 1))


@pages.page(
    "POST", "/settings/team/<id>/second-factor/off", right=Right.TEAM, sensitive=True
)
def drop_second_factor(ask: Ask) -> Redirect:
    """Take a lost second factor away; its owner sets up a new one."""
    staff_id = ask.id_of("id")
    row = account.drop_second_factor(
        ask.env, ask.staff.merchant_id, staff_id, by=by(ask), forced=True
    )
    told = ask.say("team.second_factor_off", name=row.name)
    return Redirect(f"{TEAM}/{staff_id}", told=told)
