"""The audit trail: who did what, chained so that a gap or a change is found.

Two books of one shape: what happened in a programme, and what happened in the
merchant's team. Insert-only for everybody.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    identifier,
    instant,
    merchant_table,
    raw,
    tenant_table,
    text,
    units,
    within,
)

DIGEST_BYTES = 32


def _columns(owner: str) -> list[SchemaItem]:
    return [
        units("seq"),
        identifier("entry_id"),
        instant("at"),
        text("actor"),
        text("action"),
        text("subject"),
        text("surface"),
        document("before", nullable=True),
        document("after", nullable=True),
        text("request_id"),
        raw("address_digest", nullable=True),
        raw("previous_hash"),
        raw("hash"),
        UniqueConstraint(owner, "entry_id"),
        CheckConstraint("seq >= 1", name="seq"),
        *(
            CheckConstraint(f"octet_length({column}) = {DIGEST_BYTES}", name=column)
            for column in ("previous_hash", "hash")
        ),
    ]


programme_audit = tenant_table(
    "programme_audit",
    *_columns("programme_id"),
    within("programme"),
    key=("seq",),
    info=INSERT_ONLY,
)

merchant_audit = merchant_table(
    "merchant_audit", *_columns("merchant_id"), key=("seq",), info=INSERT_ONLY
)
