"""A decision trace in plain words: why these points, or why none.

The trace holds codes and figures of the moment; the words come from the
version of the document that decided, so old orders are explained by old rules.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.earning.decisions import Trace
from app.domain.programme.award_words import rate_words
from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import EarningRule, OrderRule, RateAward
from app.domain.programme.figures import money_text
from app.domain.programme.figures import units_text as figure_text
from app.domain.programme.in_words import rule_title
from app.domain.programme.phrases import PHRASES
from app.domain.programme.saying import say
from app.domain.words import Language

OTHER = PHRASES["why.other"]
"""For an outcome that a later version of this code wrote."""


def trace_in_words(
    document: ProgrammeDocument, trace: Trace, language: Language
) -> tuple[str, ...]:
    """Return one sentence for each step, in the order of the rules."""
    return tuple(step_in_words(document, step, language) for step in trace)


def step_in_words(
    document: ProgrammeDocument, step: Mapping[str, Any], language: Language
) -> str:
    """Return why one rule gave what it gave, or nothing."""
    name = step["rule"]
    rule = None if name is None else document.rule(name)
    title = str(name) if rule is None else rule_title(document, rule, language)
    outcome = step["outcome"]
    gaps = {"title": title, "outcome": outcome}
    gaps |= _gaps(document, rule, step, language)
    key = f"why.{step['part']}" if outcome == "awarded" else f"why.{outcome}"
    sentence = PHRASES.get(key, OTHER).say(language, **gaps)
    if notes := _notes(document, step, language):
        sentence = f"{sentence} ({', '.join(notes)})"
    return f"{sentence}."


def _gaps(
    document: ProgrammeDocument,
    rule: EarningRule | None,
    step: Mapping[str, Any],
    language: Language,
) -> dict[str, str]:
    gaps = {name: str(step.get(name, "")) for name in ("needs", "figure")}
    gaps |= {"condition": "", "rate": ""}
    currency = str(step.get("currency", ""))
    gaps["currency"] = currency
    for gap, figure in (("amount", "counted_minor"), ("minimum", "minimum_minor")):
        if figure in step:
            gaps[gap] = money_text(step[figure], currency, language)
    for gap in ("units", "base"):
        if gap in step and rule is not None:
            gaps[gap] = figure_text(document, rule.asset, step[gap], language)
        else:
            gaps[gap] = str(step.get(gap, ""))
    if rule is not None and rule.when is not None:
        gaps["condition"] = condition_in_words(rule.when, language)
    if isinstance(rule, OrderRule) and isinstance(rule.award, RateAward):
        asset, said = document.asset(rule.asset), str(step.get("rate", 0))
        gaps["rate"] = rate_words(asset, rule.award, currency, said, language)
    return {"amount": "", "minimum": "", **gaps}


def _notes(
    document: ProgrammeDocument, step: Mapping[str, Any], language: Language
) -> list[str]:
    """Return what else decided the figure: rounding, and a limit."""
    if step["outcome"] != "awarded":
        return []
    notes = []
    if "rounding" in step:
        notes.append(say(f"why.{step['rounding']}", language))
    if "limit_left" in step:
        units = figure_text(document, step["asset"], step["limit_left"], language)
        notes.append(say("why.limited", language, units=units))
    return notes
