"""The secret that a store's plugin signs its customers with.

The plugin tells us who is signed in at the shop by a short-lived token:
``base64url(JSON) + "." + base64url(HMAC-SHA256(secret, first part))``. Only our
server and the plugin know the secret. While it is replaced the one before it
holds for seven days, so that no page goes dark.
"""

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.services.connections import context
from app.services.env import Env
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

SECRET_BYTES: Final = 32
OVERLAP: Final = timedelta(days=7)
"""How long a secret that was replaced is still believed."""


def identity_secrets(
    env: Env, uow: UnitOfWork, store_id: UUID, at: datetime
) -> list[bytes]:
    """Return the secrets that may sign this store's customers, newest first.

    Empty for a store without a plugin: then nobody is signed in there.
    """
    return secrets_of(env, StoreRepository(uow).get(store_id), at)


def secrets_of(env: Env, row: StoreRow, at: datetime) -> list[bytes]:
    """Return what ``identity_secrets`` does for a row that was read already."""
    return [
        b64decode(secret)
        for secret, until in _kept(env, row)
        if until is None or at <= until
    ]


def newest_identity_secret(
    env: Env, programme_id: UUID, store_id: UUID, *, renew: bool = False
) -> str:
    """Return the secret in force as base64, made now where there is none.

    Args:
        env: The collaborators.
        programme_id: The store's programme.
        store_id: The store.
        renew: Whether to put a new one in front of the one in force.
    """

    def write(uow: UnitOfWork) -> str:
        stores = StoreRepository(uow)
        row = stores.lock(store_id)
        kept = _kept(env, row)
        if kept and not renew:
            return kept[0][0]
        fresh = b64encode(env.ids.secret(SECRET_BYTES)).decode()
        stores.change(store_id, identity_secrets=_sealed(env, row, fresh, kept))
        return fresh

    return env.database.run(programme_id, write)


def _kept(env: Env, row: StoreRow) -> list[tuple[str, datetime | None]]:
    if row.identity_secrets is None:
        return []
    listed = json.loads(
        env.secrets.open(row.identity_secrets, context=_context(row)),
    )
    return [
        (
            entry["secret"],
            datetime.fromisoformat(entry["until"]) if entry["until"] else None,
        )
        for entry in listed
    ]


def _sealed(
    env: Env, row: StoreRow, fresh: str, kept: list[tuple[str, datetime | None]]
) -> str:
    at = env.clock.now()
    listed = [
        {"secret": fresh, "until": None},
        *(
            {"secret": secret, "until": (until or at + OVERLAP).isoformat()}
            for secret, until in kept
            if until is None or until > at
        ),
    ]
    return env.secrets.seal(json.dumps(listed).encode(), context=_context(row))


def _context(row: StoreRow) -> str:
    return context(row.programme_id, row.store_id, "identity_secrets")
