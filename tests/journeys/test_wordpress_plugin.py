"""From the plugin's settings page to points: a shop pairs itself, over real HTTP."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests

from app.domain.ids import public_id
from app.services import pairing, programmes
from app.services.store_plugins import push
from app.settings import Settings
from app.storage.stores import StoreRepository, StoreRow
from app.wiring import World, wired
from app.wiring.clock import shift_clock
from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.serving import Running, run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from tests.journeys.conftest import TIMEOUT_S, Journey, _document
from tests.servers import free_port, served

ANI = "ani@customer.test"


@pytest.fixture
def shop() -> Iterator[Running]:
    config = StoreConfig(
        platform=WOOCOMMERCE, queue="manual", pretend_https=True, plugin=True
    )
    with run_in_thread(create_woocommerce_store(config)) as running:
        yield running


@pytest.fixture
def world(fresh_database_url: str, redis_url: str, tmp_path: Path) -> Iterator[World]:
    shift_clock(tmp_path, timedelta())
    port = free_port()
    settings = Settings.from_environ(
        {"VAR_DIR": str(tmp_path), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    )
    with (
        wired(settings, database_url=fresh_database_url, redis_url=redis_url) as made,
        served(made, port),
    ):
        yield made


@pytest.fixture
def journey(world: World, shop: Running, tmp_path: Path) -> Journey:
    """A programme and a shop that paired itself with it."""
    env = world.env
    programme_id = programmes.create(
        env, _document(env), actor="test", publish_now=True
    ).programme_id
    code = pairing.offer(env, programme_id, by="test").code

    last = paired(shop, env.public_url, code)

    assert last.url == f"{shop.url}/wp-admin-sandbox/setia?setia=connected"
    assert "Your shop is connected." in last.text
    (row,) = rows(env, programme_id)
    return Journey(env, tmp_path, WOOCOMMERCE, shop.url, programme_id, row.store_id)


def paired(shop: Running, server: str, code: str, *, deny: bool = False) -> Any:  # noqa: ANN401 - an answer
    """Click through the connection as the merchant does; return the last page."""
    browser = requests.Session()
    login = browser.post(
        f"{shop.url}/wp-admin-sandbox/setia",
        data={"server": server, "code": code},
        timeout=TIMEOUT_S,
    )
    if "/wc-auth/" not in login.url:
        return login
    consent = browser.post(login.url, data={"log": "owner"}, timeout=TIMEOUT_S)
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', consent.text)]
    word = "success=0" if deny else "access_granted"
    link = next(link for link in links if word in link)
    address = link if link.startswith("http") else shop.url + link
    return browser.get(address, timeout=TIMEOUT_S)


def rows(env: Any, programme_id: Any) -> list[StoreRow]:  # noqa: ANN401 - of the wiring
    found: list[StoreRow] = env.database.run(
        programme_id, lambda uow: StoreRepository(uow).all()
    )
    return found


def topics(journey: Journey) -> set[str]:
    state = requests.get(f"{journey.shop_url}/_sandbox/state", timeout=TIMEOUT_S)
    return {each["topic"] for each in state.json()["webhooks"]}


def browser_of(journey: Journey, email: str) -> requests.Session:
    browser = requests.Session()
    browser.post(
        f"{journey.shop_url}/my-account/login",
        data={"email": email, "password": "sandbox"},
        timeout=TIMEOUT_S,
    )
    return browser


def test_a_paired_shop_is_told_who_we_are_and_tells_us_more(journey: Journey) -> None:
    page = requests.get(f"{journey.shop_url}/", timeout=TIMEOUT_S).text

    store = public_id("str", journey.store_id)
    assert f'data-api="{journey.env.public_url}/storefront/v1/stores/{store}"' in page
    assert {"review.approved", "action.wc_setia_order_changed"} <= topics(journey)


def test_the_token_of_a_signed_in_customer_is_believed(journey: Journey) -> None:
    journey.act(
        "order", customer=ANI, lines=[{"product": "stoneware-mug", "quantity": 2}]
    )
    said = browser_of(journey, ANI).get(
        f"{journey.shop_url}/?wc-ajax=setia_identity", timeout=TIMEOUT_S
    )
    store = public_id("str", journey.store_id)
    address = f"{journey.env.public_url}/storefront/v1/stores/{store}/member"

    def state(token: str) -> Any:  # noqa: ANN401 - JSON
        return requests.get(
            address, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT_S
        )

    token = said.json()["token"]
    first, _, second = token.partition(".")
    assert state(token).json()["state"] == "member"
    assert state(f"{first}.{second[:-2]}AA").status_code == 401

    # A new secret is in force at once, and the old token still holds.
    push(journey.env, journey.programme_id, journey.store_id, renew=True)
    assert state(token).json()["state"] == "member"


def test_a_deleted_refund_gives_points_back_without_waiting_for_a_round(
    journey: Journey,
) -> None:
    lines = [{"product": "stoneware-mug", "quantity": 2}]
    order = journey.act("order", customer=ANI, lines=lines)["order"]
    whole = journey.balance(ANI)
    refunded = journey.act(
        "refund", order_id=order["id"], lines=[{"index": 0, "quantity": 1}]
    )
    part = journey.balance(ANI)

    journey.act(
        "delete-refund",
        order_id=order["id"],
        refund_id=refunded["order"]["refunds"][0]["id"],
    )

    assert part != whole
    assert journey.balance(ANI) == whole
    assert journey.violations() == []


def test_an_order_that_is_deleted_for_good_takes_its_points_along(
    journey: Journey,
) -> None:
    before = journey.act(
        "order", customer=ANI, lines=[{"product": "stoneware-mug", "quantity": 1}]
    )["order"]
    with_it = journey.balance(ANI)

    journey.act("delete-order", order_id=before["id"])

    assert journey.balance(ANI) != with_it
    assert journey.violations() == []


def test_a_merchant_who_says_no_comes_back_to_a_sentence(
    world: World, shop: Running
) -> None:
    env = world.env
    programme_id = programmes.create(
        env, _document(env), actor="test", publish_now=True
    ).programme_id
    code = pairing.offer(env, programme_id, by="test").code

    denied = paired(shop, env.public_url, code, deny=True)
    unknown = paired(shop, env.public_url, "AAAAA-AAAAA-AAAAA-AAAAA")

    assert "You did not approve the access." in denied.text
    assert unknown.status_code == 422
    assert "not valid any more" in unknown.text
    assert rows(env, programme_id) == []
    # The same code still works for the same shop.
    again = paired(shop, env.public_url, code)
    assert "Your shop is connected." in again.text


def test_nobody_is_sent_anywhere_by_a_link_that_the_shop_does_not_know(
    world: World, shop: Running
) -> None:
    env = world.env
    programme_id = programmes.create(
        env, _document(env), actor="test", publish_now=True
    ).programme_id
    asked = {
        "code": pairing.offer(env, programme_id, by="test").code,
        "store": shop.url,
        "return": f"{shop.url}/wp-admin-sandbox/setia",
        "check": "guessed",
        "lang": "id",
    }

    def begin(**changes: str) -> Any:  # noqa: ANN401 - an answer
        return requests.get(
            f"{env.public_url}/connect/woocommerce",
            params=asked | changes,
            allow_redirects=False,
            timeout=TIMEOUT_S,
        )

    assert "Tokomu tidak mengenal sambungan ini" in begin().text
    assert (
        "Kami tidak bisa menjangkau"
        in begin(store="http://127.0.0.1:1", **{"return": "http://127.0.0.1:1/x"}).text
    )
    for store in ("http://169.254.169.254", "ftp://x.example", "http://10.0.0.1"):
        refused = begin(store=store, **{"return": f"{store}/x"})
        assert refused.status_code == 422
        assert "Location" not in refused.headers


def test_keys_that_nobody_asked_for_are_not_taken(world: World) -> None:
    address = f"{world.env.public_url}/connect/woocommerce/keys"
    keys = {
        "key_id": 1,
        "user_id": "a" * 64,
        "consumer_key": "ck_" + "0" * 40,
        "consumer_secret": "cs_" + "0" * 40,
        "key_permissions": "read_write",
    }

    def post(**changes: object) -> int:
        return requests.post(
            address, json=keys | changes, timeout=TIMEOUT_S
        ).status_code

    assert post() == 404
    assert post(key_permissions="read") == 400
    assert post(consumer_key="x") == 400
