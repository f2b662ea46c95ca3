"""Orders, their lines and refunds as GraphQL shows them."""

from typing import Any

from integrations.sandbox.shopify.graph.paging import connection
from integrations.sandbox.shopify.graph.people_views import (
    by_id,
    customer,
    money,
    product,
    variant,
)
from integrations.sandbox.shopify.wire import bag, gid, short, zulu
from integrations.sandbox.store import figures
from integrations.sandbox.store.devices import device_of
from integrations.sandbox.store.figures import line_now
from integrations.sandbox.store.models import (
    Address,
    Application,
    Customer,
    Order,
    OrderLine,
    Refund,
    RefundLine,
    Transaction,
)
from integrations.sandbox.store.money import round_div
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
CARD = "shopify_payments"


def order_sort_key(name: str) -> Any:  # noqa: ANN401 -- a key function
    """How rows are ordered for a sort key; what is not kept sorts by number."""
    keys = {
        "CREATED_AT": lambda row: (zulu(row.created_at), row.id),
        "UPDATED_AT": lambda row: (zulu(row.updated_at), row.id),
        "PROCESSED_AT": lambda row: (zulu(row.processed_at), row.id),
        "ORDER_NUMBER": lambda row: (row.number, row.id),
    }
    return keys.get(name, by_id)


def customer_view(store: Store, row: Customer) -> Node:
    return customer(store, row, lambda who, args: orders_of(store, who, args))


def orders_of(store: Store, who: Customer, args: dict[str, Any]) -> Node:
    return connection(
        store.orders_of(who.id),
        lambda row: order(store, row),
        args,
        key=order_sort_key(str(args.get("sortKey", "ID"))),
    )


def application(store: Store, row: Application) -> Node:
    value: Node
    if row.value_type == "percentage":
        percent = float(row.value)
        value = {"__typename": "PricingPercentageValue", "percentage": percent}
    else:
        value = {
            "__typename": "MoneyV2",
            "amount": short(str(row.value)),
            "currencyCode": store.config.currency,
        }
    named = (
        {"__typename": "AutomaticDiscountApplication", "title": row.title}
        if row.automatic
        else {"__typename": "DiscountCodeApplication", "code": row.code}
    )
    return {
        **named,
        "index": row.index,
        "allocationMethod": row.method.upper(),
        "targetSelection": row.selection.upper(),
        "targetType": row.target.upper(),
        "value": value,
    }


def line(store: Store, row: Order, item: OrderLine) -> Node:
    def money_bag(minor: int) -> Node:
        return bag(store, row, minor)

    net_now = line_now(item, item.net_minor)
    tax_now = line_now(item, item.tax_minor)
    before_tax = net_now - (tax_now if row.taxes_included else 0)
    found = store.variant(item.variant_id) if item.variant_id else None
    sold = store.products.get(item.product_id) if item.product_id else None
    return {
        "__typename": "LineItem",
        "id": gid("LineItem", item.id),
        "name": item.name,
        "title": item.title,
        "variantTitle": item.variant_title or None,
        "sku": item.sku or None,
        "vendor": item.vendor,
        "quantity": item.quantity,
        "currentQuantity": item.current_quantity,
        "refundableQuantity": item.current_quantity,
        "isGiftCard": item.gift_card,
        "requiresShipping": item.requires_shipping,
        "taxable": item.taxable,
        "customAttributes": [],
        "originalUnitPriceSet": money_bag(item.unit_price_minor),
        "originalTotalSet": money_bag(item.gross_minor),
        "discountedTotalSet": lambda _info, **args: money_bag(
            item.net_minor if args.get("withCodeDiscounts") else item.gross_minor
        ),
        "totalDiscountSet": money_bag(item.discount_minor),
        "discountedUnitPriceAfterAllDiscountsSet": money_bag(
            round_div(item.net_minor, item.quantity)
        ),
        "priceAfterAllDiscountsBeforeTaxesSet": money_bag(before_tax),
        "discountAllocations": [
            {
                "allocatedAmountSet": money_bag(share.amount_minor),
                "discountApplication": application(
                    store, row.applications[share.index]
                ),
            }
            for share in item.allocations
        ],
        "taxLines": lambda _info, **_args: (
            [_tax_line(row, money_bag(item.tax_minor))] if item.tax_minor else []
        ),
        "sellingPlan": (
            {"name": "Monthly", "sellingPlanId": gid("SellingPlan", 7_100_001)}
            if sold and sold.subscription
            else None
        ),
        "product": product(store, sold) if sold else None,
        "variant": variant(store, found[1]) if found else None,
    }


def _tax_line(row: Order, price_set: Node) -> Node:
    rate = float(row.tax_percent / 100)
    return {"title": row.tax_title, "rate": rate, "priceSet": price_set}


def transaction(store: Store, row: Order, entry: Transaction) -> Node:
    parent = entry.parent_id
    kinds = {"sale": "SALE", "refund": "REFUND", "void": "VOID", "capture": "CAPTURE"}
    return {
        "__typename": "OrderTransaction",
        "id": gid("OrderTransaction", entry.id),
        "kind": kinds[entry.kind],
        "status": entry.status.upper(),
        "gateway": entry.gateway,
        "test": entry.test,
        "createdAt": zulu(entry.at),
        "processedAt": zulu(entry.at),
        "amountSet": bag(store, row, entry.amount_minor),
        "paymentDetails": _card(row) if entry.gateway == CARD else None,
        "parentTransaction": (
            {"id": gid("OrderTransaction", parent)} if parent else None
        ),
    }


def refund(store: Store, row: Order, entry: Refund) -> Node:
    def money_bag(minor: int) -> Node:
        return bag(store, row, minor)

    made = [t for t in row.transactions if t.id == entry.transaction_id]
    shipping = []
    if entry.shipping_minor:
        shipping.append(
            {
                "id": gid("RefundShippingLine", entry.id + 40_000),
                "subtotalAmountSet": money_bag(entry.shipping_minor),
                "taxAmountSet": money_bag(entry.shipping_tax_minor),
            }
        )
    adjustments = []
    if entry.adjustment_minor:
        adjustments.append(
            {
                "id": gid("OrderAdjustment", entry.id + 30_000),
                "reason": "REFUND_DISCREPANCY",
                "amountSet": money_bag(-entry.adjustment_minor),
                "taxAmountSet": money_bag(0),
            }
        )
    return {
        "__typename": "Refund",
        "id": gid("Refund", entry.id),
        "legacyResourceId": str(entry.id),
        "createdAt": zulu(entry.created_at),
        "processedAt": zulu(entry.created_at),
        "updatedAt": zulu(entry.created_at),
        "note": entry.note or None,
        "totalRefundedSet": money_bag(entry.amount_minor),
        "return": None,
        "order": lambda _info: order(store, row),
        "refundLineItems": lambda _info, **args: connection(
            entry.lines,
            lambda one: _refund_line(store, row, one),
            args,
            key=by_id,
        ),
        "refundShippingLines": lambda _info, **_args: {"nodes": shipping},
        "orderAdjustments": lambda _info, **_args: {"nodes": adjustments},
        "transactions": lambda _info, **_args: {
            "nodes": [transaction(store, row, one) for one in made]
        },
    }


def _refund_line(store: Store, row: Order, entry: RefundLine) -> Node:
    item = row.line(entry.line_id)
    return {
        "id": gid("RefundLineItem", entry.id),
        "quantity": entry.quantity,
        "restockType": "RETURN" if entry.restock else "NO_RESTOCK",
        "restocked": entry.restock,
        "subtotalSet": bag(store, row, entry.subtotal_minor),
        "totalTaxSet": bag(store, row, entry.tax_minor),
        "lineItem": line(store, row, item) if item else None,
    }


def order(store: Store, row: Order) -> Node:
    """An order; long lists are made when they are asked for."""
    buyer = store.customers.get(row.customer_id) if row.customer_id else None
    buyer_view = customer_view(store, buyer) if buyer else None
    return {
        **_facts(store, row),
        **_figures(store, row),
        "purchasingEntity": buyer_view,
        "customer": buyer_view,
        "lineItems": lambda _info, **args: connection(
            row.lines, lambda item: line(store, row, item), args, key=by_id
        ),
        "refunds": lambda _info, **args: [
            refund(store, row, entry) for entry in row.refunds[: args.get("first")]
        ],
        "discountApplications": lambda _info, **args: connection(
            row.applications,
            lambda one: application(store, one),
            args,
            key=lambda one: (one.index, one.index),
        ),
        "transactions": lambda _info, **args: [
            transaction(store, row, t) for t in row.transactions[: args.get("first")]
        ],
        "shippingLines": lambda _info, **_args: {"nodes": _shipping(store, row)},
    }


def _facts(store: Store, row: Order) -> Node:
    status = figures.financial_status(row)
    return {
        "__typename": "Order",
        "id": gid("Order", row.id),
        "legacyResourceId": str(row.id),
        "name": f"#{row.number}",
        "number": row.number,
        "createdAt": zulu(row.created_at),
        "processedAt": zulu(row.processed_at),
        "updatedAt": zulu(row.updated_at),
        "cancelledAt": zulu(row.cancelled_at),
        "cancelReason": (row.cancel_reason or "").upper() or None,
        "closedAt": zulu(row.closed_at),
        "closed": row.closed_at is not None,
        "test": row.test,
        "confirmed": True,
        "edited": row.edited,
        "fullyPaid": figures.outstanding_minor(row) == 0,
        "unpaid": status == "pending",
        "sourceName": row.source,
        "sourceIdentifier": None,
        "currencyCode": row.currency,
        "presentmentCurrencyCode": row.presentment_currency or row.currency,
        "taxesIncluded": row.taxes_included,
        "tags": sorted(row.tags),
        "note": row.note or None,
        "email": row.email or None,
        "phone": row.phone,
        "customerLocale": row.locale,
        "displayFinancialStatus": status.upper(),
        "displayFulfillmentStatus": "FULFILLED" if row.fulfilled else "UNFULFILLED",
        "discountCode": next((one.code for one in row.applications if one.code), None),
        "discountCodes": [one.code for one in row.applications if one.code],
        "paymentGatewayNames": row.gateways,
        "clientIp": None
        if row.source == "pos"
        else device_of(store.devices, row).address,
        "shippingAddress": address(row.shipping_address),
        "billingAddress": address(row.billing),
        "statusPageUrl": lambda _info, **_args: (
            f"{store.config.base_url}/orders/{row.token}"
        ),
        "customAttributes": [{"key": k, "value": v} for k, v in row.attributes],
        "app": {"id": gid("App", 580_111), "name": "Online Store"},
        "publication": {"id": gid("Publication", 1)},
        "retailLocation": _location() if row.source == "pos" else None,
    }


def address(row: Address | None) -> Node | None:
    if row is None:
        return None
    return {
        "__typename": "MailingAddress",
        "id": gid("MailingAddress", row.id),
        "address1": row.address1,
        "zip": row.zip,
        "city": row.city,
        "provinceCode": row.province_code or None,
        "countryCodeV2": row.country_code or None,
    }


def _card(row: Order) -> Node:
    """The card that paid, as far as it is shown; everybody has another one."""
    last = f"{row.customer_id or row.id:04}"[-4:]
    return {
        "__typename": "CardPaymentDetails",
        "bin": "424242",
        "number": f"•••• •••• •••• {last}",
        "expirationMonth": 12,
        "expirationYear": 2030,
    }


def _location() -> Node:
    return {"id": gid("Location", 7_700_001), "name": "Toko Jakarta"}


def _shipping(store: Store, row: Order) -> list[Node]:
    if not row.shipping_line_id:
        return []
    left = row.shipping_minor - row.shipping_discount_minor
    now = figures.as_it_stands(row).shipping_minor
    return [
        {
            "id": gid("ShippingLine", row.shipping_line_id),
            "title": "Standard",
            "code": "Standard",
            "isRemoved": False,
            "originalPriceSet": bag(store, row, row.shipping_minor),
            "discountedPriceSet": bag(store, row, left),
            "currentDiscountedPriceSet": bag(store, row, now),
        }
    ]


def _figures(store: Store, row: Order) -> Node:
    placed, now = figures.as_placed(row), figures.as_it_stands(row)
    paid, back = figures.paid_minor(row), figures.refunded_minor(row)
    given = sum(entry.adjustment_minor for entry in row.refunds)
    shipping_back = sum(entry.shipping_minor for entry in row.refunds)
    amounts = {
        "subtotalPriceSet": placed.subtotal_minor,
        "totalPriceSet": placed.total_minor,
        "totalTaxSet": placed.tax_minor,
        "totalShippingPriceSet": row.shipping_minor,
        "totalDiscountsSet": placed.discounts_minor,
        "totalTipReceivedSet": row.tip_minor,
        "totalReceivedSet": paid,
        "totalRefundedSet": back,
        "totalRefundedShippingSet": shipping_back,
        "totalOutstandingSet": figures.outstanding_minor(row),
        "netPaymentSet": paid - back,
        "refundDiscrepancySet": -given,
        "originalTotalPriceSet": placed.total_minor,
        "currentSubtotalPriceSet": now.subtotal_minor,
        "currentTotalPriceSet": now.total_minor,
        "currentTotalTaxSet": now.tax_minor,
        "currentTotalDiscountsSet": now.discounts_minor,
        "currentShippingPriceSet": now.shipping_minor,
    }
    bags = {name: bag(store, row, minor) for name, minor in amounts.items()}
    return {**bags, "currentTotalDutiesSet": None}


__all__ = ["customer_view", "money", "order", "order_sort_key", "orders_of", "refund"]
