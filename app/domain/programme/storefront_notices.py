"""What is allowed in a merchant's own sentences and probably not meant."""

from collections.abc import Iterator, Mapping

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Problem, Step
from app.domain.words import Language
from app.domain.words.storefront import ALL, ONE, gaps_of, shipped

MOST_OF_A_BUTTON = 22
BUTTONS = frozenset(
    {
        "error.retry",
        "guest.join",
        "help.ask",
        "help.send",
        "launcher.guest",
        "nudge.dismiss",
        "optin.join",
        "redeem.apply",
        "redeem.cancel",
        "redeem.confirm",
        "redeem.copy",
        "redeem.cta",
        "refer.copy",
        "refer.share",
        "refer.whatsapp",
    }
)
"""Sentences that stand on buttons, where there is room for few letters."""


def storefront_notices(document: ProgrammeDocument) -> Iterator[Problem]:
    """Name buttons that may not fit, and gaps that were left out."""
    for key, text in document.words.items():
        for language in Language:
            own: str | None = getattr(text, language.value)
            if own is not None:
                yield from _sentence(("words", key, language.value), key, own)
    for at, each in enumerate(document.storefront.languages):
        own_words: Mapping[str, str] = each.words
        for key, own in own_words.items():
            steps: tuple[Step, ...] = ("storefront", "languages", at, "words", key)
            yield from _sentence(steps, key, own)


def _sentence(steps: tuple[Step, ...], key: str, own: str) -> Iterator[Problem]:
    if key in BUTTONS and len(own) > MOST_OF_A_BUTTON:
        reason = f"a button has room for about {MOST_OF_A_BUTTON} letters"
        yield Problem(steps, "long_button", reason, own)
    usual = key if key in ALL else key.removesuffix(ONE)
    wanted = gaps_of(shipped(usual, Language.EN))
    for gap in sorted(wanted - gaps_of(own) - {"n"}):
        reason = f"the gap {{{gap}}} is left out"
        yield Problem(steps, "gap_left_out", reason, own)
