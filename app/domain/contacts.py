"""Contact data of members: what counts as a change of it.

Who takes an account over changes its address first, so that the owner hears of
nothing. A change therefore rests the points for a while.
"""

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["email", "phone"]
KINDS: Final[tuple[Kind, ...]] = ("email", "phone")


def replaced(
    before: Mapping[Kind, str | None], after: Mapping[str, object]
) -> dict[Kind, str]:
    """Return the contacts that *after* replaces or takes away, as they were.

    The first contact of its kind replaces none; the same one in another spelling
    neither.
    """
    found: dict[Kind, str] = {}
    for kind in KINDS:
        old = before[kind]
        if old is None or kind not in after:
            continue
        new = after[kind]
        if not isinstance(new, str) or _plain(kind, new) != _plain(kind, old):
            found[kind] = old
    return found


def _plain(kind: Kind, contact: str) -> str:
    if kind == "email":
        return contact.strip().casefold()
    return "".join(letter for letter in contact if letter.isdecimal())
