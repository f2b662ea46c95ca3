"""How Shopify writes ids, times and money on the wire."""

import re
from datetime import UTC, datetime

from integrations.sandbox.store import figures
from integrations.sandbox.store.models import Address, Order
from integrations.sandbox.store.money import to_text
from integrations.sandbox.store.state import Store

GID = re.compile(r"gid://shopify/(\w+)/(\d+)(?:\?.*)?")

MoneySet = dict[str, dict[str, str]]


def gid(kind: str, number: int | None) -> str:
    return f"gid://shopify/{kind}/{number}"


def number_of(text: object, *kinds: str) -> int | None:
    """The number in a GID of one of *kinds* (any, when none are named)."""
    found = GID.fullmatch(str(text))
    if found is None or (kinds and found.group(1) not in kinds):
        return None
    return int(found.group(2))


def local(store: Store, at: datetime | None) -> str | None:
    """With the shop's offset, whole seconds, as in order and customer bodies."""
    if at is None:
        return None
    return at.astimezone(store.zone).isoformat(timespec="seconds")


def zulu(at: datetime | None) -> str | None:
    """``2026-11-22T01:02:03Z``, as in GraphQL and the newer topics."""
    if at is None:
        return None
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def short(text: str) -> str:
    """GraphQL's way: ``"12.50"`` is ``"12.5"`` and ``"1200"`` is ``"1200.0"``."""
    whole, _, part = text.partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"


def money_set(store: Store, order: Order, minor: int) -> MoneySet:
    """An amount in the shop's money and in the buyer's, as webhooks write it."""
    decimals = store.decimals
    return {
        "shop_money": {
            "amount": to_text(minor, decimals),
            "currency_code": order.currency,
        },
        "presentment_money": {
            "amount": to_text(figures.converted(order, minor), decimals),
            "currency_code": order.presentment_currency or order.currency,
        },
    }


def bag(store: Store, order: Order, minor: int) -> dict[str, dict[str, str]]:
    """The same as GraphQL writes it."""
    decimals = store.decimals
    return {
        "shopMoney": {
            "amount": short(to_text(minor, decimals)),
            "currencyCode": order.currency,
        },
        "presentmentMoney": {
            "amount": short(to_text(figures.converted(order, minor), decimals)),
            "currencyCode": order.presentment_currency or order.currency,
        },
    }


def order_address(row: Address | None) -> dict[str, object] | None:
    """An address as orders carry it: no ids, a place on the map."""
    if row is None:
        return None
    return {
        "first_name": row.first_name,
        "last_name": row.last_name,
        "company": None,
        "address1": row.address1,
        "address2": None,
        "city": row.city,
        "province": row.province or None,
        "country": row.country,
        "zip": row.zip,
        "phone": row.phone or None,
        "name": f"{row.first_name} {row.last_name}".strip(),
        "province_code": row.province_code or None,
        "country_code": row.country_code,
        "latitude": None,
        "longitude": None,
    }


def customer_address(row: Address, customer_id: int) -> dict[str, object]:
    """An address as customers carry it."""
    body = order_address(row) or {}
    body.pop("latitude")
    body.pop("longitude")
    return {
        "id": row.id,
        "customer_id": customer_id,
        **body,
        "country_name": row.country,
        "default": True,
    }
