"""Webhook bodies of refunds, edits, discounts, merges, privacy and the app itself."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from integrations.sandbox.shopify import bodies
from integrations.sandbox.shopify.wire import gid, local, money_set, zulu
from integrations.sandbox.store import figures
from integrations.sandbox.store.models import (
    Customer,
    Discount,
    Order,
    Refund,
    RefundLine,
)
from integrations.sandbox.store.state import Store

Body = dict[str, Any]
STAFF_ID = 99_001
SHOP_ID_BASE = 61_000_222_000


def shop_id(store: Store) -> int:
    return SHOP_ID_BASE + store.config.seed


def refund(store: Store, order: Order, row: Refund) -> Body:
    zero = money_set(store, order, 0)
    return {
        "id": row.id,
        "admin_graphql_api_id": gid("Refund", row.id),
        "order_id": order.id,
        "created_at": local(store, row.created_at),
        "processed_at": local(store, row.created_at),
        "note": row.note,
        "user_id": STAFF_ID,
        "restock": bool(row.lines) and all(line.restock for line in row.lines),
        "return": None,
        "duties": [],
        "total_duties_set": zero,
        "refund_shipping_lines": _shipping(store, order, row),
        "order_adjustments": (
            [_adjustment(store, order, row)] if row.adjustment_minor else []
        ),
        "refund_line_items": [_line(store, order, line) for line in row.lines],
        "transactions": (
            [_transaction(store, order, row)] if row.transaction_id else []
        ),
    }


def _number(text: str) -> float:
    """Shopify writes these two as JSON numbers; that is the trap."""
    return float(Decimal(text))


def _line(store: Store, order: Order, row: RefundLine) -> Body:
    line = order.line(row.line_id)
    return {
        "id": row.id,
        "quantity": row.quantity,
        "line_item_id": row.line_id,
        "location_id": bodies.LOCATION_ID,
        "restock_type": "return" if row.restock else "no_restock",
        "subtotal": _number(store.money_text(row.subtotal_minor)),
        "subtotal_set": money_set(store, order, row.subtotal_minor),
        "total_tax": _number(store.money_text(row.tax_minor)),
        "total_tax_set": money_set(store, order, row.tax_minor),
        "line_item": bodies.line_item(store, order, line) if line else None,
    }


def _adjustment(store: Store, order: Order, row: Refund) -> Body:
    minor = -row.adjustment_minor
    return {
        "id": row.id + 30_000,
        "order_id": order.id,
        "refund_id": row.id,
        "amount": store.money_text(minor),
        "amount_set": money_set(store, order, minor),
        "tax_amount": store.money_text(0),
        "tax_amount_set": money_set(store, order, 0),
        "kind": "refund_discrepancy",
        "reason": "Refund discrepancy",
    }


def _shipping(store: Store, order: Order, row: Refund) -> list[Body]:
    if not row.shipping_minor:
        return []
    return [
        {
            "id": row.id + 40_000,
            "shipping_line_id": order.shipping_line_id,
            "subtotal_amount_set": money_set(store, order, row.shipping_minor),
            "tax_amount_set": money_set(store, order, row.shipping_tax_minor),
        }
    ]


def _transaction(store: Store, order: Order, row: Refund) -> Body:
    made = next(t for t in order.transactions if t.id == row.transaction_id)
    foreign = order.presentment_currency or order.currency
    shown = figures.converted(order, made.amount_minor)
    nothing = "0" if store.decimals == 0 else "0.0"
    return {
        "id": made.id,
        "admin_graphql_api_id": gid("OrderTransaction", made.id),
        "order_id": order.id,
        "kind": "refund",
        "gateway": made.gateway,
        "status": made.status,
        "message": "ok",
        "created_at": local(store, made.at),
        "processed_at": local(store, made.at),
        "test": made.test,
        "amount": store.money_text(shown),
        "currency": foreign if row.lines else None,
        "parent_id": made.parent_id,
        "payment_id": f"#{order.number}.{len(order.transactions)}",
        "authorization": None,
        "device_id": None,
        "error_code": None,
        "location_id": None,
        "receipt": {},
        "source_name": "1830279",
        "user_id": STAFF_ID,
        "amount_rounding": None,
        "manual_payment_gateway": False,
        "total_unsettled_set": {
            "presentment_money": {"amount": nothing, "currency": foreign},
            "shop_money": {"amount": nothing, "currency": order.currency},
        },
    }


def edited(
    store: Store,
    order: Order,
    at: datetime,
    additions: list[tuple[int, int]],
    removals: list[tuple[int, int]],
) -> Body:
    when = local(store, at)
    return {
        "order_edit": {
            "id": store.new_id("order_edit"),
            "app_id": bodies.WEB_APP_ID,
            "created_at": when,
            "notify_customer": True,
            "order_id": order.id,
            "staff_note": "",
            "user_id": STAFF_ID,
            "committed_at": when,
            "line_items": {
                "additions": [{"id": i, "delta": n} for i, n in additions],
                "removals": [{"id": i, "delta": n} for i, n in removals],
            },
            "discounts": {"line_item": {"additions": [], "removals": []}},
            "shipping_lines": {"additions": [], "removals": []},
        }
    }


def merged(kept_id: int, gone_id: int) -> Body:
    return {
        "admin_graphql_api_customer_kept_id": gid("Customer", kept_id),
        "admin_graphql_api_customer_deleted_id": gid("Customer", gone_id),
        "admin_graphql_api_job_id": None,
        "status": "completed",
        "errors": [],
    }


def purchasing_summary(store: Store, row: Customer, at: datetime) -> Body:
    orders = store.orders_of(row.id)
    spent = sum(figures.as_it_stands(order).total_minor for order in orders)
    last = gid("Order", orders[-1].id) if orders else None
    return {
        "customerId": gid("Customer", row.id),
        "numberOfOrders": len(orders),
        "amountSpent": {
            "amount": store.money_text(spent),
            "currencyCode": store.config.currency,
        },
        "lastOrderId": last,
        "occurredAt": local(store, at),
    }


def tags(row: Customer, names: list[str], at: str | None) -> Body:
    return {"customerId": gid("Customer", row.id), "tags": names, "occurredAt": at}


def consent(row: Customer, at: str | None) -> Body:
    state = "subscribed" if row.accepts_marketing else "unsubscribed"
    return {
        "customer_id": row.id,
        "email_address": row.email,
        "email_marketing_consent": {
            "state": state,
            "opt_in_level": "single_opt_in" if row.accepts_marketing else None,
            "consent_updated_at": at,
        },
    }


def _node(row: Discount) -> str:
    kind = "DiscountAutomaticNode" if row.automatic else "DiscountCodeNode"
    return gid(kind, row.id)


def discount(row: Discount, status: str) -> Body:
    return {
        "admin_graphql_api_id": _node(row),
        "title": row.title,
        "status": status,
        "created_at": zulu(row.created_at),
        "updated_at": zulu(row.updated_at),
    }


def discount_deleted(row: Discount, at: datetime) -> Body:
    return {
        "admin_graphql_api_id": _node(row),
        "deleted_at": zulu(at),
    }


def redeem_code(row: Discount, code: str, at: datetime) -> Body:
    return {
        "admin_graphql_api_id": _node(row),
        "redeem_code": {
            "id": gid("DiscountRedeemCode", row.code_ids.get(code, 0)),
            "code": code,
        },
        "updated_at": zulu(at),
    }


def uninstalled(store: Store) -> Body:
    return {
        "id": shop_id(store),
        "name": store.config.name,
        "email": "pemilik@toko.test",
        "domain": None,
        "myshopify_domain": None,
        "currency": store.config.currency,
        "plan_name": "basic",
        "iana_timezone": None,
    }


def scopes_update(store: Store, previous: list[str], current: list[str]) -> Body:
    return {
        "id": 555_001,
        "previous": previous,
        "current": current,
        "updated_at": local(store, store.now()),
        "shop_id": gid("Shop", shop_id(store)),
    }


def privacy(store: Store, topic: str, row: Customer | None) -> Body:
    """The three compliance topics."""
    head: Body = {
        "shop_id": shop_id(store),
        "shop_domain": store.config.shop_domain,
    }
    if topic == "shop/redact" or row is None:
        return head
    orders = [order.id for order in store.orders_of(row.id)]
    person = {"id": row.id, "email": row.email, "phone": row.phone}
    if topic == "customers/data_request":
        request_id = store.new_id("data_request")
        return {
            **head,
            "orders_requested": orders,
            "customer": person,
            "data_request": {"id": request_id},
        }
    return {**head, "customer": person, "orders_to_redact": orders}
