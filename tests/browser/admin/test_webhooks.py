"""The pages of one webhook, in a real browser: accessible, as wide as the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from app.domain.outgoing.trying import Sent
from app.domain.words import Language
from app.services.outgoing import desk, ending
from app.services.outgoing.desk import Wish
from app.storage.outgoing.deliveries import DeliveryRepository
from app.storage.unit_of_work import UnitOfWork
from tests.browser.admin.conftest import LiveOffice
from tests.browser.admin.test_every_page import OVERFLOW, SMALL

pytestmark = pytest.mark.browser

LONG = "http://127.0.0.1:9/" + "a-very-long-path-without-a-place-to-break" * 4


@pytest.fixture
def pages_of_a_webhook(live_desk: LiveOffice) -> list[str]:
    """One address that answered 500, and the message that it was sent."""
    world = live_desk.desk.world
    _, row = desk.make(
        world.env,
        world.programme_id,
        Wish(LONG, ["*"], "ERP"),
        by="test",
        note=lambda _uow, _row: None,
    )

    def try_once(uow: UnitOfWork) -> str:
        delivery_id = desk.ping(world.env, uow, row.endpoint_id)
        now = world.env.clock.now()
        letter = DeliveryRepository(uow).lease(now, now)
        assert letter is not None
        sent = Sent(500, answer=b"<html>" + b"x" * 900)
        ending.end(world.env, uow, letter, sent, took_ms=84)
        return f"/settings/webhooks/{row.endpoint_id}/messages/{delivery_id}"

    message: str = world.run(try_once)
    return [f"/settings/webhooks/{row.endpoint_id}", message]


def test_the_pages_of_a_webhook_are_accessible_and_fit(
    pages_of_a_webhook: list[str],
    visit: Callable[..., Page],
    assert_accessible: Callable[[Any], None],
) -> None:
    for path in pages_of_a_webhook:
        for width, language in ((1280, Language.EN), (390, Language.ID)):
            page = visit(path, width=width, language=language)

            assert page.locator("h1").count() == 1
            assert page.evaluate(OVERFLOW) <= 0, (path, width)
            assert page.evaluate(SMALL) == [], (path, width)
            assert_accessible(page)
