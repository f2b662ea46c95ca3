"""Reports as rows and as plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from app.domain.liability import half_up
from app.domain.money import Money
from app.domain.programme.numbers import print_fraction
from app.domain.simulation.life import month_name
from app.domain.simulation.report import AssetFigures, Report

NOTHING = "-"
BASIS_POINTS = 10_000
DIGITS = 6


class Row(NamedTuple):
    """One figure, of the document that is tried and of the live one."""

    what: str
    tried: str
    live: str = ""


def compared(tried: Report, live: Report | None) -> Iterator[Row]:
    """Return every figure of a report, with that of another beside it."""
    beside = {} if live is None else dict(_figures(live))
    mine = dict(_figures(tried))
    for what in dict.fromkeys((*mine, *beside)):
        missing = "" if live is None else NOTHING
        yield Row(what, mine.get(what, NOTHING), beside.get(what, missing))


def _figures(report: Report) -> Iterator[tuple[str, str]]:
    yield "orders", str(report.orders)
    yield "members who ordered", str(report.members)
    yield "members who earned", str(report.earners)
    for currency, sold_minor in report.revenue.items():
        yield f"sold, {currency}", _money(sold_minor, currency)
    for asset in report.assets:
        yield from _of_asset(asset, report.currency)
    for rule in report.rules:
        scale = next(one.scale for one in report.assets if one.asset == rule.asset)
        yield f"{rule.rule_id}, {rule.asset}", _units(rule.units, scale)
    for voucher in report.vouchers:
        yield f"{voucher.rule_id}, {voucher.reward_id}", str(voucher.number)
    yield "cost", _money(report.cost_minor, report.currency)
    yield "cost as a share of what was sold", percent(report.share_of_revenue)
    if report.unpriced:
        yield "without a price", ", ".join(report.unpriced)
    for tier in report.tiers:
        yield f"hold {tier.tier_id or NOTHING} at the end", str(tier.holders)
    for move in report.moves:
        names = f"{move.source or NOTHING} to {move.target or NOTHING}"
        yield names, str(move.members)


def _of_asset(asset: AssetFigures, currency: str | None) -> Iterator[tuple[str, str]]:
    name = asset.asset
    yield f"{name} issued", _units(asset.issued, asset.scale)
    for each, rate in asset.issue_rate.items():
        yield f"{name} for each 1 {each}", _short(rate)
    yield f"{name}, value as a share of what was sold", percent(asset.issue_value)
    if asset.worth is not None:
        unit = 10**asset.scale
        lowest, highest = asset.worth.lowest * unit, asset.worth.highest * unit
        ends = dict.fromkeys((_short(lowest), _short(highest)))
        yield f"one of {name} is worth, smallest {currency}", " to ".join(ends)
    yield f"{name}, cost when used as expected", _money(asset.cost_minor, currency)
    if asset.owed_minor:
        yield f"{name}, owed at the end", _money(asset.owed_minor[-1], currency)


def months_told(report: Report) -> Iterator[tuple[str, ...]]:
    """Return the months of each asset: name, asset, flows, outstanding, owed."""
    for asset in report.assets:
        owed: Sequence[int | None] = asset.owed_minor or [None] * len(asset.months)
        for month, minor in zip(asset.months, owed, strict=True):
            flows = (month.issued, month.redeemed, month.expired, month.outstanding)
            yield (
                month_name(month.month),
                asset.asset,
                *(_units(units, asset.scale) for units in flows),
                _money(minor, report.currency),
            )


def percent(share: Fraction | None) -> str:
    """Return a share as a percentage with two decimals, rounded."""
    if share is None:
        return NOTHING
    whole, rest = divmod(half_up(share * BASIS_POINTS), 100)
    return f"{whole}.{rest:02d}%"


def _short(number: Fraction) -> str:
    """Return a number, exactly if that is short, else rounded."""
    return print_fraction(Fraction(half_up(number * 10**DIGITS), 10**DIGITS))


def _units(units: int, scale: int) -> str:
    return str(Decimal(units).scaleb(-scale)) if scale else str(units)


def _money(minor: int | None, currency: str | None) -> str:
    if minor is None or currency is None:
        return NOTHING
    return f"{Money(minor, currency).decimal_text()} {currency}"


def as_json(tried: Report, live: Report | None) -> dict[str, Any]:
    """Return both reports as plain data; fractions as exact text."""
    return {"tried": _data(tried), "live": None if live is None else _data(live)}


def _data(report: Report) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(asdict(report))
    for asset in plain["assets"]:
        for month in asset["months"]:
            month["month"] = month_name(month["month"])
    leaders = [one._asdict() for one in report.leaders]
    return plain | {
        "leaders": leaders,
        "share_of_revenue": _plain(report.share_of_revenue),
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - nested plain data
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
