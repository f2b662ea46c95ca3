"""What the programme owes its members: the management estimate at one moment.

A report over the ledger at an entry of the journal; made again later it is the
same to the unit. Deferred revenue per cohort is arithmetic of the domain; the
accountant brings the price of the goods.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Missing, Refused
from app.domain.liability import (
    ALL,
    IssueMonth,
    ManagementEstimate,
    credit_owed,
    management_estimate,
    share_expected,
    trusted_share,
    ultimates,
)
from app.domain.liability_costs import CostEstimate, cost_estimate, unit_costs
from app.domain.programme.assets import CreditAsset
from app.services.env import Env
from app.storage.liability import LiabilityReader
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class AssetUnknown(Missing):
    """The programme counts nothing of this name.

    Attributes:
        known: What it counts.
    """

    code = "asset_unknown"

    def __init__(self, *, asset: str, known: tuple[str, ...]) -> None:
        self.asset = asset
        self.known = known
        super().__init__(f"there is no {asset}; known are {', '.join(known)}")


class UnitWorthUnknown(Refused):
    """No reward says what a unit is worth; say it when asking."""

    code = "unit_worth_unknown"

    def __init__(self, *, asset: str, currency: str) -> None:
        self.asset = asset
        self.currency = currency
        super().__init__(f"no reward says what {asset} are worth in {currency}")


@dataclass(frozen=True, slots=True)
class LiabilityReport:
    """One asset's liability as of one entry of the journal."""

    asset: str
    seq: int
    """0 before anything was sealed."""
    as_of: datetime
    outstanding: int
    share: Fraction
    """r, the part still expected to be used; 1 in the first twelve months."""
    currency: str
    value_minor: Fraction
    """The flat value of a unit."""
    estimate: ManagementEstimate
    """By the flat value."""
    costs: CostEstimate
    """By what each reward costs."""
    months: tuple[IssueMonth, ...]


def report(
    env: Env,
    programme_id: UUID,
    asset: str,
    *,
    value_minor: Fraction | None = None,
    seq: int | None = None,
) -> LiabilityReport:
    """Return what the outstanding units of *asset* are worth.

    Args:
        env: The world.
        programme_id: Whose books.
        asset: Which units. Money credit counts in full, whatever *value_minor*.
        value_minor: The redemption value of one smallest unit, in minor units of the
            programme's currency; by default what it is worth with the dearest reward.
        seq: As of this entry of the journal; the last one by default.

    Raises:
        NothingPublished: The programme has no document yet.
        AssetUnknown: It has no such asset.
        UnitWorthUnknown: No reward says what a unit is worth, and *value_minor* is
            left out.
    """

    def work(uow: UnitOfWork) -> LiabilityReport:
        return report_in(env, uow, asset, value_minor, seq)

    return env.database.run(programme_id, work)


def report_in(
    env: Env,
    uow: UnitOfWork,
    asset: str,
    value_minor: Fraction | None = None,
    seq: int | None = None,
) -> LiabilityReport:
    """Return ``report`` as of a unit of work that is there already."""
    zone = StoreRepository(uow).programme().timezone
    document = ProgrammeRepository(uow).live()[1]
    known = {one.id: one for one in document.assets}
    if asset not in known:
        raise AssetUnknown(asset=asset, known=tuple(known))
    reader = LiabilityReader(uow, asset, zone=zone)
    at, as_of = reader.entry(seq) or (0, env.clock.now())
    outstanding = reader.outstanding(at)
    owed, currency = known[asset], document.identity.currency
    if isinstance(owed, CreditAsset):
        return LiabilityReport(
            asset=asset,
            seq=at,
            as_of=as_of,
            outstanding=outstanding,
            share=ALL,
            currency=owed.currency,
            value_minor=ALL,
            estimate=credit_owed(outstanding),
            costs=CostEstimate(outstanding, outstanding, ()),
            months=(),
        )
    by_document = unit_costs(document, asset, currency)
    value = max(by_document.values(), default=None)
    if value_minor is not None:
        value = value_minor
    if value is None:
        raise UnitWorthUnknown(asset=asset, currency=currency)
    local = as_of.astimezone(ZoneInfo(zone))
    months = reader.months(at, last=local.year * 12 + local.month)
    share = _share(months, outstanding)
    return LiabilityReport(
        asset=asset,
        seq=at,
        as_of=as_of,
        outstanding=outstanding,
        share=share,
        currency=currency,
        value_minor=value,
        estimate=management_estimate(outstanding, value, share),
        costs=cost_estimate(
            reader.uses(at, currency),
            by_document,
            outstanding=outstanding,
            share_expected=share,
            value_minor=value,
        ),
        months=tuple(months),
    )


def _share(months: list[IssueMonth], outstanding: int) -> Fraction:
    """Return r over all months of issue, or 1 while the programme is young."""
    redeemed = sum(month.redeemed_by_age[-1] for month in months)
    history = max((len(month.redeemed_by_age) for month in months), default=0)
    estimate = share_expected(
        sum(ultimates(months), Fraction(0)), redeemed, outstanding
    )
    return trusted_share(estimate, months_of_history=history - 1)
