"""What members said about news: given and withdrawn, word by word."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer

from app.storage.tables.base import identifier, instant, tenant_table, text, within

consent_word = tenant_table(
    "consent_word",
    identifier("member_id"),
    Column("word_no", Integer(), nullable=False),
    text("name"),
    Column("granted", Boolean(), nullable=False),
    text("source"),
    identifier("store_id"),
    text("language", nullable=True),
    text("wording", nullable=True),
    text("text_version", nullable=True),
    text("actor", nullable=True),
    instant("said_at"),
    within("member", member_id="member_id"),
    within("store", store_id="store_id"),
    CheckConstraint(
        "source IN ('widget', 'page', 'plugin', 'platform', 'api', 'staff', 'import')",
        name="source",
    ),
    CheckConstraint(
        "(wording IS NULL) = (text_version IS NULL)", name="wording_has_version"
    ),
    key=("member_id", "word_no"),
)
"""Words are added and never changed; they go with the person. ``name`` is the
channel of the news (``newsletter``, ``sms`` …), ``wording`` the sentence that was
shown, ``text_version`` its digest. What holds is derived: ``app/domain/consents.py``;
``member_mark`` follows it."""
