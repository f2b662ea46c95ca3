"""Rewards, their exchange for points, and the vouchers that come of it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id, read_id
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
    AssetName,
    DryRunQuery,
    Given,
    Instant,
    MemberId,
    MoneyShape,
    Page,
    PageQuery,
    SinceQuery,
    StoreId,
    VoucherId,
)

table = Table("Redemptions")
State = Literal[
    "granted", "issuing", "issued", "used", "lapsed", "withdrawn", "returned"
]
DiscountWord = Literal["fixed_amount", "percent", "free_shipping", "free_product"]
NOT_YET_SHOWN = frozenset({VoucherState.GRANTED, VoucherState.ISSUING})


class DiscountShape(Given):
    """What a voucher takes off."""

    kind: DiscountWord
    amount: MoneyShape | None
    percent_bp: int | None = Field(description="Hundredths of a percent.")
    minimum: MoneyShape | None = Field(description="The smallest cart.")
    product_refs: list[str]
    collection_refs: list[str]


class VoucherShape(Given):
    """What a member holds of a reward, from grant to use."""

    id: VoucherId
    member_id: MemberId
    store_id: StoreId
    reward_id: str
    title: str
    state: State
    ending: Literal["lapse", "cancel", "freed", "gone"] | None = Field(
        description="Why it is on its way out, while its code is switched off."
    )
    reason: str | None = Field(description="Why it was withdrawn, or why it waits.")
    source: Literal["points", "rule"]
    asset: AssetName
    price_points: int
    returned_points: int
    code: str | None = Field(description="Null until the store honours it.")
    discount: DiscountShape
    lapses_at: Instant | None
    created_at: Instant
    updated_at: Instant
    issued_at: Instant | None
    used_at: Instant | None
    ended_at: Instant | None

    @classmethod
    def of(cls, voucher: Voucher) -> "VoucherShape":
        shown = voucher.state not in NOT_YET_SHOWN and voucher.issued_at is not None
        return cls(
            id=public_id("vou", voucher.voucher_id),
            member_id=public_id("mem", voucher.member_id),
            store_id=public_id("str", voucher.store_id),
            reward_id=voucher.reward_id,
            title=voucher.terms.title,
            state=voucher.state.value,
            ending=voucher.ending.value if voucher.ending else None,
            reason=voucher.reason,
            source=voucher.source.value,
            asset=voucher.asset,
            price_points=voucher.price,
            returned_points=voucher.returned,
            code=voucher.code if shown else None,
            discount=_discount(voucher),
            lapses_at=voucher.lapses_at,
            created_at=voucher.created_at,
            updated_at=voucher.updated_at,
            issued_at=voucher.issued_at,
            used_at=voucher.used_at,
            ended_at=voucher.ended_at,
        )


def _discount(voucher: Voucher) -> DiscountShape:
    terms = voucher.terms

    def money(amount_minor: int | None) -> MoneyShape | None:
        if amount_minor is None:
            return None
        return MoneyShape.of(amount_minor, terms.currency)

    return DiscountShape(
        kind=terms.kind.value,
        amount=money(terms.amount_minor),
        percent_bp=terms.percent_bp,
        minimum=money(terms.minimum_minor),
        product_refs=list(terms.product_refs),
        collection_refs=list(terms.collection_refs),
    )


class Redeem(Asked):
    """What a member wants for their points."""

    reward_id: RewardId
    store_id: StoreRef | None = Field(
        default=None, description="Where the code will be used."
    )
    points: Annotated[int, Field(ge=1, le=UNITS)] | None = Field(
        default=None, description="For a slider: how many."
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
    )
    shape = VoucherShape.of(voucher)
    return Reply(shape, 201, {"Location": f"/api/v1/redemptions/{shape.id}"})


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
    return Page(data=[VoucherShape.of(row) for row in page], next_cursor=more)


@table.route(
    "GET",
    "/redemptions/{redemption}",
    scope="members:read",
    summary="Read a redemption",
    answer=VoucherShape,
    refusals=(404,),
)
def read_redemption(ask: Ask) -> VoucherShape:
    return VoucherShape.of(_bought(ask))


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
    return VoucherShape.of(
        redemption.cancel(
            ask.env, ask.programme_id, voucher.voucher_id, ask.principal.actor
        )
    )


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
    return VoucherShape.of(ask.work(lambda uow: vouchers.voucher(uow, voucher_id)))
