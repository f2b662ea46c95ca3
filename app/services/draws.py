"""Prize draws: committed to, closed by the clock, and worked out again.

A draw is committed to when the version that brings it is published, before any
of its tickets can be given: the digest of a seed is public, the seed stands
sealed. At the close the tickets are counted from the journal up to a number of
it, the winners follow from the seed (``app.domain.games.drawing``), the counted
tickets are taken through the ledger, and the seed is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from typing_extensions import override

from app.domain.errors import Busy, Conflict, Refused
from app.domain.games.drawing import (
    SEED_BYTES,
    Holder,
    Winner,
    commitment,
    list_digest,
    ordered,
    winners,
)
from app.domain.gifts import GiftTarget
from app.domain.ledger import Key
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.play import DrawPrize, PrizeDraw
from app.domain.programme.windows import instant_of
from app.services.env import Env
from app.services.games import GameMissing, accounts_of
from app.services.gifts import settle_gifts
from app.services.sealing import seal
from app.storage.draws import DrawRepository, DrawRow, DrawWinner
from app.storage.ledger import LedgerRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

TERMS: Final[TypeAdapter[PrizeDraw]] = TypeAdapter(PrizeDraw)
BINDING: Final = ("tickets", "closes", "prizes")
"""What a commitment binds; words may change."""


class DrawCommitted(Refused):
    """The draw was committed to with other tickets, prizes or another close."""

    code = "draw_committed"

    def __init__(self, *, draw: str) -> None:
        self.draw = draw
        super().__init__(f"{draw} is committed to; give the changed draw another id")


class DrawOpen(Conflict):
    """The draw has not closed yet, so there is nothing to verify."""

    code = "draw_open"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What working a draw out again came to."""

    game_id: str
    seed_fits: bool
    """The seed is the one that was committed to."""
    list_fits: bool
    """The ledger up to the number gives the list that was drawn from."""
    winners_fit: bool
    """Seed and list give the winners that are stored."""
    before_tickets: bool
    """The commitment was made before there was any ticket."""

    @property
    def equal(self) -> bool:
        """Whether everything was found as it is stored."""
        return self.seed_fits and self.list_fits and self.winners_fit


def _context(programme_id: UUID, draw_id: UUID) -> str:
    return f"{programme_id}/prize_draw/{draw_id}/sealed_seed"


def commit(env: Env, uow: UnitOfWork, document: ProgrammeDocument, version: int) -> int:
    """Commit to the draws of a version that have no commitment; return how many.

    Called in the unit of work that puts the version into force.

    Raises:
        DrawCommitted: A draw that is open would change.
    """
    draws = [game for game in document.play if isinstance(game, PrizeDraw)]
    if not draws:
        return 0
    repository, now = DrawRepository(uow), env.clock.now()
    zone = StoreRepository(uow).programme().timezone
    known = {row.game_id: row for row in repository.all()}
    done = 0
    for draw in draws:
        row = known.get(draw.id)
        if row is None:
            seed, draw_id = env.ids.secret(SEED_BYTES), env.ids.new()
            done += repository.commit(
                DrawRow(
                    game_id=draw.id,
                    draw_id=draw_id,
                    commitment=commitment(seed),
                    sealed_seed=env.secrets.seal(
                        seed, context=_context(uow.programme_id, draw_id)
                    ),
                    seed=None,
                    terms=TERMS.dump_python(draw, mode="json"),
                    programme_version=version,
                    tickets_before=repository.in_hands(draw.tickets),
                    committed_at=now,
                    closes_at=instant_of(draw.closes, zone, end=True),
                    state="open",
                )
            )
        elif row.state == "open" and _binding(draw) != _binding(terms_of(row)):
            raise DrawCommitted(draw=draw.id)
    return done


def _binding(draw: PrizeDraw) -> Sequence[object]:
    return [getattr(draw, name) for name in BINDING]


def terms_of(row: DrawRow) -> PrizeDraw:
    """Return the draw as it was committed to."""
    return TERMS.validate_python(row.terms)


def draw_of(uow: UnitOfWork, game_id: str) -> DrawRow:
    """Return a draw; ``GameMissing`` when nothing was committed to."""
    row = DrawRepository(uow).get(game_id)
    if row is None:
        raise GameMissing("there is no such game in this programme")
    return row


def prizes_in_rounds(draw: PrizeDraw) -> list[DrawPrize]:
    """Return the prize of each round, the first first."""
    return list(chain(*(repeat(prize, prize.winners) for prize in draw.prizes)))


def close(env: Env, programme_id: UUID, game_id: str) -> DrawRow:
    """Close a draw whose time has come; one that has closed stays as it is.

    Raises:
        GameMissing: There is no such draw.
        DrawOpen: Its time has not come.
        Busy: The journal is not sealed far enough; try again.
    """
    while seal(env, programme_id):
        pass
    return env.database.run(programme_id, lambda uow: _close(env, uow, game_id))


def _close(env: Env, uow: UnitOfWork, game_id: str) -> DrawRow:
    repository, now = DrawRepository(uow), env.clock.now()
    draw_of(uow, game_id)
    row = repository.lock(game_id)
    if row.state == "closed":
        return row
    if now < row.closes_at:
        raise DrawOpen(f"{game_id} closes at {row.closes_at}")
    draw, seq = terms_of(row), repository.sealed()
    if repository.unsealed(draw.tickets, row.closes_at):
        raise Busy("postings from before the close are not sealed yet")
    seed = env.secrets.open(
        row.sealed_seed, context=_context(uow.programme_id, row.draw_id)
    )
    everyone = repository.counted(draw.tickets, seq)
    able = repository.able([one.member_id for one in everyone])
    holders = ordered([one for one in everyone if one.member_id in able])
    prizes = prizes_in_rounds(draw)
    won = winners(seed, holders, len(prizes))
    done = replace(
        row,
        state="closed",
        seed=seed,
        closed_at=now,
        seq=seq,
        list_digest=list_digest(holders),
        participants=len(holders),
        tickets=sum(one.tickets for one in holders),
        left_out=[str(one.member_id) for one in everyone if one.member_id not in able],
    )
    stored = _named(won, prizes)
    repository.close(done, stored)
    _settle(env, uow, done, holders, stored)
    return done


def _named(won: Sequence[Winner], prizes: Sequence[DrawPrize]) -> list[DrawWinner]:
    return [
        DrawWinner(one.round, one.member_id, one.ticket, prize.id)
        for one, prize in zip(won, prizes, strict=False)
    ]


def _settle(
    env: Env,
    uow: UnitOfWork,
    row: DrawRow,
    holders: Sequence[Holder],
    won: Sequence[DrawWinner],
) -> None:
    """Take the tickets that were counted, and give the prizes."""
    _, document = ProgrammeRepository(uow).live()
    draw = terms_of(row)
    gifts = {prize.id: prize.gifts for prize in draw.prizes}
    for member_id in sorted(one.member_id for one in won):
        StandingRepository(uow).lock(member_id)
    accounts = {(one.member_id, draw.tickets) for one in holders}
    for one in won:
        accounts |= accounts_of(document, one.member_id, gifts[one.prize_id])
    _take(env, uow, row, holders, accounts)
    settle_gifts(
        env,
        uow,
        [
            GiftTarget(
                member_id=one.member_id,
                rule_id=f"play:{row.game_id}",
                source=f"round:{one.round}",
                gift=gift,
                happened_at=row.closed_at or row.closes_at,
                place=place,
                undo="never",
                reason="won",
            )
            for one in won
            for place, gift in enumerate(gifts[one.prize_id])
        ],
    )


def _take(
    env: Env,
    uow: UnitOfWork,
    row: DrawRow,
    holders: Sequence[Holder],
    accounts: set[tuple[UUID, str]],
) -> None:
    """Take the counted tickets; what a refund has taken meanwhile is gone already."""
    asset, at = terms_of(row).tickets, row.closed_at or row.closes_at
    keys = {
        one.member_id: Key.of("draw", row.game_id, one.member_id) for one in holders
    }
    ledger = LedgerRepository(uow, env.ids)
    book = ledger.open(accounts, keys=keys.values())
    for one in holders:
        live = book.balance(one.member_id, asset).available
        if not live:
            continue
        book.adjust(
            keys[one.member_id],
            member_id=one.member_id,
            asset=asset,
            amount=-min(one.tickets, live),
            at=at,
            occurred_at=at,
            actor="system",
            rule_ref=f"play:{row.game_id}",
            version=row.programme_version,
        )
    ledger.flush(book)


def verify(uow: UnitOfWork, game_id: str) -> Verdict:
    """Work a closed draw out again from the published seed and the ledger.

    Raises:
        GameMissing: There is no such draw.
        DrawOpen: It has not closed.
    """
    repository, row = DrawRepository(uow), draw_of(uow, game_id)
    if row.seed is None or row.seq is None:
        raise DrawOpen(f"{game_id} has not closed")
    draw, out = terms_of(row), frozenset(row.left_out or ())
    found = repository.counted(draw.tickets, row.seq)
    holders = [one for one in found if str(one.member_id) not in out]
    prizes = prizes_in_rounds(draw)
    again = _named(winners(row.seed, holders, len(prizes)), prizes)
    return Verdict(
        game_id=game_id,
        seed_fits=commitment(row.seed) == row.commitment,
        list_fits=list_digest(holders) == row.list_digest,
        winners_fit=again == repository.winners(game_id),
        before_tickets=row.tickets_before == 0,
    )


@dataclass(frozen=True, slots=True)
class DrawSweep:
    """What a run of the timer did."""

    closed: int = 0

    @override
    def __str__(self) -> str:
        return f"{self.closed} draws closed"


def sweep(env: Env, programme_id: UUID) -> DrawSweep:
    """Commit to draws that lack it, and close those whose time has come."""

    def look(uow: UnitOfWork) -> list[str]:
        try:
            version, document = ProgrammeRepository(uow).live()
        except NothingPublished:
            return []
        commit(env, uow, document, version)
        return DrawRepository(uow).due(env.clock.now())

    due = env.database.run(programme_id, look)
    for game_id in due:
        close(env, programme_id, game_id)
    return DrawSweep(len(due))
