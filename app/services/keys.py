"""API keys: made once, shown once, found again by their digest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from app.domain.errors import Malformed, Untrusted
from app.services.env import Env
from app.storage.keys import KeyRepository, KeyRow, find_key
from app.storage.unit_of_work import UnitOfWork

SYMBOLS = 52
"""Of five bits each: at least 256 random bits."""
ENDING = 4
USED_NOTED_EVERY = timedelta(minutes=5)
SCOPES = (
    "members:read",
    "members:write",
    "ledger:read",
    "ledger:write",
    "redemptions:write",
    "programme:read",
    "programme:write",
    "orders:write",
    "activities:write",
    "webhooks:write",
)


class UnknownScope(Malformed):
    """A scope that does not exist."""

    code = "unknown_scope"


class BadKey(Untrusted):
    """The API key is unknown, expired or revoked."""

    code = "bad_api_key"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking, and what they may do."""

    programme_id: UUID
    key_id: UUID
    name: str
    mode: str
    scopes: frozenset[str]

    @property
    def actor(self) -> str:
        """The name under which what they do is written down."""
        return f"api:{self.key_id}"


def digest_of(key: str) -> bytes:
    """Return what is kept of a key. It is random, so a plain digest is enough."""
    return sha256(key.encode()).digest()


def create(
    env: Env,
    programme_id: UUID,
    *,
    name: str,
    scopes: list[str],
    mode: Literal["live", "test"] = "live",
    expires_at: datetime | None = None,
) -> tuple[str, KeyRow]:
    """Make a key; the text is returned once and can't be had again.

    Raises:
        UnknownScope: One of the scopes does not exist; lists those that do.
    """
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        known = ", ".join(SCOPES)
        raise UnknownScope(f"unknown: {', '.join(unknown) or '(none given)'}; {known}")
    key = f"lk_{mode}_{env.ids.code(SYMBOLS)}"
    row = KeyRow(
        key_id=env.ids.new(),
        name=name,
        mode=mode,
        ending=key[-ENDING:],
        scopes=sorted(set(scopes)),
        created_at=env.clock.now(),
        expires_at=expires_at,
        revoked_at=None,
        last_used_at=None,
    )

    def write(uow: UnitOfWork) -> None:
        KeyRepository(uow).add(row, digest_of(key))

    env.database.run(programme_id, write)
    return key, row


def principal(env: Env, key: str) -> Principal:
    """Return who holds this key.

    Raises:
        BadKey: Unknown, expired or revoked; which of these is not said.
    """
    with env.database.unbound() as look:
        found = find_key(look, digest_of(key))
    if found is None:
        raise BadKey("the API key is not valid")
    programme_id, key_id = found
    now = env.clock.now()

    def read(uow: UnitOfWork) -> KeyRow:
        keys = KeyRepository(uow)
        row = keys.get(key_id)
        if row.last_used_at is None or row.last_used_at < now - USED_NOTED_EVERY:
            keys.used(key_id, at=now)
        return row

    row = env.database.run(programme_id, read)
    if row.revoked_at is not None or (row.expires_at and row.expires_at <= now):
        raise BadKey("the API key is not valid")
    return Principal(programme_id, key_id, row.name, row.mode, frozenset(row.scopes))
