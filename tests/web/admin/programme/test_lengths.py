"""Texts of a programme have a sensible length in their forms."""

import pytest

from app.domain.words import Language
from app.recipes import recipe
from app.web.admin.programme.binding import around, part_of, shown, taken
from app.web.admin.programme.editors import EDITORS
from app.web.admin.programme.fields.base import Form, Input

LONG = "x" * 121


def test_a_title_says_how_long_it_may_be() -> None:
    document = recipe("points-idr")
    item = part_of(document, "rewards", document.rewards[0].id)
    near = around(document, Language.ID, item=item)

    found = {
        part.name: part.most
        for fold in shown(EDITORS["rewards"], item, Form(near))
        for part in fold.parts
        if isinstance(part, Input)
    }

    assert found["title.id"] == 120
    assert found["description.id"] == 4000
    assert found["image"] == 500


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "Please write at most 120 characters."),
        (Language.ID, "Tulis maksimal 120 karakter."),
        (Language.MS, "Tulis tidak melebihi 120 aksara."),
    ],
)
def test_a_title_that_is_too_long_is_refused_at_its_field(
    language: Language, said: str
) -> None:
    document = recipe("points-idr")
    item = part_of(document, "rewards", document.rewards[0].id)
    form = Form(around(document, language, item=item), {"title.id": LONG})

    taken(EDITORS["rewards"], item, form)

    assert form.errors == {"title.id": said}


def test_a_long_title_of_before_stays_while_nobody_changes_it() -> None:
    document = recipe("points-idr")
    item = part_of(document, "rewards", document.rewards[0].id)
    item["title"] = {"id": LONG}
    form = Form(around(document, Language.ID, item=item), {"title.id": LONG})

    after = taken(EDITORS["rewards"], item, form)

    assert form.errors == {}
    assert after["title"] == {"id": LONG}
