"""Metrics that people give by hand: given, listed, undone."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.services import metric_grants, tier_setting
from app.services.metric_grants import GrantOfMetric
from app.storage.metric_grants import MetricGrant, MetricGrantRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import Asked, Given, Instant, Line, Listed

table = Table("Tiers and memberships")
MetricName = Annotated[
    str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["nights"])
]
MOST = 1_000_000


class MetricGrantShape(Given):
    """An amount of a metric that somebody gave by hand."""

    id: str = Field(examples=["met_01KAR1Z5T0E5V8Y2Q9C4B7N3M6"])
    metric: MetricName
    amount: int
    day: dt.date = Field(description="The day that it counts for.")
    reason: str
    given_by: str
    given_at: Instant
    undone_by: str | None
    undone_reason: str | None
    undone_at: Instant | None

    @classmethod
    def of(cls, grant: MetricGrant) -> "MetricGrantShape":
        return cls(
            id=public_id("met", grant.grant_id),
            metric=grant.metric,
            amount=grant.amount,
            day=grant.day,
            reason=grant.reason,
            given_by=grant.given_by,
            given_at=grant.given_at,
            undone_by=grant.undone_by,
            undone_reason=grant.undone_reason,
            undone_at=grant.undone_at,
        )


class GiveMetric(Asked):
    """How much of a metric of the kind `given`, for which day, and why."""

    metric: MetricName
    amount: Annotated[int, Field(ge=1, le=MOST)]
    day: dt.date | None = Field(
        default=None, description="Today in the programme's zone."
    )
    reason: Line


class UndoMetric(Asked):
    """Why it is undone."""

    reason: Line


@table.route(
    "GET",
    "/members/{member}/metric-grants",
    scope="members:read",
    summary="List what a member was given of metrics by hand",
    answer=Listed[MetricGrantShape],
    query=OfStore,
    refusals=(404,),
)
def list_metric_grants(ask: Ask) -> Listed[MetricGrantShape]:
    def read(uow: UnitOfWork) -> list[MetricGrant]:
        return MetricGrantRepository(uow).of_member(found(ask, uow).member_id)

    return Listed(data=[MetricGrantShape.of(one) for one in ask.work(read)])


@table.route(
    "POST",
    "/members/{member}/metric-grants",
    scope="members:write",
    summary="Give a member an amount of a metric by hand",
    answer=MetricGrantShape,
    query=OfStore,
    body=GiveMetric,
    status=201,
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    example={"metric": "nights", "amount": 2, "reason": "a stay that was not told"},
)
def grant_metric(ask: Ask) -> Reply:
    body: GiveMetric = ask.body
    asked = GrantOfMetric(
        body.metric, body.amount, body.reason, ask.principal.actor, body.day
    )

    def write(uow: UnitOfWork) -> MetricGrant:
        member = found(ask, uow)
        given = metric_grants.grant(ask.env, uow, member, asked)
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return given

    return Reply(MetricGrantShape.of(ask.work(write)), 201)


@table.route(
    "POST",
    "/members/{member}/metric-grants/{grant}/undo",
    scope="members:write",
    summary="Let an amount that was given by hand count for nothing",
    answer=MetricGrantShape,
    query=OfStore,
    body=UndoMetric,
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    example={"reason": "it was told after all"},
)
def undo_metric(ask: Ask) -> MetricGrantShape:
    body: UndoMetric = ask.body
    grant_id = read_id("met", ask.path["grant"])

    def write(uow: UnitOfWork) -> MetricGrant:
        member = found(ask, uow)
        undone = metric_grants.undo(
            ask.env,
            uow,
            member,
            grant_id,
            by=ask.principal.actor,
            reason=body.reason,
        )
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return undone

    return MetricGrantShape.of(ask.work(write))
