"""What each merge of two members moved, so that it can be given back.

Ids and what rows said before and after; the contact data of the kept member stands
sealed. The rows go when the time to undo is over, when a merge was undone, and with
an erased person.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer
from sqlalchemy import text as sql

from app.storage.tables.base import (
    document,
    identifier,
    instant,
    tenant_table,
    text,
    within,
)

member_merge = tenant_table(
    "member_merge",
    identifier("merge_id"),
    identifier("kept_id"),
    identifier("gone_id"),
    instant("merged_at"),
    text("actor"),
    identifier("transaction_id", nullable=True),
    document("homes", server_default="[]"),
    text("sealed_contact", nullable=True),
    instant("undone_at", nullable=True),
    text("undone_by", nullable=True),
    instant("erased_at", nullable=True),
    within("member", kept_id="member_id"),
    within("member", gone_id="member_id"),
    CheckConstraint(
        "(undone_at IS NULL) = (undone_by IS NULL)", name="undone_is_signed"
    ),
    CheckConstraint("kept_id <> gone_id", name="two_members"),
    key=("merge_id",),
)
"""``transaction_id`` is the ledger's merge, nothing where no units moved. ``homes``
are the members whose lots the absorbed one held: itself, and whom it had absorbed.
``sealed_contact`` is the kept member's contact data as it was before."""
Index("ix_member_merge_kept", member_merge.c.programme_id, member_merge.c.kept_id)
Index("ix_member_merge_gone", member_merge.c.programme_id, member_merge.c.gone_id)
Index(
    "ix_member_merge_standing",
    member_merge.c.programme_id,
    member_merge.c.merged_at,
    postgresql_where=sql("undone_at IS NULL AND erased_at IS NULL"),
)

member_merge_row = tenant_table(
    "member_merge_row",
    identifier("merge_id"),
    Column("row_no", Integer(), nullable=False),
    text("of_table"),
    document("before", nullable=True),
    document("after", nullable=True),
    within("member_merge", merge_id="merge_id"),
    CheckConstraint(
        "(before IS NOT NULL) OR (after IS NOT NULL)", name="says_something"
    ),
    key=("merge_id", "row_no"),
)
"""One row that a merge touched. Without ``after`` it was dropped as a double or as
derived; without ``before`` the merge wrote it."""

order_keeper = tenant_table(
    "order_keeper",
    identifier("store_id"),
    text("order_ref"),
    within("store", store_id="store_id"),
    key=("store_id", "order_ref"),
)
"""Orders that stay with the member they have, though their customer is somebody
else: made while two were one, or given back though the store has one customer left."""
