"""The tier of a member: read with what is missing, set by hand, and invitations."""

from typing import Annotated

from pydantic import Field

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.section_words import item_title
from app.domain.words import Language
from app.services import tier_setting, tier_view
from app.services.tier_setting import TierOrder
from app.services.tier_view import Goal, TierView
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import Asked, Given, Instant, Line, Moment, MoneyShape

table = Table("Tiers and memberships")

TierId = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["silver"])]


class RequirementShape(Given):
    """How far a member is with one requirement."""

    metric: str
    has: int | MoneyShape
    needs: int | MoneyShape
    left: int | MoneyShape


class GoalShape(Given):
    """A tier to reach or to keep, and what that takes."""

    tier_id: TierId
    title: str
    all_of: bool = Field(description="All requirements must be met, or any one.")
    requirements: list[RequirementShape]
    met: bool
    until: Instant | None


class SpellShape(Given):
    """A tier that was held, from one instant until another."""

    tier_id: TierId | None
    since: Instant
    until: Instant | None
    reason: str
    by: str


class AssignedShape(Given):
    """A tier that somebody gave, and until when."""

    tier_id: TierId
    kind: str = Field(description="`hand`, `tag` or `invite`.")
    since: Instant
    until: Instant | None
    reason: str
    by: str


class TierShape(Given):
    """Where a member stands."""

    tier_id: TierId | None
    title: str | None
    since: Instant | None
    kept_until: Instant | None = Field(description="The end of the term.")
    lost_at: Instant | None = Field(description="The end of grace, unless it is kept.")
    in_grace: bool
    reason: str
    next: GoalShape | None = Field(description="Hidden tiers are never named.")
    keep: GoalShape | None
    history: list[SpellShape]
    assigned: list[AssignedShape]


class SetTier(Asked):
    """A tier for a member, and why."""

    tier_id: TierId
    reason: Line
    until: Moment | None = Field(default=None, description="For good when left out.")
    gifts: bool = Field(
        default=True, description="Whether it brings the gifts of the tier."
    )
    invite: bool = Field(
        default=False,
        description="Only allow the member to reach it: for tiers by invitation.",
    )


@table.route(
    "GET",
    "/members/{member}/tier",
    scope="members:read",
    summary="Read a member's tier, what keeps it and what the next one takes",
    answer=TierShape,
    query=OfStore,
    refusals=(404,),
)
def read_tier(ask: Ask) -> TierShape:
    return ask.work(lambda uow: _shape(ask, uow, found(ask, uow)))


@table.route(
    "POST",
    "/members/{member}/tier",
    scope="members:write",
    summary="Put a member into a tier by hand, or invite to one",
    answer=TierShape,
    query=OfStore,
    body=SetTier,
    refusals=(404, 422),
    idempotency=KeyUse.REQUIRED,
    example={"tier_id": "gold", "reason": "goodwill"},
)
def set_tier(ask: Ask) -> TierShape:
    body: SetTier = ask.body
    order = TierOrder(
        tier_id=body.tier_id,
        reason=body.reason,
        by=ask.principal.actor,
        until=body.until,
        with_gifts=body.gifts,
        invite=body.invite,
    )

    def write(uow: UnitOfWork) -> TierShape:
        member = found(ask, uow)
        tier_setting.set_tier(ask.env, uow, member.member_id, order)
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return _shape(ask, uow, member)

    return ask.work(write)


class EndQuery(OfStore):
    """What to end."""

    invitations: bool = Field(
        default=False, description="End the invitations, not what was set by hand."
    )


@table.route(
    "DELETE",
    "/members/{member}/tier",
    scope="members:write",
    summary="End what was assigned by hand; the figures decide again",
    answer=TierShape,
    query=EndQuery,
    refusals=(404,),
)
def end_tier(ask: Ask) -> TierShape:
    kind = "invite" if ask.query.invitations else "hand"

    def write(uow: UnitOfWork) -> TierShape:
        member = found(ask, uow)
        tier_setting.end_assignments(ask.env, uow, member.member_id, kind=kind)
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return _shape(ask, uow, member)

    return ask.work(write)


def _shape(ask: Ask, uow: UnitOfWork, member: MemberRow) -> TierShape:
    document = ProgrammeRepository(uow).live()[1]
    held = tier_view.view(ask.env, uow, member.member_id)
    return tier_shape(document, held, ask.language)


def tier_shape(
    document: ProgrammeDocument, held: TierView, language: Language
) -> TierShape:
    """Return a tier as it is shown."""

    def goal(found: Goal | None) -> GoalShape | None:
        return None if found is None else _goal(document, found, language)

    return TierShape(
        tier_id=held.tier_id,
        title=None
        if held.tier_id is None
        else _title(document, held.tier_id, language),
        since=held.since,
        kept_until=held.term_end,
        lost_at=held.grace_end,
        in_grace=held.in_grace,
        reason=held.reason,
        next=goal(held.following),
        keep=goal(held.keeping),
        history=[
            SpellShape(
                tier_id=one.tier_id,
                since=one.since,
                until=one.until,
                reason=one.reason,
                by=one.by,
            )
            for one in held.history
        ],
        assigned=[
            AssignedShape(
                tier_id=one.tier_id,
                kind=one.kind,
                since=one.since,
                until=one.until,
                reason=one.reason,
                by=one.by,
            )
            for one in held.assignments
        ],
    )


def _title(document: ProgrammeDocument, tier_id: str, language: Language) -> str:
    tier = document.item("tiers", tier_id)
    if tier is None:
        return tier_id
    return item_title(document, "tiers", tier, language)


def _goal(document: ProgrammeDocument, goal: Goal, language: Language) -> GoalShape:
    def amount(number: int, unit: str | None) -> int | MoneyShape:
        return number if unit is None else MoneyShape.of(number, unit)

    return GoalShape(
        tier_id=goal.tier_id,
        title=_title(document, goal.tier_id, language),
        all_of=goal.all_of,
        requirements=[
            RequirementShape(
                metric=one.metric,
                has=amount(one.has, one.unit),
                needs=amount(one.needs, one.unit),
                left=amount(one.left, one.unit),
            )
            for one in goal.requirements
        ],
        met=goal.met,
        until=goal.until,
    )
