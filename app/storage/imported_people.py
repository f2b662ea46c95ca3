"""Finds many people of a file at once, and brings their details up to date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from app.storage.ledger.arrays import array, text_array
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Found:
    """A member that a file may be about."""

    member_id: UUID
    state: str
    frozen: bool
    store_id: UUID | None
    customer_ref: str | None


@dataclass(frozen=True, slots=True)
class Details:
    """What a file says of a member; None where it says nothing."""

    member_id: UUID
    first_name: str | None
    last_name: str | None
    phone: str | None
    locale: str | None
    birthday: date | None
    joined_at: datetime | None


WITH_EMAIL: Final = """
SELECT said.email, m.member_id, m.state, m.frozen_at IS NOT NULL, l.store_id,
  l.customer_ref
FROM unnest(%(emails)s::text[]) AS said (email)
CROSS JOIN LATERAL setia_members_with_email(said.email) AS f
JOIN member m ON m.programme_id = %(programme)s AND m.member_id = f.member_id
LEFT JOIN LATERAL (
  SELECT c.store_id, c.customer_ref FROM customer_link c
  WHERE c.programme_id = m.programme_id AND c.member_id = m.member_id
    AND c.gone_at IS NULL
  ORDER BY c.linked_at LIMIT 1) AS l ON true
WHERE m.state IN ('active', 'shadow')
ORDER BY m.state, m.created_at, m.member_id
"""
BY_ID: Final = """
SELECT m.member_id, m.state, m.frozen_at IS NOT NULL
FROM member m
WHERE m.programme_id = %(programme)s AND m.member_id = ANY(%(ids)s)
"""
WITH_REF: Final = """
SELECT customer_ref, member_id FROM customer_link
WHERE programme_id = %(programme)s AND customer_ref = ANY(%(refs)s)
  AND (%(store)s::uuid IS NULL OR store_id = %(store)s)
"""
WITH_PHONE: Final = """
SELECT phone, member_id FROM member
WHERE programme_id = %(programme)s AND phone = ANY(%(phones)s)
  AND state IN ('active', 'shadow')
"""
FILL: Final = """
UPDATE member m SET
  first_name = coalesce(m.first_name, d.first_name),
  last_name = coalesce(m.last_name, d.last_name),
  phone = coalesce(m.phone, d.phone), locale = coalesce(m.locale, d.locale),
  birthday = coalesce(m.birthday, d.birthday),
  joined_at = CASE WHEN m.state = 'active' THEN least(m.joined_at, d.joined_at)
    ELSE m.joined_at END,
  updated_at = %(at)s, version = m.version + 1
FROM unnest(%(member)s::uuid[], %(first)s::text[], %(last)s::text[],
  %(phone)s::text[], %(locale)s::text[], %(birthday)s::date[],
  %(joined)s::timestamptz[])
  AS d (member_id, first_name, last_name, phone, locale, birthday, joined_at)
WHERE m.programme_id = %(programme)s AND m.member_id = d.member_id
  AND m.member_id = ANY(%(member)s::uuid[])
  AND (coalesce(m.first_name, d.first_name) IS DISTINCT FROM m.first_name
    OR coalesce(m.last_name, d.last_name) IS DISTINCT FROM m.last_name
    OR coalesce(m.phone, d.phone) IS DISTINCT FROM m.phone
    OR coalesce(m.locale, d.locale) IS DISTINCT FROM m.locale
    OR coalesce(m.birthday, d.birthday) IS DISTINCT FROM m.birthday
    OR (m.state = 'active' AND d.joined_at < m.joined_at))
"""
"""What is known here stays; only what is missing is filled. A shadow has not joined."""
BALANCES: Final = """
SELECT member_id, asset, available - shortfall, pending FROM member_balance
WHERE programme_id = %(programme)s AND member_id = ANY(%(ids)s)
"""
LAPSED: Final = """
SELECT member_id, asset, sum(available)::bigint FROM ledger_lot_state
WHERE programme_id = %(programme)s AND member_id = ANY(%(ids)s)
  AND live IS NOT NULL AND available > 0 AND lapses_at <= %(at)s
GROUP BY member_id, asset
"""
CONSENTS: Final = """
WITH said AS (
  INSERT INTO consent_word (programme_id, member_id, word_no, name, granted, source,
    store_id, actor, said_at)
  SELECT %(programme)s, n.member_id, coalesce((
      SELECT max(w.word_no) FROM consent_word w
      WHERE w.programme_id = %(programme)s AND w.member_id = n.member_id), 0) + 1,
    %(name)s, true, 'import', %(store)s, %(actor)s, %(at)s
  FROM unnest(%(ids)s::uuid[]) AS n (member_id)
  WHERE NOT EXISTS (
    SELECT FROM consent_word w WHERE w.programme_id = %(programme)s
      AND w.member_id = n.member_id AND w.name = %(name)s)
  ON CONFLICT DO NOTHING
  RETURNING member_id
)
INSERT INTO member_mark (programme_id, member_id, kind, name, store_id, since)
SELECT %(programme)s, member_id, 'consent', %(name)s, %(store)s, %(at)s FROM said
ON CONFLICT DO NOTHING
"""
"""Only of people who have said nothing here: what was said here wins."""
RETIRE: Final = """
UPDATE member SET state = 'shadow', joined_at = NULL, updated_at = %(at)s,
  version = version + 1
WHERE programme_id = %(programme)s AND member_id = ANY(%(ids)s)
  AND state = 'active' AND active_at = created_at AND NOT contact_verified
"""
TIERS: Final = """
SELECT member_id, tier FROM member_tier
WHERE programme_id = %(programme)s AND member_id = ANY(%(ids)s) AND until IS NULL
"""


class ImportedPeople:
    """Set-based reads and writes about the people of a file."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def with_emails(self, emails: Collection[str]) -> Mapping[str, Sequence[Found]]:
        """Return the living members with these addresses, active ones first."""
        if not emails:
            return {}
        found: dict[str, list[Found]] = {}
        for email, *rest in self._run(WITH_EMAIL, emails=sorted(emails)):
            found.setdefault(email, []).append(Found(*rest))
        return found

    def with_refs(
        self, refs: Collection[str], store_id: UUID | None
    ) -> Mapping[str, set[UUID]]:
        """Return the members of customers with these ids, of one store or of all."""
        return self._sets(WITH_REF, refs=sorted(refs), store=store_id)

    def with_phones(self, phones: Collection[str]) -> Mapping[str, set[UUID]]:
        """Return the living members with these numbers."""
        return self._sets(WITH_PHONE, phones=sorted(phones))

    def states(self, ids: Collection[UUID]) -> Mapping[UUID, tuple[str, bool]]:
        """Return (state, frozen) of members."""
        rows = self._run(BY_ID, ids=list(ids))
        return {row[0]: (row[1], row[2]) for row in rows}

    def balances(
        self, ids: Collection[UUID]
    ) -> Mapping[tuple[UUID, str], tuple[int, int]]:
        """Return (usable, waiting) of members, by member and asset; no locks."""
        rows = self._run(BALANCES, ids=list(ids))
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}

    def lapsed(
        self, ids: Collection[UUID], *, at: datetime
    ) -> Mapping[tuple[UUID, str], int]:
        """Return units that are dead and not swept yet, by member and asset."""
        rows = self._run(LAPSED, ids=list(ids), at=at)
        return {(row[0], row[1]): row[2] for row in rows}

    def tiers(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the tiers that members hold now."""
        rows = self._run(TIERS, ids=list(ids))
        return {row[0]: row[1] for row in rows if row[1] is not None}

    def fill(self, details: Sequence[Details], *, at: datetime) -> None:
        """Fill in what is not known of members yet."""
        if not details:
            return
        self._run(
            FILL,
            at=at,
            member=array(one.member_id for one in details),
            first=text_array(one.first_name for one in details),
            last=text_array(one.last_name for one in details),
            phone=text_array(one.phone for one in details),
            locale=text_array(one.locale for one in details),
            birthday=[one.birthday for one in details],
            joined=array(one.joined_at for one in details),
        )

    def retire(self, ids: Collection[UUID], *, at: datetime) -> None:
        """Make members that an import made, and who did nothing since, shadows."""
        self._run(RETIRE, at=at, ids=list(ids))

    def add_consents(
        self, ids: Collection[UUID], name: str, store_id: UUID, *, by: str, at: datetime
    ) -> None:
        """Keep that these people agreed elsewhere, if they said nothing here."""
        if ids:
            self._run(
                CONSENTS, ids=list(ids), name=name, store=store_id, actor=by, at=at
            )

    def count_no_more(self, ids: Collection[UUID], source: str) -> None:
        """Let what an import counted for metrics of members count for nothing."""
        self._run(
            "UPDATE metric_entry SET amount = 0 WHERE programme_id = %(programme)s"
            " AND member_id = ANY(%(ids)s) AND source = %(source)s",
            ids=list(ids),
            source=source,
        )

    def _sets(self, statement: str, **values: object) -> Mapping[str, set[UUID]]:
        found: dict[str, set[UUID]] = {}
        for said, member_id in self._run(statement, **values):
            found.setdefault(said, set()).add(member_id)
        return found

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
