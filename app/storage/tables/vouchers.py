"""Vouchers as kept, and the orders that carry their codes.

``terms`` holds what was promised and never changes but for nothing; all that
moves has columns of its own. ``code_key`` is the code in lower case: stores
change the case of codes, and two vouchers of one store never share one.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from app.domain.rewards.returns import Standing
from app.domain.rewards.voucher import Ending, Outcome, Source, VoucherState
from app.storage.lookups import due_function
from app.storage.tables.base import (
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)


def _one_of(
    column: str, values: type[VoucherState | Ending | Outcome | Source | Standing]
) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


voucher = tenant_table(
    "voucher",
    identifier("voucher_id"),
    identifier("member_id"),
    identifier("store_id"),
    text("reward_id"),
    units("programme_version"),
    text("source"),
    text("asset"),
    units("price"),
    text("code"),
    text("code_key"),
    document("terms"),
    text("actor"),
    text("state"),
    text("ending", nullable=True),
    text("reason", nullable=True),
    text("attention", nullable=True),
    units("returned", server_default="0"),
    text("discount_ref", nullable=True),
    text("outcome"),
    units("attempts", server_default="0"),
    units("codes_tried", server_default="1"),
    units("failures", server_default="0"),
    instant("absent_at", nullable=True),
    instant("not_before", nullable=True),
    instant("deadline_at"),
    identifier("lease_token", nullable=True),
    instant("lapses_at", nullable=True),
    instant("created_at"),
    instant("updated_at"),
    instant("issued_at", nullable=True),
    instant("used_at", nullable=True),
    instant("ended_at", nullable=True),
    instant("cancelled_at", nullable=True),
    raw("request_key", nullable=True),
    raw("request_digest", nullable=True),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    UniqueConstraint("programme_id", "store_id", "code_key"),
    UniqueConstraint("programme_id", "request_key"),
    _one_of("state", VoucherState),
    _one_of("ending", Ending),
    _one_of("outcome", Outcome),
    _one_of("source", Source),
    CheckConstraint("(source = 'points') = (price > 0) AND price >= 0", name="price"),
    CheckConstraint("returned BETWEEN 0 AND price", name="returned"),
    CheckConstraint(
        "(state IN ('lapsed', 'withdrawn', 'returned')) = (ended_at IS NOT NULL)",
        name="end_is_dated",
    ),
    CheckConstraint("(request_key IS NULL) = (request_digest IS NULL)", name="request"),
    key=("voucher_id",),
)
"""``request_key``: keyed digest of the caller's idempotency key."""
Index(
    "ix_voucher_member",
    voucher.c.programme_id,
    voucher.c.member_id,
    voucher.c.voucher_id,
)
Index("ix_voucher_updated", voucher.c.programme_id, voucher.c.updated_at)
Index(
    "ix_voucher_lapses",
    voucher.c.programme_id,
    voucher.c.lapses_at,
    postgresql_where="state = 'issued' AND ending IS NULL",
)
Index(
    "ix_voucher_unfinished",
    voucher.c.programme_id,
    voucher.c.updated_at,
    postgresql_where="state IN ('granted', 'issuing')"
    " OR (state = 'issued' AND ending IS NOT NULL)",
)
Index(
    "ix_voucher_attention",
    voucher.c.programme_id,
    voucher.c.voucher_id,
    postgresql_where=voucher.c.attention.isnot(None),
)
due_function("voucher", "t.state = 'issued' AND t.ending IS NULL", "lapses_at")

voucher_use = tenant_table(
    "voucher_use",
    identifier("voucher_id"),
    identifier("store_id"),
    text("order_ref"),
    text("standing"),
    text("currency"),
    units("taken_minor"),
    units("amount"),
    units("refunded"),
    instant("version"),
    instant("noted_at"),
    ForeignKeyConstraint(
        ["programme_id", "voucher_id"], ["voucher.programme_id", "voucher.voucher_id"]
    ),
    _one_of("standing", Standing),
    CheckConstraint("refunded BETWEEN 0 AND amount", name="refunded"),
    key=("voucher_id", "store_id", "order_ref"),
)
"""How an order stands to a voucher's code, by the last snapshot of it."""
Index(
    "ix_voucher_use_order",
    voucher_use.c.programme_id,
    voucher_use.c.store_id,
    voucher_use.c.order_ref,
)
