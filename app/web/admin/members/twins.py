"""Pairs of members who may be one person, side by side on the review page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.services import alike, member_list
from app.services.member_list import Listed
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.picking import shown_of
from app.web.admin.route import Ask
from app.web.admin.shown import address_of

MOST: Final = 20
AT: Final = "/members/review/alike"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two who may be one; the one who would stay stands first."""

    first: Listed
    second: Listed

    @property
    def compare(self) -> str:
        """Where they are compared and merged."""
        stays, goes = self.first.member.member_id, self.second.member.member_id
        return f"{address_of(f'/members/{stays}/merge')}?gone={goes}"

    @property
    def apart(self) -> str:
        """Where it is said that they are two."""
        ids = self.first.member.member_id, self.second.member.member_id
        return address_of(f"{AT}/{ids[0]}/{ids[1]}")


def twins(ask: Ask) -> list[Twins]:
    """Return pairs to look at, with what speaks for the one or the other."""
    shown = shown_of(ask)
    if shown is None:
        return []

    def read(uow: UnitOfWork) -> list[Twins]:
        pairs = alike.pairs(ask.env, uow, limit=MOST)
        ids = list(dict.fromkeys(each for pair in pairs for each in pair))
        rows = {row.member.member_id: row for row in member_list.some(uow, ids, shown)}
        found = [[rows[each] for each in pair if each in rows] for pair in pairs]
        whole = [sorted(pair, key=_weight, reverse=True) for pair in found]
        return [Twins(*pair) for pair in whole if len(pair) == len(pairs[0])]

    return ask.run(read)


def _weight(row: Listed) -> tuple[int, int, float]:
    """Return how much speaks for keeping this one: orders, points, then age."""
    joined: datetime | None = row.member.joined_at
    age = -joined.timestamp() if joined else float("-inf")
    return row.figures.orders, row.figures.shown, age
