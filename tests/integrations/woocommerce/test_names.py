"""A site's name is where it was called, in its own spelling; not what it claims."""

import pytest
import responses

from integrations.woocommerce.adapter import WooCommercePlatform
from tests.integrations.woocommerce.shop import store_at

CURRENCY = {"currency": "IDR"}


def name_of(
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    called: str,
    environment: dict[str, str],
    site: dict[str, str],
) -> str:
    api = f"{called}/wp-json/wc/v3"
    shop.get(f"{called}/wp-json/", json={"namespaces": ["wc/v3"], **site})
    shop.get(
        f"{api}/system_status", json={"settings": CURRENCY, "environment": environment}
    )
    shop.get(
        f"{api}/settings/general/woocommerce_enable_coupons", json={"value": "yes"}
    )
    shop.get(f"{api}/settings/tax/woocommerce_prices_include_tax", json={"value": "no"})
    return platform.describe(store_at(called)).domain


@pytest.mark.parametrize(
    ("called", "home", "name"),
    [
        ("https://shop.example", "https://shop.example", "shop.example"),
        ("https://shop.example", "https://www.shop.example/", "www.shop.example"),
        ("https://www.shop.example", "https://shop.example", "shop.example"),
        ("https://shop.example", "http://Shop.Example", "shop.example"),
        ("https://shop.example:443", "https://shop.example", "shop.example"),
        (
            "https://shop.example/toko",
            "https://shop.example/toko/",
            "shop.example/toko",
        ),
        ("https://xn--kopi-epa.example", "https://kopié.example", "kopié.example"),
    ],
)
def test_a_site_spells_its_own_name(
    platform: WooCommercePlatform,
    shop: responses.RequestsMock,
    called: str,
    home: str,
    name: str,
) -> None:
    assert name_of(platform, shop, called, {"home_url": home}, {}) == name


@pytest.mark.parametrize(
    "home",
    [
        "https://victim.example",
        "https://shop.example.victim.example",
        "https://victim.example@shop.example",
        "https://shop.example@victim.example",
        "https://shop.example:8443",
        "https://shop.example/of-somebody-else",
        "https://www.www.shop.example",
        "//shop.example",
        "https://[shop.example",
        "https://shop.example:port",
        "https://..",
        "",
    ],
)
def test_what_a_site_claims_beyond_its_address_is_not_its_name(
    platform: WooCommercePlatform, shop: responses.RequestsMock, home: str
) -> None:
    called = "https://shop.example"

    assert name_of(platform, shop, called, {"home_url": home}, {}) == "shop.example"


@pytest.mark.parametrize("called", ["https://shop.example/bob", "https://a.example"])
def test_a_neighbour_and_the_root_of_a_host_are_other_sites(
    platform: WooCommercePlatform, shop: responses.RequestsMock, called: str
) -> None:
    claimed = {"home": "https://shop.example"}

    assert name_of(platform, shop, called, {}, claimed) == called[len("https://") :]
