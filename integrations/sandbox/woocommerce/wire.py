"""How WooCommerce writes JSON, times, money and links."""

import html
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from integrations.sandbox.store.models import Address
from integrations.sandbox.store.money import SYMBOLS, to_text
from integrations.sandbox.store.state import Store

Body = dict[str, Any]
VERSION = "10.5.0"
WP_VERSION = "6.9.7"
ALL_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def encode(body: object) -> bytes:
    r"""Compact JSON with ``\/`` and ``\u00e9``, as PHP writes it."""
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    return text.replace("/", "\\/").encode()


def local(store: Store, at: datetime | None) -> str | None:
    """Shop time without any offset: one of the traps."""
    if at is None:
        return None
    return at.astimezone(store.zone).strftime("%Y-%m-%dT%H:%M:%S")


def gmt(at: datetime | None) -> str | None:
    """UTC without a ``Z``."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def money(store: Store, minor: int, dp: int | None = None) -> str:
    """With as many decimals as the shop shows today, or as ``?dp=`` asks."""
    text = to_text(minor, store.decimals)
    if dp is None or dp == store.decimals:
        return text
    return f"{Decimal(text):.{dp}f}"


def bare(text: str) -> str:
    """``"4.20"`` as ``"4.2"``, ``"5.00"`` as ``"5"``: how coupon lines write money."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def symbol(currency: str) -> str:
    return SYMBOLS.get(currency, currency)


def link(store: Store, path: str) -> str:
    return f"{store.config.base_url}/wp-json/wc/v3/{path}"


def links(store: Store, path: str, collection: str, allow: list[str]) -> Body:
    return {
        "self": [{"href": link(store, path), "targetHints": {"allow": allow}}],
        "collection": [{"href": link(store, collection)}],
    }


def address(row: Address | None, *, email: str | None = None) -> Body:
    """Billing with an *email*, shipping without; empty texts when there is none."""
    body: Body = {
        "first_name": row.first_name if row else "",
        "last_name": row.last_name if row else "",
        "company": "",
        "address_1": row.address1 if row else "",
        "address_2": "",
        "city": row.city if row else "",
        "state": row.province_code if row else "",
        "postcode": row.zip if row else "",
        "country": row.country_code if row else "",
    }
    if email is not None:
        body["email"] = email
    body["phone"] = row.phone if row else ""
    return body


def number(text: str) -> int | float:
    """A JSON number, whole when it can be: how line items write their price."""
    value = Decimal(text)
    whole = value.to_integral_value()
    return int(whole) if whole == value else float(value)


def escaped(text: str) -> str:
    return html.escape(text, quote=True)
