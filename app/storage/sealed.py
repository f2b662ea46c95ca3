"""Where sealed texts lie, so that all of them can be sealed anew.

A column that is missing here is lost when its key is taken away: a test compares
this list with the places that seal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from typing_extensions import override

from app.storage.unit_of_work import MerchantWork, UnitOfWork


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed texts, and the id by which its rows are told apart."""

    table: str
    row_id: str
    column: str

    @override
    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


SEALED_COLUMNS: Final = (
    SealedColumn("store", "store_id", "credentials"),
    SealedColumn("store", "store_id", "webhook_secrets"),
    SealedColumn("store", "store_id", "identity_secrets"),
    SealedColumn("store_pairing", "pairing_id", "sealed_keys"),
    SealedColumn("pool_code", "code_id", "sealed"),
    SealedColumn("support_claim", "claim_id", "sealed_contact"),
    SealedColumn("contact_change", "change_id", "sealed_old"),
    SealedColumn("prize_draw", "draw_id", "sealed_seed"),
    SealedColumn("kept_piece", "piece_id", "sealed"),
    SealedColumn("webhook_endpoint", "endpoint_id", "secret"),
    SealedColumn("webhook_endpoint", "endpoint_id", "former_secret"),
    SealedColumn("member_merge", "merge_id", "sealed_contact"),
)

SEALED_OF_TEAMS: Final = (SealedColumn("staff", "staff_id", "totp_secret"),)
"""Those of a merchant's team: read and written in a unit of work of the merchant."""


@dataclass(frozen=True, slots=True)
class SealedText:
    """One row's sealed text."""

    row_id: UUID
    sealed: str


def _owner(work: UnitOfWork | MerchantWork) -> tuple[str, UUID]:
    if isinstance(work, UnitOfWork):
        return "programme_id", work.programme_id
    return "merchant_id", work.merchant_id


def sealed_texts(
    uow: UnitOfWork | MerchantWork, place: SealedColumn, *, after: UUID, most: int
) -> list[SealedText]:
    """Return the sealed texts of a column behind *after*, in the order of ids."""
    column, owner_id = _owner(uow)
    rows = uow.connection.exec_driver_sql(
        f"SELECT {place.row_id}, {place.column} FROM {place.table}"
        f" WHERE {column} = %(owner)s AND {place.row_id} > %(after)s"
        f" AND {place.column} IS NOT NULL ORDER BY {place.row_id} LIMIT %(most)s",
        {"owner": owner_id, "after": after, "most": most},
    )
    return [SealedText(*row) for row in rows]


def replace_sealed(
    uow: UnitOfWork | MerchantWork,
    place: SealedColumn,
    renewed: Sequence[tuple[SealedText, str]],
) -> int:
    """Write sealed texts anew where nobody wrote since; return how many."""
    column, owner_id = _owner(uow)
    return sum(
        uow.connection.exec_driver_sql(
            f"UPDATE {place.table} SET {place.column} = %(fresh)s"
            f" WHERE {column} = %(owner)s AND {place.row_id} = %(row)s"
            f" AND {place.column} = %(before)s",
            {
                "owner": owner_id,
                "row": before.row_id,
                "before": before.sealed,
                "fresh": fresh,
            },
        ).rowcount
        for before, fresh in renewed
    )
