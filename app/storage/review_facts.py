"""What reviews gave, by store and by when they were written."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from app.storage.orders import FACT_COLUMNS, FactRow
from app.storage.tables.orders import fact_award
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


def facts_of_product(uow: UnitOfWork, source: str) -> list[FactRow]:
    """Return what the reviews of a product gave, all together or each by itself.

    Args:
        uow: Open.
        source: The source that the product's reviews are together.
    """
    rows = uow.connection.execute(
        select(*FACT_COLUMNS).where(
            fact_award.c.programme_id == uow.programme_id,
            or_(
                fact_award.c.source == source,
                fact_award.c.source.startswith(f"{source}@", autoescape=True),
            ),
        )
    )
    return [FactRow(*row) for row in rows]


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
        RewardedReview(source.removeprefix(prefix).removesuffix(f"@{item}"), item, at)
        for source, item, at in rows
    ]
