"""The control API under ``/_sandbox``: for tests, demos and the curious, never signed.

It answers this machine only. What the calls take and give is in `docs/sandbox.md`.
"""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request

from integrations.sandbox.config import CHANGEABLE
from integrations.sandbox.faults import BadRule
from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.state import Store, StoreRefusal
from integrations.sandbox.web import views
from integrations.sandbox.web.actions import ACTIONS, Action
from integrations.sandbox.web.site import here

bp = Blueprint("control", __name__, url_prefix="/_sandbox")
LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})


def answer(body: object, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, default=str)
    return Response(text, status, mimetype="application/json")


def problem(code: str, text: str, status: int = 422) -> Response:
    return answer({"ok": False, "code": code, "message": text}, status)


@bp.before_request
def this_machine_only() -> Response | None:
    if request.remote_addr not in LOOPBACK:
        return problem("forbidden", "The control API answers this machine only.", 403)
    if request.headers.get("Origin", request.host_url.rstrip("/")) != (
        request.host_url.rstrip("/")
    ):
        return problem("forbidden", "Not from another page.", 403)
    return None


@bp.errorhandler(StoreRefusal)
def refused(refusal: StoreRefusal) -> Response:
    return problem(refusal.code, str(refusal))


@bp.errorhandler(BadRule)
def bad_rule(error: BadRule) -> Response:
    return problem("bad_rule", str(error), 400)


@bp.errorhandler(ValueError)
@bp.errorhandler(KeyError)
@bp.errorhandler(TypeError)
@bp.errorhandler(IndexError)
def bad_input(error: Exception) -> Response:
    return problem("bad_input", f"{type(error).__name__}: {error}", 400)


def asked() -> dict[str, Any]:
    raw = request.get_json(force=True, silent=True) if request.data else {}
    if not isinstance(raw, dict):
        raise ValueError("send a JSON object")  # noqa: TRY004 -- answered as bad input
    return raw


@bp.get("/")
@bp.get("/info")
def info() -> Response:
    site = here()
    site_info = {
        "platform": site.config.platform,
        "name": site.config.name,
        "url": site.config.base_url,
        "admin_url": f"{site.config.base_url}{site.pages.admin}",
        "control_url": f"{site.config.base_url}/_sandbox",
        "currency": site.config.currency,
        "decimals": site.store.decimals,
        "timezone": site.config.timezone,
        "now": site.store.now().isoformat(),
        "actions": sorted([*ACTIONS, *site.hooks.actions]),
    }
    return answer({**site_info, **site.hooks.info()})


@bp.get("/state")
def state() -> Response:
    site = here()
    store = site.store
    bodies = request.args.get("bodies") == "1"
    with store.lock:
        body = {
            "now": store.now().isoformat(),
            "products": [views.product(store, r) for r in store.products.values()],
            "customers": [views.customer(store, r) for r in store.customers.values()],
            "orders": [views.order(store, r) for r in store.orders.values()],
            "discounts": [views.discount(store, r) for r in store.discounts.values()],
            "reviews": [views.review(r) for r in store.reviews.values()],
            "rewards_created": store.redeem_log,
            "faults": [rule.shown() for rule in site.faults.rules],
            **site.hooks.state(),
        }
    body["deliveries"] = [job.shown(bodies=bodies) for job in list(site.courier.log)]
    body["deliveries_waiting"] = site.courier.waiting()
    return answer(body)


@bp.get("/deliveries")
def deliveries() -> Response:
    """The log of deliveries, oldest first; ``?topic=`` and ``?state=`` narrow it."""
    rows = [job.shown(bodies=True) for job in list(here().courier.log)]
    for name in ("topic", "state", "subject"):
        wanted = request.args.get(name)
        if wanted:
            rows = [row for row in rows if row[name] == wanted]
    return answer({"deliveries": rows, "waiting": here().courier.waiting()})


@bp.get("/requests")
def requests_seen() -> Response:
    return answer({"requests": list(here().requests)})


@bp.post("/deliver")
def deliver() -> Response:
    """Send everything that waits, now; tells how many tries were made."""
    site = here()
    tries = site.courier.deliver(float(asked().get("timeout_s", 30)))
    return answer({"ok": True, "tries": tries, "waiting": site.courier.waiting()})


@bp.post("/wait")
def wait() -> Response:
    """Wait until nothing is on its way any more."""
    site = here()
    idle = site.courier.wait_idle(float(asked().get("timeout_s", 10)))
    return answer({"ok": idle, "waiting": site.courier.waiting()})


@bp.route("/clock", methods=["GET", "POST"])
def clock() -> Response:
    """Set with ``{"now": iso}``, move with ``{"advance_s" | "advance_days": n}``."""
    site = here()
    if request.method == "POST":
        body = asked()
        if "now" in body:
            site.store.clock.set(parse_instant(str(body["now"])))
        site.store.clock.advance(
            timedelta(
                seconds=float(body.get("advance_s", 0)),
                days=float(body.get("advance_days", 0)),
            )
        )
    offset_s = site.store.clock.offset.total_seconds()
    return answer({"now": site.store.now().isoformat(), "offset_s": offset_s})


@bp.route("/config", methods=["GET", "POST"])
def config() -> Response:
    site = here()
    if request.method == "POST":
        body = asked()
        unknown = sorted(set(body) - CHANGEABLE)
        if unknown:
            raise ValueError(f"cannot change {unknown}; can: {sorted(CHANGEABLE)}")
        with site.store.lock:
            for name, value in body.items():
                kept = tuple(value) if isinstance(value, list) else value
                setattr(site.config, name, kept)
    return answer(asdict(site.config))


@bp.route("/faults", methods=["GET", "POST", "PUT", "DELETE"])
@bp.route("/faults/<rule_id>", methods=["DELETE"])
def faults(rule_id: str = "") -> Response:
    """POST adds rules, PUT replaces all, DELETE clears (or takes one away)."""
    rules = here().faults
    if request.method == "DELETE":
        if rule_id and not rules.remove(rule_id):
            return problem("missing", f"There is no rule {rule_id!r}.", 404)
        if not rule_id:
            rules.clear()
    elif request.method != "GET":
        body = request.get_json(force=True, silent=True)
        raw = body.get("rules", [body]) if isinstance(body, dict) else body
        if not isinstance(raw, list):
            raise BadRule("send one rule, a list of rules, or {rules: [...]}")
        if request.method == "PUT":
            rules.replace(raw)
        else:
            for one in raw:
                rules.add(one)
    return answer({"ok": True, "rules": [rule.shown() for rule in rules.rules]})


@bp.get("/rewards")
def rewards() -> Response:
    """How many rewards were ever made that carry ``marker``; the oracle of chaos."""
    site = here()
    marker = request.args.get("marker", "").lower()
    with site.store.lock:
        rows = [
            row for row in site.store.redeem_log if marker in json.dumps(row).lower()
        ]
        live = [
            row
            for row in rows
            if row["kind"] != "discount"
            or (
                (found := site.store.discounts.get(int(str(row["id"])))) is not None
                and found.active
                and found.status == "publish"
            )
        ]
    return answer(
        {"marker": marker, "count": len(rows), "live": len(live), "created": rows}
    )


@bp.post("/tokens/revoke")
def revoke() -> Response:
    return answer(here().hooks.revoke(asked()))


@bp.post("/reset")
def reset() -> Response:
    here().reset()
    return answer({"ok": True})


@bp.post("/actions/<name>")
def action(name: str) -> Response:
    site = here()
    own = site.hooks.actions.get(name)
    if own is not None:
        return answer(own(asked()))
    shared = ACTIONS.get(name)
    if shared is None:
        known = ", ".join(sorted([*ACTIONS, *site.hooks.actions]))
        return problem("unknown_action", f"no action {name!r}; there are {known}", 404)
    body = _act(site.store, shared, asked())
    return answer(body, 200 if body.get("ok") else 409)


def _act(store: Store, act: Action, body: dict[str, Any]) -> dict[str, Any]:
    """Run an action; with ``"silent": true`` no delivery comes of it."""
    if not body.get("silent"):
        return act(store, body)
    with store.lock:
        store.silent = True
        try:
            return act(store, body)
        finally:
            store.silent = False
