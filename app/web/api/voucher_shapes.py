"""Vouchers as the API shows them, whatever kind they are."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from app.domain.ids import public_id
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import Voucher, VoucherState
from app.services.code_pools import reveal
from app.storage.unit_of_work import UnitOfWork
from app.web.api.route import Ask
from app.web.api.shapes import (
    AssetName,
    Given,
    Instant,
    MemberId,
    MoneyShape,
    StoreId,
    VoucherId,
)

State = Literal[
    "granted", "issuing", "issued", "used", "lapsed", "withdrawn", "returned"
]
Kind = Literal[
    "fixed_amount",
    "percent",
    "free_shipping",
    "free_product",
    "gift_card",
    "store_credit",
    "charity",
    "tickets",
    "manual",
    "code_pool",
    "experience",
    "carried",
]
NOT_YET_SHOWN = frozenset({VoucherState.GRANTED, VoucherState.ISSUING})


NO_CODE = frozenset(
    {VoucherKind.CHARITY, VoucherKind.TICKETS, VoucherKind.STORE_CREDIT}
)


class DiscountShape(Given):
    """What a voucher takes off, or gives."""

    kind: Kind
    amount: MoneyShape | None
    percent_bp: int | None = Field(description="Hundredths of a percent.")
    minimum: MoneyShape | None = Field(description="The smallest cart.")
    product_refs: list[str]
    collection_refs: list[str]
    cause: str | None = Field(description="Of a gift to charity: to whom.")
    tickets: AssetName | None = Field(description="Of draw tickets: which.")
    number: int | None = Field(description="Of draw tickets: how many.")
    spend_by: Instant | None = Field(description="Of gift cards and store credit.")


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
    source: Literal["points", "rule", "carried"]
    asset: AssetName
    price_points: int
    returned_points: int
    code: str | None = Field(
        description="Null until it works. Of what staff hand over: the text of the"
        " QR code. Of a pool: the merchant's own code."
    )
    discount: DiscountShape
    lapses_at: Instant | None
    created_at: Instant
    updated_at: Instant
    issued_at: Instant | None
    used_at: Instant | None
    ended_at: Instant | None

    @classmethod
    def of(cls, voucher: Voucher, pool_code: str | None = None) -> "VoucherShape":
        kind = voucher.terms.kind
        shown = voucher.state not in NOT_YET_SHOWN and voucher.issued_at is not None
        own = None if kind is VoucherKind.CODE_POOL else voucher.code
        code = (pool_code or own) if kind not in NO_CODE else None
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
            code=code if shown else None,
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
    tickets = terms.kind is VoucherKind.TICKETS

    def money(amount_minor: int | None) -> MoneyShape | None:
        if amount_minor is None:
            return None
        return MoneyShape.of(amount_minor, terms.currency)

    return DiscountShape(
        kind=terms.kind.value,
        amount=None if tickets else money(terms.amount_minor),
        percent_bp=terms.percent_bp,
        minimum=money(terms.minimum_minor),
        product_refs=list(terms.product_refs),
        collection_refs=list(terms.collection_refs),
        cause=terms.cause,
        tickets=terms.tickets,
        number=terms.amount_minor if tickets else None,
        spend_by=terms.spend_by,
    )


def shown(ask: Ask, vouchers: Sequence[Voucher]) -> list[VoucherShape]:
    """Return vouchers as shown; uploaded codes are opened for it."""
    pooled = [one for one in vouchers if one.terms.kind is VoucherKind.CODE_POOL]
    codes = {}
    if pooled:

        def read(uow: UnitOfWork) -> None:
            codes.update(reveal(ask.env, uow, pooled))

        ask.work(read)
    return [VoucherShape.of(one, codes.get(one.voucher_id)) for one in vouchers]


def shape(ask: Ask, voucher: Voucher) -> VoucherShape:
    """Return one voucher as shown."""
    return shown(ask, [voucher])[0]
