"""Parts in an order of their own, some of them hidden: of the panel and of the page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

UP, DOWN = "up:", "down:"


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts as a form has them, the first on top."""

    order: tuple[str, ...]
    shown: frozenset[str]

    def hidden(self) -> list[str]:
        """Return what is not shown, in the order."""
        return [each for each in self.order if each not in self.shown]


def kept_parts(
    order: Sequence[str], hidden: Collection[str], every: Sequence[str]
) -> Parts:
    """Return the parts as the document has them."""
    whole = tuple(dict.fromkeys((*order, *every)))
    return Parts(whole, frozenset(whole) - set(hidden))


def said_parts(said: Mapping[str, str], every: Sequence[str]) -> Parts:
    """Return the parts as a form says them, with what its buttons did."""
    named = [each for each in said.get("order", "").split(",") if each in every]
    order = list(dict.fromkeys((*named, *every)))
    shown = frozenset(said.get("shown", "").split(",")) & set(every)
    act = said.get("act", "")
    for sign, step in ((UP, -1), (DOWN, 1)):
        name = act.removeprefix(sign)
        if act.startswith(sign) and name in order:
            at = order.index(name)
            other = at + step
            if 0 <= other < len(order):
                order[at], order[other] = order[other], order[at]
    return Parts(tuple(order), shown)


def is_move(act: str) -> bool:
    """Tell whether a button moves a part."""
    return act.startswith((UP, DOWN))


def fewest_names(order: Sequence[str], every: Sequence[str]) -> list[str]:
    """Return the shortest list that says the order: what follows is as usual.

    The rest of an order that runs as *every* does needs no names, so that a part which
    is added later stands where it belongs.
    """
    for length in range(len(order)):
        first = list(order[:length])
        rest = [each for each in every if each not in first]
        if [*first, *rest] == list(order):
            return first
    return list(order)
