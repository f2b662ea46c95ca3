"""Corrections by hand: points given, taken, and transactions undone."""

from typing import Annotated

from pydantic import Field

from app.services import adjustments
from app.services.adjustments import Adjustment
from app.storage.unit_of_work import UnitOfWork
from app.web.api.holdings import BalanceShape, balances
from app.web.api.ledger import TransactionShape, shape_of, transaction_in
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    UNITS,
    Asked,
    AssetName,
    DryRunQuery,
    Moment,
    Prose,
)

table = Table("Ledger")


class PostedShape(TransactionShape):
    """A correction, and what the member has after it."""

    balance: list[BalanceShape]


class Adjust(Asked):
    """Points to give or to take, and why."""

    points: Annotated[int, Field(ge=-UNITS, le=UNITS)] = Field(
        description="Smallest units; below zero to take away, never zero."
    )
    asset: AssetName = "points"
    reason_code: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$")] = Field(
        examples=["goodwill"]
    )
    public_note: Prose | None = Field(
        default=None, description="The member may read it."
    )
    internal_note: Prose | None = Field(default=None, description="For staff.")
    expires_at: Moment | None = Field(
        default=None, description="The programme's own expiry when left out."
    )


class AdjustQuery(OfStore, DryRunQuery):
    """How to adjust."""


@table.route(
    "POST",
    "/members/{member}/transactions",
    scope="ledger:write",
    summary="Give or take points by hand",
    answer=PostedShape,
    query=AdjustQuery,
    body=Adjust,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={
        "points": 100,
        "reason_code": "goodwill",
        "public_note": "Maaf atas keterlambatan",
    },
)
def adjust_points(ask: Ask) -> Reply:
    body: Adjust = ask.body
    asked = Adjustment(**body.model_dump())

    def write(uow: UnitOfWork) -> PostedShape:
        member = found(ask, uow)
        posted = adjustments.adjust(
            ask.env,
            uow,
            member,
            asked,
            key=ask.ledger_key(),
            actor=ask.principal.actor,
        )
        shape = shape_of(ask, uow, posted)
        return PostedShape(**shape.model_dump(), balance=balances(ask, uow, member))

    shape = ask.work(write)
    if ask.rehearsal:
        return Reply(shape, 200)
    return Reply(shape, 201, {"Location": f"/api/v1/transactions/{shape.id}"})


class Reverse(Asked):
    """Why a transaction is undone."""

    reason_code: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$")] = "reversal"
    internal_note: Prose | None = None


@table.route(
    "POST",
    "/transactions/{transaction}/reversal",
    scope="ledger:write",
    summary="Undo an expiry, a removal, a forfeiture or a forgiveness",
    answer=TransactionShape,
    query=DryRunQuery,
    body=Reverse,
    body_may_lack=True,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={"reason_code": "mistake"},
)
def reverse_transaction(ask: Ask) -> Reply:
    body: Reverse = ask.body

    def write(uow: UnitOfWork) -> TransactionShape:
        posted = adjustments.reverse(
            ask.env,
            uow,
            transaction_in(ask, uow),
            key=ask.ledger_key(),
            actor=ask.principal.actor,
            reason_code=body.reason_code,
            note=body.internal_note,
        )
        return shape_of(ask, uow, posted)

    return Reply(ask.work(write), 200 if ask.rehearsal else 201)
