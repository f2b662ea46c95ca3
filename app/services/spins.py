"""Members spin a wheel: fixed odds, stocked prizes, paid for with tickets or free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Refused
from app.domain.games.chances import prize_at, uniform
from app.domain.ledger import Key, key_digest
from app.domain.ledger.errors import KeyReused
from app.domain.metrics.periods import first_day, label
from app.domain.programme.play import Plays, Spin, SpinPrize
from app.services.env import Env
from app.services.games import (
    GameClosed,
    Seat,
    accounts_of,
    closed,
    give,
    seated,
    targets,
)
from app.services.gifts import GiftResult
from app.storage.games import GameRepository, SpinRow
from app.storage.ledger import LedgerRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class NoPlaysLeft(Refused):
    """The member has played as often as the period allows."""

    code = "no_plays_left"

    def __init__(self, *, most: int, per: str) -> None:
        self.most = most
        self.per = per
        super().__init__(f"at most {most} plays, per {per}")


@dataclass(frozen=True, slots=True)
class Spun:
    """What came of a spin."""

    row: SpinRow
    gifts: Sequence[GiftResult]

    @property
    def gone(self) -> bool:
        """Whether the prize that was drawn had run out."""
        return self.row.drawn is not None and self.row.prize_id is None


def spin(env: Env, uow: UnitOfWork, member_id: UUID, game_id: str, *, key: Key) -> Spun:
    """Let a member spin once; the same key is the same spin.

    Raises:
        NoPlaysLeft: The period's plays are used up.
        InsufficientPoints, BalanceNegative: Too few tickets.
        KeyReused: The key was used for another spin.
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    digest = key_digest(StoreRepository(uow).programme().key_pepper, key)
    seat = seated(env, uow, member_id, game_id, Spin, any_time=True)
    repository = GameRepository(uow)
    known = repository.spin_by_key(digest)
    if known is not None:
        if (known.member_id, known.game_id) != (member_id, game_id):
            raise KeyReused(known.spin_id)
        return Spun(known, ())
    reason = closed(seat.game, seat.at, seat.zone)
    if reason is not None:
        raise GameClosed(reason=reason)
    plays = seat.game.plays
    period = _period(plays, seat.at, seat.zone)
    before = repository.spins(game_id, member_id, period)
    if before >= plays.times:
        raise NoPlaysLeft(most=plays.times, per=plays.per)
    spin_id = env.ids.new()
    _pay(seat, spin_id)
    number = uniform(env.ids.secret, seat.game.total)
    drawn = prize_at(seat.game, number)
    prize = drawn if drawn is not None and _left(repository, seat, drawn) else None
    row = SpinRow(
        spin_id=spin_id,
        game_id=game_id,
        member_id=member_id,
        period=period,
        ordinal=before + 1,
        number=number,
        total=seat.game.total,
        drawn=None if drawn is None else drawn.id,
        prize_id=None if prize is None else prize.id,
        cost=0 if seat.game.cost is None else seat.game.cost.number,
        key_digest=digest,
        programme_version=seat.version,
        spun_at=seat.at,
    )
    repository.add_spin(row)
    gifts = seat.game.otherwise if prize is None else prize.gifts
    source = f"spin:{spin_id}"
    return Spun(row, give(seat, targets(seat, gifts, source=source, reason="won")))


def _period(plays: Plays, at: datetime, zone: str) -> str:
    """Return the name of the period that an instant falls into."""
    day = at.astimezone(ZoneInfo(zone)).date()
    return label(plays.per, first_day(plays.per, day))


def _pay(seat: Seat[Spin], spin_id: UUID) -> None:
    """Lock every balance that the spin may touch, and take what it costs."""
    game, member_id = seat.game, seat.member_id
    gifts = chain(game.otherwise, *(prize.gifts for prize in game.prizes))
    accounts = accounts_of(seat.document, member_id, gifts)
    cost = game.cost
    if cost is not None:
        accounts.add((member_id, cost.tickets))
    if not accounts:
        return
    ledger = LedgerRepository(seat.uow, seat.env.ids)
    key = Key.of("spin", spin_id)
    book = ledger.open(accounts, keys=[key])
    if cost is None:
        return
    book.adjust(
        key,
        member_id=member_id,
        asset=cost.tickets,
        amount=-cost.number,
        at=seat.at,
        occurred_at=seat.at,
        actor="member",
        rule_ref=seat.rule_id,
        version=seat.version,
    )
    ledger.flush(book)


def _left(repository: GameRepository, seat: Seat[Spin], prize: SpinPrize) -> bool:
    if prize.stock is None:
        return True
    return repository.take_prize(seat.game.id, prize.id, prize.stock)


def plays_left(
    uow: UnitOfWork, game: Spin, member_id: UUID, *, at: datetime, zone: str
) -> int:
    """Return how often the member may play in the period that runs."""
    period = _period(game.plays, at, zone)
    used = GameRepository(uow).spins(game.id, member_id, period)
    return max(0, game.plays.times - used)
