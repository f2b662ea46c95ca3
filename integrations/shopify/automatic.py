"""Discounts that the checkout takes off by itself: perks that nobody types.

A shop holds 25 active ones at a time, whoever made them. So a perk of a tier is one
discount for everybody with the tier's tag, by a segment of ours, and not one for each
member. Shopify applies what is bound to somebody at tills of the larger POS plan too.
"""

from app.domain.errors import PlatformRefused, PlatformUnclear
from app.ports import StoreConnection
from integrations.reading import Body, mapping, objects, ref, text
from integrations.shopify.client import ShopifyClient
from integrations.shopify.rewards import code_tag, gid, has_code_tag

UNQUOTABLE = "'\"\\,"


def search(code: str) -> str:
    """Return the search that finds the automatic discount of a code."""
    return f"tag:'{plain(code_tag(code))}'"


def among(found: Body, code: str) -> Body | None:
    """Return the node of the automatic discount that goes by this code.

    Listings lag behind what was just made: None is no proof for some seconds. And
    the filter is not believed; a search may find more than was asked for.
    """
    for node in objects(mapping(found.get("discountNodes")).get("nodes")):
        if has_code_tag(mapping(node.get("discount")), code):
            return node
    return None


def stop(client: ShopifyClient, store: StoreConnection, node: Body) -> None:
    """Switch an automatic discount off."""
    number = ref(node.get("id"), "discount id")
    client.change(
        store,
        "AutomaticDeactivate",
        "discountAutomaticDeactivate",
        {"id": gid("DiscountAutomaticNode", number)},
    )


def segment_of(client: ShopifyClient, store: StoreConnection, tag: str) -> str:
    """Return the id of the segment of all customers with *tag*; make it if needed.

    Raises:
        PlatformRefused: The tag can't stand in a segment's query.
    """
    if not tag or any(sign in tag for sign in UNQUOTABLE):
        raise PlatformRefused("the tag has signs that a segment can't", reason="tag")
    name, query = f"setia {tag}", f"customer_tags CONTAINS '{tag}'"
    reply = client.run(store, "SegmentsByName", {"query": f"name:'{name}'"})
    for each in objects(mapping(reply.data.get("segments")).get("nodes")):
        if each.get("query") == query:
            return _id(each)
    made = client.change(
        store, "SegmentCreate", "segmentCreate", {"name": name, "query": query}
    )
    return _id(mapping(made.get("segment")))


def _id(segment: Body) -> str:
    found_id = text(segment.get("id"))
    if found_id is None:
        raise PlatformUnclear("a segment came back without its id")
    return found_id


def plain(words: str) -> str:
    """Return a text without the signs that a quoted search term can't hold."""
    return words.replace("\\", "").replace("'", "")
