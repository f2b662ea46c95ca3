"""What a discount says of itself beside its name: for whom, for what, from when on."""

from typing import Any

from integrations.sandbox.shopify.graph import people_views as people
from integrations.sandbox.shopify.graph.paging import connection
from integrations.sandbox.shopify.wire import gid
from integrations.sandbox.store.models import Discount, Scope
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
HUNDRED = 100


def context_of(row: Discount) -> str:
    """The word by which a search knows whom a discount is for."""
    if row.segment_ids:
        return "segment"
    return "all" if row.customer_ids is None else "customer"


def context(store: Store, row: Discount) -> Node:
    if row.segment_ids:
        held = [store.segments[number] for number in sorted(row.segment_ids)]
        return {
            "__typename": "DiscountCustomerSegments",
            "segments": [
                {"id": gid("Segment", one.id), "name": one.name, "query": one.query}
                for one in held
            ],
        }
    if row.customer_ids is not None:
        ids = [gid("Customer", number) for number in sorted(row.customer_ids)]
        return {
            "__typename": "DiscountCustomers",
            "customers": [{"__typename": "Customer", "id": one} for one in ids],
        }
    return {"__typename": "DiscountBuyerSelectionAll", "all": "ALL"}


def minimum(store: Store, row: Discount) -> Node | None:
    if row.min_subtotal_minor:
        return {
            "__typename": "DiscountMinimumSubtotal",
            "greaterThanOrEqualToSubtotal": _money(store, row.min_subtotal_minor),
        }
    if row.min_quantity:
        return {
            "__typename": "DiscountMinimumQuantity",
            "greaterThanOrEqualToQuantity": str(row.min_quantity),
        }
    return None


def gets(store: Store, row: Discount) -> Node:
    value: Node = {
        "__typename": "DiscountPercentage",
        "percentage": float(row.percent / HUNDRED),
    }
    if row.amount_minor:
        value = {
            "__typename": "DiscountAmount",
            "amount": _money(store, row.amount_minor),
            "appliesOnEachItem": row.kind == "amount_each",
        }
    if row.kind == "gift":
        value = {"__typename": "DiscountOnQuantity"}
    return {
        "__typename": "DiscountCustomerGets",
        "appliesOnOneTimePurchase": True,
        "appliesOnSubscription": False,
        "items": _items(store, row.scope),
        "value": value,
    }


def _items(store: Store, scope: Scope) -> Node:
    if scope.is_all:
        return {"__typename": "AllDiscountItems", "allItems": True}
    if scope.collection_ids:
        groups = [store.collections[number] for number in scope.collection_ids]
        return {
            "__typename": "DiscountCollections",
            "collections": lambda _info, **args: connection(
                groups, people.collection, args, key=people.by_id
            ),
        }
    goods = [store.products[one] for one in scope.product_ids if one in store.products]
    kinds = [
        (product, variant)
        for product in store.products.values()
        for variant in product.variants
        if variant.id in scope.variant_ids
    ]
    return {
        "__typename": "DiscountProducts",
        "products": lambda _info, **args: connection(
            goods, lambda one: people.product(store, one), args, key=people.by_id
        ),
        "productVariants": lambda _info, **args: connection(
            [variant for _, variant in kinds],
            lambda one: {
                **people.variant(store, one),
                "product": people.product(store, store.products[one.product_id]),
            },
            args,
            key=people.by_id,
        ),
    }


def _money(store: Store, minor: int) -> Node:
    return {"amount": store.money_text(minor), "currencyCode": store.config.currency}
