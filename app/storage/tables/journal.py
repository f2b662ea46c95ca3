"""The sealed journal and its queue, and what is said about a transaction.

Notes and sources may be erased: the journal commits to a note without holding it.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint

from app.storage.lookups import first_due_function
from app.storage.tables.base import (
    INSERT_ONLY,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

DIGEST_BYTES = 32


def _digest(column: str) -> CheckConstraint:
    return CheckConstraint(f"octet_length({column}) = {DIGEST_BYTES}", name=column)


ledger_unsealed = tenant_table(
    "ledger_unsealed",
    instant("posted_at"),
    identifier("transaction_id"),
    # No foreign key: it is written in the statement that writes the transaction,
    # and a row without one would never be sealed and be found by the proof.
    # In the order of sealing: one index serves order, insert and delete.
    key=("posted_at", "transaction_id"),
    info={"privileges": "SELECT, INSERT, DELETE", "frozen": False},
)

ledger_journal = tenant_table(
    "ledger_journal",
    units("seq"),
    identifier("transaction_id"),
    raw("content_hash"),
    raw("previous_hash"),
    raw("hash"),
    instant("sealed_at"),
    within("ledger_transaction", transaction_id="transaction_id"),
    UniqueConstraint("programme_id", "transaction_id"),
    CheckConstraint("seq >= 1", name="seq"),
    _digest("content_hash"),
    _digest("previous_hash"),
    _digest("hash"),
    key=("seq",),
    info=INSERT_ONLY,
)

transaction_source = tenant_table(
    "transaction_source",
    identifier("transaction_id"),
    text("kind"),
    identifier("store_id", nullable=True),
    text("source_ref", nullable=True),
    within("ledger_transaction", transaction_id="transaction_id"),
    key=("transaction_id",),
)
"""Where a transaction came from, in the platform's words. Blanked by erasure."""

transaction_note = tenant_table(
    "transaction_note",
    identifier("transaction_id"),
    text("note", nullable=True),
    raw("salt", nullable=True),
    instant("erased_at", nullable=True),
    within("ledger_transaction", transaction_id="transaction_id"),
    CheckConstraint("(note IS NULL) = (salt IS NULL)", name="salted"),
    key=("transaction_id",),
)
"""A person's words. The commitment in the transaction outlives them."""

first_due_function("ledger_unsealed", "true", "posted_at")
