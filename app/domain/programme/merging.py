"""Two people's changes to one document: what differs, what clashes, what comes out.

Everything works on the canonical form. Items of a list are known by their id, so
that two people who add a rule each are in nobody's way; any other list is one
value. A clash is a place that both changed to different values.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from app.domain.programme.canonical import canonical
from app.domain.programme.document import LISTS, ProgrammeDocument

Place = tuple[str, ...]
"""``("earning", "shopping", "award", "points")``."""


class _Absent:
    """Nothing stands here; not even None."""


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both changed, each in their own way."""

    place: Place
    mine: Any
    """``ABSENT`` where I took it away."""
    theirs: Any

    @property
    def key(self) -> str:
        """The place as the name of a field of a form."""
        return "/".join(
            step.replace("~", "~0").replace("/", "~1") for step in self.place
        )


@dataclass(frozen=True, slots=True)
class Merge:
    """What comes of my changes on top of theirs."""

    data: dict[str, Any]
    """The merged document, in canonical form; not checked yet."""
    clashes: tuple[Clash, ...]
    """All places that both changed, decided or not."""


def merge(
    base: ProgrammeDocument,
    mine: ProgrammeDocument,
    theirs: ProgrammeDocument,
    *,
    keep_theirs: Collection[str] = (),
) -> Merge:
    """Return *theirs* with what *mine* changed since *base*.

    Args:
        base: From which both started.
        mine: What is to be saved.
        theirs: What is saved already.
        keep_theirs: Keys of clashes in which their value stays; in all others
            mine wins.
    """
    start, my, their = _by_id(base), _by_id(mine), _by_id(theirs)
    mine_at = tuple(_differences((), start, my))
    theirs_at = tuple(_differences((), start, their))
    clashes = _clashes(my, their, mine_at, theirs_at)
    decided = [clash.place for clash in clashes]
    merged = deepcopy(their)
    for place in mine_at:
        if not any(_within(place, other) for other in decided):
            _put(merged, place, _at(my, place))
    for clash in clashes:
        if clash.key not in keep_theirs:
            _put(merged, clash.place, clash.mine)
    return Merge(_as_lists(merged, base, mine, theirs), clashes)


def _by_id(document: ProgrammeDocument) -> dict[str, Any]:
    """Return the canonical form with lists of items as tables."""
    data = canonical(document)
    return {
        name: {item["id"]: item for item in part} if name in LISTS else part
        for name, part in data.items()
    }


def _differences(place: Place, before: Any, after: Any) -> Iterator[Place]:  # noqa: ANN401 - JSON values
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*before, *after]):
            was, becomes = before.get(key, ABSENT), after.get(key, ABSENT)
            yield from _differences((*place, key), was, becomes)
    elif before != after:
        yield place


def _within(place: Place, other: Place) -> bool:
    return place[: len(other)] == other


def _clashes(
    mine: dict[str, Any],
    theirs: dict[str, Any],
    mine_at: Collection[Place],
    theirs_at: Collection[Place],
) -> tuple[Clash, ...]:
    met = {
        min(one, other, key=len)
        for one in mine_at
        for other in theirs_at
        if _within(one, other) or _within(other, one)
    }
    outer = [
        place
        for place in sorted(met)
        if not any(other != place and _within(place, other) for other in met)
    ]
    found = (Clash(place, _at(mine, place), _at(theirs, place)) for place in outer)
    return tuple(clash for clash in found if clash.mine != clash.theirs)


def _at(data: Any, place: Place) -> Any:  # noqa: ANN401 - JSON values
    for step in place:
        data = data.get(step, ABSENT)
    return data


def _put(data: dict[str, Any], place: Place, value: Any) -> None:  # noqa: ANN401 - JSON values
    for step in place[:-1]:
        data = data.setdefault(step, {})
    if value is ABSENT:
        data.pop(place[-1], None)
    else:
        data[place[-1]] = deepcopy(value)


def _as_lists(
    merged: dict[str, Any],
    base: ProgrammeDocument,
    mine: ProgrammeDocument,
    theirs: ProgrammeDocument,
) -> dict[str, Any]:
    data = dict(merged)
    for name in LISTS:
        items = merged.get(name, {})
        order = _order(*(_ids(each, name) for each in (base, mine, theirs)))
        data[name] = [items[item_id] for item_id in order if item_id in items]
    return data


def _ids(document: ProgrammeDocument, section: str) -> list[str]:
    return [item.id for item in getattr(document, section)]


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Return my order if I moved something, else theirs; new ones come last."""
    moved = [one for one in mine if one in base] != [one for one in base if one in mine]
    first, second = (mine, theirs) if moved else (theirs, mine)
    return list(dict.fromkeys([*first, *second]))
