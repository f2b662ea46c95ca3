"""Orders as they were settled, of any store."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id
from app.services.channel_orders import find_order
from app.storage.orders import OrderRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.members import OfStore
from app.web.api.reading import store_in
from app.web.api.route import Ask, Table
from app.web.api.shapes import (
    AssetName,
    AwardId,
    Currency,
    Given,
    Instant,
    MemberId,
    MoneyShape,
    StoreId,
    maybe_id,
)

table = Table("Orders")
StateWord = Literal[
    "draft", "open", "paid", "fulfilled", "cancelled", "refunded", "charged_back"
]


class AwardShape(Given):
    """What one rule gave for an order, and what of it is kept."""

    id: AwardId
    rule_id: str
    part: str
    asset: AssetName
    member_id: MemberId
    keep: int = Field(description="Smallest units that the order is worth now.")


class OrderShape(Given):
    """An order as it stands."""

    order_ref: str
    number: str
    store_id: StoreId
    member_id: MemberId | None
    state: StateWord
    version: Instant
    currency: Currency
    total: MoneyShape
    refunded: MoneyShape
    placed_at: Instant
    paid_at: Instant | None
    settled_at: Instant | None
    matures_at: Instant | None = Field(description="When its points become usable.")
    programme_version: int | None
    test: bool
    awards: list[AwardShape]

    @classmethod
    def of(cls, row: OrderRow) -> "OrderShape":
        return cls(**order_facts(row))


def order_facts(row: OrderRow) -> dict[str, Any]:
    """Return the fields of ``OrderShape`` for a settled order."""
    snapshot = row.snapshot
    if snapshot is None:
        raise ValueError("an order that was never settled has no shape")
    return {
        "order_ref": row.order_ref,
        "number": snapshot.number,
        "store_id": public_id("str", row.store_id),
        "member_id": maybe_id("mem", row.member_id),
        "state": row.state,
        "version": snapshot.version,
        "currency": snapshot.currency,
        "total": MoneyShape.of(snapshot.total_minor, snapshot.currency),
        "refunded": MoneyShape.of(snapshot.refunded_total_minor, snapshot.currency),
        "placed_at": snapshot.placed_at,
        "paid_at": snapshot.paid_at,
        "settled_at": row.settled_at,
        "matures_at": row.matures_at,
        "programme_version": row.programme_version,
        "test": snapshot.test,
        "awards": [_award(award) for award in row.awards],
    }


def _award(stored: dict[str, Any]) -> AwardShape:
    return AwardShape(
        id=public_id("awd", UUID(stored["award_id"])),
        rule_id=stored["rule_id"],
        part=stored["part"],
        asset=stored["asset"],
        member_id=public_id("mem", UUID(stored["member_id"])),
        keep=stored["keep"],
    )


def stored(ask: Ask, uow: UnitOfWork) -> OrderRow:
    """Return the order that the path names."""
    query: OfStore = ask.query
    store_id = store_in("store_id", query.store_id) if query.store_id else None
    return find_order(uow, ask.path["order"], store_id)


@table.route(
    "GET",
    "/orders/{order}",
    scope="ledger:read",
    summary="How an order stands, and what it gave",
    answer=OrderShape,
    query=OfStore,
    refusals=(404, 409),
    tagged=True,
)
def read_order(ask: Ask) -> OrderShape:
    return OrderShape.of(ask.work(lambda uow: stored(ask, uow)))
