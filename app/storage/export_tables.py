"""Every table of the programme as rows: what no file of an export has already.

What is new in the schema comes along by itself; the lists are of what does not, with
the reason. Secrets, digests and sealed texts never leave.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    Text,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.domain.programme.birthdays import UNTOLD_YEAR
from app.storage.tables import metadata
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 1_000
OWN_FILES: Final = frozenset(
    (
        "ledger_posting",
        "ledger_transaction",
        "member_tier",
        "metric_entry",
        "referral",
        "rollup_day",
        "voucher",
    )
)
"""Tables that a file of their own holds whole."""
LEFT_OUT: Final = {
    "analytics_figure": "figures that are computed anew from what is exported",
    "api_key": "keys to the programme",
    "backfill_run": "how far reading old orders is",
    "closed_goods": "what a store was told",
    "compliance_record": "proof that requests of platforms arrived; of no programme",
    "consent_state": "connections that are being made; gone within minutes",
    "decision_trace": "why single orders earned; kept for a while to explain it",
    "draft_snapshot": "earlier texts of the draft, so that two people can be compared",
    "export_run": "exports themselves, and their links",
    "guest_contact": "keyed digests, of no use elsewhere",
    "idempotent_request": "answers that are repeated to programs",
    "inbox": "what platforms sent; what it meant is exported",
    "inbox_batch": "work that is being done",
    "kept_file": "imports and exports themselves",
    "kept_piece": "imports and exports themselves, sealed",
    "ledger_journal": "a chain of digests that proves this database and no other",
    "ledger_lot_state": "follows from the ledger; lots and other-lots have it",
    "ledger_unsealed": "work of the journal",
    "member_balance": "follows from the ledger; members has it",
    "member_standing": "when a member is looked at next",
    "merchant": "the account; a programme's export is of one programme",
    "merchant_audit": "what the team did; of the account, not of one programme",
    "outbox": "work that is owed to stores",
    "outbox_pause": "stores that are left alone for a moment",
    "past_order": "orders from before; the store has them",
    "perk_turn": "work that is being done",
    "pool_code": "sealed codes, which the merchant brought along",
    "referral_print": "keyed digests, of no use elsewhere",
    "rollup_cursor": "how far the roll-forward is",
    "rollup_delta": "work of the roll-forward",
    "scheduled_task": "timers",
    "sign_in_attempt": "sign-ins that failed; of no programme",
    "simulation": "trials of a draft, which can be made again",
    "staff": "the team; of the account, not of one programme",
    "staff_invitation": "the team; of the account, not of one programme",
    "staff_recovery": "ways back in for the team",
    "staff_session": "who is signed in",
    "store_check": "the last look at a store",
    "store_pairing": "connections that are being made; gone within minutes",
    "suppression": "keyed digests of people who asked to be forgotten",
    "theme_cursor": "how far stores were told",
    "theme_mark": "what stores were told of members",
}
"""Tables that are in no export, and why."""
SECRET: Final = re.compile(
    r"secret|sealed|token|credential|password|pepper|salt|digest|request_key|code_key"
)
"""What stands in the name of a column that never leaves."""


@cache
def tables() -> Sequence[Table]:
    """Return the tables that are exported as they are, by name."""
    found = [
        table
        for name, table in metadata.tables.items()
        if table.info.get("tenant") and name not in OWN_FILES and name not in LEFT_OUT
    ]
    return sorted(found, key=lambda table: table.name)


def columns_of(table: Table) -> list[str]:
    """Return the columns of a table that leave."""
    return [column.name for column in _leaving(table)]


def _leaving(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.c
        if column.name != "programme_id"
        and not SECRET.search(column.name)
        and not isinstance(column.type, LargeBinary)
    ]


def stream_table(uow: UnitOfWork, table: Table) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield the rows of a table, a thousand at a time; documents as JSON texts.

    Nothing else may be asked of this unit of work before the end.
    """
    connection = uow.connection.execution_options(
        stream_results=True, max_row_buffer=AT_ONCE, yield_per=AT_ONCE
    )
    rows = connection.execute(
        select(*map(_shown, _leaving(table)))
        .where(table.c.programme_id == uow.programme_id)
        .order_by(*table.primary_key.columns)
    )
    for some in rows.partitions(AT_ONCE):
        yield [tuple(row) for row in some]


def _shown(column: Column[Any]) -> ColumnElement[Any]:
    """Return a column as it is written: no year that nobody told."""
    if column.name == "birthday":
        return func.replace(cast(column, Text), f"{UNTOLD_YEAR}-", "--")
    return cast(column, Text) if isinstance(column.type, JSONB) else column
