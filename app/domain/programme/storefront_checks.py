"""What the storefront may get wrong between the parts of a document."""

from collections import Counter
from collections.abc import Iterator, Mapping

from app.domain.programme.identity import Identity
from app.domain.programme.nearest import nearest
from app.domain.programme.parts import Parts
from app.domain.programme.problems import Problem, Step
from app.domain.programme.storefront import MAX_SENTENCE, Storefront
from app.domain.programme.texts import Text
from app.domain.words import Language
from app.domain.words.storefront import ALL, ONE, Counted, gaps_of, shipped

Steps = tuple[Step, ...]
KEYS = frozenset(ALL) | {
    key + ONE for key, words in ALL.items() if isinstance(words, Counted)
}
"""What a merchant may word anew."""


def check(parts: Parts) -> Iterator[Problem]:
    """Return what is wrong with sentences, languages and lists."""
    words: Mapping[str, Text] = parts.tables.get("words") or {}
    for key, text in words.items():
        for language in Language:
            own: str | None = getattr(text, language.value)
            if own is not None:
                steps: Steps = ("words", key, language.value)
                yield from _sentence(steps, ("words", key), key, own)
    storefront: Storefront | None = parts.tables.get("storefront")
    if storefront is None:
        return
    for at, each in enumerate(storefront.languages):
        for key, own in each.words.items():
            place: Steps = ("storefront", "languages", at, "words", key)
            yield from _sentence(place, place, key, own)
    yield from _languages(storefront, parts.tables.get("identity"))
    yield from _twins(storefront)


def _sentence(steps: Steps, named: Steps, key: str, own: str) -> Iterator[Problem]:
    if key not in KEYS:
        reason = "the storefront has no sentence of this name"
        yield Problem(named, "unknown_word", reason, key, nearest(key, KEYS))
        return
    known = gaps_of(shipped(key if key in ALL else key.removesuffix(ONE), Language.EN))
    for gap in sorted(gaps_of(own) - known):
        choice = ", ".join(sorted(known)) or "none"
        reason = f"there is no gap {gap} in this sentence; known are {choice}"
        yield Problem(steps, "unknown_gap", reason, own, nearest(gap, known))
    if len(own) > MAX_SENTENCE:
        reason = f"a sentence of the storefront has at most {MAX_SENTENCE} characters"
        yield Problem(steps, "too_long", reason, own, own[:MAX_SENTENCE].rstrip())


def _languages(storefront: Storefront, identity: Identity | None) -> Iterator[Problem]:
    spoken = storefront.spoken
    if spoken and identity is not None and identity.language not in spoken:
        reason = f"the programme's own language, {identity.language}, is not among them"
        yield Problem(
            ("storefront", "spoken"),
            "language_left_out",
            reason,
            list(spoken),
            identity.language,
        )


def _twins(storefront: Storefront) -> Iterator[Problem]:
    lists = {
        ("storefront", "spoken"): storefront.spoken,
        ("storefront", "order"): storefront.order,
        ("storefront", "page", "order"): storefront.page.order,
        ("storefront", "languages"): [each.tag for each in storefront.languages],
    }
    for steps, values in lists.items():
        for value, times in Counter(values).items():
            if times > 1:
                reason = f"{value} is named {times} times"
                yield Problem(steps, "twice_the_same", reason, str(value))
