"""What the database enforces beyond columns: role, rights, row security, triggers.

The owner migrates. Everybody else does ``SET ROLE setia_app``, which is neither
superuser nor owner, and sees only rows of the programme that the unit of work
bound, or of the merchant (forced row security). Look-ups across tenants are
functions of the owner.
"""

from sqlalchemy import Connection, Table

from app.storage import lookups
from app.storage.tables import metadata
from app.storage.tables.base import TRIGGERS

APP_ROLE = "setia_app"
BOUND = "nullif(current_setting('setia.programme_id', true), '')::uuid"
BOUND_MERCHANT = "nullif(current_setting('setia.merchant_id', true), '')::uuid"
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION setia_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is insert-only', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$
"""


def _do(connection: Connection, statement: str) -> None:
    """Run *statement* as written: a percent sign is no placeholder here."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _role(connection: Connection) -> None:
    # A role belongs to the whole server: another database may have made it, or
    # be making it at this moment.
    _do(
        connection,
        f"""DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
            CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT;
          END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$""",
    )
    # An owner without the right to grant may have been given the role beforehand.
    _do(
        connection,
        f"""DO $$ BEGIN
          GRANT {APP_ROLE} TO CURRENT_USER;
        EXCEPTION WHEN insufficient_privilege THEN
          IF NOT pg_has_role(CURRENT_USER, '{APP_ROLE}', 'MEMBER') THEN RAISE; END IF;
        END $$""",
    )
    _do(connection, f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")


def _secure(connection: Connection, table: Table) -> None:
    name = table.name
    rights = table.info.get("privileges", EVERYTHING)
    _do(connection, f"REVOKE ALL ON {name} FROM {APP_ROLE}")
    _do(connection, f"GRANT {rights} ON {name} TO {APP_ROLE}")
    bound = _bound_rule(table)
    if bound is not None:
        _do(connection, f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        _do(connection, f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        for policy, role, rule in (
            ("tenant", APP_ROLE, bound),
            ("owner", "CURRENT_USER", "true"),
        ):
            _do(connection, f"DROP POLICY IF EXISTS {policy} ON {name}")
            _do(
                connection,
                f"CREATE POLICY {policy} ON {name} TO {role}"
                f" USING ({rule}) WITH CHECK ({rule})",
            )
    if "UPDATE" not in rights and table.info.get("frozen", True):
        _do(
            connection,
            f"CREATE OR REPLACE TRIGGER {name}_insert_only"
            f" BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION setia_refuse_change()",
        )


def _bound_rule(table: Table) -> str | None:
    """Return which rows a unit of work may see; None for a table of everybody."""
    if table.info.get("tenant"):
        return f"programme_id = {BOUND}"
    if table.info.get("merchant"):
        return f"merchant_id = {BOUND_MERCHANT}"
    return None


def enforce(connection: Connection) -> None:
    """Make the database enforce what the tables declare. May be run again."""
    _role(connection)
    _do(connection, REFUSE_CHANGE)
    for table in metadata.sorted_tables:
        _secure(connection, table)
    for signature, definition in lookups.FUNCTIONS.items():
        _do(connection, definition)
        _do(connection, f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        _do(connection, f"GRANT EXECUTE ON FUNCTION {signature} TO {APP_ROLE}")
    for statement in TRIGGERS:
        _do(connection, statement)
