"""What a platform's requests about data come to, when their turn comes.

A handler may be run again after it stopped half way: each step aims at a state.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import AccessRevoked
from app.services import data_requests, erasure, privacy
from app.services.connections import connection_of
from app.services.departures import departed
from app.services.env import Env
from app.services.outbox import Again, Cancelled, DebtOutcome, Handler, Settled
from app.services.stores import platform_of
from app.storage.blanking import Blanking
from app.storage.members import MemberRepository
from app.storage.outbox import LeasedDebt
from app.storage.privacy import PrivacyRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

COME_BACK_WITHIN: Final = timedelta(hours=48)
"""A shop that left may come back so long; then what is only its own is erased.
The platform waits so long too before it orders that."""
AWAY: Final = ("uninstalled", "erased")


def redact_customer(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Erase the person whom the platform named; the books stay whole.

    The orders that it lists are cut loose too, whoever of ours they belong to.
    """
    request_id = UUID(debt.subject)

    def find(uow: UnitOfWork) -> tuple[UUID, str, list[str], UUID | None]:
        row = PrivacyRepository(uow).get(request_id)
        ref = str(row.about.get("customer_ref") or "")
        orders = [str(each) for each in row.about.get("order_refs") or ()]
        links = MemberRepository(uow).links(row.store_id, [ref]) if ref else {}
        return row.store_id, ref, orders, links.get(ref)

    store_id, customer_ref, orders, member_id = env.database.run(
        debt.programme_id, find
    )
    if not customer_ref:
        return Cancelled("met_before")
    if member_id is not None:
        erasure.erase(env, debt.programme_id, member_id)

    def close(uow: UnitOfWork) -> None:
        erasure.suppress_customer(env, uow, store_id, customer_ref)
        Blanking(uow).orders([(store_id, ref) for ref in orders])
        privacy.met(env, uow, request_id, "erased" if member_id else "unknown")

    env.database.run(debt.programme_id, close)
    return Settled()


def redact_store(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Erase a shop that left for good; one that came back stays as it is.

    What our row says may be behind: the word of the departure may have been lost,
    or a refusal of ours noted in its place. So a shop that did not leave by our
    books is asked, and only its answer shows that it is there.

    Raises:
        PlatformError: The shop did not say; it is asked again.
    """
    if debt.store_id is None:
        return Cancelled("no_store")
    store_id, request_id = debt.store_id, UUID(debt.subject)

    def read(uow: UnitOfWork) -> tuple[StoreRow, datetime]:
        ordered_at = PrivacyRepository(uow).get(request_id).received_at
        return StoreRepository(uow).get(store_id), ordered_at

    row, ordered_at = env.database.run(debt.programme_id, read)
    if row.state not in AWAY:
        if _is_there(env, row):
            env.database.run(
                debt.programme_id,
                lambda uow: privacy.met(env, uow, request_id, "shop_came_back"),
            )
            return Cancelled("shop_came_back")
        _note_departure(env, row, ordered_at)
    return _erase_store(env, debt, store_id, request_id)


def _is_there(env: Env, row: StoreRow) -> bool:
    """Tell whether the shop still lets us in; what it refuses, it took away."""
    try:
        platform_of(env, row.platform).describe(connection_of(env, row))
    except AccessRevoked:
        return False
    return True


def _note_departure(env: Env, row: StoreRow, ordered_at: datetime) -> None:
    """Note a departure that nobody told us of, unless the shop came back meanwhile.

    It happened before the order by the time that the platform waits, and not before
    the connection that it ended.
    """
    left_at = max(ordered_at - COME_BACK_WITHIN, row.connected_at)

    def write(uow: UnitOfWork) -> None:
        if StoreRepository(uow).lock(row.store_id).connected_at == row.connected_at:
            departed(env, uow, row.store_id, happened_at=left_at)

    env.database.run(row.programme_id, write)


def _erase_store(
    env: Env, debt: LeasedDebt, store_id: UUID, request_id: UUID
) -> DebtOutcome:
    """Erase a shop that left; its row is looked at once more, and locked."""

    def look(uow: UnitOfWork) -> StoreRow:
        stores = StoreRepository(uow)
        row = stores.lock(store_id)
        if row.state == "uninstalled" and not _is_early(env, row):
            stores.change(
                store_id, state="erased", credentials=None, webhook_secrets=None
            )
        return row

    row = env.database.run(debt.programme_id, look)
    if row.state not in AWAY:
        # It was connected anew a moment ago, and is asked once more.
        return Again(env.clock.now(), "shop_may_come_back")
    if row.state == "uninstalled" and _is_early(env, row):
        left_at = row.uninstalled_at or env.clock.now()
        return Again(left_at + COME_BACK_WITHIN, "shop_may_come_back")
    erasure.erase_members_of_store(env, debt.programme_id, store_id)
    env.database.run(
        debt.programme_id, lambda uow: privacy.met(env, uow, request_id, "erased")
    )
    return Settled()


def _is_early(env: Env, row: StoreRow) -> bool:
    left_at = row.uninstalled_at
    return left_at is not None and env.clock.now() < left_at + COME_BACK_WITHIN


def data_request(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Find the person whose data was asked for; staff fetch the file."""
    env.database.run(
        debt.programme_id, lambda uow: data_requests.find(env, uow, UUID(debt.subject))
    )
    return Settled()


HANDLERS: Mapping[str, Handler] = {
    "redact_customer": redact_customer,
    "redact_store": redact_store,
    "data_request": data_request,
}
