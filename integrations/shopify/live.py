"""The discounts that a Shopify shop made itself, in our words.

A shop with many members holds very many codes of ours, each for one customer. So what
is for single customers is left to a search of its own, for the one who is asked about.
Filters of a search are not believed: what comes is looked at again. What a discount
is for would cost too much in a list and is read apart, where it is not for all goods.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.domain.rewards.discount import Combination
from app.domain.rewards.live import (
    Goods,
    Kind,
    LiveDiscount,
    LiveDiscounts,
    People,
    Rule,
)
from app.ports import StoreConnection
from integrations.http import readable
from integrations.reading import (
    Body,
    amounts_in,
    mapping,
    maybe_moment,
    maybe_ref,
    objects,
    ref,
    text,
    whole,
)
from integrations.shopify.client import ShopifyClient
from integrations.shopify.rewards import ALIVE, MARK_TAG, gid, mark_in

LISTED: Final = "LoyaltyLiveDiscounts"
DETAILED: Final = "LoyaltyDiscountGoods"
PUBLIC: Final = "context:all,segment,market"
MOST_PAGES: Final = 10
FEW_PAGES: Final = 2
DETAILS_AT_ONCE: Final = 5
MOST_DETAILS: Final = 50
CLASSES: Final[dict[str, Kind]] = {
    "ORDER": "order",
    "PRODUCT": "product",
    "SHIPPING": "shipping",
}
ALL_ITEMS: Final = "AllDiscountItems"
CUSTOMERS: Final = "DiscountCustomers"
SEGMENTS: Final = "DiscountCustomerSegments"
ALL_BUYERS: Final = "DiscountBuyerSelectionAll"
TAGGED: Final = ("customer_tags CONTAINS '", "'")
WHOLE_BP: Final = 10_000


class ShopifyDiscounts:
    """``StoreDiscounts`` over Admin GraphQL."""

    rule: Rule = "classes"

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    def live(
        self, store: StoreConnection, *, customer_ref: str | None = None
    ) -> LiveDiscounts:
        """Return active and scheduled discounts, and those of the customer named."""
        searches = [
            (f"status:active {PUBLIC}", MOST_PAGES),
            (f"status:scheduled {PUBLIC}", FEW_PAGES),
        ]
        if customer_ref is not None and customer_ref.isascii():
            number = customer_ref.rpartition("/")[2]
            if number.isdigit():
                searches.append((f"status:active customer_ids:{number}", FEW_PAGES))
        found: dict[str, Body] = {}
        complete = True
        for query, most in searches:
            complete &= self._list(store, query, most, found)
        with readable("a discount"):
            read = (_discount(store, each) for each in found.values())
            live = [
                each
                for each in read
                if each is not None
                and (not each.people.customers or customer_ref in each.people.customers)
            ]
        return LiveDiscounts(tuple(self._whole(store, live)), complete=complete)

    def _list(
        self, store: StoreConnection, query: str, most: int, into: dict[str, Body]
    ) -> bool:
        """Read pages of a search; return whether that was all of it."""
        pages = self._client.pages(
            store, LISTED, ("discountNodes",), {"query": query}, background=True
        )
        for number, page in enumerate(pages, start=1):
            for node in objects(page.get("nodes")):
                into[str(node.get("id"))] = node
            if number == most:
                return not mapping(page.get("pageInfo")).get("hasNextPage")
        return True

    def _whole(
        self, store: StoreConnection, live: Sequence[LiveDiscount]
    ) -> Iterator[LiveDiscount]:
        """Yield the discounts, with the goods of those that are not for all."""
        asked = [each.discount_ref for each in live if not each.goods.known]
        goods: dict[str, Goods] = {}
        for start in range(0, min(len(asked), MOST_DETAILS), DETAILS_AT_ONCE):
            part = asked[start : start + DETAILS_AT_ONCE]
            ids = [gid("DiscountNode", each) for each in part]
            reply = self._client.run(store, DETAILED, {"ids": ids}, background=True)
            with readable("the goods of a discount"):
                for node in objects(reply.data.get("nodes")):
                    if node.get("id"):
                        goods[ref(node.get("id"), "discount id")] = _goods(node)
        for each in live:
            yield replace(each, goods=goods.get(each.discount_ref, each.goods))


def _discount(store: StoreConnection, node: Body) -> LiveDiscount | None:
    """Return what a node says; None for ours, and for what is over."""
    body = mapping(node.get("discount"))
    tags = body.get("tags")
    tagged = isinstance(tags, list) and any(str(t).startswith(MARK_TAG) for t in tags)
    kinds = frozenset(
        CLASSES[each] for each in body.get("discountClasses") or () if each in CLASSES
    )
    ours = tagged or mark_in(body.get("title")) is not None
    if ours or body.get("status") not in ALIVE or not kinds:
        return None
    number = ref(node.get("id"), "discount id")
    kind = str(body.get("__typename"))
    gets = mapping(body.get("customerGets"))
    items = mapping(gets.get("items")).get("__typename", ALL_ITEMS)
    percent_bp, amount_minor = _value(mapping(gets.get("value")), store.currency)
    minimum_minor, minimum_pieces = _minimum(
        mapping(body.get("minimumRequirement")), store.currency
    )
    return LiveDiscount(
        discount_ref=number,
        title=text(body.get("title")) or "",
        code=_code(body),
        kinds=kinds,
        combines_with=_combines(mapping(body.get("combinesWith"))),
        goods=Goods(known=items == ALL_ITEMS),
        people=people_of(mapping(body.get("context"))),
        starts_at=maybe_moment(body.get("startsAt")),
        ends_at=maybe_moment(body.get("endsAt")),
        minimum_minor=minimum_minor,
        minimum_pieces=minimum_pieces,
        uses_left=_uses_left(body),
        percent_bp=percent_bp,
        amount_minor=amount_minor,
        conditions_known=not kind.endswith(("App", "Bxgy")),
        admin_url=admin_url(store, number),
    )


def admin_url(store: StoreConnection, number: str) -> str:
    """Return where the shop's admin shows a discount."""
    return f"{store.base_url.rstrip('/')}/admin/discounts/{number}"


def _code(body: Body) -> str | None:
    """Return the first code; None for what the checkout takes off by itself."""
    if "codes" not in body:
        return None
    codes = objects(mapping(body.get("codes")).get("nodes"))
    return (text(codes[0].get("code")) if codes else None) or ""


def _combines(said: Body) -> Combination:
    return Combination(
        order=said.get("orderDiscounts") is True,
        product=said.get("productDiscounts") is True,
        shipping=said.get("shippingDiscounts") is True,
    )


def people_of(context: Body) -> People:
    """Return whom the context of a discount names."""
    kind = context.get("__typename", ALL_BUYERS)
    if kind == CUSTOMERS:
        listed = objects(context.get("customers"))
        return People(
            frozenset(ref(each.get("id"), "customer id") for each in listed)
            # One that names nobody is for nobody.
            or frozenset({"nobody"})
        )
    if kind == SEGMENTS:
        asked = [
            text(each.get("query")) or "" for each in objects(context.get("segments"))
        ]
        tags = [tag for each in asked if (tag := _tag(each))]
        return People(tags=frozenset(tags), chosen=len(tags) < len(asked))
    return People(chosen=kind != ALL_BUYERS)


def _tag(query: str) -> str | None:
    """Return the tag that a segment asks for, if it asks for nothing else."""
    head, tail = TAGGED
    if not (query.startswith(head) and query.endswith(tail)):
        return None
    tag = query[len(head) : -len(tail)]
    return None if tail in tag else tag.lower()


def _minimum(said: Body, currency: str) -> tuple[int, int]:
    subtotal = mapping(said.get("greaterThanOrEqualToSubtotal")).get("amount")
    quantity = said.get("greaterThanOrEqualToQuantity")
    return (
        amounts_in(currency)(subtotal) if subtotal else 0,
        # A long number comes as text.
        int(maybe_ref(quantity) or 0),
    )


def _value(said: Body, currency: str) -> tuple[int | None, int | None]:
    share, amount = said.get("percentage"), mapping(said.get("amount")).get("amount")
    return (
        None if share is None else int(share * WHOLE_BP),
        amounts_in(currency)(amount) if amount else None,
    )


def _uses_left(body: Body) -> int | None:
    limit = body.get("usageLimit")
    if not limit:
        return None
    used = whole(body.get("asyncUsageCount") or 0, "asyncUsageCount")
    return max(0, whole(limit, "usageLimit") - used)


def _goods(node: Body) -> Goods:
    """Return the goods of a discount; not known where more are named than were read."""
    gets = mapping(mapping(node.get("discount")).get("customerGets"))
    items = mapping(gets.get("items"))
    lists = {
        name: mapping(items.get(name))
        for name in ("products", "productVariants", "collections")
    }
    known = not any(
        mapping(each.get("pageInfo")).get("hasNextPage") for each in lists.values()
    )
    variants = [
        mapping(each.get("product")).get("id")
        for each in objects(lists["productVariants"].get("nodes"))
    ]
    products = [each.get("id") for each in objects(lists["products"].get("nodes"))]
    collections = objects(lists["collections"].get("nodes"))
    return Goods(
        products=frozenset(ref(each, "product id") for each in products + variants),
        collections=frozenset(
            ref(each.get("id"), "collection id") for each in collections
        ),
        known=known and bool(products or variants or collections),
    )
