"""Memberships and perks of a member: read, granted, ended."""

from typing import Annotated

from pydantic import Field

from app.domain.ids import public_id
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.memberships import Lasts
from app.domain.programme.perks import Perk
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from app.services import memberships, tier_setting
from app.services.memberships import Grant
from app.services.perk_view import HeldPerk, perks_now
from app.storage.members import MemberRow
from app.storage.membership_fees import MembershipFees
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import (
    Asked,
    Given,
    Instant,
    Line,
    Listed,
    Moment,
    StoreId,
)

table = Table("Tiers and memberships")

PlanId = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["prime"])]


class PeriodShape(Given):
    """A period of a membership."""

    plan_id: PlanId
    title: str
    starts_at: Instant
    ends_at: Instant | None
    active: bool
    trial: bool
    ending: str = Field(
        description="`lapses`, `continues` in the next period, `refunded`, `never`."
    )


class GrantPlan(Asked):
    """A membership to give, and why. Without an end it is for life."""

    plan_id: PlanId
    reason: Line
    months: Annotated[int, Field(ge=1, le=60)] | None = None
    days: Annotated[int, Field(ge=1, le=400)] | None = None
    until: Moment | None = None
    trial: bool = False


class InStoreShape(Given):
    """How a perk stands in one store."""

    store_id: StoreId
    present: bool = Field(description="Whether the store holds it.")
    code: str | None = Field(description="The member's own code, where one is needed.")
    problem: str | None
    closed: str | None = Field(
        description="For goods that are closed to others: the store has it `refused`,"
        " `hidden` on its pages only, or customers are `marked` only."
    )


class PerkShape(Given):
    """A perk that a member has."""

    perk_id: PlanId
    title: str
    text: str
    stores: list[InStoreShape]


def _periods(ask: Ask, uow: UnitOfWork, member: MemberRow) -> Listed[PeriodShape]:
    document = ProgrammeRepository(uow).live()[1]
    return Listed[PeriodShape](
        data=[
            PeriodShape(
                plan_id=one.plan,
                title=_plan_title(document, one.plan, ask.language),
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                active=one.starts_at <= ask.now
                and (one.ends_at is None or ask.now < one.ends_at),
                trial=one.trial,
                ending=one.ending,
            )
            for one in MembershipFees(uow).periods(member.member_id)
        ]
    )


def _plan_title(document: ProgrammeDocument, plan_id: str, language: Language) -> str:
    plan = document.item("memberships", plan_id)
    return (
        plan_id if plan is None else item_title(document, "memberships", plan, language)
    )


@table.route(
    "GET",
    "/members/{member}/memberships",
    scope="members:read",
    summary="List a member's memberships",
    answer=Listed[PeriodShape],
    query=OfStore,
    refusals=(404,),
)
def list_memberships(ask: Ask) -> Listed[PeriodShape]:
    return ask.work(lambda uow: _periods(ask, uow, found(ask, uow)))


@table.route(
    "POST",
    "/members/{member}/memberships",
    scope="members:write",
    summary="Grant a membership",
    answer=Listed[PeriodShape],
    query=OfStore,
    body=GrantPlan,
    refusals=(404, 422),
    idempotency=KeyUse.REQUIRED,
    example={"plan_id": "prime", "reason": "goodwill", "months": 1},
)
def grant_membership(ask: Ask) -> Listed[PeriodShape]:
    body: GrantPlan = ask.body
    timed = body.months is not None or body.days is not None
    days = None if body.months else body.days
    given = Grant(
        plan_id=body.plan_id,
        reason=body.reason,
        by=ask.principal.actor,
        lasts=Lasts(months=body.months, days=days) if timed else None,
        until=body.until,
        trial=body.trial,
    )

    def write(uow: UnitOfWork) -> Listed[PeriodShape]:
        member = found(ask, uow)
        memberships.grant(ask.env, uow, member.member_id, given)
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return _periods(ask, uow, member)

    return ask.work(write)


@table.route(
    "DELETE",
    "/members/{member}/memberships/{plan}",
    scope="members:write",
    summary="End a membership now, and take back its unused gifts",
    answer=Listed[PeriodShape],
    query=OfStore,
    refusals=(404, 422),
)
def end_membership(ask: Ask) -> Listed[PeriodShape]:
    def write(uow: UnitOfWork) -> Listed[PeriodShape]:
        member = found(ask, uow)
        memberships.end(ask.env, uow, member.member_id, ask.path["plan"])
        tier_setting.evaluate_now(ask.env, uow, member.member_id)
        return _periods(ask, uow, member)

    return ask.work(write)


@table.route(
    "GET",
    "/members/{member}/perks",
    scope="members:read",
    summary="List a member's perks, and how each stands in the stores",
    answer=Listed[PerkShape],
    query=OfStore,
    refusals=(404,),
)
def list_perks(ask: Ask) -> Listed[PerkShape]:
    def read(uow: UnitOfWork) -> Listed[PerkShape]:
        document = ProgrammeRepository(uow).live()[1]
        held = perks_now(uow, found(ask, uow), at=ask.now)
        return Listed[PerkShape](
            data=[_perk(document, one, ask.language) for one in held]
        )

    return ask.work(read)


def _perk(document: ProgrammeDocument, held: HeldPerk, language: Language) -> PerkShape:
    perk: Perk = held.perk
    closed = {one.store_id: one.held for one in held.closures}
    return PerkShape(
        perk_id=perk.id,
        title=item_title(document, "perks", perk, language),
        text=item_in_words(document, "perks", perk, language),
        stores=[
            InStoreShape(
                store_id=public_id("str", one.store_id),
                present=one.state == "present",
                code=one.code,
                problem=one.problem,
                closed=closed.get(one.store_id),
            )
            for one in held.states
        ],
    )
