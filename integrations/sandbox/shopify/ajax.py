"""The cart as theme scripts know it: ``/cart.js`` and family, ``/discount/CODE``."""

from typing import Any

from flask import Blueprint, jsonify, redirect, request
from werkzeug.wrappers import Response

from integrations.sandbox.store import checkout
from integrations.sandbox.web import sessions
from integrations.sandbox.web.site import here

bp = Blueprint("ajax", __name__)


def cart_json() -> dict[str, Any]:
    """The cart with money in hundredths, whatever the currency, as there."""
    store = here().store
    row = sessions.cart()
    priced = checkout.price_cart(store, row, sessions.shopper())
    scale = 10 ** (2 - store.decimals)
    refused = {code for code, _ in priced.refused}
    return {
        "token": row.token,
        "note": row.note,
        "attributes": row.attributes,
        "item_count": sum(line.line.quantity for line in priced.lines),
        "currency": store.config.currency,
        "requires_shipping": priced.needs_shipping,
        "original_total_price": priced.items_minor * scale,
        "total_discount": priced.discount_minor * scale,
        "total_price": (priced.items_minor - priced.discount_minor) * scale,
        "discount_codes": [
            {"code": code, "applicable": code not in refused} for code in row.codes
        ],
        "items": [
            {
                "id": line.line.variant.id,
                "variant_id": line.line.variant.id,
                "product_id": line.line.product.id,
                "title": line.line.product.title,
                "handle": line.line.product.handle,
                "quantity": line.line.quantity,
                "price": line.line.variant.price_minor * scale,
                "line_price": line.gross_minor * scale,
                "final_line_price": line.net_minor * scale,
                "gift_card": line.line.product.gift_card,
            }
            for line in priced.lines
        ],
    }


def _asked() -> dict[str, Any]:
    """The JSON object or the form that was sent."""
    raw = request.get_json(silent=True)
    return raw if isinstance(raw, dict) else dict(request.form)


@bp.get("/cart.js")
def cart() -> Response:
    with here().store.lock:
        return jsonify(cart_json())


@bp.post("/cart/add.js")
def add() -> tuple[Response, int]:
    store = here().store
    raw = _asked()
    items: list[dict[str, Any]] = raw.get("items") or [raw]
    with store.lock:
        row = sessions.cart()
        for item in items:
            variant_id = int(item.get("id", 0))
            if store.variant(variant_id) is None:
                text = "Cannot find variant"
                return jsonify({"status": 404, "message": text}), 404
            count = int(item.get("quantity", 1))
            row.quantities[variant_id] = row.quantities.get(variant_id, 0) + count
        return jsonify(cart_json()), 200


@bp.post("/cart/update.js")
def update() -> Response:
    """Changes quantities, attributes and codes; ``discount`` replaces all codes."""
    raw = _asked()
    with here().store.lock:
        row = sessions.cart()
        for variant_id, count in (raw.get("updates") or {}).items():
            if int(count) > 0:
                row.quantities[int(variant_id)] = int(count)
            else:
                row.quantities.pop(int(variant_id), None)
        for name, value in (raw.get("attributes") or {}).items():
            row.attributes[str(name)] = str(value)
        if "note" in raw:
            row.note = str(raw["note"])
        if "discount" in raw:
            codes = str(raw["discount"] or "").split(",")
            row.codes = [code.strip() for code in codes if code.strip()]
        return jsonify(cart_json())


@bp.post("/cart/clear.js")
def clear() -> Response:
    with here().store.lock:
        row = sessions.cart()
        row.quantities.clear()
        row.codes.clear()
        return jsonify(cart_json())


@bp.get("/discount/<code>")
def by_link(code: str) -> Response:
    """A shared link: the code waits on the cart until it becomes applicable."""
    with here().store.lock:
        row = sessions.cart()
        if all(code.lower() != own.lower() for own in row.codes):
            row.codes.append(code)
    target = request.args.get("redirect", "/")
    safe = target if target.startswith("/") and not target.startswith("//") else "/"
    return redirect(safe)
