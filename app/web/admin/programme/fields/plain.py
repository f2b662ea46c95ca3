"""Fields that are one value: texts, numbers, choices, days."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from typing_extensions import override

from app.domain.typed_numbers import read_points, write_exact
from app.domain.words import Language
from app.web.admin.programme.fields.base import (
    HELP,
    Around,
    Choices,
    Form,
    Input,
    Part,
    get,
    put,
)
from app.web.admin.programme.fields.reading import (
    Unfit,
    exact_of,
    short_of,
    whole_of,
)

ON: Final = "on"
MOST_OF_A_TITLE: Final = 120
"""Of a text in one line; documents that have a longer one still load."""
MOST_OF_A_LINE: Final = 500
"""Addresses are lines too."""
MOST_OF_PROSE: Final = 4_000
"""What the document allows."""
Texts = Mapping[str, str]
"""What stands in the inputs of a field, by the last part of their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """One value at one place."""

    at: str
    label: str
    help: bool = False
    unit: str = ""

    def show(self, value: Any, _around: Around) -> Texts:  # noqa: ANN401 - JSON values
        """Return the text of each input."""
        return {"": "" if value is None else str(value)}

    def read(self, texts: Texts, _around: Around) -> Any:  # noqa: ANN401 - JSON values
        """Return the value of what was typed; None for nothing.

        Raises:
            Unfit: It can't be read.
        """
        return texts[""] or None

    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        """Return the controls, named by their last part."""
        yield self._input(texts, around)

    def _input(
        self,
        texts: Texts,
        around: Around,
        *,
        kind: str = "text",
        choices: Choices = (),
    ) -> Input:
        return Input(
            name="",
            kind=kind,
            label=around.label(self.label),
            value=texts[""],
            choices=choices,
            unit=around.say(f"programme.unit.{self.unit}") if self.unit else "",
            help=around.say(HELP + self.label) if self.help else "",
        )

    def parts(self, item: Mapping[str, Any], form: Form, prefix: str) -> Iterator[Part]:
        """Return the controls with what stands in them now."""
        name = prefix + self.at
        shown = self.show(get(item, self.at), form.around)
        texts = {
            part: form.typed(_join(name, part), text) for part, text in shown.items()
        }
        for one in self.inputs(texts, form.around):
            whole = _join(name, one.name)
            yield _named(one, whole, form.errors.get(whole, ""))

    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        """Write the value if anything else than what was shown stands there."""
        name = prefix + self.at
        shown = self.show(get(item, self.at), form.around)
        texts = {
            part: form.typed(_join(name, part), text).strip()
            for part, text in shown.items()
        }
        if all(texts[part] == text.strip() for part, text in shown.items()):
            return
        try:
            put(item, self.at, self.read(texts, form.around))
        except Unfit as unfit:
            form.wrong(_join(name, unfit.part), unfit.key, **unfit.gaps)

    def input_for(self, steps: Sequence[str | int], form: Form, prefix: str) -> str:
        """Return the input that a place below the field belongs to."""
        parts = list(self.show(None, form.around))
        wanted = str(steps[0]) if steps else ""
        return _join(prefix + self.at, wanted if wanted in parts else parts[0])


def _join(name: str, part: str) -> str:
    return f"{name}.{part}" if part else name


def _named(one: Input, name: str, error: str) -> Input:
    return Input(
        name=name,
        kind=one.kind,
        label=one.label,
        value=one.value,
        choices=one.choices,
        unit=one.unit,
        before=one.before,
        help=one.help,
        error=error,
        most=one.most,
    )


class Line(Plain):
    """A short text, such as a tag."""

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return short_of("", texts[""], MOST_OF_A_LINE) or None

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        yield replace(self._input(texts, around), most=MOST_OF_A_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Plain):
    """A text in three languages."""

    long: bool = False

    @property
    def most(self) -> int:
        """The most letters of one language."""
        return MOST_OF_PROSE if self.long else MOST_OF_A_TITLE

    @override
    def show(self, value: Any, around: Around) -> Texts:
        kept = value or {}
        return {language.value: kept.get(language.value, "") for language in Language}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return {
            part: short_of(part, text, self.most)
            for part, text in texts.items()
            if text
        } or None

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        for part, text in texts.items():
            language = around.say(f"programme.language.{part}")
            yield Input(
                name=part,
                kind="textarea" if self.long else "text",
                label=f"{around.label(self.label)} ({language})",
                value=text,
                help=around.say(HELP + self.label)
                if self.help and part == Language.EN
                else "",
                most=self.most,
            )


class Whole(Plain):
    """A whole number."""

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        if not texts[""]:
            return None
        return whole_of("", texts[""])

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        yield self._input(texts, around, kind="number")


class Number(Plain):
    """An exact number; 2.5 stays 2.5."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        return {"": write_exact(str(value or ""), around.language)}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        text = texts[""]
        return exact_of("", text, around.language) if text else None


class Points(Number):
    """Points, which may have decimals; "1.000" is a thousand."""

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        text = texts[""]
        return exact_of("", text, around.language, read_points) if text else None


class Percent(Plain):
    """A share in percent."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        return {"": write_exact((value or "").removesuffix("%"), around.language)}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        number = texts[""].removesuffix("%").strip()
        return f"{exact_of('', number, around.language)}%" if number else None


class Flag(Plain):
    """Yes or no."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        return {"": ON if value else ""}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return bool(texts[""])

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        yield self._input(texts, around, kind="checkbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Plain):
    """One of a few words of the document."""

    options: tuple[str, ...]
    nothing: str = ""
    """What it is called to say nothing, where that may be."""

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        known = [(one, around.say(f"programme.is.{one}")) for one in self.options]
        if self.nothing:
            known.insert(0, ("", around.say(f"programme.is.{self.nothing}")))
        yield self._input(texts, around, kind="select", choices=tuple(known))


Names = Callable[[Around], Choices]
"""What there is to choose from, as the document has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Plain):
    """One of the document's own things, by its id."""

    among: Names
    optional: bool = False

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        known = list(self.among(around))
        if texts[""] and texts[""] not in [value for value, _ in known]:
            known.append((texts[""], texts[""]))
        if self.optional or not texts[""]:
            known.insert(0, ("", around.say("programme.is.nothing")))
        yield self._input(texts, around, kind="select", choices=tuple(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(Plain):
    """Several of the document's own things."""

    among: Names

    @override
    def show(self, value: Any, around: Around) -> Texts:
        return {"": ",".join(str(one) for one in value or ())}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return [one for one in texts[""].split(",") if one]

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        known = list(self.among(around))
        there = {value for value, _ in known}
        more = [one for one in texts[""].split(",") if one and one not in there]
        known += [(one, one) for one in more]
        yield self._input(texts, around, kind="checks", choices=tuple(known))


class Refs(Plain):
    """A list of references, one a line."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        return {"": "\n".join(str(one) for one in value or ())}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        lines = re.split(r"[\n,]", texts[""])
        return [line.strip() for line in lines if line.strip()]

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        yield self._input(texts, around, kind="textarea")

    @override
    def take(self, item: dict[str, Any], form: Form, prefix: str) -> None:
        name = prefix + self.at
        if name in form.said:
            bare = form.said[name].replace("\r\n", "\n")
            kept = Form(form.around, {**form.said, name: bare}, form.errors)
            Plain.take(self, item, kept, prefix)


class Day(Plain):
    """A day, or a day and a time."""

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        yield self._input(texts, around, kind=moment_kind(texts[""]))


def moment_kind(text: str) -> str:
    """Return the control for a moment: a day, a local time, or what it says."""
    if not text or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return "date"
    return "text"


class Window(Plain):
    """From a day until a day."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        kept = value or {}
        return {part: kept.get(part, "") for part in ("since", "until")}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return {part: text for part, text in texts.items() if text} or None

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        for part, text in texts.items():
            yield Input(
                name=part,
                kind=moment_kind(text),
                label=around.label(f"{self.label}_{part}"),
                value=text,
            )
