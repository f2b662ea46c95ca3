"""Reads the JSON that actions are given, and finds the rows it names."""

from typing import Any

from integrations.sandbox.store.models import Cart, Customer, Order, Product
from integrations.sandbox.store.state import Store, StoreRefusal

Asked = dict[str, Any]


def the_order(store: Store, asked: Asked) -> Order:
    """The order by ``order_id``, its number or name.

    Raises:
        StoreRefusal: There is none.
    """
    wanted = str(asked.get("order_id", asked.get("order", ""))).lstrip("#")
    for row in store.orders.values():
        if wanted in {str(row.id), str(row.number)}:
            return row
    raise StoreRefusal("missing", f"There is no order {wanted!r}.")


def a_customer(store: Store, wanted: object) -> Customer | None:
    """The living customer with that number or e-mail."""
    if wanted is None or wanted == "":
        return None
    text = str(wanted).strip()
    if "@" in text:
        return store.customer_by_email(text)
    if not text.isdigit():
        return None
    row = store.customers.get(int(text))
    return None if row is None or row.deleted else row


def the_customer(store: Store, asked: Asked, name: str = "customer") -> Customer:
    wanted = asked.get(name, asked.get(f"{name}_id", asked.get("email")))
    row = a_customer(store, wanted)
    if row is None:
        raise StoreRefusal("missing", f"There is no customer {wanted!r}.")
    return row


def the_product(store: Store, wanted: object) -> Product:
    """The product with that number, handle or SKU; the first one without a wish."""
    text = str(wanted or "")
    for row in store.products.values():
        skus = {variant.sku for variant in row.variants if variant.sku}
        if not text or text in {str(row.id), row.handle} or text in skus:
            return row
    raise StoreRefusal("missing", f"There is no product {text!r}.")


def fill_cart(store: Store, cart: Cart, asked: Asked) -> None:
    """Put ``lines: [{product | variant_id | sku, quantity}]`` into the cart."""
    for line in asked.get("lines") or [{"quantity": 1}]:
        quantity = int(line.get("quantity", 1))
        if line.get("variant_id"):
            variant_id = int(line["variant_id"])
            if store.variant(variant_id) is None:
                raise StoreRefusal("missing", f"There is no variant {variant_id}.")
        else:
            wanted = line.get("product", line.get("sku"))
            product = the_product(store, wanted)
            by_sku = [v for v in product.variants if v.sku and v.sku == str(wanted)]
            variant_id = (by_sku or product.variants)[0].id
        cart.quantities[variant_id] = cart.quantities.get(variant_id, 0) + quantity


def codes_of(asked: Asked) -> list[str]:
    codes = asked.get("codes") or ([asked["code"]] if asked.get("code") else [])
    return [str(code) for code in codes]


def line_counts(order: Order, asked: Asked, name: str = "lines") -> dict[int, int]:
    """``[{line_id | index, quantity}]`` as units for each line of the order."""
    counts: dict[int, int] = {}
    for line in asked.get(name) or []:
        line_id = int(line.get("line_id", 0))
        if not line_id:
            line_id = order.lines[int(line.get("index", 0))].id
        counts[line_id] = counts.get(line_id, 0) + int(line.get("quantity", 1))
    return counts
