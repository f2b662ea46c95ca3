"""Who is here: merchants, their programmes, and the stores of a programme."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    false,
)

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    metadata,
    raw,
    tenant_table,
    text,
    units,
)

merchant = Table(
    "merchant",
    metadata,
    identifier("merchant_id"),
    text("name"),
    instant("created_at"),
    PrimaryKeyConstraint("merchant_id"),
    info={"tenant": False},
)

programme = tenant_table(
    "programme",
    identifier("merchant_id"),
    text("name"),
    text("state", server_default="active"),
    text("timezone"),
    raw("key_pepper"),
    units("live_version", nullable=True),
    instant("created_at"),
    instant("frozen_at", nullable=True),
    text("frozen_reason", nullable=True),
    text("mode", server_default="live"),
    text("past_orders", server_default="count"),
    instant("counts_from", nullable=True),
    ForeignKeyConstraint(["merchant_id"], ["merchant.merchant_id"]),
    CheckConstraint("state IN ('active', 'paused', 'frozen')", name="state"),
    CheckConstraint("mode IN ('test', 'live')", name="mode"),
    CheckConstraint("past_orders IN ('count', 'tiers')", name="past_orders"),
    key=(),
)
"""``mode``: in ``test`` nobody but the listed testers is a member. ``counts_from``:
orders placed before earn nothing; with ``past_orders`` = ``tiers`` they still count
towards tiers."""

store = tenant_table(
    "store",
    identifier("store_id"),
    text("platform"),
    text("domain"),
    text("shop_ref", nullable=True),
    text("base_url"),
    text("name"),
    text("currency"),
    text("timezone"),
    text("state", server_default="connected"),
    text("credentials", nullable=True),
    text("webhook_secrets", nullable=True),
    text("identity_secrets", nullable=True),
    document("options", server_default="{}"),
    instant("connected_at"),
    instant("uninstalled_at", nullable=True),
    instant("checked_at", nullable=True),
    text("problem", nullable=True),
    Column("sandbox", Boolean(), nullable=False, server_default=false()),
    ForeignKeyConstraint(["programme_id"], ["programme.programme_id"]),
    CheckConstraint(
        "state IN ('connected', 'blocked', 'uninstalled', 'erased')", name="state"
    ),
    key=("store_id",),
)

Index(
    "uq_store_platform_domain",
    store.c.platform,
    store.c.domain,
    unique=True,
    postgresql_where=store.c.state.in_(("connected", "blocked")),
)
"""A shop is connected to one programme only, hence no programme in this key. One
that left may be connected anew elsewhere."""
Index("ix_store_domain", store.c.platform, store.c.domain)
