"""What a field of an editor is: it shows a setting, and writes what was typed.

A field whose inputs still hold what was shown is never written, so a setting that
the form can only show roughly is not changed by saving the form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.web.admin.words import say

Choices = tuple[tuple[str, str], ...]
"""Values and what they are called."""
LABEL: Final = "programme.field."
HELP: Final = "programme.help."


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One control."""

    name: str
    kind: str
    """``text`` ``number`` ``date`` ``select`` ``checkbox`` ``checks`` ``textarea``."""
    label: str
    value: str = ""
    choices: Choices = ()
    unit: str = ""
    before: str = ""
    help: str = ""
    error: str = ""
    most: int = 0
    """The most letters it takes; 0 where that is not counted."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked."""
        return tuple(filter(None, self.value.split(",")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of several things of a kind."""

    title: str
    parts: tuple["Part", ...]
    drop: str
    """The value of the button that takes it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Several things of a kind, and buttons for more."""

    name: str
    label: str
    keys: str
    """Which rows there are; sent back hidden."""
    rows: tuple[Row, ...]
    add: Choices
    head: tuple["Part", ...] = ()
    sentence: str = ""
    help: str = ""
    error: str = ""
    pick: bool = False
    """Whether what is added is picked from a list, because there is much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Settings under one heading."""

    title: str
    parts: tuple["Part", ...]
    open: bool = True


Part = Input | Rows | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a field must know of everything around it."""

    document: ProgrammeDocument
    currencies: tuple[str, ...]
    language: Language
    subject: str = "member"
    """Who is asked by a condition: a rule's trigger, ``reward`` or ``member``."""

    def say(self, key: str, n: int | None = None, /, **gaps: str) -> str:
        """Return a sentence in the reader's language."""
        return say(key, self.language, n, **gaps)

    def label(self, name: str) -> str:
        """Return what a field is called."""
        return self.say(LABEL + name)


@dataclass(slots=True)
class Form:
    """What is being filled in."""

    around: Around
    said: Mapping[str, str] = field(default_factory=dict)
    """What was typed, by the name of the input; empty before anybody typed."""
    errors: dict[str, str] = field(default_factory=dict)
    """What is wrong, by the name of the input."""

    def typed(self, name: str, shown: str) -> str:
        """Return what stands in an input now."""
        return self.said.get(name, shown)

    def wrong(self, name: str, key: str, **gaps: str) -> None:
        """Note what is wrong with an input; the first word counts."""
        self.errors.setdefault(name, self.around.say(key, None, **gaps))


class Field(Protocol):
    """One setting, or several that belong together."""

    @property
    def at(self) -> str:
        """Where it stands in its item: ``award.points``."""

    def parts(self, item: Mapping[str, Any], form: Form, prefix: str) -> Iterator[Part]:
        """Return its controls."""

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write into *item* what was changed."""

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the input that a place below the field belongs to."""


def get(item: Mapping[str, Any], at: str) -> Any:  # noqa: ANN401 - JSON values
    """Return what stands at a dotted place, or None."""
    found: Any = item
    for step in at.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(step)
    return found


def put(item: dict[str, Any], at: str, value: Any) -> None:  # noqa: ANN401 - JSON values
    """Write a value at a dotted place; None takes it away."""
    *above, last = at.split(".")
    for step in above:
        below = item.get(step)
        item[step] = dict(below) if isinstance(below, Mapping) else {}
        item = item[step]
    if value is None:
        item.pop(last, None)
    else:
        item[last] = value
