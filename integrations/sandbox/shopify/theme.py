"""The theme of a sandbox shop: renders the blocks of an app's theme extension.

The files are read as the Shopify CLI would upload them; nothing is known of what they
mean. A block sees what a theme gives it: the signed-in customer with the metafields
that a storefront may read, the product at hand, the cart, the app's own metafields.
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from liquid import BoundTemplate, Environment, FileSystemLoader, RenderContext
from liquid.filter import with_context

from integrations.sandbox.store.models import Customer, Product
from integrations.sandbox.store.state import Store

EXTENSION = Path(__file__).resolve().parents[2] / "shopify" / "extension"
ASSETS_AT = "/cdn/extensions/loyalty/assets"
BLOCKS = ("launcher", "points", "cart", "progress", "rewards", "referral", "members")
HIDDEN_TAGS = re.compile(r"{% schema %}.*?{% endschema %}", re.DOTALL)
GAP = re.compile(r"{{\s*(\w+)\s*}}")
HUNDREDTHS = 2
ROUTES = {
    "account_login_url": "/account/login",
    "account_register_url": "/account/register",
    "account_url": "/account",
    "cart_url": "/cart",
    "root_url": "/",
}


class Theme:
    """Renders blocks for one store."""

    def __init__(self, store: Store, folder: Path = EXTENSION) -> None:
        self.store = store
        self.folder = folder

    @cached_property
    def _liquid(self) -> Environment:
        loader = FileSystemLoader(self.folder / "snippets", ext=".liquid")
        made = Environment(loader=loader)
        made.add_filter("t", self._translated)
        made.add_filter("asset_url", self.asset_url)
        made.add_filter("money", self._money)
        return made

    @cached_property
    def _blocks(self) -> dict[str, BoundTemplate]:
        return {
            name: self._liquid.from_string(
                HIDDEN_TAGS.sub("", (self.folder / f"blocks/{name}.liquid").read_text())
            )
            for name in BLOCKS
        }

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        found = {}
        for name in BLOCKS:
            text = (self.folder / f"blocks/{name}.liquid").read_text()
            inner = text.partition("{% schema %}")[2].partition("{% endschema %}")[0]
            found[name] = json.loads(inner)
        return found

    @cached_property
    def _words(self) -> dict[str, Any]:
        return {
            path.name.partition(".")[0]: json.loads(path.read_text())
            for path in (self.folder / "locales").glob("*.json")
            if not path.name.endswith(".schema.json")
        }

    def asset_url(self, name: object) -> str:
        """Where the shop's CDN serves a file of the extension."""
        found = self.folder / "assets" / str(name)
        seen = found.read_bytes() if found.is_file() else b""
        return f"{ASSETS_AT}/{name}?v={hashlib.sha256(seen).hexdigest()[:16]}"

    def render(
        self,
        *names: str,
        lang: str,
        page: str,
        customer: Customer | None = None,
        product: Product | None = None,
        cart_minor: int = 0,
    ) -> str:
        """The blocks, one after the other, those that the merchant switched on."""
        shown = [name for name in names if self.store.theme.get(name, True)]
        if not self.store.installed or not shown:
            return ""
        given = self._given(
            lang=lang,
            page=page,
            customer=customer,
            product=product,
            cart_minor=cart_minor,
        )
        sheets = sorted({self._schemas[name].get("stylesheet", "") for name in shown})
        parts = [
            f'<link rel="stylesheet" href="{self.asset_url(sheet)}">'
            for sheet in sheets
            if sheet
        ]
        parts += [self._blocks[name].render(**given) for name in shown]
        return "".join(parts)

    def _given(
        self,
        *,
        lang: str,
        page: str,
        customer: Customer | None,
        product: Product | None,
        cart_minor: int,
    ) -> dict[str, Any]:
        currency = {"iso_code": self.store.config.currency}
        return {
            "app": {"metafields": _metafields(self.store.app_metafields)},
            "shop": {"name": self.store.config.name, "currency": currency["iso_code"]},
            "request": {"page_type": page, "locale": {"iso_code": lang}},
            "routes": ROUTES,
            "block": {"shopify_attributes": "", "settings": {}},
            "customer": None if customer is None else self._customer(customer),
            "product": None if product is None else self._product(product),
            "cart": {
                "total_price": self._hundredths(cart_minor),
                "currency": currency,
            },
        }

    def _customer(self, row: Customer) -> dict[str, Any]:
        """A customer as a theme sees one: only what storefronts may read."""
        readable = {
            place: field
            for place, field in row.metafields.items()
            if self.store.definitions.get(("CUSTOMER", *place)) == "PUBLIC_READ"
        }
        return {
            "id": row.id,
            "first_name": row.first_name,
            "tags": list(row.tags),
            "metafields": _metafields(readable),
        }

    def _product(self, row: Product) -> dict[str, Any]:
        price = self._hundredths(row.variants[0].price_minor)
        return {
            "id": row.id,
            "price": price,
            "tags": list(row.tags),
            "published_at": row.created_at.isoformat(),
            "variants": [{"id": each.id, "sku": each.sku} for each in row.variants],
            "collections": [
                {"id": each, "handle": self.store.collections[each].handle}
                for each in row.collection_ids
            ],
            "selected_or_first_available_variant": {
                "id": row.variants[0].id,
                "price": price,
            },
        }

    def _hundredths(self, minor: int) -> int:
        """Liquid has hundredths of every currency."""
        return int(minor * 10**HUNDREDTHS // 10**self.store.decimals)

    def _money(self, hundredths: object) -> str:
        minor = int(str(hundredths)) * 10**self.store.decimals // 10**HUNDREDTHS
        return self.store.show(minor)

    @property
    def _translated(self) -> Any:  # noqa: ANN401 -- a filter, as the library wants it
        words = self._words

        @with_context
        def translated(key: object, *, context: RenderContext, **gaps: object) -> str:
            wanted = str(context.resolve("request")["locale"]["iso_code"])
            lang = wanted.partition("-")[0]
            found: Any = words.get(lang, words["en"])
            for part in str(key).split("."):
                found = found[part]
            if isinstance(found, Mapping):
                one = str(gaps.get("count")) == "1" and "one" in found
                found = found["one" if one else "other"]
            # What goes into a gap is escaped, as a shop does it.
            return GAP.sub(
                lambda gap: html.escape(html.unescape(str(gaps.get(gap[1], "")))), found
            )

        return translated


def _metafields(rows: Mapping[tuple[str, str], Mapping[str, object]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (namespace, key), row in rows.items():
        value: Any = str(row["value"])
        if row["type"] == "json":
            value = json.loads(value)
        found.setdefault(namespace, {})[key] = {"value": value, "type": row["type"]}
    return found
