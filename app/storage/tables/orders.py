"""Orders as settled, what they gave, and the figures that tiers will count.

``order_settlement`` is the row that everything about one order locks first. The
stored snapshot holds no name and no contact. Its ``awards`` are a JSON list,
one entry for each award ever given for this order::

    {"award_id", "rule_id", "part", "asset", "member_id", "keep", "n",
     "facts", "pending_days", "pending_from", "expiry", "version"}

``keep`` is what the award is worth by the stored snapshot; ``n`` counts the
changes that were posted for it and is part of the ledger's key.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    Index,
    Text,
    false,
)

from app.storage.tables.base import (
    INSERT_ONLY,
    document,
    identifier,
    instant,
    raw,
    tenant_table,
    text,
    units,
    within,
)

NUMBER = "nullif(lower(btrim(snapshot ->> 'number', '# ')), '')"

order_settlement = tenant_table(
    "order_settlement",
    identifier("store_id"),
    text("order_ref"),
    identifier("member_id", nullable=True),
    text("state"),
    instant("version", nullable=True),
    raw("digest", nullable=True),
    document("snapshot", nullable=True),
    document("awards", server_default="[]"),
    units("programme_version", nullable=True),
    units("changes", server_default="0"),
    text("decided_on", nullable=True),
    instant("placed_at", nullable=True),
    instant("matures_at", nullable=True),
    instant("settled_at", nullable=True),
    instant("read_at", nullable=True),
    Column("by_hand", Boolean(), nullable=False, server_default=false()),
    Column("number", Text(), Computed(NUMBER, persisted=True), nullable=True),
    within("store", store_id="store_id"),
    within("member", member_id="member_id"),
    key=("store_id", "order_ref"),
)
"""``decided_on``: the owner and goods that the rules were last asked about.
``read_at``: when the order was last read from the store itself. ``matures_at``:
the first instant at which one of its awards becomes available; the order is
read again before. ``number``: what people call the order, without its "#", in small
letters: ``1042`` of "#1042"; it comes and goes with the snapshot."""
Index(
    "ix_order_settlement_member",
    order_settlement.c.programme_id,
    order_settlement.c.member_id,
    order_settlement.c.placed_at,
)
Index(
    "ix_order_settlement_placed",
    order_settlement.c.programme_id,
    order_settlement.c.store_id,
    order_settlement.c.placed_at,
)
Index(
    "ix_order_settlement_number",
    order_settlement.c.programme_id,
    order_settlement.c.number,
    postgresql_where=order_settlement.c.number.isnot(None),
)
Index(
    "ix_order_settlement_matures",
    order_settlement.c.programme_id,
    order_settlement.c.store_id,
    order_settlement.c.matures_at,
    postgresql_where=order_settlement.c.matures_at.isnot(None),
)

decision_trace = tenant_table(
    "decision_trace",
    identifier("trace_id"),
    identifier("store_id", nullable=True),
    text("subject"),
    identifier("member_id", nullable=True),
    units("programme_version", nullable=True),
    document("trace"),
    instant("decided_at"),
    key=("trace_id",),
    info=INSERT_ONLY | {"frozen": False},
)
"""Why a fact earned what it did. ``subject`` is ``order:<ref>``, ``review:<ref>`` …"""
Index(
    "ix_decision_trace_subject",
    decision_trace.c.programme_id,
    decision_trace.c.subject,
    decision_trace.c.decided_at,
)

fact_award = tenant_table(
    "fact_award",
    identifier("award_id"),
    identifier("member_id"),
    text("rule_id"),
    text("source"),
    text("asset"),
    units("keep"),
    units("n"),
    text("state"),
    document("terms"),
    units("programme_version"),
    instant("happened_at"),
    within("member", member_id="member_id"),
    CheckConstraint("state IN ('given', 'waiting', 'taken_back')", name="state"),
    key=("award_id",),
)
"""An award for something that is no order: a sign-up, a review, an activity.
``source`` says which one (``signup``, ``review:<product>`` …); one award a
member, rule and source. ``waiting``: promised until the first paid order."""
Index(
    "uq_fact_award_source",
    fact_award.c.programme_id,
    fact_award.c.member_id,
    fact_award.c.rule_id,
    fact_award.c.source,
    unique=True,
)
Index(
    "ix_fact_award_by_source",
    fact_award.c.programme_id,
    fact_award.c.source,
    postgresql_ops={"source": "text_pattern_ops"},
)

metric_entry = tenant_table(
    "metric_entry",
    identifier("member_id"),
    text("metric"),
    identifier("store_id"),
    text("source"),
    Column("day", Date(), nullable=False),
    units("amount"),
    text("unit"),
    instant("counts_from", nullable=True),
    within("member", member_id="member_id"),
    key=("member_id", "metric", "store_id", "source"),
)
"""A dated, reversible amount that qualifies; ``amount`` is set to its target,
never added to. ``unit`` is a currency, ``count``, or the id of an asset; ``day``
is the order's own day in the store's zone. ``counts_from``: when the amount has
matured; null for what counts at once. A member has tens to hundreds of rows, and
the key finds those of one metric: an index by day would slow every order down."""
