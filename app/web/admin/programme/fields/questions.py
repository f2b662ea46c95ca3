"""Questions of a condition: what each is called, and the control for its value."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from typing_extensions import override

from app.domain.programme.fields import FIELDS, OPERATORS, FieldKind
from app.domain.programme.fields import Field as Question
from app.web.admin.programme.fields.base import Around, Choices, Input
from app.web.admin.programme.fields.plain import (
    Checks,
    Flag,
    Plain,
    Refs,
    Whole,
    Window,
)
from app.web.admin.programme.fields.reading import whole_of
from app.web.admin.programme.fields.rows import choices_of
from app.web.admin.programme.fields.tables import Amounts
from app.web.admin.words import knows

LABEL: Final = "condition_value"


def _weekdays(around: Around) -> Choices:
    options = FIELDS["at.weekday"].options
    return tuple((one, around.say(f"programme.is.{one}")) for one in options)


def _states(around: Around) -> Choices:
    return tuple(
        (one, around.say(f"programme.is.{one}")) for one in ("member", "shadow")
    )


KNOWN: Final = {
    "member.tier": choices_of("tiers"),
    "member.memberships": choices_of("memberships"),
    "member.segments": choices_of("segments"),
    "at.weekday": _weekdays,
    "member.state": _states,
}
"""Questions whose answers the document or the house knows."""


class _Hours(Plain):
    """From a time of the day until another."""

    @override
    def show(self, value: Any, _around: Around) -> dict[str, str]:
        kept = value or {}
        return {part: kept.get(part, "") for part in ("since", "until")}

    @override
    def read(self, texts: Mapping[str, str], _around: Around) -> Any:
        return dict(texts)

    @override
    def inputs(self, texts: Mapping[str, str], around: Around) -> Iterator[Input]:
        for part, text in texts.items():
            label = around.label(f"hours_{part}")
            yield Input(name=part, kind="time", label=label, value=text)


class _Age(Plain):
    """So many days since some things began."""

    @override
    def show(self, value: Any, _around: Around) -> dict[str, str]:
        kept = value or {}
        of, days = kept.get("of", ()), kept.get("days", "")
        return {"of": ", ".join(of), "days": str(days)}

    @override
    def read(self, texts: Mapping[str, str], _around: Around) -> Any:
        days = whole_of("days", texts["days"])
        of = [one.strip() for one in texts["of"].split(",") if one.strip()]
        return {**({"of": of} if of else {}), "days": days}

    @override
    def inputs(self, texts: Mapping[str, str], around: Around) -> Iterator[Input]:
        for part, text in texts.items():
            label = around.label(f"age_{part}")
            kind = "number" if part == "days" else "text"
            yield Input(name=part, kind=kind, label=label, value=text)


class _Yes(Flag):
    """True or false, by a list, because a tick says too little."""

    @override
    def show(self, value: Any, _around: Around) -> dict[str, str]:
        return {"": "no" if value is False else "yes"}

    @override
    def read(self, texts: Mapping[str, str], _around: Around) -> Any:
        return texts[""] == "yes"

    @override
    def inputs(self, texts: Mapping[str, str], around: Around) -> Iterator[Input]:
        known = tuple((one, around.say(f"programme.is.{one}")) for one in ("yes", "no"))
        yield self._input(texts, around, kind="select", choices=known)


_BY_KIND: Final[Mapping[FieldKind, type[Plain]]] = {
    FieldKind.AMOUNT: Amounts,
    FieldKind.CHOICE: Refs,
    FieldKind.SET: Refs,
    FieldKind.LINES: Refs,
    FieldKind.FLAG: _Yes,
    FieldKind.TIME: Window,
    FieldKind.NUMBER: Whole,
    FieldKind.CLOCK: _Hours,
    FieldKind.AGE: _Age,
}


def value_field(question: Question) -> Plain:
    """Return the control for a question's value."""
    if question.name in KNOWN:
        return Checks(at="value", label=LABEL, among=KNOWN[question.name])
    if question.kind is FieldKind.TIME:
        return Window(at="value", label="window")
    return _BY_KIND[question.kind](at="value", label=LABEL)


_EMPTY: Final[Mapping[FieldKind, Any]] = {FieldKind.FLAG: True}


def new_question(name: str) -> dict[str, Any]:
    question = FIELDS[name]
    return {
        "field": name,
        "op": OPERATORS[question.kind][0],
        "value": _EMPTY.get(question.kind),
    }


def question_title(question: Question, around: Around) -> str:
    """Return what a question is called where it is picked."""
    label = question.label.say(around.language)
    key = f"programme.question.{question.name}"

    return around.say(key) if knows(key) else f"{label[:1].upper()}{label[1:]}"
