"""The figures of a simulation: what a document gives, costs and leaves owed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.domain.liability import half_up
from app.domain.money import exponent
from app.domain.programme.assets import CreditAsset
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule, ReviewRule
from app.domain.simulation.life import Month, month_of, months_of
from app.domain.simulation.plays import PLAYED
from app.domain.simulation.totals import Leader, Totals
from app.domain.simulation.worth import Worth, cost_of, worth_of

ALL = Fraction(1)
NEVER_PLAYED = ("campaigns", "play")
"""Sections that give by what nobody stored: personal offers, luck and answers."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule, tier, challenge or dividend gave."""

    rule_id: str
    asset: str
    units: int
    times: int


@dataclass(frozen=True, slots=True)
class VoucherFigures:
    """Vouchers that are given for nothing."""

    rule_id: str
    reward_id: str
    number: int
    cost_minor: int | None
    """Of all of them; None when the document doesn't say what one costs."""


@dataclass(frozen=True, slots=True)
class AssetFigures:
    """What members hold of one asset, in smallest units."""

    asset: str
    scale: int
    issued: int
    issue_rate: Mapping[str, Fraction]
    """Shown units for one major unit of each currency that was sold in."""
    worth: Worth | None
    """Of one smallest unit, in the report's currency."""
    issue_value: Fraction | None
    """What was earned as a share of what was sold, in the report's currency."""
    cost_minor: int | None
    """At the redemption rate and the highest worth."""
    months: Sequence[Month]
    owed_minor: Sequence[int] | None
    """The liability at the end of each month, of what is still expected to be
    used."""


@dataclass(frozen=True, slots=True)
class TierFigures:
    """One tier: who came to it and who holds it at the end."""

    tier_id: str | None
    holders: int


@dataclass(frozen=True, slots=True)
class MoveFigures:
    """How many moved from one tier to another, some of them named."""

    source: str | None
    target: str | None
    members: int
    upwards: bool
    named: Sequence[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of one document."""

    orders: int
    members: int
    earners: int
    currency: str | None
    """In which most was sold; costs and liabilities are in it."""
    revenue: Mapping[str, int]
    rules: Sequence[RuleFigures]
    vouchers: Sequence[VoucherFigures]
    assets: Sequence[AssetFigures]
    tiers: Sequence[TierFigures]
    moves: Sequence[MoveFigures]
    leaders: Sequence[Leader]
    redemption_rate: Fraction
    cost_minor: int
    """Of everything whose cost the document tells."""
    unpriced: Sequence[str]
    """Assets and rewards given whose cost it doesn't tell."""
    left_out: Sequence[str]
    """Ways to earn, and sections, that what is stored does not decide about."""
    in_part: Sequence[str] = ()
    """Ways to earn of which only what earned before is stored: reviews."""

    @property
    def share_of_revenue(self) -> Fraction | None:
        """The cost as a share of what was sold; None when nothing was."""
        sold_minor = self.revenue.get(self.currency or "", 0)
        return Fraction(self.cost_minor, sold_minor) if sold_minor > 0 else None


def reported(
    document: ProgrammeDocument,
    totals: Totals,
    *,
    until: datetime,
    zone: str,
    rate: Fraction,
    beside_orders: bool = False,
) -> Report:
    """Return the figures of *totals*; ``beside_orders``: plays were played, too."""
    revenue = dict(sorted(totals.revenue.items()))
    currency = max(revenue, key=lambda one: revenue[one], default=None)
    last = month_of(until.astimezone(ZoneInfo(zone)))
    assets = tuple(_assets(document, totals, currency, last, rate))
    vouchers = tuple(_vouchers(document, totals, currency))
    costs = [one.cost_minor for one in assets]
    costs += [one.cost_minor for one in vouchers]
    return Report(
        orders=totals.orders,
        members=totals.members,
        earners=totals.earners,
        currency=currency,
        revenue=revenue,
        rules=tuple(
            RuleFigures(rule_id, asset, units, totals.times[rule_id, asset])
            for (rule_id, asset), units in sorted(
                totals.units.items(), key=lambda one: (-one[1], one[0])
            )
        ),
        vouchers=vouchers,
        assets=assets,
        tiers=tuple(
            TierFigures(tier_id, holders)
            for tier_id, holders in sorted(
                totals.holders.items(), key=lambda one: _rank(document, one[0])
            )
        ),
        moves=tuple(_moves(document, totals)),
        leaders=tuple(sorted(totals.leaders, key=lambda one: (-one.units, one.ref))),
        redemption_rate=rate,
        cost_minor=sum(cost for cost in costs if cost is not None),
        unpriced=(
            *(one.asset for one in assets if one.cost_minor is None),
            *sorted({one.reward_id for one in vouchers if one.cost_minor is None}),
        ),
        left_out=tuple(_left_out(document, beside_orders=beside_orders)),
        in_part=tuple(
            rule.id
            for rule in document.earning
            if beside_orders and rule.enabled and isinstance(rule, ReviewRule)
        ),
    )


def _left_out(document: ProgrammeDocument, *, beside_orders: bool) -> Iterator[str]:
    for rule in document.earning:
        played = beside_orders and isinstance(rule, PLAYED)
        if rule.enabled and not played and not isinstance(rule, OrderRule):
            yield rule.id
    if document.referral is not None and document.referral.enabled:
        yield "referral"
    for section in NEVER_PLAYED:
        if getattr(document, section):
            yield section


def _assets(
    document: ProgrammeDocument,
    totals: Totals,
    currency: str | None,
    last: int,
    rate: Fraction,
) -> Iterator[AssetFigures]:
    for asset in document.assets:
        lots = totals.lots.get(asset.id)
        if not lots:
            continue
        credit = isinstance(asset, CreditAsset)
        share = ALL if credit else rate
        worth = None if currency is None else worth_of(document, asset.id, currency)
        months = months_of(lots, until=last, rate=share)
        issued = sum(lots.values())
        highest = None if worth is None else worth.highest
        yield AssetFigures(
            asset=asset.id,
            scale=asset.scale,
            issued=issued,
            issue_rate=_issue_rates(totals, asset.id, asset.scale),
            worth=worth,
            issue_value=_issue_value(totals, asset.id, currency, highest),
            cost_minor=None if highest is None else half_up(issued * share * highest),
            months=tuple(months),
            owed_minor=None
            if highest is None
            else tuple(_owed(months, issued_share=share, value=highest)),
        )


def _owed(
    months: Sequence[Month], *, issued_share: Fraction, value: Fraction
) -> Iterator[int]:
    """Return what is expected to be used after each month, in money."""
    issued = redeemed = 0
    for month in months:
        issued += month.issued
        redeemed += month.redeemed
        yield half_up(max(issued * issued_share - redeemed, Fraction(0)) * value)


def _issue_rates(totals: Totals, asset: str, scale: int) -> Mapping[str, Fraction]:
    return {
        currency: Fraction(
            totals.by_currency[asset, currency] * 10 ** exponent(currency),
            sold_minor * 10**scale,
        )
        for currency, sold_minor in sorted(totals.revenue.items())
        if sold_minor > 0
    }


def _issue_value(
    totals: Totals, asset: str, currency: str | None, value: Fraction | None
) -> Fraction | None:
    sold_minor = totals.revenue[currency or ""]
    if value is None or sold_minor <= 0:
        return None
    return totals.by_currency[asset, currency or ""] * value / sold_minor


def _vouchers(
    document: ProgrammeDocument, totals: Totals, currency: str | None
) -> Iterator[VoucherFigures]:
    costs = {one.id: cost_of(one, currency or "") for one in document.rewards}
    for (rule_id, reward_id), number in sorted(totals.vouchers.items()):
        one = costs.get(reward_id)
        cost_minor = None if one is None else one * number
        yield VoucherFigures(rule_id, reward_id, number, cost_minor)


def _rank(document: ProgrammeDocument, tier_id: str | None) -> int:
    names = [tier.id for tier in document.tiers]
    return names.index(tier_id) if tier_id in names else -1


def _moves(document: ProgrammeDocument, totals: Totals) -> Iterator[MoveFigures]:
    for move, members in sorted(
        totals.moves.items(),
        key=lambda one: (
            _rank(document, one[0].target),
            _rank(document, one[0].source),
        ),
    ):
        upwards = _rank(document, move.target) > _rank(document, move.source)
        yield MoveFigures(
            move.source, move.target, members, upwards, tuple(totals.named[move])
        )
