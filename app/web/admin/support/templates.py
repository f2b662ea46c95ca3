"""Ready replies in three languages, and in how many days an answer is due."""

from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.staff import Right
from app.domain.support import CAUSES, MOST_DAYS
from app.domain.words import Language
from app.services.support_desk import MOST_TEXT
from app.storage.support_messages import (
    SupportTemplates,
    Template,
    TemplateNameTaken,
    Times,
)
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.support.queue import AT, tabs
from app.web.admin.support.talk import causes

pages = Pages("replies")

HERE: Final = f"{AT}/templates"


class TemplateForm(BaseModel):
    """One ready reply."""

    template_id: UUID
    name: str = Field(min_length=1, max_length=80)
    cause: str | None = None
    en: str | None = Field(default=None, max_length=MOST_TEXT)
    id: str | None = Field(default=None, max_length=MOST_TEXT)
    ms: str | None = Field(default=None, max_length=MOST_TEXT)


class TimesForm(BaseModel):
    """In how many working days an answer is due."""

    usual_days: int = Field(ge=0, le=MOST_DAYS)
    top_days: int = Field(ge=0, le=MOST_DAYS)


@pages.page("GET", HERE, right=Right.READ)
def templates(ask: Ask) -> View:
    """Show ready replies; ``?edit=`` opens one."""
    return _view(ask, None, None)


@pages.page("POST", HERE, right=Right.SERVE)
def save_template(ask: Ask) -> View | Redirect:
    """Keep a ready reply, new or changed."""
    typed = ask.form(TemplateForm)
    said = typed.value
    if said is None:
        return _view(ask, typed, None, 400)
    texts = {
        language.value: text
        for language in Language
        if (text := getattr(said, language.value))
    }
    if not texts:
        typed.refuse("en", ask.say("support.template_empty"))
        return _view(ask, typed, None, 400)
    kept = Template(
        template_id=said.template_id,
        name=said.name,
        cause=said.cause if said.cause in CAUSES else None,
        texts=texts,
    )

    def write(uow: UnitOfWork) -> None:
        SupportTemplates(uow).save(kept, by=ask.staff.actor, at=ask.now)
        facts = {"template": str(kept.template_id)}
        ask.audit(uow, "settings.reply_saved", "settings:support", after=facts)

    try:
        ask.run(write)
    except TemplateNameTaken as error:
        typed.refuse("name", ask.why(error))
        return _view(ask, typed, None, 400)
    return Redirect(address_of(HERE), told=ask.say("say.saved"))


@pages.page("POST", f"{HERE}/<id>/remove", right=Right.SERVE)
def remove_template(ask: Ask) -> Redirect:
    """Forget a ready reply."""
    template_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        SupportTemplates(uow).get(template_id)
        SupportTemplates(uow).drop(template_id)
        facts = {"template": str(template_id)}
        ask.audit(uow, "settings.reply_removed", "settings:support", before=facts)

    ask.run(write)
    return Redirect(address_of(HERE), told=ask.say("support.template_removed"))


@pages.page("POST", f"{HERE}/times", right=Right.SETTINGS)
def save_times(ask: Ask) -> View | Redirect:
    """Keep in how many working days an answer is due from now on."""
    typed = ask.form(TimesForm)
    said = typed.value
    if said is None:
        return _view(ask, None, typed, 400)

    def write(uow: UnitOfWork) -> None:
        desk = SupportTemplates(uow)
        before = desk.times()
        times = Times(said.usual_days, said.top_days)
        desk.set_times(times, by=ask.staff.actor, at=ask.now)
        ask.audit(
            uow,
            "settings.support_times",
            "settings:support",
            before={"usual": before.usual_days, "top": before.top_days},
            after={"usual": times.usual_days, "top": times.top_days},
        )

    ask.run(write)
    return Redirect(address_of(HERE), told=ask.say("say.saved"))


def _view(
    ask: Ask,
    form: Typed[Any] | None,
    times_form: Typed[Any] | None,
    status: int = 200,
) -> View:
    def read(uow: UnitOfWork) -> tuple[list[Template], Times]:
        desk = SupportTemplates(uow)
        return desk.all(), desk.times()

    found, times = ask.run(read)
    opened = next(
        (one for one in found if str(one.template_id) == ask.query.get("edit")), None
    )
    first: dict[str, Any] = {"template_id": ask.env.ids.new()}
    if opened is not None:
        first = {
            "template_id": opened.template_id,
            "name": opened.name,
            "cause": opened.cause,
            **opened.texts,
        }
    days = {"usual_days": times.usual_days, "top_days": times.top_days}
    return View(
        "admin/support/templates.html",
        {
            "found": found,
            "form": form or filled(first),
            "times_form": times_form or filled(days),
            "causes": causes(ask),
            "tabs": tabs(ask),
            "most_days": MOST_DAYS,
            "opened": opened,
        },
        status,
    )
