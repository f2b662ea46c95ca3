"""What was paid out to causes. Donations themselves are used vouchers."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from app.storage.tables.base import (
    INSERT_ONLY,
    identifier,
    instant,
    tenant_table,
    text,
    units,
    within,
)

charity_payout = tenant_table(
    "charity_payout",
    identifier("payout_id"),
    text("cause"),
    text("currency"),
    units("amount_minor"),
    units("donations"),
    text("reference"),
    text("actor"),
    instant("paid_at"),
    within("programme"),
    CheckConstraint("amount_minor > 0 AND donations > 0", name="figures"),
    key=("payout_id",),
    info=INSERT_ONLY,
)

charity_payout_line = tenant_table(
    "charity_payout_line",
    identifier("voucher_id"),
    identifier("payout_id"),
    units("amount_minor"),
    within("voucher", voucher_id="voucher_id"),
    ForeignKeyConstraint(
        ["programme_id", "payout_id"],
        ["charity_payout.programme_id", "charity_payout.payout_id"],
    ),
    key=("voucher_id",),
    info=INSERT_ONLY,
)
"""A donation is paid out once."""
