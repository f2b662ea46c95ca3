"""Goods that only some customers may buy, as the plugin keeps strangers from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from integrations.sandbox.store.models import Customer, Product
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions
from integrations.sandbox.woocommerce.errors import RestError

VERSION = 1
KINDS = ("only", "early")
LISTS = ("products", "collections", "texts")
TAGS = "setia_tags"
STAFF = "administrator"

Rule = Mapping[str, Any]


def closed_by(
    held: Mapping[str, Any], goods: Mapping[str, Any], tags: Sequence[str], now: int
) -> dict[str, Any] | None:
    """The rule that keeps a customer from goods, with when it opens to all."""
    if set(held["never"]) & set(goods["ids"]):
        return None
    rules = [rule for rule in held["rules"] if _covers(rule, goods)]
    only = [rule for rule in rules if rule["kind"] == "only"]
    if only and not {rule["tag"] for rule in only} & set(tags):
        return {**only[0], "opens_at": None}
    early = [rule for rule in rules if rule["kind"] == "early"]
    ahead = max((r["ahead_s"] for r in early if r["opens_at"] is None), default=0)
    shut = []
    for rule in early:
        opens_at = rule["opens_at"]
        if opens_at is None:
            opens_at = goods["published"] + ahead
        if now >= opens_at:
            continue
        if rule["tag"] in tags and now >= opens_at - rule["ahead_s"]:
            return None
        shut.append({**rule, "opens_at": opens_at})
    return shut[0] if shut else None


def _covers(rule: Rule, goods: Mapping[str, Any]) -> bool:
    return bool(
        rule["all"]
        or set(rule["products"]) & set(goods["ids"])
        or set(rule["collections"]) & set(goods["groups"])
    )


class ClosedGoods:
    """What the plugin was told, and what it refuses."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.held: dict[str, Any] = {"rules": [], "never": []}
        store.keeps_from = self.why

    def reset(self) -> None:
        self.held = {"rules": [], "never": []}

    def keep(self, given: Mapping[str, Any]) -> int:
        rules = given.get("rules")
        right = (
            given.get("v") == VERSION
            and isinstance(rules, list)
            and isinstance(given.get("never"), list)
            and all(rule.get("kind") in KINDS for rule in rules)
            and all(name in rule for rule in rules for name in LISTS)
        )
        if not right or not isinstance(rules, list):
            text = "not a list of closed goods"
            raise RestError("setia_bad_closed_goods", text, 400)
        self.held = {"rules": rules, "never": given["never"]}
        return len(rules)

    def rule(self, product: Product, customer: Customer | None) -> Rule | None:
        if not self.store.config.plugin or (customer and customer.role == STAFF):
            return None
        now = int(self.store.now().timestamp())
        return closed_by(self.held, self._goods(product), _tags(customer), now)

    def why(self, product: Product, customer: Customer | None) -> str:
        """Who may buy instead; empty for one who may."""
        rule = self.rule(product, customer)
        if rule is None:
            return ""
        texts = rule["texts"]
        return str(texts.get("en") or next(iter(texts.values())))

    def _goods(self, product: Product) -> dict[str, Any]:
        groups = []
        for number in product.collection_ids:
            groups += [str(number), self.store.collections[number].handle]
        ids = [str(product.id)]
        for variant in product.variants:
            ids += [str(variant.id), f"sku:{variant.sku}"]
        return {
            "ids": ids,
            "groups": [*groups, *product.tags],
            "published": int(product.created_at.timestamp()),
        }

    def guard(self) -> Response | None:
        """Refuse what a form of a page puts into the cart."""
        if request.method != "POST" or request.endpoint != "shop.change_cart":
            return None
        number = request.form.get("variant_id", "")
        found = self.store.variant(int(number)) if number.isdigit() else None
        why = self.why(found[0], sessions.customer()) if found else ""
        if not why or (request.view_args or {}).get("what") != "add":
            return None
        flash(why, "bad")
        return redirect("/cart")


def _tags(customer: Customer | None) -> list[str]:
    """What stands in the customer's own meta, and nothing that a page says."""
    rows = customer.meta if customer else []
    kept = [str(row["value"]) for row in rows if row["key"] == TAGS]
    return [tag.strip() for tag in ",".join(kept).split(",") if tag.strip()]
