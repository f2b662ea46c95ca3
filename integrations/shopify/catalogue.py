"""What Shopify knows of its goods beside what an order says."""

from collections.abc import Sequence

from app.domain.events.products import ProductFacts
from app.ports import StoreConnection
from integrations.http import readable
from integrations.reading import Body, amounts_in, mapping, objects, ref, text
from integrations.shopify.client import ShopifyClient
from integrations.shopify.rewards import gid

AT_ONCE = 25
"""With ten collections and twenty variants each: under a query's thousand points."""
VARIANTS_READ = 20


class ShopifyCatalogue:
    """``Catalogue`` over Admin GraphQL."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    def products(
        self, store: StoreConnection, product_refs: Sequence[str]
    ) -> list[ProductFacts]:
        found: list[ProductFacts] = []
        for start in range(0, len(product_refs), AT_ONCE):
            wanted = product_refs[start : start + AT_ONCE]
            ids = [gid("Product", each) for each in wanted]
            reply = self._client.run(store, "ProductFacts", {"ids": ids})
            with readable("a product"):
                found += [
                    product_facts(node, store.currency)
                    for node in objects(reply.data.get("nodes"))
                    if node.get("id")
                ]
        return found


def product_facts(node: Body, currency: str) -> ProductFacts:
    """Return what a product says; prices are in the shop's currency."""
    tags = node.get("tags")
    variants = objects(mapping(node.get("variants")).get("nodes"))
    return ProductFacts(
        product_ref=ref(node.get("id"), "product id"),
        title=text(node.get("title")) or "",
        collection_refs=tuple(
            ref(each.get("id"), "collection id")
            for each in objects(mapping(node.get("collections")).get("nodes"))
        ),
        tags=tuple(str(each) for each in tags) if isinstance(tags, list) else (),
        vendor=text(node.get("vendor")),
        gift_card=node.get("isGiftCard") is True,
        reduced_refs=tuple(
            ref(each.get("id"), "variant id")
            for each in variants
            if reduced(each.get("price"), each.get("compareAtPrice"), currency)
        ),
        # One with more variants than were read might hide a reduced one.
        prices_known=len(variants) < VARIANTS_READ,
    )


def reduced(price: object, compare_at: object, currency: str) -> bool:
    """Tell whether a price lies below the one it is compared with."""
    if not text(price) or not text(compare_at):
        return False
    read = amounts_in(currency)
    return read(price) < read(compare_at)
