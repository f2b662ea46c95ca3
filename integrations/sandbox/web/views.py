"""Rows of the store as plain JSON, in neither platform's shape."""

from typing import Any

from integrations.sandbox.store import figures, payments, people
from integrations.sandbox.store.models import (
    Customer,
    Discount,
    Order,
    Product,
    Refund,
    Review,
)
from integrations.sandbox.store.state import Store


def order(store: Store, row: Order) -> dict[str, Any]:
    text = store.money_text
    placed, now = figures.as_placed(row), figures.as_it_stands(row)
    return {
        "id": row.id,
        "number": row.number,
        "name": f"#{row.number}",
        "status": row.status,
        "financial_status": figures.financial_status(row),
        "fulfilled": row.fulfilled,
        "cancelled": row.cancelled_at is not None,
        "test": row.test,
        "currency": row.currency,
        "customer_id": row.customer_id,
        "email": row.email,
        "gateway": row.gateway,
        "codes": [one.code for one in row.applications if one.code],
        "automatic": [one.title for one in row.applications if one.automatic],
        "gateways": row.gateways,
        "source": row.source,
        "country": row.billing.country_code if row.billing else "",
        "renews_id": row.renews_id,
        "subtotal": text(placed.subtotal_minor),
        "discounts": text(placed.discounts_minor),
        "shipping": text(placed.shipping_minor),
        "tax": text(placed.tax_minor),
        "total": text(placed.total_minor),
        "current_subtotal": text(now.subtotal_minor),
        "current_total": text(now.total_minor),
        "paid": text(figures.paid_minor(row)),
        "refunded": text(figures.refunded_minor(row)),
        "outstanding": text(figures.outstanding_minor(row)),
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "paid_at": row.paid_at.isoformat() if row.paid_at else None,
        "lines": [
            {
                "id": line.id,
                "product_id": line.product_id,
                "variant_id": line.variant_id,
                "title": line.name,
                "quantity": line.quantity,
                "current_quantity": line.current_quantity,
                "unit_price": text(line.unit_price_minor),
                "discount": text(line.discount_minor),
                "net": text(line.net_minor),
                "tax": text(line.tax_minor),
                "gift_card": line.gift_card,
            }
            for line in row.lines
        ],
        "refunds": [refund(store, entry) for entry in row.refunds],
    }


def refund(store: Store, row: Refund) -> dict[str, Any]:
    return {
        "id": row.id,
        "amount": store.money_text(row.amount_minor),
        "note": row.note,
        "status": row.status,
        "lines": [
            {"line_id": line.line_id, "quantity": line.quantity} for line in row.lines
        ],
    }


def customer(store: Store, row: Customer) -> dict[str, Any]:
    return {
        "id": row.id,
        "email": row.email,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "has_account": row.has_account,
        "role": row.role,
        "tags": people.tags_of(store, row),
        "accepts_marketing": row.accepts_marketing,
        "store_credit": store.money_text(payments.spendable_minor(store, row)),
        "deleted": row.deleted,
        "merged_into": row.merged_into,
    }


def product(store: Store, row: Product) -> dict[str, Any]:
    return {
        "id": row.id,
        "handle": row.handle,
        "title": row.title,
        "gift_card": row.gift_card,
        "collection_ids": row.collection_ids,
        "variants": [
            {
                "id": variant.id,
                "title": variant.title,
                "sku": variant.sku,
                "price": store.money_text(variant.price_minor),
            }
            for variant in row.variants
        ],
    }


def discount(store: Store, row: Discount) -> dict[str, Any]:
    return {
        "id": row.id,
        "codes": row.codes,
        "title": row.title,
        "kind": row.kind,
        "percent": str(row.percent),
        "amount": store.money_text(row.amount_minor),
        "active": row.active,
        "automatic": row.automatic,
        "tags": row.tags,
        "status": row.status,
        "usage_limit": row.usage_limit,
        "uses": len(row.live_uses()),
        "orders": [use.order_id for use in row.live_uses()],
        "customer_ids": sorted(row.customer_ids or []),
        "email_restrictions": row.email_restrictions,
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "meta": row.meta,
    }


def review(row: Review) -> dict[str, Any]:
    return {
        "id": row.id,
        "product_id": row.product_id,
        "status": row.status,
        "rating": row.rating,
        "text": row.text,
        "author": row.author,
        "email": row.email,
        "customer_id": row.customer_id,
        "verified": row.verified,
    }
