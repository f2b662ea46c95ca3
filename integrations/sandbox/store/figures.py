"""The totals of an order, as placed and as it stands now."""

from dataclasses import dataclass

from integrations.sandbox.store.models import Order, OrderLine
from integrations.sandbox.store.money import part_of, round_div


@dataclass(frozen=True, slots=True)
class Totals:
    """*subtotal* is goods after discounts; *total* is what is owed for everything."""

    items_minor: int
    discounts_minor: int
    subtotal_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int


def line_now(line: OrderLine, minor: int) -> int:
    """The share of *minor* that belongs to the units still there."""
    gone = line.quantity - line.current_quantity
    return minor - part_of(minor, 0, gone, line.quantity)


def unit_share(line: OrderLine, minor: int, done: int, more: int) -> int:
    return part_of(minor, done, more, line.quantity)


def as_placed(order: Order) -> Totals:
    """Before edits and refunds."""
    lines = [line for line in order.lines if not line.added_later]
    items = sum(line.gross_minor for line in lines)
    goods_discount = sum(line.discount_minor for line in lines)
    fees = fees_minor(order)
    tax = sum(line.tax_minor for line in lines) + order.shipping_tax_minor
    shipping = order.shipping_minor - order.shipping_discount_minor
    added = 0 if order.taxes_included else tax
    return Totals(
        items_minor=items,
        discounts_minor=goods_discount + order.shipping_discount_minor,
        subtotal_minor=items - goods_discount,
        shipping_minor=shipping,
        tax_minor=tax,
        total_minor=items - goods_discount + fees + shipping + added + order.tip_minor,
    )


def as_it_stands(order: Order) -> Totals:
    """After edits and refunds; money given back without goods comes off the total."""
    items = sum(line.unit_price_minor * line.current_quantity for line in order.lines)
    subtotal = sum(line_now(line, line.net_minor) for line in order.lines)
    tax = sum(line_now(line, line.tax_minor) for line in order.lines)
    refunds = order.refunds
    shipping = order.shipping_minor - order.shipping_discount_minor
    shipping -= sum(refund.shipping_minor for refund in refunds)
    shipping_tax = order.shipping_tax_minor - sum(
        refund.shipping_tax_minor for refund in refunds
    )
    given_back = sum(refund.adjustment_minor for refund in refunds)
    added = 0 if order.taxes_included else tax + shipping_tax
    return Totals(
        items_minor=items,
        discounts_minor=items - subtotal + order.shipping_discount_minor,
        subtotal_minor=subtotal,
        shipping_minor=shipping,
        tax_minor=tax + shipping_tax,
        total_minor=subtotal
        + fees_minor(order)
        + shipping
        + added
        + order.tip_minor
        - given_back,
    )


def fees_minor(order: Order) -> int:
    return sum(int(str(fee["total_minor"])) for fee in order.fees)


def paid_minor(order: Order) -> int:
    """Money that came in, refunds not taken off."""
    return sum(
        row.amount_minor
        for row in order.transactions
        if row.kind in {"sale", "capture"} and row.status == "success"
    )


def refunded_minor(order: Order) -> int:
    """Money that went back."""
    return sum(r.amount_minor for r in order.refunds if r.status == "success")


def outstanding_minor(order: Order) -> int:
    owed = as_it_stands(order).total_minor
    if order.cancelled_at is not None:
        return 0
    return max(0, owed - (paid_minor(order) - refunded_minor(order)))


def financial_status(order: Order) -> str:
    """Shopify's word for the money, in lower case."""
    paid, back = paid_minor(order), refunded_minor(order)
    if back > 0:
        return "refunded" if back >= paid else "partially_refunded"
    if paid == 0:
        if order.cancelled_at is not None:
            return "voided"
        nothing_owed = as_it_stands(order).total_minor <= 0
        return "paid" if nothing_owed else "pending"
    return "partially_paid" if outstanding_minor(order) > 0 else "paid"


def converted(order: Order, minor: int) -> int:
    """The amount in the currency the buyer saw; same number of decimals."""
    rate = order.presentment_rate
    top, bottom = rate.as_integer_ratio()
    return round_div(minor * top, bottom)
