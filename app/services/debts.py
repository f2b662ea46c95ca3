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
    access,
    backfills,
    billing,
    closed_goods,
    evaluating,
    perk_debts,
    privacy_debts,
    reviews,
    simulation_desk,
    theme_marks,
    vouchers,
)
from app.services.bulk import work as bulk_work
from app.services.connections import live_connection
from app.services.env import Env
from app.services.exporting import desk as exporting_desk
from app.services.importing import work as importing_work
from app.services.orders import read_again
from app.services.outbox import (
    Cancelled,
    DebtOutcome,
    Handler,
    SetAside,
    Settled,
)
from app.services.stores import platform_of
from app.storage.outbox import LeasedDebt
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


def unknown(_env: Env, debt: LeasedDebt) -> DebtOutcome:
    """A kind that no handler knows: a person must look."""
    return SetAside(f"no handler for {debt.kind}")


HANDLERS: Mapping[str, Handler] = {
    "fetch_order": fetch_order,
    "read_reviews": read_reviews,
    **privacy_debts.HANDLERS,
    **vouchers.HANDLERS,
    **evaluating.HANDLERS,
    **perk_debts.HANDLERS,
    **theme_marks.HANDLERS,
    **closed_goods.HANDLERS,
    **simulation_desk.HANDLERS,
    **importing_work.HANDLERS,
    **bulk_work.HANDLERS,
    **exporting_desk.HANDLERS,
    **backfills.HANDLERS,
    **billing.HANDLERS,
    **access.HANDLERS,
}
