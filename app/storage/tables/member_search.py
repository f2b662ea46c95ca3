"""Finds members by what a person types, as far as an index can answer.

Row security puts its own condition first, and ``lower`` may not run before it: so
no index over ``lower(email)`` would serve the application role. These functions
run with the owner's rights, look only into the programme that the unit of work is
bound to, and return ids.
"""

from sqlalchemy import Index, func, literal_column, text

from app.storage.lookups import register
from app.storage.tables.members import member

FULL_NAME = "lower((coalesce(first_name, '') || ' ') || coalesce(last_name, ''))"
BOUND = "nullif(current_setting('setia.programme_id', true), '')::uuid"

Index(
    "ix_member_name",
    member.c.programme_id,
    literal_column(FULL_NAME).label("full_name"),
    postgresql_ops={"full_name": "text_pattern_ops"},
    postgresql_where=member.c.first_name.isnot(None),
)
Index(
    "ix_member_last_name",
    member.c.programme_id,
    func.lower(member.c.last_name).label("lower_last_name"),
    postgresql_ops={"lower_last_name": "text_pattern_ops"},
    postgresql_where=member.c.last_name.isnot(None),
)
Index(
    "ix_member_phone",
    member.c.programme_id,
    member.c.phone,
    postgresql_ops={"phone": "text_pattern_ops"},
    postgresql_where=member.c.phone.isnot(None),
)
Index(
    "ix_member_twin",
    member.c.programme_id,
    member.c.phone,
    member.c.member_id,
    postgresql_where=text("phone IS NOT NULL AND state = 'active'"),
)
"""For who has somebody else's number: the one above is in another order."""

register(
    "setia_members_with_email(text)",
    f"""
    CREATE OR REPLACE FUNCTION setia_members_with_email(said text)
    RETURNS TABLE (member_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT m.member_id FROM member m
      WHERE m.programme_id = {BOUND} AND m.email IS NOT NULL
        AND lower(m.email) = lower(said)
    $$""",
)


def _beginning(expression: str, said: str) -> str:
    """Return the condition that *expression* begins with *said*, for an index.

    No text is after all that begin with it but this one: no letter is beyond.
    """
    end = f"({said} || chr(1114111))"
    return f"{expression} ~>=~ {said} AND {expression} ~<~ {end}"


def _some(where: str) -> str:
    return (
        f"SELECT m.member_id FROM member m WHERE m.programme_id = {BOUND} AND {where}"
        " AND m.state IN ('active', 'shadow', 'closed') LIMIT most"
    )


register(
    "setia_find_members(text, int)",
    f"""
    CREATE OR REPLACE FUNCTION setia_find_members(said text, most int)
    RETURNS TABLE (member_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT f.member_id FROM (
        (SELECT l.member_id, 1 AS place FROM customer_link l
         WHERE l.programme_id = {BOUND} AND l.customer_ref = said LIMIT most)
        UNION ALL
        (SELECT v.member_id, 2 FROM store s
         JOIN voucher v ON v.programme_id = s.programme_id
           AND v.store_id = s.store_id AND v.code_key = lower(said)
         WHERE s.programme_id = {BOUND} LIMIT most)
        UNION ALL
        (SELECT r.member_id, 2 FROM referral_code r
         WHERE r.programme_id = {BOUND}
           AND r.code IN (said, lower(said), upper(said)) LIMIT most)
        UNION ALL
        (SELECT o.member_id, 3 FROM store s
         JOIN order_settlement o ON o.programme_id = s.programme_id
           AND o.store_id = s.store_id AND o.order_ref = said
         WHERE s.programme_id = {BOUND} AND o.member_id IS NOT NULL LIMIT most)
        UNION ALL
        (SELECT o.member_id, 3 FROM order_settlement o
         WHERE o.programme_id = {BOUND} AND o.member_id IS NOT NULL
           AND o.number = nullif(lower(btrim(said, '# ')), '') LIMIT most)
        UNION ALL
        SELECT e.*, 4 FROM ({
        _some("m.email IS NOT NULL AND " + _beginning("lower(m.email)", "lower(said)"))
    }) AS e
        UNION ALL
        SELECT n.*, 5 FROM ({
        _some(
            "m.first_name IS NOT NULL AND "
            + _beginning(
                FULL_NAME.replace("first_name", "m.first_name").replace(
                    "last_name", "m.last_name"
                ),
                "lower(said)",
            )
        )
    }) AS n
        UNION ALL
        SELECT n.*, 6 FROM ({
        _some(
            "m.last_name IS NOT NULL AND "
            + _beginning("lower(m.last_name)", "lower(said)")
        )
    }) AS n
        UNION ALL
        SELECT n.*, 7 FROM ({
        _some("m.phone IS NOT NULL AND " + _beginning("m.phone", "said"))
    }) AS n) AS f
      GROUP BY f.member_id ORDER BY min(f.place), f.member_id LIMIT most
    $$""",
)
"""A customer's id, a voucher's or a referral's code, or an order's id as typed; an
order's number with its "#" or without; the beginning of an e-mail, a name, a last name
or a phone number."""

register(
    "setia_members_with_phone(text[], int)",
    f"""
    CREATE OR REPLACE FUNCTION setia_members_with_phone(said text[], most int)
    RETURNS TABLE (member_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT f.member_id FROM unnest(said) AS s(beginning), LATERAL ({
        _some("m.phone IS NOT NULL AND " + _beginning("m.phone", "s.beginning"))
    }) AS f
      GROUP BY f.member_id ORDER BY f.member_id LIMIT most
    $$""",
)
"""The beginnings of numbers in the form in which they are kept."""
