"""What was paid or granted for memberships, and the periods that follow from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.memberships.periods import Fee, Period
from app.storage.unit_of_work import UnitOfWork

FEE = "fee_id, plan, began_at, months, days, ends_at, quantity, trial, void_at"
PERIOD = "plan, starts_at, ends_at, trial, ending, fee_id"


@dataclass(frozen=True, slots=True)
class PaidFee:
    """A fee of an order, with where it was paid."""

    fee: Fee
    member_id: UUID
    store_id: UUID
    order_ref: str
    offer: int


@dataclass(frozen=True, slots=True)
class KnownFee:
    """A fee as people see it."""

    fee: Fee
    kind: str
    store_id: UUID | None
    order_ref: str | None
    reason: str
    by: str


class MembershipFees:
    """Reads and writes ``membership_fee`` and ``membership``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of_member(self, member_id: UUID) -> list[Fee]:
        """Return every fee of a member, void ones included, oldest first."""
        rows = self._run(
            f"SELECT {FEE} FROM membership_fee WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY began_at, fee_id",
            member_id=member_id,
        )
        return [Fee(*row) for row in rows]

    def known(self, member_id: UUID) -> list[KnownFee]:
        """Return every fee of a member with its origin, oldest first."""
        rows = self._run(
            f"SELECT {FEE}, kind, store_id, order_ref, reason, by FROM membership_fee"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " ORDER BY began_at, fee_id",
            member_id=member_id,
        )
        return [KnownFee(Fee(*row[:9]), *row[9:]) for row in rows]

    def of_orders(
        self, keys: Collection[tuple[UUID, str]]
    ) -> dict[tuple[UUID, str], list[PaidFee]]:
        """Return the fees that these orders paid."""
        if not keys:
            return {}
        stores, refs = zip(*keys, strict=True)
        rows = self._run(
            f"SELECT {FEE}, member_id, store_id, order_ref, offer FROM membership_fee"
            " JOIN unnest(%(stores)s::uuid[], %(refs)s::text[]) AS k(s, r)"
            " ON store_id = k.s AND order_ref = k.r"
            " WHERE programme_id = %(programme_id)s AND kind = 'order'",
            stores=list(stores),
            refs=list(refs),
        )
        found: dict[tuple[UUID, str], list[PaidFee]] = {}
        for row in rows:
            paid = PaidFee(Fee(*row[:9]), *row[9:])
            found.setdefault((paid.store_id, paid.order_ref), []).append(paid)
        return found

    def save_paid(self, paid: PaidFee, *, at: datetime) -> None:
        """Insert the fee of an order, or write back what may change of it."""
        fee = paid.fee
        self._run(
            f"INSERT INTO membership_fee (programme_id, member_id, kind, store_id,"
            f" order_ref, offer, reason, by, created_at, {FEE}) VALUES"
            " (%(programme_id)s, %(member_id)s, 'order', %(store_id)s, %(order_ref)s,"
            " %(offer)s, 'bought', 'order', %(at)s, %(fee_id)s, %(plan)s,"
            " %(began_at)s, %(months)s, %(days)s, %(ends_at)s, %(quantity)s,"
            " %(trial)s, %(void_at)s)"
            " ON CONFLICT (programme_id, store_id, order_ref, plan, offer)"
            " WHERE kind = 'order' DO UPDATE SET member_id = excluded.member_id,"
            " quantity = excluded.quantity, void_at = excluded.void_at",
            member_id=paid.member_id,
            store_id=paid.store_id,
            order_ref=paid.order_ref,
            offer=paid.offer,
            at=at,
            **_columns(fee),
        )

    def grant(
        self, member_id: UUID, fee: Fee, *, reason: str, by: str, at: datetime
    ) -> None:
        """Write a grant."""
        self._run(
            f"INSERT INTO membership_fee (programme_id, member_id, kind, reason, by,"
            f" created_at, {FEE}) VALUES (%(programme_id)s, %(member_id)s, 'grant',"
            " %(reason)s, %(by)s, %(at)s, %(fee_id)s, %(plan)s, %(began_at)s,"
            " %(months)s, %(days)s, %(ends_at)s, %(quantity)s, %(trial)s, %(void_at)s)",
            member_id=member_id,
            reason=reason,
            by=by,
            at=at,
            **_columns(fee),
        )

    def void(self, member_id: UUID, fee_ids: Collection[UUID], *, at: datetime) -> int:
        """Take fees back from an instant on; return how many."""
        done = self._run(
            "UPDATE membership_fee SET void_at = %(at)s"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND fee_id = ANY(%(ids)s) AND void_at IS NULL",
            member_id=member_id,
            ids=list(fee_ids),
            at=at,
        )
        return done.rowcount

    def periods(self, member_id: UUID) -> list[Period]:
        """Return the periods that are written of a member, oldest first."""
        rows = self._run(
            f"SELECT {PERIOD} FROM membership WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY plan, starts_at",
            member_id=member_id,
        )
        return [Period(*row) for row in rows]

    def write(
        self, member_id: UUID, before: Sequence[Period], after: Sequence[Period]
    ) -> None:
        """Bring what is written from *before* to *after*; the member is locked."""
        kept, written = set(after), set(before)
        for period in before:
            if period not in kept:
                self._run(
                    "DELETE FROM membership WHERE programme_id = %(programme_id)s"
                    " AND member_id = %(member_id)s AND plan = %(plan)s"
                    " AND starts_at = %(starts_at)s",
                    member_id=member_id,
                    plan=period.plan,
                    starts_at=period.starts_at,
                )
        for period in after:
            if period not in written:
                self._run(
                    f"INSERT INTO membership (programme_id, member_id, {PERIOD})"
                    " VALUES (%(programme_id)s, %(member_id)s, %(plan)s,"
                    " %(starts_at)s, %(ends_at)s, %(trial)s, %(ending)s, %(fee_id)s)",
                    member_id=member_id,
                    **{
                        name: getattr(period, name)
                        for name in Period.__dataclass_fields__
                    },
                )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* the fees of *gone*, whose periods are worked out anew."""
        self._run(
            "UPDATE membership_fee SET member_id = %(kept)s"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s",
            kept=kept,
            gone=gone,
        )
        self.forget(gone)

    def forget(self, member_id: UUID) -> None:
        """Drop a member's memberships: merged or erased."""
        for table in ("membership_fee", "membership"):
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme_id)s"
                " AND member_id = %(member_id)s",
                member_id=member_id,
            )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )


def _columns(fee: Fee) -> dict[str, object]:
    return {name: getattr(fee, name) for name in Fee.__dataclass_fields__}
