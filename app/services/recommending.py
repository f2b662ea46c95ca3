"""Works out every night what goes with what, from the orders of a year."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from app.services.env import Env
from app.storage.members import MemberRepository
from app.storage.products import ProductRepository
from app.storage.unit_of_work import UnitOfWork

BACK: Final = timedelta(days=365)


def sweep(env: Env, programme_id: UUID) -> str:
    """The timer: work everything out anew; what was there stays until it is done."""
    since = env.clock.now() - BACK

    def work(uow: UnitOfWork) -> int:
        MemberRepository(uow).serialise(["products"])
        return ProductRepository(uow).work_out(since=since)

    return f"{env.database.run(programme_id, work)} products"
