"""Every operation is valid, affordable, permitted, and free of what is going away."""

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    parse,
    validate,
    visit,
)

from integrations.shopify import queries
from integrations.shopify.client import API_VERSION
from integrations.shopify.install import (
    COMPLIANCE_TOPICS,
    OPTIONAL_SCOPES,
    SCOPES,
    TOPICS,
    enum_of,
)

SHOPIFY = Path(queries.__file__).parent
SCHEMA = SHOPIFY / "schema"
MOST_COST = 1_000
"""Of one query, as Shopify's documentation has it."""
DEPRECATED = {
    # The replacement exists only from 2026-10 on; nothing of ours asks for it.
    "CustomerPhoneNumber.marketingState",
}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((SCHEMA / "admin.graphql").read_text())


@pytest.fixture(scope="module")
def document() -> DocumentNode:
    return parse((SCHEMA / "operations.graphql").read_text())


def used_operations() -> set[str]:
    """Return the names of operations that stand as texts in the adapter's code."""
    known = set(queries.names())
    return {
        node.value
        for path in SHOPIFY.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in known
    } | {"WebhookCreate", "WebhookUpdate"}


def test_the_licence_lies_beside_the_schema() -> None:
    assert "ISC License" in (SCHEMA / "LICENSE.shopify-dev-mcp").read_text()
    assert "2026-07" in (SCHEMA / "admin.graphql").read_text()[:400]


def test_the_whole_file_is_valid(schema: GraphQLSchema, document: DocumentNode) -> None:
    assert validate(schema, document) == []


@pytest.mark.parametrize("name", queries.names())
def test_each_operation_is_cut_out_whole(schema: GraphQLSchema, name: str) -> None:
    cut = parse(queries.document(name))

    assert validate(schema, cut) == []
    assert queries.is_mutation(name) == (
        cut.definitions[0].operation.value == "mutation"  # type: ignore[attr-defined]  # the operation comes first
    )


def test_an_operation_that_is_not_in_the_file_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        queries.document("OrderByMagic")


def test_nothing_that_is_going_away_is_asked_for(
    schema: GraphQLSchema, document: DocumentNode
) -> None:
    info = TypeInfo(schema)
    found = set()

    class Deprecated(Visitor):
        def enter_field(self, *_: object) -> None:
            field, parent = info.get_field_def(), info.get_parent_type()
            if field is not None and field.deprecation_reason and parent is not None:
                name = field.ast_node.name.value if field.ast_node else "?"
                found.add(f"{parent.name}.{name}")

    visit(document, TypeInfoVisitor(info, Deprecated()))

    assert found <= DEPRECATED


def test_every_operation_has_its_scopes_and_they_are_ours_to_ask() -> None:
    wanted = json.loads((SCHEMA / "scopes.json").read_text())
    ours = {*SCOPES, *OPTIONAL_SCOPES}

    assert set(wanted) == set(queries.names())
    assert {
        (name, tuple(anyof))
        for name, groups in wanted.items()
        for anyof in groups
        if not ours & set(anyof)
    } == set()


def is_optional(name: str) -> bool:
    """Tell whether an operation belongs to what a merchant may leave out."""
    return name.startswith(("LoyaltyCredit", "LoyaltyGiftCard"))


@pytest.mark.parametrize("name", sorted(used_operations()))
def test_only_credit_and_gift_cards_need_an_optional_scope(name: str) -> None:
    wanted = json.loads((SCHEMA / "scopes.json").read_text())[name]
    allowed = {*SCOPES, *(OPTIONAL_SCOPES if is_optional(name) else ())}

    assert all(allowed & set(anyof) for anyof in wanted)


def test_every_topic_is_one_that_shopify_knows(schema: GraphQLSchema) -> None:
    topics = schema.type_map["WebhookSubscriptionTopic"].values  # type: ignore[attr-defined]  # an enum

    assert {enum_of(topic) for topic in TOPICS} <= set(topics)


def nodes(
    chosen: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[FieldNode]:
    for node in chosen.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from nodes(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            found = fragments[node.name.value]
            yield from nodes(found.selection_set, fragments)


def cost(schema: GraphQLSchema, operation: str) -> int:
    """Return the points by the documentation's words, none of its mercies.

    An object 1, a mutation 10, a scalar 0, a connection or a list with ``first``
    times its size. Both sides of a fragment on a union count.
    """
    document = parse(queries.document(operation))
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }

    def of(chosen: SelectionSetNode, parents: list[str]) -> int:
        total = 0
        for node in nodes(chosen, fragments):
            kinds = [
                field.type
                for parent in parents
                if is_object_type(schema.type_map[parent])
                or hasattr(schema.type_map[parent], "fields")
                for name, field in schema.type_map[parent].fields.items()  # type: ignore[attr-defined]  # has fields
                if name == node.name.value
            ]
            if not kinds or is_leaf_type(get_named_type(kinds[0])):
                continue
            named = get_named_type(kinds[0])
            inner = [named.name]
            if hasattr(named, "types"):
                inner = [each.name for each in named.types]
            elif not is_object_type(named):
                inner += [each.name for each in schema.get_possible_types(named)]
            size = next(
                (
                    int(argument.value.value)
                    for argument in node.arguments
                    if argument.name.value == "first"
                    and isinstance(argument.value, IntValueNode)
                ),
                1,
            )
            below = of(node.selection_set, inner) if node.selection_set else 0
            wrapped = node.name.value in ("nodes", "pageInfo") and not is_list_type(
                named
            )
            total += size * (below + (0 if wrapped and size == 1 else 1))
        return total

    head = document.definitions[0]
    assert isinstance(head, OperationDefinitionNode)
    root = "Mutation" if head.operation.value == "mutation" else "QueryRoot"
    return (10 if root == "Mutation" else 0) + of(head.selection_set, [root])


@pytest.mark.parametrize("name", sorted(used_operations()))
def test_no_query_of_the_adapter_costs_more_than_one_may(
    schema: GraphQLSchema, name: str
) -> None:
    assert 0 < cost(schema, name) <= MOST_COST


def test_the_query_that_shows_everything_would_cost_too_much(
    schema: GraphQLSchema,
) -> None:
    assert cost(schema, "OrderById") > MOST_COST


def test_the_apps_file_asks_for_what_the_code_asks_for() -> None:
    app = tomllib.loads((SHOPIFY / "shopify.app.toml").read_text())
    usual, compliance = app["webhooks"]["subscriptions"]

    assert app["access_scopes"]["scopes"].split(",") == list(SCOPES)
    assert app["access_scopes"]["optional_scopes"] == list(OPTIONAL_SCOPES)
    assert app["webhooks"]["api_version"] == API_VERSION
    assert usual["topics"] == list(TOPICS)
    assert compliance["compliance_topics"] == list(COMPLIANCE_TOPICS)
