"""Members as rows: who a store's customer is, and who a guest's contact is.

Creating is serialised per customer with a transaction lock, so two deliveries
about a new customer can't make two members.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from app.domain.errors import Missing
from app.domain.outgoing import people
from app.storage.tables.members import (
    customer_link,
    guest_contact,
    member,
    suppression,
)
from app.storage.unit_of_work import UnitOfWork


class MemberMissing(Missing):
    """No such member in this programme."""

    code = "member_missing"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as kept."""

    member_id: UUID
    state: str
    merged_into: UUID | None
    email: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    locale: str | None
    birthday: date | None
    contact_verified: bool
    joined_at: datetime | None
    created_at: datetime
    updated_at: datetime
    active_at: datetime | None
    frozen_at: datetime | None
    frozen_reason: str | None
    redeem_from: datetime | None
    """Points can't be used before; None or past: they can."""
    version: int


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member to be made, known by a customer of a store or by a contact."""

    member_id: UUID
    state: str
    email: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    locale: str | None
    contact_verified: bool
    joined_at: datetime | None
    store_id: UUID | None
    customer_ref: str | None
    digest: bytes | None
    kind: str | None


ADD_MANY = """
WITH fresh AS (
  SELECT * FROM unnest(%(member_id)s::uuid[], %(state)s::text[], %(email)s::text[],
    %(phone)s::text[], %(first_name)s::text[], %(last_name)s::text[],
    %(locale)s::text[], %(contact_verified)s::bool[], %(joined_at)s::timestamptz[],
    %(store_id)s::uuid[], %(customer_ref)s::text[], %(digest)s::bytea[],
    %(kind)s::text[])
  AS f(member_id, state, email, phone, first_name, last_name, locale, contact_verified,
    joined_at, store_id, customer_ref, digest, kind)
), made AS (
  INSERT INTO member (programme_id, member_id, state, email, phone, first_name,
    last_name, locale, contact_verified, joined_at, created_at, updated_at, active_at)
  SELECT %(programme)s, member_id, state, email, phone, first_name, last_name, locale,
    contact_verified, joined_at, %(at)s, %(at)s, %(at)s FROM fresh
), linked AS (
  INSERT INTO customer_link (programme_id, store_id, customer_ref, member_id, linked_at)
  SELECT %(programme)s, store_id, customer_ref, member_id, %(at)s FROM fresh
  WHERE customer_ref IS NOT NULL
)
INSERT INTO guest_contact (programme_id, digest, kind, member_id, seen_at)
SELECT %(programme)s, digest, kind, member_id, %(at)s FROM fresh
WHERE digest IS NOT NULL
"""
"""Foreign keys are checked at the end of the statement, when all are there."""

COLUMNS = [member.c[name] for name in MemberRow.__dataclass_fields__]


def contact_digest(pepper: bytes, kind: str, value: str) -> bytes:
    """Return the keyed digest under which a contact is known."""
    return hmac.new(pepper, f"{kind}\x1f{value}".encode(), hashlib.sha256).digest()


class MemberRepository:
    """Reads and writes members, customer links and guest contacts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._tell = uow.tell

    def serialise(self, names: Iterable[str]) -> None:
        """Wait for everyone else who is creating under one of *names*."""
        self._connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT"
            " hashtextextended(%s || name, 7) AS key FROM unnest(%s::text[]) AS name"
            " ORDER BY 1) AS keys",
            (f"{self._programme_id}/member/", sorted(set(names))),
        )

    def links(self, store_id: UUID, refs: Collection[str]) -> dict[str, UUID]:
        """Return the members of these customers, as far as they are known."""
        if not refs:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT customer_ref, member_id FROM customer_link WHERE programme_id = %s"
            " AND store_id = %s AND customer_ref = ANY(%s)",
            (self._programme_id, store_id, list(refs)),
        )
        return {row[0]: row[1] for row in rows}

    def guests(self, digests: Collection[bytes]) -> dict[bytes, UUID]:
        """Return the members behind these contact digests."""
        if not digests:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT digest, member_id FROM guest_contact"
            " WHERE programme_id = %s AND digest = ANY(%s)",
            (self._programme_id, list(digests)),
        )
        return {bytes(row[0]): row[1] for row in rows}

    def suppressed(self, digests: Collection[bytes]) -> set[bytes]:
        """Return those digests that belong to erased persons."""
        if not digests:
            return set()
        rows = self._connection.exec_driver_sql(
            "SELECT digest FROM suppression"
            " WHERE programme_id = %s AND digest = ANY(%s)",
            (self._programme_id, list(digests)),
        )
        return {bytes(row[0]) for row in rows}

    def add(self, member_id: UUID, *, at: datetime, **values: object) -> None:
        self._connection.execute(
            insert(member).values(
                programme_id=self._programme_id,
                member_id=member_id,
                created_at=at,
                updated_at=at,
                **values,
            )
        )
        self._tell(lambda: people.member_made(member_id, values.get("state"), at=at))

    def add_many(self, rows: Sequence[NewMember], *, at: datetime) -> None:
        """Insert members with what they are known by; nobody else knows them yet."""
        fields = NewMember.__dataclass_fields__
        columns = {name: [getattr(row, name) for row in rows] for name in fields}
        self._connection.exec_driver_sql(
            ADD_MANY, columns | {"programme": self._programme_id, "at": at}
        )
        self._tell(
            lambda: (
                told
                for row in rows
                for told in people.member_made(row.member_id, row.state, at=at)
            )
        )

    def link(
        self, store_id: UUID, customer_ref: str, member_id: UUID, *, at: datetime
    ) -> None:
        """Say that this customer is this member, whoever it was before."""
        statement = upsert(customer_link).values(
            programme_id=self._programme_id,
            store_id=store_id,
            customer_ref=customer_ref,
            member_id=member_id,
            linked_at=at,
        )
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["programme_id", "store_id", "customer_ref"],
                set_={"member_id": member_id, "linked_at": at},
            )
        )

    def customer_gone(self, store_id: UUID, customer_ref: str, *, at: datetime) -> None:
        """Note that the store deleted this customer; our link stays."""
        self._connection.execute(
            update(customer_link)
            .where(
                customer_link.c.programme_id == self._programme_id,
                customer_link.c.store_id == store_id,
                customer_link.c.customer_ref == customer_ref,
            )
            .values(gone_at=at)
        )

    def suppress(self, digest: bytes, kind: str, *, at: datetime) -> None:
        """Remember an erased contact or customer, by digest only."""
        self._connection.execute(
            upsert(suppression)
            .values(
                programme_id=self._programme_id, digest=digest, kind=kind, erased_at=at
            )
            .on_conflict_do_nothing()
        )

    def change(self, member_id: UUID, *, at: datetime, **values: object) -> None:
        """Set columns of a member; ``MemberMissing`` when there is none."""
        done = self._connection.execute(
            update(member)
            .where(
                member.c.programme_id == self._programme_id,
                member.c.member_id == member_id,
            )
            .values(updated_at=at, version=member.c.version + 1, **values)
        )
        if done.rowcount != 1:
            raise MemberMissing("no such member in this programme")
        self._tell(lambda: people.member_changed(member_id, values, at=at))

    def move_links(self, gone: UUID, kept: UUID) -> None:
        """Lead every customer and contact of *gone* to *kept*."""
        for table in (customer_link, guest_contact):
            self._connection.execute(
                update(table)
                .where(
                    table.c.programme_id == self._programme_id,
                    table.c.member_id == gone,
                )
                .values(member_id=kept)
            )

    def move_orders(self, gone: UUID, kept: UUID) -> None:
        """Make *kept* the owner of what *gone* ordered and was given."""
        where = (self._programme_id, gone)
        self._connection.exec_driver_sql(
            "UPDATE order_settlement SET member_id = %s, awards = ("
            " SELECT coalesce(jsonb_agg(CASE WHEN a->>'member_id' = %s"
            "  THEN jsonb_set(a, '{member_id}', to_jsonb(%s::text)) ELSE a END), '[]')"
            " FROM jsonb_array_elements(awards) AS a)"
            " WHERE programme_id = %s AND member_id = %s",
            (kept, str(gone), str(kept), *where),
        )
        self._connection.exec_driver_sql(
            "UPDATE fact_award SET member_id = %s WHERE programme_id = %s"
            " AND member_id = %s AND state <> 'taken_back'",
            (kept, *where),
        )

    def get(self, member_id: UUID) -> MemberRow:
        """Return a member; ``MemberMissing`` when there is none."""
        found = self.many([member_id])
        if member_id not in found:
            raise MemberMissing("no such member in this programme")
        return found[member_id]

    def many(self, member_ids: Collection[UUID]) -> Mapping[UUID, MemberRow]:
        """Return those of *member_ids* that exist."""
        if not member_ids:
            return {}
        rows = self._connection.execute(
            select(*COLUMNS).where(
                member.c.programme_id == self._programme_id,
                member.c.member_id.in_(list(member_ids)),
            )
        )
        return {row[0]: MemberRow(*row) for row in rows}

    def by_email(self, email: str) -> MemberRow | None:
        """Return the living member with this e-mail, active before shadow."""
        found = [
            row
            for row in self.many(self._with_email(email)).values()
            if row.state in {"active", "shadow"}
        ]
        found.sort(key=lambda row: (row.state, row.created_at))
        return found[0] if found else None

    def proved_with_emails(
        self, emails: Collection[str]
    ) -> Mapping[str, Sequence[MemberRow]]:
        """Return the active members who proved these addresses, longest known first."""
        if not emails:
            return {}
        found = self._connection.exec_driver_sql(
            "SELECT said.email, f.member_id FROM unnest(%s::text[]) AS said(email),"
            " LATERAL setia_members_with_email(said.email) AS f",
            (sorted(set(emails)),),
        ).all()
        rows = self.many({row[1] for row in found})
        proved: dict[str, list[MemberRow]] = {}
        for email, member_id in found:
            row = rows[member_id]
            if row.state == "active" and row.contact_verified:
                proved.setdefault(email, []).append(row)
        for same in proved.values():
            same.sort(key=lambda row: (row.created_at, row.member_id))
        return proved

    def with_email_in(self, store_id: UUID, email: str) -> list[UUID]:
        """Return the members of this store's customers who have this e-mail."""
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT m.member_id FROM member m JOIN customer_link l"
            " ON l.programme_id = m.programme_id AND l.member_id = m.member_id"
            " WHERE m.programme_id = %s AND m.member_id = ANY(%s)"
            " AND l.store_id = %s AND m.state IN ('active', 'shadow')"
            " ORDER BY m.member_id LIMIT 5",
            (self._programme_id, self._with_email(email), store_id),
        )
        return [row[0] for row in rows]

    def _with_email(self, email: str) -> list[UUID]:
        rows = self._connection.exec_driver_sql(
            "SELECT member_id FROM setia_members_with_email(%s)", (email,)
        )
        return [row[0] for row in rows]

    def search(
        self, said: str, *, limit: int, phones: Sequence[str] = ()
    ) -> list[MemberRow]:
        """Return up to *limit* members that *said* names or begins to name.

        A customer's id, a code or an order's id whole; the beginning of an e-mail,
        a name, a last name or a phone number, of which *phones* are more spellings.
        Best first.
        """
        rows = self._connection.exec_driver_sql(
            "SELECT member_id FROM setia_find_members(%s, %s)"
            " UNION ALL SELECT member_id FROM setia_members_with_phone(%s, %s)",
            (said, limit, list(phones), limit),
        )
        wanted = list(dict.fromkeys(row[0] for row in rows))[:limit]
        found = self.many(wanted)
        return [found[member_id] for member_id in wanted if member_id in found]

    def links_of(self, member_id: UUID) -> list[tuple[UUID, str]]:
        """Return (store, customer_ref) of a member, gone customers left out."""
        rows = self._connection.execute(
            select(customer_link.c.store_id, customer_link.c.customer_ref)
            .where(
                customer_link.c.programme_id == self._programme_id,
                customer_link.c.member_id == member_id,
                customer_link.c.gone_at.is_(None),
            )
            .order_by(customer_link.c.linked_at)
        )
        return [(row[0], row[1]) for row in rows]

    def page(
        self,
        *,
        after: tuple[datetime, UUID] | None,
        limit: int,
        updated_since: datetime | None = None,
        states: Collection[str] = ("active", "shadow", "closed"),
    ) -> list[MemberRow]:
        """Return up to *limit* members, last changed first, after the cursor."""
        query = select(*COLUMNS).where(
            member.c.programme_id == self._programme_id,
            member.c.state.in_(tuple(states)),
        )
        if updated_since is not None:
            query = query.where(member.c.updated_at >= updated_since)
        if after is not None:
            stamp, last = after
            query = query.where(
                or_(
                    member.c.updated_at < stamp,
                    and_(member.c.updated_at == stamp, member.c.member_id < last),
                )
            )
        rows = self._connection.execute(
            query.order_by(member.c.updated_at.desc(), member.c.member_id.desc()).limit(
                limit
            )
        )
        return [MemberRow(*row) for row in rows]
