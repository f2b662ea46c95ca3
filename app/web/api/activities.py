"""Activities: something a member did, told once; the rules decide."""

from typing import Annotated, Any

from pydantic import Field

from app.domain.ids import public_id
from app.services import activities, members
from app.services.activities import Activity
from app.storage.activities import ActivityRepository, ActivityRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.paging import cursor_of, id_after
from app.web.api.reading import member_in
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    ActivityId,
    Asked,
    AssetName,
    DryRunQuery,
    Given,
    Instant,
    MemberId,
    Moment,
    Page,
    SinceQuery,
)

table = Table("Activities")
ActivityType = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_.-]{0,59}$", examples=["activity.quiz"])
]
DistinctId = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]
MemberName = Annotated[
    str,
    Field(
        pattern=r"^(mem_[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"
        r"|(external|email):[^\x00-\x1f\x7f]{1,255})$",
        description="An id, `external:…` or `email:…`.",
        examples=["email:budi@mail.test"],
    ),
]
Text = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Whole = Annotated[int, Field(ge=-(2**53), le=2**53)]
DataName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class TellActivity(Asked):
    """Something a member did."""

    member: MemberName
    type: ActivityType
    distinct_id: DistinctId = Field(
        description="Your id of it: told again it is the same activity."
    )
    occurred_at: Moment | None = None
    data: dict[DataName, Text | Whole | bool | None] = Field(
        default_factory=dict, max_length=50
    )


class RuleOutcome(Given):
    """What one rule said."""

    rule_id: str
    outcome: str = Field(description="`awarded`, or a code that says why not.")


class Granted(Given):
    """What one rule gave."""

    rule_id: str
    asset: AssetName
    amount: int


class ActivityShape(Given):
    """An activity, and what it earned."""

    id: ActivityId
    type: ActivityType
    distinct_id: str
    member_id: MemberId
    occurred_at: Instant
    received_at: Instant
    data: dict[str, Any]
    programme_version: int
    rules: list[RuleOutcome]
    awards: list[Granted]

    @classmethod
    def of(cls, row: ActivityRow) -> "ActivityShape":
        return cls(
            id=public_id("act", row.activity_id),
            type=row.type,
            distinct_id=row.distinct_id,
            member_id=public_id("mem", row.member_id),
            occurred_at=row.occurred_at,
            received_at=row.received_at,
            data=row.data,
            programme_version=row.programme_version,
            rules=[
                RuleOutcome(rule_id=step["rule"], outcome=step["outcome"])
                for step in row.outcome["rules"]
            ],
            awards=[Granted(**award) for award in row.outcome["awards"]],
        )


class ActivitiesQuery(SinceQuery):
    """Which activities."""

    member: MemberName | None = None
    type: ActivityType | None = None


@table.route(
    "POST",
    "/activities",
    scope="activities:write",
    summary="Tell something that a member did",
    answer=ActivityShape,
    query=DryRunQuery,
    body=TellActivity,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    rehearses=True,
    example={
        "member": "email:budi@mail.test",
        "type": "activity.quiz",
        "distinct_id": "quiz-7-budi",
    },
)
def tell_activity(ask: Ask) -> Reply:
    body: TellActivity = ask.body
    ref = member_in("/member", body.member)
    told = Activity(body.type, body.distinct_id, body.occurred_at, body.data)

    def write(uow: UnitOfWork) -> tuple[ActivityRow, bool]:
        return activities.record(ask.env, uow, members.find(uow, ref), told)

    row, new = ask.work(write)
    return Reply(ActivityShape.of(row), 201 if new and not ask.rehearsal else 200)


@table.route(
    "GET",
    "/activities",
    scope="members:read",
    summary="Activities, newest first",
    answer=Page[ActivityShape],
    query=ActivitiesQuery,
    refusals=(404, 409),
)
def list_activities(ask: Ask) -> Page[ActivityShape]:
    query: ActivitiesQuery = ask.query
    ref = member_in("member", query.member) if query.member else None
    before = id_after(ask.programme_id, "activities", query.cursor)

    def read(uow: UnitOfWork) -> list[ActivityRow]:
        member_id = members.find(uow, ref).member_id if ref else None
        return ActivityRepository(uow).page(
            before=before,
            limit=query.limit + 1,
            member_id=member_id,
            kind=query.type,
            since=query.updated_since,
        )

    rows = ask.work(read)
    page = rows[: query.limit]
    more = None
    if len(rows) > query.limit:
        more = cursor_of(ask.programme_id, "activities", page[-1].activity_id)
    return Page(data=[ActivityShape.of(row) for row in page], next_cursor=more)
