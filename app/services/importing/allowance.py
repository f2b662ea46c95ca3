"""How much an import may give: what somebody may do alone, or what was agreed to.

A dry run says what would be given. What really is may differ, because people join,
spend and leave meanwhile; so each run carries what was allowed when it began, and a
person beyond it is left out.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from app.domain.goodwill import DAYS, Batch, Limits
from app.domain.importing.planning import Plan
from app.services.importing.job import Job
from app.services.importing.report import Tally
from app.storage.goodwill import GoodwillRepository
from app.storage.importing import ImportRow, RowDeed
from app.storage.unit_of_work import UnitOfWork

REASON: Final = "import"
"""Under which points count that somebody gave alone with a file."""
COUNTED: Final = frozenset({"points", "pending"})


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a run may give, in smallest units; None: as much as the file says."""

    by: str
    """Who began it."""
    alone: bool = False
    """Within their own limits: it counts against them."""
    person: int | None = None
    """To one member, or from one."""
    total: int | None = None
    credit: int | None = None
    member: int | None = None
    """To one member by hand in thirty days, this counted in."""

    @classmethod
    def of(cls, row: ImportRow) -> Self | None:
        """Return what was kept; None of one that was begun on the machine itself."""
        return None if row.allowed is None else cls(**row.allowed)

    @classmethod
    def within(cls, by: str, limits: Limits, batch: Batch) -> Self:
        """Return what somebody may give alone who was found to be within limits."""
        if limits.none:
            return cls(by)
        return cls(
            by,
            alone=True,
            person=limits.per_deed,
            total=batch.total,
            credit=0,
            member=limits.per_member,
        )

    @classmethod
    def agreed(cls, by: str, batch: Batch) -> Self:
        """Return what a second person agreed to: what was tried, and no more."""
        return cls(by, person=batch.largest, total=batch.total, credit=batch.credit)

    def kept(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def batch_of(tried: Mapping[str, Any]) -> Batch:
    """Return what a dry run would give."""
    return Batch(
        largest=tried["largest"],
        total=tried["given"] + tried["pending"],
        fullest=tried.get("fullest", 0),
        credit=tried["credit"],
    )


def given_before(
    uow: UnitOfWork, members: Collection[UUID], at: datetime
) -> dict[UUID, int]:
    """Return what members were given by hand, as far as it counts for them."""
    return GoodwillRepository(uow).given_to_many(members, at - timedelta(days=DAYS))


@dataclass(slots=True)
class Allowance:
    """What is left of what a run may give, while a chunk of it is posted."""

    allowed: Allowed | None
    total: int = 0
    """Given by the chunks before and by this one."""
    credit: int = 0
    before: dict[UUID, int] = field(default_factory=dict)

    @classmethod
    def open(
        cls, uow: UnitOfWork, job: Job, done: Tally, members: Collection[UUID]
    ) -> Self:
        """Return it as the chunks before have left it."""
        allowed = Allowed.of(job.row)
        before: dict[UUID, int] = {}
        if allowed is not None and allowed.member is not None:
            before = given_before(uow, members, job.at)
        return cls(allowed, done.given + done.pending, done.credit, before)

    def has_room(self, member_id: UUID, planned: Plan, credit: int) -> bool:
        """Tell whether a person may be served."""
        allowed, given = self.allowed, planned.given
        if allowed is None:
            return True
        before = self.before.get(member_id, 0)
        return all(
            most is None or wanted <= most
            for wanted, most in (
                (max(given, planned.taken), allowed.person),
                (self.total + given if given else 0, allowed.total),
                (self.credit + credit if credit else 0, allowed.credit),
                (before + given if given else 0, allowed.member),
            )
        )

    def took(self, member_id: UUID, planned: Plan, credit: int) -> None:
        """Note that a person was served."""
        self.total += planned.given
        self.credit += credit
        self.before[member_id] = self.before.get(member_id, 0) + planned.given


def count(uow: UnitOfWork, job: Job, deeds: Collection[RowDeed]) -> None:
    """Count what somebody gave alone against their limits."""
    allowed = Allowed.of(job.row)
    if allowed is None or not allowed.alone:
        return
    desk = GoodwillRepository(uow)
    for deed in deeds:
        if deed.what in COUNTED and deed.transaction_id is not None:
            desk.spent(
                deed.transaction_id,
                actor=allowed.by,
                member_id=deed.member_id,
                points=deed.amount,
                reason=REASON,
                at=job.at,
            )


def count_no_more(uow: UnitOfWork, deeds: Collection[RowDeed]) -> None:
    """Forget what came back; it counts for no budget."""
    back = {deed.transaction_id for deed in deeds if deed.what in COUNTED}
    GoodwillRepository(uow).unspent([each for each in back if each is not None])
