"""The programme in a browser: edit, compare, publish, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from app.domain.words import Language
from app.services import programmes
from tests import axe
from tests.browser.admin.conftest import LiveOffice

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained about."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda line: said.append(line.text) if line.type == "error" else None,
    )
    yield said
    assert said == []


def first_of(desk: LiveOffice, section: str) -> str:
    _, document = programmes.live(desk.desk.world.env, desk.desk.world.programme_id)
    found: str = getattr(document, section)[0].id
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_an_edit_is_compared_and_published(
    width: int,
    own_desk: LiveOffice,
    page: Page,
    faults: list[str],
    assert_accessible: Callable[[Any], None],
) -> None:
    own_desk.sign_in(page.context)
    page.set_viewport_size({"width": width, "height": 860})
    page.goto(own_desk.at("/programme/earn"))
    rule = first_of(own_desk, "earning")
    page.locator(f"a[href='/admin/programme/earn/{rule}']").click()

    points = page.locator("[name='award.rates.IDR_points']")
    points.fill("7")
    page.locator(".live .sentence", has_text="7 points").first.wait_for()
    assert page.evaluate(OVERFLOW) <= 0
    assert_accessible(page)
    page.locator(".save-bar button[type=submit]").click()

    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_text("Earn 7 points for every").first.wait_for()
    assert page.evaluate(OVERFLOW) <= 0
    assert_accessible(page)

    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Note").fill("Seven")
    assert_accessible(page)
    page.get_by_role("button", name="Publish now").click()
    page.get_by_text("Version 2 is in force.").wait_for()
    assert page.get_by_role("link", name="Compare", exact=True).count() == 0


def test_a_condition_is_added_with_the_keyboard_alone(
    own_desk: LiveOffice, page: Page, faults: list[str]
) -> None:
    own_desk.sign_in(page.context)
    rule = first_of(own_desk, "earning")
    page.goto(own_desk.at(f"/programme/earn/{rule}"))

    page.locator("[name='pick:when']").select_option("add:when:order.amount")
    page.get_by_role("button", name="Add condition to Only if").press("Enter")
    page.locator("[name='when.+order.amount.1.value.IDR']").fill("50000")
    page.locator("[name='when.+order.amount.1.value.IDR']").press("Enter")

    page.wait_for_url("**/programme/earn**")
    assert "Rp50,000" in page.locator("main").inner_text()


@pytest.mark.parametrize(
    "part", [("earning", "earn"), ("rewards", "rewards")], ids=["earn", "rewards"]
)
def test_the_editors_are_accessible_and_fit(
    part: tuple[str, str],
    live_desk: LiveOffice,
    visit: Callable[..., Page],
    faults: list[str],
    assert_accessible: Callable[..., None],
) -> None:
    section, slug = part
    item = first_of(live_desk, section)
    for width, language in (
        (1280, Language.EN),
        (390, Language.ID),
        (390, Language.MS),
    ):
        for below in ("", "/yaml"):
            page = visit(
                f"/programme/{slug}/{item}{below}", width=width, language=language
            )

            assert page.evaluate(OVERFLOW) <= 0, (below, width)
            assert_accessible(page, axe.NAMES if language is Language.MS else ())
