"""The figures of a period and of the one before it, worked out or as kept.

A small programme is asked while somebody waits. Of a large one the figures of whole
days are worked out in the background, and the latest are told with their day.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.analytics.figures import KINDS, Figure
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import Reward, SliderReward
from app.services.env import Env
from app.services.goals import Measured
from app.services.goals import measure as goals_now
from app.services.liability import AssetUnknown, UnitWorthUnknown, report_in
from app.storage.analytics.measuring import About, AnalyticsRepository, Measure
from app.storage.analytics.spans import Span
from app.storage.programmes import DraftMissing, NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PERIODS: Final = (7, 28, 90, 365)
"""Days that a period may have."""
USUAL: Final = 28
KEPT_DAYS: Final = 800
REFERRAL: Final = "referral"
PPM: Final = 1_000_000
SHARE: Final = "liability_share"
"""The share of outstanding points still expected to be used, in millionths."""
GOAL: Final = "goal"
"""What goals count, by the id of the goal; with the usual period only."""
BEYOND: Final = 2**62

Measures = Mapping[tuple[str, str], Measure]


@dataclass(frozen=True, slots=True)
class Reading:
    """Every figure of a period, and of the period before."""

    span: Span
    currency: str
    asset: str
    measured_at: datetime | None = None
    """None: worked out now. Otherwise they are as of then."""
    now: Measures = field(default_factory=dict)
    before: Measures = field(default_factory=dict)
    is_ready: bool = True
    """False: the programme is large and its figures are not worked out yet."""

    def of(self, name: str, unit: str = "") -> Figure:
        """Return a figure; of nothing where nothing was counted."""
        return _figure(self.now, name, unit or self._unit(name))

    def was(self, name: str, unit: str = "") -> Figure:
        """Return the same figure of the period before."""
        return _figure(self.before, name, unit or self._unit(name))

    def units(self, name: str) -> list[str]:
        """Return the currencies or assets that a figure has; ours first."""
        found = {unit for figure, unit in self.now if figure == name}
        return sorted(found, key=lambda unit: (unit != self._unit(name), unit))

    def count(self, name: str, unit: str = "count") -> int:
        """Return what was counted of something that is told inside a sentence."""
        found = self.now.get((name, unit))
        return 0 if found is None else found.part

    def months(self, name: str) -> dict[str, dict[int, Figure]]:
        """Return a table of cohorts: by month, then by how many months later."""
        table: dict[str, dict[int, Figure]] = {}
        for (figure, unit), found in sorted(self.now.items()):
            if figure == name:
                month, _, later = unit.partition("/")
                share = Figure("retention", "count", found.part, found.whole)
                table.setdefault(month, {})[int(later)] = share
        return table

    def _unit(self, name: str) -> str:
        if name == "redemption_rate":
            return self.asset
        in_money = KINDS.get(name) in ("money", "mean") or name == "returning_revenue"
        return self.currency if in_money else "count"


def _figure(measures: Measures, name: str, unit: str) -> Figure:
    found = measures.get((name, unit))
    if found is None:
        return Figure(name, unit, 0, 0)
    return Figure(name, unit, found.part, found.whole)


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures of a programme need to know of it."""

    zone: str
    today: date
    currency: str
    document: ProgrammeDocument | None

    @property
    def asset(self) -> str:
        """The main points."""
        return self.document.main_points if self.document else "points"

    @property
    def price(self) -> int:
        """What the cheapest reward costs, in smallest units."""
        rewards = self.document.rewards if self.document else ()
        prices = [
            price * 10 ** self.document.asset(self.asset).scale
            for reward in rewards
            if self.document is not None
            if reward.enabled and reward.asset == self.asset
            if (price := _price(reward)) is not None
        ]
        return min(prices, default=BEYOND)

    def to_storage(self) -> About:
        """Return what statements need to know."""
        return About(self.zone, self.currency, self.asset, self.price, REFERRAL)


def _price(reward: Reward) -> int | None:
    if isinstance(reward, SliderReward):
        return max(reward.minimum, reward.step)
    return reward.price


def subject(env: Env, uow: UnitOfWork) -> Subject:
    """Return what the figures of a unit of work's programme are about."""
    stores, programmes = StoreRepository(uow), ProgrammeRepository(uow)
    zone = stores.programme().timezone
    connected = [one for one in stores.all() if one.state == "connected"]
    document: ProgrammeDocument | None
    try:
        document = programmes.live()[1]
    except NothingPublished:
        try:
            document = programmes.draft().document
        except DraftMissing:
            document = None
    own = document.identity.currency if document else "IDR"
    currencies = [one.currency for one in connected]
    return Subject(
        zone=zone,
        today=env.clock.now().astimezone(ZoneInfo(zone)).date(),
        currency=own if own in currencies or not currencies else currencies[0],
        document=document,
    )


def read(env: Env, uow: UnitOfWork, days: int = USUAL) -> Reading:
    """Return the figures of the last *days* days, and of as many days before.

    Raises:
        ValueError: No period has so many days.
    """
    if days not in PERIODS:
        raise ValueError(f"a period has one of {PERIODS} days, not {days}")
    about, kept = subject(env, uow), AnalyticsRepository(uow)
    if kept.is_small():
        span = Span.ending(about.today, days)
        return Reading(
            span,
            about.currency,
            about.asset,
            now=_by_name(measured(env, uow, about, span)),
            before=_by_name(measured(env, uow, about, span.before)),
        )
    latest = kept.kept(days, until=about.today)
    if latest is None:
        span = Span.ending(about.today - timedelta(days=1), days)
        return Reading(span, about.currency, about.asset, is_ready=False)
    earlier = kept.kept(days, until=latest.span.before.until)
    return Reading(
        latest.span,
        about.currency,
        about.asset,
        latest.measured_at,
        _by_name(latest.measures),
        _by_name(earlier.measures) if earlier else {},
    )


def _by_name(measures: tuple[Measure, ...]) -> dict[tuple[str, str], Measure]:
    return {(one.figure, one.unit): one for one in measures}


def measured(
    env: Env,
    uow: UnitOfWork,
    about: Subject,
    span: Span,
    at_end: tuple[Measure, ...] | None = None,
) -> tuple[Measure, ...]:
    """Work the figures of a span out now, however long that takes.

    Args:
        env: The world.
        uow: In which.
        about: What the programme is.
        span: Which days.
        at_end: What depends on the last day only, where it is known already.
    """
    known, book = about.to_storage(), AnalyticsRepository(uow)
    if at_end is None:
        at_end = _at_end(env, uow, about, span)
    aims: list[Measured] = []
    if span.days == USUAL and not _is_past(about, span) and about.document:
        try:
            aims = goals_now(env, uow)[1]
        except NothingPublished:
            aims = []
    return (
        *book.over(span, known),
        *at_end,
        *(Measure(GOAL, each.goal.id, *astuple(each.figure)) for each in aims),
    )


def _is_past(about: Subject, span: Span) -> bool:
    return span.until < about.today - timedelta(days=1)


def _at_end(
    env: Env, uow: UnitOfWork, about: Subject, span: Span
) -> tuple[Measure, ...]:
    found = AnalyticsRepository(uow).at_end(span, about.to_storage())
    if about.document is None or _is_past(about, span):
        return found
    try:
        share = report_in(env, uow, about.asset).share
    except (NothingPublished, AssetUnknown, UnitWorthUnknown):
        return found
    ppm = share.numerator * PPM // share.denominator
    return (*found, Measure(SHARE, about.asset, ppm, PPM))


def sweep(env: Env, programme_id: UUID) -> int:
    """Work out what large programmes lack up to yesterday; return how many periods.

    Each period is a unit of work of its own, so that what is done stays done.
    """

    def lacking(uow: UnitOfWork) -> list[Span]:
        about, kept = subject(env, uow), AnalyticsRepository(uow)
        yesterday = about.today - timedelta(days=1)
        kept.forget(about.today - timedelta(days=KEPT_DAYS))
        if kept.is_small():
            return []
        wanted = [Span.ending(yesterday, days) for days in PERIODS]
        spans = [each for span in wanted for each in (span, span.before)]
        return [span for span in spans if not _is_kept(kept, span)]

    spans = env.database.run(programme_id, lacking)
    ends: dict[date, tuple[Measure, ...]] = {}
    for span in spans:
        env.database.run(programme_id, partial(_keep, env, span, ends))
    return len(spans)


def _is_kept(kept: AnalyticsRepository, span: Span) -> bool:
    latest = kept.kept(span.days, until=span.until)
    return latest is not None and latest.span == span


def _keep(
    env: Env, span: Span, ends: dict[date, tuple[Measure, ...]], uow: UnitOfWork
) -> None:
    kept, about = AnalyticsRepository(uow), subject(env, uow)
    kept.patience()
    if span.until not in ends:
        ends[span.until] = _at_end(env, uow, about, span)
    measures = measured(env, uow, about, span, ends[span.until])
    kept.keep(span, measures, at=env.clock.now())
