"""Root fields about discounts: make, change, switch, delete, find."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from integrations.sandbox.faults import lookup_lag_s
from integrations.sandbox.shopify.graph import discount_inputs as inputs
from integrations.sandbox.shopify.graph import discount_views
from integrations.sandbox.shopify.graph.paging import connection, search
from integrations.sandbox.shopify.graph.people_views import by_id
from integrations.sandbox.shopify.webhooks import discount_status
from integrations.sandbox.shopify.wire import gid, number_of, zulu
from integrations.sandbox.store.models import Discount
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
Args = dict[str, Any]
Fill = Callable[[Store, Discount, Node, inputs.Problems], None]
NODES = (
    "DiscountCodeNode",
    "DiscountAutomaticNode",
    "DiscountNode",
    "DiscountCodeBasic",
    "DiscountCodeBxgy",
)
TYPES = {"gift": "Bxgy", "free_shipping": "FreeShipping"}
AUTOMATIC = "automaticDiscountNode"
MOST_CODES = 250


class DiscountRoots:
    """Holds the store; every method is one root field."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def fields(self) -> dict[str, Callable[[Args], object]]:
        return {
            "discountCodeBasicCreate": lambda a: self._create(
                a["basicCodeDiscount"], "basicCodeDiscount", inputs.basic
            ),
            "discountCodeBxgyCreate": lambda a: self._create(
                a["bxgyCodeDiscount"], "bxgyCodeDiscount", inputs.bxgy
            ),
            "discountCodeFreeShippingCreate": lambda a: self._create(
                a["freeShippingCodeDiscount"],
                "freeShippingCodeDiscount",
                inputs.free_shipping,
            ),
            "discountAutomaticBasicCreate": lambda a: self._create(
                a["automaticBasicDiscount"], "automaticBasicDiscount", inputs.basic
            ),
            "discountAutomaticBxgyCreate": lambda a: self._create(
                a["automaticBxgyDiscount"], "automaticBxgyDiscount", inputs.bxgy
            ),
            "discountAutomaticFreeShippingCreate": lambda a: self._create(
                a["freeShippingAutomaticDiscount"],
                "freeShippingAutomaticDiscount",
                inputs.free_shipping,
            ),
            "discountAutomaticDeactivate": lambda a: self._switch(
                a, active=False, name=AUTOMATIC
            ),
            "discountCodeBasicUpdate": self._update,
            "discountCodeActivate": lambda a: self._switch(a, active=True),
            "discountCodeDeactivate": lambda a: self._switch(a, active=False),
            "discountCodeDelete": self._delete,
            "discountCodeBulkDelete": lambda a: self._bulk(a, self._remove),
            "discountCodeBulkDeactivate": lambda a: self._bulk(a, self._stop),
            "discountRedeemCodeBulkAdd": self._add_codes,
            "discountRedeemCodeBulkCreation": self._bulk_creation,
            "discountCodeRedeemCodeBulkDelete": self._delete_codes,
            "codeDiscountNodeByCode": self._by_code,
            "discountNode": self._node,
            "discountNodes": self._nodes,
            "discountNodesCount": self._count,
        }

    def _seen(self, row: Discount | None) -> Discount | None:
        """Nothing while look-ups lag behind and the row is younger than that."""
        if row is None:
            return None
        lag = timedelta(seconds=lookup_lag_s.get())
        return None if row.created_at > self.store.now() - lag else row

    def _find(self, text: object) -> Discount | None:
        number = number_of(text, *NODES)
        return self.store.discounts.get(number) if number else None

    def _create(self, asked: Node, prefix: str, fill: Fill) -> Node:
        store = self.store
        problems = inputs.Problems(prefix)
        automatic = "utomatic" in prefix
        name = AUTOMATIC if automatic else "codeDiscountNode"
        needed = ["title", "startsAt"] if automatic else ["title", "code", "startsAt"]
        if fill is not inputs.free_shipping:
            needed.append("customerGets")
        inputs.required(asked, tuple(needed), problems)
        now = store.now()
        row = Discount(
            id=0, codes=[], title="", kind="percent", created_at=now, updated_at=now
        )
        inputs.common(store, row, asked, problems)
        fill(store, row, asked, problems)
        if automatic:
            inputs.automatic(store, row, asked, problems)
        if problems.found:
            return {name: None, "userErrors": problems.found}
        row.id = store.new_id("discount")
        if not automatic:
            row.code_ids[row.code] = store.new_id("redeem_code")
        store.discounts[row.id] = row
        store.redeem_log.append(
            {
                "at": now.isoformat(),
                "kind": "discount",
                "id": row.id,
                "code": row.code,
                "title": row.title,
                "tags": row.tags,
            }
        )
        store.emit("discount.created", row)
        return {name: self.own_node(row), "userErrors": []}

    def _update(self, args: Args) -> Node:
        problems = inputs.Problems("basicCodeDiscount")
        row = self._find(args["id"])
        if row is None:
            return _missing("codeDiscountNode")
        asked = args["basicCodeDiscount"]
        was = row.code
        inputs.common(self.store, row, asked, problems)
        inputs.basic(self.store, row, asked, problems)
        if problems.found:
            return {"codeDiscountNode": None, "userErrors": problems.found}
        if row.code != was:
            row.code_ids[row.code] = row.code_ids.pop(was, 0)
        self.store.touch(row)
        self.store.emit("discount.updated", row)
        return {"codeDiscountNode": self.code_node(row), "userErrors": []}

    def _switch(
        self, args: Args, *, active: bool, name: str = "codeDiscountNode"
    ) -> Node:
        row = self._find(args["id"])
        if row is None or row.automatic is not (name == AUTOMATIC):
            return _missing(name)
        now = self.store.now()
        row.active = active
        row.ends_at = None if active else now
        self.store.touch(row)
        self.store.emit("discount.updated", row)
        return {name: self.own_node(row), "userErrors": []}

    def _stop(self, row: Discount) -> None:
        row.active = False
        row.ends_at = self.store.now()
        self.store.emit("discount.updated", row)

    def _remove(self, row: Discount) -> None:
        del self.store.discounts[row.id]
        self.store.emit("discount.deleted", row)

    def _delete(self, args: Args) -> Node:
        row = self._find(args["id"])
        if row is None:
            return _missing("deletedCodeDiscountId")
        self._remove(row)
        return {
            "deletedCodeDiscountId": gid("DiscountCodeNode", row.id),
            "userErrors": [],
        }

    def _bulk(self, args: Args, act: Callable[[Discount], None]) -> Node:
        for wanted in args.get("ids") or []:
            row = self._find(wanted)
            if row is not None:
                act(row)
        job = {"id": gid("Job", self.store.new_id("job")), "done": True}
        return {"job": job, "userErrors": []}

    def _add_codes(self, args: Args) -> Node:
        row = self._find(args["discountId"])
        codes = [str(one["code"]) for one in args["codes"]]
        if row is None or not codes or len(codes) > MOST_CODES:
            return _missing("bulkCreation")
        added = 0
        for code in codes:
            if self.store.discount_by_code(code) is None:
                row.codes.append(code)
                row.code_ids[code] = self.store.new_id("redeem_code")
                added += 1
                self.store.emit("discount.code_added", row, code=code)
        creation = {
            "id": gid("DiscountRedeemCodeBulkCreation", row.id),
            "done": True,
            "codesCount": len(codes),
            "importedCount": added,
            "failedCount": len(codes) - added,
        }
        return {"bulkCreation": creation, "userErrors": []}

    def _bulk_creation(self, args: Args) -> Node | None:
        number = number_of(args["id"], "DiscountRedeemCodeBulkCreation")
        row = self.store.discounts.get(number) if number else None
        if row is None:
            return None
        codes = row.codes[1:]
        return {
            "id": args["id"],
            "done": True,
            "codesCount": len(codes),
            "importedCount": len(codes),
            "failedCount": 0,
            "codes": lambda _info, **page: connection(
                codes,
                lambda code: {
                    "code": code,
                    "discountRedeemCode": self._redeem_code(row, code),
                    "errors": [],
                },
                page,
                key=lambda code: (code, row.code_ids[code]),
            ),
        }

    def _delete_codes(self, args: Args) -> Node:
        row = self._find(args["discountId"])
        if row is None:
            return _missing("job")
        gone = {number_of(one, "DiscountRedeemCode") for one in args.get("ids") or []}
        for code in list(row.codes):
            if row.code_ids.get(code) in gone:
                row.codes.remove(code)
                self.store.emit("discount.code_removed", row, code=code)
        job = {"id": gid("Job", self.store.new_id("job")), "done": True}
        return {"job": job, "userErrors": []}

    def _by_code(self, args: Args) -> Node | None:
        row = self._seen(self.store.discount_by_code(str(args["code"])))
        return self.code_node(row) if row else None

    def _node(self, args: Args) -> Node | None:
        row = self._seen(self._find(args["id"]))
        return self.node(row) if row else None

    def _found(self, args: Args) -> list[Discount]:
        now = self.store.now()
        rows = [r for r in self.store.discounts.values() if self._seen(r)]
        return search(
            rows,
            args.get("query"),
            lambda row: {
                "id": row.id,
                "title": row.title,
                "code": row.codes,
                "tag": row.tags,
                "status": discount_status(row, now),
                "method": "automatic" if row.automatic else "code",
                "context": discount_views.context_of(row),
                "customer_ids": sorted(map(str, row.customer_ids or ())),
                "created_at": row.created_at,
                "updated_at": row.updated_at,
            },
            self.store.zone,
        )

    def _nodes(self, args: Args) -> Node:
        return connection(self._found(args), self.node, args, key=by_id)

    def _count(self, args: Args) -> Node:
        return {"count": len(self._found(args)), "precision": "EXACT"}

    def code_node(self, row: Discount) -> Node:
        return {
            "__typename": "DiscountCodeNode",
            "id": gid("DiscountCodeNode", row.id),
            "codeDiscount": self._discount(row),
        }

    def own_node(self, row: Discount) -> Node:
        """The wrapper of its own kind: with a code, or automatic."""
        if not row.automatic:
            return self.code_node(row)
        return {
            "__typename": "DiscountAutomaticNode",
            "id": gid("DiscountAutomaticNode", row.id),
            "automaticDiscount": self._discount(row),
        }

    def node(self, row: Discount) -> Node:
        """The newer wrapper: the same number under another type name."""
        return {
            "__typename": "DiscountNode",
            "id": gid("DiscountNode", row.id),
            "discount": self._discount(row),
        }

    def _redeem_code(self, row: Discount, code: str) -> Node:
        used = [use for use in row.live_uses() if use.code.lower() == code.lower()]
        return {
            "id": gid("DiscountRedeemCode", row.code_ids.get(code, 0)),
            "code": code,
            "asyncUsageCount": len(used),
            "createdBy": {"id": gid("App", 580_222)},
        }

    def _discount(self, row: Discount) -> Node:
        link = f"{self.store.config.base_url}/discount/{row.code}"
        method = "Automatic" if row.automatic else "Code"
        return {
            "__typename": f"Discount{method}{TYPES.get(row.kind, 'Basic')}",
            "title": row.title,
            "status": discount_status(row, self.store.now()),
            "startsAt": zulu(row.starts_at),
            "endsAt": zulu(row.ends_at),
            "usageLimit": row.usage_limit,
            "usesPerOrderLimit": row.uses_per_order,
            "asyncUsageCount": len(row.live_uses()),
            "appliesOncePerCustomer": row.per_customer_limit == 1,
            "createdAt": zulu(row.created_at),
            "updatedAt": zulu(row.updated_at),
            "tags": row.tags,
            "summary": row.title,
            "discountClasses": [row.discount_class.upper()],
            "shareableUrls": [
                {"title": "Home page", "url": link, "targetType": "HOME"}
            ],
            "codesCount": {"count": len(row.codes), "precision": "EXACT"},
            "codes": lambda _info, **args: connection(
                row.codes,
                lambda code: self._redeem_code(row, code),
                args,
                key=lambda code: (row.code_ids.get(code, 0), row.code_ids.get(code, 0)),
            ),
            "context": discount_views.context(self.store, row),
            "minimumRequirement": discount_views.minimum(self.store, row),
            "customerGets": discount_views.gets(self.store, row),
            "combinesWith": {
                "orderDiscounts": row.combines_order,
                "productDiscounts": row.combines_product,
                "shippingDiscounts": row.combines_shipping,
            },
        }


def _missing(name: str) -> Node:
    error = {
        "field": ["id"],
        "code": "INVALID",
        "message": "Code discount does not exist.",
        "extraInfo": None,
    }
    return {name: None, "userErrors": [error]}
