"""The ledger: what was posted (insert-only), and what is derived from it.

A posting's accounts are a place and, for a member's account, the member:
``issued`` alone is ``programme:issued``, ``available`` with a member is
``member:<id>:available``. Derived rows (``ledger_lot_state``,
``member_balance``) change only together with the postings that they sum up,
under the lock of the balance row. Signs: ``member_balance.shortfall`` is what
is owed, positive; in ``ledger_lot_state`` shortfall and goodwill count with
the sign of their account.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy import (
    text as sql,
)

from app.domain.ledger.accounts import Place, Pot
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_BALANCE, MAX_POSTING
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
from app.storage.tables.shapes import shape

DIGEST_BYTES = 32
OF_A_LOT = (
    "pending",
    "available",
    "held",
    "burned",
    "expired",
    "clawed",
    "removed",
    "forfeited",
    "given",
)
"""Columns of a lot's state that are never negative."""

HOT = {"postgresql_with": {"fillfactor": "80"}}
"""Rows that change in place need room beside them."""


def _among(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


_PLACES = [place.value for place in Place]
_POTS = [pot.value for pot in Pot]


def _account(side: str) -> str:
    """Return the condition that *side* names an account of its owner."""
    return (
        f"CASE WHEN {side}_member_id IS NULL THEN {_among(side, _POTS)}"
        f" ELSE {_among(side, _PLACES)} END"
    )


ledger_transaction = tenant_table(
    "ledger_transaction",
    identifier("transaction_id"),
    text("kind"),
    raw("key_digest"),
    raw("request_digest"),
    instant("occurred_at"),
    instant("posted_at"),
    Column("posting_count", Integer(), nullable=False),
    Column("programme_version", Integer(), nullable=True),
    text("rule_ref", nullable=True),
    text("actor"),
    identifier("voucher_id", nullable=True),
    identifier("reverses", nullable=True),
    raw("note_commitment", nullable=True),
    # No foreign key to the programme: every posting would lock its one row, and at
    # eight at a time the server would keep lists of who does. The count at commit
    # looks whether there is such a programme; programmes are never deleted.
    within("ledger_transaction", reverses="transaction_id"),
    UniqueConstraint("programme_id", "key_digest"),
    shape(
        "ledger_transaction",
        {
            "kind": "text",
            "posting_count": "integer",
            "key_digest": "bytea",
            "request_digest": "bytea",
        },
        "posting_count >= 1",
        _among("kind", [kind.value for kind in Kind]),
        f"octet_length(key_digest) = {DIGEST_BYTES}",
        f"octet_length(request_digest) = {DIGEST_BYTES}",
    ),
    key=("transaction_id",),
    info=INSERT_ONLY,
)
Index(
    "uq_ledger_transaction_reverses",
    ledger_transaction.c.programme_id,
    ledger_transaction.c.reverses,
    unique=True,
    postgresql_where=sql("reverses IS NOT NULL"),
)
Index(
    "ix_ledger_transaction_expiry",
    ledger_transaction.c.programme_id,
    ledger_transaction.c.posted_at,
    postgresql_where=sql("kind = 'expiry'"),
)
Index(
    "ix_ledger_transaction_voucher",
    ledger_transaction.c.programme_id,
    ledger_transaction.c.voucher_id,
    postgresql_where=sql("voucher_id IS NOT NULL"),
)

ledger_lot = tenant_table(
    "ledger_lot",
    identifier("lot_id"),
    identifier("home_member_id"),
    text("asset"),
    identifier("award_id", nullable=True),
    # The how-manieth lot of its award, from 1: lots are clawed newest first.
    Column("award_lot", SmallInteger(), nullable=False),
    units("size"),
    identifier("opened_by"),
    instant("awarded_at"),
    text("zone"),
    units("basis_minor", nullable=True),
    text("basis_currency", nullable=True),
    text("basis_kind", nullable=True),
    within("ledger_transaction", opened_by="transaction_id"),
    shape(
        "ledger_lot",
        {
            "size": "bigint",
            "basis_minor": "bigint",
            "basis_currency": "text",
            "basis_kind": "text",
        },
        f"size BETWEEN 1 AND {MAX_POSTING}",
        "(basis_minor IS NULL) = (basis_currency IS NULL)",
        "(basis_minor IS NULL) = (basis_kind IS NULL)",
        "basis_kind IN ('shop', 'presentment')",
    ),
    key=("lot_id",),
    info=INSERT_ONLY,
)
Index(
    "ix_ledger_lot_award",
    ledger_lot.c.programme_id,
    ledger_lot.c.award_id,
    postgresql_where=sql("award_id IS NOT NULL"),
)

ledger_posting = tenant_table(
    "ledger_posting",
    identifier("transaction_id"),
    Column("line", Integer(), nullable=False),
    text("source"),
    identifier("source_member_id", nullable=True),
    text("target"),
    identifier("target_member_id", nullable=True),
    text("asset"),
    identifier("lot_id", nullable=True),
    units("amount"),
    # That of the transaction, kept here so that a member's history is one index.
    instant("posted_at"),
    within("ledger_transaction", transaction_id="transaction_id"),
    within("ledger_lot", lot_id="lot_id"),
    shape(
        "ledger_posting",
        {
            "line": "integer",
            "source": "text",
            "source_member_id": "uuid",
            "target": "text",
            "target_member_id": "uuid",
            "lot_id": "uuid",
            "amount": "bigint",
        },
        f"amount BETWEEN 1 AND {MAX_POSTING}",
        "line >= 1",
        "source <> target OR source_member_id <> target_member_id",
        _account("source"),
        _account("target"),
        # Only forgiveness and the shortfall part of a merge (or their way back).
        "lot_id IS NOT NULL OR (source IN ('shortfall', 'goodwill')"
        " AND target IN ('shortfall', 'goodwill'))",
    ),
    key=("transaction_id", "line"),
    info=INSERT_ONLY,
)
Index(
    "ix_ledger_posting_target",
    ledger_posting.c.programme_id,
    ledger_posting.c.target_member_id,
    ledger_posting.c.posted_at,
    postgresql_where=sql("target_member_id IS NOT NULL"),
)
Index(
    "ix_ledger_posting_source",
    ledger_posting.c.programme_id,
    ledger_posting.c.source_member_id,
    ledger_posting.c.posted_at,
    postgresql_where=sql(
        "source_member_id IS NOT NULL AND"
        " source_member_id IS DISTINCT FROM target_member_id"
    ),
)
Index(
    "ix_ledger_posting_lot",
    ledger_posting.c.programme_id,
    ledger_posting.c.lot_id,
)

ledger_lot_date = tenant_table(
    "ledger_lot_date",
    identifier("lot_id"),
    # Counts up per lot; the highest is in force.
    Column("n", SmallInteger(), nullable=False),
    instant("available_from", nullable=True),
    instant("lapses_at", nullable=True),
    text("reason"),
    identifier("transaction_id", nullable=True),
    instant("recorded_at"),
    within("ledger_lot", lot_id="lot_id"),
    within("ledger_transaction", transaction_id="transaction_id"),
    key=("lot_id", "n"),
    info=INSERT_ONLY,
)

ledger_lot_state = tenant_table(
    "ledger_lot_state",
    identifier("lot_id"),
    identifier("member_id"),
    text("asset"),
    units("size"),
    *(units(name, server_default="0") for name in OF_A_LOT),
    units("shortfall", server_default="0"),
    units("goodwill", server_default="0"),
    # Lapsed units that count as taken back; no part of the sum.
    units("absorbed", server_default="0"),
    Column("maturations", SmallInteger(), nullable=False, server_default="0"),
    Column("expiries", SmallInteger(), nullable=False, server_default="0"),
    Column("dates", SmallInteger(), nullable=False, server_default="1"),
    Column("records", SmallInteger(), nullable=False, server_default="0"),
    instant("available_from", nullable=True),
    instant("lapses_at", nullable=True),
    # Generated, so that the indexes below change only when their answer does.
    Column(
        "live",
        BigInteger(),
        Computed("CASE WHEN pending + available + held > 0 THEN 1 END", persisted=True),
        nullable=True,
    ),
    Column(
        "matures_at",
        DateTime(timezone=True),
        Computed("CASE WHEN pending > 0 THEN available_from END", persisted=True),
        nullable=True,
    ),
    Column(
        "expires_at",
        DateTime(timezone=True),
        Computed("CASE WHEN available > 0 THEN lapses_at END", persisted=True),
        nullable=True,
    ),
    within("ledger_lot", lot_id="lot_id"),
    CheckConstraint(f"least({', '.join(OF_A_LOT)}) >= 0", name="never_negative"),
    CheckConstraint(
        f"{' + '.join((*OF_A_LOT, 'shortfall', 'goodwill'))} = size", name="sum"
    ),
    CheckConstraint("absorbed >= 0 AND absorbed <= expired", name="absorbed"),
    CheckConstraint("clawed + absorbed <= size", name="taken"),
    key=("lot_id",),
    **HOT,
)
Index(
    "ix_ledger_lot_state_holder",
    ledger_lot_state.c.programme_id,
    ledger_lot_state.c.member_id,
    ledger_lot_state.c.asset,
    ledger_lot_state.c.live,
)
Index(
    "ix_ledger_lot_state_matures",
    ledger_lot_state.c.programme_id,
    ledger_lot_state.c.matures_at,
    postgresql_where=sql("matures_at IS NOT NULL"),
)
Index(
    "ix_ledger_lot_state_expires",
    ledger_lot_state.c.programme_id,
    ledger_lot_state.c.expires_at,
    postgresql_where=sql("expires_at IS NOT NULL"),
)

member_balance = tenant_table(
    "member_balance",
    identifier("member_id"),
    text("asset"),
    units("pending", server_default="0"),
    units("available", server_default="0"),
    units("held", server_default="0"),
    units("shortfall", server_default="0"),
    instant("last_posted_at", nullable=True),
    units("version", server_default="0"),
    within("programme"),
    CheckConstraint(
        f"least({', '.join(_PLACES)}) >= 0 AND"
        f" greatest({', '.join(_PLACES)}) <= {MAX_BALANCE}",
        name="shape",
    ),
    CheckConstraint("shortfall = 0 OR available = 0", name="recovered"),
    key=("member_id", "asset"),
    **HOT,
)

ledger_freeze = tenant_table(
    "ledger_freeze",
    identifier("member_id"),
    text("extent"),
    text("reason"),
    instant("frozen_at"),
    within("programme"),
    CheckConstraint("extent IN ('redeeming', 'writes')", name="extent"),
    key=("member_id",),
)
"""Members who may not redeem, or whose accounts take no posting for now."""

clawback_record = tenant_table(
    "clawback_record",
    identifier("lot_id"),
    # Counts up per lot, from 1.
    Column("n", SmallInteger(), nullable=False),
    # What the award was worth after this settlement.
    units("target"),
    # The change: positive when lapsed units were counted as taken, negative back.
    units("absorbed"),
    units("absorbed_total"),
    raw("snapshot_digest", nullable=True),
    identifier("transaction_id", nullable=True),
    instant("recorded_at"),
    within("ledger_lot", lot_id="lot_id"),
    within("ledger_transaction", transaction_id="transaction_id"),
    CheckConstraint("target >= 0", name="target"),
    CheckConstraint("absorbed_total >= 0", name="absorbed_total"),
    key=("lot_id", "n"),
    info=INSERT_ONLY,
)
