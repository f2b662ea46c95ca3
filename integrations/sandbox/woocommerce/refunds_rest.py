"""Refunds: ``wc/v3/orders/{id}/refunds`` and ``wc/v3/refunds``."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response

from integrations.sandbox.store import refunds
from integrations.sandbox.store.models import Order, Refund, RefundLine
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.woocommerce import bodies, rest
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body


class RefundsRest:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def mount(self, bp: Blueprint) -> None:
        add = rest.locked_routes(bp, self.store)
        own = "/orders/<int:number>/refunds"
        add(own, "order_refunds", self.refunds_of)
        add(own, "refund_make", self.refund_make, methods=["POST"])
        add(f"{own}/<int:refund_id>", "refund", self.refund_one)
        add(
            f"{own}/<int:refund_id>",
            "refund_drop",
            self.refund_drop,
            methods=["DELETE"],
        )
        add("/refunds", "refunds", self.all_refunds)

    def _find(self, number: int) -> Order:
        row = self.store.orders.get(number)
        if row is None:
            raise RestError.missing("shop_order")
        return row

    def _refund(self, row: Order, refund_id: int) -> Refund:
        for entry in row.refunds:
            if entry.id == refund_id:
                return entry
        code, text = (
            "woocommerce_rest_invalid_order_refund_id",
            "Invalid order refund ID.",
        )
        raise RestError(code, text, 404)

    def refunds_of(self, number: int) -> Response:
        row = self._find(number)
        return rest.page(
            self.store,
            list(reversed(row.refunds)),
            lambda entry: bodies.refund(self.store, row, entry, rest.decimals()),
            f"orders/{number}/refunds",
        )

    def refund_one(self, number: int, refund_id: int) -> Response:
        row = self._find(number)
        entry = self._refund(row, refund_id)
        return rest.one(
            self.store, bodies.refund(self.store, row, entry, rest.decimals())
        )

    def all_refunds(self) -> Response:
        pairs = [
            (row, entry) for row in self.store.orders.values() for entry in row.refunds
        ]
        pairs.sort(key=lambda pair: (pair[1].created_at, pair[1].id), reverse=True)

        def view(pair: tuple[Order, Refund]) -> Body:
            body = bodies.refund(self.store, *pair, rest.decimals())
            return {**body, "parent_id": pair[0].id}

        return rest.page(self.store, pairs, view, "refunds")

    def refund_make(self, number: int) -> Response:
        row = self._find(number)
        asked = rest.asked()
        lines = {
            int(one["id"]): one
            for one in asked.get("line_items") or []
            if int(one.get("quantity") or 0) > 0 or one.get("refund_total")
        }
        amount = asked.get("amount")
        minor = self._lines_minor(lines) if amount in {None, ""} else None
        if minor is None:
            minor = self.store.money_from(str(amount))
        if minor <= 0 or minor > refunds.refundable_minor(self.store, row):
            text = "Invalid refund amount."
            code = "woocommerce_rest_cannot_create_order_refund"
            raise RestError(code, text, 500, 500)
        try:
            entry = refunds.refund(
                self.store,
                row,
                refunds.Ask(
                    lines={n: int(one.get("quantity") or 0) for n, one in lines.items()}
                    if all(int(o.get("quantity") or 0) > 0 for o in lines.values())
                    else {},
                    amount_minor=minor,
                    note=str(asked.get("reason") or ""),
                ),
            )
        except StoreRefusal as refusal:
            code = "woocommerce_rest_cannot_create_order_refund"
            raise RestError(code, str(refusal), 500, 500) from refusal
        self._as_told(entry, lines)
        body = bodies.refund(self.store, row, entry, rest.decimals())
        pattern = r"orders/(?P<order_id>[\d]+)/refunds"
        return rest.one(self.store, body, 201, f"{pattern}/{entry.id}")

    def _lines_minor(self, lines: dict[int, dict[str, Any]]) -> int:
        total = Decimal(0)
        for one in lines.values():
            total += Decimal(str(one.get("refund_total") or "0"))
            for tax in one.get("refund_tax") or []:
                total += Decimal(str(tax.get("refund_total") or "0"))
        return self.store.money_from(str(total))

    def _as_told(self, entry: Refund, lines: dict[int, dict[str, Any]]) -> None:
        """The figures of the lines are the caller's; tax only where it is named."""
        for row in entry.lines:
            told = lines.get(row.line_id, {})
            if told.get("refund_total") is None:
                continue
            self._told_line(row, told)

    def _told_line(self, row: RefundLine, told: dict[str, Any]) -> None:
        taxes = [
            str(t.get("refund_total") or "0") for t in told.get("refund_tax") or []
        ]
        row.tax_minor = sum(self.store.money_from(text) for text in taxes)
        row.subtotal_minor = self.store.money_from(str(told["refund_total"]))
        if self.store.config.tax_included:
            row.subtotal_minor += row.tax_minor

    def refund_drop(self, number: int, refund_id: int) -> Response:
        """Deletes in silence: no event, no new time stamp on the order."""
        row = self._find(number)
        entry = self._refund(row, refund_id)
        if not rest.forced():
            text = "Order refund does not support trashing."
            raise RestError("woocommerce_rest_trash_not_supported", text, 501)
        body = bodies.refund(self.store, row, entry, rest.decimals())
        refunds.delete(self.store, row, refund_id)
        return rest.one(self.store, body)
