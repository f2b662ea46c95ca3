"""Conditions in an editor: rows of questions, joined by all, any or none of them.

A row is one question or a group of questions. A tree that is deeper than that is
shown as a sentence and kept as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.conditions import Condition
from app.domain.programme.fields import FIELDS, OPERATORS
from app.web.admin.programme.fields.base import (
    Around,
    Choices,
    Form,
    Input,
    Part,
    Row,
    Rows,
    get,
    put,
)
from app.web.admin.programme.fields.questions import (
    new_question,
    question_title,
    value_field,
)
from app.web.admin.programme.fields.rows import (
    ADD,
    DROP,
    KEYS,
    NEW,
    kind_of,
    row_keys,
)

MATCHES: Final = ("all", "any", "none")
GROUP: Final = "group"
_TREE: Final[TypeAdapter[Any]] = TypeAdapter(Condition)
Item = Mapping[str, Any]


def _is_group(node: Item) -> bool:
    return "items" in node


def showable(tree: Item | None) -> bool:
    """Tell whether rows can show a tree: questions, and groups of questions."""
    if tree is None or not _is_group(tree):
        return True
    groups = [node for node in tree["items"] if _is_group(node)]
    return not any(_is_group(leaf) for node in groups for leaf in node["items"])


def sentence(tree: Item | None, around: Around) -> str:
    """Return a tree in words; empty while it is not whole."""
    if tree is None:
        return around.say("programme.condition.always")
    try:
        read = _TREE.validate_python(tree)
    except ValidationError:
        return ""
    return condition_in_words(read, around.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionField:
    """A condition at one place."""

    at: str = "when"
    label: str = "when"
    subject: str | None = None
    """Who is asked; what the editor is about where it is left out."""

    def parts(self, item: Item, form: Form, prefix: str) -> Iterator[Part]:
        """Return the rows of the condition."""
        tree = get(item, self.at)
        name, around = prefix + self.at, form.around
        if not showable(tree):
            yield Rows(
                name="",
                label=around.label(self.label),
                keys="",
                rows=(),
                add=(),
                sentence=sentence(tree, around),
                help=around.say("programme.condition.deep"),
            )
            return
        now = self._now(tree, Form(around, form.said), name)
        yield self._group(tree, form, name, nested=False, words=sentence(now, around))

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write the condition if any of it changed."""
        tree = get(item, self.at)
        if not showable(tree):
            return
        after = self._now(tree, form, prefix + self.at)
        if after != tree:
            put(item, self.at, after)

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the value of the question that a place is about."""
        name = prefix + self.at
        for step in steps:
            if isinstance(step, int):
                keys = row_keys(form, name, step + 1)
                name = f"{name}.{keys[step] if step < len(keys) else step}"
        return name

    def _group(
        self, tree: Item | None, form: Form, name: str, *, nested: bool, words: str = ""
    ) -> Rows:
        around = form.around
        nodes = _nodes(tree)
        keys = row_keys(form, name, len(nodes))
        rows = tuple(
            self._row(node, form, f"{name}.{key}", f"{DROP}{name}:{key}")
            for key in keys
            if (node := _node(nodes, key)) is not None
        )
        return Rows(
            name=KEYS + name,
            label=around.label("when_group" if nested else self.label),
            keys=",".join(keys),
            rows=rows,
            add=self._add(name, around, nested=nested),
            head=(_match(tree, form, name),) if len(keys) > 1 or nested else (),
            sentence=words,
            error=form.errors.get(name, ""),
            pick=True,
        )

    def _row(self, node: Item, form: Form, name: str, drop: str) -> Row:
        around = form.around
        if _is_group(node):
            inner = self._group(node, form, name, nested=True)
            return Row(title="", parts=(inner,), drop=drop)
        question = FIELDS[node["field"]]
        ops = tuple(
            (op, around.say(f"programme.op.{op}")) for op in OPERATORS[question.kind]
        )
        parts: list[Part] = []
        if len(ops) > 1:
            parts.append(
                Input(
                    name=f"{name}.op",
                    kind="select",
                    label=around.label("condition_op"),
                    value=form.typed(f"{name}.op", node["op"]),
                    choices=ops,
                )
            )
        parts += value_field(question).parts(node, form, f"{name}.")
        if error := form.errors.get(name):
            parts.append(Input(name=name, kind="error", label="", error=error))
        return Row(
            title=question_title(question, around), parts=tuple(parts), drop=drop
        )

    def _add(self, name: str, around: Around, *, nested: bool) -> Choices:
        subject = self.subject or around.subject
        found = [
            (f"{ADD}{name}:{one.name}", question_title(one, around))
            for one in FIELDS.values()
            if subject in one.subjects
        ]
        if not nested:
            found.append(
                (f"{ADD}{name}:{GROUP}", around.say("programme.add.when.group"))
            )
        return tuple(found)

    def _now(self, tree: Item | None, form: Form, name: str) -> dict[str, Any] | None:
        """Return the tree as the form has it."""
        nodes = _nodes(tree)
        keys = row_keys(form, name, len(nodes))
        after: list[dict[str, Any]] = []
        for key in keys:
            node = _node(nodes, key)
            if node is None:
                continue
            read = self._read(node, form, f"{name}.{key}")
            if read is not None:
                after.append(read)
        match = form.typed(f"{name}.match", _match_of(tree))
        if after == [dict(node) for node in nodes] and match == _match_of(tree):
            return None if tree is None else dict(tree)
        if not after:
            return None
        if len(after) == 1 and match != "none":
            return after[0]
        return {"match": match, "items": after}

    def _read(self, node: Item, form: Form, name: str) -> dict[str, Any] | None:
        if _is_group(node):
            return self._now(node, form, name)
        mine = dict(node)
        mine["op"] = form.typed(f"{name}.op", node["op"])
        value_field(FIELDS[node["field"]]).take(mine, form, f"{name}.")
        mine.setdefault("value", None)
        return mine


def _nodes(tree: Item | None) -> list[Item]:
    if tree is None:
        return []
    return list(tree["items"]) if _is_group(tree) else [tree]


def _match_of(tree: Item | None) -> str:
    return str(tree["match"]) if tree is not None and _is_group(tree) else "all"


def _match(tree: Item | None, form: Form, name: str) -> Input:
    around = form.around
    return Input(
        name=f"{name}.match",
        kind="select",
        label=around.label("when_match"),
        value=form.typed(f"{name}.match", _match_of(tree)),
        choices=tuple((one, around.say(f"programme.match.{one}")) for one in MATCHES),
    )


def _node(nodes: Sequence[Item], key: str) -> Item | None:
    if key.startswith(NEW):
        kind = kind_of(key)
        if kind == GROUP:
            return {"match": "any", "items": []}
        return new_question(kind) if kind in FIELDS else None
    return nodes[int(key)] if key.isdigit() and int(key) < len(nodes) else None
