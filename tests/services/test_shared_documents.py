"""Two programmes may run one document: what is remembered of it is told apart."""

from datetime import date, timedelta

from app.domain.programme.loading import load_document
from app.services import challenges, programmes
from app.services.env import Env
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.world import POINTS_IDR, World, opened

GOAL = {"count": 3}
GIFT = {"kind": "points", "points": 10}
CHALLENGE = {
    "id": "three",
    "kind": "reach",
    "metric": "orders",
    "goal": GOAL,
    "period": "ever",
    "gifts": [GIFT],
}


def began(env: Env, world: World, programme_id: object) -> date:
    def read(uow: UnitOfWork) -> date:
        version, document = ProgrammeRepository(uow).live()
        at = challenges._began(uow, document, version, document.challenges[0])  # noqa: SLF001 - what is remembered
        assert at is not None
        return at.date()

    found: date = env.database.run(programme_id, read)  # type: ignore[arg-type]  # a UUID
    return found


def test_each_programme_counts_from_its_own_publication(
    fresh_database_url: str,
) -> None:
    shared = load_document({**POINTS_IDR, "challenges": [CHALLENGE]})
    with opened(fresh_database_url) as world:
        env = world.env
        first = programmes.create(env, shared, actor="test", publish_now=True)
        today = world.clock.now().date()
        assert began(env, world, first.programme_id) == today

        world.clock.advance(days=40)
        second = programmes.create(env, shared, actor="test", publish_now=True)

        assert began(env, world, second.programme_id) == today + timedelta(days=40)
        assert began(env, world, first.programme_id) == today
