"""What a store says of a product that its orders leave out.

Orders name their products and little else: no collections, no tags, not always the
regular price. Whoever needs these asks the store's catalogue and puts the answer
into the snapshot before anything is decided on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.events.orders import OrderLine, OrderSnapshot


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """One product as its store shows it now."""

    product_ref: str
    title: str = ""
    collection_refs: tuple[str, ...] = ()
    """Shopify's collections, WooCommerce's categories."""
    tags: tuple[str, ...] = ()
    vendor: str | None = None
    gift_card: bool = False
    reduced_refs: tuple[str, ...] = ()
    """The variants sold below their regular price; the product's own id where it
    has no variants."""
    prices_known: bool = True
    """Whether ``reduced_refs`` says anything."""


def enriched(
    snapshot: OrderSnapshot, products: Mapping[str, ProductFacts]
) -> OrderSnapshot:
    """Return the snapshot with what *products* know of its lines. Pure.

    What a line says itself is kept; the catalogue only fills what it leaves out.
    """
    lines = [
        _line(each, products.get(each.product_ref or "")) for each in snapshot.lines
    ]
    return replace(snapshot, lines=tuple(lines), goods_unsaid=False)


def recalled(snapshot: OrderSnapshot, before: OrderSnapshot | None) -> OrderSnapshot:
    """Return the snapshot with what was learnt of its goods *before*. Pure.

    A delivery takes nothing back that the catalogue said. With a product that
    was not on the order before, its goods stay unsaid.
    """
    if not snapshot.goods_unsaid or before is None or before.goods_unsaid:
        return snapshot
    known = {(each.product_ref, each.variant_ref): each for each in before.lines}
    lines = []
    for line in snapshot.lines:
        held = known.get((line.product_ref, line.variant_ref))
        if held is None:
            return snapshot
        lines.append(
            replace(
                line,
                collection_refs=line.collection_refs or held.collection_refs,
                tags=line.tags or held.tags,
                vendor=line.vendor or held.vendor,
                gift_card=line.gift_card or held.gift_card,
                full_price=held.full_price
                if line.full_price is None
                else line.full_price,
            )
        )
    return replace(snapshot, lines=tuple(lines), goods_unsaid=False)


def _line(line: OrderLine, product: ProductFacts | None) -> OrderLine:
    if product is None:
        return line
    full_price = line.full_price
    if full_price is None and product.prices_known:
        full_price = (line.variant_ref or line.product_ref) not in product.reduced_refs
    return replace(
        line,
        collection_refs=line.collection_refs or product.collection_refs,
        tags=line.tags or product.tags,
        vendor=line.vendor or product.vendor,
        gift_card=line.gift_card or product.gift_card,
        full_price=full_price,
    )
