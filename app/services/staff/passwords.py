"""Passwords of staff: long enough, not on everybody's list, kept as Argon2id.

No rule about capitals or signs: length and being uncommon are what helps. A hash
of nobody's password is checked where there is none, so that an unknown address
takes as long as a known one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import Refused
from app.ports import Ids

LEAST: Final = 12
MOST: Final = 200
SALT_BYTES: Final = 16
LEAST_BESIDE: Final = 8
"""So much must be left of a password beside what anybody knows about its owner."""
HASHER: Final = PasswordHasher(
    time_cost=2,
    memory_cost=47_104,
    parallelism=1,
    hash_len=32,
    salt_len=SALT_BYTES,
    type=Type.ID,
)
NOBODYS: Final = HASHER.hash("nobody has this password", salt=bytes(SALT_BYTES))
LOOK_ALIKES: Final = str.maketrans("013457@$!", "oieastasi")
WALKS: Final = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
FEW_SIGNS: Final = 4


class WeakPassword(Refused):
    """The password is too short, too long, common, or easy to guess.

    Attributes:
        reason: ``short``, ``long``, ``common`` or ``personal``.
    """

    code = "weak_password"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.least = LEAST
        super().__init__(f"the password is refused: {reason}")


@cache
def _common() -> frozenset[str]:
    listed = files("app.services.staff").joinpath("common_passwords.txt")
    lines = listed.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


def refuse_weak(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Refuse a password that others would try.

    Args:
        password: As typed.
        about: What anybody knows about its owner: name, address, shop.

    Raises:
        WeakPassword: It says why.
    """
    text = _plain(password)
    if len(text) < LEAST:
        raise WeakPassword("short")
    if len(text) > MOST:
        raise WeakPassword("long")
    low = text.lower()
    if _is_common(low):
        raise WeakPassword("common")
    rest = low
    for known in sorted(_parts(about), key=len, reverse=True):
        rest = rest.replace(known, "")
    if rest != low and len(rest) < LEAST_BESIDE:
        raise WeakPassword("personal")


def hashed(password: str, ids: Ids) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(_plain(password), salt=ids.secret(SALT_BYTES))


def matches(password: str, kept: str | None) -> bool:
    """Tell whether *password* is the one behind *kept*.

    Without *kept* it takes as long and is false.
    """
    try:
        HASHER.verify(kept or NOBODYS, _plain(password)[:MOST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def needs_rehash(kept: str) -> bool:
    """Tell whether *kept* was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(kept)


def _plain(password: str) -> str:
    # The same sign typed on two keyboards may be two sequences of code points.
    return unicodedata.normalize("NFKC", password)


def _parts(about: tuple[str, ...]) -> set[str]:
    words = re.split(r"[^\w]+", " ".join(about).lower())
    return {word for word in words if len(word) > 2}  # noqa: PLR2004 - "id" is everywhere


def _is_common(low: str) -> bool:
    """Tell whether a password is a listed word with ornaments, or no word at all."""
    if len(set(low)) <= FEW_SIGNS or len(_unit(low)) < min(LEAST, len(low)):
        return True
    letters = re.sub(r"[^a-z]", "", low)
    for bare in (low, letters, *_unmasked(low)):
        if bare in _common() or _unit(bare) in _common() or _is_walk(bare):
            return True
    return not letters and not re.search(r"[^\x00-\x7f]", low)


def _unmasked(low: str) -> Iterator[str]:
    """Yield what is meant by ``p@ssw0rd``, without what is tacked on."""
    end = re.sub(r"[^a-z]+$", "", low)
    for text in (low, end, re.sub(r"^[^a-z]+", "", end)):
        yield re.sub(r"[^a-z]", "", text.translate(LOOK_ALIKES))


def _unit(text: str) -> str:
    """Return the shortest text whose repetition is *text*."""
    at = (text + text).find(text, 1)
    return text[:at] if text else text


def _is_walk(text: str) -> bool:
    joined = "".join(WALKS[1:])
    walks = (*WALKS, joined, "1234567890" * 2)
    return bool(text) and any(text in walk or text in walk[::-1] for walk in walks)
