"""Subscriptions that merchants agree to: offered by the app, approved on a page here.

As there: an offer is pending until the merchant approves it, approving ends the one
before, and what is not approved never shows among the active ones.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.shopify.webhooks import Webhooks
from integrations.sandbox.shopify.wire import gid, local, number_of, zulu
from integrations.sandbox.store.state import Store

TOPIC = "app_subscriptions/update"
PERIOD = timedelta(days=30)
INTERVAL = "EVERY_30_DAYS"
LONGEST_NAME = 255
STATES = frozenset({"ACTIVE", "CANCELLED", "DECLINED", "EXPIRED", "FROZEN", "PENDING"})
Node = dict[str, Any]
Args = dict[str, Any]


@dataclass(slots=True)
class Charge:
    """One subscription of the app."""

    id: int
    name: str
    status: str
    test: bool
    trial_days: int
    amount: str
    currency: str
    return_url: str
    created_at: datetime
    updated_at: datetime
    period_ends_at: datetime | None = None


class Billing:
    """The subscriptions of the one app that is installed in this shop."""

    def __init__(self, store: Store, webhooks: Webhooks) -> None:
        self.store = store
        self.webhooks = webhooks
        self.charges: dict[int, Charge] = {}

    def reset(self) -> None:
        self.charges.clear()

    def fields(self) -> dict[str, Any]:
        return {
            "appSubscriptionCreate": self._create,
            "appSubscriptionCancel": self._cancel,
        }

    def active(self) -> list[Node]:
        rows = self.charges.values()
        return [self._node(row) for row in rows if row.status == "ACTIVE"]

    def _create(self, args: Args) -> Node:
        problem, price = self._problem(args)
        if problem:
            errors = [{"field": None, "message": problem}]
            return {
                "appSubscription": None,
                "confirmationUrl": None,
                "userErrors": errors,
            }
        now = self.store.now()
        row = Charge(
            id=self.store.new_id("charge"),
            name=str(args["name"]),
            status="PENDING",
            test=bool(args.get("test")),
            trial_days=int(args.get("trialDays") or 0),
            amount=str(price["amount"]),
            currency=str(price["currencyCode"]),
            return_url=str(args["returnUrl"]),
            created_at=now,
            updated_at=now,
        )
        self.charges[row.id] = row
        base = self.store.config.base_url
        return {
            "appSubscription": self._node(row),
            "confirmationUrl": f"{base}/admin/charges/{row.id}/confirm",
            "userErrors": [],
        }

    def _problem(self, args: Args) -> tuple[str, Node]:
        lines = args["lineItems"]
        plan = lines[0]["plan"].get("appRecurringPricingDetails") if lines else None
        if len(lines) != 1 or plan is None:
            return "The sandbox knows one recurring line item", {}
        price: Node = plan["price"]
        if Decimal(str(price["amount"])) <= 0:
            return "Validation failed: Price must be greater than 0", price
        if not args["name"] or len(str(args["name"])) > LONGEST_NAME:
            return "Validation failed: Name is invalid", price
        if self.store.config.partner_development and not args.get("test"):
            return "A development store can only take test charges", price
        return "", price

    def _cancel(self, args: Args) -> Node:
        row = self.charges.get(number_of(args["id"], "AppSubscription") or 0)
        if row is None or row.status not in {"ACTIVE", "PENDING", "FROZEN"}:
            error = {"field": ["id"], "message": "Subscription can't be cancelled"}
            return {"appSubscription": None, "userErrors": [error]}
        self.turn(row, "CANCELLED")
        return {"appSubscription": self._node(row), "userErrors": []}

    def turn(self, row: Charge, status: str) -> None:
        """Give a subscription another status, and tell the app."""
        row.status, row.updated_at = status, self.store.now()
        if status == "ACTIVE":
            days = timedelta(days=row.trial_days)
            row.created_at = row.updated_at
            row.period_ends_at = row.updated_at + (days or PERIOD)
            for other in self.charges.values():
                if other is not row and other.status == "ACTIVE":
                    self.turn(other, "CANCELLED")
        self.webhooks.app_signal(TOPIC, self._body(row), str(row.id))

    def end_all(self) -> None:
        """Uninstalling ends what there is, without a word."""
        for row in self.charges.values():
            if row.status in {"ACTIVE", "PENDING", "FROZEN"}:
                row.status = "CANCELLED"

    def act(self, asked: dict[str, Any]) -> dict[str, Any]:
        """``{"status": "FROZEN"}``: what becomes of the newest subscription."""
        status = str(asked["status"]).upper()
        if status not in STATES:
            raise ValueError(f"status is one of {sorted(STATES)}, not {status!r}")
        with self.store.lock:
            row = self.charges[max(self.charges)]
            self.turn(row, status)
            return {"ok": True, "id": row.id, "status": row.status}

    def shown(self) -> list[Node]:
        """What the control API's state says of them."""
        return [
            {
                "id": row.id,
                "status": row.status,
                "test": row.test,
                "trial_days": row.trial_days,
                "amount": row.amount,
                "currency": row.currency,
                "return_url": row.return_url,
            }
            for row in self.charges.values()
        ]

    def _node(self, row: Charge) -> Node:
        price = {"amount": row.amount, "currencyCode": row.currency}
        pricing = {
            "__typename": "AppRecurringPricing",
            "interval": INTERVAL,
            "price": price,
            "planHandle": None,
        }
        line = {
            "id": f"{gid('AppSubscriptionLineItem', row.id)}?v=1&index=0",
            "plan": {"pricingDetails": pricing},
        }
        return {
            "__typename": "AppSubscription",
            "id": gid("AppSubscription", row.id),
            "name": row.name,
            "status": row.status,
            "test": row.test,
            "trialDays": row.trial_days,
            "createdAt": zulu(row.created_at),
            "currentPeriodEnd": zulu(row.period_ends_at),
            "returnUrl": row.return_url,
            "lineItems": [line],
        }

    def _body(self, row: Charge) -> Node:
        told = {
            "admin_graphql_api_id": gid("AppSubscription", row.id),
            "name": row.name,
            "status": row.status,
            "admin_graphql_api_shop_id": gid("Shop", 1),
            "created_at": local(self.store, row.created_at),
            "updated_at": local(self.store, row.updated_at),
            "currency": row.currency,
            "capped_amount": None,
            "price": row.amount,
            "interval": "every_30_days",
            "plan_handle": None,
        }
        return {"app_subscription": told}


def blueprint(billing: Billing) -> Blueprint:
    bp = Blueprint("billing", __name__)

    @bp.get("/admin/charges/<int:number>/confirm")
    def confirm(number: int) -> AnyResponse | str:
        store = billing.store
        with store.lock:
            row = billing.charges.get(number)
            if row is None:
                abort(404)
            said = request.args.get("approve")
            if said is None or row.status != "PENDING":
                return render_template("charge.html", charge=row)
            billing.turn(row, "ACTIVE" if said == "1" else "DECLINED")
            return _back(row)

    return bp


def _back(row: Charge) -> Response | AnyResponse:
    parts = urlsplit(row.return_url)
    query = urlencode([*parse_qsl(parts.query), ("charge_id", str(row.id))])
    return redirect(urlunsplit(parts._replace(query=query)))
