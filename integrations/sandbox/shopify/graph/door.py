"""``POST /admin/api/{version}/graphql.json``: parse, check, pay, execute, answer."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, g, request
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfo,
    execute_sync,
    parse,
    validate,
)

from integrations.sandbox.config import API_VERSION, PLANS
from integrations.sandbox.faults import denied_fields
from integrations.sandbox.shopify.billing import Billing
from integrations.sandbox.shopify.graph import cost
from integrations.sandbox.shopify.graph.bulk_roots import BulkRoots
from integrations.sandbox.shopify.graph.discount_roots import DiscountRoots
from integrations.sandbox.shopify.graph.giving_roots import GivingRoots
from integrations.sandbox.shopify.graph.metafield_roots import MetafieldRoots
from integrations.sandbox.shopify.graph.schema import schema
from integrations.sandbox.shopify.graph.store_roots import StoreRoots
from integrations.sandbox.shopify.tokens import Tokens
from integrations.sandbox.shopify.webhooks import Webhooks
from integrations.sandbox.store.state import Store

KEPT_DOCUMENTS = 500


@dataclass(slots=True)
class Api:
    """Everything the GraphQL door needs; one for each store."""

    store: Store
    webhooks: Webhooks
    tokens: Tokens
    bucket: cost.Bucket = field(default_factory=cost.Bucket)
    roots: dict[str, Any] = field(default_factory=dict)
    billing: Billing = field(init=False)
    bulk: BulkRoots = field(init=False)
    documents: OrderedDict[str, tuple[DocumentNode | None, list[GraphQLError]]] = field(
        default_factory=OrderedDict
    )

    def __post_init__(self) -> None:
        self.billing = Billing(self.store, self.webhooks)
        self.bulk = BulkRoots(self.store, self._execute)
        self.roots = {
            **self.bulk.fields(),
            **StoreRoots(self.store, self.webhooks, self.billing).fields(),
            **self.billing.fields(),
            **DiscountRoots(self.store).fields(),
            **GivingRoots(self.store).fields(),
            **MetafieldRoots(self.store).fields(),
        }

    def _execute(self, document: DocumentNode) -> dict[str, Any]:
        """Run a document of our own making: no cost, nobody throttles a bulk run."""
        result = execute_sync(
            schema(), document, context_value=self, field_resolver=resolve
        )
        if result.data is None or result.errors:
            raise GraphQLError(f"The bulk query failed: {result.errors}")
        return dict(result.data)

    def document(self, source: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        """Parsed and validated, remembered by its text."""
        found = self.documents.get(source)
        if found is not None:
            return found
        try:
            document: DocumentNode | None = parse(source)
        except GraphQLError as error:
            return None, [error]
        errors = validate(schema(), document) if document is not None else []
        with self.store.lock:
            self.documents[source] = (document, errors)
            while len(self.documents) > KEPT_DOCUMENTS:
                self.documents.popitem(last=False)
        return document, errors


def resolve(source: object, info: GraphQLResolveInfo, **args: object) -> object:
    """A root field from the roots, any other from the dict that stands for the row."""
    name = f"{info.parent_type.name}.{info.field_name}"
    if name in denied_fields.get():
        raise GraphQLError(
            f"This app is not approved to access the {info.field_name} field.",
            extensions={"code": "ACCESS_DENIED"},
        )
    if info.parent_type.name in {"QueryRoot", "Mutation"}:
        root = info.context.roots.get(info.field_name)
        if root is None:
            raise GraphQLError(f"The sandbox does not have {name}.")
        return root(args)
    if info.field_name == "edges" and isinstance(source, dict) and "nodes" in source:
        # A short connection is written down as its nodes.
        kept = source.get("edges")
        return kept or [
            {"cursor": str(n), "node": x} for n, x in enumerate(source["nodes"])
        ]
    if not isinstance(source, dict) or info.field_name not in source:
        raise GraphQLError(f"The sandbox does not have {name}.")
    value = source[info.field_name]
    return value(info, **args) if callable(value) else value


def blueprint(api: Api) -> Blueprint:
    bp = Blueprint("graphql", __name__)

    @bp.post("/admin/api/<version>/graphql.json")
    def graphql(version: str) -> Response:
        token = request.headers.get("X-Shopify-Access-Token", "")
        if not api.tokens.is_good(token):
            text = "[API] Invalid API key or access token (unrecognized login or wrong "
            return _json({"errors": f"{text}password)"}, 401)
        raw = request.get_json(force=True, silent=True)
        if not isinstance(raw, dict) or not isinstance(raw.get("query"), str):
            return _json({"errors": {"query": "Required parameter missing"}}, 400)
        g.operation = str(raw.get("operationName") or "")
        response = _json(_run(api, raw))
        served = version if version == API_VERSION else API_VERSION
        response.headers["X-Shopify-API-Version"] = served
        return response

    return bp


def _json(body: object, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, mimetype="application/json")


def _run(api: Api, raw: dict[str, Any]) -> dict[str, Any]:
    document, errors = api.document(raw["query"])
    if document is None or errors:
        return {"errors": [_shown(error) for error in errors]}
    variables = raw.get("variables") or {}
    name = raw.get("operationName") or None
    size, rate = PLANS[api.store.config.plan]
    points = cost.requested(document, name, variables)
    if points > cost.MOST:
        text = f"Query cost is {points}, which exceeds the single query max cost limit"
        code = {"code": "MAX_COST_EXCEEDED", "cost": points, "maxCost": cost.MOST}
        return {"errors": [{"message": text, "extensions": code}]}
    if not api.bucket.take(points, size, rate):
        status = api.bucket.status(size, rate)
        return {
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": {"cost": _cost(points, None, status)},
        }
    with api.store.lock:
        result = execute_sync(
            schema(),
            document,
            context_value=api,
            variable_values=variables,
            operation_name=name,
            field_resolver=resolve,
        )
    used = max(1, points // 2) if result.data else points
    status = api.bucket.give_back(points - used, size, rate)
    body: dict[str, Any] = {}
    if result.data is not None or not result.errors:
        body["data"] = result.data
    if result.errors:
        body["errors"] = [_shown(error) for error in result.errors]
    body["extensions"] = {"cost": _cost(points, used, status)}
    return body


def _shown(error: GraphQLError) -> dict[str, Any]:
    return dict(error.formatted)


def _cost(points: int, used: int | None, status: dict[str, Any]) -> dict[str, Any]:
    return {
        "requestedQueryCost": points,
        "actualQueryCost": used,
        "throttleStatus": status,
    }
