"""When an answer is due: sooner for members of the highest tier."""

from datetime import datetime
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.support import due_at
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.support_messages import SupportTemplates
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import UnitOfWork


def due_for(uow: UnitOfWork, member_id: UUID | None, asked_at: datetime) -> datetime:
    """Return when who asked now should have an answer."""
    times = SupportTemplates(uow).times()
    tier = None if member_id is None else tier_of(uow, member_id, asked_at)
    top = _top(uow)
    days = times.top_days if tier is not None and tier == top else times.usual_days
    return due_at(asked_at, days, StoreRepository(uow).programme().timezone)


def tier_of(uow: UnitOfWork, member_id: UUID, at: datetime) -> str | None:
    """Return the id of a member's tier; None without any."""
    return TierRepository(uow).as_of([(member_id, at)]).get((member_id, at))


def _top(uow: UnitOfWork) -> str | None:
    """Return the highest tier; None where all members are alike."""
    try:
        document: ProgrammeDocument = ProgrammeRepository(uow).live()[1]
    except NothingPublished:
        return None
    return document.tiers[-1].id if len(document.tiers) > 1 else None
