"""What imports carry over beside points: live codes, links, tags, history.

Everything is written for many members at once, and says what of it was new: only
that is taken back when an import is undone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.domain.rewards.voucher import Voucher
from app.storage.ledger.arrays import array, text_array
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import COLUMNS, voucher_values


@dataclass(frozen=True, slots=True)
class Past:
    """What an old programme tells of one member."""

    member_id: UUID
    asset: str
    earned: int | None = None
    spent: int | None = None
    note: str | None = None
    referred_by: UUID | None = None


OWNERS: Final = """
SELECT code_key, member_id FROM voucher
WHERE programme_id = %(programme)s AND store_id = %(store)s
  AND code_key = ANY(%(keys)s)
"""
ADD_CODE: Final = f"""
INSERT INTO voucher (programme_id, {", ".join(COLUMNS)})
VALUES (%(programme)s, {", ".join(f"%({name})s" for name in COLUMNS)})
ON CONFLICT DO NOTHING
"""
UNSEEN: Final = """
SELECT v.voucher_id FROM import_row d
JOIN voucher v ON v.programme_id = d.programme_id AND v.voucher_id = d.lot_id
WHERE d.programme_id = %(programme)s AND d.import_id = %(import)s
  AND d.what = 'code' AND d.undone_by IS NULL
  AND v.state = 'issued' AND v.ending IS NULL AND v.discount_ref IS NULL
ORDER BY d.row LIMIT %(most)s
"""
SEEN: Final = """
UPDATE voucher SET discount_ref = %(ref)s
WHERE programme_id = %(programme)s AND voucher_id = %(id)s AND source = 'carried'
"""
DROP_CODES: Final = """
DELETE FROM voucher v
WHERE v.programme_id = %(programme)s AND v.voucher_id = ANY(%(ids)s)
  AND v.source = 'carried' AND v.state <> 'used' AND NOT EXISTS (
    SELECT FROM voucher_use u WHERE u.programme_id = v.programme_id
      AND u.voucher_id = v.voucher_id)
RETURNING v.member_id
"""
STAMP: Final = """
UPDATE member SET updated_at = %(at)s
WHERE programme_id = %(programme)s AND member_id = ANY(%(ids)s)
"""
"""What stores are told of members is looked at again for these."""
LINKS: Final = """
INSERT INTO referral_code (programme_id, code, member_id, made_at)
SELECT %(programme)s, c.code, c.member_id, %(at)s
FROM unnest(%(codes)s::text[], %(members)s::uuid[]) AS c (code, member_id)
ON CONFLICT DO NOTHING
RETURNING code
"""
DROP_LINKS: Final = """
DELETE FROM referral_code c
WHERE c.programme_id = %(programme)s AND c.code = ANY(%(codes)s)
  AND NOT EXISTS (SELECT FROM referral r
    WHERE r.programme_id = c.programme_id AND r.code = c.code)
"""
TAGS: Final = """
INSERT INTO member_mark (programme_id, member_id, kind, name, store_id, since)
SELECT %(programme)s, t.member_id, 'tag', t.name, %(store)s, %(at)s
FROM unnest(%(members)s::uuid[], %(names)s::text[]) AS t (member_id, name)
WHERE NOT EXISTS (SELECT FROM member_mark o
  WHERE o.programme_id = %(programme)s AND o.member_id = t.member_id
    AND o.kind = 'tag' AND o.name = t.name AND o.until IS NULL)
ON CONFLICT DO NOTHING
RETURNING member_id, name
"""
"""A tag that any store says already is not said again."""
END_TAGS: Final = """
UPDATE member_mark m SET until = greatest(m.since, %(at)s)
FROM unnest(%(members)s::uuid[], %(names)s::text[]) AS t (member_id, name)
WHERE m.programme_id = %(programme)s AND m.member_id = t.member_id
  AND m.member_id = ANY(%(members)s::uuid[])
  AND m.kind = 'tag' AND m.name = t.name AND m.store_id = %(store)s
  AND m.until IS NULL
"""
PAST: Final = """
INSERT INTO member_past (programme_id, member_id, import_id, asset, earned, spent,
  note, brought_at)
SELECT %(programme)s, p.member_id, %(import)s, p.asset, p.earned, p.spent, p.note,
  %(at)s
FROM unnest(%(members)s::uuid[], %(assets)s::text[], %(earned)s::bigint[],
  %(spent)s::bigint[], %(notes)s::text[])
  AS p (member_id, asset, earned, spent, note)
ON CONFLICT DO NOTHING
"""
REFERRERS: Final = """
UPDATE member_past p SET referred_by = r.referrer
FROM unnest(%(rows)s::int[], %(referrers)s::uuid[]) AS r (row, referrer)
JOIN import_row d ON d.programme_id = %(programme)s AND d.import_id = %(import)s
  AND d.row = r.row AND d.what = 'past'
WHERE p.programme_id = %(programme)s AND p.import_id = %(import)s
  AND p.member_id = d.member_id AND r.referrer <> p.member_id
"""
DROP_PAST: Final = """
DELETE FROM member_past
WHERE programme_id = %(programme)s AND import_id = %(import)s
"""
MOVE_PAST: Final = """
UPDATE member_past p SET member_id = %(kept)s
WHERE p.programme_id = %(programme)s AND p.member_id = %(gone)s
  AND NOT EXISTS (SELECT FROM member_past o WHERE o.programme_id = p.programme_id
    AND o.member_id = %(kept)s AND o.import_id = p.import_id)
"""
OF_MEMBER: Final = """
SELECT p.asset, p.earned, p.spent, p.note, p.referred_by, p.brought_at,
  i.options->>'source'
FROM member_past p
JOIN import_run i ON i.programme_id = p.programme_id AND i.import_id = p.import_id
WHERE p.programme_id = %(programme)s AND p.member_id = %(member)s
ORDER BY p.brought_at DESC, p.import_id
"""


@dataclass(frozen=True, slots=True)
class ToldPast:
    """What a member's page says of the time before us."""

    asset: str
    earned: int | None
    spent: int | None
    note: str | None
    referred_by: UUID | None
    brought_at: datetime
    source: str


class CarriedRepository:
    """Reads and writes what imports carry over, in the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def owners(self, store_id: UUID, keys: Collection[str]) -> Mapping[str, UUID]:
        """Return whose these codes of a store are, by the code as compared."""
        if not keys:
            return {}
        return dict(self._run(OWNERS, store=store_id, keys=sorted(keys)).all())

    def add_codes(self, vouchers: Sequence[Voucher]) -> None:
        """Write vouchers for codes that nobody has."""
        if vouchers:
            mine = {"programme": self._programme_id}
            self._connection.exec_driver_sql(
                ADD_CODE, [mine | voucher_values(one, COLUMNS) for one in vouchers]
            )

    def unseen(self, import_id: UUID, *, most: int) -> list[UUID]:
        """Return vouchers of an import whose code was not looked for in the store."""
        rows = self._run(UNSEEN, most=most, **{"import": import_id})
        return [row[0] for row in rows]

    def seen(self, voucher_id: UUID, discount_ref: str) -> None:
        """Note that the store has the code, and what it calls it."""
        self._run(SEEN, id=voucher_id, ref=discount_ref)

    def drop_codes(self, ids: Collection[UUID], *, at: datetime) -> None:
        """Forget codes that no order has carried; the store is not asked anything."""
        gone = [row[0] for row in self._run(DROP_CODES, ids=list(ids))]
        if gone:
            self._run(STAMP, ids=gone, at=at)

    def add_links(self, codes: Mapping[str, UUID], *, at: datetime) -> set[str]:
        """Let old referral codes lead to members; return those that are new."""
        if not codes:
            return set()
        rows = self._run(
            LINKS, at=at, codes=text_array(codes), members=array(codes.values())
        )
        return {row[0] for row in rows}

    def drop_links(self, codes: Collection[str]) -> None:
        """Forget referral codes through which nobody came."""
        self._run(DROP_LINKS, codes=list(codes))

    def add_tags(
        self, tags: Sequence[tuple[UUID, str]], store_id: UUID, *, at: datetime
    ) -> Mapping[UUID, list[str]]:
        """Say tags of members; return those that nobody said before."""
        if not tags:
            return {}
        found: dict[UUID, list[str]] = {}
        for member_id, name in self._run(
            TAGS, at=at, store=store_id, **self._pairs(tags)
        ):
            found.setdefault(member_id, []).append(name)
        return found

    def end_tags(
        self, tags: Sequence[tuple[UUID, str]], store_id: UUID, *, at: datetime
    ) -> None:
        """End tags that an import said."""
        self._run(END_TAGS, at=at, store=store_id, **self._pairs(tags))

    @staticmethod
    def _pairs(tags: Sequence[tuple[UUID, str]]) -> dict[str, Any]:
        return {
            "members": array(member_id for member_id, _ in tags),
            "names": text_array(name for _, name in tags),
        }

    def add_past(self, import_id: UUID, past: Sequence[Past], *, at: datetime) -> None:
        """Keep what a file tells of the time before us."""
        if not past:
            return
        self._run(
            PAST,
            at=at,
            members=array(one.member_id for one in past),
            assets=text_array(one.asset for one in past),
            earned=array(one.earned for one in past),
            spent=array(one.spent for one in past),
            notes=text_array(one.note for one in past),
            **{"import": import_id},
        )

    def note_referrers(self, import_id: UUID, referrers: Mapping[int, UUID]) -> None:
        """Keep through whom the people of these rows came."""
        self._run(
            REFERRERS,
            rows=array(referrers),
            referrers=array(referrers.values()),
            **{"import": import_id},
        )

    def drop_past(self, import_id: UUID) -> None:
        """Forget what an import told of the time before us."""
        self._run(DROP_PAST, **{"import": import_id})

    def past_of(self, member_id: UUID) -> list[ToldPast]:
        """Return what old programmes tell of a member, newest first."""
        return [ToldPast(*row) for row in self._run(OF_MEMBER, member=member_id)]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give the history of a merged member to the kept one."""
        self._run(MOVE_PAST, gone=gone, kept=kept)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
