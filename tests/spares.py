"""Databases that a test has done with, emptied for the next one.

To copy the template means hundreds of files and two checkpoints; to delete the rows
of one test means a few statements. What a test did to the tables themselves is not
mended: such a database is dropped. Each is used a few times only, because rows that
were deleted keep their place, and goes by a new name each time, so that whoever
still holds the address of an earlier test finds nobody there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url
from typing_extensions import override

from app.embedded.postgres import SUPERUSER
from tests.servers import Shared

MOST_USES = 25

FILLED: LiteralString = (
    "SELECT c.relname FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind = 'r' AND c.oid >= 16384 AND pg_relation_size(c.oid) > 0"
    " AND n.nspname = 'public' ORDER BY c.oid"
)
RELATIONS: LiteralString = (
    "SELECT md5(string_agg(concat_ws(',', oid, relname, relkind, relowner, relacl,"
    " relrowsecurity, relforcerowsecurity, reloptions), ';' ORDER BY oid))"
    " FROM pg_class WHERE oid >= 16384 AND relnamespace <> 'pg_toast'::regnamespace"
)
"""Apart from figures that a mere row may change."""
CATALOGUES: tuple[LiteralString, ...] = (
    *("pg_attribute", "pg_attrdef", "pg_constraint", "pg_trigger", "pg_policy"),
    *("pg_proc", "pg_type", "pg_namespace", "pg_statistic", "pg_extension"),
    *("pg_default_acl", "pg_event_trigger", "pg_largeobject_metadata"),
)
STARTED: LiteralString = (
    "SELECT seqrelid::regclass::text, seqstart FROM pg_sequence"
    " WHERE pg_sequence_last_value(seqrelid) IS NOT NULL"
)
LEAVE: LiteralString = (
    "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass
class Spares:
    """The databases of one process that wait for another test."""

    shared: Shared
    waiting: list[tuple[str, int]] = field(default_factory=list)
    """Names, and how often each was used."""
    untouched: list[object] = field(default_factory=list)
    """What a new copy says of itself."""
    kept: list[str] = field(default_factory=list)
    """Tables that are filled from the beginning."""

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a migrated database without rows, for one test."""
        if not self.shared.private:
            # To empty one takes rights that a given server may not give.
            with self.shared.copy() as url:
                yield url
            return
        name = self.shared.new_name()
        uses = self._take(name)
        try:
            yield self.shared.address_of(name)
        finally:
            if uses < MOST_USES and self._emptied(name):
                self.waiting.append((name, uses))
            else:
                self.shared.drop(name)

    def drop_all(self) -> None:
        """Drop what waits."""
        while self.waiting:
            self.shared.drop(self.waiting.pop()[0])

    def _take(self, name: str) -> int:
        while self.waiting:
            old, uses = self.waiting.pop()
            try:
                self.shared.rename(old, name)
            except psycopg.Error:
                self.shared.drop(old)
            else:
                return uses + 1
        self.shared.create(name)
        if not self.untouched:
            with self._inside(name) as connection:
                filled = connection.execute(FILLED).fetchall()
                self.kept = [table for (table,) in filled]
                self.untouched = self._state(connection)
        return 1

    def _emptied(self, name: str) -> bool:
        """Delete what a test wrote; false where that would not be enough."""
        try:
            with self._inside(name) as connection:
                connection.execute(LEAVE)
                if self._state(connection) != self.untouched:
                    return False
                self._empty(connection)
        except psycopg.Error:
            return False
        return True

    def _inside(self, name: str) -> psycopg.Connection:
        url = make_url(self.shared.address_of(name)).set(username=SUPERUSER)
        address = url.render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True)

    def _empty(self, connection: psycopg.Connection) -> None:
        # Neither triggers nor foreign keys have a say: everything goes.
        steps: list[sql.Composable] = [
            sql.SQL("SET session_replication_role = replica;")
        ]
        steps += [
            sql.SQL("DELETE FROM {};").format(sql.Identifier(table))
            for (table,) in connection.execute(FILLED).fetchall()
            if table not in self.kept
        ]
        steps += [
            sql.SQL("SELECT setval({}, {}, false);").format(
                sql.Literal(sequence), sql.Literal(start)
            )
            for sequence, start in connection.execute(STARTED).fetchall()
        ]
        connection.execute(sql.Composed([*steps, sql.SQL("SELECT pg_stat_reset()")]))

    def _state(self, connection: psycopg.Connection) -> list[object]:
        """Say all but the rows, and the rows that are there from the beginning."""
        parts = [sql.SQL("({})").format(sql.SQL(RELATIONS))]
        parts += [
            sql.SQL(
                "(SELECT concat(count(*), '/', sum(xmin::text::bigint)) FROM {})"
            ).format(sql.Identifier(name))
            for name in CATALOGUES
        ]
        parts += [
            sql.SQL(
                "(SELECT md5(string_agg(t::text, ';' ORDER BY t::text)) FROM {} t)"
            ).format(sql.Identifier(table))
            for table in self.kept
        ]
        asked = sql.SQL("SELECT {}").format(sql.SQL(", ").join(parts))
        return list(connection.execute(asked).fetchone() or ())


@dataclass(frozen=True, slots=True)
class Lending(Shared):
    """The servers of a run, whose copies of the first template are used again."""

    spares: Spares

    @override
    @contextmanager
    def copy(self) -> Iterator[str]:
        if self.template == self.spares.shared.template:
            with self.spares.lend() as url:
                yield url
        else:
            with Shared.copy(self) as url:
                yield url
