"""The small back office: orders, reviews, people, deliveries, misbehaviour."""

import json
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.faults import BadRule
from integrations.sandbox.store import figures
from integrations.sandbox.store.models import Discount
from integrations.sandbox.store.payments import spendable_minor
from integrations.sandbox.store.people import tags_of
from integrations.sandbox.store.refunds import refundable_minor
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.web.actions import ACTIONS
from integrations.sandbox.web.control import LOOPBACK
from integrations.sandbox.web.shop import furniture, own_forms_only
from integrations.sandbox.web.site import Pages, here

# The switches of the misbehaviour page: what the button says and the rule it sets.
SWITCHES: dict[str, tuple[str, dict[str, Any]]] = {
    "slow": ("Answer slowly (3 s)", {"effect": {"delay_ms": 3000}}),
    "down": ("Answer 500 without acting", {"effect": {"status": 500}}),
    "act500": ("Act, then answer 500", {"effect": {"status": 500, "when": "after"}}),
    "cut": ("Act, then cut the line", {"effect": {"cut": True, "when": "after"}}),
    "throttle": ("Throttle", {"effect": {"throttle": True}}),
    "html": ("HTML page with 200", {"effect": {"html": True}}),
    "lose": ("Lose deliveries", {"on": "delivery", "effect": {"lose": True}}),
    "twice": ("Send deliveries twice", {"on": "delivery", "effect": {"duplicate": 1}}),
    "mix": (
        "Mix up the order of deliveries",
        {"on": "delivery", "effect": {"reorder_ms": 1500}},
    ),
}
API_PATH = {"path": "^/(admin/api|wp-json)/"}


def blueprint(pages: Pages) -> Blueprint:
    bp = Blueprint("office", __name__, url_prefix=pages.admin)
    bp.before_request(this_machine_only)
    bp.before_request(own_forms_only)
    bp.context_processor(furniture)
    bp.add_url_rule("/", "orders", orders)
    bp.add_url_rule("/orders/<int:order_id>", "order", order)
    bp.add_url_rule("/do/<name>", "act", act, methods=["POST"])
    bp.add_url_rule("/reviews", "reviews", reviews)
    bp.add_url_rule("/people", "people", people)
    bp.add_url_rule("/discounts", "discounts", discounts)
    bp.add_url_rule("/deliveries", "deliveries", deliveries)
    bp.add_url_rule("/deliver", "deliver", deliver, methods=["POST"])
    bp.add_url_rule("/misbehave", "misbehave", misbehave, methods=["GET", "POST"])
    return bp


def this_machine_only() -> None:
    if request.remote_addr not in LOOPBACK:
        abort(403)


def orders() -> str:
    rows = sorted(here().store.orders.values(), key=lambda o: o.id, reverse=True)
    goods = list(here().store.products.values())
    return render_template(
        "office/orders.html", orders=rows, figures=figures, goods=goods
    )


def order(order_id: int) -> str:
    store = here().store
    row = store.orders.get(order_id)
    if row is None:
        abort(404)
    buyer = store.customers.get(row.customer_id) if row.customer_id else None
    sold = [store.products.get(line.product_id or 0) for line in row.lines]
    return render_template(
        "office/order.html",
        order=row,
        renewable=any(product and product.subscription for product in sold),
        buyer=buyer,
        placed=figures.as_placed(row),
        now=figures.as_it_stands(row),
        figures=figures,
        refundable=refundable_minor(store, row),
    )


def act(name: str) -> AnyResponse:
    """Run one action of the control API from a form; lists come as ``line-<id>``."""
    site = here()
    form = request.form
    asked: dict[str, Any] = {k: v for k, v in form.items() if v != ""}
    lines = [
        {"line_id": int(key[5:]), "quantity": int(value)}
        for key, value in form.items()
        if key.startswith("line-") and value not in {"", "0"}
    ]
    if lines:
        asked["lines"] = lines
        asked["remove"] = lines
    action = ACTIONS.get(name)
    own = site.hooks.actions.get(name)
    try:
        if own is not None:
            own(asked)
        elif action is not None:
            action(site.store, asked)
        else:
            abort(404)
        flash("Done.", "good")
    except StoreRefusal as refusal:
        flash(str(refusal), "bad")
    except (ValueError, KeyError) as error:
        flash(f"Not understood: {error}", "bad")
    back = form.get("back", "orders")
    if back == "order" and "order_id" in form and name != "delete-order":
        return redirect(url_for("office.order", order_id=int(form["order_id"])))
    known = {"orders", "reviews", "people", "discounts", "deliveries", "misbehave"}
    return redirect(url_for(f"office.{back if back in known else 'orders'}"))


def reviews() -> str:
    store = here().store
    rows = sorted(store.reviews.values(), key=lambda r: r.id, reverse=True)
    return render_template("office/reviews.html", reviews=rows, products=store.products)


def people() -> str:
    store = here().store
    rows = [row for row in store.customers.values() if not row.deleted]
    return render_template(
        "office/people.html",
        people=rows,
        tags_of=lambda row: tags_of(store, row),
        credit_of=lambda row: spendable_minor(store, row),
    )


def discounts() -> str:
    store = here().store
    rows = sorted(store.discounts.values(), key=lambda d: d.id, reverse=True)
    cards = sorted(store.gift_cards.values(), key=lambda c: c.id, reverse=True)
    return render_template(
        "office/discounts.html",
        discounts=rows,
        cards=cards,
        for_whom=lambda row: for_whom(store, row),
    )


def for_whom(store: Store, row: Discount) -> str:
    """Return whom a discount is for, in a few words."""
    if row.segment_ids:
        tags = [store.segments[number].tag for number in sorted(row.segment_ids)]
        return f"tag {', '.join(tags)}"
    known = [store.customers.get(number) for number in sorted(row.customer_ids or ())]
    named = [one.email or str(one.id) for one in known if one]
    return ", ".join([*named, *row.email_restrictions]) or "everybody"


def deliveries() -> str:
    rows = list(reversed(here().courier.log))[:200]
    return render_template("office/deliveries.html", jobs=rows)


def deliver() -> AnyResponse:
    tries = here().courier.deliver()
    flash(f"{tries} sent.", "good")
    return redirect(url_for("office.deliveries"))


def misbehave() -> str | AnyResponse | Response:
    faults = here().faults
    if request.method == "GET":
        return render_template(
            "office/misbehave.html",
            switches=SWITCHES,
            rules=faults.rules,
            on={rule.id for rule in faults.rules},
            dumps=json.dumps,
        )
    name = request.form.get("switch", "")
    if request.form.get("rule"):
        try:
            faults.add(json.loads(request.form["rule"]))
        except (BadRule, ValueError) as error:
            flash(str(error), "bad")
    elif name == "none":
        faults.clear()
    elif name in SWITCHES and not faults.remove(name):
        rule = {"on": "request", **SWITCHES[name][1], "id": name}
        if rule["on"] == "request":
            rule["match"] = API_PATH
        faults.add(rule)
    return redirect(url_for("office.misbehave"))
