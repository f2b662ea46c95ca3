"""The settlement report of a coalition: who owes whom, tied to the ledger."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.coalition import Debt, Flow, Payment, debts, netted
from app.domain.errors import Malformed
from app.storage.coalition import CoalitionRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class PeriodBackwards(Malformed):
    """A report ends before it begins."""

    code = "period_backwards"


class ReportOffLedger(RuntimeError):
    """The report's units are not the ledger's: a mistake of ours, never shown."""


@dataclass(frozen=True, slots=True)
class SettlementReport:
    """What stores of one programme owe each other for a period."""

    since: date
    until: date
    """The last day."""
    flows: tuple[Flow, ...]
    """All that was burned less returned, a store's own units too."""
    debts: tuple[Debt, ...]
    payments: tuple[Payment, ...]
    stores: dict[UUID, str]
    """Names, of those that left too."""
    units: dict[str, int]
    """By asset: the sum of the flows, and what the ledger burned less returned."""


def settlement_report(uow: UnitOfWork, *, since: date, until: date) -> SettlementReport:
    """Return the report of the days from *since* to *until*, both included.

    Raises:
        PeriodBackwards: *until* is before *since*.
        ReportOffLedger: The sums differ from the ledger's.
    """
    if until < since:
        raise PeriodBackwards(f"{until} is before {since}")
    repository, rows = CoalitionRepository(uow), StoreRepository(uow)
    zone = ZoneInfo(rows.programme().timezone)
    begins = datetime.combine(since, time(0), zone)
    ends = datetime.combine(until + timedelta(days=1), time(0), zone)
    flows = repository.flows(begins, ends)
    units: dict[str, int] = {}
    for flow in flows:
        units[flow.asset] = units.get(flow.asset, 0) + flow.units
    totals = repository.totals(begins, ends)
    if units != totals:
        raise ReportOffLedger(f"report {units}, ledger {totals}")
    _, document = ProgrammeRepository(uow).live()
    stores = {row.store_id: row for row in rows.all()}
    owed = debts(document, flows, {key: row.currency for key, row in stores.items()})
    return SettlementReport(
        since=since,
        until=until,
        flows=tuple(flows),
        debts=tuple(owed),
        payments=tuple(netted(owed)),
        stores={key: row.name for key, row in stores.items()},
        units=units,
    )
