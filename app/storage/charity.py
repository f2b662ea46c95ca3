"""Donations (used vouchers of rewards for charity) and what was paid out of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

DONATIONS: Final = (
    " FROM voucher v LEFT JOIN charity_payout_line l"
    "   ON l.programme_id = v.programme_id AND l.voucher_id = v.voucher_id"
    " WHERE v.programme_id = %(programme_id)s AND v.terms ->> 'kind' = 'charity'"
    " AND v.state = 'used'"
)


@dataclass(frozen=True, slots=True)
class CauseTotal:
    """What was given to one cause in one currency, minor units."""

    cause: str
    currency: str
    donations: int
    amount_minor: int
    paid_minor: int


@dataclass(frozen=True, slots=True)
class Donation:
    """One gift of one member."""

    voucher_id: UUID
    member_id: UUID
    cause: str
    currency: str
    amount_minor: int
    given_at: datetime
    payout_id: UUID | None


@dataclass(frozen=True, slots=True)
class Payout:
    """One payment to a cause."""

    payout_id: UUID
    cause: str
    currency: str
    amount_minor: int
    donations: int
    reference: str
    actor: str
    paid_at: datetime


COLUMNS: Final = ", ".join(Payout.__dataclass_fields__)


class CharityRepository:
    """Reads donations; keeps payouts."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def totals(self) -> list[CauseTotal]:
        """Return what was given and paid, by cause and currency."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT v.terms ->> 'cause', v.terms ->> 'currency', count(*),"
            " sum((v.terms ->> 'amount_minor')::bigint)::bigint,"
            f" coalesce(sum(l.amount_minor), 0)::bigint{DONATIONS}"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            self._with(),
        )
        return [CauseTotal(*row) for row in rows]

    def donations(
        self,
        *,
        member_id: UUID | None = None,
        payout_id: UUID | None = None,
        before: UUID | None = None,
        most: int = 50,
    ) -> list[Donation]:
        """Return gifts, newest first, after the cursor *before*."""
        return self._donations(
            " AND (%(member_id)s::uuid IS NULL OR v.member_id = %(member_id)s::uuid)"
            " AND (%(payout_id)s::uuid IS NULL OR l.payout_id = %(payout_id)s::uuid)"
            " AND (%(before)s::uuid IS NULL OR v.voucher_id < %(before)s::uuid)"
            " ORDER BY v.voucher_id DESC LIMIT %(most)s",
            member_id=member_id,
            payout_id=payout_id,
            before=before,
            most=most,
        )

    def unpaid(self, cause: str, currency: str) -> list[Donation]:
        """Lock and return the gifts to a cause that were not paid out, oldest first."""
        return self._donations(
            " AND v.terms ->> 'cause' = %(cause)s"
            " AND v.terms ->> 'currency' = %(currency)s AND l.payout_id IS NULL"
            " ORDER BY v.voucher_id FOR UPDATE OF v",
            cause=cause,
            currency=currency,
        )

    def add(self, payout: Payout, donations: list[Donation]) -> None:
        """Keep a payout and the gifts that it pays."""
        names = ", ".join(f"%({name})s" for name in Payout.__dataclass_fields__)
        self._uow.connection.exec_driver_sql(
            f"INSERT INTO charity_payout (programme_id, {COLUMNS})"
            f" VALUES (%(programme_id)s, {names})",
            self._with(
                **{name: getattr(payout, name) for name in Payout.__dataclass_fields__}
            ),
        )
        self._uow.connection.exec_driver_sql(
            "INSERT INTO charity_payout_line"
            " (programme_id, voucher_id, payout_id, amount_minor)"
            " SELECT %(programme_id)s, n.id, %(payout_id)s, n.amount"
            " FROM unnest(%(ids)s::uuid[], %(amounts)s::bigint[]) AS n(id, amount)",
            self._with(
                payout_id=payout.payout_id,
                ids=[each.voucher_id for each in donations],
                amounts=[each.amount_minor for each in donations],
            ),
        )

    def payouts(self, cause: str | None = None) -> list[Payout]:
        """Return payouts, newest first."""
        rows = self._uow.connection.exec_driver_sql(
            f"SELECT {COLUMNS} FROM charity_payout"
            " WHERE programme_id = %(programme_id)s"
            " AND (%(cause)s::text IS NULL OR cause = %(cause)s::text)"
            " ORDER BY payout_id DESC",
            self._with(cause=cause),
        )
        return [Payout(*row) for row in rows]

    def _donations(self, rest: str, **values: object) -> list[Donation]:
        rows = self._uow.connection.exec_driver_sql(
            "SELECT v.voucher_id, v.member_id, v.terms ->> 'cause',"
            " v.terms ->> 'currency', (v.terms ->> 'amount_minor')::bigint, v.used_at,"
            f" l.payout_id{DONATIONS}{rest}",
            self._with(**values),
        )
        return [Donation(*row) for row in rows]

    def _with(self, **values: object) -> dict[str, object]:
        return {"programme_id": self._uow.programme_id, **values}
