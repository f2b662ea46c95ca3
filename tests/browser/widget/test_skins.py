"""In themes that fight it, on screens that are small, for people who need more."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.widget.conftest import DESKTOP, PHONE, Shopper
from tests.browser.widget.shelf import Shelf, example
from tests.browser.widget.skins import SKINS

pytestmark = pytest.mark.browser

LOOKS = """
() => {
  const root = document.querySelector('loyalty-panel').shadowRoot;
  const of = (selector) => {
    const one = root.querySelector(selector);
    const { fontSize, letterSpacing, textTransform, boxSizing } = getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    return { fontSize, letterSpacing, textTransform, boxSizing, width, height };
  };
  return ['dialog', 'h2', '.button.main', '.lead', '.balance'].map(of);
}
"""
COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted += one.value;
}).observe({ type: 'layout-shift', buffered: true });
"""
WIDE_SPACING = """
() => {
  const root = document.querySelector('loyalty-panel').shadowRoot;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
"""
CUT = """
() => [...document.querySelector('loyalty-panel').shadowRoot
  .querySelectorAll('.body *:not(.sr, svg, path)')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflowX !== 'visible' && one.localName !== 'input')
  .map((one) => one.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_theme_changes_nothing_inside_the_panel(
    shopper: Shopper, skin: str, screen: ViewportSize
) -> None:
    shopper.page.set_viewport_size(screen)
    shopper.visit()
    shopper.open()
    usual = shopper.page.evaluate(LOOKS)

    shopper.visit(skin=skin)
    expect(shopper.launcher).to_be_visible()
    shopper.launcher.click()
    shopper.settled("home")

    assert shopper.page.evaluate(LOOKS) == usual
    shopper.look()
    shopper.page.keyboard.press("Escape")
    box = shopper.launcher.bounding_box()
    assert box is not None
    assert box["height"] == 48
    assert box["x"] + box["width"] == pytest.approx(screen["width"] - 16, abs=16)


@pytest.mark.parametrize("view", ["home", "redeem", "reward/slider", "refer", "play"])
def test_a_narrow_screen_needs_no_scrolling_sideways(
    shopper: Shopper, view: str
) -> None:
    shopper.page.set_viewport_size(ViewportSize(width=320, height=640))
    shopper.visit()

    shopper.open(view)

    shopper.look()
    assert shopper.page.evaluate(CUT) == []


@pytest.mark.parametrize("view", ["home", "reward/slider", "claims"])
def test_at_four_hundred_percent_everything_can_be_reached(
    shopper: Shopper, view: str
) -> None:
    # A desktop of 1280 by 1024 at 400 % has this much room.
    shopper.page.set_viewport_size(ViewportSize(width=320, height=256))
    shopper.visit()

    shopper.open(view)

    shopper.look()
    last = shopper.panel.get_by_role("button").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()


@pytest.mark.parametrize("view", ["home", "earn", "reward/slider", "history"])
def test_wider_spacing_cuts_no_words(shopper: Shopper, view: str) -> None:
    shopper.visit()
    shopper.open(view)

    shopper.page.evaluate(WIDE_SPACING)

    shopper.look()
    assert shopper.page.evaluate(CUT) == []


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_widget_moves_nothing_in_the_page(
    shopper: Shopper, screen: ViewportSize
) -> None:
    shopper.page.set_viewport_size(screen)
    shopper.page.add_init_script(COUNT_SHIFTS)
    shopper.visit()
    expect(shopper.launcher).to_be_visible()
    shopper.page.locator(".lym-toast").wait_for()

    shopper.open("redeem")
    shopper.page.keyboard.press("Escape")
    shopper.page.wait_for_timeout(200)

    assert shopper.page.evaluate("window.shifted") == 0


def test_a_language_read_from_the_right_is_laid_out_from_the_right(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.boot["dir"] = "rtl"
    shopper.page.set_viewport_size(DESKTOP)
    shopper.visit(skin="rtl")
    shopper.open("redeem")

    shopper.look()
    back = shopper.button("Kembali").bounding_box()
    close = shopper.button("Tutup").bounding_box()
    panel = shopper.panel.bounding_box()

    assert back is not None
    assert close is not None
    assert panel is not None
    assert back["x"] > close["x"]
    assert panel["x"] == 16


def test_the_focus_is_always_seen(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open("redeem")

    shopper.page.keyboard.press("Tab")
    shopper.page.keyboard.press("Tab")

    outline = shopper.page.evaluate(
        "() => { const { outlineStyle, outlineWidth } = getComputedStyle("
        "document.querySelector('loyalty-panel').shadowRoot.activeElement);"
        " return [outlineStyle, outlineWidth]; }"
    )
    assert outline == ["solid", "3px"]


def test_nothing_moves_for_who_asked_for_that(shopper: Shopper) -> None:
    shopper.visit()
    shopper.open()

    moving = shopper.page.evaluate(
        "() => document.querySelector('loyalty-panel').shadowRoot.getAnimations()"
        ".map((one) => one.animationName).filter((name) => name !== 'fade')"
    )

    assert moving == []


def test_a_strict_policy_of_the_shop_stops_nothing(
    shopper: Shopper, shelf: Shelf
) -> None:
    shelf.policy = "default-src 'self'; img-src 'self' https: data:"
    shopper.page.add_init_script(
        "window.stopped = []; addEventListener('securitypolicyviolation', (one) => {"
        " if (one.sourceFile.includes('/widget/')) stopped.push(one.violatedDirective)"
        " })"
    )

    # The browser's driver waits by strings of code, which the policy stops too.
    shopper.page.goto(f"{shelf.url}/?inline=yes&page=product")
    expect(shopper.page.get_by_role("progressbar")).to_be_visible()
    shopper.launcher.click()
    shopper.button("Permainan").click()
    expect(shopper.button("Putar")).to_be_visible()
    shopper.button("Kembali").click()
    shopper.button("Tukar poin").click()
    expect(shopper.panel.locator(".bar").first).to_be_visible()

    assert shopper.small_boxes() == []
    assert shopper.page.evaluate("stopped") == []


def test_hostile_words_are_words(shopper: Shopper, shelf: Shelf) -> None:
    evil = "<img src=x onerror=window.hurt=1>{{7*7}}</style><script>hurt=1</script>"
    rewards = example("rewards")
    rewards["data"][0] |= {"title": evil, "description": evil, "conditions": [evil]}
    rewards["data"][0]["image"] = "javascript:window.hurt=1"
    shelf.answers["GET /rewards"] = (200, rewards)
    shelf.answers["GET /member"] = (
        200,
        example("member_tier") | {"name": evil},
    )
    shelf.boot |= {"terms_url": "javascript:window.hurt=1", "page_url": "data:x"}
    shelf.look |= {"hide_over": []}

    shopper.visit()
    shopper.open("home")
    expect(shopper.panel).to_contain_text(evil)
    shopper.button("Tukar poin").click()
    shopper.settled("redeem")

    expect(shopper.panel).to_contain_text(evil)
    assert shopper.page.evaluate("window.hurt") is None
    hrefs = shopper.page.evaluate(
        "() => [...document.querySelector('loyalty-panel').shadowRoot"
        ".querySelectorAll('[href],[src]')].map((one) => one.href || one.src)"
    )
    assert not [one for one in hrefs if one.startswith(("javascript:", "data:"))]
