"""Dividends of a member: what every closed period should have issued by now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.dividend_parts import Place, divided
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
from app.storage.gifts import GiftRepository
from app.storage.members import MemberRepository
from app.storage.metrics import NOWHERE, MetricReader
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PROGRAMME = "programme"
"""In place of a store: what came about in none."""
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
    targets: list[GiftTarget] = []
    at = standing.at if dividend.counts == "matured" else None
    series = _series(standing, dividend, at=at)
    divided_now = _divided(standing, dividend, series, asset, at)
    for issue, parts in zip(series, divided_now, strict=True):
        due = issued_at(dividend, issue.first_day, standing.zone)
        if due > standing.at:
            standing.wake(due)
            continue
        holds = not issue.issued_minor or _holds(standing, dividend, due)
        whole = GiftTarget(
            member_id=standing.member_id,
            rule_id=_rule_id(dividend),
            source=issue.source,
            gift=_credit(asset, issue.issued_minor),
            happened_at=due,
            times=1 if issue.issued_minor and holds else 0,
            undo=dividend.undo,
            lapses_at=_lapse(dividend, due, standing.zone),
            reason="period_closed",
        )
        targets += _by_place(whole, asset, parts, holds=holds)
    return targets


def _rule_id(dividend: Dividend) -> str:
    return f"dividend:{dividend.id}"


def _credit(asset: CreditAsset, units: int) -> CreditGift:
    # A target of nothing names the smallest amount, no times.
    amount = print_amount(max(units, 1), asset.currency)
    return CreditGift.model_validate(
        {"kind": "credit", "asset": asset.id, "amount": {asset.currency: amount}}
    )


def _by_place(
    whole: GiftTarget,
    asset: CreditAsset,
    parts: Mapping[Place, int] | None,
    *,
    holds: bool,
) -> Iterator[GiftTarget]:
    """Yield the target of a period, or one for each store that owes for a part."""
    if parts is None:
        yield whole
        return
    # Nothing, unless one of two people who were merged had it as one.
    yield replace(whole, times=0)
    for place, units in parts.items():
        yield replace(
            whole,
            source=f"{whole.source}@{place or PROGRAMME}",
            gift=_credit(asset, units),
            times=1 if units and holds else 0,
            given_by=place,
        )


def _divided(
    standing: Standing,
    dividend: Dividend,
    series: Sequence[Issue],
    asset: CreditAsset,
    at: datetime | None,
) -> Sequence[Mapping[Place, int] | None]:
    """Return the parts of each period's stores; None for a period given as one.

    Stores that settle with each other divide what they give. A period stays as it
    was first given, also when the stores begin or cease to settle.
    """
    found = GiftRepository(standing.uow).units_given(
        {standing.member_id}, {_rule_id(dividend)}
    )
    given: dict[str, dict[Place, int]] = {}
    for source in (row.source for row in found):
        period, is_part, place = source.partition("@")
        places = given.setdefault(period, {})
        if is_part:
            places[None if place == PROGRAMME else UUID(place)] = 0
    coalition = standing.document.coalition is not None
    if not coalition and not any(given.values()):
        return [None] * len(series)
    sums = _sums_by_place(standing, dividend, asset.currency, at)
    return [
        {**given.get(issue.source, {}), **parts}
        if given.get(issue.source, coalition)
        else None
        for issue, parts in zip(series, divided(dividend, series, sums), strict=True)
    ]


def _sums_by_place(
    standing: Standing, dividend: Dividend, currency: str, at: datetime | None
) -> Mapping[Place, Mapping[str, Mapping[date, int]]]:
    """Return the sums of each store; activities come about in none."""
    found: dict[Place, dict[str, Counter[date]]] = {}
    for share in dividend.shares:
        unit = _unit(standing.document, share.metric, currency)
        by_store = standing.metrics.by_store(
            standing.member_id, share.metric, dividend.per, unit=unit, at=at
        )
        for store_id, sums in by_store.items():
            place = None if unit == COUNT or store_id == NOWHERE else store_id
            of_place = found.setdefault(place, {})
            of_place.setdefault(share.metric, Counter()).update(sums)
    return found


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
    return standing.metrics.by_period(
        standing.member_id,
        metric,
        dividend.per,
        unit=_unit(standing.document, metric, currency),
        at=at,
    )


def _unit(document: ProgrammeDocument, metric: str, currency: str) -> str:
    declared = document.item("metrics", metric)
    of_activity = declared is not None and declared.of == "activity"
    return COUNT if of_activity else currency


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

    # Programmes may share one document; when it was published is each one's own.
    key = f"dividends_began/{uow.programme_id}/{version}"
    return document.remember(key, read)[dividend.id]


def _same(dividend: Dividend, older: ProgrammeDocument, name: str) -> bool:
    other = older.item("dividends", name)
    if other is None or not other.enabled:
        return False
    definition = dividend.model_dump(exclude=TOLD_ONLY)
    return bool(definition == other.model_dump(exclude=TOLD_ONLY))
