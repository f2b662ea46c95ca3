"""A member's standing in hand, and how anybody owes an evaluation of it.

Whatever changes a member's figures owes an evaluation with ``owe_standing``, in
the same unit of work. ``evaluating`` pays: it builds a ``Standing`` and hands it
to each topic's ``stand``. Topics import this module, never ``evaluating``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.programme.document import ProgrammeDocument
from app.services.env import Env
from app.services.outbox import owe
from app.storage.members import MemberRow
from app.storage.metrics import MetricReader
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.standing import EVERYTHING, Held, StandingRepository
from app.storage.stores import ProgrammeRow
from app.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Standing:
    """One member, locked, and everything that decides where it stands."""

    env: Env
    uow: UnitOfWork
    at: datetime
    programme: ProgrammeRow
    version: int
    document: ProgrammeDocument
    member: MemberRow
    metrics: MetricReader
    held: Held = EVERYTHING
    """Of which kinds there is anything to read, as of the lock."""
    due_at: datetime | None = None
    """The next instant at which time alone changes something."""

    @property
    def member_id(self) -> UUID:
        """Whose standing this is."""
        return self.member.member_id

    @property
    def zone(self) -> str:
        """The programme's zone; entries are dated in their stores' own."""
        return self.programme.timezone

    @property
    def today(self) -> date:
        """The day in the programme's zone."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    def wake(self, at: datetime) -> None:
        """Ask for another evaluation at an instant, even if nothing happens."""
        if at > self.at and (self.due_at is None or at < self.due_at):
            self.due_at = at


EVERYBODY = "stand_all"


def owe_everybody(env: Env, uow: UnitOfWork) -> None:
    """Owe an evaluation of every member: what decides where they stand changed."""
    owe(env, uow, EVERYBODY, "everybody", store_id=None, key="everybody")


def owe_standing(
    env: Env,
    uow: UnitOfWork,
    member_ids: Collection[UUID],
    *,
    document: ProgrammeDocument | None = None,
) -> None:
    """Owe these members an evaluation, in the unit of work that changed them.

    Nothing is written for a programme whose document has nothing that stands on
    figures of members; one open debt a member otherwise. Whoever holds the live
    *document* hands it in.
    """
    if not member_ids:
        return
    if document is None:
        try:
            _, document = ProgrammeRepository(uow).live()
        except NothingPublished:
            return
    if document.has_standing:
        StandingRepository(uow).owe(member_ids, at=env.clock.now())
        uow.after_commit(lambda: env.wake.work("outbox"))
