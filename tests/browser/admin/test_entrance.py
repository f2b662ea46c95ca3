"""The way in, in a browser: each page accessible, at two widths, in three languages."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.domain.staff import Role
from app.domain.words import Language
from app.services.staff import invitations, passwords, staffing, totp
from app.services.staff.audit import By
from app.storage.staff import StaffRepository
from tests import axe
from tests.browser.admin.conftest import LiveOffice

pytestmark = pytest.mark.browser

PASSWORD = "tiga kelinci di bulan"
AGAIN = re.compile("Send it|Kirim")
"""Said in the language of the page on which the form was caught."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BY = By(actor="cli")


def hired(office: LiveOffice, email: str, role: Role) -> UUID:
    """Return somebody who comes in by a password."""
    env = office.desk.world.env
    staff_id = staffing.add(
        env, office.merchant_id, name="Sari Wijaya", role=role, email=email
    )
    kept = passwords.hashed(PASSWORD, env.ids)
    env.database.run_merchant(
        office.merchant_id,
        lambda work: StaffRepository(work).change(staff_id, password_hash=kept),
    )
    return staff_id


def invitation(office: LiveOffice, role: Role, made_by: UUID) -> str:
    token, _ = invitations.invite(
        office.desk.world.env,
        office.merchant_id,
        role=role,
        email=None,
        made_by=made_by,
        by=BY,
    )
    return f"/invitations/{token}"


def typed(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.locator(f"#f-{name}").fill(text)


def code_for(page: Page, office: LiveOffice) -> str:
    page.locator("details summary").click()
    text = page.locator("code").inner_text()
    secret = b32decode(text.replace(" ", ""))
    return totp.code_of(secret, totp.step_of(office.desk.world.env.clock.now()))


def test_an_owner_comes_in_for_the_first_time_without_javascript_of_ours(
    own_desk: LiveOffice, page: Page, assert_accessible: Callable[[Any], None]
) -> None:
    hired(own_desk, "sari@setia.test", Role.OWNER)

    page.goto(own_desk.at("/home"))
    expect(page.locator("h1")).to_have_text("Masuk")
    assert_accessible(page)
    typed(page, email="sari@setia.test", password="not the one at all")
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("#wrong")).to_be_visible()
    assert page.locator("#f-email").input_value() == "sari@setia.test"
    assert_accessible(page)

    typed(page, password=PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("h1")).to_have_text("Set up your second factor")
    assert_accessible(page)
    typed(page, code=code_for(page, own_desk))
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert_accessible(page)
    page.get_by_role("link", name="I have kept them").click()

    page.wait_for_url("**/admin/home")


def test_a_lost_session_loses_no_form(own_desk: LiveOffice, page: Page) -> None:
    hired(own_desk, "budi@setia.test", Role.SUPPORT)
    own_desk.sign_in(page.context, Role.SUPPORT)
    page.goto(own_desk.at("/account"))
    typed(page, name="Budi Hartono")
    page.context.clear_cookies()

    page.locator("form[action='/admin/account'] button").click()
    expect(page.locator("main")).to_contain_text("Isianmu tersimpan")
    typed(page, email="budi@setia.test", password=PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator("dl")).to_contain_text("Budi Hartono")
    page.get_by_role("button", name=AGAIN).click()
    expect(page.locator("#f-name")).to_have_value("Budi Hartono")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_before_the_back_office_are_accessible_and_fit(
    live_desk: LiveOffice,
    page: Page,
    assert_accessible: Callable[..., None],
    language: Language,
    width: int,
) -> None:
    rules = () if language is Language.EN else axe.NAMES
    owner = hired(live_desk, f"a{width}{language}@setia.test", Role.MANAGER)
    paths = (
        "/sign-in",
        "/setup",
        "/setup/over",
        invitation(live_desk, Role.OWNER, owner),
    )
    page.set_viewport_size({"width": width, "height": 860})
    for path in paths:
        page.goto(live_desk.at(f"{path}?lang={language.value}"))
        assert page.locator("html").get_attribute("lang") == language.value
        assert page.locator("h1").count() == 1
        assert page.evaluate(OVERFLOW) <= 0, path
        assert_accessible(page, rules)
    live_desk.sign_in(page.context, Role.OWNER, language)
    for path in ("/prove", f"/settings/team/{owner}"):
        page.goto(live_desk.at(path))
        assert page.evaluate(OVERFLOW) <= 0, path
        assert_accessible(page, rules)


def test_an_invitation_is_made_shown_and_accepted(
    own_desk: LiveOffice, page: Page
) -> None:
    own_desk.sign_in(page.context)
    page.goto(own_desk.at("/settings/team"))
    page.locator("#f-role").select_option("manager")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("#invitation-link").input_value()
    page.context.clear_cookies()

    page.goto(f"{link}?lang=en")
    typed(
        page,
        name="Rina",
        email="rina@setia.test",
        password=PASSWORD,
        repeated=PASSWORD,
    )
    page.get_by_role("button", name="Join").click()

    page.wait_for_url("**/admin/home")
    expect(page.locator(".me summary")).to_have_text("Rina")
