"""Consents to news: what people said, where, and what holds when stores disagree.

Nothing said is ever changed. What holds is worked out from all that was said, in
order, and a "no" wins: a store's "yes" never undoes a "no" that was said to us.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from uuid import UUID

Source = Literal["widget", "page", "plugin", "platform", "api", "staff", "import"]
"""Where something was said; ``platform``: the store told us of it; ``import``: a
file of another programme did, of somebody who had said nothing here."""


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody gave a consent, or withdrew it."""

    granted: bool
    source: Source
    store_id: UUID


def text_version(sentence: str) -> str:
    """Return the version of a sentence as shown: the same words, the same version."""
    return sha256(sentence.encode()).hexdigest()[:16]


def holds(words: Iterable[Word]) -> bool:
    """Tell whether a consent holds by all that was said of it, first word first.

    Said to us, a "no" stands until a "yes" is said to us; that "yes" settles what
    stores said before. A store's "no" stands until that store or we hear a "yes".
    """
    ours: bool | None = None
    stores: dict[UUID, bool] = {}
    for word in words:
        if word.source == "platform":
            stores[word.store_id] = word.granted
            continue
        ours = word.granted
        if word.granted:
            stores = {store: said for store, said in stores.items() if said}
    said = [*stores.values(), *([] if ours is None else [ours])]
    return bool(said) and all(said)


def is_news(words: Iterable[Word], said: Word, *, asked: bool) -> bool:
    """Tell whether a store's word says anything that was not said there before.

    Args:
        words: What was said, first word first.
        said: What a store says now.
        asked: The customer changed it just then. Otherwise "no" is also what a
            store says of somebody who was never asked.
    """
    before = None
    for word in words:
        if word.source == "platform" and word.store_id == said.store_id:
            before = word.granted
    if before is None:
        return said.granted or asked
    return before != said.granted
