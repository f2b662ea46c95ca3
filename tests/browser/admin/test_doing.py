"""What staff do most, in a browser: points by hand, a delivery again, their pages."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.domain.events import OrderSeen
from app.domain.staff import Role
from app.domain.words import Language
from app.storage.inbox import InboxRepository
from app.web.admin import words
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW
from tests.factories import order
from webhooks import processing

pytestmark = pytest.mark.browser

LINKS = """
() => [...document.querySelectorAll('.side-nav a, .subtabs a, .bottom-nav a')]
  .map((one) => new URL(one.href).pathname)
"""


def say(key: str, language: Language, **gaps: str) -> str:
    return words.say(key, language, **gaps)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [390, 1280])
def test_points_are_given_by_hand(
    own_desk: LiveOffice, page: Page, language: Language, width: int
) -> None:
    own_desk.sign_in(page.context, language=language)
    page.set_viewport_size({"width": width, "height": 860})
    before = own_desk.desk.world.balance(own_desk.member_id).shown

    page.goto(own_desk.at(f"/members/{own_desk.member_id}"))
    page.get_by_role("link", name=say("member.adjust", language)).first.click()
    note = page.get_by_label(re.compile(re.escape(say("adjust.public", language))))
    note.fill("Kopi tumpah")
    page.get_by_role("button", name=say("adjust.submit", language), exact=True).click()

    # Points were forgotten: the field says so, and what was typed is still there.
    wrong = page.locator("[name=points]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(note).to_have_value("Kopi tumpah")
    assert page.evaluate(OVERFLOW) <= 0

    wrong.fill("250")
    page.get_by_role("button", name=say("adjust.submit", language), exact=True).click()

    page.wait_for_url(re.compile(rf"/members/{own_desk.member_id}(\?|$)"))
    expect(page.locator("#points tbody tr").first).to_contain_text("Kopi tumpah")
    assert own_desk.desk.world.balance(own_desk.member_id).shown == before + 250


@pytest.mark.parametrize("language", [Language.EN, Language.ID])
def test_a_delivery_that_failed_is_handled_again(
    own_desk: LiveOffice,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    world, store = own_desk.desk.world, own_desk.desk.store
    seen = order(ref="9001")
    monkeypatch.setattr(
        store, "normalise", lambda _delivery, _store: [OrderSeen(seen)], raising=False
    )
    monkeypatch.setitem(world.env.platforms, "fake", store)
    delivery: UUID = world.receive("d-9001", aside="fetch_failed")
    own_desk.sign_in(page.context, language=language)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(own_desk.at("/settings/deliveries?state=set_aside"))
    page.locator(f"a[href*='{delivery}']").first.click()
    page.locator("form[action*='/replay'] button").first.click()
    page.wait_for_load_state()

    assert _states(own_desk, delivery) == "waiting"
    processing.drain(world.env, 10)
    page.reload()
    assert _states(own_desk, delivery) == "done"
    assert page.locator("li.story-done").count() == 4
    assert page.evaluate(OVERFLOW) <= 0


def _states(office: LiveOffice, delivery: UUID) -> str:
    world = office.desk.world
    rows = world.run(
        lambda uow: InboxRepository(uow).listed(
            states=("waiting", "done", "set_aside", "superseded")
        )
    )
    found: str = next(row.state for row in rows if row.inbox_id == delivery)
    return found


@pytest.mark.parametrize("role", list(Role))
def test_every_entry_that_a_role_is_shown_opens(
    live_desk: LiveOffice, page: Page, role: Role
) -> None:
    live_desk.sign_in(page.context, role)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(live_desk.at("/home"))
    waiting, opened = set(page.evaluate(LINKS)), set[str]()

    while waiting - opened:
        path = min(waiting - opened)
        answer = page.goto(f"{live_desk.url}{path}")
        assert answer is not None
        assert answer.status == 200, (role, path, answer.status)
        assert page.locator("h1").count() == 1, (role, path)
        opened.add(path)
        waiting |= set(page.evaluate(LINKS))

    assert len(opened) > 20
    assert said == []
