"""Who is merged or erased is known under the locks, not before them."""

from uuid import UUID

import pytest

from app.domain.ledger import Book, Key
from app.domain.ledger.errors import MemberGone, MemberMoved
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import ATTEMPTS, Database, UnitOfWork
from tests.domain.ledger.books import grant
from tests.domain.ledger.stories import START
from tests.domain.ledger.worlds import POINTS, CountedIds

ADA, BEN = UUID(int=0xADA), UUID(int=0xBE)


def made(database: Database, programme_id: UUID, member_id: UUID, state: str) -> None:
    database.run(
        programme_id,
        lambda uow: MemberRepository(uow).add(member_id, at=START, state=state),
    )


def opened(uow: UnitOfWork, *living: UUID) -> Book:
    ledger = LedgerRepository(uow, CountedIds())
    return ledger.open([(ADA, POINTS), (BEN, POINTS)], living=living)


def test_nothing_can_be_posted_to_somebody_who_is_erased(
    database: Database, programme_id: UUID
) -> None:
    made(database, programme_id, ADA, "erased")

    with pytest.raises(MemberGone):
        database.run(programme_id, lambda uow: grant(opened(uow), 10))


def test_a_living_member_beside_one_who_is_gone_takes_points(
    database: Database, programme_id: UUID
) -> None:
    made(database, programme_id, ADA, "erased")
    made(database, programme_id, BEN, "active")

    lot = database.run(
        programme_id, lambda uow: grant(opened(uow, BEN), 10, member_id=BEN)
    )

    assert lot.available == 10


def test_a_deed_that_took_them_for_living_is_done_again_and_then_given_up(
    database: Database, programme_id: UUID
) -> None:
    made(database, programme_id, ADA, "closed")
    begun: list[Key] = []

    def deed(uow: UnitOfWork) -> None:
        begun.append(Key.of("again"))
        opened(uow, ADA)

    with pytest.raises(MemberMoved):
        database.run(programme_id, deed)

    assert len(begun) == ATTEMPTS
