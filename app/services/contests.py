"""Contests: entries, moderation, votes and scores, and who wins.

Deciding is level-triggered: asked again after an entry was refused, the places
are worked out anew, what a place gave goes back as far as it was not used, and
the next entry moves up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, Literal
from uuid import UUID

from typing_extensions import override

from app.domain.errors import Malformed, Refused
from app.domain.games.ranking import places
from app.domain.gifts import GiftTarget
from app.domain.programme.play import Contest
from app.domain.programme.windows import instant_of
from app.services.env import Env
from app.services.games import (
    GameClosed,
    PlayedBefore,
    closed,
    game_of,
    games,
    seated,
)
from app.services.gifts import settle_gifts
from app.storage.contests import ContestRepository, EntryMissing, EntryRow
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

LONGEST: Final = 2_000
Decision = Literal["shown", "refused"]


class UnreadableEntry(Malformed):
    """A photo is a link, a text has words."""

    code = "unreadable_entry"


class EntriesUsed(Refused):
    """The member has sent in as many entries as one member may."""

    code = "entries_used"

    def __init__(self, *, most: int) -> None:
        self.most = most
        super().__init__(f"at most {most} entries each")


class OwnEntry(Refused):
    """Nobody votes for an entry of their own."""

    code = "own_entry"


class NotScored(Refused):
    """The contest is decided by votes, not by a jury; or the other way round."""

    code = "decided_otherwise"


class ContestOpen(Refused):
    """The contest has not closed yet."""

    code = "contest_open"


def enter(
    env: Env, uow: UnitOfWork, member_id: UUID, game_id: str, body: str
) -> EntryRow:
    """Take an entry; it waits for moderation. The same body again is the same.

    Raises:
        UnreadableEntry: Not what this contest asks for.
        EntriesUsed: The member may not send in more.
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    seat = seated(env, uow, member_id, game_id, Contest)
    _refuse_late(seat.game, seat.at, seat.zone)
    words = body.strip()
    link = words.startswith("https://") and not any(one.isspace() for one in words)
    if not 0 < len(words) <= LONGEST or (seat.game.entry == "photo" and not link):
        raise UnreadableEntry(f"a {seat.game.entry} is wanted; a photo is a https link")
    repository = ContestRepository(uow)
    before = repository.entries(game_id, member_id=member_id)
    same = next((one for one in before if one.body == words), None)
    if same is not None:
        return same
    if len(before) >= seat.game.entries:
        raise EntriesUsed(most=seat.game.entries)
    entry = EntryRow(
        entry_id=env.ids.new(),
        game_id=game_id,
        member_id=member_id,
        body=words,
        state="waiting",
        reason=None,
        decided_by=None,
        decided_at=None,
        entered_at=seat.at,
    )
    repository.save(entry)
    return entry


def _closes_at(game: Contest, zone: str) -> datetime:
    return instant_of(game.closes, zone, end=True)


def _refuse_late(game: Contest, at: datetime, zone: str) -> None:
    if at >= _closes_at(game, zone):
        raise GameClosed(reason="over")


def moderate(
    env: Env,
    uow: UnitOfWork,
    game_id: str,
    entry_id: UUID,
    decision: Decision,
    *,
    reason: str | None,
    actor: str,
) -> EntryRow:
    """Show an entry, or refuse it with a reason; also one that has won already.

    Raises:
        EntryMissing: There is no such entry.
        GameMissing: There is no such contest.
        UnreadableEntry: A refusal needs a reason.
    """
    _, document = ProgrammeRepository(uow).live()
    game = game_of(document, game_id, Contest)
    if decision == "refused" and not reason:
        raise UnreadableEntry("a refusal needs a reason")
    repository = ContestRepository(uow)
    entry = repository.lock(game_id, entry_id)
    if (entry.state, entry.reason) == (decision, reason):
        return entry
    entry = replace(
        entry,
        state=decision,
        reason=reason,
        decided_by=actor,
        decided_at=env.clock.now(),
    )
    repository.save(entry)
    if any(one.place for one in repository.entries(game_id)):
        _decide(env, uow, game)
        entry = repository.lock(game_id, entry_id)
    return entry


def vote(
    env: Env, uow: UnitOfWork, member_id: UUID, game_id: str, entry_id: UUID
) -> None:
    """Vote for an entry that is shown; once a member. The same again is the same.

    Raises:
        PlayedBefore: The member voted for another entry.
        OwnEntry: It is the member's own.
        EntryMissing: There is none, or it is not shown.
        NotScored: A jury decides.
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    seat = seated(env, uow, member_id, game_id, Contest, any_time=True)
    _refuse_late(seat.game, seat.at, seat.zone)
    if seat.game.decide != "vote":
        raise NotScored("a jury decides this contest")
    repository = ContestRepository(uow)
    entry = repository.lock(game_id, entry_id)
    if entry.state != "shown":
        raise EntryMissing("there is no such entry in this contest")
    if entry.member_id == member_id:
        raise OwnEntry("nobody votes for an entry of their own")
    before = repository.voted(game_id, member_id)
    if before is None:
        repository.vote(game_id, member_id, entry_id, at=seat.at)
    elif before != entry_id:
        raise PlayedBefore("this member has voted")


def score(
    env: Env, uow: UnitOfWork, game_id: str, entry_id: UUID, *, juror: str, points: int
) -> None:
    """Let a juror score an entry from 1 to 10; a later score replaces it.

    Raises:
        NotScored: Votes decide.
        EntryMissing, GameMissing: There is no such thing.
        GameClosed: It has been decided.
    """
    _, document = ProgrammeRepository(uow).live()
    game = game_of(document, game_id, Contest)
    if game.decide != "jury":
        raise NotScored("votes decide this contest")
    repository = ContestRepository(uow)
    repository.lock(game_id, entry_id)
    if any(one.place for one in repository.entries(game_id)):
        raise GameClosed(reason="decided")
    repository.score(entry_id, juror, points, at=env.clock.now())


def decide(env: Env, uow: UnitOfWork, game_id: str) -> Sequence[EntryRow]:
    """Say who wins, and give it; return the winners, the first first.

    Raises:
        ContestOpen: It has not closed.
        GameMissing: There is no such contest.
    """
    _, document = ProgrammeRepository(uow).live()
    game = game_of(document, game_id, Contest)
    zone = StoreRepository(uow).programme().timezone
    if env.clock.now() < _closes_at(game, zone):
        raise ContestOpen(f"{game_id} closes at {_closes_at(game, zone)}")
    return _decide(env, uow, game)


def _decide(env: Env, uow: UnitOfWork, game: Contest) -> Sequence[EntryRow]:
    repository = ContestRepository(uow)
    entries = {one.entry_id: one for one in repository.entries(game.id)}
    # Standings before everything else, in one order.
    for member_id in sorted({one.member_id for one in entries.values()}):
        StandingRepository(uow).lock(member_id)
    won = places(repository.ranked(game.id), by=game.decide, most=len(game.places))
    place_of = {one.entry_id: at for at, one in enumerate(won, start=1)}
    back, given = [], []
    for entry in entries.values():
        place = place_of.get(entry.entry_id)
        if place == entry.place:
            continue
        if entry.place is not None:
            back += _targets(env, game, entry, entry.place, 0)
        if place is not None:
            given += _targets(env, game, entry, place, 1)
        entries[entry.entry_id] = replace(entry, place=place)
        repository.save(entries[entry.entry_id])
    settle_gifts(env, uow, [*back, *given])
    return [entries[one.entry_id] for one in won]


def _targets(
    env: Env, game: Contest, entry: EntryRow, place: int, times: int
) -> list[GiftTarget]:
    gifts = game.places[place - 1].gifts if place <= len(game.places) else ()
    return [
        GiftTarget(
            member_id=entry.member_id,
            rule_id=f"play:{game.id}",
            source=f"place:{place}:{entry.entry_id}",
            gift=gift,
            happened_at=env.clock.now(),
            place=at,
            times=times,
            reason="won" if times else "place_lost",
        )
        for at, gift in enumerate(gifts)
    ]


@dataclass(frozen=True, slots=True)
class ContestSweep:
    """What a run of the timer did."""

    decided: int = 0

    @override
    def __str__(self) -> str:
        return f"{self.decided} contests decided"


def sweep(env: Env, programme_id: UUID) -> ContestSweep:
    """Decide contests whose time has come; a jury's once it has scored."""

    def due(uow: UnitOfWork) -> list[str]:
        try:
            _, document = ProgrammeRepository(uow).live()
        except NothingPublished:
            return []
        zone, now = StoreRepository(uow).programme().timezone, env.clock.now()
        repository = ContestRepository(uow)
        return [
            game.id
            for game in games(document)
            if isinstance(game, Contest)
            and _closes_at(game, zone) <= now
            and not any(one.place for one in repository.entries(game.id))
            and repository.ranked(game.id)
        ]

    found = env.database.run(programme_id, due)
    for game_id in found:
        env.database.run(programme_id, partial(decide, env, game_id=game_id))
    return ContestSweep(len(found))


def entries_shown(env: Env, uow: UnitOfWork, game_id: str) -> Sequence[EntryRow]:
    """Return the entries that members may see."""
    _, document = ProgrammeRepository(uow).live()
    game = game_of(document, game_id, Contest)
    if (
        closed(game, env.clock.now(), StoreRepository(uow).programme().timezone)
        == "off"
    ):
        return []
    return ContestRepository(uow).entries(game_id, state="shown")
