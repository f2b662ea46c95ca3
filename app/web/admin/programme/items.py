"""Lists of the programme: what is there, more of it, and the editor of each."""

from dataclasses import dataclass
from typing import Any

from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.staff import Right
from app.services.programme_desk import Desk, Meanwhile
from app.storage.programmes import DraftChanged
from app.web.admin.programme import editing
from app.web.admin.programme.binding import Item, new_id, part_of, with_part
from app.web.admin.programme.editors import EDITORS
from app.web.admin.programme.places import (
    Place,
    home_of_steps,
    item_place,
    new_place,
    section_of,
    table_place,
)
from app.web.admin.programme.titles import title_of, words_of
from app.web.admin.programme.work import lay_out, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import PREFIX, Ask, NoSuchThing, Pages, Redirect, View

pages = Pages("programme_items")
WRONG = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of a list."""

    item_id: str
    title: str
    words: str
    enabled: bool | None
    """None where it can't be switched."""
    href: str
    first: bool
    last: bool
    kind: str
    changed: bool
    """Whether the draft differs from what is in force."""
    item: Any


def listed(ask: Ask, desk: Desk, section: str) -> list[Listed]:
    """Return the items of a section, in the order of the document."""
    items = getattr(desk.document, section)
    touched = {change.item_id for change in desk.changes if change.section == section}
    return [
        Listed(
            item_id=item.id,
            title=title_of(desk.document, section, item, ask.language),
            words=words_of(desk.document, section, item, ask.language),
            enabled=getattr(item, "enabled", None),
            href=PREFIX + item_place(section, item.id).path,
            first=at == 0,
            last=at == len(items) - 1,
            kind=str(getattr(item, "trigger", getattr(item, "kind", ""))),
            changed=item.id in touched,
            item=item,
        )
        for at, item in enumerate(items)
    ]


def offered(ask: Ask, section: str) -> list[tuple[str, str]]:
    """Return what may be added: addresses and names."""
    at = PREFIX + new_place(section, "").path
    return [
        (f"{at}?kind={one.name}", ask.say(f"programme.new.{section}.{one.name}"))
        for one in EDITORS[section].offered
    ]


@pages.page("GET", "/programme/<slug>/new", right=Right.PROGRAMME)
def new(ask: Ask) -> View:
    """Show what may be added, or the form of one kind."""
    section = section_of(ask.path["slug"])
    if kind := ask.query.get("kind"):
        return editing.show_part(ask, new_place(section, kind))
    said = {
        "offered": offered(ask, section),
        "back": PREFIX + home_of_steps(section),
        "section": section,
    }
    return View("admin/programme/new.html", said)


@pages.page("POST", "/programme/<slug>/new", right=Right.PROGRAMME)
def add(ask: Ask) -> View | Redirect:
    """Add something to the draft."""
    section = section_of(ask.path["slug"])
    kind = ask.sent.get("kind") or ask.query.get("kind") or ""
    return editing.change_part(ask, new_place(section, kind))


@pages.page("POST", "/programme/<slug>/new/sentence", right=Right.READ)
def new_sentence(ask: Ask) -> View:
    """Say what somebody is typing would mean."""
    section = section_of(ask.path["slug"])
    return editing.sentence(ask, new_place(section, ask.sent.get("kind", "")))


def _place(ask: Ask) -> Place:
    return item_place(section_of(ask.path["slug"]), ask.path["item"])


@pages.page("GET", "/programme/<slug>/<item>", right=Right.READ)
def edit(ask: Ask) -> View:
    """Show the editor of one item."""
    return editing.show_part(ask, _place(ask))


@pages.page("POST", "/programme/<slug>/<item>", right=Right.PROGRAMME)
def change(ask: Ask) -> View | Redirect:
    """Save one item into the draft."""
    return editing.change_part(ask, _place(ask))


@pages.page("POST", "/programme/<slug>/<item>/sentence", right=Right.READ)
def sentence(ask: Ask) -> View:
    """Say what somebody is typing would mean."""
    return editing.sentence(ask, _place(ask))


@pages.page("GET", "/programme/<slug>/<item>/yaml", right=Right.READ)
def edit_yaml(ask: Ask) -> View:
    """Show all settings of one item."""
    return editing.show_yaml(ask, _place(ask))


@pages.page("POST", "/programme/<slug>/<item>/yaml", right=Right.PROGRAMME)
def change_yaml(ask: Ask) -> View | Redirect:
    """Save all settings of one item."""
    return editing.change_yaml(ask, _place(ask))


@pages.page("POST", "/programme/<slug>/<item>/do", right=Right.PROGRAMME)
def do(ask: Ask) -> View | Redirect:
    """Move, switch, copy or remove one item; each can be undone."""
    return deed(ask, _place(ask))


@pages.page("GET", "/programme/part/<slug>", right=Right.READ)
def edit_table(ask: Ask) -> View:
    """Show the editor of a section that is one table."""
    return editing.show_part(ask, table_place(ask.path["slug"]))


@pages.page("POST", "/programme/part/<slug>", right=Right.PROGRAMME)
def change_table(ask: Ask) -> View | Redirect:
    """Save a section that is one table."""
    return editing.change_part(ask, table_place(ask.path["slug"]))


@pages.page("POST", "/programme/part/<slug>/sentence", right=Right.READ)
def table_sentence(ask: Ask) -> View:
    """Say what somebody is typing would mean."""
    return editing.sentence(ask, table_place(ask.path["slug"]))


@pages.page("GET", "/programme/part/<slug>/yaml", right=Right.READ)
def edit_table_yaml(ask: Ask) -> View:
    """Show all settings of a section."""
    return editing.show_yaml(ask, table_place(ask.path["slug"]))


@pages.page("POST", "/programme/part/<slug>/yaml", right=Right.PROGRAMME)
def change_table_yaml(ask: Ask) -> View | Redirect:
    """Save all settings of a section."""
    return editing.change_yaml(ask, table_place(ask.path["slug"]))


def deed(ask: Ask, place: Place) -> View | Redirect:
    """Do what a button of a list says."""
    desk = lay_out(ask)
    act, section = ask.sent.get("do", ""), place.section
    item = _find(desk.document, place)
    title = title_of(
        desk.document,
        section,
        desk.document.item(section, str(place.item_id)),
        ask.language,
    )
    data = _done(desk.document, place, item, act)
    if data is None:
        raise NoSuchThing(f"nothing is called {act!r}")
    try:
        document = load_document(data)
    except DocumentInvalid as error:
        said = {
            "title": title,
            "problems": [
                (problem.path, problem_words(problem, ask.language))
                for problem in error.problems
            ],
            "back": PREFIX + place.home,
        }
        return View("admin/programme/holds.html", said, status=WRONG)
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        raise DraftChanged(expected=desk.digest, found=saved.digest)
    words = ask.say(f"programme.done.{act}", title=title)
    return saved_to(ask, saved, place.home, words)


def _find(document: ProgrammeDocument, place: Place) -> Item:
    try:
        return part_of(document, place.section, place.item_id)
    except KeyError as error:
        raise NoSuchThing(f"no such item: {place.item_id!r}") from error


def _done(
    document: ProgrammeDocument, place: Place, item: Item, act: str
) -> dict[str, Any] | None:
    section, item_id = place.section, str(place.item_id)
    match act:
        case "on" | "off":
            changed = {**item, "enabled": act == "on"}
            return with_part(document, section, item_id, changed)
        case "remove":
            return with_part(document, section, item_id, None)
        case "copy":
            copied = {**item, "id": new_id(document, section, item_id)}
            return with_part(document, section, copied["id"], copied)
        case "up" | "down":
            return _moved(document, section, item_id, -1 if act == "up" else 1)
        case _:
            return None


def _moved(
    document: ProgrammeDocument, section: str, item_id: str, by: int
) -> dict[str, Any]:
    data = canonical(document)
    items = data[section]
    at = next(place for place, one in enumerate(items) if one["id"] == item_id)
    to = min(max(at + by, 0), len(items) - 1)
    items.insert(to, items.pop(at))
    return data
