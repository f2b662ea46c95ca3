"""What was typed, read; what does not fit is told at its input."""

from collections.abc import Callable

from app.domain.typed_numbers import (
    Doubt,
    Unread,
    both_ways,
    read_exact,
    read_whole,
    write_exact,
)
from app.domain.words import Language


class Unfit(Exception):
    """What was typed does not fit; says in which input, and why."""

    def __init__(self, part: str, key: str, **gaps: str) -> None:
        self.part = part
        self.key = key
        self.gaps = gaps
        super().__init__(key)


def whole_of(part: str, text: str) -> int:
    """Return a whole number that was typed.

    Raises:
        Unfit: It is none.
    """
    try:
        return read_whole(text)
    except Unread as unread:
        raise Unfit(part, "programme.wrong.whole") from unread


def exact_of(
    part: str, text: str, language: Language, read: Callable[[str], str] = read_exact
) -> str:
    """Return an exact number that was typed, as the document writes it.

    Raises:
        Unfit: It is none, or could be two.
    """
    try:
        return read(text)
    except Unread as unread:
        if unread.doubt is Doubt.AMBIGUOUS:
            whole, decimal = both_ways(text, language)
            key = "programme.wrong.two_ways"
            raise Unfit(part, key, whole=whole, decimal=decimal) from unread
        example = write_exact("1.25", language)
        raise Unfit(part, "programme.wrong.number", example=example) from unread


def short_of(part: str, text: str, most: int) -> str:
    """Return a text that is not too long.

    Raises:
        Unfit: It is.
    """
    if len(text) > most:
        raise Unfit(part, "form.string_too_long", max_length=str(most))
    return text
