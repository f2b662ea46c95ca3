"""The back office in the frame of Shopify's admin, with stand-ins for its two scripts.

The stand-in of App Bridge does what App Bridge is known to do: it puts a token into
each fetch to our own address, and loads the page that a bounce asks for.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    FrameLocator,
    Page,
    Playwright,
    Request,
    Route,
    expect,
)

from tests.conftest import find_chromium
from tests.journeys.shop import CLIENT_ID, Merchant, merchant_at

pytestmark = pytest.mark.browser

ADMIN = "https://admin.shopify.com/store/sandbox-one/apps/setia"
CHECKS = ("LocalNetworkAccessChecks", "BlockInsecurePrivateNetworkRequests")
LINK = """() => {
  const link = document.createElement("a");
  link.href = "/admin/find?q=x";
  document.querySelector("main").append(link);
  link.click();
}"""
APP_BRIDGE = """
(() => {
  const real = window.fetch.bind(window);
  const mint = async () => (await real("https://cdn.shopify.com/token")).text();
  window.fetch = async (input, init = {}) => {
    const asked = new Request(input, init);
    if (new URL(asked.url).origin === location.origin) {
      asked.headers.set("Authorization", `Bearer ${await mint()}`);
    }
    return real(asked);
  };
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (reload) mint().then((token) => {
    const next = new URL(reload);
    next.searchParams.set("id_token", token);
    location.replace(next);
  });
})();
"""


@pytest.fixture
def merchant(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Merchant]:
    with merchant_at(fresh_database_url, redis_url, tmp_path) as found:
        found.open()
        yield found


@pytest.fixture
def page(playwright: Playwright) -> Iterator[Page]:
    """A browser in which a public site may open what is on this machine."""
    browser = playwright.chromium.launch(
        executable_path=find_chromium(),
        chromium_sandbox=False,
        args=["--disable-gpu", f"--disable-features={','.join(CHECKS)}"],
    )
    yield browser.new_page(viewport={"width": 390, "height": 844})
    browser.close()


@pytest.fixture
def admin(page: Page, merchant: Merchant) -> Page:
    """Shopify's admin, with nothing in it but our frame."""
    allowed = {"Access-Control-Allow-Origin": "*"}

    def cdn(route: Route) -> None:
        if route.request.url.endswith("/token"):
            route.fulfill(body=merchant.token(), headers=allowed)
            return
        script = APP_BRIDGE if "app-bridge" in route.request.url else ""
        route.fulfill(body=script, content_type="text/javascript", headers=allowed)

    def shown(route: Route) -> None:
        deep = f"{merchant.shop_url}/admin/apps/{CLIENT_ID}/admin/help"
        html = f'<!doctype html><iframe name="app" src="{deep}" width=380 height=700>'
        route.fulfill(body=html, content_type="text/html")

    page.route("https://cdn.shopify.com/**", cdn)
    page.route("https://admin.shopify.com/**", shown)
    return page


def frame_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def test_a_page_stands_in_the_frame_and_leads_on_with_a_token_and_no_cookie(
    admin: Page, merchant: Merchant
) -> None:
    seen: list[Request] = []

    def note(asked: Request) -> None:
        seen.append(asked)

    admin.on("request", note)
    admin.goto(ADMIN)
    expect(frame_of(admin).locator("h1")).to_be_visible()

    frame = admin.frame("app")
    assert frame is not None
    frame.evaluate(LINK)
    expect(frame_of(admin).locator("body[data-page='/find']")).to_have_count(1)

    ours = [each for each in seen if each.url.startswith(merchant.app_url)]
    found = next(each for each in ours if "/admin/find" in each.url)
    assert found.header_value("authorization")
    assert not any(each.header_value("cookie") for each in ours)
    assert "id_token" not in found.url


def test_a_frame_that_is_loaded_anew_fetches_a_token_and_is_back(
    admin: Page, merchant: Merchant
) -> None:
    admin.goto(ADMIN)
    expect(frame_of(admin).locator("h1")).to_be_visible()
    frame = admin.frame("app")
    assert frame is not None
    seen: list[str] = []
    admin.on("request", lambda each: seen.append(each.url))

    # The address without the token that it was opened with.
    with admin.expect_response(
        lambda each: "/admin/help" in each.url and "id_token=" in each.url
    ) as back:
        frame.evaluate("location.assign('/admin/help')")

    assert back.value.status == 200
    assert any("/shopify/bounce?" in each for each in seen)
    expect(frame_of(admin).locator("body[data-page='/help']")).to_have_count(1)


def test_another_site_can_not_open_the_frame(page: Page, merchant: Merchant) -> None:
    link = merchant.link()
    html = f'<!doctype html><iframe name="app" src="{link}">'
    page.route(
        "https://evil.test/**",
        lambda route: route.fulfill(body=html, content_type="text/html"),
    )
    page.route("https://cdn.shopify.com/**", lambda route: route.abort())
    page.goto("https://evil.test/")
    page.wait_for_timeout(500)

    frame = page.frame("app")
    assert frame is None or frame.url.startswith("chrome-error:")
