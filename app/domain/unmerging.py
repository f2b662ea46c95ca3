"""When a merge can be undone, and what each value of a row becomes.

A merge writes down what every row that it touched said before and said after. What
it changed and nobody changed since is given back; what happened since stays.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from app.domain.errors import Conflict, Missing, Refused

WINDOW: Final = timedelta(days=30)
"""How long what a merge moved is kept."""

Image = Mapping[str, object]
"""A row, or the part of it that a merge may change, as JSON."""


class MergeMissing(Missing):
    """There is no such merge in this programme."""

    code = "merge_missing"


class MergeUndone(Conflict):
    """It was undone before."""

    code = "merge_undone"


class MergeOfErased(Refused):
    """One of the two was erased: there is nobody to give back to, or from."""

    code = "merge_of_erased"


class MergeTooOld(Refused):
    """What the merge moved is kept for a time only."""

    code = "merge_too_old"

    def __init__(self, *, days: int) -> None:
        self.days = days
        super().__init__(f"a merge can be undone for {days} days")


class MergeFollowed(Refused):
    """One of the two was merged again since; that comes first."""

    code = "merge_followed"


class MergeHeld(Refused):
    """Points that would go back are set aside for a redemption in progress."""

    code = "merge_held"

    def __init__(self, *, points_held: int) -> None:
        self.points_held = points_held
        super().__init__(f"{points_held} points are set aside")


def ends_at(merged_at: datetime) -> datetime:
    """Return until when a merge can be undone."""
    return merged_at + WINDOW


def refuse_unfit(
    *,
    merged_at: datetime,
    at: datetime,
    undone: bool,
    erased: bool,
    followed: bool,
) -> None:
    """Let a merge be undone, or say why not.

    Raises:
        MergeUndone, MergeOfErased, MergeFollowed, MergeTooOld: The first that holds.
    """
    if undone:
        raise MergeUndone("this merge was undone before")
    if erased:
        raise MergeOfErased("one of the two was erased")
    if followed:
        raise MergeFollowed("one of the two was merged again since")
    if at >= ends_at(merged_at):
        raise MergeTooOld(days=WINDOW.days)


def given_back(
    before: Image, after: Image, now: Image, *, always: Collection[str] = ()
) -> Image:
    """Return the row as it is to be: what the merge changed goes back.

    Args:
        before: What the row said before the merge.
        after: What it said after; where that differs, the merge changed it.
        now: What it says now; where that differs from *after*, somebody changed it
            since, and it stays.
        always: Columns that go back whatever happened since: whose the row is.
    """
    return {
        name: value if name in always or now[name] == after[name] else now[name]
        for name, value in before.items()
    }


def order_awards(
    before: list[dict[str, object]], now: list[dict[str, object]], *, restored: str
) -> list[dict[str, object]]:
    """Return an order's awards as they stand now, each with whose it is again.

    What an award is worth was settled since, perhaps, and stays. One that the order
    gave only after the merge goes with the order to *restored*.
    """
    owners = {award["award_id"]: award["member_id"] for award in before}
    return [
        {**award, "member_id": owners.get(award["award_id"], restored)} for award in now
    ]
