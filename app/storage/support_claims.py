"""Claims of missing points and questions as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.domain.errors import Missing
from app.storage.unit_of_work import UnitOfWork


class SupportClaimMissing(Missing):
    """No such claim in this programme."""

    code = "support_claim_missing"


@dataclass(slots=True, kw_only=True)
class SupportClaim:
    """Somebody misses points for an order, or asks something."""

    claim_id: UUID
    store_id: UUID
    member_id: UUID | None
    contact_digest: bytes | None
    order_number: str | None
    note: str | None
    request_key: str
    state: str
    """One of ``app.domain.support.STATES``."""
    outcome: str | None
    """How it was found to be; a code."""
    answer: str | None
    answered_by: str | None
    created_at: datetime
    due_at: datetime
    sealed_contact: str | None = None
    """Where a guest is answered; opened by ``claiming.contact_of``."""
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    kind: str = "missing_points"
    cause: str | None = None
    """What was behind it; one of ``app.domain.support.CAUSES``."""
    assigned_to: str | None = None
    """The actor who sees to it."""
    assigned_name: str | None = None
    first_answered_at: datetime | None = None
    """When a person answered for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which conversations a list shows."""

    states: Sequence[str] = ("open",)
    kind: str | None = None
    assigned_to: str | None = None
    due_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class CauseRow:
    """What was asked for one cause, and what it took."""

    cause: str
    asked: int
    answered: int
    """By people."""
    middle_wait: timedelta | None
    """The median time until somebody answered."""
    points: int
    """Given for it, in smallest units of the main points."""


BY_CAUSE: Final = """
WITH given AS (
  SELECT m.claim_id, sum(m.points) AS points FROM support_message m
  LEFT JOIN approval a ON a.programme_id = m.programme_id
    AND a.approval_id = m.approval_id
  WHERE m.programme_id = %(programme)s AND m.points IS NOT NULL
    AND (m.approval_id IS NULL OR a.state = 'approved')
  GROUP BY m.claim_id)
SELECT CASE WHEN c.cause IS NOT NULL THEN c.cause
    WHEN c.answered_by = 'system' THEN 'by_itself' ELSE 'not_said' END AS cause,
  count(*), count(c.first_answered_at),
  percentile_disc(0.5) WITHIN GROUP (ORDER BY c.first_answered_at - c.created_at)
    FILTER (WHERE c.first_answered_at IS NOT NULL),
  coalesce(sum(g.points), 0)::bigint
FROM support_claim c LEFT JOIN given g ON g.claim_id = c.claim_id
WHERE c.programme_id = %(programme)s AND c.created_at >= %(since)s
  AND c.created_at < %(until)s
GROUP BY 1 ORDER BY count(*) DESC, 1
"""

COLUMNS: Final = tuple(field.name for field in fields(SupportClaim))
OPEN: Final = Wanted()
LISTED: Final = ", ".join(COLUMNS)
MOVING: Final = (
    "state",
    "outcome",
    "answer",
    "answered_by",
    "answered_at",
    "closed_at",
    "due_at",
    "cause",
    "assigned_to",
    "assigned_name",
    "first_answered_at",
)


class SupportClaimRepository:
    """Reads and writes ``support_claim``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, claim: SupportClaim) -> bool:
        """Keep a claim; False where the same request was kept before."""
        slots = ", ".join(f"%({name})s" for name in COLUMNS)
        done = self._run(
            f"INSERT INTO support_claim (programme_id, {LISTED})"
            f" VALUES (%(programme)s, {slots}) ON CONFLICT DO NOTHING",
            **{name: getattr(claim, name) for name in COLUMNS},
        )
        return bool(done.rowcount)

    def by_request(self, store_id: UUID, request_key: str) -> SupportClaim | None:
        """Return the claim of an earlier request, or None."""
        found = self._found(
            "store_id = %(store)s AND request_key = %(key)s",
            store=store_id,
            key=request_key,
        )
        return found[0] if found else None

    def get(self, claim_id: UUID, *, lock: bool = False) -> SupportClaim:
        """Return a claim; ``SupportClaimMissing`` when there is none."""
        found = self._found(
            "claim_id = %(claim)s", "FOR UPDATE" if lock else "", claim=claim_id
        )
        if not found:
            raise SupportClaimMissing("no such claim in this programme")
        return found[0]

    def page(
        self,
        *,
        wanted: Wanted = OPEN,
        after: tuple[datetime, UUID] | None = None,
        limit: int = 50,
    ) -> list[SupportClaim]:
        """Return claims, the one that is due first first."""
        due_at, last = after or (None, None)
        return self._found(
            "state = ANY(%(states)s)"
            " AND (%(kind)s::text IS NULL OR kind = %(kind)s)"
            " AND (%(whose)s::text IS NULL OR assigned_to = %(whose)s)"
            " AND (%(before)s::timestamptz IS NULL OR due_at <= %(before)s)"
            " AND (%(due_at)s::timestamptz IS NULL"
            " OR (due_at, claim_id) > (%(due_at)s, %(last)s::uuid))",
            "ORDER BY due_at, claim_id LIMIT %(limit)s",
            states=list(wanted.states),
            kind=wanted.kind,
            whose=wanted.assigned_to,
            before=wanted.due_before,
            due_at=due_at,
            last=last,
            limit=limit,
        )

    def by_cause(self, since: datetime, until: datetime) -> list[CauseRow]:
        """Return what was asked in a period, by cause, the most frequent first."""
        rows = self._run(BY_CAUSE, since=since, until=until)
        return [CauseRow(*row) for row in rows]

    def of_member(self, member_id: UUID, *, limit: int = 20) -> list[SupportClaim]:
        """Return a member's claims, newest first."""
        return self._found(
            "member_id = %(member)s",
            "ORDER BY created_at DESC, claim_id DESC LIMIT %(limit)s",
            member=member_id,
            limit=limit,
        )

    def forget(self, contact_digest: bytes) -> None:
        """Drop what a guest with this contact asked; they asked to be forgotten."""
        self._run(
            "DELETE FROM support_claim WHERE programme_id = %(programme)s"
            " AND contact_digest = %(digest)s",
            digest=contact_digest,
        )

    def save(self, claim: SupportClaim) -> None:
        """Write back what changes of a claim that was read with its row locked."""
        slots = ", ".join(f"{name} = %({name})s" for name in MOVING)
        self._run(
            f"UPDATE support_claim SET {slots} WHERE programme_id = %(programme)s"
            " AND claim_id = %(claim)s",
            claim=claim.claim_id,
            **{name: getattr(claim, name) for name in MOVING},
        )

    def _found(
        self, condition: str, rest: str = "", **values: object
    ) -> list[SupportClaim]:
        rows = self._run(
            f"SELECT {LISTED} FROM support_claim WHERE programme_id = %(programme)s"
            f" AND {condition} {rest}",
            **values,
        )
        return [SupportClaim(**dict(zip(COLUMNS, row, strict=True))) for row in rows]

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
