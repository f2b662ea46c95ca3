"""How many of a reward went out, and what was handed over to members.

Whoever takes a unit locks the reward's row. Whoever gives one back only leaves a
``stock_return``, and the next taker counts it: so nobody who holds a voucher's
lock ever waits for a counter.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from app.storage.tables.base import (
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

reward_stock = tenant_table(
    "reward_stock",
    text("reward_id"),
    units("taken", server_default="0"),
    instant("updated_at"),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint("taken >= 0", name="taken"),
    key=("reward_id",),
)

stock_return = tenant_table(
    "stock_return",
    identifier("voucher_id"),
    text("reward_id"),
    instant("returned_at"),
    within("voucher", voucher_id="voucher_id"),
    key=("voucher_id",),
)
Index("ix_stock_return_reward", stock_return.c.programme_id, stock_return.c.reward_id)

hand_over = tenant_table(
    "hand_over",
    identifier("voucher_id"),
    instant("handed_at"),
    text("handed_by"),
    text("place", nullable=True),
    within("voucher", voucher_id="voucher_id"),
    key=("voucher_id",),
)
"""``handed_by``: whose hands: ``api:<key>``, ``staff:<id>``, ``cli``."""
