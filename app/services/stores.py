"""Connecting a store to a programme, and taking it off again.

Each step can be run again: a second connection of the same shop repairs the
first. The platform is called between units of work, never inside one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import Conflict, Malformed, PlatformError
from app.domain.store_exam import failed, warned
from app.domain.store_plugin import PluginState
from app.ports import Platform, StoreConnection, StoreDescription, WebhookReport
from app.services.connections import (
    connection_of,
    newest_secret,
    resealed,
    review_secret_name,
    seal_credentials,
    with_new_secret,
)
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.services.store_keeping import keep
from app.services.store_plugins import leave as leave_plugin
from app.services.store_plugins import push_if_there
from app.services.theme_marks import clear, leave
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

SECRET_BYTES = 32
log = structlog.get_logger(__name__)
REPAIRED: Final = "webhooks_repaired"
NOT_MADE: Final = "webhooks_not_made"
"""Checks that the watch over webhooks leaves for the merchant."""
OF_PLUGIN: Final = ("review.", "action.")
MOST_TOPICS: Final = 300


class UnknownPlatform(Malformed):
    """No adapter of this name."""

    code = "unknown_platform"


class StoreNotUsable(Conflict):
    """The store answered, and can't be used as it is set up."""

    code = "store_not_usable"


@dataclass(frozen=True, slots=True)
class Connected:
    """What came out of a connection."""

    store_id: UUID
    created: bool
    description: StoreDescription
    webhooks: WebhookReport
    webhook_url: str
    plugin: PluginState | None = None


def platform_of(env: Env, name: str) -> Platform:
    """Return the adapter of a platform; ``UnknownPlatform`` when there is none."""
    if name not in env.platforms:
        known = ", ".join(sorted(env.platforms))
        raise UnknownPlatform(f"no platform {name!r}; there are {known}")
    return env.platforms[name]


def webhook_url(env: Env, platform: str, store_id: UUID) -> str:
    """Return where a store's deliveries go."""
    path = "shopify" if platform == "shopify" else f"{platform}/{store_id}"
    return f"{env.public_url.rstrip('/')}/webhooks/{path}"


def connect(
    env: Env,
    programme_id: UUID,
    *,
    platform: str,
    base_url: str,
    proof: Mapping[str, str],
    domain: str = "",
    options: Mapping[str, str] | None = None,
    sandbox: bool = False,
    witness: Witness[StoreRow] = unseen,
) -> Connected:
    """Connect a store: ask it who it is, keep its keys, register webhooks.

    Args:
        env: The collaborators.
        programme_id: The programme that the store joins.
        platform: Which kind of store.
        base_url: Where to call it.
        proof: What proves that we may (``Platform.credentials_for``).
        domain: The platform's name of the shop, where the address is another.
        options: Store settings such as ``earn_on``.
        sandbox: Whether it is a store to play with.
        witness: Writes it down where staff connect it.

    Raises:
        StoreTaken: The shop belongs to another programme.
        StoreNotUsable: The store says that something needed is switched off.
        PlatformError: The store did not answer as it should.
    """
    adapter = platform_of(env, platform)
    draft = StoreConnection(
        store_id=env.ids.new(),
        programme_id=programme_id,
        platform=platform,
        base_url=base_url.rstrip("/"),
        domain=domain,
        currency="",
        timezone="UTC",
        options=options or {},
    )
    draft = replace(draft, credentials=adapter.credentials_for(draft, proof))
    description = adapter.describe(draft)
    if description.problems:
        raise StoreNotUsable("; ".join(description.problems))
    row, created = keep(env, draft, description, sandbox=sandbox, witness=witness)
    connected = connection_of(env, row)
    url = webhook_url(env, platform, row.store_id)
    secret = env.ids.secret(SECRET_BYTES).hex()
    if platform not in env.app_secrets:
        _rotate(env, row, secret)
    report = adapter.ensure_webhooks(connected, callback_url=url, secret=secret)
    _note(env, row, report)
    plugin = push_if_there(env, programme_id, row.store_id)
    return Connected(row.store_id, created, description, report, url, plugin)


def _rotate(env: Env, row: StoreRow, secret: str) -> None:
    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        held = stores.lock(row.store_id)
        sealed = with_new_secret(env, held, secret, env.clock.now())
        stores.change(row.store_id, webhook_secrets=sealed)

    env.database.run(row.programme_id, write)


def _note(
    env: Env,
    row: StoreRow,
    report: WebhookReport,
    *,
    beside: Callable[[UnitOfWork], None] | None = None,
) -> None:
    problem = None
    if report.failed:
        problem = "webhooks could not be registered: " + ", ".join(report.failed)

    def write(uow: UnitOfWork) -> None:
        StoreRepository(uow).change(
            row.store_id, problem=problem, checked_at=env.clock.now()
        )
        if beside is not None:
            beside(uow)

    env.database.run(row.programme_id, write)


def check_webhooks(
    env: Env, programme_id: UUID, store_id: UUID, *, first: bool = False
) -> WebhookReport:
    """Repair the store's subscriptions under the secret that they have.

    The *first* time after a connection all of them are made, and nothing was broken.
    """

    def read(uow: UnitOfWork) -> tuple[StoreRow, StoreConnection]:
        row = StoreRepository(uow).get(store_id)
        return row, connection_of(env, row)

    row, connected = env.database.run(programme_id, read)
    secret = newest_secret(env, row)
    report = platform_of(env, row.platform).ensure_webhooks(
        connected, callback_url=webhook_url(env, row.platform, store_id), secret=secret
    )
    told = replace(report, created=()) if first else report
    _note(env, row, report, beside=lambda uow: _tell(env, uow, store_id, told))
    return report


def _tell(env: Env, uow: UnitOfWork, store_id: UUID, report: WebhookReport) -> None:
    """Keep, for the merchant to read, that webhooks were found broken.

    WooCommerce switches one off after some failures and says nothing; we make it
    anew, and what was lost meanwhile is read from the store.
    """
    checks, found = CheckRepository(uow), []
    # A plugin that was put in later brings topics of its own: nothing was broken.
    missing = [topic for topic in report.created if not topic.startswith(OF_PLUGIN)]
    if broken_ones := (*report.repaired, *missing):
        found.append(warned(REPAIRED, topics=", ".join(broken_ones)[:MOST_TOPICS]))
    if report.failed:
        found.append(failed(NOT_MADE, topics=", ".join(report.failed)[:MOST_TOPICS]))
    else:
        checks.forget(store_id, [NOT_MADE])
    checks.note(store_id, found, at=env.clock.now())


def set_review_secret(
    env: Env, programme_id: UUID, store_id: UUID, *, provider: str, secret: str
) -> str:
    """Keep the secret of a review app for a store; return where it delivers to."""
    if provider not in env.review_providers:
        known = ", ".join(sorted(env.review_providers))
        raise UnknownPlatform(f"no review app {provider!r}; there are {known}")

    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        row = stores.lock(store_id)
        held = dict(connection_of(env, row).credentials)
        held[review_secret_name(provider)] = secret
        sealed = seal_credentials(env, programme_id, store_id, held)
        stores.change(store_id, credentials=sealed)

    env.database.run(programme_id, write)
    return f"{env.public_url.rstrip('/')}/webhooks/reviews/{provider}/{store_id}"


def uninstalled(
    env: Env, uow: UnitOfWork, store_id: UUID, *, happened_at: datetime | None
) -> bool:
    """Note that the store left; return False for a late message about it.

    A message about a departure before the present connection changes nothing.
    """
    stores = StoreRepository(uow)
    row = stores.lock(store_id)
    if happened_at is not None and happened_at < row.connected_at:
        return False
    if row.state in ("uninstalled", "erased"):
        return False
    stores.change(
        store_id,
        state="uninstalled",
        credentials=resealed(env, row, {}),
        uninstalled_at=happened_at or env.clock.now(),
    )
    CheckRepository(uow).forget(store_id)
    leave(uow, store_id)
    return True


def broken(
    uow: UnitOfWork, store_id: UUID, reason: str, *, known_at: datetime | None = None
) -> bool:
    """Note that a connected store can no longer serve us, for staff to see.

    One that left stays one that left, and a connection made after *known_at* is
    not the one that failed: then nothing is changed, and False is returned.
    """
    return StoreRepository(uow).block(store_id, reason, known_at=known_at)


def disconnect(
    env: Env, programme_id: UUID, store_id: UUID, witness: Witness[StoreRow] = unseen
) -> WebhookReport:
    """Take our subscriptions out of the store, then forget its keys.

    A store that does not answer is left all the same: what it still sends finds
    nobody, and a connection anew makes its webhooks right.
    """

    def read(uow: UnitOfWork) -> StoreRow:
        return StoreRepository(uow).get(store_id)

    row = env.database.run(programme_id, read)
    adapter, url = (
        platform_of(env, row.platform),
        webhook_url(env, row.platform, store_id),
    )
    try:
        clear(env, connection_of(env, row))
        leave_plugin(env, row)
        report = adapter.remove_webhooks(connection_of(env, row), callback_url=url)
    except PlatformError as error:
        log.warning("left_without_a_word", store_id=str(store_id), reason=error.code)
        report = WebhookReport(failed=(error.code,))

    def write(uow: UnitOfWork) -> None:
        uninstalled(env, uow, store_id, happened_at=None)
        witness(uow, row)

    env.database.run(programme_id, write)
    return report


def set_option(uow: UnitOfWork, store_id: UUID, name: str, value: str) -> None:
    """Set one setting of a store; the others stay."""
    rows = StoreRepository(uow)
    rows.change(store_id, options=rows.lock(store_id).options | {name: value})
