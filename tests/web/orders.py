"""Orders as a channel tells them."""

from typing import Any


def order_body(
    *,
    customer_ref: str = "crm-1042",
    minor: int = 257900,
    version: str = "2026-11-22T12:00:00Z",
) -> dict[str, Any]:
    """Return a paid order of one line, as a channel tells it."""
    return {
        "state": "paid",
        "currency": "IDR",
        "version": version,
        "placed_at": "2026-11-22T11:58:00Z",
        "customer": {"customer_ref": customer_ref, "email": "budi@mail.test"},
        "lines": [{"line_ref": "1", "title": "Kopi", "amount_minor": minor}],
    }
