"""The seven steps of an import in a browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app.domain.words import Language
from app.services import outbox
from app.services.debts import HANDLERS
from tests import axe
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW, SMALL

pytestmark = pytest.mark.browser

PEOPLE = """Email,First Name,Points Balance,VIP Tier,Date of birth
ada@mail.test,Ada,1200,Diamond,17/04/1990
budi@mail.test,Budi,350,,01/12/1985
no address,Cika,10,,
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def work(office: LiveOffice) -> None:
    outbox.drain(office.desk.world.env, HANDLERS, most=20)


def walk(
    page: Page, office: LiveOffice, people: Path, look: Callable[[], None]
) -> None:
    """Go from the list to the report, looking at each step."""
    page.goto(office.at("/members/import"))
    page.locator("a[href$='/members/import/new']").first.click()
    look()
    page.check("input[value=smile]")
    page.click("main button[type=submit]")
    page.set_input_files("input[type=file]", people)
    look()
    page.click("main button[type=submit]")
    page.wait_for_url("**/columns")
    look()
    page.click("main button[type=submit]")
    page.wait_for_url("**/options*")
    look()
    page.check("input[name=unknown][value=create]")
    page.click("main button[type=submit]")
    page.wait_for_selector("#import-progress")
    look()
    work(office)
    page.goto(page.url)
    page.wait_for_selector("form[action$='/run']")
    look()
    page.click("form[action$='/run'] button")
    page.wait_for_selector("#import-progress")
    work(office)


@pytest.mark.parametrize(
    "seen", [(1280, Language.EN), (390, Language.ID), (390, Language.MS)]
)
def test_an_import_from_the_list_to_the_report(
    page: Page,
    own_desk: LiveOffice,
    people: Path,
    assert_accessible: Callable[..., None],
    seen: tuple[int, Language],
) -> None:
    office, (width, language) = own_desk, seen
    office.sign_in(page.context, language=language)
    page.set_viewport_size({"width": width, "height": 900})

    def look() -> None:
        assert page.locator("h1").count() == 1
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(SMALL) == []
        assert_accessible(page, axe.NAMES if language is Language.MS else ())

    walk(page, office, people, look)
    # The page asks by itself, and is the report once it is through.
    page.wait_for_selector("form[action$='/undo']", timeout=15_000)

    look()
    assert page.locator("form[action$='/run']").count() == 0


def test_an_import_needs_no_scripts(
    page_without_scripts: Page, own_desk: LiveOffice, people: Path
) -> None:
    page, office = page_without_scripts, own_desk
    office.sign_in(page.context)

    walk(page, office, people, lambda: None)
    page.goto(page.url)

    assert "This is what happened" in page.content()
    page.fill("input[name=number]", "2")
    page.click("form[action$='/undo'] button")
    work(office)
    page.goto(page.url)
    assert "Everything was taken back" in page.content()


def test_everything_is_downloaded_once(page: Page, own_desk: LiveOffice) -> None:
    office = own_desk
    office.sign_in(page.context)
    page.goto(office.at("/settings/data"))
    page.click("main form button[type=submit]")
    work(office)
    page.goto(office.at("/settings/data"))

    with page.expect_download() as fetched:
        page.click("form[action$='/link'] button")

    assert fetched.value.suggested_filename.endswith(".zip")
