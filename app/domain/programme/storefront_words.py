"""The storefront in words, for staff who compare versions; members see it itself."""

from collections.abc import Iterator
from fractions import Fraction

from app.domain.programme.colours import contrast_tenths
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.figures import number_text
from app.domain.programme.saying import say
from app.domain.programme.storefront import Look, Storefront
from app.domain.programme.storefront_voices import language_names
from app.domain.words import Language


def tell(
    document: ProgrammeDocument, storefront: Storefront, language: Language
) -> tuple[str, ...]:
    """Return look, languages, and what is hidden or off."""
    return tuple(_tell(document, storefront, language))


def _tell(
    document: ProgrammeDocument, storefront: Storefront, language: Language
) -> Iterator[str]:
    yield from _look(storefront.look, language)
    names = ", ".join(language_names(document).values())
    yield say("front.languages", language, languages=names)
    lists = {
        "front.hidden": storefront.hidden,
        "front.page_hidden": storefront.page.hidden,
        "front.nudges_off": storefront.nudges_off,
        "front.follow": [each.network for each in storefront.follow],
    }
    for key, values in lists.items():
        if values:
            yield say(key, language, names=", ".join(values))
    if storefront.page.questions:
        count = number_text(Fraction(len(storefront.page.questions)), language)
        yield say("front.questions", language, count=count)
    if not storefront.page.indexed:
        yield say("front.unlisted", language)


def _look(look: Look, language: Language) -> Iterator[str]:
    tenths = contrast_tenths(look.accent, look.on_accent)
    yield say(
        "front.accent",
        language,
        accent=look.accent,
        text=look.on_accent,
        contrast=number_text(Fraction(tenths, 10), language),
    )
    yield say(f"front.scheme.{look.scheme}", language)
    side = say(f"front.side.{look.side}", language)
    yield say(f"front.launcher.{look.launcher}", language, side=side)
