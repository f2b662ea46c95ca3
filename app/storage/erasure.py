"""Requests for erasure as rows, and everything that leads to a person.

Taking it away is ``app.storage.blanking``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

OPEN = "('granted', 'issuing', 'issued')"


@dataclass(frozen=True, slots=True)
class OpenVoucher:
    """A voucher of the person that has not ended."""

    voucher_id: UUID
    state: str
    ending: str | None
    store_connected: bool


@dataclass(frozen=True, slots=True)
class Request:
    """An erasure that was asked for."""

    member_id: UUID
    policy: str
    erased_at: datetime | None
    claimed_by: UUID | None


@dataclass(frozen=True, slots=True)
class Traces:
    """What leads to a person: texts to look for in deliveries and debts."""

    members: tuple[UUID, ...]
    """The person's member and those merged into it."""
    contacts: tuple[str, ...]
    """E-mail addresses and phone numbers."""
    customers: tuple[tuple[UUID, str], ...]
    orders: tuple[tuple[UUID, str], ...]

    @property
    def refs(self) -> list[str]:
        """Every platform reference, customers and orders together."""
        return sorted({ref for _, ref in (*self.customers, *self.orders)})


class OfProgramme:
    """Statements that are bound to the programme of their unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def _run(self, sql: str, **values: object) -> Sequence[Any]:
        result = self._connection.exec_driver_sql(
            sql, {"programme": self._programme_id, **values}
        )
        return result.all() if result.returns_rows else ()


class ErasureRepository(OfProgramme):
    """Reads and notes erasures, and finds what leads to a person."""

    # What was asked for.

    def request(
        self, member_id: UUID, *, policy: str, actor: str, at: datetime
    ) -> Request:
        """Write the request down, once; return it locked."""
        self._run(
            "INSERT INTO erasure (programme_id, member_id, policy, actor, requested_at)"
            " VALUES (%(programme)s, %(member)s, %(policy)s, %(actor)s, %(at)s)"
            " ON CONFLICT (programme_id, member_id) DO NOTHING",
            member=member_id,
            policy=policy,
            actor=actor,
            at=at,
        )
        rows = self._run(
            "SELECT member_id, policy, erased_at, claimed_by FROM erasure"
            " WHERE programme_id = %(programme)s AND member_id = %(member)s FOR UPDATE",
            member=member_id,
        )
        return Request(*rows[0])

    def finish(
        self, member_id: UUID, *, at: datetime, claim_digest: bytes | None
    ) -> None:
        """Note that the person is gone."""
        self._run(
            "UPDATE erasure SET erased_at = %(at)s, claim_digest = %(claim)s"
            " WHERE programme_id = %(programme)s AND member_id = %(member)s",
            member=member_id,
            at=at,
            claim=claim_digest,
        )

    def by_claim(self, claim_digest: bytes) -> Request | None:
        """Return the erasure behind a claim code, locked, or None."""
        rows = self._run(
            "SELECT member_id, policy, erased_at, claimed_by FROM erasure"
            " WHERE programme_id = %(programme)s AND claim_digest = %(claim)s"
            " FOR UPDATE",
            claim=claim_digest,
        )
        return Request(*rows[0]) if rows else None

    def claimed(self, member_id: UUID, by: UUID, *, at: datetime) -> None:
        """Note who took over what was kept; the code is used up."""
        self._run(
            "UPDATE erasure SET claimed_by = %(by)s, claimed_at = %(at)s,"
            " claim_digest = NULL"
            " WHERE programme_id = %(programme)s AND member_id = %(member)s",
            member=member_id,
            by=by,
            at=at,
        )

    def unfinished(self) -> list[UUID]:
        """Return members whose erasure was asked for and is not done, oldest first."""
        rows = self._run(
            "SELECT member_id FROM erasure WHERE programme_id = %(programme)s"
            " AND erased_at IS NULL ORDER BY requested_at, member_id"
        )
        return [row[0] for row in rows]

    def erased(self) -> list[tuple[UUID, datetime]]:
        """Return (member, when) of everybody erased, for the list by the backups."""
        rows = self._run(
            "SELECT member_id, erased_at FROM erasure"
            " WHERE programme_id = %(programme)s AND erased_at IS NOT NULL"
            " ORDER BY erased_at, member_id"
        )
        return [(row[0], row[1]) for row in rows]

    def freeze(self, member_id: UUID, *, reason: str, at: datetime) -> None:
        """Stop the member's redemptions; a stricter freeze stays as it is."""
        self._run(
            "INSERT INTO ledger_freeze (programme_id, member_id, extent, reason,"
            " frozen_at) VALUES (%(programme)s, %(member)s, 'redeeming', %(reason)s,"
            " %(at)s) ON CONFLICT (programme_id, member_id) DO NOTHING",
            member=member_id,
            reason=reason,
            at=at,
        )

    # What leads to the person.

    def open_vouchers(self, members: Collection[UUID]) -> list[OpenVoucher]:
        """Return the vouchers that have to end first, oldest first."""
        rows = self._run(
            "SELECT v.voucher_id, v.state, v.ending, s.state = 'connected'"
            " FROM voucher v JOIN store s ON s.programme_id = v.programme_id"
            " AND s.store_id = v.store_id"
            f" WHERE v.programme_id = %(programme)s AND v.state IN {OPEN}"
            " AND v.member_id = ANY(%(members)s) ORDER BY v.created_at, v.voucher_id",
            members=list(members),
        )
        return [OpenVoucher(*row) for row in rows]

    def lock_orders(self, members: Collection[UUID]) -> None:
        """Lock the settlement rows of the person's orders, in key order."""
        self._run(
            "SELECT 1 FROM order_settlement WHERE programme_id = %(programme)s"
            " AND member_id = ANY(%(members)s)"
            " ORDER BY store_id, order_ref FOR UPDATE",
            members=list(members),
        )

    def heir(self, member_id: UUID) -> UUID:
        """Return the member that lives on after merges; itself without any."""
        rows = self._run(
            "WITH RECURSIVE line AS ("
            " SELECT member_id, merged_into FROM member"
            " WHERE programme_id = %(programme)s AND member_id = %(member)s"
            " UNION SELECT m.member_id, m.merged_into FROM member m JOIN line"
            " ON m.programme_id = %(programme)s AND m.member_id = line.merged_into)"
            " SELECT member_id FROM line WHERE merged_into IS NULL",
            member=member_id,
        )
        return UUID(str(rows[0][0])) if rows else member_id

    def same_person(self, member_id: UUID) -> list[UUID]:
        """Return the member and everybody merged into it, however far back."""
        rows = self._run(
            "WITH RECURSIVE same AS ("
            " SELECT %(member)s::uuid AS member_id"
            " UNION SELECT m.member_id FROM member m JOIN same"
            " ON m.programme_id = %(programme)s AND m.merged_into = same.member_id)"
            " SELECT member_id FROM same ORDER BY member_id",
            member=member_id,
        )
        return [row[0] for row in rows]

    def traces(self, members: Collection[UUID]) -> Traces:
        """Return everything that leads to these members."""
        asked = {"members": list(members)}
        contacts = self._run(
            "SELECT email, phone FROM member WHERE programme_id = %(programme)s"
            " AND member_id = ANY(%(members)s)",
            **asked,
        )
        customers = self._run(
            "SELECT store_id, customer_ref FROM customer_link"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)"
            " ORDER BY store_id, customer_ref",
            **asked,
        )
        orders = self._run(
            "SELECT store_id, order_ref FROM order_settlement"
            " WHERE programme_id = %(programme)s AND member_id = ANY(%(members)s)"
            " ORDER BY store_id, order_ref",
            **asked,
        )
        found = {text for row in contacts for text in row if text}
        return Traces(
            tuple(members),
            tuple(sorted(found)),
            tuple((row[0], row[1]) for row in customers),
            tuple((row[0], row[1]) for row in orders),
        )

    def guest_digests(self, members: Collection[UUID]) -> list[tuple[bytes, str]]:
        """Return (digest, kind) of the guest contacts of these members."""
        rows = self._run(
            "SELECT digest, kind FROM guest_contact WHERE programme_id = %(programme)s"
            " AND member_id = ANY(%(members)s)",
            members=list(members),
        )
        return [(bytes(row[0]), row[1]) for row in rows]

    def members_of_store(self, store_id: UUID) -> tuple[list[UUID], list[UUID]]:
        """Return members known only through this store, and those known elsewhere."""
        rows = self._run(
            "WITH known AS ("
            " SELECT member_id, store_id FROM customer_link"
            " WHERE programme_id = %(programme)s"
            " UNION SELECT member_id, store_id FROM order_settlement"
            " WHERE programme_id = %(programme)s AND member_id IS NOT NULL)"
            " SELECT k.member_id, bool_and(k.store_id = %(store)s) FROM known k"
            " JOIN member m ON m.programme_id = %(programme)s"
            " AND m.member_id = k.member_id"
            " AND m.state IN ('active', 'shadow', 'closed')"
            " GROUP BY k.member_id HAVING bool_or(k.store_id = %(store)s)"
            " ORDER BY k.member_id",
            store=store_id,
        )
        only = [row[0] for row in rows if row[1]]
        return only, [row[0] for row in rows if not row[1]]

    def unlink_store(self, store_id: UUID) -> list[tuple[UUID, str]]:
        """Cut all links to a store's customers and orders; return the orders."""
        self._run(
            "DELETE FROM customer_link WHERE programme_id = %(programme)s"
            " AND store_id = %(store)s",
            store=store_id,
        )
        rows = self._run(
            "SELECT store_id, order_ref FROM order_settlement"
            " WHERE programme_id = %(programme)s AND store_id = %(store)s"
            " AND state <> 'erased' ORDER BY order_ref FOR UPDATE",
            store=store_id,
        )
        return [(row[0], row[1]) for row in rows]

    def customers_of(self, store_id: UUID) -> list[str]:
        """Return the customer references of a store that are linked to a member."""
        rows = self._run(
            "SELECT customer_ref FROM customer_link WHERE programme_id = %(programme)s"
            " AND store_id = %(store)s ORDER BY customer_ref",
            store=store_id,
        )
        return [row[0] for row in rows]
