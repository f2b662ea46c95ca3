"""What sweeps over stores share: whom to visit, and what a visit ran into."""

from collections.abc import Callable
from uuid import UUID

from app.domain.errors import AccessRevoked, PlatformError
from app.services.env import Env
from app.services.stores import broken
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork


def stores_to_visit(env: Env, programme_id: UUID) -> list[StoreRow]:
    """Return the connected stores of a programme for which there is an adapter."""

    def read(uow: UnitOfWork) -> list[StoreRow]:
        return [row for row in StoreRepository(uow).all() if row.state == "connected"]

    rows = env.database.run(programme_id, read)
    return [row for row in rows if row.platform in env.platforms]


def problem_of(env: Env, row: StoreRow, visit: Callable[[], None]) -> str:
    """Visit a store; return the code of what its platform refused, else nothing.

    A store that took our access away is marked for staff to see, unless it left or
    was connected anew since *row* was read. Nothing of a platform is raised: the
    next round begins anew.
    """
    try:
        visit()
    except AccessRevoked as error:
        reason = str(error)
        env.database.run(
            row.programme_id,
            lambda uow: broken(uow, row.store_id, reason, known_at=row.connected_at),
        )
        return error.code
    except PlatformError as error:
        return error.code
    return ""
