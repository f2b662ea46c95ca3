"""The form of something new shows what will be saved, and what it says is obeyed."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.recipes import recipe
from app.web.admin.programme.binding import around, part_of, shown, taken, with_part
from app.web.admin.programme.editors import EDITORS
from app.web.admin.programme.fields.base import Form
from tests.web.admin.programme.test_binding import sent_by

NOT_YET = {
    "campaigns-gift",
    "earning-activity",
    "earning-tag",
    "goals",
    "perks-exclusive_products",
    "perks-text",
    "rewards-charity",
    "rewards-experience",
    "rewards-free_product",
    "rewards-partner",
}
"""What cannot be saved before something was typed: kinds, or whole sections."""


def offered() -> Iterator[Any]:
    for section, editor in EDITORS.items():
        for one in editor.offered if section in LISTS else ():
            name = f"{section}-{one.name}"
            if NOT_YET.isdisjoint((section, name)):
                yield pytest.param(section, one.name, id=name)


def new_form(
    section: str, kind: str, document: ProgrammeDocument
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a new thing, and what a browser sends of its untouched form."""
    near = around(document, Language.ID)
    new = next(one for one in EDITORS[section].offered if one.name == kind)
    item = new.template(near)
    near = around(document, Language.ID, item=item)
    return item, dict(sent_by(shown(EDITORS[section], item, Form(near))))


def saved(
    section: str,
    item: dict[str, Any],
    said: dict[str, str],
    document: ProgrammeDocument,
) -> dict[str, Any]:
    near = around(document, Language.ID, item=item)
    mine = taken(EDITORS[section], item, Form(near, said)) | {"id": "brand-new"}
    read = load_document(with_part(document, section, "brand-new", mine))
    return part_of(read, section, "brand-new")


@pytest.mark.parametrize(("section", "kind"), offered())
def test_a_new_form_shows_what_is_saved_when_nobody_touches_it(
    section: str, kind: str
) -> None:
    document = recipe("engagement")
    item, said = new_form(section, kind, document)
    kept = saved(section, item, said, document)
    near = around(document, Language.ID, item=kept)

    again = dict(sent_by(shown(EDITORS[section], kept, Form(near))))

    assert again == said


def test_a_tick_that_is_taken_away_stays_away() -> None:
    document = recipe("points-idr")
    item, said = new_form("rewards", "fixed_amount", document)

    said |= {"combines_with.shipping": "", "code.for_this_customer_only": ""}
    kept = saved("rewards", item, said, document)

    assert kept["combines_with"]["shipping"] is False
    assert kept["code"]["for_this_customer_only"] is False


def test_a_new_reward_shows_how_long_its_code_holds() -> None:
    _, said = new_form("rewards", "fixed_amount", recipe("points-idr"))

    assert said["code.validity_days"] == "30"
    assert said["code.prefix"] == "SETIA"
    assert said["code.for_this_customer_only"] == "on"
    assert said["combines_with.shipping"] == "on"
