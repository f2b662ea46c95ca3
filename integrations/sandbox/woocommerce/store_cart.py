"""The Store API's shapes: money as texts of minor units, the exponent beside them."""

import hashlib

from integrations.sandbox.store.checkout import WOO_GATEWAYS
from integrations.sandbox.store.discounts import Refusal
from integrations.sandbox.store.models import Address, Cart, Order
from integrations.sandbox.store.pricing import Priced, PricedLine, flat_rate, tax_of
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.wire import Body, address, escaped, symbol

RAW_DECIMALS = 6
TEXTS = {
    "applied": 'Coupon code "{code}" already applied!',
    "cannot_combine": (
        'Sorry, coupon "{code}" has already been applied and cannot be used in '
        "conjunction with other coupons."
    ),
    "email_required": (
        'Please enter a valid email at checkout to use coupon code "{code}".'
    ),
    "expired": 'Coupon "{code}" has expired.',
    "not_applicable": 'Sorry, coupon "{code}" is not applicable to selected products.',
    "not_found": 'Coupon "{code}" cannot be applied because it does not exist.',
    "used_by_customer": 'Usage limit for coupon "{code}" has been reached.',
    "used_up": 'Usage limit for coupon "{code}" has been reached.',
    "wrong_email": (
        'Please enter a valid email at checkout to use coupon code "{code}".'
    ),
}


def refusal_text(code: str, why: Refusal) -> str:
    """WooCommerce's sentence, HTML-escaped as it comes."""
    found = TEXTS.get(why.code)
    return escaped(found.format(code=code) if found else why.text)


def item_key(variant_id: int) -> str:
    return hashlib.md5(str(variant_id).encode(), usedforsecurity=False).hexdigest()


def currency(store: Store) -> Body:
    code = store.config.currency
    return {
        "currency_code": code,
        "currency_symbol": symbol(code),
        "currency_minor_unit": store.decimals,
        "currency_decimal_separator": ".",
        "currency_thousand_separator": ",",
        "currency_prefix": symbol(code),
        "currency_suffix": "",
    }


def net(store: Store, minor: int, tax_minor: int) -> int:
    return minor - tax_minor if store.config.tax_included else minor


def item(store: Store, line: PricedLine) -> Body:
    product, variant = line.line.product, line.line.variant
    price = str(variant.price_minor)
    raw = str(variant.price_minor * 10 ** (RAW_DECIMALS - store.decimals))
    before = net(store, line.gross_minor, line.subtotal_tax_minor)
    after = net(store, line.net_minor, line.tax_minor)
    return {
        "key": item_key(variant.id),
        "id": variant.id,
        "type": "simple" if len(product.variants) == 1 else "variation",
        "quantity": line.line.quantity,
        "quantity_limits": {
            "minimum": 1,
            "maximum": 9999,
            "multiple_of": 1,
            "editable": True,
        },
        "name": product.title,
        "short_description": "",
        "description": "",
        "sku": variant.sku,
        "low_stock_remaining": None,
        "backorders_allowed": False,
        "show_backorder_badge": False,
        "sold_individually": False,
        "permalink": f"{store.config.base_url}/product/{product.handle}/",
        "images": [],
        "variation": [],
        "item_data": [],
        "prices": {
            "price": price,
            "regular_price": price,
            "sale_price": price,
            "price_range": None,
            **currency(store),
            "raw_prices": {
                "precision": RAW_DECIMALS,
                "price": raw,
                "regular_price": raw,
                "sale_price": raw,
            },
        },
        "totals": {
            "line_subtotal": str(before),
            "line_subtotal_tax": str(line.subtotal_tax_minor),
            "line_total": str(after),
            "line_total_tax": str(line.tax_minor),
            **currency(store),
        },
        "catalog_visibility": "visible",
        "extensions": {},
    }


def cart(store: Store, row: Cart, priced: Priced) -> Body:
    """The whole cart, as after every request about it."""
    errors = [
        {"code": "woocommerce_rest_cart_coupon_error", "message": text}
        for text in row.notices
    ]
    row.notices = []
    billing = address(_place(row.billing), email=row.email)
    return {
        "items": [item(store, line) for line in priced.lines],
        "coupons": [
            {
                "code": one.code.lower(),
                "discount_type": one.shown_kind,
                "totals": {
                    "total_discount": str(_without_tax(store, one.amount_minor)),
                    "total_discount_tax": str(tax_of(store, one.amount_minor)),
                    **currency(store),
                },
            }
            for one in priced.applications
        ],
        "fees": [],
        "totals": _totals(store, priced),
        "shipping_address": address(_place(row.billing)),
        "billing_address": billing,
        "needs_payment": priced.total_minor > 0,
        "needs_shipping": priced.needs_shipping,
        "payment_requirements": ["products"],
        "has_calculated_shipping": True,
        "shipping_rates": _rates(store, priced),
        "items_count": sum(line.line.quantity for line in priced.lines),
        "items_weight": 0,
        "cross_sells": [],
        "errors": errors,
        "payment_methods": [name for name in WOO_GATEWAYS if name != "sandbox_card"],
        "extensions": {},
    }


def _place(row: Address | None) -> Address:
    return row or Address(province_code="JK")


def _without_tax(store: Store, minor: int) -> int:
    return net(store, minor, tax_of(store, minor))


def _totals(store: Store, priced: Priced) -> Body:
    before_tax = sum(line.subtotal_tax_minor for line in priced.lines)
    after_tax = sum(line.tax_minor for line in priced.lines)
    items = net(store, priced.items_minor, before_tax)
    left = net(store, priced.items_minor - priced.discount_minor, after_tax)
    return {
        "total_items": str(items),
        "total_items_tax": str(before_tax),
        "total_fees": "0",
        "total_fees_tax": "0",
        "total_discount": str(items - left),
        "total_discount_tax": str(before_tax - after_tax),
        "total_shipping": str(priced.shipping_minor),
        "total_shipping_tax": str(priced.shipping_tax_minor),
        "total_price": str(priced.total_minor),
        "total_tax": str(priced.tax_minor),
        "tax_lines": [],
        **currency(store),
    }


def _rates(store: Store, priced: Priced) -> list[Body]:
    if not priced.needs_shipping:
        return []
    goods = ", ".join(
        f"{line.line.product.title} &times; {line.line.quantity}"
        for line in priced.lines
    )
    choices = [("flat_rate:1", "Flat rate", flat_rate(store), not priced.free_shipping)]
    if priced.free_shipping:
        choices.append(("free_shipping:2", "Free shipping", 0, True))
    destination = address(Address(province_code="JK"))
    place = ("address_1", "address_2", "city", "state", "postcode", "country")
    return [
        {
            "package_id": 0,
            "name": "Shipment 1",
            "destination": {name: destination[name] for name in place},
            "items": [
                {
                    "key": item_key(line.line.variant.id),
                    "name": line.line.product.title,
                    "quantity": line.line.quantity,
                }
                for line in priced.lines
            ],
            "shipping_rates": [
                {
                    "rate_id": rate_id,
                    "name": name,
                    "description": "",
                    "delivery_time": "",
                    "price": str(price_minor),
                    "taxes": "0",
                    "instance_id": int(rate_id.partition(":")[2]),
                    "method_id": rate_id.partition(":")[0],
                    "meta_data": [{"key": "Items", "value": goods}],
                    "selected": selected,
                    **currency(store),
                }
                for rate_id, name, price_minor, selected in choices
            ],
        }
    ]


def checkout(row: Order) -> Body:
    return {
        "order_id": row.id,
        "status": row.status,
        "order_key": f"wc_order_{row.token[:13]}",
        "order_number": str(row.number),
        "customer_note": row.note,
        "customer_id": row.customer_id or 0,
        "billing_address": address(row.billing, email=row.email),
        "shipping_address": address(row.shipping_address),
        "payment_method": row.gateway,
        "payment_result": {
            "payment_status": "success",
            "payment_details": [],
            "redirect_url": f"/checkout/order-received/{row.id}/",
        },
        "extensions": {},
    }
