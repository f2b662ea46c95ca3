"""Metrics in plain words, and so much of one as a part of a sentence."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import EarningRule
from app.domain.programme.figures import number_text, points_text
from app.domain.programme.in_words import rule_title
from app.domain.programme.metrics import BUILT_IN, Metric, OrderMetric, PointsMetric
from app.domain.programme.numbers import Amounts
from app.domain.programme.saying import amounts_text, say, sentences
from app.domain.words import Language


def title(_document: ProgrammeDocument, metric: Metric, language: Language) -> str:
    """Return what a metric is called."""
    if metric.title is not None:
        return metric.title.say(language)
    if metric.of in ("activity", "given"):
        return metric.id
    return say(f"metric.{metric.of}", language)


def tell(
    document: ProgrammeDocument, metric: Metric, language: Language
) -> tuple[str, ...]:
    """Return what a metric counts."""
    return (sentences(_tell(document, metric, language)),)


def _tell(
    document: ProgrammeDocument, metric: Metric, language: Language
) -> Iterator[str]:
    what = say(f"metric.of.{metric.of}", language)
    yield say("metric.counted", language, what=what)
    if isinstance(metric, PointsMetric) and metric.rules:
        rules = (
            rule_title(document, rule, language) for rule in _rules(document, metric)
        )
        yield say("metric.rules", language, rules=", ".join(rules))
    if isinstance(metric, OrderMetric) and metric.minimum is not None:
        amount = amounts_text(metric.minimum, language)
        yield say("counts.minimum", language, amount=amount)


def _rules(document: ProgrammeDocument, metric: PointsMetric) -> Iterator[EarningRule]:
    return (rule for rule in document.earning if rule.id in metric.rules)


def metric_title(
    document: ProgrammeDocument, metric_id: str, language: Language
) -> str:
    """Return what a metric is called, declared or built in."""
    if metric_id in BUILT_IN:
        return say(f"metric.{metric_id}", language)
    metric: Metric | None = document.item("metrics", metric_id)
    return metric_id if metric is None else title(document, metric, language)


def goal_in_words(
    document: ProgrammeDocument,
    metric_id: str,
    *,
    amount: Amounts | None,
    count: int | None,
    language: Language,
) -> str:
    """Return so much of a metric: ``Rp1.000.000 spent``, ``10 orders``."""
    name = metric_title(document, metric_id, language)
    if amount is not None:
        money = amounts_text(amount, language)
        if metric_id == "spend":
            return say("goal.spend", language, amount=money)
        return say("goal.titled", language, amount=money, metric=name)
    number = Fraction(count or 0)
    metric: Metric | None = document.item("metrics", metric_id)
    if metric_id == "points":
        return points_text(document.asset(document.main_points), number, language)
    if isinstance(metric, PointsMetric) and not metric.rules:
        return points_text(document.asset(metric.asset), number, language)
    told = number_text(number, language)
    return say("goal.count", language, count=told, metric=name)
