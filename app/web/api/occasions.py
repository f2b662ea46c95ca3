"""What decides about a member's ways to earn: chosen days, marks, consents."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.services import bonus_days
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, Table
from app.web.api.shapes import Asked, DryRunQuery, Given, Instant

table = Table("Members")
RuleName = Annotated[
    str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["triple-day"])
]
Mark = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Consent = Annotated[
    str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["newsletter"])
]


class OccasionQuery(OfStore, DryRunQuery):
    """Whose, and whether only to try."""


class ChooseDay(Asked):
    """A day for a rule that runs on days that members choose."""

    rule_id: RuleName
    day: date


class ChosenDayShape(Given):
    """A day that a member chose."""

    rule_id: RuleName
    day: date
    chosen_at: Instant


class ChosenDaysShape(Given):
    """All days that a member chose."""

    data: list[ChosenDayShape]


class SetTags(Asked):
    """The marks that you give a member; those of stores stay beside them."""

    tags: list[Mark] = Field(max_length=100)


class TagsShape(Given):
    """All marks of a member, in small letters."""

    tags: list[str]


class SetConsents(Asked):
    """The consents that a member gave you; what is left out is withdrawn."""

    consents: list[Consent] = Field(max_length=50)


class ConsentsShape(Given):
    """All consents of a member."""

    consents: list[str]


def _days(ask: Ask, uow: UnitOfWork) -> ChosenDaysShape:
    chosen = bonus_days.days_of(uow, found(ask, uow))
    return ChosenDaysShape(
        data=[
            ChosenDayShape(rule_id=rule_id, day=day, chosen_at=at)
            for rule_id, days in sorted(chosen.items())
            for day, at in sorted(days.items())
        ]
    )


@table.route(
    "GET",
    "/members/{member}/chosen-days",
    scope="members:read",
    summary="Read the days that a member chose",
    answer=ChosenDaysShape,
    query=OfStore,
    refusals=(404, 409),
)
def read_chosen_days(ask: Ask) -> ChosenDaysShape:
    return ask.work(lambda uow: _days(ask, uow))


@table.route(
    "PUT",
    "/members/{member}/chosen-days",
    scope="members:write",
    summary="Choose a day for a rule; twice is once",
    answer=ChosenDaysShape,
    query=OccasionQuery,
    body=ChooseDay,
    refusals=(404, 409, 422),
    rehearses=True,
    example={"rule_id": "triple-day", "day": "2026-07-04"},
)
def choose_day(ask: Ask) -> ChosenDaysShape:
    body: ChooseDay = ask.body

    def write(uow: UnitOfWork) -> ChosenDaysShape:
        bonus_days.choose(ask.env, uow, found(ask, uow), body.rule_id, body.day)
        return _days(ask, uow)

    return ask.work(write)


@table.route(
    "PUT",
    "/members/{member}/tags",
    scope="members:write",
    summary="Set the marks of a member",
    answer=TagsShape,
    query=OccasionQuery,
    body=SetTags,
    refusals=(404, 409, 422),
    rehearses=True,
    example={"tags": ["card-holder"]},
)
def set_tags(ask: Ask) -> TagsShape:
    body: SetTags = ask.body

    def write(uow: UnitOfWork) -> list[str]:
        return bonus_days.set_marks(ask.env, uow, found(ask, uow), "tag", body.tags)

    return TagsShape(tags=ask.work(write))


@table.route(
    "PUT",
    "/members/{member}/consents",
    scope="members:write",
    summary="Set the consents of a member",
    answer=ConsentsShape,
    query=OccasionQuery,
    body=SetConsents,
    refusals=(404, 409, 422),
    rehearses=True,
    example={"consents": ["newsletter"]},
)
def set_consents(ask: Ask) -> ConsentsShape:
    body: SetConsents = ask.body

    def write(uow: UnitOfWork) -> list[str]:
        return bonus_days.set_marks(
            ask.env, uow, found(ask, uow), "consent", body.consents
        )

    return ConsentsShape(consents=ask.work(write))
