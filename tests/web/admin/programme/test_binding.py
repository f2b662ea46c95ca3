"""Every part of every recipe opens in its editor and is saved without a loss."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.programme.canonical import canonical, terse
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.recipes import recipe, recipe_names
from app.web.admin.programme.binding import (
    around,
    part_of,
    short_part_of,
    shown,
    taken,
    unseen,
    with_part,
)
from app.web.admin.programme.editors import EDITORS
from app.web.admin.programme.fields.base import Fold, Form, Input, Part, Rows


def sent_by(parts: Iterator[Part] | tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Return what a browser sends of a form that nobody touched."""
    for part in parts:
        if isinstance(part, Fold):
            yield from sent_by(part.parts)
        elif isinstance(part, Rows):
            yield part.name, part.keys
            yield from sent_by(part.head)
            for row in part.rows:
                yield from sent_by(row.parts)
        elif isinstance(part, Input):
            yield part.name, part.value.replace("\n", "\r\n")


def parts_with_editors(
    document: ProgrammeDocument,
) -> Iterator[tuple[str, str | None]]:
    for section in EDITORS:
        if section in LISTS:
            yield from ((section, item.id) for item in getattr(document, section))
        elif getattr(document, section) is not None:
            yield section, None


@pytest.mark.parametrize("name", recipe_names())
@pytest.mark.parametrize("language", Language)
def test_saving_an_untouched_form_changes_nothing(
    name: str, language: Language
) -> None:
    document = recipe(name)
    for section, item_id in parts_with_editors(document):
        item = part_of(document, section, item_id)
        editor, near = EDITORS[section], around(document, language, item=item)
        sent = dict(sent_by(shown(editor, item, Form(near))))

        again = taken(editor, item, Form(near, sent))

        assert again == item, (section, item_id)
        data = with_part(document, section, item_id, again)
        assert load_document(data) == document


@pytest.mark.parametrize("name", recipe_names())
def test_what_a_form_lacks_is_named(name: str) -> None:
    document = recipe(name)
    for section, item_id in parts_with_editors(document):
        item = part_of(document, section, item_id)
        short = short_part_of(document, section, item_id)
        editor = EDITORS[section]
        fields = {field.at for block in editor.blocks(item) for field in block.fields}

        left = unseen(editor, item, short)

        for path in left:
            assert not any(f"{path}.".startswith(f"{at}.") for at in fields)


@pytest.mark.parametrize("name", recipe_names())
def test_every_input_has_a_label_and_a_name_of_its_own(name: str) -> None:
    document = recipe(name)
    for section, item_id in parts_with_editors(document):
        item = part_of(document, section, item_id)
        near = around(document, Language.EN, item=item)
        names = [key for key, _ in sent_by(shown(EDITORS[section], item, Form(near)))]

        assert len(names) == len(set(names)), (section, item_id, names)


def offered() -> Iterator[Any]:
    for section, editor in EDITORS.items():
        for one in editor.offered:
            yield pytest.param(section, one, id=f"{section}-{one.name}")


@pytest.mark.parametrize(("section", "new"), offered())
def test_what_is_offered_can_be_shown_and_taken(section: str, new: Any) -> None:  # noqa: ANN401 - an offer
    document = recipe("engagement")
    near = around(document, Language.ID)
    item = new.template(near)
    editor = EDITORS[section]

    sent = dict(sent_by(shown(editor, item, Form(near))))

    assert taken(editor, item, Form(near, sent)) == item
    assert canonical(document)
    assert terse(document)


@pytest.mark.parametrize(
    ("kind", "months", "expected"),
    [
        ("none", "12", {"kind": "none"}),
        ("life", "12", {"kind": "life", "months": 12}),
        ("inactivity", "6", {"kind": "inactivity", "months": 6}),
    ],
)
def test_a_kind_is_changed_and_filled_in_at_once(
    kind: str, months: str, expected: dict[str, Any]
) -> None:
    document = recipe("points-idr")
    item = part_of(document, "terms", None)
    editor, near = EDITORS["terms"], around(document, Language.EN, item=item)
    sent = dict(sent_by(shown(editor, item, Form(near))))
    sent |= {"expiry.kind": kind, "expiry.months": months}

    after = taken(editor, item, Form(near, sent))

    assert after["expiry"] == expected
    read = load_document(with_part(document, "terms", None, after))
    assert read.terms.expiry.kind == kind
