"""Between a form and the document: what is shown, what comes of it, what is wrong."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from app.domain.programme.canonical import canonical, terse
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.problems import Problem, Step
from app.domain.programme.referral import Guards
from app.domain.words import Language
from app.web.admin.programme.editors.base import Editor
from app.web.admin.programme.fields.base import Around, Field, Fold, Form
from app.web.admin.programme.wrongs import problem_words

CURRENCY: Final = re.compile(r"[A-Z]{3}")
ID_LENGTH: Final = 40
Item = dict[str, Any]
EMPTY: Final[Mapping[str, Item]] = {
    "referral": {
        "enabled": True,
        "first_order_only": True,
        "link_days": 30,
        "joined_days": 7,
        "guards": Guards().model_dump(mode="json"),
    }
}
"""What is shown of a section that a document lacks; untouched it stays away."""


def currencies_of(
    document: ProgrammeDocument, others: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the currencies in which the programme speaks, its own first."""
    found = [document.identity.currency, *others, *_currencies(canonical(document))]
    return tuple(dict.fromkeys(found))


def _currencies(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            if isinstance(below, str) and CURRENCY.fullmatch(key):
                yield key
            yield from _currencies(below)
    elif isinstance(value, list):
        for below in value:
            yield from _currencies(below)


def around(
    document: ProgrammeDocument,
    language: Language,
    *,
    others: Sequence[str] = (),
    item: Mapping[str, Any] | None = None,
) -> Around:
    """Return what fields must know."""
    subject = str((item or {}).get("trigger", "member"))
    return Around(
        document=document,
        currencies=currencies_of(document, others),
        language=language,
        subject=subject,
    )


def part_of(document: ProgrammeDocument, section: str, item_id: str | None) -> Item:
    """Return a part of the document, defaults spelled out.

    Raises:
        KeyError: There is no such item.
    """
    data = canonical(document)
    if section not in LISTS:
        return dict(data.get(section, EMPTY.get(section, {})))
    return dict(data[section][place_of(document, section, item_id)])


def short_part_of(
    document: ProgrammeDocument, section: str, item_id: str | None
) -> Item:
    """Return a part of the document without what is the default anyway."""
    data = terse(document)
    if section not in LISTS:
        return dict(data.get(section, {}))
    at = place_of(document, section, item_id)
    return dict(data[section][at]) if section in data else {"id": item_id}


def place_of(document: ProgrammeDocument, section: str, item_id: str | None) -> int:
    """Return the place of an item in its list; ``KeyError`` when it is not there."""
    for at, item in enumerate(getattr(document, section)):
        if item.id == item_id:
            return at
    raise KeyError(item_id)


def with_part(
    document: ProgrammeDocument, section: str, item_id: str | None, part: Item | None
) -> dict[str, Any]:
    """Return the document's data with a part changed, added, or taken away.

    A new item has an id that the list does not know; it comes last.
    """
    data = canonical(document)
    if section not in LISTS:
        if section not in data and part == EMPTY.get(section):
            return data
        data[section] = part
        if part is None:
            data.pop(section)
        return data
    items = list(data.get(section, []))
    known = [item["id"] for item in items]
    if item_id in known:
        at = known.index(item_id)
        items[at : at + 1] = [] if part is None else [part]
    elif part is not None:
        items.append(part)
    data[section] = items
    return data


def fields_of(editor: Editor, item: Mapping[str, Any]) -> Iterator[Field]:
    """Return all fields of an editor."""
    for block in editor.blocks(item):
        yield from block.fields


def shown(editor: Editor, item: Mapping[str, Any], form: Form) -> tuple[Fold, ...]:
    """Return the controls of an item, with what was typed in them."""
    return tuple(
        Fold(
            title=form.around.say(f"programme.block.{block.title}"),
            parts=tuple(
                part for field in block.fields for part in field.parts(item, form, "")
            ),
            open=block.open,
        )
        for block in editor.blocks(item)
        if block.fields
    )


def taken(editor: Editor, item: Mapping[str, Any], form: Form) -> Item:
    """Return the item with what was typed; what the form hasn't stays as it was."""
    mine = deepcopy(dict(item))
    for field in fields_of(editor, item):
        field.take(mine, form, "")
    return mine


def unseen(
    editor: Editor, item: Mapping[str, Any], short: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the settings that differ from the usual and have no field."""
    places = [tuple(field.at.split(".")) for field in fields_of(editor, item)]
    fixed = (*editor.fixed(item), "enabled")
    found = (path for path in _paths((), short) if path and path[0] not in fixed)
    return tuple(
        ".".join(path)
        for path in found
        if path[-1] != "kind" and not any(path[: len(at)] == at for at in places)
    )


def _paths(above: tuple[str, ...], value: object) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Mapping) and value:
        for key, below in value.items():
            yield from _paths((*above, str(key)), below)
    else:
        yield above


def put_problems(
    editor: Editor,
    item: Mapping[str, Any],
    form: Form,
    problems: Sequence[Problem],
    inside: tuple[Step, ...],
) -> tuple[str, ...]:
    """Put each problem at its field; return those that have none, in words.

    Args:
        editor: Of the item.
        item: As it was read from the form.
        form: Where errors are noted.
        problems: Of the whole document.
        inside: The place of the item in the document.
    """
    others = []
    for problem in problems:
        words = problem_words(problem, form.around.language)
        steps = problem.steps
        here = steps[: len(inside)] == inside
        name = _input(editor, item, form, steps[len(inside) :]) if here else None
        if name is None:
            where = "" if here else f"{problem.path}: "
            others.append(f"{where}{words}")
        else:
            form.errors.setdefault(name, words)
    return tuple(others)


def _input(
    editor: Editor, item: Mapping[str, Any], form: Form, steps: Sequence[Step]
) -> str | None:
    names = [str(step) for step in steps]
    for field in fields_of(editor, item):
        place = field.at.split(".")
        if names[: len(place)] == place:
            return field.input_for(steps[len(place) :], form, "")
    for field in fields_of(editor, item):
        place = field.at.split(".")
        if names and place[: len(names)] == names:
            return field.input_for((), form, "")
    return None


def new_id(document: ProgrammeDocument, section: str, wish: str) -> str:
    """Return an id that is free, made of what it is."""
    bare = re.sub(r"[^a-z0-9]+", "-", wish.casefold()).strip("-0123456789")
    bare = bare[: ID_LENGTH - 4] or "item"
    known = {item.id for item in getattr(document, section)}
    if bare not in known:
        return bare
    number = 2
    while f"{bare}-{number}" in known:
        number += 1
    return f"{bare}-{number}"
