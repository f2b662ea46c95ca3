"""The browser that the tests drive is a phone in Indonesia, and axe looks along."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

READABLE = "<html lang=id><title>Poin</title><main><h1>120 poin</h1></main></html>"
UNREADABLE = "<html lang=id><title>Poin</title><main><img src=data:,></main></html>"


def test_a_page_is_seen_as_on_a_phone(page: Page) -> None:
    page.set_content(READABLE)

    assert page.evaluate("[innerWidth, navigator.language]") == [390, "id-ID"]
    assert page.get_by_role("heading", name="120 poin").is_visible()


def test_a_readable_page_is_accessible(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_content(READABLE)

    assert_accessible(page)


def test_a_picture_without_words_is_found(
    page: Page, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_content(UNREADABLE)

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
