"""Looking at money: dividends that grow, debts between stores, gifts to causes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.money import Money
from app.services import charity
from app.services.coalition import SettlementReport, settlement_report
from app.services.dividends import Accrual, accruals
from app.storage.charity import CharityRepository
from app.storage.unit_of_work import UnitOfWork
from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _fills(player: Player, told: Step) -> None:
    """Tell of several filled prescriptions on one day."""
    from tests.recipes.steps import STEPS  # noqa: PLC0415 - the steps know this module

    for _ in range(told["times"]):
        STEPS["activity"](
            player, {"type": "pharmacy.fill", "id": f"fill-{player.told}"}
        )


def _accrued(player: Player, who: str) -> dict[str, str]:
    """Return what the running period of each dividend has gathered."""

    def read(uow: UnitOfWork) -> list[Accrual]:
        return accruals(player.env, uow, player.member(who))

    found: list[Accrual] = player.run(read)
    return {
        one.dividend_id: Money(one.accrued_minor, one.currency).decimal_text()
        for one in found
    }


def _owed(player: Player, _who: str) -> list[str]:
    """Return what stores owe each other. The books go by the database's clock."""

    def read(uow: UnitOfWork) -> SettlementReport:
        return settlement_report(uow, since=date(2026, 1, 1), until=date(2100, 1, 1))

    report: SettlementReport = player.run(read)
    names: dict[UUID | None, str] = {None: "programme"}
    names.update(report.stores.items())
    return [
        f"{names[each.debtor]} owes {names[each.creditor]}"
        f" {Money(each.amount_minor, each.currency).decimal_text()}"
        for each in report.payments
    ]


def _given(player: Player, _who: str) -> dict[str, str]:
    totals = player.run(charity.totals)
    return {
        one.cause: Money(one.amount_minor, one.currency).decimal_text()
        for one in totals
        if one.amount_minor
    }


def _receipts(player: Player, who: str) -> int:
    def read(uow: UnitOfWork) -> int:
        member_id = player.member(who)
        return len(CharityRepository(uow).donations(member_id=member_id))

    found: int = player.run(read)
    return found


STEPS: Mapping[str, Callable[[Player, Step], None]] = {"fills": _fills}
READERS: Mapping[str, Callable[[Player, str], Any]] = {
    "accrued": _accrued,
    "owed": _owed,
    "given": _given,
    "receipts": _receipts,
}
