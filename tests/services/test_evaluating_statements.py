"""What an evaluation asks the database, where little is stored of a member."""

from uuid import UUID

from sqlalchemy import event

from app.domain.programme.loading import load_document
from app.services.evaluating import evaluate
from app.services.joining import customer_seen
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer
from tests.world import POINTS_IDR, World, opened

SPENT = {"all_of": [{"metric": "spend", "amount": {"IDR": 400_000}}]}
TIERS = [{"id": "base"}, {"id": "gold", "reach": SPENT}]
MOST = 7
"""Lock, member, version, programme, what is stored, figures, and the note of it."""


def asked(uow: UnitOfWork, world: World, member_id: UUID) -> list[str]:
    found: list[str] = []

    def note(_connection: object, _cursor: object, said: str, *_: object) -> None:
        found.append(said)

    engine = uow.connection.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        evaluate(world.env, uow, member_id)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


def test_a_member_of_whom_little_is_stored_is_evaluated_in_few_statements(
    fresh_database_url: str,
) -> None:
    document = {**POINTS_IDR, "tiers": TIERS}
    with opened(fresh_database_url, document=document) as world:

        def join(uow: UnitOfWork) -> UUID:
            customer_seen(world.env, uow, world.store, customer())
            at = world.env.clock.now()
            ProgrammeRepository(uow).add_version(
                load_document(document), at=at, by="ani"
            )
            links = MemberRepository(uow).links(world.store.store_id, ["7001"])
            evaluate(world.env, uow, links["7001"])
            return links["7001"]

        member_id = world.run(join)

        again = world.run(lambda uow: asked(uow, world, member_id))

        assert len(again) <= MOST, "\n".join(again)
