"""Rewards, their exchange for points, and the vouchers that come of it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.domain.ids import read_id
from app.domain.rewards.voucher import Source, Voucher, VoucherState
from app.services import redemption, shelf, vouchers
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing
from app.web.api.naming import StoreRef, found, named
from app.web.api.paging import cursor_of, id_after
from app.web.api.rewards import RewardId, store_for
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    UNITS,
    Asked,
    DryRunQuery,
    Page,
    PageQuery,
    SinceQuery,
)
from app.web.api.voucher_shapes import State, VoucherShape, shape, shown

table = Table("Redemptions")


class Redeem(Asked):
    """What a member wants for their points."""

    reward_id: RewardId
    store_id: StoreRef | None = Field(
        default=None, description="Where the code will be used."
    )
    points: Annotated[int, Field(ge=1, le=UNITS)] | None = Field(
        default=None, description="For a slider: how many."
    )
    choice: RewardId | None = Field(
        default=None, description="The cause, where a reward offers several."
    )


class VouchersQuery(PageQuery):
    """Which vouchers."""

    state: State | None = None


class RedemptionsQuery(SinceQuery):
    """Which redemptions."""

    state: State | None = None


@table.route(
    "POST",
    "/members/{member}/redemptions",
    scope="redemptions:write",
    summary="Exchange points for a reward",
    answer=VoucherShape,
    query=DryRunQuery,
    body=Redeem,
    status=201,
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={"reward_id": "rupiah-off", "points": 300},
)
def redeem(ask: Ask) -> VoucherShape | Reply:
    body: Redeem = ask.body

    def look(uow: UnitOfWork) -> tuple[UUID, UUID]:
        member = found(ask, uow)
        return member.member_id, store_for(uow, body.store_id, "/store_id")

    member_id, store_id = ask.work(look)
    if ask.rehearsal:
        voucher = ask.work(
            lambda uow: shelf.would_redeem(
                ask.env,
                uow,
                member_id=member_id,
                reward_id=body.reward_id,
                store_id=store_id,
                points=body.points,
                actor=ask.principal.actor,
                choice=body.choice,
            )
        )
        return Reply(VoucherShape.of(voucher), 200)
    voucher = redemption.redeem(
        ask.env,
        ask.programme_id,
        member_id=member_id,
        reward_id=body.reward_id,
        store_id=store_id,
        points=body.points,
        idempotency=ask.ledger_key(),
        actor=ask.principal.actor,
        choice=body.choice,
    )
    made = shape(ask, voucher)
    return Reply(made, 201, {"Location": f"/api/v1/redemptions/{made.id}"})


@table.route(
    "GET",
    "/members/{member}/redemptions",
    scope="members:read",
    summary="A member's redemptions",
    answer=Page[VoucherShape],
    query=RedemptionsQuery,
    refusals=(404, 409),
)
def list_member_redemptions(ask: Ask) -> Page[VoucherShape]:
    return _page(ask, "member redemptions", of_member=True, bought=True)


@table.route(
    "GET",
    "/members/{member}/vouchers",
    scope="members:read",
    summary="What a member holds and held, however got",
    answer=Page[VoucherShape],
    query=VouchersQuery,
    refusals=(404, 409),
)
def list_member_vouchers(ask: Ask) -> Page[VoucherShape]:
    return _page(ask, "member vouchers", of_member=True, bought=False)


@table.route(
    "GET",
    "/redemptions",
    scope="members:read",
    summary="All redemptions",
    answer=Page[VoucherShape],
    query=RedemptionsQuery,
)
def list_redemptions(ask: Ask) -> Page[VoucherShape]:
    return _page(ask, "redemptions", of_member=False, bought=True)


def _page(
    ask: Ask, of_list: str, *, of_member: bool, bought: bool
) -> Page[VoucherShape]:
    query: VouchersQuery | RedemptionsQuery = ask.query
    name = f"{of_list}/{named(ask).value}" if of_member else of_list
    before = id_after(ask.programme_id, name, query.cursor)
    states = (VoucherState(query.state),) if query.state else ()

    def read(uow: UnitOfWork) -> list[Voucher]:
        member_id = found(ask, uow).member_id if of_member else None
        if not bought and member_id is not None:
            return vouchers.vouchers_of_member(
                uow, member_id, before, states=states, limit=query.limit + 1
            )
        return vouchers.redemptions(
            uow,
            before,
            member_id=member_id,
            states=states,
            updated_since=getattr(query, "updated_since", None),
            limit=query.limit + 1,
        )

    rows = ask.work(read)
    page = rows[: query.limit]
    more = None
    if len(rows) > query.limit:
        more = cursor_of(ask.programme_id, name, page[-1].voucher_id)
    return Page(data=shown(ask, page), next_cursor=more)


@table.route(
    "GET",
    "/redemptions/{redemption}",
    scope="members:read",
    summary="Read a redemption",
    answer=VoucherShape,
    refusals=(404,),
)
def read_redemption(ask: Ask) -> VoucherShape:
    return shape(ask, _bought(ask))


def _bought(ask: Ask) -> Voucher:
    voucher_id = read_id("vou", ask.path["redemption"])
    voucher = ask.work(lambda uow: vouchers.voucher(uow, voucher_id))
    if voucher.source is not Source.POINTS:
        raise VoucherMissing("no such voucher in this programme")
    return voucher


@table.route(
    "POST",
    "/redemptions/{redemption}/cancel",
    scope="redemptions:write",
    summary="Give a voucher up; its points come back",
    answer=VoucherShape,
    refusals=(404, 409),
    idempotency=KeyUse.REQUIRED,
)
def cancel_redemption(ask: Ask) -> VoucherShape:
    voucher = _bought(ask)
    cancelled = redemption.cancel(
        ask.env, ask.programme_id, voucher.voucher_id, ask.principal.actor
    )
    return shape(ask, cancelled)


@table.route(
    "GET",
    "/vouchers/{voucher}",
    scope="members:read",
    summary="Read a voucher",
    answer=VoucherShape,
    refusals=(404,),
)
def read_voucher(ask: Ask) -> VoucherShape:
    voucher_id = read_id("vou", ask.path["voucher"])
    return shape(ask, ask.work(lambda uow: vouchers.voucher(uow, voucher_id)))
