"""Reads and writes limits, what was given by hand, and deeds that wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.errors import Missing
from app.domain.goodwill import Limits
from app.domain.staff import Role
from app.storage.tables.goodwill import approval, goodwill_limit, goodwill_spent
from app.storage.unit_of_work import UnitOfWork


class ApprovalMissing(Missing):
    """Nothing of this id waits or waited for a decision."""

    code = "approval_missing"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A deed that went beyond somebody's limits."""

    approval_id: UUID
    kind: str
    member_id: UUID
    asked: dict[str, Any]
    why: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    state: str
    decided_by: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    said: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What was given or taken by hand for one reason by one person."""

    reason: str
    actor: str
    times: int
    given: int
    taken: int


COLUMNS = [approval.c[name] for name in ApprovalRow.__dataclass_fields__]


class GoodwillRepository:
    """Limits, spending and approvals of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def limits(self) -> dict[Role, Limits]:
        """Return the limits that somebody set, by role."""
        rows = self._connection.execute(
            select(
                goodwill_limit.c.role,
                goodwill_limit.c.per_deed,
                goodwill_limit.c.per_day,
                goodwill_limit.c.per_member,
            ).where(goodwill_limit.c.programme_id == self._programme_id)
        )
        return {Role(row[0]): Limits(row[1], row[2], row[3]) for row in rows}

    def set_limits(self, role: Role, limits: Limits, *, by: str, at: datetime) -> None:
        """Keep what a role may do from now on."""
        values = {
            "per_deed": limits.per_deed,
            "per_day": limits.per_day,
            "per_member": limits.per_member,
            "changed_at": at,
            "changed_by": by,
        }
        self._connection.execute(
            upsert(goodwill_limit)
            .values(programme_id=self._programme_id, role=role.value, **values)
            .on_conflict_do_update(index_elements=["programme_id", "role"], set_=values)
        )

    def lock_actor(self, actor: str) -> None:
        """Let one deed of a person be counted at a time."""
        self._connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            (f"goodwill/{self._programme_id}/{actor}",),
        )

    def spent(self, transaction_id: UUID, **values: object) -> None:
        """Note what was given or taken; once, however often it is asked for."""
        self._connection.execute(
            upsert(goodwill_spent)
            .values(
                programme_id=self._programme_id,
                transaction_id=transaction_id,
                **values,
            )
            .on_conflict_do_nothing()
        )

    def unspent(self, transaction_ids: Collection[UUID]) -> None:
        """Forget what was given or taken and came back; it counts for no budget."""
        self._connection.execute(
            delete(goodwill_spent).where(
                goodwill_spent.c.programme_id == self._programme_id,
                goodwill_spent.c.transaction_id.in_(list(transaction_ids)),
            )
        )

    def given_by(self, actor: str, since: datetime) -> int:
        """Return what a person gave since a moment."""
        return self._given(goodwill_spent.c.actor == actor, since)

    def given_to(self, member_id: UUID, since: datetime) -> int:
        """Return what a member was given by hand since a moment."""
        return self._given(goodwill_spent.c.member_id == member_id, since)

    def given_to_many(
        self, members: Collection[UUID], since: datetime
    ) -> dict[UUID, int]:
        """Return what each of these members was given by hand since a moment."""
        rows = self._connection.execute(
            select(goodwill_spent.c.member_id, func.sum(goodwill_spent.c.points))
            .where(
                goodwill_spent.c.programme_id == self._programme_id,
                goodwill_spent.c.member_id.in_(list(members)),
                goodwill_spent.c.at >= since,
                goodwill_spent.c.points > 0,
            )
            .group_by(goodwill_spent.c.member_id)
        )
        return {row[0]: int(row[1]) for row in rows}

    def _given(self, whose: Any, since: datetime) -> int:  # noqa: ANN401 - a clause
        found = self._connection.execute(
            select(func.coalesce(func.sum(goodwill_spent.c.points), 0)).where(
                goodwill_spent.c.programme_id == self._programme_id,
                whose,
                goodwill_spent.c.at >= since,
                goodwill_spent.c.points > 0,
            )
        ).scalar_one()
        return int(found)

    def by_cause(self, since: datetime, until: datetime) -> list[Given]:
        """Return what was given and taken by hand, by reason and person."""
        points = goodwill_spent.c.points
        rows = self._connection.execute(
            select(
                goodwill_spent.c.reason,
                goodwill_spent.c.actor,
                func.count(),
                func.coalesce(func.sum(points).filter(points > 0), 0),
                func.coalesce(func.sum(-points).filter(points < 0), 0),
            )
            .where(
                goodwill_spent.c.programme_id == self._programme_id,
                goodwill_spent.c.at >= since,
                goodwill_spent.c.at < until,
            )
            .group_by(goodwill_spent.c.reason, goodwill_spent.c.actor)
            .order_by(func.sum(points).desc(), goodwill_spent.c.reason)
        )
        return [Given(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]

    def ask(self, approval_id: UUID, **values: object) -> bool:
        """Keep a deed until a second person decides; False: it is kept already."""
        added = self._connection.execute(
            upsert(approval)
            .values(programme_id=self._programme_id, approval_id=approval_id, **values)
            .on_conflict_do_nothing()
            .returning(approval.c.approval_id)
        )
        return added.first() is not None

    def lock(self, approval_id: UUID) -> ApprovalRow:
        """Return a deed, locked to the end of this unit of work.

        Raises:
            ApprovalMissing: There is none.
        """
        row = self._connection.execute(
            select(*COLUMNS)
            .where(
                approval.c.programme_id == self._programme_id,
                approval.c.approval_id == approval_id,
            )
            .with_for_update()
        ).first()
        if row is None:
            raise ApprovalMissing("nothing of this id waits for a decision")
        return ApprovalRow(*row)

    def decide(self, approval_id: UUID, **values: object) -> None:
        """Note what was decided."""
        self._connection.execute(
            update(approval)
            .where(
                approval.c.programme_id == self._programme_id,
                approval.c.approval_id == approval_id,
            )
            .values(**values)
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give what was noted of a merged member to the one that stays."""
        for table in (goodwill_spent, approval):
            self._connection.execute(
                update(table)
                .where(
                    table.c.programme_id == self._programme_id,
                    table.c.member_id == gone,
                )
                .values(member_id=kept)
            )

    def waiting(self, *, limit: int = 100) -> list[ApprovalRow]:
        """Return what waits for a decision, the longest first."""
        return self._page(approval.c.state == "waiting", approval.c.asked_at, limit)

    def decided(self, *, limit: int = 25) -> list[ApprovalRow]:
        """Return what was decided last."""
        newest = approval.c.decided_at.desc()
        return self._page(approval.c.state != "waiting", newest, limit)

    def _page(self, which: Any, order: Any, limit: int) -> list[ApprovalRow]:  # noqa: ANN401
        rows = self._connection.execute(
            select(*COLUMNS)
            .where(approval.c.programme_id == self._programme_id, which)
            .order_by(order)
            .limit(limit)
        )
        return [ApprovalRow(*row) for row in rows]
