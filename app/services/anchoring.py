"""Writes the head of the journal down where the database can't reach.

Whoever can rewrite the database can rewrite its chain of hashes. An anchor is a
line in an append-only file: what the head was, when, and the hash of the line
before, signed with a key that no serving process holds. Proving compares the
journal with every line.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from app.domain.errors import Untrusted
from app.services.env import Env
from app.storage.prove import Anchor
from app.storage.prove.journal import head

START = "0" * 64
"""What stands for the line before the first."""


class AnchorBroken(Untrusted):
    """A line of the anchor file is damaged, out of place, or not signed by us."""

    code = "anchor_broken"

    def __init__(self, line: int, why: str) -> None:
        self.line = line
        self.why = why
        super().__init__(f"line {line} of the anchors: {why}")


def new_key() -> tuple[bytes, bytes]:
    """Return a fresh (private, public) pair, 32 bytes each."""
    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private_key: bytes) -> bytes:
    """Return the public half of a private key."""
    private = Ed25519PrivateKey.from_private_bytes(private_key)
    return private.public_key().public_bytes_raw()


def present_head(env: Env, programme_id: UUID) -> Anchor | None:
    """Return the last sealed entry as of now; None before the first."""
    found = env.database.run(programme_id, head)
    return None if found is None else Anchor(found[0], found[1], env.clock.now())


def signed_line(
    programme_id: UUID, anchor: Anchor, private_key: bytes, *, after: str | None
) -> str:
    """Return the next line of an anchor file, without its line end.

    Args:
        programme_id: Whose journal.
        anchor: What its head is.
        private_key: 32 bytes that no serving process holds.
        after: The line before it; None for the first.
    """
    content = {
        "programme": str(programme_id),
        "seq": anchor.seq,
        "hash": anchor.hash.hex(),
        "at": anchor.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": START if after is None else _digest(after),
    }
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(_bytes(content))
    return json.dumps({**content, "signature": signature.hex()}, sort_keys=True)


def read_anchors(
    lines: Iterable[str], programme_id: UUID, public_key: bytes
) -> list[Anchor]:
    """Return the anchors of a file, each line verified.

    Raises:
        AnchorBroken: A line is damaged, out of place, of another programme, or
            signed by someone else.
    """
    public = Ed25519PublicKey.from_public_bytes(public_key)
    found: list[Anchor] = []
    before = START
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\n")
        content, anchor = _read(number, text, public)
        if content.get("previous") != before:
            raise AnchorBroken(number, "it does not follow the line before")
        if content.get("programme") != str(programme_id):
            raise AnchorBroken(number, "it is of another programme")
        if found and found[-1].seq > anchor.seq:
            raise AnchorBroken(number, "the journal was longer before")
        found.append(anchor)
        before = _digest(text)
    return found


def _read(
    number: int, text: str, public: Ed25519PublicKey
) -> tuple[dict[str, object], Anchor]:
    try:
        content = json.loads(text)
        signature = bytes.fromhex(content.pop("signature"))
        anchor = Anchor(
            int(content["seq"]),
            bytes.fromhex(content["hash"]),
            datetime.fromisoformat(content["at"]),
        )
        public.verify(signature, _bytes(content))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise AnchorBroken(number, "it can't be read") from error
    except InvalidSignature as error:
        raise AnchorBroken(number, "the signature does not fit") from error
    return content, anchor


def _bytes(content: dict[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()
