"""Referrals as rows: codes, who came through them, and digests to compare.

Whoever judges referrals locks them in id order after a member's standing and
before balances. A claim is an insert that loses to an earlier one.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Missing
from app.domain.events import OrderSnapshot
from app.domain.outgoing import people
from app.domain.referrals.suspicion import Print
from app.storage.lean import unpack
from app.storage.unit_of_work import UnitOfWork

MOST_ORDERS = 20
"""Of one friend, the oldest: among them is the one that counts."""


class ReferralMissing(Missing):
    """No such referral in this programme."""

    code = "referral_missing"


@dataclass(slots=True)
class ReferralRow:
    """A friend who came through a member's link."""

    referral_id: UUID
    advocate_id: UUID
    friend_id: UUID
    code: str
    via: str
    store_id: UUID | None
    claimed_at: datetime
    device_digest: bytes | None
    programme_version: int
    updated_at: datetime
    past: dict[str, Any] | None = None
    state: str = "open"
    reasons: list[str] = field(default_factory=list)
    capped: str | None = None
    order_store_id: UUID | None = None
    order_ref: str | None = None
    welcomed_at: datetime | None = None
    rewarded_at: datetime | None = None
    decision: str | None = None
    decision_reasons: list[str] = field(default_factory=list)
    decision_note: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    void: bool = False
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """What else was going on when a link was used."""

    ordered_before: bool
    joined_at: datetime | None
    in_circle: bool
    of_member: int
    of_device: int


COLUMNS = tuple(ReferralRow.__dataclass_fields__)
FIXED = (
    "referral_id",
    "advocate_id",
    "friend_id",
    "code",
    "via",
    "store_id",
    "claimed_at",
    "device_digest",
    "programme_version",
)
MOVING = tuple(name for name in COLUMNS if name not in FIXED)
JSONB = ("past", "reasons", "decision_reasons")
SELECT = f"SELECT {', '.join(COLUMNS)} FROM referral"
SAVE = (
    "UPDATE referral SET "
    + ", ".join(f"{name} = %({name})s" for name in MOVING if name != "void")
    + " WHERE programme_id = %(programme_id)s AND referral_id = %(referral_id)s"
)
CLAIM = """
INSERT INTO referral (programme_id, referral_id, advocate_id, friend_id, code, via,
  store_id, claimed_at, device_digest, programme_version, updated_at)
VALUES (%(programme_id)s, %(referral_id)s, %(advocate_id)s, %(friend_id)s, %(code)s,
  %(via)s, %(store_id)s, %(claimed_at)s, %(device_digest)s, %(programme_version)s,
  %(updated_at)s)
ON CONFLICT (programme_id, friend_id) WHERE NOT void DO NOTHING
"""
ORDERS = f"""
SELECT f.friend_id, o.store_id, o.snapshot
FROM unnest(%(friends)s::uuid[]) AS f(friend_id)
CROSS JOIN LATERAL (SELECT store_id, snapshot FROM order_settlement
  WHERE programme_id = %(programme_id)s AND member_id = f.friend_id
    AND snapshot IS NOT NULL
    AND state IN ('paid', 'fulfilled', 'cancelled', 'refunded', 'charged_back')
  ORDER BY placed_at, store_id, order_ref LIMIT {MOST_ORDERS}) AS o
"""
CROWD = """
WITH RECURSIVE line AS (
  SELECT advocate_id, 1 AS steps FROM referral WHERE programme_id = %(programme_id)s
    AND friend_id = %(advocate_id)s AND NOT void AND claimed_at <= %(claimed_at)s
  UNION SELECT r.advocate_id, l.steps + 1 FROM line l JOIN referral r
    ON r.programme_id = %(programme_id)s AND r.friend_id = l.advocate_id
    AND NOT r.void AND l.steps < 20
), same AS (
  SELECT member_id FROM referral_print WHERE programme_id = %(programme_id)s
    AND kind = 'email' AND digest = ANY(%(emails)s)
  UNION SELECT member_id FROM guest_contact WHERE programme_id = %(programme_id)s
    AND digest = ANY(%(contacts)s)
  UNION SELECT member_id FROM setia_members_with_email(%(email)s)
)
SELECT
  EXISTS (SELECT FROM same s JOIN order_settlement o
    ON o.programme_id = %(programme_id)s AND o.member_id = s.member_id
    WHERE s.member_id NOT IN (%(friend_id)s, %(advocate_id)s)
    AND o.placed_at < %(claimed_at)s AND o.snapshot IS NOT NULL
    AND o.state IN ('paid', 'fulfilled', 'refunded', 'charged_back')
    AND NOT coalesce((o.snapshot->>'test')::boolean, false)),
  (SELECT min(m.joined_at) FROM same s JOIN member m
    ON m.programme_id = %(programme_id)s AND m.member_id = s.member_id
    WHERE s.member_id NOT IN (%(friend_id)s, %(advocate_id)s)
    AND m.state = 'active'),
  EXISTS (SELECT FROM line WHERE advocate_id = %(friend_id)s),
  (SELECT count(*) FROM referral WHERE programme_id = %(programme_id)s
    AND advocate_id = %(advocate_id)s AND referral_id <> %(referral_id)s
    AND claimed_at > %(since)s
    AND (claimed_at, referral_id) < (%(claimed_at)s, %(referral_id)s)),
  (SELECT count(*) FROM referral WHERE programme_id = %(programme_id)s
    AND device_digest = %(device)s AND referral_id <> %(referral_id)s
    AND claimed_at > %(since)s
    AND (claimed_at, referral_id) < (%(claimed_at)s, %(referral_id)s))
"""


MOVE = (
    """
UPDATE referral_code SET member_id = %(kept)s
WHERE programme_id = %(programme_id)s AND member_id = %(gone)s
""",
    """
INSERT INTO referral_print (programme_id, member_id, kind, digest, seen_at)
SELECT programme_id, %(kept)s, kind, digest, seen_at FROM referral_print
WHERE programme_id = %(programme_id)s AND member_id = %(gone)s
ON CONFLICT DO NOTHING
""",
    """
DELETE FROM referral_print
WHERE programme_id = %(programme_id)s AND member_id = %(gone)s
""",
    """
UPDATE referral r SET void = true
WHERE r.programme_id = %(programme_id)s AND NOT r.void
  AND r.friend_id IN (%(kept)s, %(gone)s)
  AND EXISTS (SELECT FROM referral o
    WHERE o.programme_id = r.programme_id AND NOT o.void
    AND o.friend_id IN (%(kept)s, %(gone)s)
    AND (o.claimed_at, o.referral_id) < (r.claimed_at, r.referral_id))
""",
    """
UPDATE referral SET friend_id = %(kept)s
WHERE programme_id = %(programme_id)s AND friend_id = %(gone)s
""",
    """
UPDATE referral SET advocate_id = %(kept)s
WHERE programme_id = %(programme_id)s AND advocate_id = %(gone)s
""",
)


class ReferralRepository:
    """Reads and writes ``referral``, ``referral_code`` and ``referral_print``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._tell = uow.tell

    # Codes.

    def code_of(self, member_id: UUID) -> str | None:
        """Return the member's oldest code, or None."""
        row = self._run(
            "SELECT code FROM referral_code WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY made_at, code LIMIT 1",
            member_id=member_id,
        ).first()
        return row[0] if row else None

    def add_code(self, code: str, member_id: UUID, *, at: datetime) -> None:
        """Write a new code."""
        self._run(
            "INSERT INTO referral_code (programme_id, code, member_id, made_at)"
            " VALUES (%(programme_id)s, %(code)s, %(member_id)s, %(at)s)",
            code=code,
            member_id=member_id,
            at=at,
        )

    def owners(self, codes: Collection[str]) -> Mapping[str, UUID]:
        """Return the living members behind these codes, as far as there are any."""
        if not codes:
            return {}
        rows = self._run(
            "SELECT c.code, c.member_id FROM referral_code c JOIN member m"
            " ON m.programme_id = c.programme_id AND m.member_id = c.member_id"
            " WHERE c.programme_id = %(programme_id)s AND c.code = ANY(%(codes)s)"
            " AND m.state IN ('active', 'shadow')",
            codes=list(codes),
        )
        return {row[0]: row[1] for row in rows}

    # Referrals.

    def claim(self, row: ReferralRow) -> bool:
        """Write a referral; False when the friend came through a link before."""
        values = {name: getattr(row, name) for name in (*FIXED, "updated_at")}
        new = self._run(CLAIM, **values).rowcount == 1
        if new:
            told = people.referral("referral.claimed", row, at=row.updated_at)
            self._tell(lambda: [told])
        return new

    def of_friend(self, friend_id: UUID) -> ReferralRow | None:
        """Return how a member came, or None."""
        return self._one("friend_id = %(id)s AND NOT void", friend_id)

    def get(self, referral_id: UUID, *, lock: bool = False) -> ReferralRow:
        """Return a referral.

        Raises:
            ReferralMissing: There is none of this id.
        """
        found = self._one(
            "referral_id = %(id)s" + (" FOR UPDATE" if lock else ""), referral_id
        )
        if found is None:
            raise ReferralMissing("no such referral in this programme")
        return found

    def lock_of(self, member_id: UUID) -> list[ReferralRow]:
        """Return the member's referrals, on either side, locked in id order."""
        rows = self._run(
            f"{SELECT} WHERE programme_id = %(programme_id)s AND closed_at IS NULL"
            " AND (advocate_id = %(id)s OR friend_id = %(id)s)"
            " ORDER BY referral_id FOR UPDATE",
            id=member_id,
        )
        return [ReferralRow(*row) for row in rows]

    def of_advocate(self, member_id: UUID) -> list[ReferralRow]:
        """Return whom a member brought, newest first."""
        rows = self._run(
            f"{SELECT} WHERE programme_id = %(programme_id)s"
            " AND advocate_id = %(id)s AND NOT void"
            " ORDER BY claimed_at DESC, referral_id DESC",
            id=member_id,
        )
        return [ReferralRow(*row) for row in rows]

    def page(
        self,
        *,
        states: Collection[str],
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> list[ReferralRow]:
        """Return up to *limit* referrals in these states, newest first."""
        since = " AND (claimed_at, referral_id) < (%(at)s, %(id)s)" if after else ""
        rows = self._run(
            f"{SELECT} WHERE programme_id = %(programme_id)s"
            f" AND state = ANY(%(states)s){since}"
            " ORDER BY claimed_at DESC, referral_id DESC LIMIT %(limit)s",
            states=list(states),
            limit=limit,
            at=after[0] if after else None,
            id=after[1] if after else None,
        )
        return [ReferralRow(*row) for row in rows]

    def save(self, rows: Collection[ReferralRow]) -> None:
        """Write back locked rows."""
        for row in rows:
            values = {name: getattr(row, name) for name in MOVING}
            for name in JSONB:
                value = values[name]
                values[name] = None if value is None else json.dumps(value)
            self._run(SAVE, referral_id=row.referral_id, **values)

    def advocates_of(self, friends: Collection[UUID]) -> set[UUID]:
        """Return who brought these members."""
        rows = self._run(
            "SELECT DISTINCT advocate_id FROM referral"
            " WHERE programme_id = %(programme_id)s AND friend_id = ANY(%(friends)s)"
            " AND closed_at IS NULL",
            friends=list(friends),
        )
        return {row[0] for row in rows}

    def orders_of(
        self, friends: Collection[UUID]
    ) -> Mapping[UUID, Sequence[tuple[UUID, OrderSnapshot]]]:
        """Return the first orders of each of these members, each with its store."""
        found: dict[UUID, list[tuple[UUID, OrderSnapshot]]] = {}
        for friend_id, store_id, packed in self._run(ORDERS, friends=list(friends)):
            found.setdefault(friend_id, []).append((store_id, unpack(packed)))
        return found

    def crowd(
        self,
        row: ReferralRow,
        *,
        emails: Collection[bytes],
        contacts: Collection[bytes],
        email: str | None,
        since: datetime,
    ) -> Crowd:
        """Return what was known elsewhere when a link was used.

        Args:
            row: The referral.
            emails: Digests of the friend's mailboxes.
            contacts: Digests under which guests are known.
            email: The friend's address.
            since: Where the span of the velocity begins.
        """
        found = self._run(
            CROWD,
            advocate_id=row.advocate_id,
            friend_id=row.friend_id,
            referral_id=row.referral_id,
            claimed_at=row.claimed_at,
            device=row.device_digest,
            since=since,
            emails=list(emails),
            contacts=list(contacts),
            email=email or "",
        ).one()
        return Crowd(*found)

    # What is compared.

    def add_prints(
        self, rows: Collection[tuple[UUID, str, bytes]], *, at: datetime
    ) -> None:
        """Note what members were seen with; what is known stays as it is."""
        ordered = sorted(set(rows), key=lambda row: (row[0].bytes, row[1], row[2]))
        if ordered:
            members, kinds, digests = zip(*ordered, strict=True)
            self._run(
                "INSERT INTO referral_print (programme_id, member_id, kind, digest,"
                " seen_at) SELECT %(programme_id)s, n.*, %(at)s FROM unnest("
                "%(members)s::uuid[], %(kinds)s::text[], %(digests)s::bytea[]) AS n"
                " ON CONFLICT DO NOTHING",
                members=list(members),
                kinds=list(kinds),
                digests=list(digests),
                at=at,
            )

    def prints_of(self, members: Collection[UUID]) -> Mapping[UUID, set[Print]]:
        """Return what each of these members was seen with."""
        found: dict[UUID, set[Print]] = {}
        for member_id, kind, digest in self._run(
            "SELECT member_id, kind, digest FROM referral_print"
            " WHERE programme_id = %(programme_id)s AND member_id = ANY(%(members)s)",
            members=list(members),
        ):
            found.setdefault(member_id, set()).add((kind, bytes(digest)))
        return found

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* everything of *gone*; of two ways to come the earlier stays."""
        for statement in MOVE:
            self._run(statement, gone=gone, kept=kept)

    def _one(self, where: str, value: UUID) -> ReferralRow | None:
        row = self._run(
            f"{SELECT} WHERE programme_id = %(programme_id)s AND {where}", id=value
        ).first()
        return ReferralRow(*row) if row else None

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
