"""Webhook bodies for orders and customers, key by key as version 2026-07 has them."""

from decimal import Decimal
from typing import Any

from integrations.sandbox.shopify.wire import (
    customer_address,
    gid,
    local,
    money_set,
    order_address,
)
from integrations.sandbox.store import figures
from integrations.sandbox.store.devices import Device, device_of
from integrations.sandbox.store.models import (
    Application,
    Customer,
    Order,
    OrderLine,
)
from integrations.sandbox.store.state import Store

Body = dict[str, Any]
WEB_APP_ID = 580_111
LOCATION_ID = 7_700_001
POS_DEVICE_ID = 12


def customer(store: Store, row: Customer, *, inside_order: bool = False) -> Body:
    """A customer; inside an order it has no list of addresses."""
    body: Body = {
        "id": row.id,
        "created_at": local(store, row.created_at),
        "updated_at": local(store, row.updated_at),
        "first_name": row.first_name or None,
        "last_name": row.last_name or None,
        "state": "enabled" if row.has_account else "disabled",
        "note": row.note,
        "verified_email": row.verified_email,
        "multipass_identifier": None,
        "tax_exempt": False,
        "email": row.email,
        "phone": row.phone,
        "currency": store.config.currency,
        "tax_exemptions": [],
        "admin_graphql_api_id": gid("Customer", row.id),
    }
    address = customer_address(row.address, row.id) if row.address else None
    if not inside_order:
        body["addresses"] = [address] if address else []
    if address:
        body["default_address"] = address
    return body


def tax_line(store: Store, order: Order, minor: int) -> Body:
    return {
        "channel_liable": False,
        "price": store.money_text(minor),
        "price_set": money_set(store, order, minor),
        "rate": float(order.tax_percent / 100),
        "title": order.tax_title,
    }


def line_item(store: Store, order: Order, row: OrderLine) -> Body:
    zero = money_set(store, order, 0)
    unit = row.unit_price_minor
    return {
        "id": row.id,
        "admin_graphql_api_id": gid("LineItem", row.id),
        "attributed_staffs": [],
        "current_quantity": row.current_quantity,
        "fulfillable_quantity": 0 if order.fulfilled else row.current_quantity,
        "fulfillment_service": "gift_card" if row.gift_card else "manual",
        "fulfillment_status": "fulfilled" if order.fulfilled else None,
        "gift_card": row.gift_card,
        "grams": 200 if row.requires_shipping else 0,
        "name": row.name,
        "price": store.money_text(unit),
        "price_set": money_set(store, order, unit),
        "product_exists": True,
        "product_id": row.product_id,
        "properties": [],
        "quantity": row.quantity,
        "requires_shipping": row.requires_shipping,
        "sales_line_item_group_id": None,
        "sku": row.sku or None,
        "taxable": row.taxable,
        "title": row.title,
        "total_discount": store.money_text(0),
        "total_discount_set": zero,
        "variant_id": row.variant_id,
        "variant_inventory_management": None if row.gift_card else "shopify",
        "variant_title": row.variant_title or None,
        "vendor": row.vendor,
        "tax_lines": ([tax_line(store, order, row.tax_minor)] if row.tax_minor else []),
        "duties": [],
        "discount_allocations": [
            {
                "amount": store.money_text(share.amount_minor),
                "amount_set": money_set(store, order, share.amount_minor),
                "discount_application_index": share.index,
            }
            for share in row.allocations
        ],
    }


def discount_application(row: Application) -> Body:
    named: Body = (
        {"type": "automatic", "title": row.title}
        if row.automatic
        else {"type": "discount_code", "code": row.code}
    )
    return {
        **named,
        "value": _loose(row.value),
        "value_type": row.value_type,
        "allocation_method": row.method,
        "target_selection": row.selection,
        "target_type": row.target,
    }


def _loose(value: Decimal) -> str:
    """``5`` as ``"5.0"``: the one place where webhooks write amounts like that."""
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"


def discount_code(store: Store, row: Application) -> Body:
    kind = "percentage" if row.value_type == "percentage" else "fixed_amount"
    return {
        "code": row.code,
        "amount": store.money_text(row.amount_minor),
        "type": "shipping" if row.target == "shipping_line" else kind,
    }


def shipping_line(store: Store, order: Order) -> Body:
    left = order.shipping_minor - order.shipping_discount_minor
    now = figures.as_it_stands(order).shipping_minor
    return {
        "id": order.shipping_line_id,
        "carrier_identifier": None,
        "code": "Standard",
        "current_discounted_price_set": money_set(store, order, now),
        "discounted_price": store.money_text(left),
        "discounted_price_set": money_set(store, order, left),
        "is_removed": False,
        "phone": None,
        "price": store.money_text(order.shipping_minor),
        "price_set": money_set(store, order, order.shipping_minor),
        "requested_fulfillment_service_id": None,
        "source": "shopify",
        "title": "Standard",
        "tax_lines": (
            [tax_line(store, order, order.shipping_tax_minor)]
            if order.shipping_tax_minor
            else []
        ),
        "discount_allocations": [
            {
                "amount": store.money_text(row.amount_minor),
                "amount_set": money_set(store, order, row.amount_minor),
                "discount_application_index": row.index,
            }
            for row in order.applications
            if row.target == "shipping_line" and row.amount_minor
        ],
    }


def order(store: Store, row: Order) -> Body:
    """The shape shared by all topics about one order."""
    buyer = store.customers.get(row.customer_id) if row.customer_id else None
    shipping = [shipping_line(store, row)] if row.shipping_line_id else []
    return {
        **_beginning(store, row),
        **_current_money(store, row),
        **_middle(store, row),
        **_placed_money(store, row),
        "billing_address": order_address(row.billing),
        "customer": customer(store, buyer, inside_order=True) if buyer else None,
        "discount_applications": [discount_application(a) for a in row.applications],
        "fulfillments": [],
        "line_items": [line_item(store, row, line) for line in row.lines],
        "payment_terms": None,
        "refunds": [],
        "shipping_address": order_address(row.shipping_address),
        "shipping_lines": shipping,
        "returns": [],
        "line_item_groups": [],
    }


def _client(device: Device) -> Body:
    return {
        "accept_language": None,
        "browser_height": None,
        "browser_ip": device.address,
        "browser_width": None,
        "session_hash": None,
        "user_agent": device.browser,
    }


def _beginning(store: Store, row: Order) -> Body:
    from_pos = row.source == "pos"
    device = device_of(store.devices, row)
    return {
        "id": row.id,
        "admin_graphql_api_id": gid("Order", row.id),
        "app_id": WEB_APP_ID,
        "browser_ip": None if from_pos else device.address,
        "buyer_accepts_marketing": False,
        "cancel_reason": row.cancel_reason,
        "cancelled_at": local(store, row.cancelled_at),
        "cart_token": None if from_pos else row.cart_token,
        "checkout_token": None if from_pos else f"k{row.token[:31]}",
        "client_details": None if from_pos else _client(device),
        "closed_at": local(store, row.closed_at),
        "confirmation_number": row.token[:9].upper(),
        "confirmed": True,
        "contact_email": row.email or None,
        "created_at": local(store, row.created_at),
        "currency": row.currency,
    }


def _middle(store: Store, row: Order) -> Body:
    from_pos = row.source == "pos"
    status_url = f"{store.config.base_url}/orders/{row.token}/authenticate"
    return {
        "customer_locale": None if from_pos else row.locale,
        "device_id": POS_DEVICE_ID if from_pos else None,
        "discount_codes": [
            discount_code(store, one) for one in row.applications if one.code
        ],
        "duties_included": False,
        "email": row.email,
        "estimated_taxes": False,
        "financial_status": figures.financial_status(row),
        "fulfillment_status": "fulfilled" if row.fulfilled else None,
        "landing_site": None if from_pos else row.landing or "/",
        "location_id": LOCATION_ID if from_pos else None,
        "merchant_business_entity_id": "MSANDBOX01",
        "merchant_of_record_app_id": None,
        "name": f"#{row.number}",
        "note": row.note or None,
        "note_attributes": [{"name": k, "value": v} for k, v in row.attributes],
        "number": row.number - 1000,
        "order_number": row.number,
        "order_status_url": f"{status_url}?key={row.token}",
        "original_total_additional_fees_set": None,
        "original_total_duties_set": None,
        "payment_gateway_names": row.gateways,
        "phone": row.phone,
        "po_number": None,
        "presentment_currency": row.presentment_currency or row.currency,
        "processed_at": local(store, row.processed_at),
        "referring_site": None,
        "source_identifier": None,
        "source_name": row.source,
        "source_url": None,
    }


def _current_money(store: Store, row: Order) -> Body:
    now = figures.as_it_stands(row)
    text = store.money_text
    return {
        "current_shipping_price_set": money_set(store, row, now.shipping_minor),
        "current_subtotal_price": text(now.subtotal_minor),
        "current_subtotal_price_set": money_set(store, row, now.subtotal_minor),
        "current_total_additional_fees_set": None,
        "current_total_discounts": text(now.discounts_minor),
        "current_total_discounts_set": money_set(store, row, now.discounts_minor),
        "current_total_duties_set": None,
        "current_total_price": text(now.total_minor),
        "current_total_price_set": money_set(store, row, now.total_minor),
        "current_total_tax": text(now.tax_minor),
        "current_total_tax_set": money_set(store, row, now.tax_minor),
    }


def _placed_money(store: Store, row: Order) -> Body:
    placed = figures.as_placed(row)
    text = store.money_text
    zero = money_set(store, row, 0)
    return {
        "subtotal_price": text(placed.subtotal_minor),
        "subtotal_price_set": money_set(store, row, placed.subtotal_minor),
        "tags": ", ".join(row.tags),
        "tax_exempt": False,
        "tax_lines": (
            [tax_line(store, row, placed.tax_minor)] if placed.tax_minor else []
        ),
        "taxes_included": row.taxes_included,
        "test": row.test,
        "token": row.token,
        "total_cash_rounding_payment_adjustment_set": zero,
        "total_cash_rounding_refund_adjustment_set": zero,
        "total_discounts": text(placed.discounts_minor),
        "total_discounts_set": money_set(store, row, placed.discounts_minor),
        "total_line_items_price": text(placed.items_minor),
        "total_line_items_price_set": money_set(store, row, placed.items_minor),
        "total_outstanding": text(figures.outstanding_minor(row)),
        "total_price": text(placed.total_minor),
        "total_price_set": money_set(store, row, placed.total_minor),
        "total_shipping_price_set": money_set(store, row, row.shipping_minor),
        "total_tax": text(placed.tax_minor),
        "total_tax_set": money_set(store, row, placed.tax_minor),
        "total_tip_received": text(row.tip_minor),
        "total_weight": sum(200 * line.quantity for line in row.lines),
        "updated_at": local(store, row.updated_at),
        "user_id": 99_001 if row.source == "pos" else None,
    }
