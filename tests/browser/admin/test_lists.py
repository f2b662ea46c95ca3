"""The list of members in a browser: sorted, ticked, and done, with scripts or none."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.words import Language
from app.services.bulk import work
from app.web.admin import words
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"[0-9.,]+")


def say(key: str, language: Language, **gaps: str) -> str:
    return words.say(key, language, **gaps)


def give_to_all(office: LiveOffice, page: Page, language: Language) -> int:
    """Give five points to everybody that the list finds; return how many they are."""
    page.select_option("#whom", "all")
    page.select_option("#deed", "points")
    page.locator("#bulk button").click()
    page.locator("#f-points").fill("5")
    reckon = say("bulk.reckon", language)
    page.get_by_role("button", name=reckon, exact=True).click()
    label = page.locator("label[for=f-number]").inner_text()
    found = NUMBER.search(label)
    assert found is not None
    assert page.evaluate(OVERFLOW) <= 0
    page.locator("#f-number").fill(found[0])
    page.get_by_role("button", name=say("bulk.do.add", language), exact=True).click()
    page.wait_for_url(re.compile(r"/members/bulk/[0-9a-f-]{36}$"))
    world, bulk_id = office.desk.world, page.url.rpartition("/")[2]
    work.work_on(world.env, world.programme_id, UUID(bulk_id))
    page.reload()
    return int(re.sub(r"\D", "", found[0]))


@pytest.mark.parametrize(
    ("language", "width"), [(Language.EN, 1280), (Language.ID, 390)]
)
def test_everybody_is_given_points_and_they_are_taken_back(
    own_desk: LiveOffice, page: Page, language: Language, width: int
) -> None:
    own_desk.sign_in(page.context, language=language)
    page.set_viewport_size({"width": width, "height": 860})
    world, who = own_desk.desk.world, own_desk.member_id
    before = world.balance(who).shown

    page.goto(own_desk.at("/members"))
    people = give_to_all(own_desk, page, language)
    assert world.balance(who).shown == before + 5

    page.locator("#f-number").fill(str(people))
    page.get_by_role("button", name=say("bulk.undo", language), exact=True).click()
    page.wait_for_load_state()
    work.work_on(
        world.env,
        world.programme_id,
        UUID(page.url.partition("?")[0].rpartition("/")[2]),
    )
    page.reload()
    expect(page.locator("main")).to_contain_text(say("bulk.state.undone", language))
    assert world.balance(who).shown == before
    assert page.evaluate(OVERFLOW) <= 0


def test_the_same_works_without_scripts(own_desk: LiveOffice, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        own_desk.sign_in(context, language=Language.EN)
        page, who = context.new_page(), own_desk.member_id
        before = own_desk.desk.world.balance(who).shown
        page.goto(own_desk.at("/members?sort=name"))
        assert not page.locator("#tick-all").is_visible()
        page.locator("thead a.sort").first.click()
        assert page.url.endswith("sort=-name")
        boxes = page.locator("tbody input[name=m]")
        for at in range(boxes.count()):
            boxes.nth(at).check()
        page.locator("#bulk button").click()
        page.locator("#f-points").fill("5")
        page.get_by_role("button", name="Show count and sum").click()
        label = page.locator("label[for=f-number]").inner_text()
        page.locator("#f-number").fill(re.sub(r"\D", "", label))
        page.get_by_role("button", name="Add the points").click()
        bulk_id = UUID(page.url.rpartition("/")[2])
        world = own_desk.desk.world
        work.work_on(world.env, world.programme_id, bulk_id)

        assert world.balance(who).shown == before + 5


def test_one_box_ticks_the_page_and_a_row_means_those_ticked(
    own_desk: LiveOffice, page: Page
) -> None:
    own_desk.sign_in(page.context, language=Language.EN)
    page.goto(own_desk.at("/members"))
    page.select_option("#whom", "all")

    page.locator("#tick-all").check()

    boxes = page.locator("tbody input[name=m]")
    assert all(boxes.nth(at).is_checked() for at in range(boxes.count()))
    expect(page.locator("#whom")).to_have_value("ticked")
    boxes.first.uncheck()
    assert page.locator("#tick-all").evaluate("box => box.indeterminate")


def test_columns_are_kept(own_desk: LiveOffice, page: Page) -> None:
    own_desk.sign_in(page.context, language=Language.EN)
    page.goto(own_desk.at("/members"))

    page.locator("details.view-choice summary").click()
    page.locator("#column-joined").check()
    page.locator("#column-worth").uncheck()
    page.locator("details.view-choice button").click()

    expect(page.locator("thead")).to_contain_text("Joined")
    expect(page.locator("thead")).not_to_contain_text("Worth")
