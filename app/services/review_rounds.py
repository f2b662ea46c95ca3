"""Reads a store's young reviews again: what no message told shows here.

A review that is approved and held again within a second makes two messages with
one content, and those are one message to us; a store may lose any of them. So
every few minutes all reviews of the last weeks are compared with what they were
rewarded with. Older ones are left to the messages: nothing lists reviews by
when they changed.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.domain.events import ReviewSnapshot
from app.ports import StoreConnection
from app.services.connections import connection_of
from app.services.env import Env
from app.services.outbox import owe
from app.services.reviews import review_seen
from app.services.store_rounds import problem_of, stores_to_visit
from app.services.stores import platform_of
from app.storage.review_facts import ReviewKey, rewarded_reviews
from app.storage.stores import StoreRow
from app.storage.unit_of_work import UnitOfWork

YOUNG: Final = timedelta(days=30)
MOST_REVIEWS: Final = 2_000
"""Of one store in one round, the newest."""


@dataclass(slots=True)
class ReviewRound:
    """What one round over one store found."""

    read: int = 0
    settled: int = 0
    """Reviews that were worth something else than was given."""
    missing: int = 0
    """Rewarded ones that the store no longer lists."""
    problem: str = ""


def sweep(env: Env, programme_id: UUID) -> list[ReviewRound]:
    """Go round every connected store; one that fails stops no other."""
    return [review_round(env, row) for row in stores_to_visit(env, programme_id)]


def review_round(env: Env, row: StoreRow) -> ReviewRound:
    """Compare one store's young reviews with what was given for them."""
    done = ReviewRound()
    done.problem = problem_of(env, row, lambda: _compare(env, row, done))
    return done


def _compare(env: Env, row: StoreRow, done: ReviewRound) -> None:
    store = connection_of(env, row)
    adapter = platform_of(env, row.platform)
    since = reached = env.clock.now() - YOUNG
    rewarded = env.database.run(
        row.programme_id,
        lambda uow: rewarded_reviews(uow, row.store_id, written_since=since),
    )
    given = {each.key for each in rewarded}
    seen: set[ReviewKey] = set()
    cursor: str | None = None
    while True:
        page = adapter.recent_reviews(store, written_since=since, cursor=cursor)
        fresh = {(one.product_ref, one.review_ref): one for one in page.items}
        for key, review in fresh.items():
            if key not in seen and review.approved != (key in given):
                done.settled += _settle(env, store, review)
        seen |= fresh.keys()
        cursor = page.next_cursor
        if cursor is not None and len(seen) >= MOST_REVIEWS:
            # What is older was not looked at: say nothing about it.
            reached = min(one.written_at or since for one in page.items)
            break
        if cursor is None:
            break
    done.read = len(seen)
    gone = {
        each.product_ref
        for each in rewarded
        if each.written_at > reached and each.key not in seen
    }
    _look_closer(env, store, gone)
    done.missing = len(gone)


def _settle(env: Env, store: StoreConnection, review: ReviewSnapshot) -> bool:
    """Reward, or take back, what a review is worth now; tell whether that moved."""
    said = env.database.run(
        store.programme_id, lambda uow: review_seen(env, uow, store, review)
    )
    return said in {"review_rewarded", "review_taken_back"}


def _look_closer(env: Env, store: StoreConnection, product_refs: set[str]) -> None:
    """Have the reviews of these products read: a listing alone proves no deletion."""
    if not product_refs:
        return

    def write(uow: UnitOfWork) -> None:
        for product_ref in sorted(product_refs):
            owe(
                env,
                uow,
                "read_reviews",
                product_ref,
                store_id=store.store_id,
                key=f"{store.store_id}/{product_ref}",
            )

    env.database.run(store.programme_id, write)
