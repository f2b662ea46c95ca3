"""What the audit trail says of one deed, byte for byte, and how deeds are chained.

Who did what to what, when, and what it was before and after. Nothing personal and
nothing secret: ids, codes and figures. What smells of either is blanked here, so
that no caller can forget it; the chain commits to what is left.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from app.domain.ledger.journal import FIRST_PREVIOUS, microseconds

Fact: TypeAlias = "str | int | bool | Sequence[str | int] | None"

VERSION: Final = "aud1"
DOMAIN: Final = b"setia-audit-v1\x00"
BLANK: Final = "(not kept)"
MOST_OF_A_FACT: Final = 500
TELLING: Final = (
    *("password", "secret", "token", "totp", "credential", "api_key", "key_text"),
    *("email", "phone", "address", "birth", "first_name", "last_name", "full_name"),
)
"""A fact whose name holds one of these is blanked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed, as the trail has it."""

    action: str
    """What was done: ``member.adjusted``."""
    subject: str
    """To what: ``member:<id>``."""
    actor: str
    """By whom: ``staff:<id>``, ``cli`` or ``system``."""
    before: Mapping[str, Fact] | None = None
    after: Mapping[str, Fact] | None = None
    request_id: str = ""
    address_digest: bytes | None = None
    """A keyed digest of the network address it came from."""
    surface: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """An entry in its place."""

    seq: int
    entry_id: UUID
    at: datetime
    entry: Entry
    previous_hash: bytes
    hash: bytes


def cleaned(facts: Mapping[str, Fact] | None) -> dict[str, Fact] | None:
    """Return facts as they may be kept: telling ones blanked, long ones cut."""
    if facts is None:
        return None
    return {name: _kept(name, facts[name]) for name in sorted(facts)}


def _kept(name: str, fact: Fact) -> Fact:
    if fact is not None and any(sign in name.lower() for sign in TELLING):
        return BLANK
    if isinstance(fact, str):
        return fact[:MOST_OF_A_FACT]
    if fact is None or isinstance(fact, int):
        return fact
    return list(fact)


def chained(
    owner_id: UUID,
    seq: int,
    previous_hash: bytes,
    *,
    entry_id: UUID,
    at: datetime,
    entry: Entry,
) -> Chained:
    """Return *entry* as number *seq* of its owner's trail, after *previous_hash*."""
    content = [
        VERSION,
        str(owner_id),
        seq,
        str(entry_id),
        microseconds(at),
        entry.actor,
        entry.action,
        entry.subject,
        entry.surface,
        entry.before,
        entry.after,
        entry.request_id,
        "" if entry.address_digest is None else entry.address_digest.hex(),
    ]
    said = json.dumps(
        content, separators=(",", ":"), ensure_ascii=False, sort_keys=True
    )
    link = hashlib.sha256(DOMAIN + previous_hash + said.encode()).digest()
    return Chained(
        seq=seq,
        entry_id=entry_id,
        at=at,
        entry=entry,
        previous_hash=previous_hash,
        hash=link,
    )


def first_break(
    owner_id: UUID, links: Sequence[Chained], *, after: Chained | None = None
) -> int | None:
    """Return the number of the first link that does not hold, or None.

    Args:
        owner_id: Whose trail it is.
        links: A stretch of the trail, in its order.
        after: The link before them; None when they are the first.
    """
    seq, previous = (after.seq, after.hash) if after else (0, FIRST_PREVIOUS)
    for link in links:
        seq += 1
        again = chained(
            owner_id,
            seq,
            previous,
            entry_id=link.entry_id,
            at=link.at,
            entry=link.entry,
        )
        if again != link:
            return seq
        previous = link.hash
    return None
