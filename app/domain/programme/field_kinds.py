"""What a question of the catalogue is: its kind, its operators, its reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.events import OrderLine
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
    NUMBER = "number"
    """A whole number; what is not known meets nothing."""
    CLOCK = "clock"
    """A time of the day, compared with hours."""
    AGE = "age"
    """How long something has been so, compared with days."""


OPERATORS: Mapping[FieldKind, tuple[str, ...]] = {
    FieldKind.AMOUNT: ("gte", "gt", "lte", "lt"),
    FieldKind.CHOICE: ("in", "not_in"),
    FieldKind.SET: ("contains_any", "contains_all", "contains_none"),
    FieldKind.LINES: ("contains_any", "contains_all", "contains_none", "only"),
    FieldKind.FLAG: ("is",),
    FieldKind.TIME: ("within", "not_within"),
    FieldKind.NUMBER: ("eq", "gte", "gt", "lte", "lt", "multiple_of"),
    FieldKind.CLOCK: ("within", "not_within"),
    FieldKind.AGE: ("within_days", "after_days"),
}

ORDER = frozenset({"order"})
ANYTHING = ORDER | frozenset(
    {
        "sign_up",
        "review",
        "activity",
        "social",
        "visit",
        "consent",
        "tag",
        "profile",
        "birthday",
        "anniversary",
        "bought",
        "reward",
        "member",
    }
)
"""Every trigger of a rule; a reward's lock; a question about a member alone."""


def _order_lines(facts: Facts) -> Sequence[OrderLine]:
    return facts.order.lines


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the catalogue."""

    name: str
    kind: FieldKind
    label: Words
    read: Callable[[Facts], Any]
    """Of ``AMOUNT`` minor units, of ``SET`` a set, of ``LINES`` nothing, of
    ``AGE`` the beginnings by name."""
    subjects: frozenset[str] = ORDER
    """What may ask it: the triggers of rules, and others."""
    matcher: Callable[[str], LineMatcher] = lambda _ref: LineMatcher()
    """Of ``LINES``: the lines that one reference means."""
    lines: Callable[[Facts], Sequence[OrderLine]] = _order_lines
    """Of ``LINES``: the lines that are looked at."""
    options: tuple[str, ...] = ()
    """Of ``CHOICE``: all there are, where the house decides."""


def nothing(_facts: Facts) -> None:
    """Return nothing: the question looks at lines."""
