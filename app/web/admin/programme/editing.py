"""The editor of one part: shows it, tries it, saves it, brings two people together."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.domain.programme.canonical import digest
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.recipes.reading import print_data, read_source
from app.services import programme_desk
from app.services.programme_desk import Desk, Meanwhile
from app.web.admin.forms import Typed
from app.web.admin.programme import trying
from app.web.admin.programme.beside import Beside, beside
from app.web.admin.programme.binding import (
    Item,
    around,
    new_id,
    part_of,
    place_of,
    put_problems,
    short_part_of,
    shown,
    taken,
    unseen,
    with_part,
)
from app.web.admin.programme.editors import EDITORS
from app.web.admin.programme.editors.base import Editor
from app.web.admin.programme.fields.base import Around, Fold, Form, Input, Part, Rows
from app.web.admin.programme.fields.rows import ADD, DROP, changed_rows
from app.web.admin.programme.meanwhile import meanwhile_view
from app.web.admin.programme.places import Place, is_list
from app.web.admin.programme.pools import pool_of_part
from app.web.admin.programme.titles import table_words, title_of, words_of
from app.web.admin.programme.work import bar_of, lay_out, said_in, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, NoSuchThing, Redirect, View

PICK = "pick:"
TEMPLATE = "admin/programme/editor.html"
WRONG = 400


@dataclass(slots=True)
class Open:
    """A part that is open in its editor."""

    ask: Ask
    place: Place
    desk: Desk
    base: ProgrammeDocument
    """The state from which the edit began."""
    base_digest: str
    item: Item
    form: Form
    editor: Editor

    @property
    def around(self) -> Around:
        """What its fields must know."""
        return self.form.around


def open_part(ask: Ask, place: Place, said: Mapping[str, str]) -> Open:
    """Open a part as it was when the edit began.

    Raises:
        NoSuchThing: It is not there.
    """
    desk = lay_out(ask)
    base, base_digest = desk.document, said.get("base", desk.digest)
    if base_digest != desk.digest:
        found = ask.run(lambda uow: programme_desk.begun_from(uow, base_digest))
        base = found if found is not None else base
    others = [store.currency for store in ask.office.stores]
    near = around(base, ask.language, others=others)
    item = _item(base, place, near)
    subject = str(item.get("trigger", "member"))
    near = around(base, ask.language, others=others, item={"trigger": subject})
    editor = EDITORS[place.section]
    return Open(ask, place, desk, base, base_digest, item, Form(near, said), editor)


def _item(document: ProgrammeDocument, place: Place, near: Around) -> Item:
    if place.kind is not None:
        for offered in EDITORS[place.section].offered:
            if offered.name == place.kind:
                return {"id": "", **offered.template(near)}
        raise NoSuchThing(f"no such kind: {place.kind!r}")
    try:
        return part_of(document, place.section, place.item_id)
    except KeyError as error:
        raise NoSuchThing(f"no such item: {place.item_id!r}") from error


def show_part(ask: Ask, place: Place) -> View:
    """Return the editor of a part."""
    return _view(open_part(ask, place, {}))


def change_part(ask: Ask, place: Place) -> View | Redirect:
    """Do what a button of the editor says: rows, a try, or save."""
    said = said_in(ask.sent)
    act = _act(said)
    if act.startswith((ADD, DROP)):
        said = changed_rows(said, act, 0)
        return _view(open_part(ask, place, said), touched=True)
    here = open_part(ask, place, said)
    document, others = _document(here)
    if document is None or act == "try":
        status = WRONG if document is None else 200
        return _view(here, document, others, status=status, touched=True)
    saved = save(ask, document, base_digest=here.base_digest, said=said)
    if isinstance(saved, Meanwhile):
        return meanwhile_view(ask, place, saved, said)
    words = ask.say("programme.saved", title=_title(document, place, here))
    return saved_to(ask, saved, place.home, words)


def _act(said: Mapping[str, str]) -> str:
    act = said.get("act", "save")
    if act.startswith(PICK):
        return said.get(act, "save")
    return act


def _document(here: Open) -> tuple[ProgrammeDocument | None, tuple[str, ...]]:
    """Return the document with what was typed, or what is wrong beside fields."""
    place = here.place
    mine = taken(here.editor, here.item, here.form)
    if place.new:
        section, kind = place.section, str(place.kind)
        mine["id"] = new_id(here.base, section, _wish(mine, kind))
    here.item = mine
    name = mine["id"] if place.new else place.item_id
    data = with_part(here.base, place.section, name, mine)
    if here.form.errors:
        return None, ()
    try:
        return load_document(data), ()
    except DocumentInvalid as error:
        inside: tuple[str | int, ...] = (place.section,)
        if is_list(place.section):
            inside = (place.section, _at(here, name))
        others = put_problems(here.editor, mine, here.form, error.problems, inside)
        return None, others


def _at(here: Open, name: str | None) -> int:
    if here.place.new:
        return len(getattr(here.base, here.place.section))
    return place_of(here.base, here.place.section, name)


def _wish(item: Mapping[str, Any], kind: str) -> str:
    title = item.get("title") or {}
    said = title.get("en") or title.get("id") or title.get("ms") if title else ""
    return said or kind


def _title(document: ProgrammeDocument, place: Place, here: Open) -> str:
    if not is_list(place.section):
        return here.ask.say(f"programme.section.{place.section}")
    name = here.item["id"] if place.new else place.item_id
    item = document.item(place.section, str(name))
    return title_of(document, place.section, item, here.ask.language)


def words_now(here: Open, document: ProgrammeDocument | None) -> str:
    """Return what the part says to members as it is typed; empty while it is wrong."""
    if document is None:
        return ""
    place, language = here.place, here.ask.language
    if not is_list(place.section):
        return table_words(document, place.section, language)
    name = here.item["id"] if place.new else place.item_id
    item = document.item(place.section, str(name))
    return words_of(document, place.section, item, language)


def sentence(ask: Ask, place: Place) -> View:
    """Return the live sentence under a form."""
    here = open_part(ask, place, said_in(ask.sent))
    here.form.errors = {}
    document, _ = _document(here)
    said = {
        "words": words_now(here, document),
        "example": trying.example(ask, here.place, document, here.item),
    }
    return View("admin/programme/sentence.html", said)


def _view(
    here: Open,
    document: ProgrammeDocument | None = None,
    others: tuple[str, ...] = (),
    *,
    status: int = 200,
    touched: bool = False,
) -> View:
    ask, place = here.ask, here.place
    if not touched and not place.new:
        document = here.base
    before = deepcopy(here.item)
    errors, here.form.errors = here.form.errors, {}
    folds = shown(
        here.editor, _shown_item(here), Form(here.around, here.form.said, errors)
    )
    left: tuple[str, ...] = ()
    if not place.new:
        short = short_part_of(here.base, place.section, place.item_id)
        left = unseen(here.editor, before, short)
    trial = trying.asked(ask, place, here.around, here.form.said)
    form = typed_of((*folds, Fold(title="", parts=trial)), here.form.said, errors)
    return View(
        TEMPLATE,
        {
            "bar": bar_of(here.desk),
            "place": place,
            "title": _heading(here),
            "folds": folds,
            "form": form,
            "base": here.base_digest,
            "others": others,
            "left": left,
            "words": words_now(here, document),
            "example": trying.example(ask, place, document, here.item),
            "tried": trying.tried(ask, place, document, here.form.said),
            "trial": trial,
            "touched": touched,
            "beside": _beside(here, document),
            "pool": pool_of_part(ask, place),
        },
        status=status,
    )


def _beside(here: Open, document: ProgrammeDocument | None) -> list[Beside]:
    if here.place.section != "rewards" or document is None:
        return []
    return beside(document, here.place.item_id, here.ask.language)


def _shown_item(here: Open) -> Item:
    """Return the item as the edit began: what was typed stands above it."""
    return _item(here.base, here.place, here.around)


def _heading(here: Open) -> str:
    place = here.place
    if place.new:
        return here.ask.say(f"programme.new.{place.section}.{place.kind}")
    if not is_list(place.section):
        return here.ask.say(f"programme.section.{place.section}")
    item = here.base.item(place.section, str(place.item_id))
    return title_of(here.base, place.section, item, here.ask.language)


def typed_of(
    folds: tuple[Fold, ...], said: Mapping[str, str], errors: Mapping[str, str]
) -> Typed[Any]:
    """Return what stands in every control, as the templates' fields want it."""
    typed: Typed[Any] = Typed(said={}, many={}, errors=dict(errors))
    values: dict[str, str] = dict(said)
    for one in _inputs(folds):
        values[one.name] = one.value
    typed.said = values
    typed.many = {name: value.split(",") for name, value in values.items()}
    return typed


def _inputs(parts: tuple[Part, ...]) -> list[Input]:
    found: list[Input] = []
    for part in parts:
        if isinstance(part, Input):
            found.append(part)
        elif isinstance(part, Rows):
            found += _inputs(part.head)
            for row in part.rows:
                found += _inputs(row.parts)
        else:
            found += _inputs(part.parts)
    return found


def show_yaml(ask: Ask, place: Place) -> View:
    """Return all settings of a part as YAML."""
    here = open_part(ask, place, {})
    short = short_part_of(here.base, place.section, place.item_id)
    return _yaml_view(here, print_data(short), ())


def change_yaml(ask: Ask, place: Place) -> View | Redirect:
    """Save all settings of a part."""
    said = said_in(ask.sent)
    here = open_part(ask, place, said)
    text = said.get("text", "").replace("\r\n", "\n")
    inside: tuple[str | int, ...] = (place.section,)
    if is_list(place.section):
        inside = (*inside, place_of(here.base, place.section, place.item_id))
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        source = read_source(text)
        lines = dict(source.lines)
        data = with_part(here.base, place.section, place.item_id, source.data)
        document = load_document(data)
    except DocumentInvalid as error:
        wrong = tuple(
            _yaml_wrong(ask, problem, inside, lines) for problem in error.problems
        )
        return _yaml_view(here, text, wrong, status=WRONG)
    saved = save(ask, document, base_digest=here.base_digest, said=said)
    if isinstance(saved, Meanwhile):
        return meanwhile_view(ask, place, saved, said, path=place.yaml)
    return saved_to(ask, saved, place.home, ask.say("programme.saved_yaml"))


def _yaml_wrong(
    ask: Ask,
    problem: Any,  # noqa: ANN401 - a problem of the document
    inside: tuple[str | int, ...],
    lines: Mapping[tuple[str | int, ...], int],
) -> tuple[int | None, str, str]:
    steps = problem.steps
    here = steps[len(inside) :] if steps[: len(inside)] == inside else None
    line = None
    while here is not None and line is None:
        line = lines.get(here)
        if not here:
            break
        here = here[:-1]
    return line, problem.path, problem_words(problem, ask.language)


def _yaml_view(
    here: Open,
    text: str,
    wrong: tuple[tuple[int | None, str, str], ...],
    *,
    status: int = 200,
) -> View:
    said = {
        "bar": bar_of(here.desk),
        "place": here.place,
        "title": _heading(here),
        "form": Typed[Any](said={"text": text}, many={"text": [text]}),
        "base": here.base_digest,
        "wrong": wrong,
        "digest": digest(here.base),
    }
    return View("admin/programme/part_yaml.html", said, status=status)
