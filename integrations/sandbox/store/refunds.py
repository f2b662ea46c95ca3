"""Giving money back: by line, by amount, both, all of it; and taking a refund away."""

from dataclasses import dataclass, field

from integrations.sandbox.store import figures
from integrations.sandbox.store.models import Order, Refund, RefundLine, Transaction
from integrations.sandbox.store.money import part_of
from integrations.sandbox.store.state import Store, StoreRefusal


@dataclass(slots=True)
class Ask:
    """What to give back. Without an amount it is what the named lines cost.

    *amount_minor* beside *lines* pays that much and books the difference as a
    discrepancy. *everything* takes all that is left.
    """

    lines: dict[int, int] = field(default_factory=dict)
    amount_minor: int | None = None
    shipping_minor: int = 0
    everything: bool = False
    note: str = ""
    restock: bool = True
    pending: bool = False


def refund(store: Store, order: Order, ask: Ask) -> Refund:
    """Refund, exactly.

    Units given back one by one cost the same as all at once; the last refund of an
    order that was fully paid leaves nothing.

    Raises:
        StoreRefusal: Nothing to give back (``nothing``), more units than are left
            (``quantity``) or more money than was taken (``too_much``).
    """
    with store.lock:
        if ask.everything:
            ask = _everything(store, order, ask)
        rows = [
            _line(store, order, line_id, count) for line_id, count in ask.lines.items()
        ]
        tax = sum(row.tax_minor for row in rows)
        goods = sum(row.subtotal_minor for row in rows)
        goods += 0 if order.taxes_included else tax
        amount = ask.amount_minor
        if amount is None:
            amount = goods + ask.shipping_minor
            if store.config.is_shopify and not figures.paid_minor(order):
                amount = 0
        if amount <= 0 and not rows:
            raise StoreRefusal("nothing", "There is nothing to give back.")
        if amount > refundable_minor(store, order):
            raise StoreRefusal("too_much", "Invalid refund amount.")
        unpaid = not figures.paid_minor(order) and store.config.is_shopify
        row = Refund(
            id=store.new_id("refund"),
            created_at=store.now(),
            note=ask.note,
            lines=rows,
            amount_minor=amount,
            adjustment_minor=0 if unpaid else amount - goods - ask.shipping_minor,
            shipping_minor=ask.shipping_minor,
            status="pending" if ask.pending else "success",
        )
        if amount:
            _transaction(store, order, row)
        for line_row in rows:
            line = order.line(line_row.line_id)
            if line is not None:
                line.refunded += line_row.quantity
        order.refunds.append(row)
        store.touch(order)
        if not store.config.is_shopify and _all_back(order):
            order.status = "refunded"
        store.emit("refund.created", row, order=order)
        store.emit("order.updated", order)
        return row


def refundable_minor(store: Store, order: Order) -> int:
    """Shopify gives back what was paid; WooCommerce what was ordered."""
    if store.config.is_shopify:
        return figures.paid_minor(order) - sum(r.amount_minor for r in order.refunds)
    placed = figures.as_placed(order).total_minor
    return placed - sum(r.amount_minor for r in order.refunds)


def _all_back(order: Order) -> bool:
    given = sum(row.amount_minor for row in order.refunds)
    return given >= figures.as_placed(order).total_minor


def _everything(store: Store, order: Order, ask: Ask) -> Ask:
    lines = {
        line.id: line.current_quantity
        for line in order.lines
        if line.current_quantity > 0
    }
    left = refundable_minor(store, order)
    shipping = figures.as_it_stands(order).shipping_minor
    return Ask(
        lines=lines,
        amount_minor=left if left > 0 else None,
        shipping_minor=max(0, shipping),
        note=ask.note,
        restock=ask.restock,
    )


def _line(store: Store, order: Order, line_id: int, count: int) -> RefundLine:
    line = order.line(line_id)
    if line is None or count <= 0 or count > line.current_quantity:
        raise StoreRefusal("quantity", "That many units are not left on the line.")
    done = line.removed + line.refunded
    return RefundLine(
        id=store.new_id("line"),
        line_id=line.id,
        quantity=count,
        subtotal_minor=part_of(line.net_minor, done, count, line.quantity),
        tax_minor=part_of(line.tax_minor, done, count, line.quantity),
    )


def _transaction(store: Store, order: Order, row: Refund) -> None:
    parent = next((t for t in order.transactions if t.kind == "sale"), None)
    row.transaction_id = store.new_id("transaction")
    order.transactions.append(
        Transaction(
            id=row.transaction_id,
            kind="refund",
            status=row.status,
            gateway=order.gateway,
            amount_minor=row.amount_minor,
            at=row.created_at,
            parent_id=parent.id if parent else None,
            test=order.test,
        )
    )


def settle_pending(store: Store, order: Order) -> None:
    """Pending refund money arrives at the buyer."""
    with store.lock:
        for row in order.refunds:
            row.status = "success"
        for transaction in order.transactions:
            if transaction.kind == "refund":
                transaction.status = "success"
        store.touch(order)
        store.emit("order.updated", order)


def delete(store: Store, order: Order, refund_id: int) -> None:
    """Take a refund away: no topic tells it, and no time stamp (WooCommerce).

    Raises:
        StoreRefusal: There is no such refund (``missing``).
    """
    with store.lock:
        row = next((r for r in order.refunds if r.id == refund_id), None)
        if row is None:
            raise StoreRefusal("missing", "Invalid order refund ID.")
        order.refunds.remove(row)
        order.transactions = [
            t for t in order.transactions if t.id != row.transaction_id
        ]
        for line_row in row.lines:
            line = order.line(line_row.line_id)
            if line is not None:
                line.refunded -= line_row.quantity
        store.emit("refund.deleted", order)
