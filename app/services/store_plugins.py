"""Telling our plugin in a store who we are; a store without one works as well."""

from uuid import UUID

import structlog

from app.domain.errors import PlatformError
from app.domain.ids import public_id
from app.domain.store_plugin import PluginLink, PluginState
from app.services.closed_goods import owe_look
from app.services.connections import connection_of, live_connection
from app.services.env import Env
from app.services.store_identity import newest_identity_secret
from app.storage.stores import StoreRow

FIRST_LANGUAGE = "id"

log = structlog.get_logger(__name__)


def push(
    env: Env, programme_id: UUID, store_id: UUID, *, renew: bool = False
) -> PluginState | None:
    """Tell the store's plugin who we are; None where there is no plugin.

    Args:
        env: The collaborators.
        programme_id: The store's programme.
        store_id: The store.
        renew: Whether its customers are signed with a new secret from now on.

    Raises:
        PlatformError: The plugin is there and did not take it.
        StoreNotConnected: The store was uninstalled.
    """
    store = live_connection(env, programme_id, store_id)
    plugin = env.store_plugins.get(store.platform)
    if plugin is None or plugin.read(store) is None:
        return None
    secret = newest_identity_secret(env, programme_id, store_id, renew=renew)
    state = plugin.push(
        store,
        PluginLink(
            api_url=env.public_url.rstrip("/"),
            store=public_id("str", store_id),
            identity_secret=secret,
            lang=store.options.get("lang", FIRST_LANGUAGE),
        ),
    )
    env.database.run(programme_id, lambda uow: owe_look(env, uow, store_id))
    return state


def push_if_there(env: Env, programme_id: UUID, store_id: UUID) -> PluginState | None:
    """Do what ``push`` does; a plugin that fails keeps no store from connecting."""
    try:
        return push(env, programme_id, store_id)
    except PlatformError as error:
        log.warning("plugin_not_told", store_id=str(store_id), reason=error.code)
        return None


def leave(env: Env, row: StoreRow) -> None:
    """Let the store's plugin forget us, as far as it can still be reached."""
    plugin = env.store_plugins.get(row.platform)
    if plugin is None:
        return
    try:
        plugin.forget(connection_of(env, row))
    except PlatformError as error:
        log.warning("plugin_not_left", store_id=str(row.store_id), reason=error.code)
