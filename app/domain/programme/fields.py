"""The catalogue of questions that a condition may ask: one entry, one question.

An entry says its kind of value, which subjects it can be asked about, how it
is read from the gathered facts, and its name in three languages. To add a
question, add an entry; checking, evaluation, schema, explanation and plain
words follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.programme.facts import Facts, LineMatcher
from app.domain.words import Words


class FieldKind(StrEnum):
    """The kind of value that a field has, which decides its operators."""

    AMOUNT = "amount"
    """Money of the order, compared with a table of amounts by currency."""
    CHOICE = "choice"
    """One text, compared with a list."""
    SET = "set"
    """Several texts, compared with a list."""
    LINES = "lines"
    """What was bought, compared with a list of references."""
    FLAG = "flag"
    """Yes or no."""
    TIME = "time"
    """An instant, compared with a window."""


OPERATORS: Mapping[FieldKind, tuple[str, ...]] = {
    FieldKind.AMOUNT: ("gte", "gt", "lte", "lt"),
    FieldKind.CHOICE: ("in", "not_in"),
    FieldKind.SET: ("contains_any", "contains_all", "contains_none"),
    FieldKind.LINES: ("contains_any", "contains_all", "contains_none", "only"),
    FieldKind.FLAG: ("is",),
    FieldKind.TIME: ("within", "not_within"),
}

ORDER = frozenset({"order"})
ANYTHING = frozenset({"order", "sign_up", "review", "activity"})


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the catalogue."""

    name: str
    kind: FieldKind
    label: Words
    read: Callable[[Facts], Any]
    """Of ``AMOUNT`` minor units, of ``SET`` a frozenset, of ``LINES`` nothing."""
    subjects: frozenset[str] = ORDER
    """The triggers of rules that may ask it."""
    matcher: Callable[[str], LineMatcher] = lambda _ref: LineMatcher()
    """Of ``LINES``: the lines that one reference means."""


def _nothing(_facts: Facts) -> None:
    return None


CATALOGUE: tuple[Field, ...] = (
    Field(
        "order.amount",
        FieldKind.AMOUNT,
        Words(en="order amount", id="nilai pesanan", ms="nilai pesanan"),
        lambda facts: facts.merchandise_minor,
    ),
    Field(
        "order.currency",
        FieldKind.CHOICE,
        Words(en="currency", id="mata uang", ms="mata wang"),
        lambda facts: facts.order.currency,
    ),
    Field(
        "order.channel",
        FieldKind.CHOICE,
        Words(en="sales channel", id="kanal penjualan", ms="saluran jualan"),
        lambda facts: facts.order.channel,
    ),
    Field(
        "order.tags",
        FieldKind.SET,
        Words(en="order tag", id="tag pesanan", ms="tag pesanan"),
        lambda facts: frozenset(facts.order.tags),
    ),
    Field(
        "order.products",
        FieldKind.LINES,
        Words(en="products", id="produk", ms="produk"),
        _nothing,
        matcher=lambda ref: LineMatcher(products=(ref,)),
    ),
    Field(
        "order.collections",
        FieldKind.LINES,
        Words(en="collections", id="koleksi", ms="koleksi"),
        _nothing,
        matcher=lambda ref: LineMatcher(collections=(ref,)),
    ),
    Field(
        "order.product_tags",
        FieldKind.LINES,
        Words(en="product tags", id="tag produk", ms="tag produk"),
        _nothing,
        matcher=lambda ref: LineMatcher(tags=(ref,)),
    ),
    Field(
        "order.first",
        FieldKind.FLAG,
        Words(en="first order", id="pesanan pertama", ms="pesanan pertama"),
        lambda facts: facts.first_order,
    ),
    Field(
        "store",
        FieldKind.CHOICE,
        Words(en="store", id="toko", ms="kedai"),
        lambda facts: facts.store,
        ANYTHING,
    ),
    Field(
        "store.platform",
        FieldKind.CHOICE,
        Words(en="platform", id="platform", ms="platform"),
        lambda facts: facts.platform,
        ANYTHING,
    ),
    Field(
        "at",
        FieldKind.TIME,
        Words(en="time", id="waktu", ms="masa"),
        lambda facts: facts.at,
        ANYTHING,
    ),
)

FIELDS: Mapping[str, Field] = {field.name: field for field in CATALOGUE}
