"""Fields with rows: several things of a kind, with buttons for one more or one less.

Which rows there are travels with the form as a list of keys: a number is the row of
the item as it was, ``+kind.n`` is a new one. So adding and removing rows needs no
script, and nothing that was typed is lost on the way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from app.web.admin.programme.fields.base import (
    HELP,
    Around,
    Choices,
    Field,
    Fold,
    Form,
    Part,
    Row,
    Rows,
    get,
    put,
)
from app.web.admin.programme.titles import title_of

KEYS: Final = "rows:"
NEW: Final = "+"
ADD: Final = "add:"
DROP: Final = "drop:"
Item = Mapping[str, Any]


def row_keys(form: Form, name: str, there: int) -> list[str]:
    """Return the keys of the rows that are shown."""
    said = form.said.get(KEYS + name)
    if said is None:
        return [str(at) for at in range(there)]
    return [key for key in said.split(",") if key]


def changed_rows(said: Mapping[str, str], act: str, defaults: int) -> dict[str, str]:
    """Return what was typed after a button for rows was pressed.

    Args:
        said: What was typed.
        act: ``add:<name>:<kind>`` or ``drop:<name>:<key>``.
        defaults: How many rows there are when the form says nothing of them.
    """
    what, name, which = act.split(":", 2)
    written = said.get(KEYS + name, ",".join(map(str, range(defaults))))
    keys = [key for key in written.split(",") if key]
    if what == "drop":
        keys = [key for key in keys if key != which]
    else:
        numbers = [int(key.rsplit(".", 1)[1]) for key in keys if key[0] == NEW]
        keys.append(f"{NEW}{which}.{max(numbers, default=0) + 1}")
    return {**said, KEYS + name: ",".join(keys)}


def kind_of(key: str) -> str:
    """Return what kind of row a new one is."""
    return key.removeprefix(NEW).rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of row: what a new one is, and its fields."""

    name: str
    template: Callable[[Around], Item]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsField:
    """A list of tables."""

    at: str
    label: str
    kinds: tuple[Kind, ...]
    which: Callable[[Item], str] = lambda _item: ""
    """The kind of a row that is there; a kind that is not known is kept as it is."""
    told: Callable[[Item, Around], str] | None = None
    """A row in words, where its fields don't say enough."""
    help: bool = False
    rows_of: str = ""
    """What words a row and its button have, where it is not those of the label."""

    @property
    def _noun(self) -> str:
        return self.rows_of or self.label

    def _rows(self, item: Item, form: Form, name: str) -> Iterator[tuple[str, Item]]:
        there = get(item, self.at) or []
        for key in row_keys(form, name, len(there)):
            if key.startswith(NEW):
                known = self._kind(kind_of(key))
                if known is not None:
                    yield key, known.template(form.around)
            elif key.isdigit() and int(key) < len(there):
                yield key, there[int(key)]

    def _kind(self, name: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.name == name), None)

    def parts(self, item: Item, form: Form, prefix: str) -> Iterator[Part]:
        """Return the rows with their controls."""
        name, around = prefix + self.at, form.around
        rows = []
        keys = []
        for key, row in self._rows(item, form, name):
            kind = self._kind(self.which(row))
            fields = () if kind is None else kind.fields
            inner = f"{name}.{key}."
            title = self.told(row, around) if self.told and not fields else ""
            if kind is not None:
                title = around.say(f"programme.row.{_word(self._noun, kind.name)}")
            parts = [part for one in fields for part in one.parts(row, form, inner)]
            rows.append(
                Row(title=title, parts=tuple(parts), drop=f"{DROP}{name}:{key}")
            )
            keys.append(key)
        yield Rows(
            name=KEYS + name,
            label=around.label(self.label),
            keys=",".join(keys),
            rows=tuple(rows),
            add=tuple(
                (
                    f"{ADD}{name}:{kind.name}",
                    around.say(f"programme.add.{_word(self._noun, kind.name)}"),
                )
                for kind in self.kinds
            ),
            help=around.say(HELP + self.label) if self.help else "",
            error=form.errors.get(name, ""),
        )

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write the rows if any of them changed."""
        name = prefix + self.at
        before = get(item, self.at) or []
        after = []
        for key, row in self._rows(item, form, name):
            mine = deepcopy(dict(row))
            kind = self._kind(self.which(row))
            for one in () if kind is None else kind.fields:
                one.take(mine, form, f"{name}.{key}.")
            after.append(mine)
        if after != list(before):
            put(item, self.at, after)

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the input of a row that a place is about; else the list itself."""
        name = prefix + self.at
        if not steps or not isinstance(steps[0], int):
            return name
        keys = [key for key in form.said.get(KEYS + name, "").split(",") if key]
        key = keys[steps[0]] if steps[0] < len(keys) else str(steps[0])
        below = [step for step in steps[1:] if not isinstance(step, int)]
        for kind in self.kinds:
            for one in kind.fields:
                place = one.at.split(".")
                if [str(step) for step in below[: len(place)]] == place:
                    rest = steps[1 + len(place) :]
                    return one.input_for(rest, form, f"{name}.{key}.")
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A table that is there only while one of some settings is."""

    at: str
    label: str
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    """Without any of these the whole is left out."""
    template: Callable[[Around], Item] = lambda _around: {}

    def parts(self, item: Item, form: Form, prefix: str) -> Iterator[Part]:
        """Return its controls under a heading."""
        inner = get(item, self.at) or self.template(form.around)
        name = f"{prefix}{self.at}."
        parts = [part for one in self.fields for part in one.parts(inner, form, name)]
        yield Fold(title=form.around.label(self.label), parts=tuple(parts))

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write it, or leave it out."""
        before = get(item, self.at)
        inner = deepcopy(dict(before or self.template(form.around)))
        was = deepcopy(inner)
        for one in self.fields:
            one.take(inner, form, f"{prefix}{self.at}.")
        if inner == was:
            return
        kept = any(get(inner, need) not in (None, False) for need in self.needs)
        put(item, self.at, inner if kept else None)

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the input that a place below is about."""
        name = f"{prefix}{self.at}."
        for one in self.fields:
            place = one.at.split(".")
            if [str(step) for step in steps[: len(place)]] == place:
                return one.input_for(steps[len(place) :], form, name)
        return self.fields[0].input_for((), form, name)


def _word(noun: str, kind: str) -> str:
    return f"{noun}.{kind}" if kind else noun


def choices_of(section: str) -> Callable[[Around], Choices]:
    """Return what names the items of a section of the document."""

    def names(around: Around) -> Choices:
        items = getattr(around.document, section)
        return tuple(
            (item.id, title_of(around.document, section, item, around.language))
            for item in items
        )

    return names
