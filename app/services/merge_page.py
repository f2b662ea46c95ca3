"""What the page about undoing a merge shows: what each will have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.services import evaluating, member_list, merging, unmerging
from app.services.env import Env
from app.services.member_list import Listed, Shown
from app.services.rehearsing import rehearsed
from app.services.unmerging import Merge, Undone
from app.storage.erasure import ErasureRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.merges import MergeRepository, MergeRow
from app.storage.unit_of_work import UnitOfWork

MOST = 50


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, at one moment."""

    listed: Listed
    rewards: int
    """Vouchers that can be used or are on their way."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an undoing would make of two members."""

    undone: Undone
    now: Side
    """The kept member, with everything."""
    kept: Side
    gone: Side


@dataclass(frozen=True, slots=True)
class Listing:
    """Merges, and the members that they are about."""

    merges: Sequence[Merge]
    people: Mapping[UUID, MemberRow]


def preview(env: Env, programme_id: UUID, merge_id: UUID, shown: Shown) -> Preview:
    """Return what an undoing would do; nothing is changed.

    Raises:
        What ``unmerging.undo`` raises.
    """
    row = env.database.run(programme_id, lambda uow: MergeRepository(uow).get(merge_id))
    seen = unmerging.rehearse(
        env, programme_id, merge_id, lambda uow: _sides(uow, row, shown)
    )
    return Preview(seen.undone, seen.before[0], *seen.after)


def together(
    env: Env, programme_id: UUID, *, kept: UUID, gone: UUID, shown: Shown
) -> Listed:
    """Return the kept member as a merge would leave them; nothing is changed.

    Raises:
        What ``merging.merge`` raises.
    """

    def work(uow: UnitOfWork) -> Listed:
        merging.merge(env, uow, kept=kept, gone=gone, actor="rehearsal")
        evaluating.evaluate(env, uow, kept)
        [left] = member_list.some(uow, [kept], shown)
        return left

    return rehearsed(env, programme_id, work)


def pair(uow: UnitOfWork, merge_id: UUID) -> tuple[MergeRow, MemberRow, MemberRow]:
    """Return a merge, who was kept, and who was absorbed.

    Raises:
        MergeMissing: There is no such merge.
    """
    row = MergeRepository(uow).get(merge_id)
    people = MemberRepository(uow).many(row.members)
    return row, people[row.kept_id], people[row.gone_id]


def of_member(env: Env, uow: UnitOfWork, member_id: UUID) -> Listing:
    """Return the merges of a member, newest first."""
    return _listing(uow, unmerging.of_member(env, uow, member_id))


def lately(env: Env, uow: UnitOfWork) -> Listing:
    """Return the merges that may still be undone, newest first."""
    return _listing(uow, unmerging.lately(env, uow, most=MOST))


def _listing(uow: UnitOfWork, merges: Sequence[Merge]) -> Listing:
    ids = {one for merge in merges for one in merge.row.members}
    return Listing(merges, MemberRepository(uow).many(ids) if ids else {})


def _sides(uow: UnitOfWork, row: MergeRow, shown: Shown) -> tuple[Side, Side]:
    kept, gone = member_list.some(uow, row.members, shown)
    return _side(uow, kept), _side(uow, gone)


def _side(uow: UnitOfWork, listed: Listed) -> Side:
    vouchers = ErasureRepository(uow).open_vouchers([listed.member.member_id])
    return Side(listed, len(vouchers))
