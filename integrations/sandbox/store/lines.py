"""A line of an order, as its product and variant are at this moment."""

from collections.abc import Iterable

from integrations.sandbox.store.models import Allocation, OrderLine, Product, Variant
from integrations.sandbox.store.state import Store


def new_line(
    store: Store,
    product: Product,
    variant: Variant,
    *,
    quantity: int,
    tax_minor: int,
    subtotal_tax_minor: int,
    allocations: Iterable[Allocation] = (),
    added_later: bool = False,
) -> OrderLine:
    """Return a line with a number of its own; it keeps the names and the price."""
    return OrderLine(
        id=store.new_id("line"),
        product_id=product.id,
        variant_id=variant.id,
        title=product.title,
        variant_title=variant.title,
        sku=variant.sku,
        vendor=product.vendor,
        quantity=quantity,
        unit_price_minor=variant.price_minor,
        gift_card=product.gift_card,
        taxable=variant.taxable,
        requires_shipping=variant.requires_shipping,
        virtual=product.virtual,
        allocations=list(allocations),
        tax_minor=tax_minor,
        subtotal_tax_minor=subtotal_tax_minor,
        added_later=added_later,
    )
