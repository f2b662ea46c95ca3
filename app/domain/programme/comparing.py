"""What differs between two documents: as data, and in words.

Rules, rewards and assets are matched by their id, so moving one is no change
of it. Settings are compared in their canonical form, defaults included.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.programme.canonical import canonical
from app.domain.programme.document import LISTS, ProgrammeDocument
from app.domain.programme.in_words import rule_in_words, rule_title
from app.domain.programme.reward_words import reward_in_words, reward_title
from app.domain.programme.saying import say
from app.domain.programme.section_words import (
    item_in_words,
    item_title,
    table_in_words,
)
from app.domain.programme.terms_words import terms_in_words
from app.domain.words import Language

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: Literal["added", "removed", "changed", "reordered"]
    section: str
    item_id: str | None
    """Of a rule, a reward or an asset."""
    path: str
    """``earning.shopping.award.rates.IDR``."""
    before: Any = None
    after: Any = None


def changes(before: ProgrammeDocument, after: ProgrammeDocument) -> tuple[Change, ...]:
    """Return every difference, in the order of the document's sections."""
    old, new = canonical(before), canonical(after)
    found: list[Change] = []
    for section in ProgrammeDocument.model_fields:
        was, becomes = old.get(section), new.get(section)
        if section in LISTS:
            found.extend(_items(section, was or [], becomes or []))
        else:
            found.extend(_values(section, None, section, was, becomes))
    return tuple(found)


def _items(
    section: str, was: Sequence[Mapping[str, Any]], becomes: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    old = {item["id"]: item for item in was}
    new = {item["id"]: item for item in becomes}
    for item_id, item in old.items():
        path = f"{section}.{item_id}"
        if item_id not in new:
            yield Change("removed", section, item_id, path, before=item)
        else:
            yield from _values(section, item_id, path, item, new[item_id])
    for item_id, item in new.items():
        if item_id not in old:
            path = f"{section}.{item_id}"
            yield Change("added", section, item_id, path, after=item)
    kept = [item_id for item_id in old if item_id in new]
    order = [item_id for item_id in new if item_id in old]
    if kept != order:
        yield Change("reordered", section, None, section, before=kept, after=order)


def _values(
    section: str,
    item_id: str | None,
    path: str,
    was: Any,  # noqa: ANN401 - JSON values
    becomes: Any,  # noqa: ANN401 - JSON values
) -> Iterator[Change]:
    if was == becomes:
        return
    if isinstance(was, Mapping) and isinstance(becomes, Mapping):
        for key in dict.fromkeys([*was, *becomes]):
            below = f"{path}.{key}"
            yield from _values(section, item_id, below, was.get(key), becomes.get(key))
        return
    yield Change("changed", section, item_id, path, before=was, after=becomes)


def changes_in_words(
    before: ProgrammeDocument, after: ProgrammeDocument, language: Language
) -> tuple[str, ...]:
    """Return the differences as sentences, or one that says there are none."""
    found = changes(before, after)
    if not found:
        return (say("change.none", language),)
    teller = Teller(before, after, language)
    lines = (line for change in found for line in teller.tell(change))
    return tuple(dict.fromkeys(lines))


UNSPOKEN = frozenset(
    {"asset", "for_this_customer_only", "lane", "prefix", "priority", "refunds"}
    | {"unused"}
)
"""Settings that plain words leave out; they are told one by one."""


class Teller:
    """Says each change once, whole items before single settings."""

    def __init__(
        self,
        before: ProgrammeDocument,
        after: ProgrammeDocument,
        language: Language,
        *,
        settings: bool = True,
    ) -> None:
        """Keep what is compared.

        Args:
            before: The older document.
            after: The newer one.
            language: In which to speak.
            settings: Whether to name settings that plain words leave out.
        """
        self._settings = settings
        self._before = before
        self._after = after
        self._language = language

    def tell(self, change: Change) -> Iterator[str]:
        """Return the sentences that a change takes."""
        match change.kind:
            case "reordered":
                yield self._say("change.order", section=change.section)
            case "changed":
                yield from self._changed(change)
            case "added":
                words = self._whole(self._after, change)
                yield self._say(f"change.{_noun(change)}.added", words=words)
            case _:  # "removed"
                words = self._whole(self._before, change)
                yield self._say(f"change.{_noun(change)}.removed", words=words)

    def _say(self, key: str, **gaps: str) -> str:
        return say(key, self._language, **gaps)

    def _changed(self, change: Change) -> Iterator[str]:
        setting = change.path.rsplit(".", 1)[-1]
        if setting == "enabled":
            title = self._title(change)
            yield self._say("change.on" if change.after else "change.off", words=title)
            return
        if setting not in UNSPOKEN:
            was = self._whole(self._before, change)
            becomes = self._whole(self._after, change)
            if was != becomes:
                title = self._title(change)
                gaps = {"title": title, "before": was, "after": becomes}
                yield self._say("change.reworded", **gaps)
                return
        if self._settings:
            yield self._say(
                "change.setting",
                path=change.path,
                before=self._shown(change.before),
                after=self._shown(change.after),
            )

    def _shown(self, value: object) -> str:
        if value is None:
            return self._say("change.nothing")
        plain = isinstance(value, str)
        text = str(value) if plain else json.dumps(value, ensure_ascii=False)
        return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

    def _title(self, change: Change) -> str:
        name, after = str(change.item_id), self._after
        match change.section:
            case "earning" if (rule := after.rule(name)) is not None:
                return rule_title(after, rule, self._language)
            case "rewards" if (reward := after.reward(name)) is not None:
                return reward_title(after, reward, self._language)
            case section if section in LISTS:
                item = after.item(section, name)
                return item_title(after, section, item, self._language)
            case "storefront":
                return self._say("front.title")
            case _:
                return self._say("change.terms")

    def _whole(self, document: ProgrammeDocument, change: Change) -> str:
        """Return a whole rule, reward or the terms in words; else the id."""
        name = str(change.item_id)
        match change.section:
            case "terms":
                return terms_in_words(document.terms, self._language)
            case "earning" if (rule := document.rule(name)) is not None:
                return rule_in_words(document, rule, self._language)
            case "rewards" if (reward := document.reward(name)) is not None:
                return reward_in_words(document, reward, self._language)
            case section if section in LISTS:
                item = document.item(section, name)
                return item_in_words(document, section, item, self._language)
            case section:
                return table_in_words(document, section, self._language) or name


def _noun(change: Change) -> str:
    return _NOUNS.get(change.section, "item")


_NOUNS = {"assets": "asset", "earning": "rule", "rewards": "reward"}
