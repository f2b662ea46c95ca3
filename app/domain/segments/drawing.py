"""Drawing by lot so that anybody can repeat it.

The list of those who can win is fixed first, in the order of their ids. Each
round makes a number of HMAC-SHA256(seed, round); numbers beyond the last whole
multiple of the list are thrown away, so that everybody has the same chance. Who
won is taken off the list.
"""

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

ID_BYTES = 16
SEED_BYTES = 32
RANGE = 1 << 256


def packed(members: Sequence[UUID]) -> bytes:
    """Return the list as bytes: 16 of each id, in order."""
    return b"".join(member.bytes for member in sorted(set(members)))


def unpacked(participants: bytes) -> list[UUID]:
    """Return the list behind the bytes."""
    steps = range(0, len(participants), ID_BYTES)
    return [UUID(bytes=participants[at : at + ID_BYTES]) for at in steps]


def digest(participants: bytes) -> bytes:
    """Return the SHA-256 of a list."""
    return hashlib.sha256(participants).digest()


def winners(
    seed: bytes, participants: bytes, members: int, *, within: int = RANGE
) -> list[UUID]:
    """Return who is drawn, first come first; everybody when there are no more.

    Args:
        seed: 32 random bytes.
        participants: The packed list.
        members: How many win.
        within: Numbers are below this; smaller ones only to try the rule out.
    """
    left = unpacked(participants)
    found: list[UUID] = []
    counter = 0
    while left and len(found) < members:
        said = hmac.digest(seed, counter.to_bytes(8, "big"), "sha256")
        counter += 1
        at = _place(int.from_bytes(said, "big") % within, len(left), within)
        if at is not None:
            # The last one moves up: taking off a long list costs nothing.
            left[at], left[-1] = left[-1], left[at]
            found.append(left.pop())
    return found


def _place(number: int, size: int, within: int) -> int | None:
    """Return the place that a number means, or None when it must not count."""
    return None if number >= within - within % size else number % size
