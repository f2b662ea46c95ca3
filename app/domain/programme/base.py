"""What all sections of the document share: strictness and the plain kinds.

Nothing is guessed: a text is not read as a number, an unknown key is refused,
and no float gets in. Every section is frozen, so a document that was read once
may be shared by threads and caches.
"""

import re
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from app.domain.money import UnknownCurrency, exponent

MAX_UNITS = 10**12
"""The largest posting of the ledger."""
MAX_DAYS = 3_660
ID_PATTERN = r"^[a-z][a-z0-9_-]{0,39}$"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Section(BaseModel):
    """A part of the document."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


def refuse(code: str, reason: str, nearest: str | None = None) -> NoReturn:
    """Refuse a value inside a validator.

    Args:
        code: Stable, in snake case.
        reason: One sentence for the person who wrote the document.
        nearest: The nearest value that would be right, when there is one.
    """
    context: dict[str, Any] = {"reason": reason.replace("{", "(").replace("}", ")")}
    if nearest is not None:
        context["nearest"] = nearest
    raise PydanticCustomError(code, "{reason}", context)


def _currency(text: str) -> str:
    try:
        exponent(text)
    except UnknownCurrency:
        upper = text.strip().upper()
        try:
            exponent(upper)
        except UnknownCurrency:
            upper = "IDR"
        refuse("unknown_currency", "a currency is three capital letters", upper)
    return text


def _clean(text: str) -> str:
    if _CONTROL.search(text):
        refuse("control_character", "control characters are not allowed here")
    if text != text.strip():
        refuse("outer_space", "no space at the beginning or the end", text.strip())
    return text


Whole = Annotated[int, Strict()]
"""A whole number; neither a text nor true/false."""
Count = Annotated[int, Strict(), Field(ge=1, le=MAX_UNITS)]
Days = Annotated[int, Strict(), Field(ge=0, le=MAX_DAYS)]
Flag = Annotated[bool, Strict()]
Identifier = Annotated[str, Strict(), Field(pattern=ID_PATTERN)]
"""How rules, rewards and assets are named; stable for the programme's life."""
Currency = Annotated[
    str,
    Strict(),
    AfterValidator(_currency),
    Field(json_schema_extra={"pattern": "^[A-Z]{3}$"}),
]
Ref = Annotated[
    str, Strict(), Field(min_length=1, max_length=200), AfterValidator(_clean)
]
"""Somebody else's id: a product, a collection, a tag, a channel."""
Line = Annotated[
    str, Strict(), Field(min_length=1, max_length=200), AfterValidator(_clean)
]
"""A short text that people read."""
Prose = Annotated[
    str, Strict(), Field(min_length=1, max_length=4_000), AfterValidator(_clean)
]
