"""What tiers, challenges and dividends give by the amounts of one person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.challenges import occasions as challenging
from app.domain.challenges.starting import days_that_count
from app.domain.dividends import issued_at, issues
from app.domain.earning.conditions import Check, compiled
from app.domain.metrics.figures import COUNT, DayAmount, Figures
from app.domain.metrics.periods import first_day, periods_between
from app.domain.programme.assets import CreditAsset
from app.domain.programme.challenges import Challenge
from app.domain.programme.dividends import Dividend
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import Facts, MemberFacts
from app.domain.simulation.gifts import bestowed
from app.domain.simulation.outcome import Bestowed
from app.domain.tiers.occasions import occasions as reasons_of
from app.domain.tiers.spells import Spell
from app.domain.tiers.tally import Entry


class Givers:
    """Everything of a document that gives by amounts, at the end of the orders.

    The document counts as published at ``begins_at``.
    """

    def __init__(
        self,
        document: ProgrammeDocument,
        *,
        begins_at: datetime,
        until: datetime,
        zone: str,
    ) -> None:
        self._document = document
        self._begins_at, self._until, self._zone = begins_at, until, zone
        self._today = until.astimezone(ZoneInfo(zone)).date()
        self._challenges = [one for one in document.challenges if one.enabled]
        assets = {one.id: one for one in document.assets}
        self._dividends = [
            (one, asset.id, asset.currency)
            for one in document.dividends
            if one.enabled and isinstance(asset := assets[one.asset], CreditAsset)
        ]
        self._checks: Mapping[str, Check] = {
            f"{kind}:{one.id}": compiled(one.when)
            for kind, found in (
                ("challenge", self._challenges),
                ("dividend", [one for one, _, _ in self._dividends]),
            )
            for one in found
            if one.when is not None
        }

    @property
    def any(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self._challenges or self._dividends)

    def of(
        self, entries: Sequence[Entry], spells: Sequence[Spell], known: MemberFacts
    ) -> Iterator[Bestowed]:
        """Return what one person is given."""
        yield from self._of_tiers(spells)
        if not self.any or not entries:
            return
        paid = _figures(entries)
        matured = _figures([one for one in entries if one.matured_at <= self._until])
        for challenge in self._challenges:
            if self._open("challenge", challenge.id, known, self._until):
                figures = matured if challenge.counts == "matured" else paid
                yield from self._of_challenge(challenge, figures)
        for dividend, asset, currency in self._dividends:
            figures = matured if dividend.counts == "matured" else paid
            for due, source, minor in self._issued(dividend, currency, figures):
                if self._open("dividend", dividend.id, known, due):
                    day = due.astimezone(ZoneInfo(self._zone)).date()
                    rule_id = f"dividend:{dividend.id}"
                    yield Bestowed(rule_id, source, day, asset, minor)

    def _open(self, kind: str, name: str, known: MemberFacts, at: datetime) -> bool:
        check = self._checks.get(f"{kind}:{name}")
        if check is None:
            return True
        facts = Facts(at=at, zone=self._zone, store="", platform="", member=known)
        return bool(check(facts))

    def _of_tiers(self, spells: Sequence[Spell]) -> Iterator[Bestowed]:
        for reason in reasons_of(spells, zone=self._zone, at=self._until):
            tier = self._document.item("tiers", reason.tier_id)
            day = reason.happened_at.astimezone(ZoneInfo(self._zone)).date()
            gifts = tier.yearly_gifts if reason.yearly else tier.gifts
            for place, gift in enumerate(gifts):
                yield from bestowed(
                    self._document,
                    gift,
                    rule_id=f"tier:{tier.id}",
                    source=f"{reason.source}#{place}",
                    day=day,
                )

    def _of_challenge(
        self, challenge: Challenge, figures: Figures
    ) -> Iterator[Bestowed]:
        since, until = days_that_count(challenge, self._begins_at, self._zone)
        scene = challenging.Scene(
            document=self._document,
            figures=figures,
            today=self._today,
            since=since,
            until=until,
        )
        for occasion in challenging.occasions(challenge, scene):
            if not occasion.times:
                continue
            day = _last_day(figures, occasion, challenge.period)
            for place, gift in enumerate(occasion.gifts):
                yield from bestowed(
                    self._document,
                    gift,
                    rule_id=f"challenge:{challenge.id}",
                    source=f"{occasion.source}#{place}",
                    day=day,
                    times=occasion.times,
                )

    def _unit(self, metric: str, currency: str) -> str:
        """Return in what a metric is counted: activities tell minor units."""
        declared = self._document.item("metrics", metric)
        told = declared is not None and declared.of == "activity"
        return COUNT if told else currency

    def _issued(
        self, dividend: Dividend, currency: str, figures: Figures
    ) -> Iterator[tuple[datetime, str, int]]:
        """Return when what was issued, and the name of its period."""
        sums = {
            share.metric: _by_period(
                figures.get(share.metric, ()),
                dividend.per,
                self._unit(share.metric, currency),
            )
            for share in dividend.shares
        }
        counted = [first for found in sums.values() for first in found]
        if not counted:
            return
        begins = min(counted)
        if not dividend.past:
            day = self._begins_at.astimezone(ZoneInfo(self._zone)).date()
            begins = max(begins, first_day(dividend.per, day))
        firsts = list(periods_between(dividend.per, begins, self._today))
        for issue in issues(dividend, sums, currency=currency, first_days=firsts):
            due = issued_at(dividend, issue.first_day, self._zone)
            if issue.issued_minor and due <= self._until:
                yield due, issue.source, issue.issued_minor


def _figures(entries: Sequence[Entry]) -> Figures:
    sums: dict[str, dict[tuple[date, str], int]] = {}
    for one in entries:
        days = sums.setdefault(one.metric, {})
        days[one.day, one.unit] = days.get((one.day, one.unit), 0) + one.amount
    return {
        metric: [DayAmount(day, unit, days[day, unit]) for day, unit in sorted(days)]
        for metric, days in sums.items()
    }


def _last_day(figures: Figures, occasion: challenging.Occasion, period: str) -> date:
    """Return the last day of an occasion's period on which anything counted."""
    return max(
        each.day
        for metric in occasion.metrics
        for each in figures.get(metric, ())
        if first_day(period, each.day) == occasion.first
    )


def _by_period(days: Sequence[DayAmount], period: str, unit: str) -> Mapping[date, int]:
    found: dict[date, int] = {}
    for each in days:
        if each.unit == unit:
            first = first_day(period, each.day)
            found[first] = found.get(first, 0) + each.amount
    return found
