"""Turns what a unit of work told into messages, in that very unit of work.

One hook for every fact: repositories tell, and the last statements before the
commit write the messages and a delivery for each address that wants them. A
programme without addresses costs one question every two seconds, whatever happens
in it; so an address made by another process hears of facts two seconds later at most.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.domain.outgoing.happening import Happening, body_of
from app.domain.outgoing.types import EVERY
from app.ports import Clock
from app.storage.unit_of_work import Told, UnitOfWork

NOBODY_FOR_US: Final = 2_000_000
"""How long it is believed that nobody listens, in microseconds."""
MOST_REMEMBERED: Final = 10_000

LISTENERS: Final = """
SELECT e.endpoint_id, e.types, e.state, p.mode = 'test'
FROM webhook_endpoint e JOIN programme p ON p.programme_id = e.programme_id
WHERE e.programme_id = %(programme)s AND e.state <> 'deleted' ORDER BY e.endpoint_id
"""
COUNT_ON: Final = """
INSERT INTO webhook_sequence AS s (programme_id, member_id, last)
SELECT %(programme)s, * FROM unnest(%(members)s::uuid[], %(counts)s::bigint[])
ON CONFLICT (programme_id, member_id) DO UPDATE SET last = s.last + excluded.last
RETURNING member_id, last
"""
MESSAGES: Final = """
INSERT INTO webhook_message (programme_id, message_id, type, member_id, body,
  happened_at, made_at)
SELECT %(programme)s, m.*, %(at)s FROM unnest(%(ids)s::uuid[], %(types)s::text[],
  %(members)s::uuid[], %(bodies)s::text[], %(happened)s::timestamptz[]) AS m
"""
DELIVERIES: Final = """
INSERT INTO webhook_delivery (programme_id, delivery_id, message_id, endpoint_id,
  state, due_at, created_at)
SELECT %(programme)s, d.*, %(at)s, %(at)s FROM unnest(%(ids)s::uuid[],
  %(messages)s::uuid[], %(endpoints)s::uuid[], %(states)s::text[]) AS d
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """An address, as far as facts must know it."""

    endpoint_id: UUID
    types: frozenset[str]
    state: str

    def takes(self, name: str) -> bool:
        """Tell whether a delivery of this type is owed to it."""
        wanted = EVERY in self.types or name in self.types
        return wanted and self.state in ("on", "paused")


class Messages:
    """The ``Teller`` of a process; safe to share between threads."""

    def __init__(self, clock: Clock, wake: Callable[[], None]) -> None:
        """Take the clock, and how to wake whoever sends."""
        self._clock = clock
        self._wake = wake
        self._nobody_until: dict[UUID, int] = {}

    def listen(self, programme_id: UUID) -> None:
        self._nobody_until.pop(programme_id, None)

    def write(self, uow: UnitOfWork, told: Sequence[Told]) -> None:
        until = self._nobody_until.get(uow.programme_id, 0)
        if self._clock.monotonic_us() < until:
            return
        rows = uow.connection.exec_driver_sql(
            LISTENERS, {"programme": uow.programme_id}
        ).all()
        if not rows:
            self._nobody(uow.programme_id)
            return
        happened = [each for facts in told for each in facts()]
        if happened:
            listeners = [Listener(row[0], frozenset(row[1]), row[2]) for row in rows]
            self._write(uow, listeners, happened, test=bool(rows[0][3]))

    def _nobody(self, programme_id: UUID) -> None:
        if len(self._nobody_until) >= MOST_REMEMBERED:
            self._nobody_until.clear()
        now = self._clock.monotonic_us()
        self._nobody_until[programme_id] = now + NOBODY_FOR_US

    def _write(
        self,
        uow: UnitOfWork,
        listeners: Sequence[Listener],
        happened: Sequence[Happening],
        *,
        test: bool,
    ) -> None:
        ids = [uow.ids.new() for _ in happened]
        numbers = _numbers(uow, happened)
        self._insert(
            uow,
            MESSAGES,
            ids=ids,
            types=[each.type for each in happened],
            members=[each.member_id for each in happened],
            bodies=[
                body_of(each, sequence=number, test=test)
                for each, number in zip(happened, numbers, strict=True)
            ],
            happened=[each.at for each in happened],
        )
        owed = [
            (uow.ids.new(), message_id, one)
            for message_id, each in zip(ids, happened, strict=True)
            for one in listeners
            if one.takes(each.type)
        ]
        if owed:
            self._insert(
                uow,
                DELIVERIES,
                ids=[delivery_id for delivery_id, _, _ in owed],
                messages=[message_id for _, message_id, _ in owed],
                endpoints=[one.endpoint_id for _, _, one in owed],
                states=["waiting" if o.state == "on" else "held" for _, _, o in owed],
            )
            uow.after_commit(self._wake)

    def _insert(self, uow: UnitOfWork, statement: str, **columns: object) -> None:
        at = self._clock.now()
        values = {"programme": uow.programme_id, "at": at, **columns}
        uow.connection.exec_driver_sql(statement, values)


def _numbers(uow: UnitOfWork, happened: Sequence[Happening]) -> list[int | None]:
    """Return each fact's number among those of its member, in the order told."""
    counts = Counter(each.member_id for each in happened if each.member_id)
    last: Mapping[UUID, int] = {}
    if counts:
        # In the order of ids: two units of work that share members must not deadlock.
        members = sorted(counts)
        rows = uow.connection.exec_driver_sql(
            COUNT_ON,
            {
                "programme": uow.programme_id,
                "members": members,
                "counts": [counts[member] for member in members],
            },
        )
        last = {row[0]: row[1] for row in rows}
    left = dict(counts)
    numbers: list[int | None] = []
    for each in happened:
        if each.member_id is None:
            numbers.append(None)
            continue
        left[each.member_id] -= 1
        numbers.append(last[each.member_id] - left[each.member_id])
    return numbers
