"""The live preview follows the form; pages are accessible on a phone and a desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from app.domain.staff import Role
from tests.browser.admin.conftest import LiveOffice

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ENTRIES = "history.length"


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


def panel_of(page: Page) -> FrameLocator:
    return page.frame_locator("[data-frame]")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_preview_follows_the_form_without_saving(
    width: int,
    visit: Callable[..., Page],
    faults: list[str],
    assert_accessible: Callable[[Any], None],
) -> None:
    page = visit("/storefront", width=width)
    panel = panel_of(page)
    expect(panel.locator("html[data-open=home]")).to_be_attached()
    expect(panel.locator("dialog .balance")).to_be_attached()
    before = page.evaluate(ENTRIES)

    page.fill("#f-accent", "#7a3e12")
    page.select_option("#f-p_face", "guest")
    page.select_option("#f-p_lang", "id")

    hero = panel.locator("dialog .hero .promise")
    expect(hero).to_contain_text("Gabung")
    expect(panel.locator("dialog .hero")).to_have_css(
        "background-color", "rgb(122, 62, 18)"
    )
    expect(page.locator(".live-contrast")).to_contain_text("AAA ✓")
    assert page.evaluate("document.activeElement.id") == "f-accent"
    assert page.evaluate(ENTRIES) == before
    assert page.evaluate(OVERFLOW) <= 0
    assert_accessible(page)


def test_an_unreadable_colour_is_corrected_in_sight_and_used_by_a_button(
    visit: Callable[..., Page], faults: list[str]
) -> None:
    page = visit("/storefront")

    page.fill("#f-accent", "#7a7a7a")
    page.get_by_role("button", name="Use #").click()
    page.wait_for_load_state()

    assert page.input_value("#f-accent") != "#7a7a7a"
    expect(page.locator(".live-contrast")).not_to_contain_text("The nearest")


def test_the_button_alone_on_a_desktop_stands_on_its_side(
    visit: Callable[..., Page], faults: list[str]
) -> None:
    page = visit("/storefront")

    page.get_by_role("radio", name="Left").check()
    page.select_option("#f-p_view", "closed")
    page.select_option("#f-p_size", "desktop")

    panel = panel_of(page)
    expect(panel.locator(".lym-launcher[data-side=left]")).to_be_attached()
    expect(panel.locator("dialog[open]")).to_have_count(0)


def test_without_a_script_show_does_the_same(
    own_desk: LiveOffice, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    own_desk.sign_in(context)
    page = context.new_page()
    page.goto(own_desk.at("/storefront"))

    page.fill("#f-accent", "#7a3e12")
    page.get_by_role("button", name="Show", exact=True).click()

    assert "accent=%237a3e12" in (page.get_attribute("[data-frame]", "src") or "")
    assert page.input_value("#f-accent") == "#7a3e12"
    context.close()


def test_a_look_is_saved_into_the_draft_and_undone(
    own_desk: LiveOffice, page: Page, faults: list[str]
) -> None:
    own_desk.sign_in(page.context)
    page.goto(own_desk.at("/storefront/panel"))

    page.get_by_role("button", name="Move up: Ways to earn").click()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.locator(".save-bar").get_by_role("button", name="Save to the draft").click()

    expect(page.locator(".draft-bar")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".draft-bar")).to_have_count(0)


MENU = "dialog .menu .grow"


def test_the_preview_shows_the_order_before_it_is_saved(
    own_desk: LiveOffice, page: Page, faults: list[str]
) -> None:
    own_desk.sign_in(page.context)
    page.goto(own_desk.at("/storefront/panel"))
    page.get_by_label("Language", exact=True).select_option("en")

    page.get_by_role("button", name="Move up: Ways to earn").click()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    expect(panel_of(page).locator(MENU).first).to_have_text("Ways to earn")
    page.get_by_label("Ways to earn", exact=True).uncheck()

    expect(panel_of(page).locator(MENU).first).to_have_text("My rewards")
    expect(panel_of(page).get_by_text("Ways to earn")).to_have_count(0)


@pytest.mark.parametrize("path", ["/storefront", "/storefront/panel"])
def test_on_a_phone_the_preview_comes_first_and_stays_in_sight(
    path: str, visit: Callable[..., Page], faults: list[str]
) -> None:
    page = visit(path, width=390)
    glass = page.locator(".glass")
    settings = page.locator(".settings")
    expect(panel_of(page).locator("dialog .balance")).to_be_attached()
    preview, form = glass.bounding_box(), settings.bounding_box()
    assert preview is not None
    assert form is not None
    assert preview["y"] + preview["height"] <= form["y"]

    page.locator(".settings input[type=text]").last.scroll_into_view_if_needed()

    expect(glass).to_contain_class("strip")
    expect(glass).to_be_in_viewport()
    expect(page.locator(".save-bar").first).to_be_in_viewport()
    assert page.evaluate(OVERFLOW) <= 0
    page.evaluate("scrollTo(0, 0)")
    expect(glass).not_to_contain_class("strip")


def test_support_looks_at_the_look_and_can_change_nothing(
    own_desk: LiveOffice, page: Page, faults: list[str]
) -> None:
    own_desk.sign_in(page.context, Role.SUPPORT)
    page.goto(own_desk.at("/storefront"))

    expect(page.get_by_text("Owners and managers may change this")).to_be_visible()
    expect(page.locator("#f-accent")).to_be_disabled()
    page.select_option("#f-p_face", "guest")

    expect(panel_of(page).locator("dialog .hero .promise")).to_be_attached()
    page.get_by_role("link", name="Home").first.click()
    page.wait_for_url("**/admin/home")
