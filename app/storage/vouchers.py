"""Vouchers as rows: who holds them, how far they are, which orders carry them.

A voucher's row is locked after the balance rows of its member (ledger rules,
5.2). Writing back names the state that was read: a row that moved meanwhile is
not overwritten, it breaks the unit of work.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import CursorResult

from app.domain.errors import InvariantBroken, Missing
from app.domain.outgoing import rewards as outgoing
from app.domain.rewards.returns import Standing, Use
from app.domain.rewards.voucher import (
    END_STATES,
    Ending,
    Outcome,
    Progress,
    Source,
    Voucher,
    VoucherState,
    VoucherTerms,
    code_key,
)
from app.storage.unit_of_work import UnitOfWork


class VoucherMissing(Missing):
    """No such voucher in this programme."""

    code = "voucher_missing"


class VoucherOverwritten(InvariantBroken):
    """A locked voucher was not in the state in which it was read."""

    code = "voucher_overwritten"


@dataclass(frozen=True, slots=True)
class VoucherRef:
    """Whose a voucher is: what must be locked before the voucher itself."""

    voucher_id: UUID
    member_id: UUID
    asset: str
    price: int
    store_id: UUID
    platform: str
    code_key: str
    state: VoucherState


@dataclass(frozen=True, slots=True)
class Request:
    """Digests of a caller's idempotency key and of what was asked under it."""

    key: bytes
    digest: bytes


MOVING = (
    "code",
    "code_key",
    "state",
    "ending",
    "reason",
    "attention",
    "returned",
    "discount_ref",
    "outcome",
    "attempts",
    "codes_tried",
    "failures",
    "absent_at",
    "not_before",
    "lease_token",
    "updated_at",
    "issued_at",
    "used_at",
    "ended_at",
    "cancelled_at",
)
FIXED = (
    "voucher_id",
    "member_id",
    "store_id",
    "reward_id",
    "programme_version",
    "source",
    "asset",
    "price",
    "terms",
    "actor",
    "deadline_at",
    "lapses_at",
    "created_at",
)
COLUMNS = FIXED + MOVING
SELECT = f"SELECT {', '.join(f'v.{name}' for name in COLUMNS)} FROM voucher v"
OF_PROGRESS = tuple(field.name for field in fields(Progress))
NOT_OF_VOUCHER = {"code_key", "lapses_at", *OF_PROGRESS}


def _voucher(row: Sequence[Any]) -> Voucher:
    values = dict(zip(COLUMNS, row, strict=True))
    progress = {name: values[name] for name in OF_PROGRESS}
    progress["outcome"] = Outcome(values["outcome"])
    own = {name: value for name, value in values.items() if name not in NOT_OF_VOUCHER}
    own["state"] = VoucherState(values["state"])
    own["source"] = Source(values["source"])
    own["ending"] = Ending(values["ending"]) if values["ending"] else None
    own["terms"] = msgspec.convert(values["terms"], VoucherTerms)
    return Voucher(**own, progress=Progress(**progress))


def voucher_values(voucher: Voucher, names: Sequence[str]) -> dict[str, Any]:
    values = {
        name: getattr(voucher.progress if name in OF_PROGRESS else voucher, name)
        for name in names
    }
    if "terms" in values:
        values["terms"] = msgspec.json.encode(voucher.terms).decode()
    return values


class VoucherRepository:
    """Reads and writes ``voucher`` and ``voucher_use`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._tell = uow.tell

    def add(self, voucher: Voucher, request: Request | None = None) -> bool:
        """Insert a voucher; False when its request key is in use already."""
        values = voucher_values(voucher, COLUMNS)
        values["request_key"] = request.key if request else None
        values["request_digest"] = request.digest if request else None
        slots = ", ".join(f"%({name})s" for name in values)
        done = self._run(
            f"INSERT INTO voucher (programme_id, {', '.join(values)})"
            f" VALUES (%(programme_id)s, {slots})"
            " ON CONFLICT (programme_id, request_key) DO NOTHING",
            **values,
        )
        self._tell(lambda: outgoing.made(voucher) if done.rowcount == 1 else ())
        return done.rowcount == 1

    def by_request(self, key: bytes) -> tuple[UUID, bytes] | None:
        """Return (voucher, request digest) of an idempotency key."""
        row = self._run(
            "SELECT voucher_id, request_digest FROM voucher"
            " WHERE programme_id = %(programme_id)s AND request_key = %(key)s",
            key=key,
        ).first()
        return (row[0], bytes(row[1])) if row else None

    def get(self, voucher_id: UUID) -> Voucher:
        """Return a voucher; ``VoucherMissing`` when there is none."""
        rows = self._many("v.voucher_id = %(voucher_id)s", voucher_id=voucher_id)
        if not rows:
            raise VoucherMissing("no such voucher in this programme")
        return rows[0]

    def lock(self, voucher_ids: Collection[UUID]) -> dict[UUID, Voucher]:
        """Return these vouchers with their rows locked, in id order.

        Their members' balance rows must be locked already.
        """
        found = self._many(
            "v.voucher_id = ANY(%(ids)s)",
            "ORDER BY v.voucher_id FOR UPDATE",
            ids=list(voucher_ids),
        )
        return {voucher.voucher_id: voucher for voucher in found}

    def save(self, voucher: Voucher, *, was: VoucherState) -> None:
        """Write back a locked voucher that was read in state *was*.

        Raises:
            VoucherOverwritten: The row is not in that state: nobody locked it.
        """
        slots = ", ".join(f"{name} = %({name})s" for name in MOVING)
        done = self._run(
            f"UPDATE voucher SET {slots} WHERE programme_id = %(programme_id)s"
            " AND voucher_id = %(voucher_id)s AND state = %(was)s",
            **voucher_values(voucher, MOVING),
            voucher_id=voucher.voucher_id,
            was=was,
        )
        if done.rowcount != 1:
            raise VoucherOverwritten(f"voucher {voucher.voucher_id} is not {was}")
        self._tell(lambda: outgoing.moved(voucher, was))
        if voucher.terms.stocked and voucher.state in END_STATES - {was}:
            self._put_back(voucher)

    def _put_back(self, voucher: Voucher) -> None:
        """Leave the voucher's unit of stock for the next taker."""
        self._run(
            "INSERT INTO stock_return (programme_id, voucher_id, reward_id,"
            " returned_at) VALUES (%(programme_id)s, %(voucher_id)s, %(reward_id)s,"
            " %(at)s) ON CONFLICT DO NOTHING",
            voucher_id=voucher.voucher_id,
            reward_id=voucher.reward_id,
            at=voucher.updated_at,
        )

    def refs(self, codes: Collection[tuple[UUID, str]]) -> list[VoucherRef]:
        """Return the vouchers behind these (store, code) pairs, without a lock."""
        wanted = sorted({(store.bytes, code_key(code)) for store, code in codes})
        if not wanted:
            return []
        return self._refs(
            "(v.store_id, v.code_key) IN"
            " (SELECT * FROM unnest(%(stores)s::uuid[], %(keys)s::text[]))",
            stores=[UUID(bytes=store) for store, _ in wanted],
            keys=[key for _, key in wanted],
        )

    def ref(self, voucher_id: UUID) -> VoucherRef:
        """Return whose a voucher is; ``VoucherMissing`` when there is none."""
        found = self._refs("v.voucher_id = %(voucher_id)s", voucher_id=voucher_id)
        if not found:
            raise VoucherMissing("no such voucher in this programme")
        return found[0]

    def by_discount(self, store_id: UUID, name: str) -> UUID | None:
        """Return the voucher whose code, or the store's id of it, is *name*."""
        row = self._run(
            "SELECT voucher_id FROM voucher WHERE programme_id = %(programme_id)s"
            " AND store_id = %(store_id)s"
            " AND (code_key = %(key)s OR discount_ref = %(name)s)"
            " ORDER BY code_key = %(key)s DESC LIMIT 1",
            store_id=store_id,
            key=code_key(name),
            name=name,
        ).first()
        return row[0] if row else None

    def uses(self, voucher_ids: Collection[UUID]) -> dict[UUID, list[Use]]:
        """Return how orders stand to these vouchers."""
        rows = self._run(
            "SELECT voucher_id, store_id, order_ref, standing, currency, taken_minor,"
            " amount, refunded, version, noted_at FROM voucher_use"
            " WHERE programme_id = %(programme_id)s AND voucher_id = ANY(%(ids)s)",
            ids=list(voucher_ids),
        )
        found: dict[UUID, list[Use]] = {}
        for row in rows:
            use = Use(row[1], row[2], Standing(row[3]), *row[4:])
            found.setdefault(row[0], []).append(use)
        return found

    def set_use(self, voucher_id: UUID, use: Use) -> None:
        """Set how an order stands to a voucher, unless a newer snapshot was noted.

        When the use was first seen stays.
        """
        self._run(
            "INSERT INTO voucher_use (programme_id, voucher_id, store_id, order_ref,"
            " standing, currency, taken_minor, amount, refunded, version, noted_at)"
            " VALUES (%(programme_id)s, %(voucher_id)s, %(store_id)s, %(order_ref)s,"
            " %(standing)s, %(currency)s, %(taken_minor)s, %(amount)s, %(refunded)s,"
            " %(version)s, %(noted_at)s)"
            " ON CONFLICT (programme_id, voucher_id, store_id, order_ref)"
            " DO UPDATE SET standing = excluded.standing, currency = excluded.currency,"
            " taken_minor = excluded.taken_minor, amount = excluded.amount,"
            " refunded = excluded.refunded, version = excluded.version"
            " WHERE excluded.version >= voucher_use.version",
            voucher_id=voucher_id,
            **{field.name: getattr(use, field.name) for field in fields(Use)},
        )

    def page(
        self,
        *,
        member_id: UUID | None = None,
        states: Collection[VoucherState] = (),
        source: Source | None = None,
        updated_since: datetime | None = None,
        attention: bool = False,
        before: UUID | None = None,
        limit: int = 50,
    ) -> list[Voucher]:
        """Return up to *limit* vouchers, newest first, after the cursor *before*.

        Ids are ordered by time, so the last id of a page is its cursor.
        """
        asked: Mapping[str, tuple[str, object]] = {
            "member_id": ("v.member_id = %(member_id)s", member_id),
            "states": ("v.state = ANY(%(states)s)", list(states) or None),
            "source": ("v.source = %(source)s", source),
            "since": ("v.updated_at >= %(since)s", updated_since),
            "before": ("v.voucher_id < %(before)s", before),
            "attention": ("v.attention IS NOT NULL", attention or None),
        }
        parts = {name: part for name, part in asked.items() if part[1] is not None}
        return self._many(
            " AND ".join(["true", *(condition for condition, _ in parts.values())]),
            "ORDER BY v.voucher_id DESC LIMIT %(limit)s",
            limit=limit,
            **{name: value for name, (_, value) in parts.items()},
        )

    def lapsed(self, at: datetime, *, most: int) -> list[VoucherRef]:
        """Return issued vouchers whose life is over, longest ago first."""
        return self._refs(
            "v.state = 'issued' AND v.ending IS NULL AND v.lapses_at <= %(at)s",
            "ORDER BY v.lapses_at LIMIT %(most)s",
            at=at,
            most=most,
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give every voucher of a merged member to the kept one.

        Both members' balance rows must be locked.
        """
        self._run(
            "UPDATE voucher SET member_id = %(kept)s"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s",
            kept=kept,
            gone=gone,
        )

    def forgotten(self, quiet_since: datetime, *, most: int) -> list[VoucherRef]:
        """Return vouchers on their way in or out whose debt is not open.

        It was set aside, cancelled, or never written. Quiet the longest first.
        """
        return self._refs(
            "(v.state IN ('granted', 'issuing')"
            " OR (v.state = 'issued' AND v.ending IS NOT NULL))"
            " AND v.updated_at <= %(quiet)s AND NOT EXISTS (SELECT FROM outbox o"
            " WHERE o.programme_id = v.programme_id"
            " AND o.kind IN ('issue_voucher', 'withdraw_voucher')"
            " AND o.key = v.voucher_id::text AND o.state IN ('waiting', 'blocked'))",
            "ORDER BY v.updated_at LIMIT %(most)s",
            quiet=quiet_since,
            most=most,
        )

    def of_reward(
        self, member_id: UUID, reward_id: str
    ) -> list[tuple[VoucherState, datetime]]:
        """Return (state, created_at) of all that a member ever had of a reward."""
        rows = self._run(
            "SELECT state, created_at FROM voucher"
            " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
            " AND reward_id = %(reward_id)s",
            member_id=member_id,
            reward_id=reward_id,
        )
        return [(VoucherState(row[0]), row[1]) for row in rows]

    def cancelled_since(self, member_id: UUID, since: datetime) -> int:
        """Count the vouchers that a member gave back themself since *since*."""
        row = self._run(
            "SELECT count(*) FROM voucher WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s AND cancelled_at >= %(since)s",
            member_id=member_id,
            since=since,
        ).one()
        counted: int = row[0]
        return counted

    def _many(
        self, condition: str, ending: str = "", **values: object
    ) -> list[Voucher]:
        rows = self._run(
            f"{SELECT} WHERE v.programme_id = %(programme_id)s"
            f" AND {condition} {ending}",
            **values,
        )
        return [_voucher(row) for row in rows]

    def _refs(
        self, condition: str, ending: str = "", **values: object
    ) -> list[VoucherRef]:
        rows = self._run(
            "SELECT v.voucher_id, v.member_id, v.asset, v.price, v.store_id,"
            " s.platform, v.code_key, v.state FROM voucher v JOIN store s"
            " ON s.programme_id = v.programme_id AND s.store_id = v.store_id"
            f" WHERE v.programme_id = %(programme_id)s AND {condition} {ending}",
            **values,
        )
        refs = [list(row) for row in rows]
        return [VoucherRef(*ref[:7], *map(VoucherState, ref[7:])) for ref in refs]

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
