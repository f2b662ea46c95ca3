"""What rows say before and after a merge, and how they are given back.

Rows are read and written as JSON, whatever the table; bytes and sealed texts stay as
they are. Which tables, and which part of a row, is in ``merge_kinds``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from app.domain.unmerging import given_back, order_awards
from app.storage.merge_kinds import MEMBER, MOVED, Moved
from app.storage.unit_of_work import UnitOfWork

Row = dict[str, Any]
Key = tuple[Any, ...]
ALWAYS = ("state", "merged_into")
"""Of the absorbed member's own row: it lives again."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One row that a merge touched, as it was and as it is then."""

    table: str
    before: Row | None
    after: Row | None


@dataclass(slots=True)
class Watch:
    """What was there before a merge begins."""

    kept: UUID
    gone: UUID
    rows: Mapping[str, Sequence[Row]]
    twins: Mapping[str, frozenset[Key]]
    """Keys under which the kept member has a row already."""
    shift: int
    """What the numbers of consent words grow by."""

    def lands(self, kind: Moved, row: Row) -> Key:
        """Return the key that a row has when it is the kept member's."""
        if not kind.named_by_member or row[MEMBER] != str(self.gone):
            return _key(kind, row)
        moved = {**row, MEMBER: str(self.kept)}
        if "word_no" in moved:
            moved["word_no"] += self.shift
        return _key(kind, moved)


def _whose(row: Row | None) -> tuple[object, ...]:
    return () if row is None else (row.get(MEMBER), row.get("friend_id"))


def retracted(one: Touched) -> bool:
    """Tell whether the merge took this award back, because both had it."""
    return (
        one.table == "fact_award"
        and one.before is not None
        and one.after is not None
        and (one.before["state"], one.after["state"]) == ("given", "taken_back")
    )


def _key(kind: Moved, row: Row) -> Key:
    return tuple(row[name] for name in kind.key)


def _select(kind: Moved, where: str) -> str:
    columns = ", ".join(f"t.{name}" for name in kind.image)
    return (
        f"SELECT '{kind.table}' AS of_table, to_jsonb(s) AS image FROM"
        f" (SELECT {columns} FROM {kind.table} t"
        f" WHERE t.programme_id = %(programme)s AND {where}) AS s"
    )


def _owned(kind: Moved, who: str) -> str:
    return "(" + " OR ".join(f"t.{name} = {who}" for name in kind.owners) + ")"


class MergeImages:
    """Reads and writes the rows of two members as images."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._programme_id = uow.programme_id

    def watch(self, kept: UUID, gone: UUID) -> Watch:
        """Return what a merge may touch; balances and orders need not be locked."""
        rows = self._of(kept, gone, MOVED)
        words = [row["word_no"] for row in rows["consent_word"]]
        mine = [
            row["word_no"] for row in rows["consent_word"] if row[MEMBER] == str(kept)
        ]
        found = Watch(kept, gone, rows, {}, max(mine, default=0) if words else 0)
        found.twins = {
            kind.table: frozenset(self._at(kind, self._landing(found, kind)))
            for kind in MOVED
            if kind.named_by_member and rows[kind.table]
        }
        return found

    def touched(self, watch: Watch) -> list[Touched]:
        """Return what changed since *watch*, in the order in which it goes back."""
        found: list[Touched] = []
        both = self._of(watch.kept, watch.gone, [one for one in MOVED if one.both])
        for kind in MOVED:
            rows = watch.rows[kind.table]
            if kind.both:
                now = {_key(kind, row): row for row in both[kind.table]}
            elif rows:
                asked = {_key(kind, row) for row in rows}
                now = self._at(kind, asked.union(self._landing(watch, kind)))
            else:
                continue
            found += _compared(watch, kind, rows, now)
        # What was the absorbed member's goes back first: of two that exclude each
        # other, the kept one's can only come back when the other has left.
        mine = str(watch.kept)
        found.sort(key=lambda one: mine in _whose(one.before))
        return found

    def give_back(self, touched: Iterable[Touched], gone: UUID) -> None:
        """Write every row as it is to be; what is somebody else's by now stays.

        Awards that the merge took back are for who has the books open.
        """
        kinds = {kind.table: kind for kind in MOVED}
        for one in touched:
            kind = kinds[one.table]
            if retracted(one):
                continue
            if one.after is None:
                if one.before is not None:
                    self._insert(kind, one.before)
                continue
            now = self._at(kind, [_key(kind, one.after)]).get(_key(kind, one.after))
            if now is None:
                continue
            if one.before is None:
                if now == one.after:
                    self._delete(kind, now)
                continue
            self._restore(kind, one.before, one.after, now, gone=gone)

    def _restore(
        self,
        kind: Moved,
        before: Row,
        after: Row,
        now: Row,
        *,
        gone: UUID,
    ) -> None:
        if any(now[name] not in (after[name], before[name]) for name in kind.owners):
            return
        if any(now[name] != after[name] for name in kind.fixed):
            self._insert(kind, before)
            return
        if _earned_since(before, now):
            return
        theirs = before.get(MEMBER) == str(gone)
        always: tuple[str, ...] = (*kind.owners, *kind.key)
        if kind.table == "member" and theirs:
            always = (*always, *ALWAYS)
        said = dict(given_back(before, after, now, always=always))
        if kind.table == "order_settlement":
            said["awards"] = order_awards(
                before["awards"], now["awards"], restored=str(gone)
            )
        if theirs:
            self._update(kind, now, said)
            return
        # Of the kept member's own: something since may stand in its place.
        with suppress(IntegrityError), self._uow.savepoint():
            self._update(kind, now, said)

    def _landing(self, watch: Watch, kind: Moved) -> set[Key]:
        gone = str(watch.gone)
        return {
            watch.lands(kind, row)
            for row in watch.rows[kind.table]
            if row.get(MEMBER) == gone
        }

    def _of(
        self, kept: UUID, gone: UUID, kinds: Sequence[Moved]
    ) -> dict[str, list[Row]]:
        """Return the rows of the absorbed member, of both where a merge asks both."""
        parts = []
        for kind in kinds:
            parts.append(_select(kind, _owned(kind, "%(gone)s")))
            if kind.both:
                mine = f"{_owned(kind, '%(kept)s')} AND NOT {_owned(kind, '%(gone)s')}"
                parts.append(_select(kind, mine))
        found: dict[str, list[Row]] = {kind.table: [] for kind in kinds}
        for table, image in self._run(" UNION ALL ".join(parts), kept=kept, gone=gone):
            found[table].append(image)
        return found

    def _at(self, kind: Moved, keys: Iterable[Key]) -> dict[Key, Row]:
        """Return the rows that have these keys now."""
        named = [dict(zip(kind.key, key, strict=True)) for key in keys]
        if not named:
            return {}
        same = " AND ".join(f"t.{name} = k.{name}" for name in kind.key)
        where = (
            "EXISTS (SELECT FROM"
            f" jsonb_populate_recordset(NULL::{kind.table}, %(keys)s::jsonb) AS k"
            f" WHERE {same})"
        )
        rows = self._run(_select(kind, where), keys=json.dumps(named))
        return {_key(kind, row[1]): row[1] for row in rows}

    def _insert(self, kind: Moved, row: Row) -> None:
        if kind.columns is not None:
            return
        columns = ", ".join(kind.image)
        self._write(
            f"INSERT INTO {kind.table} ({columns}) SELECT {columns}"
            f" FROM jsonb_populate_record(NULL::{kind.table}, %(row)s::jsonb)"
            " ON CONFLICT DO NOTHING",
            row=json.dumps(row),
        )

    def _update(self, kind: Moved, now: Row, said: Row) -> None:
        columns = ", ".join(name for name in kind.image if name != "programme_id")
        self._write(
            f"UPDATE {kind.table} t SET ({columns}) = (SELECT {columns}"
            f" FROM jsonb_populate_record(NULL::{kind.table}, %(said)s::jsonb))"
            f" {_there(kind)}",
            said=json.dumps(said),
            now=json.dumps(now),
        )

    def _delete(self, kind: Moved, now: Row) -> None:
        source = _there(kind).replace("FROM", "USING", 1)
        self._write(f"DELETE FROM {kind.table} t {source}", now=json.dumps(now))

    def _run(self, statement: str, **values: object) -> Sequence[Any]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        ).all()

    def _write(self, statement: str, **values: object) -> None:
        self._uow.connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )


def _there(kind: Moved) -> str:
    same = " AND ".join(f"t.{name} = k.{name}" for name in kind.key)
    return (
        f"FROM jsonb_populate_record(NULL::{kind.table}, %(now)s::jsonb) AS k"
        f" WHERE t.programme_id = %(programme)s AND {same}"
    )


def _compared(
    watch: Watch, kind: Moved, rows: Sequence[Row], now: Mapping[Key, Row]
) -> Iterator[Touched]:
    twins = watch.twins.get(kind.table, frozenset())
    seen: set[Key] = set()
    for row in rows:
        key, landed = _key(kind, row), watch.lands(kind, row)
        after = now.get(key)
        if after is None and landed not in twins:
            after = now.get(landed)
        seen |= {key, landed}
        if after != row:
            yield Touched(kind.table, row, after)
    if kind.both:
        for key, row in now.items():
            if key not in seen:
                yield Touched(kind.table, None, row)


def _earned_since(before: Row, now: Row) -> bool:
    """Tell whether all that an order or a fact ever gave, it gave since."""
    if "awards" in before:
        had, has = before["awards"], now["awards"]
        return not any(one["n"] for one in had) and any(one["n"] for one in has)
    return "n" in before and "keep" in before and before["n"] == 0 and now["n"] > 0
