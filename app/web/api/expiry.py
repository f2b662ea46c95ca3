"""What lapses when, and proof that a member was told of it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.services import expiry
from app.storage.expiry import Ending
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import Asked, AssetName, Given, Listed

table = Table("Members")


class EndingShape(Given):
    """Units that a member loses after one day."""

    asset: AssetName
    lapses_on: date = Field(description="The last day on which they can be used.")
    units: int


class EndingsQuery(OfStore):
    """How far to look."""

    within_days: Annotated[int, Field(ge=1, le=3_660)] = 60


class TellExpiry(Asked):
    """What a member was told."""

    asset: AssetName = "points"
    lapses_on: date
    units: Annotated[int, Field(ge=1, le=10**12)]
    channel: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$")] = "email"


class MembersTold(Given):
    """Proof that is kept."""

    asset: AssetName
    lapses_on: date
    new: bool = Field(description="False: this was known already.")


@table.route(
    "GET",
    "/members/{member}/endings",
    scope="members:read",
    summary="What lapses soon, by its last day",
    answer=Listed[EndingShape],
    query=EndingsQuery,
    refusals=(404, 409),
)
def list_endings(ask: Ask) -> Listed[EndingShape]:
    query: EndingsQuery = ask.query

    def read(uow: UnitOfWork) -> list[Ending]:
        member_id = found(ask, uow).member_id
        return expiry.upcoming(
            ask.env, uow, within_days=query.within_days, members=[member_id]
        )

    return Listed(
        data=[
            EndingShape(asset=each.asset, lapses_on=each.lapses_on, units=each.units)
            for each in ask.work(read)
        ]
    )


@table.route(
    "POST",
    "/members/{member}/expiry-notices",
    scope="members:write",
    summary="Keep proof that a member was told what lapses",
    answer=MembersTold,
    query=OfStore,
    body=TellExpiry,
    status=201,
    also=(200,),
    refusals=(404, 409),
    idempotency=KeyUse.OPTIONAL,
    example={"asset": "points", "lapses_on": "2027-11-22", "units": 257},
)
def tell_expiry(ask: Ask) -> Reply:
    body: TellExpiry = ask.body

    def write(uow: UnitOfWork) -> bool:
        ending = Ending(
            found(ask, uow).member_id, body.asset, body.lapses_on, body.units
        )
        return expiry.tell(ask.env, uow, ending, channel=body.channel)

    new = ask.work(write)
    shape = MembersTold(asset=body.asset, lapses_on=body.lapses_on, new=new)
    return Reply(shape, 201 if new else 200)
