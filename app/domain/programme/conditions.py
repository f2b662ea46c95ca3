"""Conditions: a small tree of typed questions, no expression language.

A leaf asks one field of the catalogue; a group joins answers with all, any or
none. At most four levels and fifty leaves, so every condition can be read out
in a sentence and evaluated in no time.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    Tag,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_serializer,
)

from app.domain.programme.base import Days, Flag, Ref, Section, Whole, refuse
from app.domain.programme.fields import FIELDS, OPERATORS, FieldKind
from app.domain.programme.nearest import nearest
from app.domain.programme.numbers import Amounts
from app.domain.programme.windows import Hours, Window

MAX_DEPTH = 4
MAX_LEAVES = 50
MAX_ITEMS = 50

_Refs = Annotated[tuple[Ref, ...], Field(min_length=1, max_length=500)]


class Span(Section):
    """So many days since something began."""

    of: Annotated[tuple[Ref, ...], Field(max_length=100)] = ()
    """Which tiers, memberships or marks; any of them where it is left out."""
    days: Days


VALUES: dict[FieldKind, TypeAdapter[Any]] = {
    FieldKind.AMOUNT: TypeAdapter(Amounts),
    FieldKind.CHOICE: TypeAdapter(_Refs),
    FieldKind.SET: TypeAdapter(_Refs),
    FieldKind.LINES: TypeAdapter(_Refs),
    FieldKind.FLAG: TypeAdapter(Flag),
    FieldKind.TIME: TypeAdapter(Window),
    FieldKind.NUMBER: TypeAdapter(Annotated[Whole, Field(ge=0, le=1_000_000)]),
    FieldKind.CLOCK: TypeAdapter(Hours),
    FieldKind.AGE: TypeAdapter(Span),
}
"""How a leaf's value is read, by the kind of its field."""


EXAMPLES: dict[FieldKind, str] = {
    FieldKind.AMOUNT: "{IDR: 50000}",
    FieldKind.CHOICE: "[web]",
    FieldKind.SET: "[sale]",
    FieldKind.LINES: '["1234567890"]',
    FieldKind.FLAG: "true",
    FieldKind.TIME: "{since: 2026-07-01, until: 2026-07-31}",
    FieldKind.NUMBER: "5",
    FieldKind.CLOCK: '{since: "17:00", until: "19:00"}',
    FieldKind.AGE: "{of: [gold], days: 30}",
}


def _leaf_schema(kind: FieldKind) -> dict[str, Any]:
    names = [name for name, field in FIELDS.items() if field.kind is kind]
    value = VALUES[kind].json_schema()
    value.pop("$defs", None)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["field", "op", "value"],
        "properties": {
            "field": {"enum": names},
            "op": {"enum": list(OPERATORS[kind])},
            "value": value,
        },
    }


def _describe(schema: dict[str, Any]) -> None:
    """Describe each kind of field with its own operators and values."""
    schema.clear()
    schema["oneOf"] = [_leaf_schema(kind) for kind in FieldKind]


def _refuse_others(options: tuple[str, ...], read: Any) -> None:  # noqa: ANN401 - read by the kind
    """Refuse a choice that the house does not have."""
    for one in read if options else ():
        if one not in options:
            refuse("not_among", "one of " + ", ".join(options), nearest(one, options))


class Leaf(Section):
    """One question: a field, an operator, a value."""

    model_config = ConfigDict(json_schema_extra=_describe)

    field: Annotated[str, Strict()]
    op: Annotated[str, Strict()]
    value: Any

    @field_validator("field")
    @classmethod
    def _known_field(cls, name: str) -> str:
        if name not in FIELDS:
            refuse(
                "unknown_field",
                "no condition asks this; known are " + ", ".join(FIELDS),
                nearest(name, FIELDS),
            )
        return name

    @field_validator("op")
    @classmethod
    def _known_operator(cls, op: str, known: ValidationInfo) -> str:
        if (name := known.data.get("field")) is None:
            return op
        operators = OPERATORS[FIELDS[name].kind]
        if op not in operators:
            refuse(
                "unknown_operator",
                f"{name} is asked with " + ", ".join(operators),
                nearest(op, operators) or operators[0],
            )
        return op

    @field_validator("value")
    @classmethod
    def _fitting_value(cls, value: object, known: ValidationInfo) -> object:
        if (name := known.data.get("field")) is None:
            return value
        kind = FIELDS[name].kind
        try:
            read = VALUES[kind].validate_python(value)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = "".join(f" {step}:" for step in first["loc"])
            example = first.get("ctx", {}).get("nearest") or EXAMPLES[kind]
            refuse(
                "unfit_value", f"does not fit {name}:{where} {first['msg']}", example
            )
        _refuse_others(FIELDS[name].options, read)
        if known.data.get("op") == "multiple_of" and read == 0:
            refuse("not_positive", "nothing is a multiple of zero", "1")
        return read

    @model_serializer
    def _print(self) -> dict[str, Any]:
        adapter = VALUES[FIELDS[self.field].kind]
        value = adapter.dump_python(self.value, mode="json", exclude_none=True)
        return {"field": self.field, "op": self.op, "value": value}


class Group(Section):
    """Several conditions as one."""

    match: Literal["all", "any", "none"]
    items: Annotated[tuple["Condition", ...], Field(min_length=1, max_length=MAX_ITEMS)]


def _tag(value: object) -> str:
    is_group = isinstance(value, Group) or (
        isinstance(value, dict) and ("match" in value or "items" in value)
    )
    return "group" if is_group else "leaf"


Condition = Annotated[
    Annotated[Leaf, Tag("leaf")] | Annotated[Group, Tag("group")],
    Discriminator(_tag),
]

Group.model_rebuild()


def leaves(condition: Leaf | Group) -> Iterator[Leaf]:
    """Return every leaf of the tree, in order."""
    if isinstance(condition, Leaf):
        yield condition
        return
    for item in condition.items:
        yield from leaves(item)


def depth(condition: Leaf | Group) -> int:
    """Return the number of levels; a leaf alone has one."""
    if isinstance(condition, Leaf):
        return 1
    return 1 + max(depth(item) for item in condition.items)


def faults(
    condition: Leaf | Group, trigger: str
) -> Iterator[tuple[str, str, str | None]]:
    """Return what a whole tree does wrong in a rule with *trigger*.

    Each fault is a code, a reason and the nearest right value.
    """
    if depth(condition) > MAX_DEPTH:
        yield "too_deep", f"a condition has at most {MAX_DEPTH} levels", None
    found = list(leaves(condition))
    if len(found) > MAX_LEAVES:
        yield "too_many_leaves", f"a condition has at most {MAX_LEAVES} questions", None
    allowed = [name for name, field in FIELDS.items() if trigger in field.subjects]
    for leaf in found:
        if leaf.field not in allowed:
            choice = ", ".join(allowed)
            reason = f"{leaf.field} can't be asked about {trigger}; only {choice}"
            yield "field_not_for_trigger", reason, nearest(leaf.field, allowed)
