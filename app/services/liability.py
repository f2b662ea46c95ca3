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
from app.domain.programme.assets import CreditAsset
from app.services.env import Env
from app.storage.liability import LiabilityReader
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


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
    estimate: ManagementEstimate
    months: tuple[IssueMonth, ...]


def report(
    env: Env,
    programme_id: UUID,
    asset: str,
    *,
    value_minor: Fraction,
    seq: int | None = None,
) -> LiabilityReport:
    """Return what the outstanding units of *asset* are worth.

    Args:
        env: The world.
        programme_id: Whose books.
        asset: Which units. Money credit counts in full, whatever *value_minor*.
        value_minor: The redemption value of one smallest unit, in minor units.
        seq: As of this entry of the journal; the last one by default.

    Raises:
        NothingPublished: The programme has no document yet.
    """

    def work(uow: UnitOfWork) -> LiabilityReport:
        return _report(env, uow, asset, value_minor, seq)

    return env.database.run(programme_id, work)


def _report(
    env: Env, uow: UnitOfWork, asset: str, value_minor: Fraction, seq: int | None
) -> LiabilityReport:
    zone = StoreRepository(uow).programme().timezone
    reader = LiabilityReader(uow, asset, zone=zone)
    entry = reader.entry(seq)
    at, as_of = entry or (0, env.clock.now())
    outstanding = reader.outstanding(at)
    known = {one.id: one for one in ProgrammeRepository(uow).live()[1].assets}
    if isinstance(known.get(asset), CreditAsset):
        estimate = credit_owed(outstanding)
        return LiabilityReport(asset, at, as_of, outstanding, ALL, estimate, ())
    local = as_of.astimezone(ZoneInfo(zone))
    months = reader.months(at, last=local.year * 12 + local.month)
    share = _share(months, outstanding)
    return LiabilityReport(
        asset,
        at,
        as_of,
        outstanding,
        share,
        management_estimate(outstanding, value_minor, share),
        tuple(months),
    )


def _share(months: list[IssueMonth], outstanding: int) -> Fraction:
    """Return r over all months of issue, or 1 while the programme is young."""
    redeemed = sum(month.redeemed_by_age[-1] for month in months)
    history = max((len(month.redeemed_by_age) for month in months), default=0)
    estimate = share_expected(
        sum(ultimates(months), Fraction(0)), redeemed, outstanding
    )
    return trusted_share(estimate, months_of_history=history - 1)
