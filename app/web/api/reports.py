"""Reports of money: what stores owe each other, what causes were given."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from app.domain.ids import public_id
from app.services import charity
from app.services.coalition import SettlementReport, settlement_report
from app.services.dividends import accruals
from app.storage.charity import CauseTotal, CharityRepository, Donation
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    Asked,
    AssetName,
    Currency,
    Given,
    Instant,
    Listed,
    MoneyShape,
    StoreId,
    VoucherId,
    maybe_id,
)

table = Table("Reports")
CauseName = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$", examples=["trees"])]


class SettlementQuery(Asked):
    """Which days, both included, of the programme's zone; by default last month's."""

    since: date | None = Field(default=None, examples=["2026-11-01"])
    until: date | None = Field(default=None, examples=["2026-11-30"])


class OwedShape(Given):
    """What one store owes another for units of one asset."""

    asset: AssetName
    debtor: StoreId | None = Field(description="Null: the programme itself.")
    creditor: StoreId
    units: int = Field(description="Burned less returned.")
    worth: MoneyShape | None = Field(
        description="Null where the document names no worth in this currency."
    )


class PaymentShape(Given):
    """What is left to pay once debts both ways have cancelled out."""

    debtor: StoreId | None
    creditor: StoreId | None
    amount: MoneyShape


class SettlementShape(Given):
    """Who owes whom for a period, tied to the ledger to the unit."""

    since: date
    until: date
    debts: list[OwedShape]
    payments: list[PaymentShape]
    units: dict[AssetName, int] = Field(
        description="By asset: all that the ledger burned less returned."
    )

    @classmethod
    def of(cls, report: SettlementReport) -> "SettlementShape":
        return cls(
            since=report.since,
            until=report.until,
            debts=[
                OwedShape(
                    asset=debt.asset,
                    debtor=maybe_id("str", debt.debtor),
                    creditor=public_id("str", debt.creditor),
                    units=debt.units,
                    worth=None
                    if debt.amount_minor is None
                    else MoneyShape.of(debt.amount_minor, debt.currency),
                )
                for debt in report.debts
            ],
            payments=[
                PaymentShape(
                    debtor=maybe_id("str", payment.debtor),
                    creditor=maybe_id("str", payment.creditor),
                    amount=MoneyShape.of(payment.amount_minor, payment.currency),
                )
                for payment in report.payments
            ],
            units=report.units,
        )


class CauseShape(Given):
    """What members gave to a cause in one currency."""

    cause: CauseName
    donations: int
    given: MoneyShape
    paid_out: MoneyShape

    @classmethod
    def of(cls, total: CauseTotal) -> "CauseShape":
        return cls(
            cause=total.cause,
            donations=total.donations,
            given=MoneyShape.of(total.amount_minor, total.currency),
            paid_out=MoneyShape.of(total.paid_minor, total.currency),
        )


class DonationShape(Given):
    """A receipt: one gift of one member."""

    id: VoucherId
    cause: CauseName
    amount: MoneyShape
    given_at: Instant
    paid_out: bool

    @classmethod
    def of(cls, donation: Donation) -> "DonationShape":
        return cls(
            id=public_id("vou", donation.voucher_id),
            cause=donation.cause,
            amount=MoneyShape.of(donation.amount_minor, donation.currency),
            given_at=donation.given_at,
            paid_out=donation.payout_id is not None,
        )


class PayOut(Asked):
    """A payment to a cause that was made."""

    currency: Currency
    reference: Annotated[
        str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")
    ]


class PayoutShape(Given):
    """One payment; every gift is part of one at most."""

    cause: CauseName
    amount: MoneyShape
    donations: int
    reference: str
    paid_at: Instant


class AccrualShape(Given):
    """What the running period of a dividend has gathered, rounded down."""

    dividend_id: str
    asset: AssetName
    period: str = Field(examples=["2026-Q4"])
    accrued: MoneyShape
    issues_at: Instant


@table.route(
    "GET",
    "/reports/settlement",
    scope="ledger:read",
    summary="Who owes whom between the stores of the programme",
    answer=SettlementShape,
    query=SettlementQuery,
    refusals=(409,),
)
def read_settlement(ask: Ask) -> SettlementShape:
    query: SettlementQuery = ask.query

    this_month = ask.now.date().replace(day=1)
    until = query.until or this_month - timedelta(days=1)
    since = query.since or until.replace(day=1)

    def read(uow: UnitOfWork) -> SettlementReport:
        return settlement_report(uow, since=since, until=until)

    return SettlementShape.of(ask.work(read))


@table.route(
    "GET",
    "/causes",
    scope="programme:read",
    summary="What was given to each cause, and paid out",
    answer=Listed[CauseShape],
    refusals=(409,),
)
def list_causes(ask: Ask) -> Listed[CauseShape]:
    return Listed(data=[CauseShape.of(each) for each in ask.work(charity.totals)])


@table.route(
    "POST",
    "/causes/{cause}/payouts",
    scope="ledger:write",
    summary="Note that what is open was paid to a cause",
    answer=PayoutShape,
    body=PayOut,
    status=201,
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    example={"currency": "IDR", "reference": "TRF-2026-11-30"},
)
def pay_out(ask: Ask) -> Reply:
    body: PayOut = ask.body
    payout = ask.work(
        lambda uow: charity.pay_out(
            ask.env,
            uow,
            cause=ask.path["cause"],
            currency=body.currency,
            reference=body.reference,
            actor=ask.principal.actor,
        )
    )
    shape = PayoutShape(
        cause=payout.cause,
        amount=MoneyShape.of(payout.amount_minor, payout.currency),
        donations=payout.donations,
        reference=payout.reference,
        paid_at=payout.paid_at,
    )
    return Reply(shape, 201)


@table.route(
    "GET",
    "/members/{member}/donations",
    scope="members:read",
    summary="A member's receipts of gifts to causes, newest first",
    answer=Listed[DonationShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_donations(ask: Ask) -> Listed[DonationShape]:
    def read(uow: UnitOfWork) -> list[Donation]:
        member_id = found(ask, uow).member_id
        return CharityRepository(uow).donations(member_id=member_id, most=500)

    return Listed(data=[DonationShape.of(each) for each in ask.work(read)])


@table.route(
    "GET",
    "/members/{member}/dividends",
    scope="members:read",
    summary="What the running periods of dividends have gathered",
    answer=Listed[AccrualShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_accruals(ask: Ask) -> Listed[AccrualShape]:
    gathered = ask.work(lambda uow: accruals(ask.env, uow, found(ask, uow).member_id))
    return Listed(
        data=[
            AccrualShape(
                dividend_id=each.dividend_id,
                asset=each.asset,
                period=each.source,
                accrued=MoneyShape.of(each.accrued_minor, each.currency),
                issues_at=each.issues_at,
            )
            for each in gathered
        ]
    )
