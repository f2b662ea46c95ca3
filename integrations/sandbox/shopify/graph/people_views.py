"""Customers, products and the shop as GraphQL shows them."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from integrations.sandbox.config import API_VERSION
from integrations.sandbox.shopify.graph.paging import Key, connection
from integrations.sandbox.shopify.smaller_bodies import shop_id
from integrations.sandbox.shopify.wire import gid, short, zulu
from integrations.sandbox.store import figures
from integrations.sandbox.store.holdings import (
    CreditAccount,
    CreditEntry,
    GiftCard,
    Segment,
)
from integrations.sandbox.store.models import Collection, Customer, Product, Variant
from integrations.sandbox.store.state import Store

Node = dict[str, Any]


def by_id(row: Any) -> Key:  # noqa: ANN401 -- any row has an id
    return row.id, row.id


def money(store: Store, minor: int, currency: str | None = None) -> Node:
    return {
        "amount": short(store.money_text(minor)),
        "currencyCode": currency or store.config.currency,
    }


def customer(
    store: Store, row: Customer, orders: Callable[[Customer, dict[str, Any]], Node]
) -> Node:
    """A customer; *orders* makes the connection to their orders."""
    own = store.orders_of(row.id)
    spent = sum(figures.as_it_stands(order).total_minor for order in own)
    address = row.address
    return {
        "__typename": "Customer",
        "id": gid("Customer", row.id),
        "legacyResourceId": str(row.id),
        "createdAt": zulu(row.created_at),
        "updatedAt": zulu(row.updated_at),
        "firstName": row.first_name or None,
        "lastName": row.last_name or None,
        "displayName": row.name or row.email or "",
        "email": row.email,
        "phone": row.phone,
        "locale": row.locale,
        "state": "ENABLED" if row.has_account else "DISABLED",
        "verifiedEmail": row.verified_email,
        "tags": sorted(row.tags),
        "note": row.note,
        "taxExempt": False,
        "numberOfOrders": str(len(own)),
        "amountSpent": money(store, spent),
        "defaultEmailAddress": _email(row),
        "defaultPhoneNumber": {"phoneNumber": row.phone} if row.phone else None,
        "defaultAddress": None
        if address is None
        else {
            "__typename": "MailingAddress",
            "id": gid("MailingAddress", address.id),
            "countryCodeV2": address.country_code or None,
            "provinceCode": address.province_code or None,
            "zip": address.zip,
            "city": address.city,
        },
        "statistics": {"predictedSpendTier": None, "rfmGroup": None},
        "orders": lambda _info, **args: orders(row, args),
        "metafield": lambda _info, **args: metafield_of(row, args),
        "metafields": lambda _info, **args: _metafields(row, args),
        "storeCreditAccounts": lambda _info, **args: connection(
            [a for a in store.credit_accounts.values() if a.customer_id == row.id],
            lambda account: credit_account(store, account),
            args,
            key=by_id,
        ),
    }


def _email(row: Customer) -> Node | None:
    if not row.email:
        return None
    state = "SUBSCRIBED" if row.accepts_marketing else "NOT_SUBSCRIBED"
    return {
        "emailAddress": row.email,
        "marketingState": state,
        "marketingOptInLevel": "SINGLE_OPT_IN" if row.accepts_marketing else None,
        "marketingUpdatedAt": zulu(row.created_at),
        "validFormat": "@" in row.email,
    }


def _namespace(args: dict[str, Any]) -> str | None:
    return str(args["namespace"]) if args.get("namespace") else None


def metafield(owner: str, namespace: str, key: str, row: dict[str, object]) -> Node:
    value = str(row["value"])
    try:
        parsed = json.loads(value)
    except ValueError:
        parsed = value
    return {
        "__typename": "Metafield",
        "id": gid("Metafield", int(str(row["id"]))),
        "namespace": namespace,
        "key": key,
        "type": row["type"],
        "value": value,
        "jsonValue": parsed,
        "compareDigest": digest(value),
        "createdAt": row["at"],
        "updatedAt": row["at"],
        "ownerType": owner,
    }


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def metafield_of(row: Customer, args: dict[str, Any]) -> Node | None:
    place = (_namespace(args) or "$app", str(args["key"]))
    found = row.metafields.get(place)
    return metafield("CUSTOMER", *place, found) if found else None


def _metafields(row: Customer, args: dict[str, Any]) -> Node:
    wanted = _namespace(args)
    rows = [
        (namespace, key, value)
        for (namespace, key), value in row.metafields.items()
        if wanted in {None, namespace}
    ]
    return connection(
        rows,
        lambda one: metafield("CUSTOMER", *one),
        args,
        key=lambda one: (f"{one[0]}.{one[1]}", int(str(one[2]["id"]))),
    )


def credit_account(store: Store, row: CreditAccount) -> Node:
    return {
        "__typename": "StoreCreditAccount",
        "id": gid("StoreCreditAccount", row.id),
        "balance": money(store, row.balance_minor, row.currency),
        "owner": {"__typename": "Customer", "id": gid("Customer", row.customer_id)},
        "transactions": lambda _info, **args: connection(
            row.entries,
            lambda entry: credit_entry(store, row, entry),
            args,
            key=by_id,
        ),
    }


def credit_entry(store: Store, account: CreditAccount, row: CreditEntry) -> Node:
    kind = "Credit" if row.kind == "credit" else "Debit"
    name = f"StoreCreditAccount{kind}Transaction"
    return {
        "__typename": name,
        "id": gid(name, row.id),
        "account": credit_account(store, account),
        "amount": money(store, row.amount_minor, account.currency),
        "balanceAfterTransaction": money(store, row.balance_minor, account.currency),
        "createdAt": zulu(row.at),
        "event": row.event,
        "expiresAt": zulu(row.expires_at),
        "remainingAmount": money(store, row.remaining_minor, account.currency),
    }


def segment(row: Segment) -> Node:
    return {
        "__typename": "Segment",
        "id": gid("Segment", row.id),
        "name": row.name,
        "query": row.query,
        "creationDate": zulu(row.made_at),
        "lastEditDate": zulu(row.made_at),
    }


def gift_card(store: Store, row: GiftCard) -> Node:
    """A card; of its code only the end is shown."""
    owner = row.customer_id
    return {
        "__typename": "GiftCard",
        "id": gid("GiftCard", row.id),
        "enabled": row.enabled,
        "lastCharacters": row.last,
        "maskedCode": f"•••• •••• •••• {row.last}",
        "note": row.note,
        "expiresOn": row.expires_on.isoformat() if row.expires_on else None,
        "deactivatedAt": zulu(row.disabled_at),
        "initialValue": money(store, row.initial_minor),
        "balance": money(store, row.balance_minor),
        "customer": {"__typename": "Customer", "id": gid("Customer", owner)}
        if owner
        else None,
    }


def product(store: Store, row: Product) -> Node:
    groups = [store.collections[number] for number in row.collection_ids]
    return {
        "__typename": "Product",
        "id": gid("Product", row.id),
        "legacyResourceId": str(row.id),
        "handle": row.handle,
        "title": row.title,
        "vendor": row.vendor,
        "productType": row.product_type,
        "tags": row.tags,
        "status": "ACTIVE" if row.status == "publish" else "ARCHIVED",
        "isGiftCard": row.gift_card,
        "createdAt": zulu(row.created_at),
        "updatedAt": zulu(row.updated_at),
        "inCollection": lambda _info, **args: (
            str(args["id"]).rpartition("/")[2] in map(str, row.collection_ids)
        ),
        "collections": lambda _info, **args: connection(
            groups, collection, args, key=by_id
        ),
        "variants": lambda _info, **args: connection(
            row.variants, lambda one: variant(store, one), args, key=by_id
        ),
    }


def variant(store: Store, row: Variant) -> Node:
    return {
        "__typename": "ProductVariant",
        "id": gid("ProductVariant", row.id),
        "legacyResourceId": str(row.id),
        "sku": row.sku or None,
        "title": row.title or "Default Title",
        "displayName": row.title,
        "price": store.money_text(row.price_minor),
        "compareAtPrice": (
            store.money_text(row.compare_at_minor) if row.compare_at_minor else None
        ),
        "taxable": row.taxable,
    }


def collection(row: Collection) -> Node:
    return {
        "__typename": "Collection",
        "id": gid("Collection", row.id),
        "legacyResourceId": str(row.id),
        "handle": row.handle,
        "title": row.title,
        "updatedAt": zulu(row.updated_at),
    }


def shop(store: Store) -> Node:
    config = store.config
    offset = store.now().astimezone(store.zone).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    presentment = config.presentment_currency or config.currency
    return {
        "__typename": "Shop",
        "id": gid("Shop", shop_id(store)),
        "name": config.name,
        "myshopifyDomain": config.shop_domain,
        "primaryDomain": {
            "id": gid("Domain", shop_id(store)),
            "host": config.shop_domain,
            "url": config.base_url,
        },
        "url": config.base_url,
        "email": "pemilik@toko.test",
        "contactEmail": "halo@toko.test",
        "currencyCode": config.currency,
        "enabledPresentmentCurrencies": sorted({config.currency, presentment}),
        "ianaTimezone": config.timezone,
        "timezoneOffsetMinutes": minutes,
        "taxesIncluded": config.tax_included,
        "taxShipping": config.tax_shipping,
        "setupRequired": False,
        "createdAt": "2025-01-15T03:00:00Z",
        "currencyFormats": {
            "moneyFormat": "{{amount}}",
            "moneyWithCurrencyFormat": f"{{{{amount}}}} {config.currency}",
        },
        "plan": {
            "publicDisplayName": "Development",
            "partnerDevelopment": config.partner_development,
            "shopifyPlus": config.plan in {"plus", "enterprise"},
        },
        "shopAddress": {"countryCodeV2": "ID"},
        "features": {"storefront": True},
        "customerAccountsV2": {
            "customerAccountsVersion": "NEW_CUSTOMER_ACCOUNTS",
            "loginRequiredAtCheckout": False,
            "loginLinksVisibleOnStorefrontAndCheckout": True,
            "url": f"{config.base_url}/account",
        },
    }


def app(store: Store) -> Node:
    return {
        "__typename": "App",
        "id": gid("App", 580_222),
        "handle": "setia",
        "apiKey": store.config.client_id,
        "title": "Setia",
        "webhookApiVersion": API_VERSION,
    }
