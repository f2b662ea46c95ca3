"""A merge is undone: what came along goes back, what happened since stays.

Units go back as the ledger says: what is left of the lots that came along. Rows go
back as they stand now; a value that somebody changed since the merge stays changed.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from app.domain.ledger import Book, Key, Kind
from app.domain.ledger.errors import HoldUnfinished
from app.domain.ledger.posting import Transaction
from app.domain.unmerging import WINDOW, MergeHeld, ends_at, refuse_unfit
from app.services import consents, evaluating, theme_marks
from app.services.env import Env
from app.services.facts import give_doubles_again
from app.services.merging import CONTACT, PLATFORM, contact_context
from app.services.rehearsing import rehearsed
from app.services.standing import owe_standing
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.merge_images import MergeImages, Touched, retracted
from app.storage.merges import MergeRepository, MergeRow
from app.storage.orders import FactRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
BACK: Final = frozenset({Kind.UNMERGE, Kind.REINSTATEMENT})
"""What gives units back: lots that change hands, awards that were taken as doubles."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undoing gave back."""

    merge: MergeRow
    came: Mapping[str, int]
    """Units that the merge brought, by asset; pending ones are among them."""
    back: Mapping[str, int]
    """Units that went back. The rest was spent, or lapsed, or was taken back."""


@dataclass(frozen=True, slots=True)
class Rehearsal(Generic[T]):
    """What an undoing would do, seen before and after; nothing of it happened."""

    undone: Undone
    before: T
    after: T


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge as pages show it."""

    row: MergeRow
    undo_until: datetime
    possible: bool
    """Whether it can be undone as things stand, but for a redemption in progress."""


def undo(env: Env, uow: UnitOfWork, merge_id: UUID, *, actor: str) -> Undone:
    """Give the absorbed member back what came along, in this unit of work.

    Locks the merge, its orders, then the balances of both. Of two who undo one merge,
    the second is told so.

    Raises:
        MergeMissing: There is no such merge.
        MergeUndone, MergeOfErased, MergeFollowed, MergeTooOld: It is too late.
        MergeHeld: Units that would go back are set aside just now.
        MemberFrozen: A violation is under review.
    """
    merges, images = MergeRepository(uow), MergeImages(uow)
    row, now = merges.get(merge_id, lock=True), env.clock.now()
    _refuse(uow, row, at=now)
    touched = merges.touched(merge_id)
    merges.lock_orders(merge_id)
    doubles = _doubles(touched)
    ledger = LedgerRepository(uow, env.ids)
    book = _open(ledger, row, doubles)
    _refuse(uow, row, at=now)
    _unmerge(book, row, at=now, actor=actor)
    consents.serialise(uow, row.members)
    images.give_back(touched, row.gone_id)
    if doubles:
        give_doubles_again(
            FactRepository(uow),
            book,
            doubles,
            member_id=row.gone_id,
            at=now,
            zone=StoreRepository(uow).programme().timezone,
            document=ProgrammeRepository(uow).live()[1],
        )
    posted = [one for one in ledger.flush(book) if one.kind in BACK]
    merges.settle_apart(row, one_customer=row.actor == PLATFORM)
    merges.refuse_too(row)
    _contact(env, uow, row, at=now)
    for member_id in row.members:
        consents.follow_words(env, uow, member_id)
        MemberRepository(uow).change(member_id, at=now)
    merges.close(merge_id, by=actor, at=now)
    owe_standing(env, uow, row.members)
    theme_marks.owe_members(env, uow, row.members)
    came = (
        None if row.transaction_id is None else ledger.transaction(row.transaction_id)
    )
    return Undone(row, _units([came] if came else []), _units(posted))


def rehearse(
    env: Env, programme_id: UUID, merge_id: UUID, look: Callable[[UnitOfWork], T]
) -> Rehearsal[T]:
    """Return what *look* sees before and after an undoing; nothing is changed.

    It is really done, where both stand is reckoned anew, and all is rolled back.

    Raises:
        What ``undo`` raises.
    """

    def work(uow: UnitOfWork) -> Rehearsal[T]:
        before = look(uow)
        undone = undo(env, uow, merge_id, actor="rehearsal")
        for member_id in undone.merge.members:
            evaluating.evaluate(env, uow, member_id)
        return Rehearsal(undone, before, look(uow))

    return rehearsed(env, programme_id, work)


def of_member(env: Env, uow: UnitOfWork, member_id: UUID) -> list[Merge]:
    """Return the merges of a member, either side of them, newest first."""
    merges = MergeRepository(uow)
    return [_shown(env, merges, row) for row in merges.of_member(member_id)]


def lately(env: Env, uow: UnitOfWork, *, most: int) -> list[Merge]:
    """Return the merges that can still be undone in time, newest first."""
    merges = MergeRepository(uow)
    since = env.clock.now() - WINDOW
    return [_shown(env, merges, row) for row in merges.standing(since, most=most)]


def forget_old(env: Env, uow: UnitOfWork, *, most: int) -> list[UUID]:
    """Forget what merges moved whose time to be undone is over; return which."""
    return MergeRepository(uow).forget_before(env.clock.now() - WINDOW, most=most)


def _shown(env: Env, merges: MergeRepository, row: MergeRow) -> Merge:
    until = ends_at(row.merged_at)
    closed = row.undone_at is not None or row.erased_at is not None
    possible = not closed and env.clock.now() < until and not merges.followed(row)
    return Merge(row, until, possible)


def _refuse(uow: UnitOfWork, row: MergeRow, *, at: datetime) -> None:
    people = MemberRepository(uow).many(row.members)
    refuse_unfit(
        merged_at=row.merged_at,
        at=at,
        undone=row.undone_at is not None,
        erased=row.erased_at is not None
        or any(one.state == "erased" for one in people.values()),
        followed=MergeRepository(uow).followed(row)
        or people[row.gone_id].merged_into != row.kept_id
        or people[row.kept_id].merged_into is not None,
    )


def _doubles(touched: Collection[Touched]) -> dict[UUID, int]:
    """Return the awards that the merge took back, and what they were worth."""
    return {
        UUID(str(one.before["award_id"])): int(one.before["keep"])
        for one in touched
        if one.before is not None and retracted(one)
    }


def _open(ledger: LedgerRepository, row: MergeRow, doubles: Mapping[UUID, int]) -> Book:
    assets = sorted({asset for _, asset in ledger.accounts(row.members)})
    return ledger.open(
        [(member, asset) for member in row.members for asset in assets],
        awards=doubles,
        transactions=() if row.transaction_id is None else (row.transaction_id,),
    )


def _unmerge(book: Book, row: MergeRow, *, at: datetime, actor: str) -> None:
    try:
        book.unmerge(
            Key.of("unmerge", row.merge_id),
            row.transaction_id,
            absorbed_id=row.gone_id,
            kept_id=row.kept_id,
            homes=row.homes,
            occurred_at=at,
            actor=actor,
        )
    except HoldUnfinished as error:
        raise MergeHeld(points_held=error.points_held) from error


def _contact(env: Env, uow: UnitOfWork, row: MergeRow, *, at: datetime) -> None:
    """Take back what a store said of the one while it meant the other."""
    if row.sealed_contact is None:
        return
    context = contact_context(uow.programme_id, row.merge_id)
    was = json.loads(env.secrets.open(row.sealed_contact, context=context))
    members = MemberRepository(uow)
    kept, gone = (members.get(member_id) for member_id in row.members)
    wrong = {
        name: was[name]
        for name in CONTACT
        if getattr(kept, name) == getattr(gone, name) != was[name]
    }
    if "email" in wrong:
        wrong["contact_verified"] = was["contact_verified"]
    if wrong:
        members.change(row.kept_id, at=at, **wrong)


def _units(transactions: Iterable[Transaction]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for transaction in transactions:
        for posting in transaction.postings:
            if posting.lot_id is not None:
                found[posting.asset] += posting.amount
    return dict(found)
