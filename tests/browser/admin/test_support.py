"""One conversation of the support desk, in a browser: accessible, and it fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from app.domain.words import Language
from app.services import support_desk
from app.storage.support_claims import SupportClaim
from app.storage.support_messages import SupportTemplates, Template
from app.storage.unit_of_work import UnitOfWork
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW, SMALL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def conversation(live_desk: LiveOffice) -> UUID:
    """A question, and a ready reply to it."""
    world = live_desk.desk.world

    def write(uow: UnitOfWork) -> SupportClaim:
        ready = Template(
            template_id=world.env.ids.new(),
            name="Pending",
            cause="points_pending",
            texts={"en": "Hi {name}, your points come soon."},
        )
        SupportTemplates(uow).save(ready, by="test", at=world.clock.now())
        return support_desk.question(
            world.env,
            uow,
            store_id=world.store_id,
            member_id=live_desk.member_id,
            text="Where are my points?\nI bought coffee.",
            request_key="browser",
        )

    found: SupportClaim = world.run(write)
    return found.claim_id


def test_a_conversation_is_accessible_and_fits(
    conversation: UUID,
    visit: Callable[..., Page],
    assert_accessible: Callable[[Any], None],
) -> None:
    for width, language in ((1280, Language.EN), (390, Language.ID)):
        page = visit(f"/members/support/{conversation}", width=width, language=language)

        assert page.locator("h1").count() == 1
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(SMALL) == []
        assert_accessible(page)


def test_a_ready_reply_is_put_in_and_sent(
    conversation: UUID, visit: Callable[..., Page]
) -> None:
    page = visit(f"/members/support/{conversation}", width=390)

    page.get_by_label("Ready reply").select_option(label="Pending")
    page.get_by_role("button", name="Put it in").click()
    text = page.get_by_label("Your answer")
    assert "your points come soon." in text.input_value()
    page.get_by_role("button", name="Send", exact=True).click()

    page.get_by_text("Said. The member reads it in the panel.").wait_for()
    assert page.locator("#thread").get_by_text("your points come soon.").count() == 1
