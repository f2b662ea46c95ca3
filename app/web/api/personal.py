"""Segments, personal offers, recommendations, and how far the programme is."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id
from app.domain.programme.campaigns_words import figure_text, goal_title, how_computed
from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.goals import ProgrammeGoal
from app.domain.programme.loading import load_document
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.programme.segments import Segment
from app.domain.words import Language
from app.services import goals, personal, segments
from app.services.goals import Measured
from app.storage.campaigns import CampaignRepository
from app.storage.products import ProductRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.segments import NOBODY, SegmentRepository, SegmentState
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.paging import cursor_of, id_after
from app.web.api.route import Ask, Table
from app.web.api.shapes import (
    Asked,
    Given,
    Instant,
    Listed,
    MemberId,
    Page,
    PageQuery,
    StoreId,
)

table = Table("Personal")

Name = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["silent"])]
JsonObject = dict[str, Any]


class SegmentShape(Given):
    """A group of members."""

    id: Name
    title: str
    description: str = Field(description="Who is meant, in words.")
    enabled: bool
    members: int | None = Field(description="Null before it was first asked.")
    evaluated_at: Instant | None


@table.route(
    "GET",
    "/segments",
    scope="members:read",
    summary="The segments, who they mean and how many are in them",
    answer=Listed[SegmentShape],
    refusals=(404,),
)
def list_segments(ask: Ask) -> Listed[SegmentShape]:
    def read(uow: UnitOfWork) -> list[SegmentShape]:
        _, document = ProgrammeRepository(uow).live()
        states = {one.segment: one for one in SegmentRepository(uow).states()}
        return [
            _segment(document, one, states.get(one.id), ask.language)
            for one in document.segments
        ]

    return Listed(data=ask.work(read))


def _segment(
    document: ProgrammeDocument,
    segment: Segment,
    state: SegmentState | None,
    language: Language,
) -> SegmentShape:
    return SegmentShape(
        id=segment.id,
        title=item_title(document, "segments", segment, language),
        description=item_in_words(document, "segments", segment, language),
        enabled=segment.enabled,
        members=None if state is None else state.members,
        evaluated_at=None if state is None else state.evaluated_at,
    )


class InSegment(Given):
    """A member of a segment, since when."""

    member_id: MemberId
    since: Instant


@table.route(
    "GET",
    "/segments/{segment}/members",
    scope="members:read",
    summary="Who is in a segment, as it was last evaluated",
    answer=Page[InSegment],
    query=PageQuery,
    refusals=(400, 404),
)
def list_segment_members(ask: Ask) -> Page[InSegment]:
    name, query = ask.path["segment"], ask.query
    of_list = f"segments/{name}"
    after = id_after(ask.programme_id, of_list, query.cursor)

    def read(uow: UnitOfWork) -> list[InSegment]:
        segments.segment_of(ProgrammeRepository(uow).live()[1], name)
        rows = SegmentRepository(uow).members(
            name, after=after or NOBODY, most=query.limit + 1
        )
        last.extend(member_id for member_id, _ in rows[: query.limit][-1:])
        more.extend(rows[query.limit :])
        return [
            InSegment(member_id=public_id("mem", member_id), since=since)
            for member_id, since in rows[: query.limit]
        ]

    last: list[UUID] = []
    more: list[object] = []
    data = ask.work(read)
    cursor = cursor_of(ask.programme_id, of_list, last[0]) if more else None
    return Page(data=data, next_cursor=cursor)


class SegmentAsk(Asked):
    """A segment that is not saved yet."""

    who: JsonObject = Field(description="As in the programme document.")
    guests: bool = False


class PreviewShape(Given):
    """Whom it would mean now."""

    members: int
    sample: list[MemberId] = Field(description="At most ten.")
    description: str


@table.route(
    "POST",
    "/segments/preview",
    scope="members:read",
    summary="Count whom a segment would mean, before it is saved",
    answer=PreviewShape,
    body=SegmentAsk,
    refusals=(404,),
    example={"who": {"fact": "rhythm", "exceeds": 2}},
)
def preview_segment(ask: Ask) -> PreviewShape:
    body: SegmentAsk = ask.body

    def read(uow: UnitOfWork) -> PreviewShape:
        _, document = ProgrammeRepository(uow).live()
        asked = {"id": "preview", "who": body.who, "guests": body.guests}
        # Read with the rest of the document, so that names in it are known.
        whole = {**canonical(document), "segments": [asked], "campaigns": []}
        draft = load_document(whole)
        segment = draft.segments[0]
        seen = segments.preview(ask.env, uow, draft, segment)
        return PreviewShape(
            members=seen.members,
            sample=[public_id("mem", each) for each in seen.sample],
            description=item_in_words(draft, "segments", segment, ask.language),
        )

    return ask.work(read)


class CampaignShape(Given):
    """A personal offer, and how often it was given."""

    id: Name
    title: str
    description: str
    segment: Name
    enabled: bool
    given: int
    members: int
    last_given_at: Instant | None


@table.route(
    "GET",
    "/campaigns",
    scope="programme:read",
    summary="The personal offers, and how often each was given",
    answer=Listed[CampaignShape],
    refusals=(404,),
)
def list_campaigns(ask: Ask) -> Listed[CampaignShape]:
    def read(uow: UnitOfWork) -> list[CampaignShape]:
        _, document = ProgrammeRepository(uow).live()
        tallies = {one.campaign: one for one in CampaignRepository(uow).tallies()}
        return [
            CampaignShape(
                id=one.id,
                title=item_title(document, "campaigns", one, ask.language),
                description=item_in_words(document, "campaigns", one, ask.language),
                segment=one.segment,
                enabled=one.enabled,
                given=tallies[one.id].gifts if one.id in tallies else 0,
                members=tallies[one.id].members if one.id in tallies else 0,
                last_given_at=tallies[one.id].last_at if one.id in tallies else None,
            )
            for one in document.campaigns
        ]

    return Listed(data=ask.work(read))


class SurpriseDrawShape(Given):
    """A draw, and what came of deriving it again just now."""

    occasion: str
    drawn_at: Instant
    members: int
    winners: list[MemberId]
    seed: str = Field(description="32 bytes, as hexadecimal digits.")
    list_sha256: str = Field(description="Of the ids of all who could win, in order.")
    verified: bool


@table.route(
    "GET",
    "/campaigns/{campaign}/draws",
    scope="members:read",
    summary="The draws of a personal offer, each derived again",
    answer=Listed[SurpriseDrawShape],
    refusals=(404,),
)
def list_draws(ask: Ask) -> Listed[SurpriseDrawShape]:
    verdicts = personal.verify(ask.env, ask.programme_id, ask.path["campaign"])
    return Listed(
        data=[
            SurpriseDrawShape(
                occasion=one.draw.occasion,
                drawn_at=one.draw.drawn_at,
                members=one.draw.members,
                winners=[public_id("mem", each) for each in one.draw.winners],
                seed=one.draw.seed.hex(),
                list_sha256=one.draw.digest.hex(),
                verified=one.sound,
            )
            for one in verdicts
        ]
    )


class MemberSegments(Given):
    """The segments that a member is in."""

    segments: list[Name]


@table.route(
    "GET",
    "/members/{member}/segments",
    scope="members:read",
    summary="The segments a member is in, as last evaluated",
    answer=MemberSegments,
    query=OfStore,
    refusals=(404,),
)
def read_member_segments(ask: Ask) -> MemberSegments:
    def read(uow: UnitOfWork) -> list[str]:
        member_id = found(ask, uow).member_id
        return sorted(SegmentRepository(uow).of([member_id]).get(member_id, ()))

    return MemberSegments(segments=ask.work(read))


class HowMany(OfStore):
    """How many are wanted."""

    limit: Annotated[int, Field(ge=1, le=50)] = 10


class RecommendedShape(Given):
    """A product that fits a member, and why."""

    store_id: StoreId
    product_ref: str
    title: str
    reason: Literal["together", "alike", "preference"] = Field(
        description="Bought in one order with, or like, what the member bought; or"
        " it has a tag that is a mark of the member."
    )
    because: str = Field(description="The product that was bought, or the mark.")


@table.route(
    "GET",
    "/members/{member}/recommendations",
    scope="members:read",
    summary="Products that go with what a member bought or likes, the best first",
    answer=Listed[RecommendedShape],
    query=HowMany,
    refusals=(404,),
)
def list_recommendations(ask: Ask) -> Listed[RecommendedShape]:
    def read(uow: UnitOfWork) -> list[RecommendedShape]:
        member_id = found(ask, uow).member_id
        rows = ProductRepository(uow).for_member(member_id, most=ask.query.limit)
        return [
            RecommendedShape.model_validate(
                {
                    "store_id": public_id("str", row.store_id),
                    "product_ref": row.product_ref,
                    "title": row.title,
                    "reason": row.reason,
                    "because": row.because,
                }
            )
            for row in rows
        ]

    return Listed(data=ask.work(read))


class ProgressShape(Given):
    """One aim of the programme, and where it stands."""

    id: Name
    title: str
    aim: str
    baseline: str = Field(examples=["10%"])
    value: str | None = Field(description="Null where there is nothing to measure.")
    target: str
    until: date
    counted: list[int] = Field(description="So many, of so many.")
    reached_bp: int | None = Field(
        description="Of the way from baseline to target, in hundredths of a percent."
    )
    course: Literal["unknown", "reached", "on_the_way", "behind", "missed"]
    how: str = Field(description="How the figure is computed.")


@table.route(
    "GET",
    "/goals",
    scope="programme:read",
    summary="How far the programme is with its aims",
    answer=Listed[ProgressShape],
    refusals=(404,),
)
def list_goals(ask: Ask) -> Listed[ProgressShape]:
    document, measured = ask.work(lambda uow: goals.measure(ask.env, uow))
    return Listed(data=[_progress(document, one, ask.language) for one in measured])


def _progress(
    document: ProgrammeDocument, one: Measured, language: Language
) -> ProgressShape:
    goal: ProgrammeGoal = one.goal
    value = one.progress.value
    return ProgressShape(
        id=goal.id,
        title=goal_title(document, goal, language),
        aim=goal.aim,
        baseline=figure_text(goal, goal.baseline.value, language),
        value=None if value is None else figure_text(goal, value, language),
        target=figure_text(goal, goal.target.value, language),
        until=date.fromisoformat(goal.until),
        counted=[one.figure.part, one.figure.of],
        reached_bp=one.progress.reached_bp,
        course=one.progress.course,
        how=how_computed(goal, language),
    )
