"""The sandbox's theme renders the real blocks, with what a shop gives a theme."""

import json
import re
from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from app.domain.theme_marks import MemberFigures, member_mark, programme_mark
from app.recipes import recipe
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.shopify.app import create_shopify_store
from integrations.sandbox.shopify.theme import BLOCKS, Theme
from integrations.sandbox.store.models import Customer
from integrations.sandbox.store.state import Store

PLACE = ("$app:loyalty", "member")


@pytest.fixture
def store() -> Store:
    flask_app = create_shopify_store(StoreConfig(queue="manual"))
    made: Store = flask_app.extensions["sandbox_parts"].store
    made.definitions[("CUSTOMER", *PLACE)] = "PUBLIC_READ"
    return made


def publish(store: Store, **changes: Any) -> None:  # noqa: ANN401 - a mark's fields
    mark = programme_mark(
        recipe("points-ladder"), state="active", currency="IDR", path="/apps/loyalty"
    )
    store.app_metafields[("loyalty", "programme")] = {
        "id": 1,
        "value": json.dumps({**mark, **changes}),
        "type": "json",
        "at": "2026-11-22T00:00:00Z",
    }


def somebody(store: Store, **figures: Any) -> Customer:  # noqa: ANN401 - a member's figures
    row = next(iter(store.customers.values()))
    usual = {"balance": 12_345, "pending": 0, "tier": None, "vouchers": 0}
    row.metafields[PLACE] = {
        "id": 2,
        "value": json.dumps(member_mark(MemberFigures(**{**usual, **figures}))),
        "type": "json",
        "at": "2026-11-22T00:00:00Z",
    }
    return row


def shown(store: Store, *blocks: str, **more: Any) -> str:  # noqa: ANN401 - what a page shows
    given = {"lang": "id", "page": "product", **more}
    return Theme(store).render(*blocks, **given)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", "Beli ini, dapat 1.000 poin"),
        ("ms", "Beli ini, dapat 1,000 mata"),
        ("en-GB", "Buy this, earn 1,000 points"),
        # A language that nobody here speaks.
        ("fr", "Buy this, earn 1,000 points"),
    ],
)
def test_a_product_says_what_it_earns(store: Store, lang: str, said: str) -> None:
    publish(store)
    product = next(p for p in store.products.values())
    product.variants[0].price_minor = 150_000

    assert plain(shown(store, "points", lang=lang, product=product)) == f"★ {said}"


def test_a_product_says_nothing_where_the_rate_alone_does_not_tell(
    store: Store,
) -> None:
    publish(store, rate=None)

    text = shown(store, "points", product=next(iter(store.products.values())))

    assert "data-setia-points" in text
    assert plain(text) == "★"


def test_another_currency_than_the_programmes_says_nothing(store: Store) -> None:
    publish(store, currency="MYR")

    text = shown(store, "cart", page="cart", cart_minor=250_000)

    assert plain(text) == ""


def test_a_cart_asks_guests_to_sign_in(store: Store) -> None:
    publish(store)

    guest = shown(store, "cart", page="cart", cart_minor=250_000)
    member = shown(
        store, "cart", page="cart", cart_minor=250_000, customer=somebody(store)
    )

    assert plain(guest) == "★ Masuk untuk dapat 1.666 poin dari pesanan ini"
    assert 'href="/account/login"' in guest
    assert plain(member) == "★ Kamu dapat 1.666 poin dari pesanan ini"


@pytest.mark.parametrize(
    ("balance", "said"),
    [
        (0, "0 poin"),
        (999, "999 poin"),
        (1_000, "1.000 poin"),
        (1_000_001, "1.000.001 poin"),
        (12_005, "12.005 poin"),
    ],
)
def test_a_balance_is_written_as_the_language_does_it(
    store: Store, balance: int, said: str
) -> None:
    publish(store)

    text = shown(store, "progress", customer=somebody(store, balance=balance))

    assert plain(text).startswith(said)


def test_one_point_is_told_from_many(store: Store) -> None:
    publish(store)

    text = shown(store, "progress", lang="en", customer=somebody(store, balance=1))

    assert plain(text).startswith("1 point ")


def test_finer_points_show_their_decimals(store: Store) -> None:
    publish(store, scale=2)

    text = shown(store, "progress", customer=somebody(store, balance=123_405))

    assert plain(text).startswith("1.234,05 poin")


def test_credit_is_written_by_the_shop(store: Store) -> None:
    publish(store, unit=None, rewards=[])

    text = shown(store, "progress", customer=somebody(store, balance=123_405))

    assert plain(text).startswith(store.show(123_405))


def test_the_bar_leads_to_the_first_reward_that_is_missing(store: Store) -> None:
    publish(store)

    text = shown(store, "progress", customer=somebody(store))

    assert 'aria-valuenow="12345"' in text
    assert 'aria-valuemax="25000"' in text
    assert "12.655 poin lagi untuk dapat Merchandise gratis" in text


@pytest.mark.parametrize(("pending", "said"), [(0, False), (180, True)])
def test_what_waits_is_told_where_something_does(
    store: Store,
    pending: int,
    said: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    publish(store)

    text = shown(store, "progress", customer=somebody(store, pending=pending))

    assert ("180 poin sedang diproses" in text) is said


def test_whoever_can_have_everything_is_told_so(store: Store) -> None:
    publish(store)

    text = shown(store, "progress", customer=somebody(store, balance=99_999))

    assert "Kamu sudah bisa tukar Merchandise gratis" in text
    assert "progressbar" not in text


def test_a_tier_and_rewards_that_wait_are_shown(store: Store) -> None:
    publish(store, tiers={"gold": {"id": "Emas", "en": "Gold", "ms": "Emas"}})

    text = shown(store, "progress", customer=somebody(store, tier="gold", vouchers=2))

    assert "★ Emas" in text
    assert "2 hadiah siap dipakai" in text


def test_a_customer_without_figures_is_treated_as_a_newcomer(store: Store) -> None:
    publish(store)
    row = next(iter(store.customers.values()))

    text = plain(shown(store, "progress", "rewards", customer=row))

    assert "dapat hadiahnya" in text
    assert "Gabung gratis" not in text.partition("Buka")[2]


def test_a_metafield_that_storefronts_may_not_read_is_not_there(store: Store) -> None:
    publish(store)
    store.definitions.clear()

    text = shown(store, "progress", customer=somebody(store))

    assert "12.345" not in text


def test_names_from_merchants_cannot_become_markup(store: Store) -> None:
    evil = '<img src=x onerror="alert(1)">&'
    names = dict.fromkeys(("id", "en", "ms"), evil)
    unit = {"one": evil, "other": evil, "thousands": ".", "decimal": ","}
    publish(
        store,
        name=names,
        tiers={"gold": names},
        path='/"><script>',
        unit=dict.fromkeys(("id", "en", "ms"), unit),
        rewards=[{"id": "x", "cost": 99_999, "title": names}],
    )
    product = next(iter(store.products.values()))
    for customer in (None, somebody(store, tier="gold", vouchers=1)):
        text = shown(
            store, *BLOCKS, customer=customer, product=product, cart_minor=250_000
        )

        assert "<img" not in text
        assert "<script>" not in text.lower()


@pytest.mark.parametrize("state", ["paused", "off"])
def test_a_programme_that_is_not_on_leaves_no_line_behind(
    store: Store, state: str
) -> None:
    publish(store, state=state)
    product = next(iter(store.products.values()))

    text = shown(store, "points", "cart", "progress", "referral", product=product)

    assert plain(text) == ""


def test_without_a_programme_nothing_is_printed(store: Store) -> None:
    product = next(iter(store.products.values()))

    assert plain(shown(store, *BLOCKS, product=product)) == ""


def test_the_launcher_keeps_to_the_contract_and_tells_nothing_personal(
    store: Store,
) -> None:
    publish(store)

    guest = shown(store, "launcher", page="cart")
    member = shown(store, "launcher", page="cart", customer=somebody(store))

    assert 'data-api="/apps/loyalty/v1"' in guest
    assert 'data-cart="shopify"' in guest
    assert 'data-page="cart"' in guest
    assert member == guest.replace('data-signed-in="false"', 'data-signed-in="true"')


def test_what_the_merchant_switched_off_is_not_there(store: Store) -> None:
    publish(store)
    store.theme["launcher"] = False

    assert shown(store, "launcher") == ""


@pytest.fixture
def visitor() -> FlaskClient:
    flask_app = create_shopify_store(StoreConfig(queue="manual"))
    publish(flask_app.extensions["sandbox_parts"].store)
    return flask_app.test_client()


def test_every_page_of_the_shop_carries_what_the_merchant_placed(
    visitor: FlaskClient,
) -> None:
    home = visitor.get("/").text
    handle = re.findall(r"/products/([\w-]+)", home)[0]

    assert "data-setia " in re.sub(r"\s+", " ", home)
    assert "/pages/rewards" in home
    assert "data-setia-points" in visitor.get(f"/products/{handle}").text
    assert "lym-page" in visitor.get("/pages/rewards").text


def test_the_extensions_files_come_from_the_shops_cdn(visitor: FlaskClient) -> None:
    found = visitor.get("/cdn/extensions/loyalty/assets/setia.css")

    assert found.status_code == 200
    assert "max-age=31536000" in found.headers["Cache-Control"]
    assert visitor.get("/cdn/extensions/loyalty/assets/none.css").status_code == 404
    assert visitor.get("/cdn/extensions/loyalty/assets/..%2f.env").status_code == 404


def test_the_thank_you_page_runs_the_extensions_own_module(
    visitor: FlaskClient,
) -> None:
    asking = visitor.get("/sandbox-ui/asking.js")
    address = visitor.get("/sandbox-ui/address.js")

    assert "export async function earned" in asking.text
    assert address.text.startswith('export const DOOR = "http://127.0.0.1:8000')
    assert visitor.get("/sandbox-ui/page.js").status_code == 404


def test_a_shoppers_token_is_of_the_extensions_kind(visitor: FlaskClient) -> None:
    config = StoreConfig()
    token = visitor.get("/sandbox-ui/token").get_json()["token"]

    claims = jwt.decode(
        token, config.client_secret, algorithms=["HS256"], audience=config.client_id
    )

    assert claims["dest"] == config.shop_domain
    assert "sub" not in claims
    assert "iss" not in claims
