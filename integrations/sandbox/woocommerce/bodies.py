"""Everything but orders as REST answers and webhooks carry it."""

import hashlib
from datetime import UTC

from integrations.sandbox.store.models import (
    Customer,
    Discount,
    Order,
    OrderLine,
    Product,
    Refund,
    RefundLine,
    Review,
    Variant,
)
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.orders_body import line_item
from integrations.sandbox.woocommerce.wire import (
    ALL_METHODS,
    Body,
    address,
    gmt,
    link,
    links,
    local,
    money,
    symbol,
)


def avatar(email: str, size: int = 96) -> str:
    known = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    return f"https://secure.gravatar.com/avatar/{known}?s={size}&d=mm&r=g"


def customer(store: Store, row: Customer) -> Body:
    """``email`` keeps its case; billing is empty until something was bought."""
    bought = bool(store.orders_of(row.id))
    known = row.address if bought else None
    billing = address(known, email=(row.email or "") if bought else "")
    shipping = address(known)
    return {
        "id": row.id,
        "date_created": local(store, row.created_at),
        "date_created_gmt": gmt(row.created_at),
        "date_modified": local(store, row.updated_at),
        "date_modified_gmt": gmt(row.updated_at),
        "email": row.email or "",
        "first_name": row.first_name,
        "last_name": row.last_name,
        "role": row.role,
        "username": row.username,
        "billing": _customer_order(billing),
        "shipping": _customer_order(shipping),
        "is_paying_customer": row.paying,
        "avatar_url": avatar(row.email or ""),
        "meta_data": list(row.meta),
        "_links": links(store, f"customers/{row.id}", "customers", ALL_METHODS),
    }


def _customer_order(body: Body) -> Body:
    """Customers name the state after the country; orders before the postcode."""
    keys = [
        "first_name",
        "last_name",
        "company",
        "address_1",
        "address_2",
        "city",
        "postcode",
        "country",
        "state",
        "email",
        "phone",
    ]
    return {key: body[key] for key in keys if key in body}


def coupon(store: Store, row: Discount) -> Body:
    shown = [
        {"id": one["id"], "key": one["key"], "value": one["value"]} for one in row.meta
    ]
    used_by = [
        str(use.customer_id) if use.customer_id else use.email
        for use in row.live_uses()
    ]
    return {
        "id": row.id,
        "code": row.code,
        "amount": row.amount_text,
        "status": row.status,
        "date_created": local(store, row.created_at),
        "date_created_gmt": gmt(row.created_at),
        "date_modified": local(store, row.updated_at),
        "date_modified_gmt": gmt(row.updated_at),
        "discount_type": row.shown_kind,
        "description": row.description,
        "date_expires": local(store, row.ends_at),
        "date_expires_gmt": gmt(row.ends_at),
        "usage_count": row.usage_count,
        "individual_use": row.individual_use,
        "product_ids": sorted(row.scope.product_ids),
        "excluded_product_ids": sorted(row.scope.excluded_product_ids),
        "usage_limit": row.usage_limit,
        "usage_limit_per_user": row.per_customer_limit,
        "limit_usage_to_x_items": row.limit_items,
        "free_shipping": row.free_shipping,
        "product_categories": sorted(row.scope.collection_ids),
        "excluded_product_categories": sorted(row.scope.excluded_collection_ids),
        "exclude_sale_items": False,
        "minimum_amount": money(store, row.min_subtotal_minor, 2),
        "maximum_amount": money(store, row.max_subtotal_minor, 2),
        "email_restrictions": row.email_restrictions,
        "used_by": used_by,
        "meta_data": shown,
        "_links": links(store, f"coupons/{row.id}", "coupons", ALL_METHODS),
    }


def product(store: Store, row: Product) -> Body:
    price = store.money_text(row.variants[0].price_minor)
    variable = len(row.variants) > 1
    others = [p.id for p in store.products.values() if p.id != row.id][:2]
    return {
        "id": row.id,
        "name": row.title,
        "slug": row.handle,
        "permalink": f"{store.config.base_url}/product/{row.handle}/",
        "date_created": local(store, row.created_at),
        "date_created_gmt": gmt(row.created_at),
        "date_modified": local(store, row.updated_at),
        "date_modified_gmt": gmt(row.updated_at),
        "type": "variable" if variable else "simple",
        "status": row.status,
        "featured": False,
        "catalog_visibility": "visible",
        "description": row.description,
        "short_description": "",
        "sku": "" if variable else row.variants[0].sku,
        **_prices(store, row, variable=variable),
        "purchasable": True,
        "total_sales": row.units_sold,
        "virtual": row.virtual,
        "downloadable": row.downloadable,
        **_stock(row),
        "reviews_allowed": True,
        **_rating(store, row),
        "upsell_ids": [],
        "cross_sell_ids": [],
        "parent_id": 0,
        "purchase_note": "",
        "categories": [category(store, number) for number in row.collection_ids]
        or [{"id": 15, "name": "Uncategorized", "slug": "uncategorized"}],
        "brands": [],
        "tags": [
            {"id": 300 + n, "name": tag, "slug": tag.replace(" ", "-")}
            for n, tag in enumerate(row.tags)
        ],
        "images": [],
        "attributes": [],
        "default_attributes": [],
        "variations": [v.id for v in row.variants] if variable else [],
        "grouped_products": [],
        "menu_order": 0,
        "price_html": _price_html(store, price),
        "related_ids": others,
        "meta_data": [],
        "stock_status": "instock",
        "has_options": variable,
        "post_password": "",
        "global_unique_id": "",
        "_links": links(store, f"products/{row.id}", "products", ALL_METHODS),
    }


def _prices(store: Store, row: Product, *, variable: bool) -> Body:
    """Of a variable product only its variations have a regular price."""
    first = row.variants[0]
    price = store.money_text(first.price_minor)
    return {
        "price": price,
        "regular_price": "" if variable else _regular(store, first),
        "sale_price": price if first.reduced and not variable else "",
        "date_on_sale_from": None,
        "date_on_sale_from_gmt": None,
        "date_on_sale_to": None,
        "date_on_sale_to_gmt": None,
        "on_sale": any(one.reduced for one in row.variants),
    }


def _regular(store: Store, row: Variant) -> str:
    """What it costs when nothing is on sale."""
    return store.money_text(row.compare_at_minor if row.reduced else row.price_minor)


def _price_html(store: Store, price: str) -> str:
    shown = symbol(store.config.currency)
    return (
        '<span class="woocommerce-Price-amount amount"><bdi>'
        f'<span class="woocommerce-Price-currencySymbol">{shown}</span>{price}'
        "</bdi></span>"
    )


def _rating(store: Store, row: Product) -> Body:
    approved = [
        r.rating
        for r in store.reviews.values()
        if r.product_id == row.id and r.status == "approved"
    ]
    average = sum(approved) * 100 // len(approved) if approved else 0
    return {
        "average_rating": f"{average // 100}.{average % 100:02d}",
        "rating_count": len(approved),
    }


def _stock(row: Product) -> Body:
    """What a store without stock keeping says about it."""
    return {
        "downloads": [],
        "download_limit": -1,
        "download_expiry": -1,
        "external_url": "",
        "button_text": "",
        "tax_status": "taxable",
        "tax_class": "",
        "manage_stock": False,
        "stock_quantity": None,
        "backorders": "no",
        "backorders_allowed": False,
        "backordered": False,
        "low_stock_amount": None,
        "sold_individually": False,
        "weight": "",
        "dimensions": {"length": "", "width": "", "height": ""},
        "shipping_required": not row.virtual,
        "shipping_taxable": not row.virtual,
        "shipping_class": "",
        "shipping_class_id": 0,
    }


def category(store: Store, number: int) -> Body:
    found = store.collections[number]
    return {"id": found.id, "name": found.title, "slug": found.handle}


def variation(store: Store, parent: Product, row: Variant) -> Body:
    path = f"products/{parent.id}/variations"
    return {
        "id": row.id,
        "type": "variation",
        "sku": row.sku,
        "price": store.money_text(row.price_minor),
        "regular_price": _regular(store, row),
        "sale_price": store.money_text(row.price_minor) if row.reduced else "",
        "on_sale": row.reduced,
        "status": "publish",
        "name": row.title,
        "parent_id": parent.id,
        "_links": links(store, f"{path}/{row.id}", path, ALL_METHODS),
    }


def refund(store: Store, order: Order, row: Refund, dp: int | None = None) -> Body:
    """``amount`` is positive here; quantities and totals of lines are negative."""
    items = [
        _refund_line(store, order, line, entry, dp)
        for entry in row.lines
        if (line := order.line(entry.line_id)) is not None
    ]
    own = f"orders/{order.id}/refunds"
    body_links = links(store, f"{own}/{row.id}", own, ["GET", "DELETE"])
    body_links["up"] = [{"href": link(store, f"orders/{order.id}")}]
    kind = "full" if order.status == "refunded" and not items else "partial"
    return {
        "id": row.id,
        "date_created": local(store, row.created_at),
        "date_created_gmt": gmt(row.created_at),
        "amount": money(store, row.amount_minor, dp),
        "reason": row.note,
        "refunded_by": 1,
        "refunded_payment": False,
        "meta_data": [{"id": 400_000 + row.id, "key": "_refund_type", "value": kind}],
        "line_items": items,
        "shipping_lines": [],
        "tax_lines": [],
        "fee_lines": [],
        "_links": body_links,
    }


def _refund_line(
    store: Store, order: Order, line: OrderLine, entry: RefundLine, dp: int | None
) -> Body:
    total = entry.subtotal_minor
    total -= entry.tax_minor if order.taxes_included else 0
    net_text = money(store, -total, dp)
    tax_text = money(store, -entry.tax_minor, dp)
    taxes = [{"id": 1, "total": tax_text, "subtotal": tax_text}]
    name = "_refunded_item_id"
    return {
        **line_item(store, order, line, dp),
        "id": entry.id,
        "quantity": -entry.quantity,
        "subtotal": net_text,
        "subtotal_tax": tax_text,
        "total": net_text,
        "total_tax": tax_text,
        "taxes": taxes if entry.tax_minor else [],
        "meta_data": [
            {
                "id": 500_000 + entry.id,
                "key": name,
                "value": str(line.id),
                "display_key": name,
                "display_value": str(line.id),
            }
        ],
    }


def review(store: Store, row: Review) -> Body:
    """No customer id in it: only a name and an e-mail that anybody could type."""
    sold = store.products.get(row.product_id)
    path = f"products/reviews/{row.id}"
    body_links = links(store, path, "products/reviews", ALL_METHODS)
    body_links["up"] = [{"href": link(store, f"products/{row.product_id}")}]
    if row.customer_id:
        href = f"{store.config.base_url}/wp-json/wp/v2/users/{row.customer_id}"
        body_links["reviewer"] = [{"embeddable": True, "href": href}]
    slug = sold.handle if sold else ""
    return {
        "id": row.id,
        "date_created": local(store, row.created_at),
        "date_created_gmt": gmt(row.created_at),
        "product_id": row.product_id,
        "product_name": sold.title if sold else "",
        "product_permalink": f"{store.config.base_url}/product/{slug}/",
        "status": row.status,
        "reviewer": row.author,
        "reviewer_email": row.email,
        "review": row.text,
        "rating": row.rating,
        "verified": row.verified,
        "reviewer_avatar_urls": {
            str(size): avatar(row.email, size) for size in (24, 48, 96)
        },
        "_links": body_links,
    }


def comment(store: Store, row: Review) -> Body:
    """The raw comment, IP address and all, that one action topic carries."""
    gmt_text = row.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    local_text = row.created_at.astimezone(store.zone).strftime("%Y-%m-%d %H:%M:%S")
    return {
        "comment_ID": str(row.id),
        "comment_post_ID": str(row.product_id),
        "comment_author": row.author,
        "comment_author_email": row.email,
        "comment_author_url": "",
        "comment_author_IP": "127.0.0.1",
        "comment_date": local_text,
        "comment_date_gmt": gmt_text,
        "comment_content": row.text,
        "comment_karma": "0",
        "comment_approved": "1" if row.status == "approved" else "0",
        "comment_agent": "python-requests/2.34.2",
        "comment_type": "review",
        "comment_parent": "0",
        "user_id": str(row.customer_id or 0),
    }


def companion_review(row: Review) -> Body:
    """What the companion plugin's own topic carries."""
    return {
        "id": row.id,
        "status": row.status,
        "product_id": row.product_id,
        "customer_id": row.customer_id or 0,
        "reviewer": row.author,
        "reviewer_email": row.email,
        "rating": row.rating,
        "verified": row.verified,
        "review": row.text,
        "date_created_gmt": gmt(row.created_at),
    }
