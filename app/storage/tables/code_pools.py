"""Codes that a merchant uploaded, sealed; each goes to one voucher, once.

``digest`` is keyed, so that a code that comes twice is known without opening
any. ``position`` is the order in which codes are given.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from app.storage.tables.base import (
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

pool_code = tenant_table(
    "pool_code",
    identifier("code_id"),
    text("reward_id"),
    raw("digest"),
    text("sealed"),
    units("position"),
    instant("added_at"),
    text("added_by"),
    identifier("voucher_id", nullable=True),
    instant("given_at", nullable=True),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    within("voucher", voucher_id="voucher_id"),
    UniqueConstraint("programme_id", "reward_id", "digest"),
    CheckConstraint("(voucher_id IS NULL) = (given_at IS NULL)", name="given"),
    key=("code_id",),
)
Index(
    "ix_pool_code_left",
    pool_code.c.programme_id,
    pool_code.c.reward_id,
    pool_code.c.position,
    pool_code.c.code_id,
    postgresql_where=pool_code.c.voucher_id.is_(None),
)
Index(
    "uq_pool_code_voucher",
    pool_code.c.programme_id,
    pool_code.c.voucher_id,
    unique=True,
    postgresql_where=pool_code.c.voucher_id.isnot(None),
)
