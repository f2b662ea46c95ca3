"""What dividends may get wrong between the parts of a document."""

from collections.abc import Iterator

from app.domain.programme.assets import CreditAsset
from app.domain.programme.conditions import faults
from app.domain.programme.dividends import Dividend
from app.domain.programme.metrics_checks import metric_kind, unknown_metric
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step

MONEY_KINDS = frozenset({"spend", "activity"})


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with the dividends of a document."""
    for at, dividend in parts.lists["dividends"].items():
        steps: tuple[Step, ...] = ("dividends", at)
        yield from _asset(parts, steps, dividend)
        for number, share in enumerate(dividend.shares):
            place = (*steps, "shares", number, "metric")
            kind = metric_kind(parts, share.metric)
            if kind is None:
                yield unknown_metric(parts, place, share.metric)
            elif kind not in MONEY_KINDS:
                reason = f"a share is taken of money; {share.metric} counts {kind}"
                yield Problem(place, "money_wanted", reason, share.metric, "spend")
        if dividend.when is not None:
            for code, reason, near in faults(dividend.when, "member"):
                yield Problem((*steps, "when"), code, reason, None, near)


def _asset(
    parts: Parts, steps: tuple[Step, ...], dividend: Dividend
) -> Iterator[Problem]:
    asset = parts.asset(dividend.asset)
    if asset is None:
        yield parts.unknown("assets", (*steps, "asset"), dividend.asset)
        return
    if not isinstance(asset, CreditAsset):
        reason = f"{dividend.asset} is no credit; a dividend is money"
        near = next(
            (one.id for one in parts.assets.values() if isinstance(one, CreditAsset)),
            None,
        )
        yield Problem((*steps, "asset"), "credit_wanted", reason, dividend.asset, near)
        return
    for name in ("step", "least", "most"):
        table = getattr(dividend, name)
        if table is not None and set(table) != {asset.currency}:
            reason = f"{dividend.asset} is credit in {asset.currency}"
            found = ", ".join(table)
            yield Problem(
                (*steps, name), "currency_differs", reason, found, asset.currency
            )
