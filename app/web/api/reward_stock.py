"""What is left of rewards, codes to upload, and what staff hand over."""

from typing import Annotated

from pydantic import Field

from app.services import code_pools, handover
from app.services.code_pools import CodesRefused, PoolFigures
from app.services.stock import StockFigures, stock_of_rewards
from app.storage.unit_of_work import UnitOfWork
from app.web.api.reading import InvalidRequest
from app.web.api.rewards import RewardId
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import Asked, Given, Instant, Line, Listed
from app.web.api.voucher_shapes import VoucherShape, shape

table = Table("Rewards")
MOST_LINES = 50_000


class PoolShape(Given):
    """How a pool of uploaded codes stands."""

    reward_id: RewardId
    left: int
    given: int
    alarm: bool = Field(description="Fewer are left than `alarm_below`.")
    alarm_below: int

    @classmethod
    def of(cls, pool: PoolFigures) -> "PoolShape":
        return cls(
            reward_id=pool.reward_id,
            left=pool.left,
            given=pool.given,
            alarm=pool.alarm,
            alarm_below=pool.alarm_below,
        )


class StockShape(Given):
    """How a reward with stock, or with a pool, stands."""

    reward_id: RewardId
    units: int | None = Field(description="In all; null without a limit.")
    taken: int | None
    left: int | None
    pool: PoolShape | None

    @classmethod
    def of(cls, figures: StockFigures) -> "StockShape":
        return cls(
            reward_id=figures.reward_id,
            units=figures.units,
            taken=figures.taken,
            left=figures.left,
            pool=None if figures.pool is None else PoolShape.of(figures.pool),
        )


class Upload(Asked):
    """Codes for a pool: a list, or a CSV whose first column counts."""

    codes: (
        Annotated[
            list[Annotated[str, Field(min_length=1, max_length=200)]],
            Field(min_length=1, max_length=MOST_LINES),
        ]
        | None
    ) = None
    csv: Annotated[str, Field(min_length=1, max_length=1_000_000)] | None = None


class HandOverBody(Asked):
    """What staff scanned."""

    code: Annotated[str, Field(min_length=1, max_length=200)]
    place: Line | None = Field(default=None, description="Where it is handed over.")


class HandOverShape(Given):
    """A hand-over: the first one counts."""

    first_time: bool = Field(description="False: it was handed over before.")
    handed_at: Instant
    handed_by: str
    place: str | None
    voucher: VoucherShape


@table.route(
    "GET",
    "/stock",
    scope="programme:read",
    summary="What is left of rewards that are limited",
    answer=Listed[StockShape],
)
def list_stock(ask: Ask) -> Listed[StockShape]:
    return Listed(data=[StockShape.of(each) for each in ask.work(stock_of_rewards)])


@table.route(
    "POST",
    "/rewards/{reward}/codes",
    scope="programme:write",
    summary="Add codes to a pool; all of them or none",
    answer=PoolShape,
    body=Upload,
    status=201,
    refusals=(404, 409),
    idempotency=KeyUse.REQUIRED,
    example={"codes": ["FLY-2026-0001", "FLY-2026-0002"]},
)
def upload_codes(ask: Ask) -> PoolShape:
    body: Upload = ask.body
    if (body.codes is None) == (body.csv is None):
        raise InvalidRequest(
            [{"pointer": "/codes", "code": "missing", "detail": "send codes or csv"}]
        )
    if body.codes is not None:
        lines = [(n, code.strip()) for n, code in enumerate(body.codes, start=1)]
        lines = [(number, code) for number, code in lines if code]
    else:
        lines = code_pools.codes_in(body.csv or "")

    def write(uow: UnitOfWork) -> PoolFigures:
        return code_pools.add_codes(
            ask.env, uow, ask.path["reward"], lines, by=ask.principal.actor
        )

    try:
        return PoolShape.of(ask.work(write))
    except CodesRefused as refusal:
        pointer = "/csv" if body.codes is None else "/codes"
        raise InvalidRequest(_place(pointer, one) for one in refusal.mistakes) from None


def _place(pointer: str, mistake: code_pools.Mistake) -> dict[str, object]:
    other = f" {mistake.other_line}" if mistake.other_line else ""
    return {
        "pointer": pointer if pointer == "/csv" else f"{pointer}/{mistake.line - 1}",
        "code": mistake.reason,
        "detail": f"line {mistake.line}: {mistake.reason}{other}",
    }


@table.route(
    "POST",
    "/handovers",
    scope="redemptions:write",
    summary="Hand over what a member's QR code stands for",
    answer=HandOverShape,
    body=HandOverBody,
    refusals=(404, 409),
    idempotency=KeyUse.OPTIONAL,
    example={"code": "SETIA-7K2MQ9XW4T1B", "place": "Café Blok M"},
)
def hand_over(ask: Ask) -> HandOverShape:
    body: HandOverBody = ask.body

    def write(uow: UnitOfWork) -> handover.Handed:
        voucher = handover.find(uow, body.code)
        return handover.hand_over(
            ask.env,
            uow,
            voucher.voucher_id,
            by=ask.principal.actor,
            place=body.place,
        )

    handed = ask.work(write)
    return HandOverShape(
        first_time=handed.first_time,
        handed_at=handed.hand_over.handed_at,
        handed_by=handed.hand_over.handed_by,
        place=handed.hand_over.place,
        voucher=shape(ask, handed.voucher),
    )
