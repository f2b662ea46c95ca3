"""Vouchers, orders and instants that the tests of this folder share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.events import Discount, OrderLine, OrderSnapshot, OrderState
from app.domain.rewards.issuing import DEADLINE
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.returns import Standing, Use
from app.domain.rewards.voucher import (
    Progress,
    Source,
    Voucher,
    VoucherState,
    VoucherTerms,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
STORE = UUID(int=1)
OTHER_STORE = UUID(int=2)
MINUTE = timedelta(minutes=1)


FIVE_OFF = VoucherTerms(
    title="Rp5.000 off",
    kind=VoucherKind.FIXED_AMOUNT,
    currency="IDR",
    starts_at=NOON,
    ends_at=NOON + timedelta(days=30),
    amount_minor=5_000,
)


def terms(**changes: object) -> VoucherTerms:
    fields: dict[str, Any] = changes
    return replace(FIVE_OFF, **fields)


def voucher(
    state: VoucherState = VoucherState.ISSUED,
    *,
    terms: VoucherTerms = FIVE_OFF,
    **changes: object,
) -> Voucher:
    fields: dict[str, Any] = changes
    return replace(
        Voucher(
            voucher_id=UUID(int=7),
            member_id=UUID(int=8),
            store_id=STORE,
            reward_id="five-off",
            programme_version=1,
            source=Source.POINTS,
            asset="points",
            price=500,
            code="SETIA-ABCDEFGHJKMN",
            terms=terms,
            actor="member",
            created_at=NOON,
            updated_at=NOON,
            progress=Progress(deadline_at=NOON + DEADLINE),
            state=state,
        ),
        **fields,
    )


def line(amount_minor: int, *, refunded_minor: int = 0, **changes: object) -> OrderLine:
    fields: dict[str, Any] = changes
    return replace(
        OrderLine("1", "Coffee", 1, amount_minor, refunded_minor=refunded_minor),
        **fields,
    )


def order(
    state: OrderState = OrderState.PAID,
    *lines: OrderLine,
    discounts: tuple[Discount, ...] = (Discount("setia-abcdefghjkmn", 5_000),),
    **changes: object,
) -> OrderSnapshot:
    fields: dict[str, Any] = changes
    return replace(
        OrderSnapshot(
            order_ref="1001",
            number="#1001",
            state=state,
            currency="IDR",
            lines=lines or (line(74_90),),
            version=NOON,
            placed_at=NOON,
            discounts=discounts,
        ),
        **fields,
    )


def use(standing: Standing = Standing.PAID, **changes: object) -> Use:
    fields: dict[str, Any] = changes
    return replace(
        Use(
            store_id=STORE,
            order_ref="1001",
            standing=standing,
            currency="IDR",
            taken_minor=5_000,
            amount=7_490,
            refunded=0,
            version=NOON,
            noted_at=NOON,
        ),
        **fields,
    )
