"""The programmes that somebody can open: their names and states."""

from dataclasses import dataclass
from uuid import UUID

from app.services.env import Env
from app.services.staff import sessions
from app.storage.stores import ProgrammeRow, StoreRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Opening:
    """One programme of a merchant."""

    programme_id: UUID
    name: str
    state: str
    stores: int


def openings(env: Env, merchant_id: UUID) -> list[Opening]:
    """Return a merchant's programmes, each read in a unit of work of its own."""
    ids = sessions.programmes(env, merchant_id)
    return [env.database.run(programme_id, _opening) for programme_id in ids]


def _opening(uow: UnitOfWork) -> Opening:
    stores = StoreRepository(uow)
    row: ProgrammeRow = stores.programme()
    return Opening(row.programme_id, row.name, row.state, len(stores.all()))
