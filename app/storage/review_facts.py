"""What reviews gave, by store and by when they were written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

ReviewKey = tuple[str, str]
"""Product and review, as the store knows them."""


@dataclass(frozen=True, slots=True)
class RewardedReview:
    """A review that gave something, or will after the first paid order."""

    product_ref: str
    review_ref: str
    written_at: datetime

    @property
    def key(self) -> ReviewKey:
        return self.product_ref, self.review_ref


def rewarded_reviews(
    uow: UnitOfWork, store_id: UUID, *, written_since: datetime
) -> list[RewardedReview]:
    """Return a store's own rewarded reviews that were written since then."""
    prefix = f"review:{store_id}:"
    rows = uow.connection.exec_driver_sql(
        "SELECT source, terms->>'item', happened_at FROM fact_award"
        " WHERE programme_id = %(programme)s AND source LIKE %(sources)s"
        " AND state <> 'taken_back' AND happened_at >= %(since)s"
        " AND strpos(terms->>'item', ':') = 0",
        {
            "programme": uow.programme_id,
            "sources": f"{prefix}%",
            "since": written_since,
        },
    )
    return [
        RewardedReview(source.removeprefix(prefix), item, at)
        for source, item, at in rows
    ]
