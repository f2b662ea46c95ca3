"""An order as REST answers and webhooks carry it, key by key as captured."""

import hashlib
from decimal import Decimal

from integrations.sandbox.store import figures
from integrations.sandbox.store.devices import device_of
from integrations.sandbox.store.models import Application, Order, OrderLine
from integrations.sandbox.store.money import round_div
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.wire import (
    ALL_METHODS,
    VERSION,
    Body,
    address,
    bare,
    gmt,
    link,
    links,
    local,
    money,
    number,
    symbol,
)

EDITABLE = {"pending", "on-hold", "auto-draft"}
PAYABLE = {"pending", "failed", "checkout-draft"}
TAX_RATE_ID = 1


def net(order: Order, minor: int, tax_minor: int) -> int:
    """Without tax, also where prices contain it."""
    return minor - tax_minor if order.taxes_included else minor


def order(store: Store, row: Order, dp: int | None = None) -> Body:
    """The whole order; *dp* is the number of decimals that was asked for."""
    total = figures.as_placed(row).total_minor
    base = store.config.base_url
    key = order_key(row)
    body: Body = {
        **_head(store, row, dp),
        **_who(store, row),
        "date_completed": local(store, row.completed_at),
        "date_paid": local(store, row.paid_at),
        "cart_hash": "" if from_rest(row) else digest(f"{row.token}:{total}"),
        "number": str(row.number),
        "meta_data": list(row.meta),
        "line_items": [line_item(store, row, line, dp) for line in row.lines],
        "tax_lines": tax_lines(store, row, dp),
        "shipping_lines": shipping_lines(store, row, dp),
        "fee_lines": [fee_line(store, fee, dp) for fee in row.fees],
        "coupon_lines": [coupon_line(store, row, one) for one in row.applications],
        "refunds": [
            {"id": r.id, "reason": r.note, "total": money(store, -r.amount_minor, dp)}
            for r in reversed(row.refunds)
        ],
        "payment_url": (
            f"{base}/checkout/order-pay/{row.id}/?pay_for_order=true&key={key}"
        ),
        "is_editable": row.status in EDITABLE,
        "needs_payment": row.status in PAYABLE and total > 0,
        "needs_processing": not all(line.virtual for line in row.lines),
        "date_created_gmt": gmt(row.created_at),
        "date_modified_gmt": gmt(row.updated_at),
        "date_completed_gmt": gmt(row.completed_at),
        "date_paid_gmt": gmt(row.paid_at),
        "currency_symbol": symbol(row.currency),
        "_links": _links(store, row),
    }
    return body


def order_key(row: Order) -> str:
    return f"wc_order_{row.token[:13]}"


def from_rest(row: Order) -> bool:
    return row.created_via == "rest-api"


def _head(store: Store, row: Order, dp: int | None) -> Body:
    def text(minor: int) -> str:
        return money(store, minor, dp)

    after = [net(row, line.net_minor, line.tax_minor) for line in row.lines]
    before = [net(row, ln.gross_minor, ln.subtotal_tax_minor) for ln in row.lines]
    cart_tax = sum(line.tax_minor for line in row.lines)
    return {
        "id": row.id,
        "parent_id": 0,
        "status": row.status,
        "currency": row.currency,
        "version": VERSION,
        "prices_include_tax": row.taxes_included,
        "date_created": local(store, row.created_at),
        "date_modified": local(store, row.updated_at),
        "discount_total": text(sum(before) - sum(after)),
        "discount_tax": text(sum(discount_tax(row, one) for one in row.applications)),
        "shipping_total": text(row.shipping_minor),
        "shipping_tax": text(row.shipping_tax_minor),
        "cart_tax": text(cart_tax),
        "total": text(figures.as_placed(row).total_minor),
        "total_tax": text(cart_tax + row.shipping_tax_minor),
    }


def _who(store: Store, row: Order) -> Body:
    device = device_of(store.devices, row)
    browser = "[deleted]" if row.erased else device.browser
    address_ip = "127.0.0.0" if row.erased else device.address
    return {
        "customer_id": row.customer_id or 0,
        "order_key": order_key(row),
        "billing": address(row.billing, email=row.email),
        "shipping": address(row.shipping_address),
        "payment_method": row.gateway,
        "payment_method_title": row.gateway_title,
        "transaction_id": "",
        "customer_ip_address": "" if from_rest(row) else address_ip,
        "customer_user_agent": "" if from_rest(row) else browser,
        "created_via": row.created_via,
        "customer_note": row.note,
    }


def _links(store: Store, row: Order) -> Body:
    found = links(store, f"orders/{row.id}", "orders", ALL_METHODS)
    actions = f"orders/{row.id}/actions/email_templates"
    found["email_templates"] = [{"embeddable": True, "href": link(store, actions)}]
    if row.customer_id:
        href = link(store, f"customers/{row.customer_id}")
        found["customer"] = [{"href": href}]
    return found


def digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def line_item(store: Store, row: Order, line: OrderLine, dp: int | None = None) -> Body:
    subtotal = net(row, line.gross_minor, line.subtotal_tax_minor)
    total = net(row, line.net_minor, line.tax_minor)
    unit = unit_price(store, row, line)
    taxes = []
    if line.tax_minor or line.subtotal_tax_minor:
        taxes.append(
            {
                "id": TAX_RATE_ID,
                "total": money(store, line.tax_minor, dp),
                "subtotal": money(store, line.subtotal_tax_minor, dp),
            }
        )
    has_variation = line.variant_id != line.product_id
    return {
        "id": line.id,
        "name": line.name,
        "product_id": line.product_id or 0,
        "variation_id": (line.variant_id or 0) if has_variation else 0,
        "quantity": line.quantity,
        "tax_class": "",
        "subtotal": money(store, subtotal, dp),
        "subtotal_tax": money(store, line.subtotal_tax_minor, dp),
        "total": money(store, total, dp),
        "total_tax": money(store, line.tax_minor, dp),
        "taxes": taxes,
        "meta_data": [],
        "sku": line.sku,
        "global_unique_id": "",
        "price": number(str(unit)),
        "image": {"id": "", "src": ""},
        "parent_name": line.title if has_variation else None,
    }


def unit_price(store: Store, row: Order, line: OrderLine) -> Decimal:
    """After discounts, without tax, and not rounded to money: never compute with it."""
    whole = Decimal(store.money_text(line.net_minor)) / (line.quantity or 1)
    if not row.taxes_included or not line.tax_minor:
        return whole
    return round(whole / (1 + row.tax_percent / 100), 6)


def discount_tax(row: Order, one: Application) -> int:
    """The tax that the discount took along; may differ by a cent from the lines'."""
    if not row.tax_percent or one.target != "line_item":
        return 0
    thousandths = int(row.tax_percent * 1000)
    whole = 100_000 + (thousandths if row.taxes_included else 0)
    return round_div(one.amount_minor * thousandths, whole)


def tax_lines(store: Store, row: Order, dp: int | None) -> list[Body]:
    cart_tax = sum(line.tax_minor for line in row.lines)
    if not cart_tax and not row.shipping_tax_minor:
        return []
    return [
        {
            "id": 900_000 + row.id,
            "rate_code": f"ID-{row.tax_title.upper()}-1",
            "rate_id": TAX_RATE_ID,
            "label": row.tax_title,
            "compound": False,
            "tax_total": money(store, cart_tax, dp),
            "shipping_tax_total": money(store, row.shipping_tax_minor, dp),
            "rate_percent": number(str(row.tax_percent)),
            "meta_data": [],
        }
    ]


def shipping_lines(store: Store, row: Order, dp: int | None) -> list[Body]:
    if not row.shipping_line_id:
        return []
    free = any(one.free_shipping for one in row.applications)
    free = free and row.shipping_minor == 0
    goods = ", ".join(f"{line.name} &times; {line.quantity}" for line in row.lines)
    return [
        {
            "id": row.shipping_line_id,
            "method_title": "Free shipping" if free else "Flat rate",
            "method_id": "free_shipping" if free else "flat_rate",
            "instance_id": "2" if free else "1",
            "total": money(store, row.shipping_minor, dp),
            "total_tax": money(store, row.shipping_tax_minor, dp),
            "taxes": [],
            "tax_status": "taxable",
            "meta_data": [
                {
                    "id": 700_000 + row.id,
                    "key": "Items",
                    "value": goods,
                    "display_key": "Items",
                    "display_value": goods,
                }
            ],
        }
    ]


def fee_line(store: Store, fee: dict[str, object], dp: int | None) -> Body:
    return {
        "id": fee["id"],
        "name": fee["name"],
        "tax_class": "",
        "tax_status": "none",
        "amount": money(store, int(str(fee["total_minor"])), dp),
        "total": money(store, int(str(fee["total_minor"])), dp),
        "total_tax": money(store, 0, dp),
        "taxes": [],
        "meta_data": [],
    }


def coupon_line(store: Store, row: Order, one: Application) -> Body:
    """Amounts are not padded here; the line stays when the coupon goes."""
    tax = discount_tax(row, one)
    discount = net(row, one.amount_minor, tax)
    nominal = number(str(one.value))
    kind = one.shown_kind or "fixed_cart"
    shown = "null" if kind == "fixed_cart" else f'"{kind}"'
    info = f'[{one.discount_id},"{one.code}",{shown},{nominal}]'
    return {
        "id": 800_000 + row.id * 10 + one.index,
        "code": one.code,
        "discount": bare(store.money_text(discount)),
        "discount_tax": bare(store.money_text(tax)),
        "meta_data": [
            {
                "id": 600_000 + row.id * 10 + one.index,
                "key": "coupon_info",
                "value": info,
                "display_key": "coupon_info",
                "display_value": info,
            }
        ],
        "discount_type": kind,
        "nominal_amount": nominal,
        "free_shipping": one.free_shipping,
    }
