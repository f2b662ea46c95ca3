"""Leaderboards: only members who asked to be seen, by initials or a nickname."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.games.ranking import initials
from app.domain.metrics.periods import first_day
from app.domain.programme.play import Leaderboard
from app.services.env import Env
from app.services.games import game_of, seated
from app.storage.contests import ContestRepository, Leader
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a leaderboard."""

    rank: int
    """Equal amounts have the same rank."""
    member_id: UUID
    name: str
    amount: int


def be_seen(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    game_id: str,
    *,
    seen: bool,
    nickname: str | None = None,
) -> None:
    """Show a member on a leaderboard from now on, or no more.

    Raises:
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    seat = seated(env, uow, member_id, game_id, Leaderboard)
    repository = ContestRepository(uow)
    if seen:
        repository.join_board(game_id, member_id, nickname, at=seat.at)
    else:
        repository.leave_board(game_id, member_id)


def leaders(env: Env, uow: UnitOfWork, game_id: str) -> Sequence[Shown]:
    """Return the first members of the period that runs.

    Raises:
        GameMissing: There is no such leaderboard.
    """
    _, document = ProgrammeRepository(uow).live()
    game = game_of(document, game_id, Leaderboard)
    if not game.enabled:
        return []
    zone = ZoneInfo(StoreRepository(uow).programme().timezone)
    today = env.clock.now().astimezone(zone).date()
    found = ContestRepository(uow).leaders(
        game_id,
        game.metric,
        unit=document.identity.currency if game.metric == "spend" else None,
        since=first_day(game.period, today),
        most=game.shown,
    )
    return _ranked(found)


def _ranked(found: Sequence[Leader]) -> list[Shown]:
    shown: list[Shown] = []
    for at, one in enumerate(found, start=1):
        same = shown and shown[-1].amount == one.amount
        name = one.nickname or initials(one.first_name, one.last_name)
        rank = shown[-1].rank if same else at
        shown.append(Shown(rank, one.member_id, name, one.amount))
    return shown
