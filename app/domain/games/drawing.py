"""A prize draw that anybody can work out again.

Before the first ticket the SHA-256 of a 256-bit seed is published. At the close
the participants are sorted by their id and their tickets numbered in that
order, from 0. Round ``r`` (from 1) hashes ``setia-draw:<r>:<n>`` by HMAC-SHA256
under the seed, ``n`` counting up from 0 until the number falls within the last
whole multiple of the tickets left (else some would be likelier); the number
modulo those tickets wins. Who won is out of the rounds that follow.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.games.chances import within

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Holder:
    """A participant and the tickets they hold."""

    member_id: UUID
    tickets: int


@dataclass(frozen=True, slots=True)
class Winner:
    """Who won in a round, and with which ticket of those left."""

    round: int
    member_id: UUID
    ticket: int


def commitment(seed: bytes) -> str:
    """Return what is published beforehand."""
    return hashlib.sha256(seed).hexdigest()


def ordered(holders: Sequence[Holder]) -> list[Holder]:
    """Return the participants as the draw numbers them; without tickets is out."""
    able = (holder for holder in holders if holder.tickets > 0)
    return sorted(able, key=lambda holder: holder.member_id.bytes)


def list_digest(holders: Sequence[Holder]) -> str:
    """Return the digest of the list: a line ``<uuid> <tickets>`` for each."""
    lines = "".join(f"{one.member_id} {one.tickets}\n" for one in ordered(holders))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def number_of(seed: bytes, draw_round: int, below: int) -> int:
    """Return the ticket of a round, each of *below* tickets as likely."""
    attempt = 0
    while True:
        message = f"setia-draw:{draw_round}:{attempt}".encode("ascii")
        digest = hmac.new(seed, message, hashlib.sha256).digest()
        found = within(int.from_bytes(digest, "big"), below)
        if found is not None:
            return found
        attempt += 1


def winners(seed: bytes, holders: Sequence[Holder], most: int) -> list[Winner]:
    """Return up to *most* winners, in the order of the rounds."""
    left = ordered(holders)
    found: list[Winner] = []
    while left and len(found) < most:
        draw_round = len(found) + 1
        ticket = number_of(seed, draw_round, sum(one.tickets for one in left))
        place = holder_of(left, ticket)
        found.append(Winner(draw_round, left.pop(place).member_id, ticket))
    return found


def holder_of(holders: Sequence[Holder], ticket: int) -> int:
    """Return the place of the participant who holds a ticket.

    Raises:
        ValueError: There are not so many tickets.
    """
    upper = 0
    for place, holder in enumerate(holders):
        upper += holder.tickets
        if ticket < upper:
            return place
    raise ValueError(f"ticket {ticket} is beyond the {upper} there are")
