"""The merchant gives the app its keys."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from tests.sandbox.shop import Shop, woo_sample

TIMEOUT_S = 5


def question(shop: Shop, **changes: str) -> dict[str, str]:
    return {
        "app_name": "Setia",
        "scope": "read_write",
        "user_id": "st_6b1f0c",
        "return_url": "http://127.0.0.1:9/back",
        "callback_url": f"{shop.receiver.url}/keys",
        **changes,
    }


def approve(shop: Shop) -> requests.Response:
    with requests.Session() as session:
        url = f"{shop.url}/wc-auth/v1/authorize"
        login = session.get(url, params=question(shop), timeout=TIMEOUT_S)
        page = session.post(login.url, timeout=TIMEOUT_S)
        link = page.text.split('id="approve" href="')[1].split('"')[0]
        return session.get(
            shop.url + link.replace("&amp;", "&"),
            timeout=TIMEOUT_S,
            allow_redirects=False,
        )


def test_consent_sends_the_keys_first_and_then_the_browser_back(woo: Shop) -> None:
    answer = approve(woo)

    sent = woo.receiver.got[0]
    sample = json.loads(woo_sample("wc-auth-callback")["request"]["body"])
    assert sent.path == "/keys"
    assert sent.json.keys() == sample.keys()
    assert sent.json["user_id"] == "st_6b1f0c"
    assert sent.headers["Content-Type"] == "application/json;charset=UTF-8"
    back = urlsplit(answer.headers["Location"])
    assert dict(parse_qsl(back.query)) == {"success": "1", "user_id": "st_6b1f0c"}
    auth = (sent.json["consumer_key"], sent.json["consumer_secret"])
    orders = requests.get(f"{woo.url}/wp-json/wc/v3/orders", auth=auth, timeout=5)
    assert orders.status_code == 200


@pytest.mark.parametrize("status", [201, 500])
def test_any_answer_but_200_takes_the_key_away_again(woo: Shop, status: int) -> None:
    woo.receiver.status = status

    answer = approve(woo)

    assert answer.status_code == 500
    assert "unable to send the consumer data" in answer.text
    assert len(woo.control("GET", "state")["keys"]) == 1


def test_approving_twice_makes_two_keys(woo: Shop) -> None:
    approve(woo)
    approve(woo)

    assert len(woo.control("GET", "state")["keys"]) == 3


def test_the_page_names_what_is_asked_and_who_gets_it(woo: Shop) -> None:
    with requests.Session() as session:
        url = f"{woo.url}/wc-auth/v1/authorize"
        login = session.get(url, params=question(woo), timeout=TIMEOUT_S)
        page = session.post(login.url, timeout=TIMEOUT_S)

    host = urlsplit(woo.receiver.url).netloc
    assert "/wc-auth/v1/login/" in login.url
    assert f"share credentials with {host}" in page.text
    assert "success=0&amp;user_id=st_6b1f0c" in page.text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"scope": ""}, "Missing parameter scope"),
        ({"scope": "all"}, "Invalid scope all"),
        ({"callback_url": "http://app.test/x"}, "needs to be over SSL"),
    ],
)
def test_a_wrong_question_is_refused(
    woo: Shop, changes: dict[str, str], text: str
) -> None:
    url = f"{woo.url}/wc-auth/v1/authorize"
    asked = question(woo, **changes)

    answer = requests.get(url, params=asked, timeout=TIMEOUT_S)
    direct = requests.get(
        f"{woo.url}/wc-auth/v1/access_granted/", params=asked, timeout=TIMEOUT_S
    )

    assert text in answer.text
    assert text in direct.text


def test_approval_needs_the_merchants_own_nonce(woo: Shop) -> None:
    answer = requests.get(
        f"{woo.url}/wc-auth/v1/access_granted/", params=question(woo), timeout=TIMEOUT_S
    )

    assert answer.status_code == 401
    assert woo.receiver.got == []


def test_a_test_can_approve_without_a_browser(woo: Shop) -> None:
    done = woo.act("authorize", user_id="st_1", callback_url=f"{woo.receiver.url}/keys")
    down = woo.act("authorize", user_id="st_1", callback_url="http://127.0.0.1:9/")

    assert (done["ok"], done["callback_status"]) == (True, 200)
    assert (down["ok"], down["callback_status"]) == (False, None)
