"""Dividends in plain words."""

from collections.abc import Iterator

from app.domain.programme.condition_words import condition_in_words
from app.domain.programme.dividends import Dividend
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import percent_text
from app.domain.programme.metrics_words import metric_title
from app.domain.programme.saying import amounts_text, say, sentences
from app.domain.words import Language


def title(document: ProgrammeDocument, dividend: Dividend, language: Language) -> str:
    """Return what a dividend is called: the merchant's title, or what it gives."""
    if dividend.title is not None:
        return dividend.title.say(language)
    return next(_shares(document, dividend, language))


def tell(
    document: ProgrammeDocument, dividend: Dividend, language: Language
) -> tuple[str, ...]:
    """Return everything that a member should know of a dividend."""
    return (sentences(_tell(document, dividend, language)),)


def _shares(
    document: ProgrammeDocument, dividend: Dividend, language: Language
) -> Iterator[str]:
    for share in dividend.shares:
        percent = percent_text(share.percent, language)
        of = metric_title(document, share.metric, language)
        yield say("dividend.share", language, percent=percent, of=of)


def _tell(
    document: ProgrammeDocument, dividend: Dividend, language: Language
) -> Iterator[str]:
    yield from _shares(document, dividend, language)
    yield say(f"dividend.per.{dividend.per}", language)
    for name in ("step", "least", "most"):
        table = getattr(dividend, name)
        if table is not None:
            amount = amounts_text(table, language)
            yield say(f"dividend.{name}", language, amount=amount)
    if dividend.carry:
        yield say("dividend.carry", language)
    if dividend.validity_days is not None:
        yield say("dividend.validity", language, days=str(dividend.validity_days))
    if dividend.when is not None:
        clause = condition_in_words(dividend.when, language)
        yield say("counts.if", language, condition=clause)
