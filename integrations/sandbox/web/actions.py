"""What people do in a store, as calls: the same steps that the pages take.

Each takes a JSON object and gives one back. A refusal of the store is answered
with its code and text, and nothing has happened then.
"""

from collections.abc import Callable
from typing import Any

from integrations.sandbox.store import (
    afterwards,
    checkout,
    gift_cards,
    offers,
    people,
    refunds,
    reviews,
)
from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.devices import BROWSER, Device
from integrations.sandbox.store.models import Order
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.web import views
from integrations.sandbox.web.asking import (
    Asked,
    a_customer,
    codes_of,
    fill_cart,
    line_counts,
    the_customer,
    the_order,
    the_product,
)

Answer = dict[str, Any]
Action = Callable[[Store, Asked], Answer]


def _order(store: Store, row: Order) -> Answer:
    return {"ok": True, "order": views.order(store, row)}


def signup(store: Store, asked: Asked) -> Answer:
    row = people.sign_up(
        store,
        email=str(asked.get("email", "")),
        first_name=str(asked.get("first_name", "")),
        last_name=str(asked.get("last_name", "")),
        password=str(asked.get("password", "sandbox")),
        phone=asked.get("phone"),
        accepts_marketing=bool(asked.get("accepts_marketing", False)),
        referral=str(asked.get("ref", "")),
        at=parse_instant(str(asked["at"])) if asked.get("at") else None,
    )
    return {"ok": True, "customer": views.customer(store, row)}


def order(store: Store, asked: Asked) -> Answer:
    """Fill a cart, put the codes on it and pay; any code that fails stops it."""
    with store.lock:
        customer = a_customer(store, asked.get("customer", asked.get("customer_id")))
        if asked.get("customer") and customer is None:
            raise StoreRefusal("missing", f"No customer {asked['customer']!r}.")
        cart = checkout.cart_of(store, store.ids.token("cart", 24))
        fill_cart(store, cart, asked)
        cart.codes = codes_of(asked)
        names = list(checkout.gateways(store))
        paid = bool(asked.get("paid", True))
        bank = next(
            name for name, (_, now) in checkout.gateways(store).items() if not now
        )
        purchase = checkout.Purchase(
            email=str(asked.get("email", "")),
            customer=customer,
            gateway=str(asked.get("gateway") or (names[0] if paid else bank)),
            first_name=str(asked.get("first_name", "")),
            last_name=str(asked.get("last_name", "")),
            phone=asked.get("phone"),
            note=str(asked.get("note", "")),
            test=bool(asked.get("test", False)),
            source=str(asked.get("source", "web")),
            anonymous=bool(asked.get("anonymous", False)),
            via=str(asked.get("via", "checkout")),
            landing=str(asked.get("landing", "")),
            device=_device(asked),
            gift_cards=tuple(str(one) for one in asked.get("gift_cards") or ()),
            use_credit=bool(asked.get("use_credit", False)),
            country=str(asked.get("country", "")),
            region=str(asked.get("region", "")),
            at=parse_instant(str(asked["at"])) if asked.get("at") else None,
            attributes=[
                (str(k), str(v)) for k, v in (asked.get("attributes") or {}).items()
            ],
        )
        return _order(store, checkout.place(store, cart, purchase))


def _device(asked: Asked) -> Device | None:
    """The device that was named; else the buyer has one of their own."""
    if not asked.get("ip"):
        return None
    return Device(str(asked["ip"]), str(asked.get("browser") or BROWSER))


def checkout_with_code(store: Store, asked: Asked) -> Answer:
    """Like `order`, but says code by code why it was refused."""
    try:
        return order(store, asked)
    except StoreRefusal as refusal:
        refused = refusal.details.get("refusals")
        if refusal.code != "code" or not isinstance(refused, list):
            raise
        return {
            "ok": False,
            "code": "code",
            "refused": [
                {"code": code, "reason": why.code, "text": why.text}
                for code, why in refused
            ],
        }


def pay(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        amount = asked.get("amount")
        minor = None if amount is None else store.money_from(str(amount))
        afterwards.mark_paid(store, row, minor)
        return _order(store, row)


def complete(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.fulfil(store, row)
        return _order(store, row)


def set_status(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.set_status(store, row, str(asked["status"]))
        return _order(store, row)


def refund(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        amount = asked.get("amount")
        lines = line_counts(row, asked)
        ask = refunds.Ask(
            lines=lines,
            amount_minor=None if amount is None else store.money_from(str(amount)),
            shipping_minor=store.money_from(str(asked.get("shipping", "0"))),
            everything=bool(asked.get("everything", not lines and amount is None)),
            note=str(asked.get("note", "")),
            restock=bool(asked.get("restock", True)),
            pending=bool(asked.get("pending", False)),
        )
        made = refunds.refund(store, row, ask)
        return {**_order(store, row), "refund": views.refund(store, made)}


def delete_refund(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        refund_id = int(asked.get("refund_id") or row.refunds[-1].id)
        refunds.delete(store, row, refund_id)
        return _order(store, row)


def cancel(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.cancel(store, row, str(asked.get("reason", "customer")))
        return _order(store, row)


def edit(store: Store, asked: Asked) -> Answer:
    """``remove: [{line_id | index, quantity}]``, ``add: [{product, quantity}]``."""
    with store.lock:
        row = the_order(store, asked)
        changes = [
            afterwards.Edit(line_id=line_id, remove=count)
            for line_id, count in line_counts(row, asked, "remove").items()
        ]
        for line in asked.get("add") or []:
            variant_id = int(line.get("variant_id", 0))
            if not variant_id:
                product = the_product(store, line.get("product"))
                variant_id = product.variants[0].id
            count = int(line.get("quantity", 1))
            changes.append(afterwards.Edit(variant_id=variant_id, add=count))
        afterwards.edit(store, row, changes)
        return _order(store, row)


def move_order(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        wanted = asked.get("customer")
        customer = the_customer(store, asked) if wanted else None
        afterwards.move(store, row, customer)
        return _order(store, row)


def trash(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.trash(store, row)
        return _order(store, row)


def restore(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.restore(store, row)
        return _order(store, row)


def delete_order(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_order(store, asked)
        afterwards.delete(store, row)
        return {"ok": True, "order_id": row.id}


def review(store: Store, asked: Asked) -> Answer:
    with store.lock:
        customer = a_customer(store, asked.get("customer", asked.get("customer_id")))
        email = str(asked.get("email") or (customer.email if customer else ""))
        author = customer.name if customer else str(asked.get("author", "Tamu"))
        product = the_product(store, asked.get("product", asked.get("product_id")))
        row = reviews.write(
            store,
            product_id=product.id,
            rating=int(asked.get("rating", 5)),
            text=str(asked.get("text") or f"Bagus. {store.ids.token('review', 6)}"),
            author=author,
            email=email,
            customer=customer,
            status=asked.get("status"),
        )
        return {"ok": True, "review": views.review(row)}


def approve_review(store: Store, asked: Asked) -> Answer:
    with store.lock:
        wanted = int(asked.get("review_id") or max(store.reviews, default=0))
        row = store.reviews.get(wanted)
        if row is None:
            raise StoreRefusal("missing", f"There is no review {wanted}.")
        reviews.set_status(store, row, str(asked.get("status", "approved")))
        return {"ok": True, "review": views.review(row)}


def update_customer(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_customer(store, asked)
        people.change(store, row, dict(asked.get("changes") or {}))
        return {"ok": True, "customer": views.customer(store, row)}


def consent(store: Store, asked: Asked) -> Answer:
    """Tick or untick the news by e-mail."""
    with store.lock:
        row = the_customer(store, asked)
        wanted = str(asked.get("accepts", True)).lower() in {"true", "1", "yes"}
        people.consent(store, row, accepts=wanted)
        return {"ok": True, "customer": views.customer(store, row)}


def birthday(store: Store, asked: Asked) -> Answer:
    """Keep a birthday where shops of this platform keep it."""
    with store.lock:
        row = the_customer(store, asked)
        people.keep_birthday(store, row, str(asked["birthday"]))
        return {"ok": True, "customer": views.customer(store, row)}


def till_sale(store: Store, asked: Asked) -> Answer:
    """A sale at the shop's own till, to somebody or to nobody in particular."""
    customer = str(asked.get("customer", ""))
    line = {
        "product": asked.get("product"),
        "quantity": int(asked.get("quantity", 1)),
    }
    sale: Asked = {"lines": [line], "source": "pos", "via": "pos-rest-api"}
    sale |= {"customer": customer} if customer else {"anonymous": True}
    return order(store, sale)


def tag(store: Store, asked: Asked) -> Answer:
    """Staff put tags on a customer or take them off, divided by commas."""
    with store.lock:
        row = the_customer(store, asked)
        given = {name: _words(asked.get(name)) for name in ("add", "remove")}
        people.tag(store, row, add=given["add"], remove=given["remove"])
        return {"ok": True, "customer": views.customer(store, row)}


def _words(value: object) -> set[str]:
    return {part.strip() for part in str(value or "").split(",") if part.strip()}


def disable_gift_card(store: Store, asked: Asked) -> Answer:
    with store.lock:
        card = store.gift_cards.get(int(asked.get("id", 0)))
        if card is None:
            raise StoreRefusal("missing", "There is no such gift card.")
        gift_cards.disable(store, card)
        return {"ok": True, "id": card.id}


def renew(store: Store, asked: Asked) -> Answer:
    """The next delivery of a subscription: an order of its own, paid by itself."""
    with store.lock:
        return _order(store, afterwards.renew(store, the_order(store, asked)))


def gift_card(store: Store, asked: Asked) -> Answer:
    """Staff make a gift card; its code is told here and nowhere else."""
    with store.lock:
        card = gift_cards.make(
            store,
            code=str(asked.get("code") or store.ids.token("gift", 16)),
            amount_minor=store.money_from(str(asked["amount"])),
        )
        return {"ok": True, "id": card.id, "code": card.code}


def discount(store: Store, asked: Asked) -> Answer:
    """Make a discount as the shop's own staff would; see `store/offers.py`."""
    with store.lock:
        row = offers.make(store, asked)
    return {"ok": True, "discount": views.discount(store, row)}


def delete_customer(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_customer(store, asked)
        people.delete(store, row)
        return {"ok": True, "customer": views.customer(store, row)}


def erase(store: Store, asked: Asked) -> Answer:
    with store.lock:
        row = the_customer(store, asked)
        people.erase(store, row)
        return {"ok": True, "customer": views.customer(store, row)}


def merge(store: Store, asked: Asked) -> Answer:
    with store.lock:
        kept = the_customer(store, asked, "kept")
        gone = the_customer(store, asked, "gone")
        people.merge(store, kept=kept, gone=gone)
        return {"ok": True, "customer": views.customer(store, kept)}


ACTIONS: dict[str, Action] = {
    "approve-review": approve_review,
    "birthday": birthday,
    "cancel": cancel,
    "checkout-with-code": checkout_with_code,
    "complete": complete,
    "consent": consent,
    "delete-customer": delete_customer,
    "delete-order": delete_order,
    "delete-refund": delete_refund,
    "disable-gift-card": disable_gift_card,
    "discount": discount,
    "edit": edit,
    "erase": erase,
    "fulfil": complete,
    "gift-card": gift_card,
    "merge": merge,
    "move-order": move_order,
    "order": order,
    "pay": pay,
    "refund": refund,
    "renew": renew,
    "restore": restore,
    "review": review,
    "set-status": set_status,
    "signup": signup,
    "tag": tag,
    "till-sale": till_sale,
    "trash": trash,
    "update-customer": update_customer,
}
