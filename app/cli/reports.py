"""``setia reports``: what stores owe each other, what is owed to members and causes."""

import csv
import sys
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.domain.money import Money
from app.services import charity
from app.services.coalition import SettlementReport, settlement_report
from app.services.liability import report
from app.storage.unit_of_work import UnitOfWork

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def reports() -> None:
    """Reports of money."""


@reports.command()
@programme_option
@click.option("--since", type=DAY, required=True, help="The first day.")
@click.option("--until", type=DAY, required=True, help="The last day.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one line a debt.")
def settlement(
    programme: UUID | None, since: datetime, until: datetime, *, as_csv: bool
) -> None:
    """Who owes whom between the stores, tied to the ledger to the unit."""
    with open_env() as env:
        first, last = since.date(), until.date()
        settled = env.database.run(
            read_uuid(env, programme), lambda uow: _read(uow, first, last)
        )
    names: dict[UUID | None, str] = {None: "the programme"}
    names.update(settled.stores.items())
    if as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(
            ["asset", "debtor", "creditor", "units", "amount_minor", "currency"]
        )
        for debt in settled.debts:
            writer.writerow(
                [
                    debt.asset,
                    debt.debtor or "",
                    debt.creditor,
                    debt.units,
                    "" if debt.amount_minor is None else debt.amount_minor,
                    debt.currency,
                ]
            )
        return
    table = Table("asset", "owes", "to", "units", "worth")
    for debt in settled.debts:
        worth = "no worth named"
        if debt.amount_minor is not None:
            worth = _money(debt.amount_minor, debt.currency)
        table.add_row(
            debt.asset,
            names[debt.debtor],
            names[debt.creditor],
            str(debt.units),
            worth,
        )
    console.print(table)
    for payment in settled.payments:
        amount = _money(payment.amount_minor, payment.currency)
        console.print(
            f"{names[payment.debtor]} pays {names[payment.creditor]} {amount}",
            markup=False,
        )
    for asset, units in settled.units.items():
        console.print(f"{asset}: {units} units burned less returned, as in the ledger")


def _read(uow: UnitOfWork, since: date, until: date) -> SettlementReport:
    return settlement_report(uow, since=since, until=until)


def _money(amount_minor: int, currency: str) -> str:
    return f"{currency} {Money(amount_minor, currency).decimal_text()}"


@reports.command()
@programme_option
@click.option("--asset", default="points", show_default=True)
@click.option("--seq", type=int, help="As of this entry of the journal.")
def liability(programme: UUID | None, asset: str, seq: int | None) -> None:
    """What members' points will cost: by one value, and by each reward's cost."""
    with open_env() as env:
        found = report(env, read_uuid(env, programme), asset, seq=seq)
    currency = found.currency
    click.echo(f"{found.outstanding} units outstanding at entry {found.seq}")
    click.echo(f"{_percent(found.share)} of them still expected to be used")
    table = Table("reckoned", "expected", "at most")
    for name, estimate in (("by one value", found.estimate), ("by cost", found.costs)):
        expected = _money(estimate.expected_minor, currency)
        table.add_row(name, expected, _money(estimate.gross_minor, currency))
    console.print(table)
    parts = Table("reward", "units used", "of what will be used", "expected", "cost")
    for one in found.costs.rewards:
        parts.add_row(
            one.reward_id,
            str(one.used),
            _percent(one.share),
            _money(one.expected_minor, currency),
            "known" if one.priced else "unknown: by the one value",
        )
    console.print(parts)


def _percent(share: Fraction) -> str:
    """Return a share as a percentage with one decimal, rounded down."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


@reports.command()
@programme_option
def causes(programme: UUID | None) -> None:
    """What members gave to each cause, and what was paid out of it."""
    table = Table("cause", "gifts", "given", "paid out", "open")
    with open_env() as env:
        for total in env.database.run(read_uuid(env, programme), charity.totals):
            table.add_row(
                total.cause,
                str(total.donations),
                _money(total.amount_minor, total.currency),
                _money(total.paid_minor, total.currency),
                _money(total.amount_minor - total.paid_minor, total.currency),
            )
    console.print(table)


@reports.command("pay-out")
@programme_option
@click.argument("cause")
@click.option("--currency", required=True)
@click.option("--reference", required=True, help="Of the payment that was made.")
def pay_out(programme: UUID | None, cause: str, currency: str, reference: str) -> None:
    """Note that everything open was paid to a cause; each gift is paid once."""
    with open_env() as env:
        payout = env.database.run(
            read_uuid(env, programme),
            lambda uow: charity.pay_out(
                env,
                uow,
                cause=cause,
                currency=currency,
                reference=reference,
                actor="command line",
            ),
        )
        amount = _money(payout.amount_minor, payout.currency)
        click.echo(f"{payout.donations} gifts, {amount}, paid to {payout.cause}")


commands: list[click.Command] = [reports]
