"""Forms: what was typed, what it means, and what would be right.

A form keeps every sign that was typed, whatever is wrong with it. What is wrong
stands at the field, in the reader's language, and says what would be right.
Whole numbers are read as people write them: "1.000" is a thousand in every form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from app.domain.typed_numbers import Unread, read_whole
from app.domain.words import Language, count_text
from app.web.admin.words import knows, say

ModelT = TypeVar("ModelT", bound=BaseModel)
WHOLE: Final = ""
"""In place of a field: what is wrong with the form as a whole."""
CSRF_FIELD: Final = "csrf"
LONGEST_FIELD: Final = 20_000
NO_NUMBER: Final = "form.int_parsing"
MINUS: Final = ("-", "\u2212")


@dataclass(slots=True)
class Typed(Generic[ModelT]):
    """A form as it was sent."""

    said: Mapping[str, str] = field(default_factory=dict)
    """Each field as typed; of a field that came often, the last."""
    many: Mapping[str, list[str]] = field(default_factory=dict)
    value: ModelT | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def get(self, name: str, otherwise: str = "") -> str:
        """Return what stands in a field."""
        return self.said.get(name, otherwise)

    def all(self, name: str) -> list[str]:
        """Return what stands in all fields of a name."""
        return list(self.many.get(name, []))

    def error(self, name: str) -> str | None:
        """Return what is wrong with a field."""
        return self.errors.get(name)

    def refuse(self, name: str, words: str) -> None:
        """Say what is wrong with a field, or with the whole form."""
        self.errors[name] = words
        self.value = None


def filled(said: Mapping[str, Any]) -> Typed[Any]:
    """Return a form that shows what is there, before anybody typed."""
    shown = {
        name: "" if value is None else str(value)
        for name, value in said.items()
        if not isinstance(value, list | tuple)
    }
    many = {
        name: [str(each) for each in value]
        for name, value in said.items()
        if isinstance(value, list | tuple)
    }
    return Typed(said=shown, many={**{k: [v] for k, v in shown.items()}, **many})


def read_form(
    model: type[ModelT], sent: MultiDict[str, str], language: Language
) -> Typed[ModelT]:
    """Read what was sent as a *model*; empty fields count as not sent.

    A model's field of type ``list`` takes all fields of its name.
    """
    many = {
        name: [each.strip()[:LONGEST_FIELD] for each in sent.getlist(name)]
        for name in sent
        if name != CSRF_FIELD
    }
    typed: Typed[ModelT] = Typed(
        said={name: values[-1] for name, values in many.items() if values}, many=many
    )
    asked: dict[str, Any] = {}
    for name, known in model.model_fields.items():
        key = known.alias or name
        values = [each for each in many.get(key, []) if each]
        if _is_list(known.annotation):
            asked[key] = values
        elif values and not _is_whole(known.annotation):
            asked[key] = values[-1]
        elif values and (number := _number(values[-1])) is not None:
            asked[key] = number
        elif values:
            typed.errors[key] = say(NO_NUMBER, language)
    try:
        value = model.model_validate(asked)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            place = str(each["loc"][0]) if each["loc"] else WHOLE
            typed.errors.setdefault(place, _words(each, language))
    else:
        typed.value = None if typed.errors else value
    return typed


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) in (list, tuple, set, frozenset)


def _is_whole(annotation: object) -> bool:
    return annotation is int or int in get_args(annotation)


def _number(text: str) -> int | None:
    """Return a whole number as it was typed; None where it is none."""
    below = text.startswith(MINUS)
    try:
        number = read_whole(text[1:] if below else text)
    except Unread:
        return None
    return -number if below else number


def _words(error: ErrorDetails, language: Language) -> str:
    """Return what would be right; a model's own error names a key of the words."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError) and knows(str(cause)):
        return say(str(cause), language)
    limits = {
        name: count_text(value, language) if isinstance(value, int) else str(value)
        for name, value in error.get("ctx", {}).items()
        if isinstance(value, int | str)
    }
    key = f"form.{error['type']}"
    if not knows(key):
        return say("form.wrong", language)
    return say(key, language, **limits)
