"""The plugin in a real WordPress, over HTTP, beside a stub of WooCommerce."""

import hmac
import json
import re
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from html import unescape
from typing import Any

import pytest
import requests

from tests.integrations.plugin.setia import (
    FOREIGN_FORM,
    OUR_FORM,
    SECRET,
    STORE,
    Setia,
)
from tests.integrations.plugin.wordpress import PATIENCE_S, Site

pytestmark = pytest.mark.wordpress


def get(site: Site, path: str, browser: requests.Session | None = None) -> str:
    answer = (browser or requests.Session()).get(site.url + path, timeout=PATIENCE_S)
    assert answer.status_code == 200, answer.text[-500:]
    return answer.text


def loader(page: str) -> dict[str, str]:
    """Return the attributes of the loader's tag."""
    tags = re.findall(r"<script[^>]*data-setia[^>]*>", page)
    assert len(tags) == 1, tags
    found = re.findall(r'([\w-]+)=(?:"([^"]*)"|\'([^\']*)\')', tags[0])
    assert " defer" in tags[0]
    return {name: unescape(one or two) for name, one, two in found}


def ajax(site: Site, name: str, browser: requests.Session, **data: str) -> Any:  # noqa: ANN401 - any JSON
    address = f"{site.url}/?wc-ajax={name}"
    return browser.post(address, data=data, timeout=PATIENCE_S).json()


def claims(token: str) -> dict[str, Any]:
    """Return what a token says, after its signature was checked."""
    first, _, second = token.partition(".")
    good = hmac.new(b64decode(SECRET), first.encode(), sha256).digest()
    assert second == urlsafe_b64encode(good).decode().rstrip("=")
    found: dict[str, Any] = json.loads(urlsafe_b64decode(first + "=="))
    return found


def test_a_shop_that_is_not_connected_shows_nothing(site: Site) -> None:
    page = get(site, "/")

    assert "setia" not in page
    assert "lym-" not in get(site, "/?stub_page=product")
    assert get(site, "/?wc-ajax=setia_identity") == '{"token":null}'


def test_only_a_key_of_the_shop_connects_it(site: Site, setia: Setia) -> None:
    address = f"{site.url}/wp-json/wc-setia/v1/connection"

    stranger = requests.put(address, json=setia.connection(), timeout=PATIENCE_S)
    shopper = site.session("dewi").get(address, timeout=PATIENCE_S)

    assert (stranger.status_code, shopper.status_code) == (401, 401)
    assert site.tell("GET").json()["connected"] is False


def test_the_secret_is_never_told(connected: Site) -> None:
    told = connected.tell("GET")

    assert told.json()["connected"] is True
    assert told.json()["store"] == STORE
    assert SECRET not in told.text


def test_a_bad_connection_leaves_the_good_one(connected: Site, setia: Setia) -> None:
    refused = connected.tell("PUT", setia.connection(store="str_1"))

    assert refused.status_code == 400
    assert refused.json()["code"] == "setia_bad_store"
    assert connected.tell("GET").json()["store"] == STORE


def test_leaving_by_rest_ends_the_connection(connected: Site) -> None:
    assert connected.tell("DELETE").json()["connected"] is False
    assert "data-setia" not in get(connected, "/")


def test_the_loader_says_where_and_nothing_about_a_person(
    connected: Site, setia: Setia
) -> None:
    guest = get(connected, "/?stub_page=product")
    dewi = get(connected, "/?stub_page=cart", connected.session("dewi"))

    found = loader(guest)
    assert found["data-api"] == f"{setia.url}/storefront/v1/stores/{STORE}"
    assert found["data-identity"] == "wc:/?wc-ajax=setia_identity"
    assert found["data-signed-in"] == "false"
    assert found["data-page"] == "product"
    assert found["data-cart"] == "woocommerce"
    assert found["src"].startswith(f"{connected.url}/wp-content/plugins/setia-loyalty/")
    assert loader(dewi)["data-signed-in"] == "true"
    assert loader(dewi)["data-page"] == "cart"
    assert "customer.test" not in dewi
    assert SECRET not in dewi


def test_a_signed_in_customer_gets_a_token_that_no_cache_keeps(connected: Site) -> None:
    browser = connected.session("dewi")
    answer = browser.get(f"{connected.url}/?wc-ajax=setia_identity", timeout=PATIENCE_S)

    said = claims(answer.json()["token"])
    assert said["store"] == STORE
    assert said["email"] == "dewi@customer.test"
    assert said["id"] == "2"
    assert said["exp"] - said["iat"] == 300
    assert "no-cache" in answer.headers["Cache-Control"]
    assert answer.json()["expires_at"].endswith("Z")


def test_a_guest_and_a_foreign_page_get_no_token(connected: Site) -> None:
    browser = connected.session("dewi")
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}
    address = f"{connected.url}/?wc-ajax=setia_identity"

    asked = browser.get(address, headers=foreign, timeout=PATIENCE_S)

    assert asked.json() == {"token": None}
    assert "Access-Control-Allow-Origin" not in asked.headers
    assert get(connected, "/?wc-ajax=setia_identity") == '{"token":null}'


def test_the_tab_shows_the_customers_own_page_cleaned(
    connected: Site, setia: Setia
) -> None:
    page = get(connected, "/my-account/rewards/", connected.session("dewi"))

    assert "Orders|Rewards|Log out" in page
    assert "<h1>Rewards</h1>" in page
    assert "<h2>Rewards</h2><p>Earn <b>points</b></p>" in page
    assert '<progress value="3" max="10"></progress>' in page
    assert '<a href="https://a.test/">good</a>' in page
    inside = page.partition('<div class="lym-embed">')[2].partition("</main>")[0]
    for bad in ("<script", "onclick", "onerror", "javascript:", "evil.test"):
        assert bad not in inside
    path, who = setia.asked[-1]
    assert "/page?fragment=1&lang=en" in path
    assert claims(who.removeprefix("Bearer "))["email"] == "dewi@customer.test"


def test_forms_and_styles_of_setia_are_kept_and_no_others(
    connected: Site, setia: Setia
) -> None:
    browser = connected.session("dewi")
    setia.page = OUR_FORM

    ours = get(connected, "/my-account/rewards/", browser)
    setia.page = OUR_FORM + FOREIGN_FORM
    mixed = get(connected, "/my-account/rewards/", browser)

    sheet = f"{setia.url}/storefront/v1/page.css?a=1&#038;b=2"
    assert f'<link rel="stylesheet" href="{sheet}">' in ours
    assert (
        f'<form method="post" action="{setia.url}/storefront/v1/redeem">'
        '<input type="hidden" name="form" value="signed"><button>Redeem</button>'
    ) in ours.replace(" />", ">")
    assert "evil.test" not in mixed
    assert "<form" not in mixed.partition("lym-embed")[2].partition("</main>")[0]


def test_shortcode_and_block_show_the_public_page_to_everybody(
    connected: Site, setia: Setia
) -> None:
    setia.page = "<p>For all</p>"

    mine = get(connected, "/loyalty/", connected.session("dewi"))
    block = get(connected, "/loyalty-block/")

    assert "<p>For all</p>" in mine
    assert "<p>For all</p>" in block
    pages = [asked for asked in setia.asked if "/page" in asked[0]]
    # Kept for all, so Setia was asked once, and for nobody.
    assert [who for _, who in pages] == [""]


def test_a_slow_setia_costs_two_seconds_once_and_the_old_page_stays(
    connected: Site, setia: Setia
) -> None:
    setia.page = "<p>Public</p>"
    get(connected, "/loyalty/")
    connected.php("update_option('stub_patient', 0);")
    setia.late_s = 4
    browser = connected.session("dewi")

    first = get(connected, "/my-account/rewards/", browser)
    asked = len(setia.asked)
    second = get(connected, "/my-account/rewards/", browser)

    assert "<p>Public</p>" in first
    assert "be shown at the moment" in unescape(first)
    assert "<p>Public</p>" in second
    assert len(setia.asked) == asked


def test_without_any_page_the_customer_is_told_in_words(
    connected: Site, setia: Setia
) -> None:
    setia.status = 503

    page = get(connected, "/my-account/rewards/", connected.session("dewi"))

    assert "Your points are safe." in page


def test_numbers_stand_in_the_page_before_the_loader_runs(
    connected: Site, setia: Setia
) -> None:
    connected.php("update_option('stub_cart_total', '120.50');")
    asked = len(setia.asked)

    product = get(connected, "/?stub_page=product")
    cart = get(connected, "/?stub_page=cart")
    mine = get(connected, "/?stub_page=cart", connected.session("dewi"))

    assert (
        '<span class="lym-points" data-setia-points data-product="14"'
        ' data-price-minor="4990">Buy this, earn 49 points</span>'
    ) in product
    assert "Sign in to earn about 120 points with this order" in cart
    assert "ll earn about 120 points with this order" in mine
    # They were learnt when the shop was connected; no page asked for them.
    assert len(setia.asked) == asked


def test_the_thank_you_page_speaks_to_customer_and_guest(connected: Site) -> None:
    guest = get(connected, "/?stub_page=thanks")
    mine = get(connected, "/?stub_page=thanks", connected.session("dewi"))

    assert "About 50 points are waiting" in guest
    assert "This order earns you about 50 points. Thank you!" in mine


def test_the_shop_speaks_indonesian_and_malay(connected: Site) -> None:
    connected.php("update_option('stub_locale', 'id_ID');")
    indonesian = connected.php("echo __('Rewards', 'setia-loyalty');")
    page = get(connected, "/?stub_page=product")
    connected.php("update_option('stub_locale', 'ms_MY');")
    malay = connected.php("echo __('Use points', 'setia-loyalty');")

    assert indonesian == "Hadiah"
    assert loader(page)["data-lang"] == "id"
    assert malay == "Tebus mata"


def test_a_reward_goes_into_the_cart_and_a_refusal_says_why(connected: Site) -> None:
    connected.php(
        "update_option('stub_cart_total', '50');"
        "update_option('stub_coupon_loyal-1', ['id' => 9, '_setia_voucher' => 'v1']);"
        "update_option('stub_coupon_loyal-2',"
        " ['id' => 8, '_setia_voucher' => 'v2', 'minimum' => '100']);"
        "update_option('stub_coupon_theirs', ['id' => 7]);"
    )
    browser = connected.session()

    assert ajax(connected, "setia_apply", browser, code="LOYAL-1") == {
        "applied": True,
        "reason_text": "",
    }
    assert ajax(connected, "setia_apply", browser, code="LOYAL-2") == {
        "applied": False,
        "reason_text": "The minimum spend for this coupon is $100.00.",
    }
    for foreign in ("theirs", "nothing", "<b>", ""):
        said = ajax(connected, "setia_apply", browser, code=foreign)
        assert said["reason_text"] == "This code is not one of your rewards."


def test_an_empty_cart_is_named_as_the_reason(connected: Site) -> None:
    connected.php(
        "update_option('stub_coupon_loyal-1', ['id' => 9, '_setia_voucher' => 'v1']);"
    )

    said = ajax(connected, "setia_apply", connected.session(), code="LOYAL-1")

    assert said == {
        "applied": False,
        "reason_text": "Put something into your cart first.",
    }


def test_another_page_can_put_nothing_into_a_cart(connected: Site) -> None:
    address = f"{connected.url}/?wc-ajax=setia_apply"
    foreign = {"Origin": "https://evil.test"}

    posted = requests.post(
        address, data={"code": "x"}, headers=foreign, timeout=PATIENCE_S
    )
    read = requests.get(address, timeout=PATIENCE_S)

    assert (posted.status_code, read.status_code) == (403, 403)


def test_a_link_applies_a_reward_and_leaves_a_clean_address(connected: Site) -> None:
    connected.php(
        "update_option('stub_cart_total', '50');"
        "update_option('stub_coupon_loyal-1', ['id' => 9, '_setia_voucher' => 'v1']);"
        "update_option('stub_coupon_theirs', ['id' => 7]);"
    )

    ours = requests.get(
        f"{connected.url}/?apply_coupon=LOYAL-1",
        allow_redirects=False,
        timeout=PATIENCE_S,
    )
    theirs = requests.get(
        f"{connected.url}/?apply_coupon=theirs",
        allow_redirects=False,
        timeout=PATIENCE_S,
    )

    assert ours.status_code == 302
    assert ours.headers["Location"] == f"{connected.url}/cart/"
    assert theirs.status_code == 200


def test_a_friends_code_comes_with_the_order_and_the_account(connected: Site) -> None:
    browser = connected.session()
    get(connected, "/?ref=ANI-7F3K", browser)
    kept = browser.cookies["stub_session"]

    noted = connected.php(
        f"$_COOKIE['stub_session'] = '{kept}';"
        "$o = new WC_Order(); do_action('woocommerce_checkout_create_order', $o, []);"
        "$b = new WC_Order();"
        "do_action('woocommerce_store_api_checkout_update_order_meta', $b);"
        "do_action('woocommerce_created_customer', 2);"
        "echo json_encode([$o->meta, $b->meta, $b->saved,"
        " get_user_meta(2, 'setia_ref', true)]); delete_user_meta(2, 'setia_ref');"
    )

    code = {"_setia_ref": "ANI-7F3K"}
    assert json.loads(noted) == [code, code, True, "ANI-7F3K"]


def test_the_loader_may_tell_of_a_code_that_a_cached_page_missed(
    connected: Site,
) -> None:
    browser = connected.session()

    assert ajax(connected, "setia_ref", browser, code="ANI-7F3K") == {"kept": True}
    assert ajax(connected, "setia_ref", browser, code="<x>") == {"kept": False}


def test_who_refused_to_be_remembered_is_not(connected: Site) -> None:
    kept = connected.php(
        "function wp_has_consent($kind) { return false; }"
        "echo json_encode(Setia\\Loyalty\\Referral::may_remember());"
    )

    assert kept == "false"


def test_no_notice_or_warning_came_from_our_files(connected: Site) -> None:
    get(connected, "/?stub_page=product", connected.session("dewi"))

    assert connected.complaints() == ""
