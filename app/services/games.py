"""What all games share: who may play when, and how what was won is given.

A play locks the member's standing first, so that two plays of one member follow
each other; then come balances, the stock of a prize, and gifts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from app.domain.earning.conditions import compiled
from app.domain.errors import Conflict, Missing, Refused
from app.domain.gifts import GiftTarget
from app.domain.ledger.errors import MemberFrozen
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts
from app.domain.programme.gifts import CreditGift, Gift, PointsGift, Undo, VoucherGift
from app.domain.programme.play import BaseGame, Game
from app.domain.rewards.offer import given_assets
from app.services.env import Env
from app.services.gifts import GiftResult, settle_gifts
from app.services.member_facts import Wanted, gather
from app.services.purchase import MemberNotEnrolled
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

G = TypeVar("G", bound=BaseGame)
Account = tuple[UUID, str]


class GameMissing(Missing):
    """The live programme has no such game, or one of another kind."""

    code = "game_missing"


class GameClosed(Refused):
    """The game is switched off, has not begun, or is over."""

    code = "game_closed"

    def __init__(self, *, reason: str) -> None:
        self.reason = reason
        super().__init__(f"this game is {reason}")


class NotForMember(Refused):
    """The game is for other members."""

    code = "game_not_for_member"


class PlayedBefore(Conflict):
    """The member did this before, and it is done once."""

    code = "played_before"


@dataclass(frozen=True, slots=True)
class Seat(Generic[G]):
    """A member who may play a game now, locked."""

    env: Env
    uow: UnitOfWork
    at: datetime
    zone: str
    version: int
    document: ProgrammeDocument
    game: G
    member: MemberRow

    @property
    def rule_id(self) -> str:
        """How the ledger names who gives."""
        return f"play:{self.game.id}"

    @property
    def member_id(self) -> UUID:
        """Who plays."""
        return self.member.member_id


def game_of(document: ProgrammeDocument, game_id: str, kind: type[G]) -> G:
    """Return a game of the document.

    Raises:
        GameMissing: There is none of this name and kind.
    """
    game = document.item("play", game_id)
    if not isinstance(game, kind):
        raise GameMissing("there is no such game in this programme")
    return game


def closed(game: BaseGame, at: datetime, zone: str) -> str | None:
    """Return why a game can't be played at an instant, or None."""
    if not game.enabled:
        return "off"
    if game.active is None or game.active.holds(at, zone):
        return None
    begins_at = game.active.begins_at(zone)
    return "not_open_yet" if begins_at is not None and at < begins_at else "over"


def seated(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    game_id: str,
    kind: type[G],
    *,
    any_time: bool = False,
) -> Seat[G]:
    """Lock a member and return their seat at a game.

    Args:
        env: The world.
        uow: Open.
        member_id: Who wants to play.
        game_id: What.
        kind: Of which kind it must be.
        any_time: The caller asks itself whether the game is open.

    Raises:
        GameMissing: There is no such game of this kind.
        GameClosed, NotForMember: Not now, or not for this member.
        MemberNotEnrolled, MemberFrozen: A guest, who left, or is under review.
    """
    MemberRepository(uow).get(member_id)
    StandingRepository(uow).lock(member_id)
    member = MemberRepository(uow).get(member_id)
    version, document = ProgrammeRepository(uow).live()
    zone, at = StoreRepository(uow).programme().timezone, env.clock.now()
    game = game_of(document, game_id, kind)
    reason = closed(game, at, zone)
    if reason is not None and not (any_time and reason == "over"):
        raise GameClosed(reason=reason)
    if member.state != "active":
        raise MemberNotEnrolled(f"this member is {member.state}")
    if member.frozen_at is not None:
        raise MemberFrozen(member.frozen_reason or "")
    if not open_to(uow, document, game, member, at=at, zone=zone):
        raise NotForMember("this game is for other members")
    return Seat(env, uow, at, zone, version, document, game, member)


def open_to(
    uow: UnitOfWork,
    document: ProgrammeDocument,
    game: BaseGame,
    member: MemberRow,
    *,
    at: datetime,
    zone: str,
) -> bool:
    """Tell whether a game is for this member as the member is now."""
    when = game.when
    if when is None:
        return True
    wanted: Wanted = (member.member_id, at, None)
    found = gather(uow, document, [wanted], also=document.asked("play"))
    facts = Facts(
        at=at,
        zone=zone,
        store="",
        platform="",
        member=found.get(wanted, NOBODY),
        member_state="member" if member.state == "active" else member.state,
    )
    return bool(compiled(when)(facts))


def targets(
    seat: Seat[G],
    gifts: Sequence[Gift],
    *,
    source: str,
    reason: str,
    times: int = 1,
    undo: Undo = "unused",
    first_place: int = 0,
) -> list[GiftTarget]:
    """Return what a member should have of one occasion of a game."""
    return [
        GiftTarget(
            member_id=seat.member_id,
            rule_id=seat.rule_id,
            source=source,
            gift=gift,
            happened_at=seat.at,
            place=first_place + place,
            times=times,
            undo=undo,
            reason=reason,
        )
        for place, gift in enumerate(gifts)
    ]


def give(seat: Seat[G], wanted: Sequence[GiftTarget]) -> list[GiftResult]:
    """Bring the gifts of a game there."""
    return settle_gifts(seat.env, seat.uow, wanted)


def accounts_of(
    document: ProgrammeDocument, member_id: UUID, gifts: Iterable[Gift]
) -> set[Account]:
    """Return the balances that giving these gifts will touch."""
    found: set[Account] = set()
    for gift in gifts:
        if isinstance(gift, PointsGift | CreditGift):
            found.add((member_id, gift.asset))
        elif isinstance(gift, VoucherGift):
            reward = document.reward(gift.reward)
            if reward is not None:
                found |= {(member_id, asset) for asset in given_assets(reward)}
    return found


def games(document: ProgrammeDocument) -> Sequence[Game]:
    """Return the games that are switched on."""
    return [game for game in document.play if game.enabled]
