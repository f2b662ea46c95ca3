"""Your account: name, language, password, second factor, sessions, programmes."""

from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import SetiaError
from app.domain.ids import public_id
from app.domain.staff import Right
from app.domain.words import Language
from app.services.founding import EnoughProgrammes, found_programme
from app.services.staff import account, second_factor, staffing
from app.services.staff.openings import openings
from app.services.staff.passwords import WeakPassword
from app.services.staff.sessions import SessionOver
from app.services.staff.signing_in import WrongSignIn
from app.services.staff.trying import TooManyTries
from app.storage.unit_of_work import UnitOfWork
from app.web.admin import guard
from app.web.admin.forms import Typed, filled
from app.web.admin.joining import ZONES
from app.web.admin.route import PREFIX, Answer, Ask, Pages, Redirect, View
from app.web.admin.team.doing import by, keep_token, session_here
from app.web.admin.words import knows
from app.web.admin.words.zones import zone_name

ACCOUNT = f"{PREFIX}/account"
WRONG = 400

pages = Pages("account")


class ProfileForm(BaseModel):
    """How somebody is called and spoken to."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(max_length=80)]
    language: Language


class PasswordForm(BaseModel):
    """The password that was and the one that will be."""

    model_config = ConfigDict(frozen=True)

    current_password: Annotated[str | None, Field(max_length=400)] = None
    new_password: Annotated[str, Field(max_length=400)]
    repeated_password: Annotated[str, Field(max_length=400)]


class ProgrammeForm(BaseModel):
    """A programme to be."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(min_length=2, max_length=80)]
    timezone: str


class CodeForm(BaseModel):
    """A code of the second factor."""

    model_config = ConfigDict(frozen=True)

    code: Annotated[str, Field(max_length=40)]


@pages.page("GET", "/account", right=Right.READ)
def own(ask: Ask) -> View:
    """Show one's own account."""
    return _own(ask)


def _own(
    ask: Ask,
    *,
    profile: Typed[ProfileForm] | None = None,
    password: Typed[PasswordForm] | None = None,
    status: int = 200,
) -> View:
    me = staffing.teammate(ask.env, ask.staff.merchant_id, ask.staff.staff_id)
    shown = {"name": me.row.name, "language": me.row.language.value}
    said = {
        "me": me.row,
        "sessions": me.sessions,
        "profile": profile or filled(shown),
        "password": password or filled({}),
        "alone": ask.staff.session_id is not None,
        "spoken": [
            (each.value, ask.say(f"staff.language.{each}")) for each in Language
        ],
    }
    return View("admin/team/account.html", said, status)


@pages.page("POST", "/account", right=Right.READ)
def set_profile(ask: Ask) -> Answer:
    """Change one's name and language."""
    typed = ask.form(ProfileForm)
    if typed.value is None:
        return _own(ask, profile=typed, status=WRONG)
    try:
        account.set_profile(
            ask.env,
            ask.staff.merchant_id,
            ask.staff.staff_id,
            name=typed.value.name,
            language=typed.value.language,
        )
    except SetiaError as error:
        typed.refuse("name", ask.why(error))
        return _own(ask, profile=typed, status=WRONG)
    return Redirect(ACCOUNT, told=ask.say("account.saved"))


@pages.page("POST", "/account/password", right=Right.READ)
def set_password(ask: Ask) -> Answer:
    """Change one's password; every other session ends."""
    typed = ask.form(PasswordForm)
    if typed.value is None:
        return _own(ask, password=typed, status=WRONG)
    if typed.value.new_password != typed.value.repeated_password:
        typed.refuse("repeated_password", ask.say("entrance.passwords_differ"))
        return _own(ask, password=typed, status=WRONG)
    try:
        token = account.set_password(
            ask.env,
            session_here(ask.env),
            current=ask.sent.get("current_password", ""),
            fresh=ask.sent.get("new_password", ""),
            address=ask.address,
            by=by(ask),
        )
    except WeakPassword as error:
        key = f"why.weak_password.{error.reason}"
        words = ask.say(key) if knows(key) else ask.why(error)
        typed.refuse("new_password", words)
        return _own(ask, password=typed, status=WRONG)
    except (WrongSignIn, TooManyTries) as error:
        typed.refuse("current_password", ask.why(error))
        return _own(ask, password=typed, status=WRONG)
    keep_token(ask.env, token)
    return Redirect(ACCOUNT, told=ask.say("account.password_changed"))


@pages.page("GET", "/account/second-factor", right=Right.READ, sensitive=True)
def second_factor_page(ask: Ask) -> View:
    """Show the square code of a second factor that is being set up."""
    return _second_factor(ask, filled({}))


def _second_factor(ask: Ask, form: Typed[CodeForm], *, status: int = 200) -> View:
    row = session_here(ask.env).staff
    said = {"square": second_factor.enrolment(ask.env, row), "me": row, "form": form}
    return View("admin/team/second_factor.html", said, status)


@pages.page("POST", "/account/second-factor/begin", right=Right.READ, sensitive=True)
def begin_second_factor(ask: Ask) -> Redirect:
    """Make the secret of a second factor."""
    second_factor.begin_enrolment(ask.env, session_here(ask.env).staff)
    return Redirect(f"{ACCOUNT}/second-factor")


@pages.page("POST", "/account/second-factor", right=Right.READ, sensitive=True)
def confirm_second_factor(ask: Ask) -> View:
    """Put a second factor into force, and show the recovery codes once."""
    typed = ask.form(CodeForm)
    if typed.value is None:
        return _second_factor(ask, typed, status=WRONG)
    try:
        token, codes = account.confirm(
            ask.env,
            session_here(ask.env),
            code=typed.value.code,
            address=ask.address,
            by=by(ask),
        )
    except (WrongSignIn, TooManyTries) as error:
        typed.refuse("code", ask.why(error))
        return _second_factor(ask, typed, status=WRONG)
    keep_token(ask.env, token)
    return View("admin/team/codes.html", {"codes": codes})


@pages.page("POST", "/account/second-factor/off", right=Right.READ, sensitive=True)
def own_second_factor_off(ask: Ask) -> Redirect:
    """Take one's second factor away; owners keep theirs."""
    account.drop_second_factor(
        ask.env, ask.staff.merchant_id, ask.staff.staff_id, by=by(ask)
    )
    return Redirect(guard.SIGN_IN)


@pages.page("POST", "/account/recovery", right=Right.READ, sensitive=True)
def renew_recovery(ask: Ask) -> View:
    """Make new recovery codes; the old ones open nothing any more."""
    codes = account.new_recovery_codes(
        ask.env, ask.staff.merchant_id, ask.staff.staff_id, by=by(ask)
    )
    return View("admin/team/codes.html", {"codes": codes})


@pages.page("POST", "/account/sessions/<session>/end", right=Right.READ)
def end_own_session(ask: Ask) -> Redirect:
    """End one of one's own sessions."""
    ended = staffing.end_session(
        ask.env,
        ask.staff.merchant_id,
        ask.staff.staff_id,
        ask.id_of("session"),
        by=by(ask),
    )
    if not ended:
        raise SessionOver("this session has ended")
    return Redirect(ACCOUNT, told=ask.say("team.signed_out", 1))


@pages.page("POST", "/account/sign-out-everywhere", right=Right.READ)
def sign_out_everywhere(ask: Ask) -> Redirect:
    """End all of one's sessions but the one in hand."""
    ended = staffing.sign_out(
        ask.env,
        ask.staff.merchant_id,
        ask.staff.staff_id,
        by=by(ask),
        but=ask.staff.session_id,
    )
    return Redirect(ACCOUNT, told=ask.say("team.signed_out", ended))


@pages.page("GET", "/account/programmes", right=Right.READ)
def programmes(ask: Ask) -> View:
    """Show the programmes that can be opened."""
    return _programmes(ask, filled({"timezone": ask.office.timezone}))


@pages.page("POST", "/account/programmes", right=Right.TEAM, sensitive=True)
def add_programme(ask: Ask) -> Answer:
    """Make one more programme of the merchant, with nothing in it yet."""
    typed = ask.form(ProgrammeForm)
    if typed.value is not None and typed.value.timezone not in available_timezones():
        typed.refuse("timezone", ask.say("general.no_zone"))
    if typed.value is None:
        return _programmes(ask, typed, status=WRONG)

    def made(uow: UnitOfWork, programme_id: UUID) -> None:
        # The first entry of its own trail.
        ask.audit(uow, "programme.made", f"programme:{programme_id}")

    try:
        found_programme(
            ask.env,
            ask.staff.merchant_id,
            name=typed.value.name,
            timezone=typed.value.timezone,
            actor=ask.staff.actor,
            witness=made,
        )
    except EnoughProgrammes as error:
        typed.refuse("name", ask.why(error))
        return _programmes(ask, typed, status=WRONG)
    told = ask.say("account.programme_made", name=typed.value.name)
    return Redirect(f"{ACCOUNT}/programmes", told=told)


def _programmes(ask: Ask, form: Typed[ProgrammeForm], *, status: int = 200) -> View:
    found = [
        (public_id("prg", each.programme_id), each)
        for each in openings(ask.env, ask.staff.merchant_id)
    ]
    zones = dict.fromkeys((ask.office.timezone, *ZONES))
    said = {
        "openings": found,
        "alone": ask.staff.session_id is not None,
        "form": form,
        "zones": [(each, zone_name(each, ask.language)) for each in zones],
    }
    return View("admin/team/programmes.html", said, status)
