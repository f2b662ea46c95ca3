"""Two members made one and two again, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.domain.ids import public_id
from app.domain.words import Language
from app.services import members
from app.services.members import Profile
from app.storage.members import MemberRepository
from app.web.admin import words
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW

pytestmark = pytest.mark.browser


def say(key: str, language: Language, **gaps: str) -> str:
    return words.say(key, language, **gaps)


def another(office: LiveOffice) -> UUID:
    env = office.desk.world.env
    row, _ = office.desk.world.run(
        lambda uow: members.enrol(env, uow, Profile(email="budi.dua@mail.test"))
    )
    found: UUID = row.member_id
    return found


@pytest.mark.parametrize(
    ("language", "width"), [(Language.EN, 1280), (Language.ID, 390)]
)
def test_a_merge_is_made_seen_and_undone(
    own_desk: LiveOffice,
    page: Page,
    assert_accessible: Callable[[Any], None],
    language: Language,
    width: int,
) -> None:
    kept, gone = own_desk.member_id, another(own_desk)
    before = own_desk.desk.world.balance(kept), own_desk.desk.world.balance(gone)
    own_desk.sign_in(page.context, language=language)
    page.set_viewport_size({"width": width, "height": 860})

    page.goto(own_desk.at(f"/members/{kept}/merge?gone={gone}"))
    page.locator("[name=number]").fill(public_id("mem", gone)[-6:].lower())
    page.get_by_role("button", name=say("merge.do", language), exact=True).click()
    page.wait_for_url(re.compile(rf"/members/{kept}(\?|$)"))
    page.locator("#merges a.btn").click()

    expect(page.locator("h1")).to_have_text(say("unmerge.title", language))
    assert page.evaluate(OVERFLOW) <= 0
    assert_accessible(page)
    page.get_by_role("button", name=say("unmerge.do", language), exact=True).click()
    page.wait_for_url(re.compile(rf"/members/{kept}(\?|$)"))

    world = own_desk.desk.world
    assert (world.balance(kept), world.balance(gone)) == before
    found = world.run(lambda uow: MemberRepository(uow).get(gone))
    assert found.state == "active"
    assert page.locator("#merges a.btn").count() == 0
    assert page.evaluate(OVERFLOW) <= 0
