"""Opens the sealed secrets of a store for those who must talk to it.

A ``StoreConnection`` holds secrets in memory: it is passed on, never logged and
never put into a job's arguments.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.errors import Refused
from app.ports import StoreConnection
from app.services.env import Env
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

OVERLAP = timedelta(days=7)
"""How long a webhook secret that was replaced is still accepted."""


class StoreNotConnected(Refused):
    """The store was uninstalled, or its access is gone."""

    code = "store_not_connected"


def context(programme_id: UUID, store_id: UUID, column: str) -> str:
    """Return the sealing context of a store's secret column."""
    return f"{programme_id}/store/{store_id}/{column}"


def seal_credentials(
    env: Env, programme_id: UUID, store_id: UUID, credentials: Mapping[str, str]
) -> str:
    """Return *credentials* as the text to store."""
    return env.secrets.seal(
        json.dumps(dict(credentials), sort_keys=True).encode(),
        context=context(programme_id, store_id, "credentials"),
    )


def opened_credentials(env: Env, row: StoreRow) -> dict[str, str]:
    """Return a store's credentials; empty when there are none."""
    if row.credentials is None:
        return {}
    found: dict[str, str] = json.loads(
        env.secrets.open(
            row.credentials,
            context=context(row.programme_id, row.store_id, "credentials"),
        )
    )
    return found


def resealed(env: Env, row: StoreRow, fresh: Mapping[str, str]) -> str | None:
    """Return a store's credentials to keep, with those of its platform replaced.

    Whatever replaces or erases them comes through here, with the row locked:
    secrets of review apps, which a merchant entered, lie beside them and belong to no
    platform. They stay.

    Args:
        env: The collaborators.
        row: The store as it is kept now.
        fresh: What the platform gave; nothing for a store that left.

    Returns:
        The text to store, or None when there is nothing to keep.
    """
    others = {review_secret_name(provider) for provider in env.review_providers}
    held = opened_credentials(env, row)
    kept = {name: secret for name, secret in held.items() if name in others}
    whole = {**fresh, **kept}
    if not whole:
        return None
    return seal_credentials(env, row.programme_id, row.store_id, whole)


def connection_of(env: Env, row: StoreRow) -> StoreConnection:
    """Return the open connection of a store row; credentials may be empty."""

    def keep(fresh: Mapping[str, str]) -> None:
        def write(uow: UnitOfWork) -> None:
            stores = StoreRepository(uow)
            held = stores.lock(row.store_id)
            if held.state in ("connected", "blocked"):
                stores.change(row.store_id, credentials=resealed(env, held, fresh))

        env.database.run(row.programme_id, write)

    def renew(
        refresh: Callable[[Mapping[str, str]], Mapping[str, str]],
    ) -> Mapping[str, str]:
        # The one call to a platform that holds a row: a second refresh with the
        # same token would cost the store its connection.
        def alone(uow: UnitOfWork) -> Mapping[str, str]:
            stores = StoreRepository(uow)
            now = stores.lock(row.store_id)
            held = opened_credentials(env, now)
            fresh = refresh(held)
            if fresh != held:
                stores.change(row.store_id, credentials=resealed(env, now, fresh))
            return fresh

        return env.database.run(row.programme_id, alone)

    return StoreConnection(
        store_id=row.store_id,
        programme_id=row.programme_id,
        platform=row.platform,
        base_url=row.base_url,
        domain=row.domain,
        currency=row.currency,
        timezone=row.timezone,
        credentials=opened_credentials(env, row),
        options={name: str(value) for name, value in row.options.items()},
        keep_credentials=keep,
        renew_credentials=renew,
    )


def connection(env: Env, uow: UnitOfWork, store_id: UUID) -> StoreConnection:
    """Return the open connection of a store of this programme."""
    return connection_of(env, StoreRepository(uow).get(store_id))


def live_connection(env: Env, programme_id: UUID, store_id: UUID) -> StoreConnection:
    """Return the connection of a store that may be called.

    Raises:
        StoreNotConnected: It was uninstalled or erased.
    """

    def read(uow: UnitOfWork) -> StoreRow:
        return StoreRepository(uow).get(store_id)

    row = env.database.run(programme_id, read)
    if row.state not in ("connected", "blocked"):
        raise StoreNotConnected(f"{row.name} is {row.state}")
    return connection_of(env, row)


def webhook_secrets(
    env: Env, uow: UnitOfWork, store_id: UUID, at: datetime
) -> list[bytes]:
    """Return the secrets that may sign this store's deliveries, newest first.

    A platform that signs with the app's secret gives that one; other stores
    have their own, and during a rotation the one before it for seven days.
    """
    row = StoreRepository(uow).get(store_id)
    if row.platform in env.app_secrets:
        return list(env.app_secrets[row.platform])
    return [
        secret
        for secret, until in _own_secrets(env, row)
        if until is None or at <= until
    ]


def review_secret_name(provider: str) -> str:
    """Return under which name a review app's secret is kept with a store."""
    return f"{provider}_secret"


def _own_secrets(env: Env, row: StoreRow) -> list[tuple[bytes, datetime | None]]:
    if row.webhook_secrets is None:
        return []
    listed = json.loads(
        env.secrets.open(
            row.webhook_secrets,
            context=context(row.programme_id, row.store_id, "webhook_secrets"),
        )
    )
    return [
        (
            entry["secret"].encode(),
            datetime.fromisoformat(entry["until"]) if entry["until"] else None,
        )
        for entry in listed
    ]


def newest_secret(env: Env, row: StoreRow) -> str:
    """Return the store's own secret in force; empty where it has none."""
    listed = _own_secrets(env, row)
    return listed[0][0].decode() if listed else ""


def with_new_secret(env: Env, row: StoreRow, secret: str, at: datetime) -> str:
    """Return the sealed list of secrets with *secret* in front of the others."""
    kept = [
        {
            "secret": old.decode(),
            "until": (until or at + OVERLAP).isoformat(),
        }
        for old, until in _own_secrets(env, row)
        if until is None or until > at
    ]
    listed = [{"secret": secret, "until": None}, *kept]
    return env.secrets.seal(
        json.dumps(listed).encode(),
        context=context(row.programme_id, row.store_id, "webhook_secrets"),
    )
