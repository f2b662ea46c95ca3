"""What decides about a member's ways to earn: chosen days, marks, consents."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.domain.ids import public_id
from app.services import bonus_days, consents
from app.services.channel_orders import channel
from app.services.consents import Shown
from app.storage.consents import SaidWord
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, Table
from app.web.api.shapes import Asked, DryRunQuery, Given, Instant, StoreId

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
    language: Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | (
        None
    ) = Field(default=None, description="In which the sentence was shown.")
    wording: Annotated[str, Field(min_length=1, max_length=2_000)] | None = Field(
        default=None, description="The sentence that the member agreed to, as shown."
    )


class ConsentsShape(Given):
    """All consents of a member."""

    consents: list[str]


class ConsentWordShape(Given):
    """One word of a member: given, or withdrawn."""

    consent: str
    granted: bool
    said_at: Instant
    source: Literal["widget", "page", "plugin", "platform", "api", "staff", "import"]
    store_id: StoreId
    language: str | None
    wording: str | None
    text_version: str | None = Field(description="The same sentence, the same version.")


class ConsentHistoryShape(Given):
    """What holds now, and every word that was said of it, first word first."""

    consents: list[str]
    history: list[ConsentWordShape]


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
        shown = Shown(
            "api",
            channel(ask.env, uow).store_id,
            language=body.language,
            wording=body.wording,
            actor=ask.principal.actor,
        )
        return consents.only(ask.env, uow, found(ask, uow), body.consents, shown)

    return ConsentsShape(consents=ask.work(write))


@table.route(
    "GET",
    "/members/{member}/consents",
    scope="members:read",
    summary="Read what a member said about news, word by word",
    answer=ConsentHistoryShape,
    query=OfStore,
    refusals=(404, 409),
)
def read_consents(ask: Ask) -> ConsentHistoryShape:
    def read(uow: UnitOfWork) -> ConsentHistoryShape:
        member_id = found(ask, uow).member_id
        return ConsentHistoryShape(
            consents=consents.held(uow, member_id),
            history=[_word(said) for said in consents.history(uow, member_id)],
        )

    return ask.work(read)


def _word(said: SaidWord) -> ConsentWordShape:
    return ConsentWordShape(
        consent=said.name,
        granted=said.word.granted,
        said_at=said.said_at,
        source=said.word.source,
        store_id=public_id("str", said.word.store_id),
        language=said.language,
        wording=said.wording,
        text_version=said.text_version,
    )
