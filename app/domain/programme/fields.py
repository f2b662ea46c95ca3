"""The catalogue of questions that a condition may ask: one entry, one question.

An entry says its kind of value, which subjects it can be asked about, how it
is read from the gathered facts, and its name in three languages. To add a
question, add an entry; checking, evaluation, schema, explanation and plain
words follow from it.
"""

from collections.abc import Mapping

from app.domain.programme.field_kinds import (
    ANYTHING,
    OPERATORS,
    ORDER,
    Field,
    FieldKind,
)
from app.domain.programme.member_fields import MEMBER_FIELDS, PLACE_FIELDS
from app.domain.programme.order_fields import ORDER_FIELDS

__all__ = [
    "ANYTHING",
    "CATALOGUE",
    "FIELDS",
    "OPERATORS",
    "ORDER",
    "Field",
    "FieldKind",
]

CATALOGUE: tuple[Field, ...] = (*ORDER_FIELDS, *PLACE_FIELDS, *MEMBER_FIELDS)
FIELDS: Mapping[str, Field] = {field.name: field for field in CATALOGUE}
