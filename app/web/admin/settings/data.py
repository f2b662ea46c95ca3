"""Everything of the programme as files: asked for, listed, fetched by a link."""

from typing import Final

from pydantic import BaseModel, Field

from app.domain.errors import Refused
from app.domain.exporting import FORMATS, Format, Topic
from app.domain.staff import Right
from app.services.exporting import desk
from app.services.exporting.desk import Wish
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("data")

AT: Final = "/settings/data"


class ExportForm(BaseModel):
    """What was chosen."""

    format: Format = "csv"
    topics: list[Topic] = Field(default_factory=list)


@pages.page("GET", AT, right=Right.EXPORT)
def data(ask: Ask) -> View:
    """Show what there is, and the form for more."""
    return _view(ask, filled({"format": "csv", "topics": list(Topic)}))


@pages.page("POST", AT, right=Right.EXPORT, sensitive=True)
def export(ask: Ask) -> View | Redirect:
    """Ask a worker for the files."""
    typed = ask.form(ExportForm)
    said = typed.value
    if said is not None and not said.topics:
        typed.refuse("topics", ask.say("data.topics_missing"))
        said = None
    if said is None:
        return _view(ask, typed, 400)
    wish = Wish(said.format, tuple(said.topics))

    def write(uow: UnitOfWork) -> None:
        row = desk.ask(ask.env, uow, wish, actor=ask.staff.actor)
        facts = {"format": wish.format, "topics": ", ".join(wish.topics)}
        ask.audit(uow, "export.asked", f"export:{row.export_id}", after=facts)

    try:
        ask.run(write)
    except Refused as error:
        typed.refuse("format", ask.why(error))
        return _view(ask, typed, 400)
    return Redirect(address_of(AT), told=ask.say("data.asked"))


@pages.page("POST", f"{AT}/<id>/link", right=Right.EXPORT, sensitive=True)
def fetch(ask: Ask) -> Redirect:
    """Make a link that works once, and follow it."""
    export_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> str:
        path = desk.link(ask.env, uow, export_id)
        ask.audit(uow, "export.fetched", f"export:{export_id}")
        return path

    return Redirect(ask.run(write))


def _view(ask: Ask, form: Typed[ExportForm], status: int = 200) -> View:
    return View(
        "admin/settings/data.html",
        {
            "form": form,
            "formats": [(each, each.upper()) for each in FORMATS],
            "topics": [each.value for each in Topic],
            "rows": ask.run(desk.recent),
            "now": ask.now,
        },
        status,
    )
