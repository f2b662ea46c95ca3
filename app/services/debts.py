"""What each kind of outbox debt does when its turn comes.

A handler asks the platform first and writes afterwards, in a unit of work of its
own. A platform's failure is raised: the outbox decides what its family means.
"""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from app.domain.errors import PlatformMissing
from app.domain.events import ReviewSnapshot
from app.ports import StoreConnection
from app.services import (
    backfills,
    billing,
    closed_goods,
    erasure,
    evaluating,
    perk_debts,
    privacy,
    reviews,
    simulation_desk,
    theme_marks,
    vouchers,
)
from app.services.connections import live_connection
from app.services.env import Env
from app.services.orders import read_again
from app.services.outbox import (
    Cancelled,
    DebtOutcome,
    Handler,
    SetAside,
    Settled,
)
from app.services.stores import platform_of
from app.storage.members import MemberRepository
from app.storage.outbox import LeasedDebt
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


def _store_of(debt: LeasedDebt) -> UUID:
    if debt.store_id is None:
        raise ValueError(f"a debt of kind {debt.kind} names a store")
    return debt.store_id


def fetch_order(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Read one order from its store and settle it."""
    result = read_again(env, debt.programme_id, _store_of(debt), debt.subject)
    return Settled() if result else Cancelled("order_never_known")


def read_reviews(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Read a product's reviews and reward, or take back, what they are worth."""
    store = live_connection(env, debt.programme_id, _store_of(debt))
    try:
        found = platform_of(env, store.platform).reviews(
            store, product_ref=debt.subject
        )
    except PlatformMissing:
        return Cancelled("product_gone")
    seen = {review.review_ref for review in found}
    for review in found:
        env.database.run(
            debt.programme_id, partial(_note_review, env, store=store, review=review)
        )
    env.database.run(
        debt.programme_id,
        lambda uow: reviews.unseen(env, uow, store, debt.subject, seen),
    )
    return Settled()


def _note_review(
    env: Env, uow: UnitOfWork, *, store: StoreConnection, review: ReviewSnapshot
) -> None:
    reviews.review_seen(env, uow, store, review)


def redact_customer(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Erase the person whom the platform named; the books stay whole."""

    def find(uow: UnitOfWork) -> tuple[UUID, str, UUID | None]:
        store_id, _, about = privacy.request(uow, UUID(debt.subject))
        ref = str(about["customer_ref"])
        links = MemberRepository(uow).links(store_id, [ref])
        return store_id, ref, links.get(ref)

    store_id, customer_ref, member_id = env.database.run(debt.programme_id, find)
    if member_id is not None:
        erasure.erase(env, debt.programme_id, member_id)

    def close(uow: UnitOfWork) -> None:
        erasure.suppress_customer(env, uow, store_id, customer_ref)
        privacy.met(env, uow, UUID(debt.subject), "erased" if member_id else "unknown")

    env.database.run(debt.programme_id, close)
    return Settled()


def redact_store(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Erase a shop that left; one that came back stays as it is."""

    def write(uow: UnitOfWork) -> bool:
        stores = StoreRepository(uow)
        row = stores.lock(_store_of(debt))
        left = row.state == "uninstalled"
        if left:
            stores.change(row.store_id, state="erased", credentials=None)
        outcome = "erased" if left else "shop_came_back"
        privacy.met(env, uow, UUID(debt.subject), outcome)
        return left

    if not env.database.run(debt.programme_id, write):
        return Cancelled("shop_came_back")
    erasure.erase_members_of_store(env, debt.programme_id, _store_of(debt))
    return Settled()


def unknown(_env: Env, debt: LeasedDebt) -> DebtOutcome:
    """A kind that no handler knows: a person must look."""
    return SetAside(f"no handler for {debt.kind}")


HANDLERS: Mapping[str, Handler] = {
    "fetch_order": fetch_order,
    "read_reviews": read_reviews,
    "redact_customer": redact_customer,
    "redact_store": redact_store,
    **vouchers.HANDLERS,
    **evaluating.HANDLERS,
    **perk_debts.HANDLERS,
    **theme_marks.HANDLERS,
    **closed_goods.HANDLERS,
    **simulation_desk.HANDLERS,
    **backfills.HANDLERS,
    **billing.HANDLERS,
}
