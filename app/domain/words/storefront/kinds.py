"""A sentence that differs between one and many."""

from dataclasses import dataclass

from app.domain.words.languages import Words


@dataclass(frozen=True, slots=True)
class Counted:
    """Two sentences about a number: for one, and for any other."""

    one: Words
    other: Words
