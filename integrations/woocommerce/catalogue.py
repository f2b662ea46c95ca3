"""What WooCommerce knows of its goods beside what an order says."""

from collections.abc import Sequence

from app.domain.events.products import ProductFacts
from app.ports import StoreConnection
from integrations.http import readable
from integrations.reading import Body, objects, ref, text
from integrations.woocommerce.client import WooClient

AT_ONCE = 50
MOST_VARIATION_PAGES = 3
VARIABLE = "variable"
BRANDS = "brands"


class WooCatalogue:
    """``Catalogue`` over REST v3."""

    def __init__(self, client: WooClient) -> None:
        self._client = client

    def products(
        self, store: StoreConnection, product_refs: Sequence[str]
    ) -> list[ProductFacts]:
        wanted = [each for each in product_refs if each.isascii() and each.isdigit()]
        found: list[ProductFacts] = []
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            listed = self._client.get_all(
                store, "products", most_pages=1, include=",".join(part), status="any"
            )
            with readable("a product"):
                # The filter is not believed: an unknown one returns everything.
                found += [
                    self._facts(store, each)
                    for each in listed
                    if ref(each.get("id"), "product id") in part
                ]
        return found

    def _facts(self, store: StoreConnection, body: Body) -> ProductFacts:
        product_ref = ref(body.get("id"), "product id")
        sold = [body]
        if body.get("type") == VARIABLE:
            sold = list(
                self._client.get_all(
                    store,
                    f"products/{product_ref}/variations",
                    most_pages=MOST_VARIATION_PAGES,
                )
            )
        brands = objects(body.get(BRANDS))
        return ProductFacts(
            product_ref=product_ref,
            title=text(body.get("name")) or "",
            collection_refs=tuple(
                ref(each.get("id"), "category id")
                for each in objects(body.get("categories"))
            ),
            tags=tuple(
                name
                for each in objects(body.get("tags"))
                if (name := text(each.get("name")))
            ),
            vendor=text(brands[0].get("name")) if brands else None,
            reduced_refs=tuple(
                ref(each.get("id"), "sold id") for each in sold if _reduced(each)
            ),
        )


def _reduced(body: Body) -> bool:
    """Tell whether something is on sale: it has a price of its own for that."""
    if "on_sale" in body:
        return body.get("on_sale") is True
    return bool(text(body.get("sale_price")))
