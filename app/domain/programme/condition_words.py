"""Conditions read out as sentences."""

from datetime import datetime

from app.domain.programme.conditions import Group, Leaf
from app.domain.programme.facts import ANYTHING
from app.domain.programme.fields import FIELDS, FieldKind
from app.domain.programme.figures import money_text
from app.domain.programme.phrases import PHRASES
from app.domain.programme.windows import Window, parse_moment
from app.domain.words import Language, day_text

_JOINS = {"all": "join.and", "any": "join.or", "none": "join.neither"}


def condition_in_words(condition: Leaf | Group, language: Language) -> str:
    """Return a condition as a clause without a capital or a full stop."""
    if isinstance(condition, Leaf):
        return _leaf(condition, language)
    parts = []
    for item in condition.items:
        words = condition_in_words(item, language)
        nested = isinstance(item, Group) and len(item.items) > 1
        parts.append(f"({words})" if nested else words)
    joined = PHRASES[_JOINS[condition.match]].say(language).join(parts)
    if condition.match != "none":
        return joined
    joined = f"({joined})" if len(parts) > 1 else joined
    return PHRASES["op.none"].say(language, parts=joined)


def _leaf(leaf: Leaf, language: Language) -> str:
    field = FIELDS[leaf.field]
    label = field.label.say(language)
    if field.kind is FieldKind.FLAG:
        key = "op.is.yes" if leaf.value else "op.is.no"
        return PHRASES[key].say(language, field=label)
    words = PHRASES[f"op.{leaf.op}"]
    if field.kind is FieldKind.AGE:
        named = f"{label} {', '.join(leaf.value.of)}".strip()
        return words.say(language, field=named, days=str(leaf.value.days))
    return words.say(language, field=label, value=_value(field.kind, leaf, language))


def _value(kind: FieldKind, leaf: Leaf, language: Language) -> str:
    if kind is FieldKind.TIME:
        return window_in_words(leaf.value, language)
    if kind is FieldKind.NUMBER:
        return str(leaf.value)
    either = PHRASES["join.or"].say(language)
    if kind is FieldKind.CLOCK:
        hours = leaf.value
        gaps = {"since": hours.since, "until": hours.until}
        return PHRASES["time.both"].say(language, **gaps)
    if kind is FieldKind.AMOUNT:
        return either.join(
            money_text(amount, currency, language)
            for currency, amount in leaf.value.items()
        )
    return ", ".join(_called(leaf.field, one, language) for one in leaf.value)


def _called(field: str, name: str, language: Language) -> str:
    """Return what a choice of the house is called, or a name as it is."""
    if name == ANYTHING:
        return PHRASES["lines.anything"].say(language)
    words = PHRASES.get(f"{field}.{name}")
    return name if words is None else words.say(language)


def window_in_words(window: Window, language: Language) -> str:
    """Return a window as a clause: ``from 1 Jul 2026 until 31 Jul 2026``."""
    gaps = {
        name: _moment(text, language)
        for name, text in (("since", window.since), ("until", window.until))
        if text is not None
    }
    key = "both" if len(gaps) > 1 else next(iter(gaps))
    return PHRASES[f"time.{key}"].say(language, **gaps)


def _moment(text: str, language: Language) -> str:
    moment = parse_moment(text)
    if not isinstance(moment, datetime):
        return day_text(moment, language)
    return f"{day_text(moment.date(), language)} {moment:%H:%M}"
