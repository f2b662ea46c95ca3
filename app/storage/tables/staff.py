"""Who works for a merchant, how they come in, and what they left behind.

Staff belong to a merchant, not to one of its programmes. Before sign-in nobody
knows the merchant: look-ups by digest say whose the row is, and nothing else.
"""

from sqlalchemy import (
    CheckConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import Column

from app.domain.staff import Role
from app.domain.words import Language
from app.storage.lookups import register
from app.storage.tables.base import (
    identifier,
    instant,
    merchant_table,
    metadata,
    of_merchant,
    raw,
    text,
    units,
)
from app.storage.tables.registry import programme

DIGEST_BYTES = 32


def _digest(column: str) -> CheckConstraint:
    return CheckConstraint(f"octet_length({column}) = {DIGEST_BYTES}", name=column)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


staff = merchant_table(
    "staff",
    identifier("staff_id"),
    text("name"),
    text("role"),
    text("language"),
    text("email", nullable=True),
    raw("email_digest", nullable=True),
    text("password_hash", nullable=True),
    instant("password_at", nullable=True),
    text("totp_secret", nullable=True),
    instant("totp_at", nullable=True),
    units("totp_step", nullable=True),
    text("platform", nullable=True),
    text("platform_ref", nullable=True),
    instant("added_at"),
    instant("removed_at", nullable=True),
    # One address may work for several merchants, and once for each.
    UniqueConstraint("merchant_id", "email_digest"),
    UniqueConstraint("merchant_id", "platform", "platform_ref"),
    Index("ix_staff_email_digest", "email_digest"),
    _one_of("role", *Role),
    _one_of("language", *Language),
    _digest("email_digest"),
    CheckConstraint("(email IS NULL) = (email_digest IS NULL)", name="email"),
    CheckConstraint("(platform IS NULL) = (platform_ref IS NULL)", name="platform"),
    key=("staff_id",),
)
"""``totp_secret`` is sealed; ``totp_at`` says since when it counts, ``totp_step``
the last step that was used. Whoever was removed keeps the row: the audit trail
names it."""

staff_session = merchant_table(
    "staff_session",
    identifier("session_id"),
    identifier("staff_id"),
    raw("token_digest"),
    text("state"),
    instant("begun_at"),
    instant("seen_at"),
    instant("proven_at", nullable=True),
    identifier("programme_id", nullable=True),
    text("agent", server_default=""),
    raw("address_digest", nullable=True),
    instant("lapses_at"),
    of_merchant("staff", staff_id="staff_id"),
    # Looked for before the merchant is known.
    UniqueConstraint("token_digest"),
    _one_of("state", "open", "second", "enrol", "link"),
    _digest("token_digest"),
    key=("session_id",),
)
"""``second`` and ``enrol`` know a password and open nothing yet; ``link`` is a
one-time link from the command line. What ended is deleted."""

staff_invitation = merchant_table(
    "staff_invitation",
    identifier("invitation_id"),
    raw("token_digest"),
    text("role"),
    text("email", nullable=True),
    identifier("made_by", nullable=True),
    instant("made_at"),
    instant("lapses_at"),
    instant("used_at", nullable=True),
    instant("revoked_at", nullable=True),
    identifier("staff_id", nullable=True),
    of_merchant("staff", staff_id="staff_id"),
    UniqueConstraint("token_digest"),
    _one_of("role", *Role),
    _digest("token_digest"),
    key=("invitation_id",),
)
"""``made_by`` is nobody for the first owner, whom the command line invites."""

staff_recovery = merchant_table(
    "staff_recovery",
    identifier("staff_id"),
    raw("code_digest"),
    instant("used_at", nullable=True),
    of_merchant("staff", staff_id="staff_id"),
    _digest("code_digest"),
    key=("staff_id", "code_digest"),
)
"""Codes for who lost the second factor; each opens once."""

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    raw("subject_digest"),
    Column("failures", Integer(), nullable=False),
    instant("last_at"),
    instant("waits_until", nullable=True),
    PrimaryKeyConstraint("subject_digest"),
    _digest("subject_digest"),
    info={"tenant": False},
)
"""Failed tries by keyed digest of an account's or a network address: nobody knows
a merchant yet, and the address may be none of ours."""

Index("ix_programme_merchant_id", programme.c.merchant_id)

register(
    "setia_staff_by_email(bytea)",
    """
    CREATE OR REPLACE FUNCTION setia_staff_by_email(wanted bytea)
    RETURNS TABLE (merchant_id uuid, staff_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT s.merchant_id, s.staff_id FROM staff s
      WHERE s.email_digest = wanted AND s.removed_at IS NULL
      ORDER BY s.added_at, s.staff_id
    $$""",
)
register(
    "setia_staff_session(bytea)",
    """
    CREATE OR REPLACE FUNCTION setia_staff_session(wanted bytea)
    RETURNS TABLE (merchant_id uuid, session_id uuid, programmes uuid[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT s.merchant_id, s.session_id, ARRAY (
        SELECT p.programme_id FROM programme p WHERE p.merchant_id = s.merchant_id
        ORDER BY p.created_at, p.programme_id)
      FROM staff_session s WHERE s.token_digest = wanted
    $$""",
)
register(
    "setia_staff_invitation(bytea)",
    """
    CREATE OR REPLACE FUNCTION setia_staff_invitation(wanted bytea)
    RETURNS TABLE (merchant_id uuid, invitation_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT i.merchant_id, i.invitation_id FROM staff_invitation i
      WHERE i.token_digest = wanted
    $$""",
)
register(
    "setia_programmes_of(uuid)",
    """
    CREATE OR REPLACE FUNCTION setia_programmes_of(owner uuid)
    RETURNS TABLE (programme_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT p.programme_id FROM programme p WHERE p.merchant_id = owner
      ORDER BY p.created_at, p.programme_id
    $$""",
)
register(
    "setia_merchants()",
    """
    CREATE OR REPLACE FUNCTION setia_merchants()
    RETURNS TABLE (merchant_id uuid, staff_count bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT m.merchant_id, (
        SELECT count(*) FROM staff s
        WHERE s.merchant_id = m.merchant_id AND s.removed_at IS NULL)
      FROM merchant m ORDER BY m.created_at, m.merchant_id
    $$""",
)
