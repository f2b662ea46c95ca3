"""What a row of an insert-only ledger table must look like, as one function.

The server reads, plans and prepares the text of every check constraint anew for
every statement: lists of words in them were a tenth of the time of a posting. A
call of a function is short, and what the function says is compiled once in a
session.
"""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint

from app.storage.tables.base import TRIGGERS

Columns = Mapping[str, str]
"""The columns that the conditions speak of, and their types."""


def shape(table: str, columns: Columns, *conditions: str) -> CheckConstraint:
    """Return the constraint that *conditions* hold for each row of *table*.

    As with any check, a condition that is unknown (NULL) holds.
    """
    name = f"setia_{table}_shape"
    parameters = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    TRIGGERS.append(
        f"CREATE OR REPLACE FUNCTION {name}({parameters}) RETURNS boolean"
        " LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ BEGIN RETURN"
        f" {' AND '.join(f'({condition})' for condition in conditions)}; END $$"
    )
    return CheckConstraint(f"{name}({', '.join(columns)})", name="shape")
