"""Columns and rows of the list of members, as each person wants them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from app.services.env import Env
from app.services.member_list import SIZES
from app.storage.list_choices import ListChoice, ListChoices
from app.storage.unit_of_work import UnitOfWork

__all__ = ["COLUMNS", "SIZES", "USUAL", "ListChoice", "keep", "read"]

MEMBERS: Final = "members"
COLUMNS: Final = (
    *("tier", "points", "worth", "spent", "last"),
    *("pending", "orders", "joined", "email", "phone"),
)
"""In the order in which they stand; the name is always there."""
USUAL: Final = ("tier", "points", "worth", "spent", "last")


def read(uow: UnitOfWork, staff_id: UUID) -> ListChoice:
    """Return what a person chose, or what everybody begins with."""
    found = ListChoices(uow).get(staff_id, MEMBERS)
    if found is None:
        return ListChoice(USUAL, SIZES[0])
    return _known(found.columns, found.size)


def keep(
    env: Env, uow: UnitOfWork, staff_id: UUID, columns: Collection[str], size: int
) -> ListChoice:
    """Keep what a person wants; what nobody knows is left out."""
    choice = _known(columns, size)
    ListChoices(uow).keep(staff_id, MEMBERS, choice, at=env.clock.now())
    return choice


def _known(columns: Collection[str], size: int) -> ListChoice:
    known = tuple(each for each in COLUMNS if each in columns)
    return ListChoice(known, size if size in SIZES else SIZES[0])
