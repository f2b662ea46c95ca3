"""One stream of everything that happened in a programme, newest first.

Points, rewards, tiers, referrals, refusals, failures, and what staff did, from where
each is written. A page is a fixed number of statements, however much there is.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from app.storage.activity import OLDEST, ActivityRepository, Asked, Happened
from app.storage.members import MemberRepository, MemberRow
from app.storage.order_numbers import OrderNumbers
from app.storage.unit_of_work import UnitOfWork

KINDS: Final = (
    "points",
    "rewards",
    "tiers",
    "referrals",
    "refusals",
    "failures",
    "staff",
)
TOLD_BY: Final = {
    "member.adjusted": "points",
    "member.rewarded": "rewards",
    "member.tier_set": "tiers",
}
"""Deeds that another row tells, with its points and who did it: they stand once."""

__all__ = [
    "KINDS",
    "Asked",
    "Happened",
    "Stream",
    "newer",
    "orders_called",
    "stream",
]


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of what happened."""

    entries: tuple[Happened, ...]
    members: dict[UUID, MemberRow]
    older: UUID | None
    """The cursor of the next page; None where there is nothing older."""
    searched_part: bool = False
    """The page is short because only a stretch was looked at: ask for older ones."""


def stream(uow: UnitOfWork, asked: Asked) -> Stream:
    """Return a page of what was asked for."""
    book, wider = ActivityRepository(uow), replace(asked, most=asked.most + 1)
    found: list[Happened] = []
    horizon = OLDEST
    for kind in KINDS:
        if _can_be(kind, asked):
            rows, looked = _source(book, kind, wider)
            found += rows
            horizon = max(horizon, looked)
    found = sorted(
        (each for each in found if each.id >= horizon and _fits(each, asked)),
        key=lambda each: each.id,
        reverse=True,
    )
    page = tuple(found[: asked.most])
    older = page[-1].id if len(found) > asked.most else None
    cut = older is None and horizon != OLDEST
    return Stream(
        page, _people(uow, page), horizon if cut else older, searched_part=cut
    )


def _can_be(kind: str, asked: Asked) -> bool:
    """Tell whether a source can hold what is asked for at all."""
    if not asked.wants(kind):
        return False
    if asked.failed:
        return kind in ("failures", "rewards", "referrals")
    by_staff = asked.by_hand or asked.actor is not None
    if kind == "staff":
        nobodys = asked.member_id is None and asked.order_refs is None
        return nobodys and asked.store_id is None and not asked.automatic
    if by_staff:
        return kind in ("points", "rewards", "referrals")
    if asked.order_refs is not None:
        return kind in ("points", "rewards", "referrals", "refusals")
    return not (asked.store_id is not None and kind == "tiers")


def _fits(each: Happened, asked: Asked) -> bool:
    if each.kind != "referrals":
        return True
    hand = each.actor.startswith("staff:")
    if asked.actor is not None and each.actor != asked.actor:
        return False
    if asked.failed and not each.failed:
        return False
    return (hand or not asked.by_hand) and not (hand and asked.automatic)


def _source(
    book: ActivityRepository, kind: str, asked: Asked
) -> tuple[list[Happened], UUID]:
    if kind == "points":
        windowed = asked.store_id is not None and asked.member_id is None
        horizon = book.horizon(kind, asked) if windowed else OLDEST
        return book.points(asked, horizon), horizon
    if kind == "rewards":
        free = asked.member_id is not None or asked.order_refs is not None
        by_staff = asked.by_hand or asked.actor is not None
        windowed = (by_staff or asked.store_id is not None) and not free
        horizon = book.horizon(kind, asked) if windowed else OLDEST
        return book.vouchers(asked, horizon), horizon
    if kind == "refusals":
        horizon = book.horizon(kind, asked) if asked.order_refs is None else OLDEST
        return book.refusals(asked, horizon), horizon
    if kind == "staff":
        told = [deed for deed, by in TOLD_BY.items() if _can_be(by, asked)]
        return book.deeds(asked, told), OLDEST
    plain = {
        "tiers": book.tiers,
        "referrals": book.referrals,
        "failures": book.failures,
    }
    return plain[kind](asked), OLDEST


def _people(uow: UnitOfWork, page: tuple[Happened, ...]) -> dict[UUID, MemberRow]:
    wanted = {each.member_id for each in page if each.member_id is not None}
    return dict(MemberRepository(uow).many(wanted)) if wanted else {}


def newer(uow: UnitOfWork, asked: Asked, since: UUID) -> int:
    """Return how many things happened after the newest one that is shown.

    Counted up to a page and one; new rows are announced, not slipped in.
    """
    page = stream(uow, asked).entries
    return sum(each.id > since for each in page)


def orders_called(uow: UnitOfWork, said: str) -> tuple[str, ...]:
    """Return the ids of the orders that people call *said*: "#1042", or an id."""
    found = [each.order_ref for each in OrderNumbers(uow).named(said)]
    return tuple(dict.fromkeys((*found, said.strip("# "))))
