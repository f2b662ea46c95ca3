"""Reading a document: every mistake at once, or a document that may be trusted.

Pydantic reads the shape; ``checks`` follows the references. When some parts are
broken the others are still checked, so that the author sees all there is to
mend in one go.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.programme.assets import PointsAsset
from app.domain.programme.checks import problems_of
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.nearest import nearest
from app.domain.programme.parts import Parts
from app.domain.programme.problems import DocumentInvalid, Problem, Step
from app.domain.programme.schema import known_keys
from app.domain.programme.upgrade import upgraded

MAX_NESTING = 32
MAX_PROBLEMS = 200
_KEY_MARK = "[key]"
_QUOTED = re.compile(r"'([^']*)'")
_DISCRIMINATOR = re.compile(r"\w+")
_ABSENT = object()

_ITEMS: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(item) for name, item in LISTS.items()
}
_TABLES: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(field.annotation)
    for name, field in ProgrammeDocument.model_fields.items()
    if name not in LISTS and field.annotation is not None
}


def load_document(data: object) -> ProgrammeDocument:
    """Return the document that *data* (plain JSON values) describes.

    Older schema versions are brought up to date first.

    Raises:
        DocumentInvalid: It has mistakes; all of them are listed.
    """
    if not isinstance(data, Mapping):
        reason = "a programme document is a table of sections"
        raise DocumentInvalid([Problem((), "not_a_table", reason, data)])
    if (deep := _too_deep(data)) is not None:
        raise DocumentInvalid([deep])
    current = upgraded(data)
    try:
        document = ProgrammeDocument.model_validate(current)
    except ValidationError as error:
        shape = [_problem(each, current) for each in error.errors(include_url=False)]
        found = _in_order(shape + problems_of(_readable(current)), current)
        raise DocumentInvalid(found[:MAX_PROBLEMS]) from error
    between = problems_of(
        Parts(
            {name: dict(enumerate(getattr(document, name))) for name in LISTS},
            {name: getattr(document, name) for name in _TABLES},
        )
    )
    if between:
        raise DocumentInvalid(_in_order(between, current)[:MAX_PROBLEMS])
    return document


def _too_deep(data: object) -> Problem | None:
    level: list[object] = [data]
    for _ in range(MAX_NESTING):
        level = [child for value in level for child in _children(value)]
        if not level:
            return None
    reason = f"a document has at most {MAX_NESTING} levels"
    return Problem((), "too_deep", reason)


def _children(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list | tuple):
        yield from value


def _readable(data: Mapping[str, Any]) -> Parts:
    """Return the parts of a broken document that can be read."""
    found: dict[str, dict[int, Any]] = {section: {} for section in _ITEMS}
    for section, adapter in _ITEMS.items():
        items = data.get(section)
        for at, item in enumerate(items if isinstance(items, list | tuple) else ()):
            try:
                found[section][at] = adapter.validate_python(item)
            except ValidationError:
                continue
    if "assets" not in data:
        found["assets"][0] = PointsAsset()
    tables: dict[str, Any] = {}
    for section, adapter in _TABLES.items():
        try:
            tables[section] = adapter.validate_python(data.get(section))
        except ValidationError:
            continue
    return Parts(found, tables)


def _problem(error: Mapping[str, Any], data: Mapping[str, Any]) -> Problem:
    """Return a pydantic error as a problem of the document."""
    steps = _steps(error["loc"], data, missing=error["type"] == "missing")
    code, context = error["type"], error.get("ctx", {})
    value = _at(data, steps)
    match code:
        case "missing":
            return Problem(steps, "missing", "this is required")
        case "extra_forbidden":
            known = known_keys(error["loc"][:-1])
            reason = "unknown key; known are " + ", ".join(known)
            key = steps[-1]
            return Problem(steps, "unknown_key", reason, value, nearest(key, known))
        case "union_tag_invalid" | "union_tag_not_found":
            return _untagged(steps, context, code)
        case "literal_error" | "enum":
            known = _QUOTED.findall(context["expected"])
            near = nearest(value, known) or known[0]
            return Problem(
                steps, "not_among", "one of " + ", ".join(known), value, near
            )
    hint = context.get("nearest") or _near(code, context, value)
    message = error["msg"]
    if message.startswith("Input "):  # pydantic's own words, not ours
        message = message[:1].lower() + message[1:]
    return Problem(steps, code, message, value, hint)


def _untagged(
    steps: tuple[Step, ...], context: Mapping[str, Any], code: str
) -> Problem:
    key = _DISCRIMINATOR.findall(context["discriminator"])[0]
    place = (*steps, key)
    if code == "union_tag_not_found":
        return Problem(place, "missing", f"{key} is required: it says what this is")
    known = _QUOTED.findall(context["expected_tags"])
    tag = context["tag"]
    near = nearest(tag, known) or known[0]
    return Problem(place, "not_among", "one of " + ", ".join(known), tag, near)


def _near(code: str, context: Mapping[str, Any], value: object) -> str | None:
    for bound in ("ge", "le"):
        if bound in context:
            return str(context[bound])
    if "gt" in context:
        return str(context["gt"] + 1)
    if code == "string_pattern_mismatch":
        plain = re.sub(r"[^a-z0-9]+", "-", str(value).casefold()).strip("-0123456789")
        return plain[:40] or None
    if code == "int_type" and re.fullmatch(r"\d+(\.0+)?", str(value)):
        return str(value).split(".")[0]
    if code == "bool_type":
        return "true"
    return None


def _in_order(problems: Sequence[Problem], data: object) -> list[Problem]:
    """Return problems as the document has them, what is missing last."""

    def place(problem: Problem) -> list[int]:
        numbers, here = [], data
        for step in problem.steps:
            keys = list(here) if isinstance(here, Mapping) else []
            at = step if isinstance(step, int) else len(keys)
            numbers.append(keys.index(step) if step in keys else at)
            here = _child(here, step)
        return numbers

    return sorted(problems, key=place)


def _steps(loc: Sequence[Step], data: object, *, missing: bool) -> tuple[Step, ...]:
    """Return the place of an error without the kinds that pydantic adds to it."""
    steps: list[Step] = []
    told: object = None
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if step == _KEY_MARK:
            continue
        if data is not told and _kind_of(data) == step and not last:
            told = data  # a kind may have the name of one of its own keys
            continue
        below = _child(data, step)
        if below is not _ABSENT:
            steps.append(step)
            data = below
        elif last and missing:
            steps.append(step)
    return tuple(steps)


def _kind_of(data: object) -> object:
    """Return what a table says it is, or None."""
    if not isinstance(data, Mapping):
        return None
    return data.get("trigger", data.get("kind", data.get("fact")))


def _child(data: object, step: Step) -> object:
    if isinstance(data, Mapping):
        return data.get(step, _ABSENT)
    if isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
        child: object = data[step]
        return child
    return _ABSENT


def _at(data: object, steps: Sequence[Step]) -> object:
    for step in steps:
        data = _child(data, step)
    return None if data is _ABSENT else data
