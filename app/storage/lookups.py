"""Look-ups across tenants: a short list of functions that return ids (or counts).

They run with the owner's rights (SECURITY DEFINER), so the application role can
find out *whose* work waits without ever seeing it. Everything else happens in
a unit of work that is bound to one programme.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

FUNCTIONS: dict[str, str] = {
    "setia_store(uuid)": """
        CREATE OR REPLACE FUNCTION setia_store(wanted uuid)
        RETURNS TABLE (programme_id uuid, store_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT s.programme_id, s.store_id FROM store s WHERE s.store_id = wanted
        $$""",
    "setia_store_by_domain(text, text)": """
        CREATE OR REPLACE FUNCTION setia_store_by_domain(kind text, host text)
        RETURNS TABLE (programme_id uuid, store_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT s.programme_id, s.store_id FROM store s
          WHERE s.platform = kind AND s.domain = host
          ORDER BY (s.state IN ('connected', 'blocked')) DESC, s.connected_at DESC
          LIMIT 1
        $$""",
    "setia_store_in_use(text, text)": """
        CREATE OR REPLACE FUNCTION setia_store_in_use(kind text, host text)
        RETURNS TABLE (programme_id uuid, store_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT s.programme_id, s.store_id FROM store s
          WHERE s.platform = kind AND s.domain = host
            AND s.state IN ('connected', 'blocked')
        $$""",
    "setia_programmes()": """
        CREATE OR REPLACE FUNCTION setia_programmes()
        RETURNS TABLE (programme_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT p.programme_id FROM programme p ORDER BY p.programme_id
        $$""",
    "setia_analyze_grown()": """
        CREATE OR REPLACE FUNCTION setia_analyze_grown() RETURNS int
        LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp SET lock_timeout = '100ms' AS $$
        DECLARE
          grown regclass;
          analysed int := 0;
        BEGIN
          FOR grown IN
            SELECT s.relid::regclass FROM pg_stat_user_tables s
            JOIN pg_class c ON c.oid = s.relid
            WHERE s.schemaname = 'public' AND s.n_mod_since_analyze > 300
              AND s.n_mod_since_analyze > greatest(c.reltuples, 0)
              AND s.n_live_tup < 200000
              AND pg_has_role(c.relowner, 'USAGE')
          LOOP
            BEGIN
              EXECUTE format('ANALYZE %s', grown);
              analysed := analysed + 1;
            EXCEPTION WHEN lock_not_available THEN NULL;
            END;
          END LOOP;
          RETURN analysed;
        END $$""",
}
"""Signature to definition. A topic with work of its own adds its function here
through ``register``."""


def register(signature: str, definition: str) -> None:
    """Add a function to the allow-list; called by table modules on import."""
    FUNCTIONS[signature] = definition


def due_function(table: str, condition: str, instant_column: str) -> str:
    """Register ``setia_due_<table>(at, most)``: programmes with due rows.

    Programmes come with the longest waiting first, so none starves.
    """
    name = f"setia_due_{table}"
    register(
        f"{name}(timestamptz, int)",
        f"""
        CREATE OR REPLACE FUNCTION {name}(at timestamptz, most int)
        RETURNS TABLE (programme_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT t.programme_id FROM {table} t
          WHERE {condition} AND t.{instant_column} <= at
          GROUP BY t.programme_id ORDER BY min(t.{instant_column}) LIMIT most
        $$""",
    )
    return name


def first_due_function(table: str, condition: str, instant_column: str) -> str:
    """Register ``setia_due_<table>`` for a table whose backlog may be long.

    It steps from programme to programme along an index on (programme_id,
    *instant_column*) and reads one row of each, however many wait. *condition*
    must be the index's own.
    """
    name = f"setia_due_{table}"
    first = (
        f"SELECT w.programme_id, w.{instant_column} AS due FROM {table} w"
        f" WHERE {condition}"
    )
    order = f"ORDER BY w.programme_id, w.{instant_column} LIMIT 1"
    register(
        f"{name}(timestamptz, int)",
        f"""
        CREATE OR REPLACE FUNCTION {name}(at timestamptz, most int)
        RETURNS TABLE (programme_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          WITH RECURSIVE firsts (programme_id, due) AS (
            ({first} {order})
            UNION ALL
            SELECT n.programme_id, n.due FROM firsts f CROSS JOIN LATERAL
              ({first} AND w.programme_id > f.programme_id {order}) n
          )
          SELECT f.programme_id FROM firsts f
          WHERE f.due <= at ORDER BY f.due LIMIT most
        $$""",
    )
    return name


def due_programmes(
    connection: Connection, table: str, *, at: datetime, most: int = 100
) -> list[UUID]:
    """Return programmes that have due rows in *table*, longest waiting first."""
    name = f"setia_due_{table}"
    if f"{name}(timestamptz, int)" not in FUNCTIONS:
        raise ValueError(f"no due function for {table}")
    rows = connection.exec_driver_sql(
        f"SELECT programme_id FROM {name}(%s, %s)",
        (at, most),
    )
    return [row[0] for row in rows]


def all_programmes(connection: Connection) -> list[UUID]:
    """Return every programme's id."""
    rows = connection.exec_driver_sql("SELECT programme_id FROM setia_programmes()")
    return [row[0] for row in rows]


def find_store(connection: Connection, store_id: UUID) -> UUID | None:
    """Return the programme of a store, or None when there is no such store."""
    row = connection.exec_driver_sql(
        "SELECT programme_id FROM setia_store(%s)", (store_id,)
    ).first()
    return row[0] if row else None


def find_store_by_domain(
    connection: Connection, platform: str, domain: str
) -> tuple[UUID, UUID] | None:
    """Return (programme, store) of a platform's shop name, or None.

    A name is in use once; where it is not in use, the store that had it last.
    """
    row = connection.exec_driver_sql(
        "SELECT programme_id, store_id FROM setia_store_by_domain(%s, %s)",
        (platform, domain),
    ).first()
    return (row[0], row[1]) if row else None


def find_store_in_use(
    connection: Connection, platform: str, domain: str
) -> tuple[UUID, UUID] | None:
    """Return (programme, store) that has a platform's shop name now, or None."""
    row = connection.exec_driver_sql(
        "SELECT programme_id, store_id FROM setia_store_in_use(%s, %s)",
        (platform, domain),
    ).first()
    return (row[0], row[1]) if row else None
