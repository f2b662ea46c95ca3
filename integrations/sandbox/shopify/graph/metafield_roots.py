"""Root fields about metafields: of customers and of the app's own installation.

All or nothing, 25 at a time. Definitions are kept only to answer that one is taken and
to say whether a theme may read what they define.
"""

from collections.abc import Callable
from typing import Any

from integrations.sandbox.shopify.graph import people_views as views
from integrations.sandbox.shopify.wire import gid, number_of
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
Args = dict[str, Any]
Rows = dict[tuple[str, str], dict[str, object]]
MOST = 25
INSTALLATION = 4_400_001


def error(field: list[str], message: str, code: str | None = None) -> Node:
    return {"field": field, "message": message, "code": code, "elementIndex": None}


def place_of(one: Node) -> tuple[str, str]:
    return str(one.get("namespace") or "$app"), str(one["key"])


class MetafieldRoots:
    """Holds the store; every method is one root field."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def fields(self) -> dict[str, Callable[[Args], object]]:
        return {
            "metafieldsSet": self._set,
            "metafieldsDelete": self._delete,
            "metafieldDefinitionCreate": self._define,
        }

    def _owner(self, text: object) -> tuple[str, Rows] | None:
        number = number_of(text, "Customer")
        row = self.store.customers.get(number or 0)
        if row is not None and not row.deleted:
            return "CUSTOMER", row.metafields
        if number_of(text, "AppInstallation") == INSTALLATION:
            return "APPLICATION", self.store.app_metafields
        return None

    def _set(self, args: Args) -> Node:
        asked = args["metafields"]
        errors = []
        if len(asked) > MOST:
            errors.append(error(["metafields"], "Too many", "LESS_THAN_OR_EQUAL_TO"))
        for index, one in enumerate(asked):
            problem = self._problem(one)
            if problem:
                errors.append({**problem, "elementIndex": index})
        if errors:
            return {"metafields": None, "userErrors": errors}
        return {"metafields": [self._keep(one) for one in asked], "userErrors": []}

    def _problem(self, one: Node) -> Node | None:
        owner = self._owner(one["ownerId"])
        if owner is None:
            return error(["metafields"], "Owner does not exist", "INVALID")
        present = owner[1].get(place_of(one))
        if "compareDigest" in one:
            now = views.digest(str(present["value"])) if present else None
            if one["compareDigest"] != now:
                return error(["metafields"], "It has changed", "STALE_OBJECT")
        if present is None and not one.get("type"):
            return error(["metafields", "type"], "Type can't be blank", "BLANK")
        return None

    def _keep(self, one: Node) -> Node:
        owner = self._owner(one["ownerId"])
        assert owner is not None  # noqa: S101 -- looked at by _problem, under the lock
        place = place_of(one)
        row = owner[1].setdefault(place, {"id": self.store.new_id("metafield")})
        row["value"] = str(one["value"])
        row["type"] = one.get("type") or row.get("type") or "single_line_text_field"
        row["at"] = self.store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return views.metafield(owner[0], *place, row)

    def _delete(self, args: Args) -> Node:
        gone = []
        for one in args["metafields"]:
            owner = self._owner(one["ownerId"])
            place = place_of(one)
            if owner is not None and owner[1].pop(place, None) is not None:
                namespace, key = place
                gone.append(
                    {"ownerId": one["ownerId"], "namespace": namespace, "key": key}
                )
        return {"deletedMetafields": gone, "userErrors": []}

    def _define(self, args: Args) -> Node:
        asked = args["definition"]
        place = (str(asked["ownerType"]), *place_of(asked))
        if place in self.store.definitions:
            problem = error(["definition", "key"], "Key is in use", "TAKEN")
            return {"createdDefinition": None, "userErrors": [problem]}
        access = asked.get("access") or {}
        self.store.definitions[place] = str(access.get("storefront") or "NONE")
        return {
            "createdDefinition": {
                "__typename": "MetafieldDefinition",
                "id": gid("MetafieldDefinition", len(self.store.definitions)),
                "namespace": place[1],
                "key": place[2],
                "name": asked["name"],
                "ownerType": place[0],
            },
            "userErrors": [],
        }
