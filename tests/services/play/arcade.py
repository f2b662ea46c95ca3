"""A programme with games, and short names for what tests do in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.ledger import Key, LotTerms
from app.domain.programme.loading import load_document
from app.services import draws
from app.services.joining import customer_seen
from app.services.prove import prove
from app.services.sealing import seal
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.domain.programme.games import (
    ASSETS,
    BOARD,
    CONTEST,
    DRAW,
    QUIZ,
    SPIN,
    SURVEY,
)
from tests.factories import customer
from tests.world import POINTS_IDR, World

JULY = "2027-07-31"
DOCUMENT: dict[str, Any] = {
    **POINTS_IDR,
    "assets": ASSETS,
    "play": [
        QUIZ,
        SURVEY,
        SPIN,
        {**DRAW, "closes": JULY},
        {**CONTEST, "active": {"until": "2027-07-15"}, "closes": JULY},
        {**BOARD, "metric": "orders"},
    ],
}


def with_game(game: dict[str, Any]) -> dict[str, Any]:
    """Return the document with one game in the place of that of its id."""
    games = [game if one["id"] == game["id"] else one for one in DOCUMENT["play"]]
    return {**DOCUMENT, "play": games}


@dataclass
class Arcade:
    """The world of games."""

    world: World

    def publish(self, data: dict[str, Any]) -> None:
        version = self.world.publish(data)
        self.world.run(
            lambda uow: draws.commit(self.world.env, uow, load_document(data), version)
        )

    def member(self, ref: str = "7001") -> UUID:
        who = customer(ref, email=f"m{ref}@mail.test")

        def join(uow: UnitOfWork) -> UUID:
            customer_seen(self.world.env, uow, self.world.store, who)
            links = MemberRepository(uow).links(self.world.store_id, [ref])
            return links[ref]

        found: UUID = self.world.run(join)
        return found

    def tickets(self, member_id: UUID, number: int) -> None:
        """Give tickets, or take them."""
        now, env = self.world.clock.now(), self.world.env

        def write(uow: UnitOfWork) -> None:
            ledger = LedgerRepository(uow, env.ids)
            key = Key.of("test", env.ids.new())
            book = ledger.open([(member_id, "tickets")], keys=[key])
            book.adjust(
                key,
                member_id=member_id,
                asset="tickets",
                amount=number,
                at=now,
                occurred_at=now,
                opening=LotTerms(awarded_at=now, zone="UTC", available_from=now),
                actor="test",
            )
            ledger.flush(book)

        self.world.run(write)

    def held(self, member_id: UUID, asset: str = "points") -> int:
        return self.world.balance(member_id, asset).available

    def proved(self) -> bool:
        while seal(self.world.env, self.world.programme_id):
            pass
        return not list(prove(self.world.env, self.world.programme_id))
