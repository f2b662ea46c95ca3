"""The languages of a programme's storefront, and who is spoken to in which."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.storefront import (
    FEATURES,
    NUDGES,
    PAGE_PARTS,
    Feature,
    Nudge,
    PagePart,
)
from app.domain.words import Language
from app.domain.words.storefront import Voice

USUAL: Final = (Language.ID, Language.EN, Language.MS)


def voices(document: ProgrammeDocument) -> Mapping[str, Voice]:
    """Return every voice by its tag, the programme's own language first."""
    return document.remember("storefront.voices", _voices)


def _voices(document: ProgrammeDocument) -> Mapping[str, Voice]:
    spoken = document.storefront.spoken or USUAL
    first = document.identity.language
    found = [
        Voice(each.value, each, _own_words(document, each))
        for each in (first, *(each for each in spoken if each != first))
    ]
    found += [
        Voice(each.tag, each.base, dict(each.words), each.direction)
        for each in document.storefront.languages
    ]
    return {voice.tag: voice for voice in found}


def _own_words(document: ProgrammeDocument, language: Language) -> dict[str, str]:
    """Return what is worded anew in a language; another one's words don't count."""
    return {
        key: own
        for key, text in document.words.items()
        if (own := getattr(text, language.value)) is not None
    }


def voice_of(
    document: ProgrammeDocument, tag: str | None, wished: Sequence[str] = ()
) -> Voice:
    """Return the voice for a shopper.

    Args:
        document: The live version.
        tag: The language that was asked for by name; it goes before all wishes.
        wished: Tags of the browser, best first.

    Returns:
        The first that the programme speaks, exactly or by its primary language
        (``pt`` for ``pt-BR``, ``id`` for the old name ``in``); else its own.
    """
    known = voices(document)
    for each in (tag, *wished):
        if each is not None and (found := _near(known, each)) is not None:
            return found
    return next(iter(known.values()))


def _near(known: Mapping[str, Voice], tag: str) -> Voice | None:
    wanted = tag.replace("_", "-").casefold()
    primary = {"in": "id"}.get(wanted.partition("-")[0], wanted.partition("-")[0])
    by_tag = {each.casefold(): voice for each, voice in known.items()}
    if wanted in by_tag:
        return by_tag[wanted]
    same = (
        voice for each, voice in by_tag.items() if each.partition("-")[0] == primary
    )
    return next(same, None)


def language_names(document: ProgrammeDocument) -> Mapping[str, str]:
    """Return what each offered language calls itself, by its tag."""
    own = {each.tag: each.name for each in document.storefront.languages}
    return {tag: own.get(tag) or NAMES[Language(tag)] for tag in voices(document)}


NAMES: Final = {
    Language.EN: "English",
    Language.ID: "Bahasa Indonesia",
    Language.MS: "Bahasa Melayu",
}


def features(document: ProgrammeDocument) -> tuple[Feature, ...]:
    """Return the parts of the panel that this programme has, as they are ordered."""
    storefront = document.storefront
    lacking = {
        "redeem": not document.rewards,
        "refer": document.referral is None,
        "tiers": not document.tiers,
        "play": not document.play,
        "challenges": not document.challenges,
        "charity": not document.causes,
        "birthday": not any(
            getattr(rule, "trigger", None) == "birthday" for rule in document.earning
        ),
    }
    ordered = dict.fromkeys((*storefront.order, *FEATURES))
    return tuple(
        each
        for each in ordered
        if each not in storefront.hidden and not lacking.get(each, False)
    )


def nudges(document: ProgrammeDocument) -> tuple[Nudge, ...]:
    """Return the nudges that are on, in the order in which they are tried."""
    off = document.storefront.nudges_off
    return tuple(each for each in NUDGES if each not in off)


def page_parts(document: ProgrammeDocument) -> tuple[PagePart, ...]:
    """Return the parts of the rewards page as they are ordered, without hidden ones."""
    page = document.storefront.page
    ordered = dict.fromkeys((*page.order, *PAGE_PARTS))
    return tuple(each for each in ordered if each not in page.hidden)
