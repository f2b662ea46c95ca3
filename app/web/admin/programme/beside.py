"""Which of the programme's own discounts stand beside a reward in one cart.

Two discounts combine only if each allows the kind of the other. What the shop's own
codes do to it, the conflict check asks the shop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.domain.programme.document import ProgrammeDocument
from app.domain.rewards.live import Kind
from app.domain.rewards.live import kind_of as kind_named
from app.domain.words import Language
from app.web.admin.programme.titles import title_of

OFF: Final = ("fixed_amount", "percent", "slider")
WHOLE: Final = ("free_shipping", "free_product")


@dataclass(frozen=True, slots=True)
class Beside:
    """Another discount of the programme."""

    title: str
    kind: Kind
    stands: bool
    blocked_here: bool
    """It is this reward that does not allow the other."""


def kind_of(thing: Any) -> Kind | None:  # noqa: ANN401 - a reward or what a perk is
    """Return what sort of discount something is; None when it is none."""
    if thing.kind in WHOLE:
        return kind_named(thing.kind, scoped=False)
    if thing.kind in OFF:
        scope = thing.scope
        return kind_named(thing.kind, scoped=bool(scope.products or scope.collections))
    return None


def beside(
    document: ProgrammeDocument, reward_id: str | None, language: Language
) -> list[Beside]:
    """Return how the programme's other discounts stand beside a reward."""
    mine = None if reward_id is None else document.reward(reward_id)
    kind = None if mine is None else kind_of(mine)
    if mine is None or kind is None:
        return []
    found = []
    for title, other_kind, allows in _others(document, mine.id, language):
        here = bool(getattr(mine.combines_with, other_kind))
        there = bool(getattr(allows, kind))
        found.append(Beside(title, other_kind, here and there, blocked_here=not here))
    return found


def _others(
    document: ProgrammeDocument, reward_id: str, language: Language
) -> Iterator[tuple[str, Kind, Any]]:
    for reward in document.rewards:
        kind = kind_of(reward)
        if kind is not None and reward.enabled and reward.id != reward_id:
            title = title_of(document, "rewards", reward, language)
            yield title, kind, reward.combines_with
    for perk in document.perks:
        kind = kind_of(perk.what)
        if kind is not None and perk.enabled and perk.way == "discount":
            title = title_of(document, "perks", perk, language)
            yield title, kind, perk.combines_with
