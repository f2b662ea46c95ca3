"""The plugin where staff see it: connecting, topics, blocks, leaving for good."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.integrations.plugin.setia import STORE, Setia
from tests.integrations.plugin.wordpress import PATIENCE_S, PLUGIN, Site

pytestmark = pytest.mark.wordpress

PAGE = "/wp-admin/admin.php?page=setia-loyalty"
CODE = "abcde-fghjk-mnpqr-stvwx"


def nonce(page: str) -> str:
    found = re.search(r'name="_wpnonce" value="(\w+)"', page)
    assert found
    return found[1]


def page_of(site: Site, browser: requests.Session, more: str = "") -> str:
    return browser.get(site.url + PAGE + more, timeout=PATIENCE_S).text


def send(
    site: Site, browser: requests.Session, action: str, **data: str
) -> requests.Response:
    return browser.post(
        f"{site.url}/wp-admin/admin-post.php",
        data={"action": action, **data},
        allow_redirects=False,
        timeout=PATIENCE_S,
    )


def test_connecting_sends_the_browser_to_setia_with_the_code(site: Site) -> None:
    browser = site.session("owner")
    page = page_of(site, browser)

    sent = send(
        site,
        browser,
        "setia_pair",
        _wpnonce=nonce(page),
        server="https://loyalty.example/",
        code=CODE,
    )

    where = urlsplit(sent.headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert f"{where.scheme}://{where.netloc}{where.path}" == (
        "https://loyalty.example/connect/woocommerce"
    )
    assert asked["code"] == "ABCDEFGHJKMNPQRSTVWX"
    assert asked["store"] == site.url
    assert asked["return"] == site.url + PAGE
    answer = requests.get(
        f"{site.url}/wp-json/wc-setia/v1/pairing",
        params={"check": asked["check"]},
        timeout=PATIENCE_S,
    )
    assert answer.json()["waiting"] is True
    assert answer.headers["Cache-Control"] == "no-store"
    site.forget()


def test_nobody_waits_for_a_check_that_was_never_given(site: Site) -> None:
    for check in ("", "0" * 40):
        answer = requests.get(
            f"{site.url}/wp-json/wc-setia/v1/pairing",
            params={"check": check},
            timeout=PATIENCE_S,
        )
        assert answer.json()["waiting"] is False


@pytest.mark.parametrize(
    ("server", "code", "said"),
    [
        ("http://loyalty.example", CODE, "address"),
        ("javascript:alert(1)", CODE, "address"),
        ("https://loyalty.example", "short", "code"),
    ],
)
def test_what_cannot_work_is_said_on_the_page(
    site: Site, server: str, code: str, said: str
) -> None:
    browser = site.session("owner")
    page = page_of(site, browser)

    sent = send(
        site, browser, "setia_pair", _wpnonce=nonce(page), server=server, code=code
    )

    assert sent.headers["Location"].endswith(f"{PAGE}&setia={said}")
    assert 'class="notice notice-error"' in page_of(site, browser, f"&setia={said}")


def test_a_form_without_its_nonce_does_nothing(connected: Site) -> None:
    browser = connected.session("owner")

    assert send(connected, browser, "setia_disconnect").status_code == 403
    assert send(connected, browser, "setia_pair", server="x").status_code == 403
    assert connected.tell("GET").json()["connected"] is True


def test_a_shopper_never_sees_the_page(connected: Site) -> None:
    browser = connected.session("dewi")

    answer = browser.get(connected.url + PAGE, timeout=PATIENCE_S)

    assert answer.status_code == 403
    assert STORE not in answer.text


def test_disconnecting_takes_our_webhooks_and_leaves_others(
    connected: Site, setia: Setia
) -> None:
    add_webhooks(connected, setia)
    browser = connected.session("owner")
    page = page_of(connected, browser)
    assert STORE in page

    sent = send(connected, browser, "setia_disconnect", _wpnonce=nonce(page))

    assert sent.headers["Location"].endswith("&setia=disconnected")
    assert webhooks(connected) == ["https://other.example/webhooks/woocommerce/1"]
    assert connected.tell("GET").json()["connected"] is False


def add_webhooks(site: Site, setia: Setia) -> None:
    site.php(
        "global $wpdb; $t = $wpdb->prefix.'wc_webhooks'; $wpdb->query('TRUNCATE '.$t);"
        f"foreach (['{setia.url}/webhooks/woocommerce/1',"
        " 'https://other.example/webhooks/woocommerce/1'] as $u)"
        " $wpdb->insert($t, ['delivery_url' => $u]);"
    )


def webhooks(site: Site) -> list[str]:
    found: list[str] = json.loads(
        site.php(
            "global $wpdb; echo json_encode($wpdb->get_col("
            '"SELECT delivery_url FROM {$wpdb->prefix}wc_webhooks"));'
        )
    )
    return found


def test_uninstalling_takes_what_is_ours_and_nothing_else(
    connected: Site, setia: Setia
) -> None:
    add_webhooks(connected, setia)
    connected.php("update_option('blogdescription', 'mine');")

    connected.php(
        "define('WP_UNINSTALL_PLUGIN', 'setia-loyalty/setia-loyalty.php');"
        f"require '{PLUGIN}/uninstall.php';"
    )
    left = connected.php(
        "global $wpdb; $all = $wpdb->get_col('SELECT option_name FROM '"
        " . $wpdb->options);"
        "echo json_encode(array_values(preg_grep('/^(_transient_)?setia_/', $all)));"
    )

    # The rules of the address are asked for anew by each request.
    assert set(json.loads(left)) <= {"setia_rules"}
    assert webhooks(connected) == ["https://other.example/webhooks/woocommerce/1"]
    assert connected.php("echo get_option('blogdescription');") == "mine"


def test_the_shop_is_told_that_we_get_on_with_its_features(site: Site) -> None:
    declared = site.php(
        "echo json_encode(Automattic\\WooCommerce\\Utilities\\FeaturesUtil::$declared);"
    )

    assert json.loads(declared) == {
        "custom_order_tables": True,
        "cart_checkout_blocks": True,
    }


def test_reviews_have_a_topic_and_orders_tell_their_silent_changes(site: Site) -> None:
    told = json.loads(
        site.php(
            "$seen = []; foreach (['setia_review_approved', 'wc_setia_order_changed']"
            " as $h) add_action($h, function ($id) use (&$seen, $h)"
            " { $seen[] = [$h, $id > 0]; });"
            "$p = wp_insert_post(['post_type' => 'product', 'post_title' => 'Mug',"
            " 'post_status' => 'publish']);"
            "$c = wp_insert_comment(['comment_post_ID' => $p, 'comment_content' => 'x',"
            " 'comment_approved' => 0, 'comment_author_email' => 'b@c.test',"
            " 'comment_type' => 'review', 'user_id' => 2]);"
            "update_comment_meta($c, 'rating', 4);"
            "wp_set_comment_status($c, 'approve');"
            "do_action('woocommerce_refund_deleted', 77, 31);"
            "do_action('woocommerce_trash_order', 31);"
            "do_action('woocommerce_untrash_order', 31);"
            "do_action('woocommerce_delete_order', 31);"
            "do_action('woocommerce_order_status_changed', 31, 'trash', 'pending');"
            "do_action('woocommerce_order_status_changed', 31, 'pending', 'x');"
            "$body = apply_filters('woocommerce_webhook_payload', [], 'review', $c, 1);"
            "$body['product'] = $body['product_id'] === $p; unset($body['id']);"
            "unset($body['product_id']); unset($body['date_created_gmt']);"
            "echo json_encode([$seen,"
            " apply_filters('woocommerce_webhook_topic_hooks', []), $body,"
            " apply_filters('woocommerce_webhook_payload', ['k'], 'order', 1, 1)]);"
        )
    )

    review, order = ["setia_review_approved", True], ["wc_setia_order_changed", True]
    assert told[0] == [review, order, order, order, order, order]
    assert told[1] == {"review.approved": ["setia_review_approved"]}
    assert told[2] == {
        "status": "approved",
        "customer_id": 2,
        "reviewer": "",
        "reviewer_email": "b@c.test",
        "rating": 4,
        "verified": False,
        "review": "x",
        "product": True,
    }
    assert told[3] == ["k"]


def test_two_changes_of_one_order_are_told_in_two_ways(site: Site) -> None:
    told = json.loads(
        site.php(
            "$p = ['action' => 'wc_setia_order_changed', 'arg' => 31];"
            "$f = fn() => apply_filters('woocommerce_webhook_payload', $p, 'action',"
            " 31, 1); $o = ['action' => 'woocommerce_order_refunded', 'arg' => 31];"
            "echo json_encode([$f(), $f(),"
            " apply_filters('woocommerce_webhook_payload', $o, 'action', 31, 1)]);"
        )
    )

    assert told[0]["arg"] == told[1]["arg"] == 31
    assert told[0]["change"] != told[1]["change"]
    assert set(told[2]) == {"action", "arg"}


def test_block_carts_get_our_words_and_apply_rewards(connected: Site) -> None:
    told = json.loads(
        connected.php(
            "update_option('stub_cart_total', '120');"
            "$registry = new class { public $names = []; function register($i) {"
            " $i->initialize(); $this->names[] = [$i->get_name(),"
            " $i->get_script_handles(), array_keys($i->get_script_data())]; } };"
            "do_action('woocommerce_blocks_cart_block_registration', $registry);"
            "$d = $GLOBALS['stub_endpoint_data']; $said = '';"
            "try { ($GLOBALS['stub_update']['callback'])(['code' => 'nothing']); }"
            " catch (Exception $e) { $said = [$e->told, $e->getMessage()]; }"
            "echo json_encode([$registry->names, $d['endpoint'], $d['namespace'],"
            " ($d['data_callback'])(), array_keys(($d['schema_callback'])()), $said]);"
        )
    )

    assert told == [
        [["setia-loyalty", ["setia-cart-blocks"], ["open"]]],
        "cart",
        "setia-loyalty",
        {"text": "Sign in to earn about 120 points with this order"},
        ["text"],
        ["setia_not_applied", "This code is not one of your rewards."],
    ]


def test_without_woocommerce_the_plugin_only_says_what_it_waits_for(site: Site) -> None:
    site.php("update_option('active_plugins', ['setia-loyalty/setia-loyalty.php']);")
    browser = site.session("owner")

    home = requests.get(site.url, timeout=PATIENCE_S)
    office = browser.get(f"{site.url}/wp-admin/plugins.php", timeout=PATIENCE_S)
    site.php(
        "update_option('active_plugins', ['setia-loyalty/setia-loyalty.php',"
        " 'woocommerce/woocommerce.php']);"
    )

    assert home.status_code == 200
    assert "Setia Loyalty waits for WooCommerce" in office.text
