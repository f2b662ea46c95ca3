"""Writes down a store that proved itself: a new one, or one that was here before.

A shop's name belongs to whoever has it connected, and to nobody else. Once that one
left, a new proof may take it, in whichever programme. The one that left keeps its
history under the same name and is found again by its own merchant.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.errors import Conflict
from app.ports import StoreConnection, StoreDescription
from app.services.connections import resealed, seal_credentials
from app.services.env import Env
from app.services.staff.audit import Witness
from app.services.theme_marks import owe_all, tell_anew
from app.storage.installing import one_at_a_time
from app.storage.lookups import find_store_by_domain, find_store_in_use
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork


class StoreTaken(Conflict):
    """The shop is connected to another programme."""

    code = "store_taken"


def keep(
    env: Env,
    draft: StoreConnection,
    description: StoreDescription,
    *,
    sandbox: bool,
    witness: Witness[StoreRow],
) -> tuple[StoreRow, bool]:
    """Write the store in its programme; return its row, and whether it is new.

    Two who connect the same shop at once come one after the other.

    Raises:
        StoreTaken: Another programme has the shop.
    """

    def write(uow: UnitOfWork) -> tuple[StoreRow, bool]:
        StoreRepository(uow).programme()
        one_at_a_time(uow.connection, draft.platform, description.domain)
        known = _known(env, uow, draft, description.domain)
        settled = replace(draft, store_id=known or draft.store_id)
        if known:
            bring_back(env, uow, settled, description, sandbox=sandbox)
        else:
            add(env, uow, settled, description, sandbox=sandbox)
        row = StoreRepository(uow).get(settled.store_id)
        witness(uow, row)
        return row, known is None

    return env.database.run(draft.programme_id, write)


def _known(
    env: Env, uow: UnitOfWork, draft: StoreConnection, domain: str
) -> UUID | None:
    """Return the programme's own store of this name or address, or None."""
    # Where one secret signs for all shops, what comes from one is told by its name
    # alone, also after it left: such a name stays with the programme that it is in.
    by_name = draft.platform in env.app_secrets
    find = find_store_by_domain if by_name else find_store_in_use
    place = find(uow.connection, draft.platform, domain)
    if place is not None and place[0] != uow.programme_id:
        raise StoreTaken(f"{domain} is connected to another programme")
    if place is not None:
        return place[1]
    address = "" if by_name else draft.base_url
    return StoreRepository(uow).known(draft.platform, domain, address)


def add(
    env: Env,
    uow: UnitOfWork,
    store: StoreConnection,
    description: StoreDescription,
    *,
    sandbox: bool = False,
) -> None:
    """Write a store that was not known before, with the keys in its connection."""
    StoreRepository(uow).add(
        store_id=store.store_id,
        platform=store.platform,
        domain=description.domain,
        options=dict(store.options),
        credentials=seal_credentials(
            env, store.programme_id, store.store_id, store.credentials
        ),
        **_columns(env, store, description, sandbox=sandbox),
    )
    owe_all(env, uow)


def bring_back(
    env: Env,
    uow: UnitOfWork,
    store: StoreConnection,
    description: StoreDescription,
    *,
    sandbox: bool = False,
) -> None:
    """Connect a store anew: its keys, its name now, and what waited for it goes on."""
    stores, store_id = StoreRepository(uow), store.store_id
    held = stores.lock(store_id)
    stores.change(
        store_id,
        domain=description.domain,
        options=held.options | dict(store.options),
        credentials=resealed(env, held, store.credentials),
        **_columns(env, store, description, sandbox=sandbox),
    )
    OutboxRepository(uow).unblock_store(store_id, env.clock.now())
    tell_anew(uow, store_id)
    owe_all(env, uow)


def _columns(
    env: Env, store: StoreConnection, description: StoreDescription, *, sandbox: bool
) -> dict[str, object]:
    return {
        "shop_ref": description.shop_ref,
        "base_url": store.base_url,
        "name": description.name,
        "currency": description.currency,
        "timezone": description.timezone,
        "state": "connected",
        "connected_at": env.clock.now(),
        "uninstalled_at": None,
        "problem": None,
        "sandbox": sandbox,
    }
