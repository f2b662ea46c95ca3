"""Root fields about what people are given: tags, credit, gift cards."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from integrations.sandbox.faults import lookup_lag_s
from integrations.sandbox.shopify.graph import people_views as views
from integrations.sandbox.shopify.graph.order_views import customer_view, order
from integrations.sandbox.shopify.graph.paging import connection, search
from integrations.sandbox.shopify.wire import gid, number_of
from integrations.sandbox.store import credit, gift_cards, people
from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.holdings import CreditAccount, GiftCard, Segment
from integrations.sandbox.store.models import Customer, Order, Product
from integrations.sandbox.store.state import Store, StoreRefusal

Node = dict[str, Any]
Args = dict[str, Any]
TAGGED = re.compile(r"customer_tags CONTAINS '([^']+)'")


def error(field: list[str], message: str, code: str | None = None) -> Node:
    return {"field": field, "message": message, "code": code, "elementIndex": None}


class GivingRoots:
    """Holds the store; every method is one root field."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def fields(self) -> dict[str, Callable[[Args], object]]:
        store = self.store
        return {
            "customerCreate": self._customer_create,
            "customerUpdate": self._customer_update,
            "customerSet": self._customer_set,
            "orderUpdate": self._order_update,
            "tagsAdd": lambda a: self._tags(a, add=True),
            "tagsRemove": lambda a: self._tags(a, add=False),
            "storeCreditConfiguration": lambda _a: {
                "storeCreditEnabled": store.config.extra.get("store_credit") != "off"
            },
            "storeCreditAccount": self._credit_account,
            "storeCreditAccountCredit": self._credit,
            "storeCreditAccountDebit": self._debit,
            "giftCardCreate": self._card_create,
            "giftCardDeactivate": self._card_deactivate,
            "giftCard": lambda a: self._card(a["id"]),
            "giftCards": self._cards,
            "segments": self._segments,
            "segmentCreate": self._segment_create,
        }

    def _customer(self, text: object) -> Customer | None:
        row = self.store.customers.get(number_of(text, "Customer") or 0)
        return None if row is None or row.deleted else row

    # -- customers

    def _customer_create(self, args: Args) -> Node:
        asked = args["input"]
        try:
            row = people.add(
                self.store,
                email=asked.get("email"),
                first_name=str(asked.get("firstName") or ""),
                last_name=str(asked.get("lastName") or ""),
            )
        except StoreRefusal as refusal:
            return {"customer": None, "userErrors": [error(["email"], str(refusal))]}
        row.phone = asked.get("phone")
        row.tags = sorted(asked.get("tags") or [])
        row.note = asked.get("note")
        return {"customer": customer_view(self.store, row), "userErrors": []}

    def _customer_update(self, args: Args) -> Node:
        asked = args["input"]
        row = self._customer(asked.get("id"))
        if row is None:
            text = "Customer does not exist"
            return {"customer": None, "userErrors": [error(["id"], text)]}
        names = {"firstName": "first_name", "lastName": "last_name"}
        changes = {names.get(name, name): value for name, value in asked.items()}
        people.change(self.store, row, changes)
        return {"customer": customer_view(self.store, row), "userErrors": []}

    def _customer_set(self, args: Args) -> Node:
        wanted = args.get("identifier") or {}
        row = self._customer(wanted.get("id"))
        if row is None and wanted.get("email"):
            row = self.store.customer_by_email(str(wanted["email"]))
        if row is None:
            return self._customer_create(args)
        return self._customer_update({"input": {**args["input"], "id": _gid(row)}})

    def _order_update(self, args: Args) -> Node:
        asked = args["input"]
        row = self.store.orders.get(number_of(asked["id"], "Order") or 0)
        if row is None:
            return {
                "order": None,
                "userErrors": [error(["id"], "Order does not exist")],
            }
        if asked.get("tags") is not None:
            row.tags = sorted(asked["tags"])
        if "note" in asked:
            row.note = asked["note"] or ""
        if asked.get("customAttributes") is not None:
            row.attributes = [(a["key"], a["value"]) for a in asked["customAttributes"]]
        self.store.touch(row)
        self.store.emit("order.updated", row)
        return {"order": order(self.store, row), "userErrors": []}

    def _tags(self, args: Args, *, add: bool) -> Node:
        owner = self._tag_owner(args["id"])
        if owner is None:
            return {"node": None, "userErrors": [error(["id"], "Node does not exist")]}
        kind, row = owner
        given = {
            tag.strip()
            for text in args["tags"]
            for tag in str(text).split(",")
            if tag.strip()
        }
        before = set(row.tags)
        row.tags = sorted(before | given if add else before - given)
        changed = sorted(set(row.tags) ^ before)
        row.updated_at = self.store.now()
        if changed and isinstance(row, Customer):
            what = "added" if add else "removed"
            self.store.emit(f"customer.tags_{what}", row, tags=",".join(changed))
        elif changed and isinstance(row, Order):
            self.store.emit("order.updated", row)
        return {"node": {"__typename": kind, "id": args["id"]}, "userErrors": []}

    def _tag_owner(self, text: object) -> tuple[str, Customer | Order | Product] | None:
        customer = self._customer(text)
        if customer is not None:
            return "Customer", customer
        found = self.store.orders.get(number_of(text, "Order") or 0)
        if found is not None:
            return "Order", found
        product = self.store.products.get(number_of(text, "Product") or 0)
        return ("Product", product) if product is not None else None

    # -- store credit

    def _account(self, text: object, currency: str, *, open_it: bool) -> CreditAccount:
        number = number_of(text, "StoreCreditAccount")
        if number is not None:
            found = self.store.credit_accounts.get(number)
            if found is None:
                raise StoreRefusal(
                    "ACCOUNT_NOT_FOUND", "Store credit account not found"
                )
            if found.currency != currency:
                raise StoreRefusal("MISMATCHING_CURRENCY", "The currency differs")
            return found
        owner = self._customer(text)
        if owner is None:
            code = "OWNER_NOT_FOUND" if open_it else "ACCOUNT_NOT_FOUND"
            raise StoreRefusal(code, "Owner does not exist")
        if currency != self.store.config.currency:
            raise StoreRefusal("UNSUPPORTED_CURRENCY", "Currency is not supported")
        account = credit.account_of(self.store, owner.id, currency, open_it=open_it)
        if account is None:
            raise StoreRefusal("ACCOUNT_NOT_FOUND", "Store credit account not found")
        return account

    def _credit_account(self, args: Args) -> Node | None:
        number = number_of(args["id"], "StoreCreditAccount")
        row = self.store.credit_accounts.get(number or 0)
        return views.credit_account(self.store, row) if row else None

    def _credit(self, args: Args) -> Node:
        asked = args["creditInput"]
        amount = asked["creditAmount"]
        expires = asked.get("expiresAt")
        try:
            account = self._account(args["id"], amount["currencyCode"], open_it=True)
            entry = credit.credit(
                self.store,
                account,
                self.store.money_from(str(amount["amount"])),
                expires_at=parse_instant(str(expires)) if expires else None,
            )
        except StoreRefusal as refusal:
            return _credit_refused(refusal, "creditInput")
        self.store.redeem_log.append(
            {
                "at": entry.at.isoformat(),
                "kind": "store_credit",
                "id": entry.id,
                "customer_id": account.customer_id,
                "amount": self.store.money_text(entry.amount_minor),
            }
        )
        shown = views.credit_entry(self.store, account, entry)
        return {"storeCreditAccountTransaction": shown, "userErrors": []}

    def _debit(self, args: Args) -> Node:
        amount = args["debitInput"]["debitAmount"]
        try:
            account = self._account(args["id"], amount["currencyCode"], open_it=False)
            minor = self.store.money_from(str(amount["amount"]))
            entry = credit.debit(self.store, account, minor)
        except StoreRefusal as refusal:
            return _credit_refused(refusal, "debitInput")
        shown = views.credit_entry(self.store, account, entry)
        return {"storeCreditAccountTransaction": shown, "userErrors": []}

    # -- segments

    def _segments(self, args: Args) -> Node:
        rows = search(
            list(self.store.segments.values()),
            args.get("query"),
            lambda row: {"id": row.id, "name": row.name},
            self.store.zone,
        )
        return connection(rows, views.segment, args, key=views.by_id)

    def _segment_create(self, args: Args) -> Node:
        found = TAGGED.fullmatch(str(args["query"]))
        if found is None:
            text = "The sandbox knows customer_tags CONTAINS 'x' only"
            return {"segment": None, "userErrors": [error(["query"], text)]}
        if any(row.name == args["name"] for row in self.store.segments.values()):
            text = "Name has already been taken"
            return {"segment": None, "userErrors": [error(["name"], text)]}
        row = Segment(
            id=self.store.new_id("segment"),
            name=str(args["name"]),
            query=str(args["query"]),
            tag=found[1],
            made_at=self.store.now(),
        )
        self.store.segments[row.id] = row
        return {"segment": views.segment(row), "userErrors": []}

    # -- gift cards

    def _row(self, text: object) -> GiftCard | None:
        return self.store.gift_cards.get(number_of(text, "GiftCard") or 0)

    def _card(self, text: object) -> Node | None:
        row = self._row(text)
        return None if row is None else views.gift_card(self.store, row)

    def _cards(self, args: Args) -> Node:
        """A search without a field looks into the codes, though none is shown."""
        lag = timedelta(seconds=lookup_lag_s.get())
        rows = search(
            [
                row
                for row in self.store.gift_cards.values()
                if row.made_at <= self.store.now() - lag
            ],
            args.get("query"),
            lambda row: {
                "id": row.id,
                "code": row.code,
                "status": "enabled" if row.enabled else "disabled",
                "created_at": row.made_at,
                "customer_id": row.customer_id or 0,
            },
            self.store.zone,
        )
        return connection(
            rows, lambda row: views.gift_card(self.store, row), args, key=views.by_id
        )

    def _card_create(self, args: Args) -> Node:
        asked, store = args["input"], self.store
        amount = (asked.get("initialAmount") or {}).get("amount")
        day = asked.get("expiresOn")
        try:
            card = gift_cards.make(
                store,
                code=str(asked.get("code") or store.ids.token("gift", 16)),
                amount_minor=store.money_from(
                    str(amount or asked.get("initialValue") or "0")
                ),
                expires_on=date.fromisoformat(str(day)) if day else None,
                note=asked.get("note"),
                customer_id=number_of(asked.get("customerId"), "Customer"),
            )
        except StoreRefusal as refusal:
            field = ["input"] if refusal.code == "GREATER_THAN" else ["input", "code"]
            problem = error(field, str(refusal), refusal.code)
            return {"giftCard": None, "giftCardCode": None, "userErrors": [problem]}
        store.redeem_log.append(
            {
                "at": store.now().isoformat(),
                "kind": "gift_card",
                "id": card.id,
                "code": card.code,
                "note": card.note,
            }
        )
        shown = views.gift_card(store, card)
        return {"giftCard": shown, "giftCardCode": card.code, "userErrors": []}

    def _card_deactivate(self, args: Args) -> Node:
        row = self._row(args["id"])
        if row is None:
            text = "Gift card does not exist"
            return {
                "giftCard": None,
                "userErrors": [error(["id"], text, "GIFT_CARD_NOT_FOUND")],
            }
        gift_cards.disable(self.store, row)
        return {"giftCard": views.gift_card(self.store, row), "userErrors": []}


def _gid(row: Customer) -> str:
    return gid("Customer", row.id)


def _credit_refused(refusal: StoreRefusal, field: str) -> Node:
    problem = error([field], str(refusal), refusal.code)
    return {"storeCreditAccountTransaction": None, "userErrors": [problem]}
