"""What a member has: balances by asset, and lots by when they lapse."""

from datetime import datetime

from pydantic import Field

from app.domain.ids import public_id
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, Table
from app.web.api.shapes import (
    AssetName,
    AwardId,
    Given,
    Instant,
    Listed,
    LotId,
    MoneyShape,
    maybe_id,
)

table = Table("Members")


class BalanceShape(Given):
    """What a member has of one asset, in smallest units."""

    asset: AssetName
    usable: int = Field(description="Can be spent now.")
    pending: int = Field(description="Earned, not yet usable.")
    held: int = Field(description="Set aside for redemptions in progress.")
    owed: int = Field(description="Taken back after it was spent; positive.")
    shown: int = Field(description="usable - owed; what the member is told.")
    decimals: int = Field(description="How many of the last digits are decimals.")
    next_lapse: "Lapse | None" = Field(description="What lapses next, and when.")


class Lapse(Given):
    """Units that lapse together."""

    amount: int
    at: Instant


class LotShape(Given):
    """Units that were earned together."""

    id: LotId
    asset: AssetName
    award_id: AwardId | None
    size: int
    pending: int
    available: int
    held: int
    awarded_at: Instant
    available_from: Instant | None
    lapses_at: Instant | None
    basis: MoneyShape | None = Field(description="The money it was earned with.")


class LotsQuery(OfStore):
    """Which lots."""

    asset: AssetName = "points"
    every: bool = Field(default=False, description="Also lots with nothing left.")


@table.route(
    "GET",
    "/members/{member}/balance",
    scope="members:read",
    summary="What a member has, by asset",
    answer=Listed[BalanceShape],
    query=OfStore,
    refusals=(404, 409),
)
def read_balance(ask: Ask) -> Listed[BalanceShape]:
    return Listed(data=ask.work(lambda uow: balances(ask, uow, found(ask, uow))))


def balances(ask: Ask, uow: UnitOfWork, member: MemberRow) -> list[BalanceShape]:
    """Return the member's balances: every asset of the programme, and others held."""
    ledger = LedgerRepository(uow, ask.env.ids)
    held = ledger.balances(member.member_id)
    _, document = ProgrammeRepository(uow).live()
    scales = {asset.id: asset.scale for asset in document.assets}
    listed = []
    for asset in dict.fromkeys((*scales, *held)):
        lots = ledger.lots(member.member_id, asset) if asset in held else []
        live = [lot for lot in lots if lot.available and not lot.lapsed(ask.now)]
        usable = sum(lot.available for lot in live)
        figures = held.get(asset)
        owed = figures.owed if figures else 0
        listed.append(
            BalanceShape(
                asset=asset,
                usable=usable,
                pending=figures.pending if figures else 0,
                held=figures.held if figures else 0,
                owed=owed,
                shown=usable - owed,
                decimals=scales.get(asset, 0),
                next_lapse=_next_lapse(
                    [(lot.lapses_at, lot.available) for lot in live]
                ),
            )
        )
    return listed


def _next_lapse(live: list[tuple[datetime | None, int]]) -> Lapse | None:
    dated = [(at, amount) for at, amount in live if at is not None]
    if not dated:
        return None
    first = min(at for at, _ in dated)
    return Lapse(amount=sum(amount for at, amount in dated if at == first), at=first)


@table.route(
    "GET",
    "/members/{member}/lots",
    scope="members:read",
    summary="What a member holds, and when it lapses",
    answer=Listed[LotShape],
    query=LotsQuery,
    refusals=(404, 409),
)
def list_lots(ask: Ask) -> Listed[LotShape]:
    query: LotsQuery = ask.query

    def read(uow: UnitOfWork) -> list[LotShape]:
        member = found(ask, uow)
        lots = LedgerRepository(uow, ask.env.ids).lots(
            member.member_id, query.asset, every=query.every
        )
        return [
            LotShape(
                id=public_id("lot", lot.lot_id),
                asset=lot.asset,
                award_id=maybe_id("awd", lot.award_id),
                size=lot.size,
                pending=lot.pending,
                available=lot.available,
                held=lot.held,
                awarded_at=lot.awarded_at,
                available_from=lot.available_from,
                lapses_at=lot.lapses_at,
                basis=MoneyShape.maybe(lot.basis),
            )
            for lot in lots
        ]

    return Listed(data=ask.work(read))
