"""Whether a programme has anything in force: what goes by the clock asks before."""

from uuid import UUID

from app.services.env import Env
from app.storage.stores import StoreRepository


def is_published(env: Env, programme_id: UUID) -> bool:
    """Tell whether a programme has a version in force; before, nobody earns."""
    version = env.database.run(
        programme_id, lambda uow: StoreRepository(uow).programme().live_version
    )
    return version is not None
