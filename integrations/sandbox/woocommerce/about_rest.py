"""What a program reads first: the root, the system status, the settings."""

from flask import Blueprint, Response

from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce import rest
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import VERSION, WP_VERSION, Body, link


def root(store: Store) -> Body:
    """``GET /wp-json/``: public."""
    config = store.config
    offset = store.now().astimezone(store.zone).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset is not None else 0
    return {
        "name": config.name,
        "description": "",
        "url": config.base_url,
        "home": config.base_url,
        "gmt_offset": str(hours),
        "timezone_string": config.timezone,
        "page_for_posts": 0,
        "page_on_front": 0,
        "show_on_front": "posts",
        "namespaces": ["oembed/1.0", "wc/store", "wc/store/v1", "wc/v3", "wp/v2"],
        "authentication": [],
        "routes": {},
    }


class AboutRest:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def mount(self, bp: Blueprint) -> None:
        add = rest.locked_routes(bp, self.store)
        add("/system_status", "system_status", self.system_status)
        add("/settings/<group>", "settings", self.settings)
        add("/settings/<group>/<name>", "setting", self.setting)

    def system_status(self) -> Response:
        store = self.store
        config = store.config
        body: Body = {
            "environment": {
                "home_url": config.base_url,
                "site_url": config.base_url,
                "store_id": f"5a0db0f5-0000-4000-a000-{config.seed:012d}",
                "version": VERSION,
                "wp_version": WP_VERSION,
                "wp_multisite": False,
                "php_version": "8.3.14",
                "language": "id_ID",
                "secure_connection": config.pretend_https,
            },
            "settings": {
                "api_enabled": False,
                "force_ssl": False,
                "currency": config.currency,
                "currency_symbol": "&#36;" if config.currency == "USD" else "Rp",
                "currency_position": "left",
                "thousand_separator": ".",
                "decimal_separator": ",",
                "number_of_decimals": store.decimals,
                "geolocation_enabled": False,
                "HPOS_enabled": True,
                "HPOS_sync_enabled": False,
            },
            "active_plugins": [
                {
                    "plugin": "woocommerce/woocommerce.php",
                    "name": "WooCommerce",
                    "version": VERSION,
                }
            ],
            "pages": [
                {
                    "page_name": name,
                    "page_id": str(number),
                    "page_set": True,
                    "page_exists": True,
                    "shortcode_present": False,
                    "block_present": True,
                }
                for number, name in enumerate(("Shop base", "Cart", "Checkout"), 5)
            ],
        }
        return rest.one(store, body)

    def _groups(self) -> dict[str, dict[str, str]]:
        config = self.store.config
        return {
            "general": {
                "woocommerce_currency": config.currency,
                "woocommerce_price_num_decimals": str(self.store.decimals),
                "woocommerce_enable_coupons": _yes(on=config.coupons_enabled),
                "woocommerce_calc_taxes": _yes(on=self.store.tax_percent > 0),
                "woocommerce_default_country": "ID:JK",
            },
            "tax": {
                "woocommerce_prices_include_tax": _yes(on=config.tax_included),
                "woocommerce_tax_based_on": "shipping",
            },
        }

    def _setting(self, group: str, name: str, value: str) -> Body:
        return {
            "id": name,
            "label": name.replace("woocommerce_", "").replace("_", " ").capitalize(),
            "description": "",
            "type": "text",
            "default": "",
            "tip": "",
            "value": value,
            "group_id": group,
            "_links": {
                "self": [{"href": link(self.store, f"settings/{group}/{name}")}],
                "collection": [{"href": link(self.store, f"settings/{group}")}],
            },
        }

    def settings(self, group: str) -> Response:
        found = self._groups().get(group)
        if found is None:
            text = "Invalid setting group."
            raise RestError("rest_setting_setting_group_invalid", text, 404)
        rows = [self._setting(group, name, value) for name, value in found.items()]
        return rest.answer(self.store, rows)

    def setting(self, group: str, name: str) -> Response:
        value = self._groups().get(group, {}).get(name)
        if value is None:
            raise RestError("rest_setting_setting_invalid", "Invalid setting.", 404)
        return rest.answer(self.store, self._setting(group, name, value))


def _yes(*, on: bool) -> str:
    return "yes" if on else "no"
