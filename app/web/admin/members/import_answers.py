"""The answers of an import: what its columns are, and how it shall be done."""

from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError

from app.domain.errors import SetiaError
from app.domain.importing.columns import KEYS, Column
from app.domain.importing.options import ImportOptions
from app.domain.staff import Right
from app.domain.tiers.ladder import ladder_of
from app.domain.typed_numbers import Unread, read_exact
from app.services.channel_orders import PLATFORM
from app.services.importing import desk
from app.services.importing.job import tier_names
from app.storage.importing import ImportRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.members.countries import countries, country_of
from app.web.admin.members.importing import AT, found, steps
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("import_answers")

SHOWN: Final = 3


class OptionsForm(BaseModel):
    """What was chosen."""

    mode: Literal["add", "set", "keep_higher"] = "add"
    unknown: Literal["create", "invite", "skip"] = "create"
    rate: str = Field(default="1", max_length=20)
    expiry: Literal["programme", "never", "days", "date"] = "programme"
    expiry_days: int = Field(default=365, ge=1, le=3660)
    expiry_date: date | None = None
    date_order: Literal["ask", "day_first", "month_first"] = "ask"
    separators: Literal["none", ",", "."] = "none"
    country: str = Field(default="", max_length=2)
    store_id: UUID | None = None
    counts: Literal["yes", ""] = ""
    credit_asset: str | None = None


@pages.page("GET", f"{AT}/<id>/columns", right=Right.MEMBERS)
def import_columns(ask: Ask) -> View:
    """Show each column of the file, and what it probably is."""
    row = found(ask)
    places = {str(at): name for name, at in row.options["columns"].items()}
    said = {f"col-{at}": name for at, name in places.items()}
    return _columns(ask, row, filled(said))


@pages.page("POST", f"{AT}/<id>/columns", right=Right.MEMBERS)
def import_columns_said(ask: Ask) -> View | Redirect:
    """Keep what each column is."""
    row = found(ask)
    width = len(row.shape["headers"])
    said = {f"col-{at}": ask.sent.get(f"col-{at}", "") for at in range(width)}
    form: Typed[Any] = filled(said)
    columns: dict[Column, int] = {}
    for at in range(width):
        name = said[f"col-{at}"]
        if name not in set(Column):
            continue
        if Column(name) in columns:
            label = ask.say(f"import.col.{name}")
            form.refuse(f"col-{at}", ask.say("import.columns_twice", column=label))
        columns[Column(name)] = at
    if not any(key in columns for key in KEYS):
        form.refuse("", ask.say("why.import_columns_missing"))
    if form.errors:
        return _columns(ask, row, form, 400)
    _keep(ask, row, {"columns": columns})
    return Redirect(address_of(f"{AT}/{row.import_id}/options"))


def _columns(ask: Ask, row: ImportRow, form: Typed[Any], status: int = 200) -> View:
    look = desk.look(ask.env, ask.programme_id, row, SHOWN)
    places = [
        (
            at,
            header,
            [cells[at] for cells in look.samples if at < len(cells) and cells[at]],
        )
        for at, header in enumerate(look.headers)
    ]
    said = {"row": row, "form": form, "places": places, "choices": _choices(ask)}
    return View("admin/members/import_columns.html", said | steps("columns"), status)


def _choices(ask: Ask) -> list[tuple[str, str]]:
    known = [(each.value, ask.say(f"import.col.{each.value}")) for each in Column]
    return [("", ask.say("import.ignore")), *known]


def _keep(ask: Ask, row: ImportRow, answers: dict[str, Any]) -> None:
    options = ImportOptions.model_validate({**row.options, **answers})
    by = ask.staff.actor
    ask.run(lambda uow: desk.answer(uow, row.import_id, options, by=by))


@pages.page("GET", f"{AT}/<id>/options", right=Right.MEMBERS)
def import_options(ask: Ask) -> View:
    """Show what can be chosen."""
    row = found(ask)
    options = row.options
    said = {
        **{name: options[name] for name in OptionsForm.model_fields if name in options},
        "separators": options["separators"] or "none",
        "country": options["country"].upper() or country_of(ask.office.timezone),
        "counts": "yes" if options["counts_for_tier"] else "",
    }
    return _options(ask, row, filled(said))


@pages.page("POST", f"{AT}/<id>/options", right=Right.MEMBERS)
def import_options_said(ask: Ask) -> View | Redirect:
    """Keep what was chosen, and try it."""
    row, typed = found(ask), ask.form(OptionsForm)
    said = typed.value
    if said is not None and said.expiry == "date" and not _ahead(ask, said.expiry_date):
        typed.refuse("expiry_date", ask.say("import.expiry_date_missing"))
        said = None
    if said is not None and said.country not in {code for code, _ in _countries(ask)}:
        typed.refuse("country", ask.say("form.enum"))
        said = None
    if said is None:
        return _options(ask, row, typed, 400)
    try:
        rate = read_exact(said.rate)
    except Unread:
        typed.refuse("rate", ask.say("import.rate_wrong"))
        return _options(ask, row, typed, 400)
    answers = said.model_dump(exclude={"counts", "separators"}) | {
        "rate": rate,
        "separators": "" if said.separators == "none" else said.separators,
        "counts_for_tier": said.counts == "yes",
        "tiers": _tiers_said(ask),
    }
    try:
        _keep(ask, row, answers)
        ask.run(lambda uow: desk.check(ask.env, uow, row.import_id))
    except ValidationError:
        typed.refuse("rate", ask.say("import.rate_wrong"))
        return _options(ask, row, typed, 400)
    except SetiaError as error:
        typed.refuse("", ask.why(error))
        return _options(ask, row, typed, 400)
    return Redirect(address_of(f"{AT}/{row.import_id}"))


def _countries(ask: Ask) -> list[tuple[str, str]]:
    return [("", ask.say("import.country.none")), *countries(ask.language)]


def _ahead(ask: Ask, day: date | None) -> bool:
    return day is not None and day > ask.now.date()


def _tiers_said(ask: Ask) -> dict[str, str]:
    theirs, ours = ask.sent.getlist("tier_name"), ask.sent.getlist("tier_here")
    return dict(zip(theirs, ours, strict=False))


def _options(ask: Ask, row: ImportRow, form: Typed[Any], status: int = 200) -> View:
    def read(uow: UnitOfWork) -> tuple[list[tuple[str, str]], Any]:
        shops = [
            (str(store.store_id), store.name)
            for store in StoreRepository(uow).all()
            if store.platform != PLATFORM
        ]
        return shops, ProgrammeRepository(uow).live()[1]

    shops, document = ask.run(read)
    known = tier_names(document, ImportOptions())
    names = desk.tiers_in(ask.env, ask.programme_id, row)
    kept = row.options["tiers"]
    said = {
        "row": row,
        "form": form,
        "countries": _countries(ask),
        "stores": [("", ask.say("import.store_any")), *shops],
        "strange": [
            (name, kept.get(name, "")) for name in names if name.casefold() not in known
        ],
        "credits": [("", ask.say("import.ignore"))]
        + [(one.id, one.id) for one in document.assets if one.kind == "credit"]
        if Column.STORE_CREDIT.value in row.options["columns"]
        else [],
        "tiers": [("", ask.say("import.tier_none"))]
        + [(tier, tier) for tier in ladder_of(document).ranks],
    }
    return View("admin/members/import_options.html", said | steps("options"), status)
