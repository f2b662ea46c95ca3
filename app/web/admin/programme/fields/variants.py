"""A setting of several kinds, each with settings of its own."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.web.admin.programme.fields.base import Field, Form, Part, get, put
from app.web.admin.programme.fields.plain import Choice

KIND = "kind"
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several kinds; the fields of all are shown, those of one are read.

    So a kind can be changed and filled in at once, without a script.
    """

    at: str
    label: str
    kinds: Mapping[str, tuple[Field, ...]]
    """The fields of each kind; those that kinds share stand in each."""

    @property
    def _choice(self) -> Choice:
        return Choice(at=KIND, label=self.label, options=tuple(self.kinds))

    def _every(self) -> Iterator[Field]:
        seen: set[str] = set()
        for fields in self.kinds.values():
            for one in fields:
                if one.at not in seen:
                    seen.add(one.at)
                    yield one

    def parts(self, item: Item, form: Form, prefix: str) -> Iterator[Part]:
        """Return the choice, and the fields of all kinds."""
        inner, name = get(item, self.at) or {}, f"{prefix}{self.at}."
        yield from self._choice.parts(inner, form, name)
        for one in self._every():
            yield from one.parts(inner, form, name)

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write the chosen kind with its own settings; of another kind none stays."""
        name = f"{prefix}{self.at}."
        before = dict(get(item, self.at) or {})
        was = str(before.get(KIND, next(iter(self.kinds))))
        kind = form.typed(f"{name}{KIND}", was)
        inner = deepcopy(before) if kind == before.get(KIND) else {KIND: kind}
        for one in self.kinds.get(kind, ()):
            one.take(inner, form, name)
        if inner != before:
            put(item, self.at, inner)

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the input that a place below is about."""
        name = f"{prefix}{self.at}."
        for one in self._every():
            place = one.at.split(".")
            if [str(step) for step in steps[: len(place)]] == place:
                return one.input_for(steps[len(place) :], form, name)
        return f"{name}{KIND}"
