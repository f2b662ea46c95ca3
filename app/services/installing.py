"""A merchant opens the app in a platform's admin: installed, back, or simply here.

There is no install callback. A shop that we do not know, or that had left, is
installed by the first page that its own staff open with a token of the platform's.
Nothing in a request says which shop it is but what the platform signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import AccessRevoked, PlatformError, Refused, Untrusted
from app.domain.installing import StaffVisit
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.words import Language
from app.ports import StoreConnection, StoreDescription
from app.services import store_keeping, stores
from app.services.app_host import AppHost
from app.services.connections import connection_of
from app.services.env import Env
from app.services.staff import audit
from app.storage.installing import find_store_by_ref, one_at_a_time
from app.storage.lookups import find_store_by_domain
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

PEPPER_BYTES: Final = 32
SCOPES: Final = "scopes"
"""Store option: the permissions that the shop gave us, with commas."""
LACKING: Final = "permissions are missing: "
FIRST_NAME: Final = {"en": "Rewards", "id": "Hadiah", "ms": "Ganjaran"}
INSTALLER: Final = "install"
"""Whom the first draft names as its author."""

log = structlog.get_logger(__name__)

Place = tuple[UUID, UUID]


class ScopesMissing(Refused):
    """The shop did not give what the app can't do without.

    Attributes:
        missing: The permissions, by the platform's names.
    """

    code = "scopes_missing"

    def __init__(self, domain: str, missing: Sequence[str]) -> None:
        self.domain = domain
        self.missing = tuple(missing)
        super().__init__(f"the shop did not grant {', '.join(missing)}")


class ForeignShop(Untrusted):
    """The token is of one shop and what answered to it is another."""

    code = "foreign_shop"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where somebody of a shop's staff has come to."""

    programme_id: UUID
    merchant_id: UUID
    store_id: UUID
    domain: str
    installed: bool
    """Whether it was installed, or came back, just now."""


def host_of(env: Env, platform: str) -> AppHost:
    """Return the platform as a host of our pages; ``UnknownPlatform`` without one."""
    if platform not in env.app_hosts:
        known = ", ".join(sorted(env.app_hosts)) or "none"
        raise stores.UnknownPlatform(f"no admin of {platform!r}; there are: {known}")
    return env.app_hosts[platform]


def arrive(env: Env, platform: str, visit: StaffVisit, id_token: str) -> Arrival:
    """Return where a verified visit leads; install the shop if it is not.

    Our row may say that it is and be behind: the shop may have left and come back
    with no word of it yet, or have changed what it grants. So it is asked, once each
    time somebody opens the app, and given a fresh token where ours does not do.

    Raises:
        ScopesMissing: Some are missing still; nothing half works.
        StoreTaken: Never for a shop's own programme; a shop has one.
        PlatformError: The shop did not answer as it should.
    """
    found = whereabouts(env, platform, visit.domain)
    if found is not None:
        row, merchant_id = found
        if row.state == "connected" and _answers(env, row):
            return Arrival(
                row.programme_id, merchant_id, row.store_id, row.domain, installed=False
            )
    return install(env, platform, visit.domain, {"id_token": id_token})


def _answers(env: Env, row: StoreRow) -> bool:
    """Tell whether the shop takes our token and grants all that we need.

    A shop that does not say, for whatever passing reason, is taken as it was.
    """
    host = host_of(env, row.platform)
    try:
        scopes = host.scopes(connection_of(env, row))
    except AccessRevoked:
        return False
    except PlatformError as error:
        log.info("shop_silent_at_arrival", reason=error.code)
        return not _lacks(host, row)
    if ",".join(scopes) != row.options.get(SCOPES):

        def note(uow: UnitOfWork) -> None:
            stores.set_option(uow, row.store_id, SCOPES, ",".join(scopes))

        env.database.run(row.programme_id, note)
    return not host.lacking(scopes)


def whereabouts(env: Env, platform: str, domain: str) -> tuple[StoreRow, UUID] | None:
    """Return a shop's row and its merchant, installed or not; None if unknown."""
    with env.database.unbound() as look:
        place = find_store_by_domain(look, platform, domain)
    if place is None:
        return None
    programme_id, store_id = place

    def read(uow: UnitOfWork) -> tuple[StoreRow, UUID]:
        rows = StoreRepository(uow)
        return rows.get(store_id), rows.programme().merchant_id

    return env.database.run(programme_id, read)


def install(env: Env, platform: str, domain: str, proof: Mapping[str, str]) -> Arrival:
    """Connect a shop by a proof of the platform's; a new one gets a programme.

    A shop that left finds its programme and its history as they were. Two who come
    at once end in one installation.

    Raises:
        ScopesMissing: Nothing was kept.
        ForeignShop: Another shop answered.
        PlatformError: The shop did not answer as it should.
    """
    host, adapter = host_of(env, platform), stores.platform_of(env, platform)
    draft = StoreConnection(
        store_id=env.ids.new(),
        programme_id=env.ids.new(),
        platform=platform,
        base_url=host.base_url(domain),
        domain=domain,
        currency="",
        timezone="UTC",
    )
    credentials = adapter.credentials_for(draft, proof)
    scopes = credentials.get("scope", "")
    missing = host.lacking(_listed(scopes))
    if missing:
        raise ScopesMissing(domain, missing)
    draft = replace(draft, credentials=credentials, options={SCOPES: scopes})
    description = adapter.describe(draft)
    if description.domain != domain:
        raise ForeignShop("another shop answered to this token")
    place = _settled(env, draft, description)
    _register(env, platform, place)
    log.info("shop_installed", store_id=str(place[1]), platform=platform)
    row, merchant_id = _read(env, place)
    return Arrival(row.programme_id, merchant_id, row.store_id, domain, installed=True)


def _settled(env: Env, draft: StoreConnection, description: StoreDescription) -> Place:
    """Keep the shop: in a programme of its own, or where it has always been."""

    def found(uow: UnitOfWork) -> Place:
        one_at_a_time(uow.connection, draft.platform, draft.domain)
        look = uow.connection
        place = find_store_by_domain(look, draft.platform, draft.domain)
        # A shop may change its name once; its number stays.
        place = place or find_store_by_ref(look, draft.platform, description.shop_ref)
        if place is not None:
            return place
        _add_programme(env, uow, description)
        store_keeping.add(env, uow, draft, description, sandbox=_is_stand_in(draft))
        _note(env, uow, "store.installed", draft.store_id)
        return draft.programme_id, draft.store_id

    place = env.database.run(draft.programme_id, found)
    if place == (draft.programme_id, draft.store_id):
        return place
    programme_id, store_id = place
    back = replace(draft, programme_id=programme_id, store_id=store_id)

    def return_home(uow: UnitOfWork) -> None:
        store_keeping.bring_back(
            env, uow, back, description, sandbox=_is_stand_in(draft)
        )
        _note(env, uow, "store.returned", store_id)

    env.database.run(programme_id, return_home)
    return place


def _is_stand_in(store: StoreConnection) -> bool:
    """Tell whether a sandbox answers for the shop."""
    return store.base_url != f"https://{store.domain}"


def _note(env: Env, uow: UnitOfWork, action: str, store_id: UUID) -> None:
    subject = f"store:{store_id}"
    audit.record(uow, env.clock.now(), audit.By(actor="system").entry(action, subject))


def _add_programme(env: Env, uow: UnitOfWork, description: StoreDescription) -> None:
    """Write a merchant with a programme that has a draft and nothing published."""
    registry, merchant_id, now = StoreRepository(uow), env.ids.new(), env.clock.now()
    document = first_document(description)
    registry.add_merchant(merchant_id, description.name, at=now)
    registry.add_programme(
        merchant_id=merchant_id,
        name=description.name,
        timezone=document.identity.timezone,
        pepper=env.ids.secret(PEPPER_BYTES),
        at=now,
    )
    ProgrammeRepository(uow).save_draft(document, at=now, by=INSTALLER, based_on=None)


def first_document(description: StoreDescription) -> ProgrammeDocument:
    """Return the draft of a shop that has chosen nothing yet: it promises nothing."""
    rupiah, ringgit = description.currency == "IDR", description.currency == "MYR"
    language = Language.ID if rupiah else Language.MS if ringgit else Language.EN
    return load_document(
        {
            "identity": {
                "name": FIRST_NAME,
                "currency": description.currency,
                "timezone": description.timezone,
                "language": language.value,
            }
        }
    )


def _register(env: Env, platform: str, place: Place) -> None:
    """Let the shop tell us what happens; a failure is seen, and repaired by a timer."""
    try:
        stores.check_webhooks(env, *place, first=True)
    except PlatformError as error:
        log.warning("webhooks_wait", platform=platform, reason=error.code)
        problem = f"webhooks could not be registered: {error.code}"

        def note(uow: UnitOfWork) -> None:
            StoreRepository(uow).change(place[1], problem=problem)

        env.database.run(place[0], note)


def lacking(env: Env, row: StoreRow) -> tuple[str, ...]:
    """Return what an installed shop does not grant and we need."""
    return _lacks(host_of(env, row.platform), row)


def _lacks(host: AppHost, row: StoreRow) -> tuple[str, ...]:
    # A shop connected otherwise, by a token of its own app, says nothing of scopes.
    told = row.options.get(SCOPES)
    return host.lacking(_listed(str(told))) if told is not None else ()


def _listed(scopes: str) -> list[str]:
    return [each for each in scopes.split(",") if each]


def _read(env: Env, place: Place) -> tuple[StoreRow, UUID]:
    def read(uow: UnitOfWork) -> tuple[StoreRow, UUID]:
        rows = StoreRepository(uow)
        return rows.get(place[1]), rows.programme().merchant_id

    return env.database.run(place[0], read)
