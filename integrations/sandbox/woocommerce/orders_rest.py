"""``wc/v3/orders``."""

from typing import Any

from flask import Blueprint, Response, request

from integrations.sandbox.store import afterwards, catalogue, checkout, refunds
from integrations.sandbox.store.discounts import Shopper
from integrations.sandbox.store.models import Order, OrderLine
from integrations.sandbox.store.pricing import tax_of
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce import orders_body, rest
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import Body

STATUSES = {
    "pending",
    "processing",
    "on-hold",
    "completed",
    "cancelled",
    "refunded",
    "failed",
    "trash",
    "checkout-draft",
    "auto-draft",
}
ORDERINGS = {
    "date": lambda row: (row.created_at, row.id),
    "modified": lambda row: (row.updated_at, row.id),
    "id": lambda row: (row.id,),
}


class OrdersRest:
    """Holds the store; every method is one route."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def mount(self, bp: Blueprint) -> None:
        add = rest.locked_routes(bp, self.store)
        writing = ["PUT", "POST", "PATCH"]
        add("/orders", "orders", self.listing)
        add("/orders", "order_create", self.create, methods=["POST"])
        add("/orders/<int:number>", "order", self.one)
        add("/orders/<int:number>", "order_save", self.save, methods=writing)
        add("/orders/<int:number>", "order_drop", self.drop, methods=["DELETE"])

    def _find(self, number: int) -> Order:
        row = self.store.orders.get(number)
        if row is None:
            raise RestError.missing("shop_order")
        return row

    def _view(self, row: Order) -> Body:
        return orders_body.order(self.store, row, rest.decimals())

    def listing(self) -> Response:
        """Drafts are in, the bin is out unless asked for; times are shop-local."""
        rows = [row for row in self.store.orders.values() if self._wanted(row)]
        name = request.args.get("orderby", "date")
        if name not in ORDERINGS:
            raise RestError.invalid_param("orderby")
        backwards = request.args.get("order", "desc") != "asc"
        rows.sort(key=ORDERINGS[name], reverse=backwards)
        return rest.page(self.store, rows, self._view, "orders")

    def _wanted(self, row: Order) -> bool:
        statuses = request.args.get("status", "any").split(",")
        if "any" in statuses:
            if row.trashed:
                return False
        elif row.status not in statuses:
            return False
        include = rest.id_list("include")
        if include is not None and row.id not in include:
            return False
        customer = request.args.get("customer", "")
        if customer.isdigit() and (row.customer_id or 0) != int(customer):
            return False
        return self._in_time(row)

    def _in_time(self, row: Order) -> bool:
        """Exclusive at both ends, whole seconds."""
        checks = (
            ("after", row.created_at, True),
            ("before", row.created_at, False),
            ("modified_after", row.updated_at, True),
            ("modified_before", row.updated_at, False),
        )
        for name, at, later in checks:
            edge = rest.instant(self.store, name)
            seen = at.replace(microsecond=0)
            if edge and not (seen > edge if later else seen < edge):
                return False
        return True

    def one(self, number: int) -> Response:
        return rest.one(self.store, self._view(self._find(number)))

    def create(self) -> Response:
        """An order made by a program: unpaid unless it says ``set_paid``."""
        asked = rest.asked()
        store = self.store
        now = store.now()
        billing = asked.get("billing") or {}
        row = Order(
            id=store.new_id("order"),
            number=0,
            currency=store.config.currency,
            created_at=now,
            updated_at=now,
            processed_at=now,
            lines=[self._line(one) for one in asked.get("line_items") or []],
            email=str(billing.get("email", "")),
            customer_id=int(asked.get("customer_id") or 0) or None,
            status=str(asked.get("status") or "pending"),
            gateway=str(asked.get("payment_method") or ""),
            taxes_included=store.config.tax_included,
            tax_percent=store.tax_percent,
            tax_title=store.config.tax_title,
            created_via="rest-api",
            token=store.ids.token("order", 32),
        )
        row.number = row.id
        if row.customer_id and not row.email:
            buyer = store.customers.get(row.customer_id)
            row.email = (buyer.email or "") if buyer else ""
        first = str(billing.get("first_name", ""))
        last = str(billing.get("last_name", ""))
        row.billing = catalogue.sample_address(
            store, first, last, whose=row.email or f"{first} {last}"
        )
        if asked.get("coupon_lines"):
            self._spend(row, asked)
        paid = asked.get("set_paid") in {True, "true", "1"}
        if paid:
            row.status = "processing"
        if paid or row.status == "completed":
            row.paid_at = now
        row.completed_at = now if row.status == "completed" else None
        store.orders[row.id] = row
        store.emit("order.created", row, via="rest-api")
        return rest.one(store, self._view(row), 201, f"orders/{row.id}")

    def _spend(self, row: Order, asked: dict[str, Any]) -> None:
        """Coupons hold for programs too; a refused one leaves a draft behind."""
        cart = checkout.cart_of(self.store, self.store.ids.token("cart", 24))
        for line in row.lines:
            cart.quantities[line.variant_id or 0] = line.quantity
        cart.codes = [str(one.get("code", "")) for one in asked["coupon_lines"]]
        buyer = self.store.customers.get(row.customer_id) if row.customer_id else None
        who = Shopper(customer=buyer, email=row.email)
        priced = checkout.price_cart(self.store, cart, who)
        if priced.refused:
            row.status = "auto-draft"
            self.store.orders[row.id] = row
            data = {"status": 400, "new_draft_order_id": row.id}
            text = priced.refused[0][1].text
            raise RestError("woocommerce_rest_invalid_coupon", text, 400, data)
        row.applications = priced.applications
        for line, one in zip(row.lines, priced.lines, strict=True):
            line.allocations = one.allocations
            line.tax_minor = one.tax_minor
        checkout.count_uses(priced, row)

    def _line(self, asked: dict[str, Any]) -> OrderLine:
        wanted = int(asked.get("variation_id") or asked.get("product_id") or 0)
        found = self.store.variant(wanted)
        if found is None:
            product = self.store.products.get(wanted)
            if product is None:
                text = "Product ID or SKU is required."
                raise RestError(
                    "woocommerce_rest_required_product_reference", text, 400
                )
            found = product, product.variants[0]
        product, variant = found
        count = int(asked.get("quantity") or 1)
        tax = tax_of(self.store, variant.price_minor * count)
        return OrderLine(
            id=self.store.new_id("line"),
            product_id=product.id,
            variant_id=variant.id,
            title=product.title,
            variant_title=variant.title if len(product.variants) > 1 else "",
            sku=variant.sku,
            vendor=product.vendor,
            quantity=count,
            unit_price_minor=variant.price_minor,
            virtual=product.virtual,
            requires_shipping=variant.requires_shipping,
            tax_minor=tax,
            subtotal_tax_minor=tax,
        )

    def save(self, number: int) -> Response:
        row = self._find(number)
        asked = rest.asked()
        if "status" in asked and asked["status"] not in STATUSES:
            raise RestError.invalid_param("status")
        for one in asked.get("meta_data") or []:
            kept = [m for m in row.meta if m["key"] != one["key"]]
            number_of_meta = self.store.new_id("meta")
            kept.append({"id": number_of_meta, **one})
            row.meta = kept
        if "customer_note" in asked:
            row.note = str(asked["customer_note"])
        if "customer_id" in asked:
            row.customer_id = int(asked["customer_id"] or 0) or None
        if row.trashed and "status" in asked:
            row.trashed = False
            row.status = asked["status"]
            return rest.one(self.store, self._view(row))
        status = asked.get("status", row.status)
        if asked.get("set_paid") in {True, "true", "1"}:
            status = "processing"
        if status == "refunded" and row.status != "refunded":
            self._refund_rest(row)
        else:
            afterwards.set_status(self.store, row, status)
        return rest.one(self.store, self._view(row))

    def _refund_rest(self, row: Order) -> None:
        """The status set by hand: WooCommerce refunds the whole remainder itself."""
        left = refunds.refundable_minor(self.store, row)
        if left <= 0:
            afterwards.set_status(self.store, row, "refunded")
            return
        ask = refunds.Ask(amount_minor=left, note="Order fully refunded.")
        refunds.refund(self.store, row, ask)

    def drop(self, number: int) -> Response:
        row = self._find(number)
        before = self._view(row)
        if rest.forced():
            afterwards.delete(self.store, row)
            return rest.one(self.store, before)
        if row.trashed:
            text = "The order has already been deleted."
            raise RestError("woocommerce_rest_already_trashed", text, 410)
        afterwards.trash(self.store, row)
        return rest.one(self.store, self._view(row))
