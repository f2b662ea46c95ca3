"""Dividends of a member: what every closed period should have issued by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.dividends import Issue, issued_at, issues
from app.domain.earning.conditions import compiled
from app.domain.gifts import GiftTarget
from app.domain.ledger import lapse_instant
from app.domain.metrics.figures import COUNT
from app.domain.metrics.periods import first_day, periods_between
from app.domain.programme.assets import CreditAsset
from app.domain.programme.conditions import leaves
from app.domain.programme.dividends import Dividend
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts
from app.domain.programme.gifts import CreditGift
from app.domain.programme.numbers import print_amount
from app.services.env import Env
from app.services.member_facts import gather
from app.services.standing import Standing
from app.storage.members import MemberRepository
from app.storage.metrics import MetricReader
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

TOLD_ONLY = {"title": True, "enabled": True}
"""What may change without beginning anew."""


@dataclass(frozen=True, slots=True)
class Accrual:
    """How far the running period of a dividend is, in minor units."""

    dividend_id: str
    asset: str
    currency: str
    source: str
    accrued_minor: int
    """Rounded down for showing; the exact rest is kept."""
    issues_at: datetime


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Return what each closed period of each dividend should have given."""
    targets: list[GiftTarget] = []
    for dividend in standing.document.dividends:
        if dividend.enabled:
            targets += _targets(standing, dividend)
    return targets


def accruals(env: Env, uow: UnitOfWork, member_id: UUID) -> list[Accrual]:
    """Return what the running periods have gathered so far; writes nothing."""
    version, document = ProgrammeRepository(uow).live()
    standing = Standing(
        env,
        uow,
        env.clock.now(),
        StoreRepository(uow).programme(),
        version,
        document,
        MemberRepository(uow).get(member_id),
        MetricReader(uow),
    )
    found = []
    for dividend in document.dividends:
        asset = document.asset(dividend.asset)
        series = _series(standing, dividend, at=None) if dividend.enabled else []
        if series and isinstance(asset, CreditAsset):
            last = series[-1]
            found.append(
                Accrual(
                    dividend.id,
                    asset.id,
                    asset.currency,
                    last.source,
                    last.accrued.numerator // last.accrued.denominator,
                    issued_at(dividend, last.first_day, standing.zone),
                )
            )
    return found


def _targets(standing: Standing, dividend: Dividend) -> list[GiftTarget]:
    asset = standing.document.asset(dividend.asset)
    if not isinstance(asset, CreditAsset):
        return []
    targets = []
    at = standing.at if dividend.counts == "matured" else None
    for issue in _series(standing, dividend, at=at):
        due = issued_at(dividend, issue.first_day, standing.zone)
        if due > standing.at:
            standing.wake(due)
            continue
        given = issue.issued_minor
        if given and not _holds(standing, dividend, due):
            given = 0
        # A target of nothing names the smallest amount, no times.
        amount = print_amount(max(given, 1), asset.currency)
        gift = CreditGift.model_validate(
            {
                "kind": "credit",
                "asset": asset.id,
                "amount": {asset.currency: amount},
            }
        )
        targets.append(
            GiftTarget(
                member_id=standing.member_id,
                rule_id=f"dividend:{dividend.id}",
                source=issue.source,
                gift=gift,
                happened_at=due,
                times=1 if given else 0,
                undo=dividend.undo,
                lapses_at=_lapse(dividend, due, standing.zone),
                reason="period_closed",
            )
        )
    return targets


def _holds(standing: Standing, dividend: Dividend, due: datetime) -> bool:
    """Tell whether the member was one of those it is for when it was issued."""
    if dividend.when is None:
        return True
    wanted = (standing.member_id, due, None)
    asked = frozenset(leaf.field for leaf in leaves(dividend.when))
    found = gather(standing.uow, standing.document, [wanted], also=asked)
    member = found.get(wanted, NOBODY)
    facts = Facts(at=due, zone=standing.zone, store="", platform="", member=member)
    return bool(compiled(dividend.when)(facts))


def _lapse(dividend: Dividend, due: datetime, zone: str) -> datetime | None:
    if dividend.validity_days is None:
        return None
    return lapse_instant(due, days=dividend.validity_days, zone=zone)


def _series(
    standing: Standing, dividend: Dividend, *, at: datetime | None
) -> list[Issue]:
    """Return every period from the first that counts to the running one."""
    asset = standing.document.asset(dividend.asset)
    if not isinstance(asset, CreditAsset):
        return []
    sums = {
        share.metric: _sums(standing, dividend, share.metric, asset.currency, at)
        for share in dividend.shares
    }
    counted = [day for days in sums.values() for day in days]
    since = _since(standing, dividend)
    begins = min(counted, default=None) if since is None else since
    if begins is None:
        return []
    first_days = list(periods_between(dividend.per, begins, standing.today))
    return issues(dividend, sums, currency=asset.currency, first_days=first_days)


def _sums(
    standing: Standing,
    dividend: Dividend,
    metric: str,
    currency: str,
    at: datetime | None,
) -> Mapping[date, int]:
    declared = standing.document.item("metrics", metric)
    of_activity = declared is not None and declared.of == "activity"
    return standing.metrics.by_period(
        standing.member_id,
        metric,
        dividend.per,
        unit=COUNT if of_activity else currency,
        at=at,
    )


def _since(standing: Standing, dividend: Dividend) -> date | None:
    """Return the first day that counts; None when all the past does."""
    if dividend.past:
        return None
    began = _began(standing.uow, standing.document, standing.version, dividend)
    day = began.astimezone(ZoneInfo(standing.zone)).date()
    return first_day(dividend.per, day)


def _began(
    uow: UnitOfWork, document: ProgrammeDocument, version: int, dividend: Dividend
) -> datetime:
    """Return when the dividend was published as it is; worked out once a version."""

    def read(_document: ProgrammeDocument) -> dict[str, datetime]:
        repository = ProgrammeRepository(uow)
        began: dict[str, datetime] = {}
        going = {one.id for one in document.dividends}
        for each in sorted(repository.versions(), key=lambda v: -v.version):
            if each.version > version or not going:
                continue
            older = repository.version(each.version)
            for name in sorted(going):
                if _same(document.item("dividends", name), older, name):
                    began[name] = each.published_at
                else:
                    going.discard(name)
        return began

    return document.remember("dividends_began", read)[dividend.id]


def _same(dividend: Dividend, older: ProgrammeDocument, name: str) -> bool:
    other = older.item("dividends", name)
    if other is None or not other.enabled:
        return False
    definition = dividend.model_dump(exclude=TOLD_ONLY)
    return bool(definition == other.model_dump(exclude=TOLD_ONLY))
