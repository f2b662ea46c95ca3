"""The programme's name and clock, pause, and how much each role may give by hand."""

from typing import Final, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, Field

from app.domain.goodwill import Limits
from app.domain.staff import Right, Role
from app.services import goodwill, programme_desk
from app.services.staff.audit import Fact
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.words.zones import zone_name

pages = Pages("general")

AT: Final = "/settings"
MOST: Final = 10**12
LIMITED: Final = (Role.MANAGER, Role.SUPPORT)
FIRST_ZONES: Final = (
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Asia/Kuala_Lumpur",
    "Asia/Kuching",
    "Asia/Singapore",
)


class GeneralForm(BaseModel):
    """What a programme is called, and whose day it keeps."""

    name: str = Field(min_length=2, max_length=80)
    timezone: str


class LimitForm(BaseModel):
    """What a role may give alone, in smallest units."""

    role: Role
    per_deed: int = Field(ge=0, le=MOST)
    per_day: int = Field(ge=0, le=MOST)
    per_member: int = Field(ge=0, le=MOST)


@pages.page("GET", AT, right=Right.READ)
def general(ask: Ask) -> View:
    """Show the settings."""
    return _view(
        ask, filled({"name": ask.office.name, "timezone": ask.office.timezone})
    )


@pages.page("POST", AT, right=Right.SETTINGS)
def save_general(ask: Ask) -> View | Redirect:
    """Keep name and time zone."""
    typed = ask.form(GeneralForm)
    said = typed.value
    if said is not None and said.timezone not in available_timezones():
        typed.refuse("timezone", ask.say("general.no_zone"))
        said = None
    if said is None:
        return _view(ask, typed, 400)
    before: dict[str, Fact] = {
        "name": ask.office.name,
        "timezone": ask.office.timezone,
    }

    def write(uow: UnitOfWork) -> None:
        programme_desk.rename(uow, name=said.name, timezone=said.timezone)
        ask.audit(
            uow,
            "programme.settings",
            f"programme:{ask.programme_id}",
            before=before,
            after=said.model_dump(),
        )

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("say.saved"))


@pages.page("POST", f"{AT}/pause", right=Right.PROGRAMME)
def pause(ask: Ask) -> Redirect:
    """Pause the programme, or let it go on; a frozen one stays frozen."""
    to: Literal["paused", "active"] = (
        "paused" if ask.office.state == "active" else "active"
    )

    def write(uow: UnitOfWork) -> None:
        programme_desk.set_state(ask.env, uow, to)
        ask.audit(uow, f"programme.{to}", f"programme:{ask.programme_id}")

    ask.run(write)
    said = "general.paused" if to == "paused" else "general.resumed"
    return Redirect(address_of(AT), told=ask.say(said), undo=address_of(f"{AT}/pause"))


@pages.page("POST", f"{AT}/limits", right=Right.TEAM, sensitive=True)
def save_limits(ask: Ask) -> View | Redirect:
    """Keep what a role may give by hand."""
    typed = ask.form(LimitForm)
    said = typed.value
    if said is None or said.role not in LIMITED:
        first = filled({"name": ask.office.name, "timezone": ask.office.timezone})
        return _view(ask, first, 400, limit_form=typed)
    limits = Limits(said.per_deed, said.per_day, said.per_member)

    def write(uow: UnitOfWork) -> None:
        by = ask.staff.actor
        goodwill.set_limits(ask.env, uow, said.role, limits, by=by)
        facts: dict[str, Fact] = {
            "per_deed": said.per_deed,
            "per_day": said.per_day,
            "per_member": said.per_member,
        }
        ask.audit(uow, "limits.changed", f"role:{said.role.value}", after=facts)

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("say.saved"))


def _view(
    ask: Ask,
    form: Typed[GeneralForm],
    status: int = 200,
    *,
    limit_form: Typed[LimitForm] | None = None,
) -> View:
    limits = ask.run(goodwill.limits_of) if ask.office.version is not None else {}
    wrong = limit_form.get("role") if limit_form else None
    return View(
        "admin/settings/general.html",
        {
            "form": form,
            "zones": [
                *((zone, zone_name(zone, ask.language)) for zone in FIRST_ZONES),
                *sorted(
                    (
                        (zone, zone_name(zone, ask.language))
                        for zone in available_timezones() - set(FIRST_ZONES)
                    ),
                    key=lambda pair: pair[1],
                ),
            ],
            "limits": [
                (
                    role,
                    limit_form
                    if limit_form and wrong == role.value
                    else filled(
                        {
                            "per_deed": limits[role].per_deed,
                            "per_day": limits[role].per_day,
                            "per_member": limits[role].per_member,
                        }
                    ),
                )
                for role in LIMITED
                if role in limits
            ],
        },
        status,
    )
