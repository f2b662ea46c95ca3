"""Perks in the stores: what should be there, and what is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class PerkState:
    """One perk of one member in one store."""

    member_id: UUID
    perk: str
    store_id: UUID
    wanted: bool
    state: str
    customer_ref: str | None
    tag: str | None
    code: str | None
    discount_ref: str | None
    digest: bytes | None
    problem: str | None
    wanted_at: datetime
    changed_at: datetime | None

    @property
    def settled(self) -> bool:
        """Whether the store holds what it should, or can't."""
        if self.wanted:
            return self.state in ("present", "impossible")
        return self.state == "absent"


@dataclass(slots=True)
class PerkOffer:
    """The automatic discount of a perk in one store."""

    perk: str
    store_id: UUID
    wanted: bool
    state: str
    code: str
    tag: str
    discount_ref: str | None
    digest: bytes | None
    problem: str | None
    wanted_at: datetime
    changed_at: datetime | None


STATE = ", ".join(PerkState.__dataclass_fields__)
OFFER = ", ".join(PerkOffer.__dataclass_fields__)
KEYS = {"member_id", "perk", "store_id"}


def _values(names: Collection[str]) -> str:
    return ", ".join(f"%({name})s" for name in names)


def _excluded(names: Collection[str]) -> str:
    return ", ".join(f"{one} = excluded.{one}" for one in names if one not in KEYS)


class PerkRepository:
    """Reads and writes ``perk_state`` and ``perk_offer``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of_member(self, member_id: UUID) -> list[PerkState]:
        """Return everything about a member's perks, by perk and store."""
        rows = self._run(
            f"SELECT {STATE} FROM perk_state WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s ORDER BY perk, store_id",
            member_id=member_id,
        )
        return [PerkState(*row) for row in rows]

    def lock(self, member_id: UUID, perk: str, store_id: UUID) -> PerkState | None:
        """Return one perk of a member in a store, locked; None if it never was."""
        row = self._run(
            f"SELECT {STATE} FROM perk_state WHERE programme_id = %(programme_id)s"
            " AND member_id = %(member_id)s AND perk = %(perk)s"
            " AND store_id = %(store_id)s FOR UPDATE",
            member_id=member_id,
            perk=perk,
            store_id=store_id,
        ).first()
        return None if row is None else PerkState(*row)

    def save(self, states: Sequence[PerkState]) -> None:
        """Insert states, or write them back."""
        names = list(PerkState.__dataclass_fields__)
        for state in states:
            self._run(
                f"INSERT INTO perk_state (programme_id, {STATE})"
                f" VALUES (%(programme_id)s, {_values(names)})"
                " ON CONFLICT (programme_id, member_id, perk, store_id)"
                f" DO UPDATE SET {_excluded(names)}",
                **{name: getattr(state, name) for name in names},
            )

    def offer(self, perk: str, store_id: UUID) -> PerkOffer | None:
        """Return the automatic discount of a perk in a store, locked."""
        row = self._run(
            f"SELECT {OFFER} FROM perk_offer WHERE programme_id = %(programme_id)s"
            " AND perk = %(perk)s AND store_id = %(store_id)s FOR UPDATE",
            perk=perk,
            store_id=store_id,
        ).first()
        return None if row is None else PerkOffer(*row)

    def offers(self) -> list[PerkOffer]:
        """Return every automatic discount."""
        rows = self._run(
            f"SELECT {OFFER} FROM perk_offer WHERE programme_id = %(programme_id)s"
            " ORDER BY perk, store_id"
        )
        return [PerkOffer(*row) for row in rows]

    def save_offer(self, offer: PerkOffer) -> None:
        """Insert an automatic discount, or write it back."""
        names = list(PerkOffer.__dataclass_fields__)
        self._run(
            f"INSERT INTO perk_offer (programme_id, {OFFER})"
            f" VALUES (%(programme_id)s, {_values(names)})"
            " ON CONFLICT (programme_id, perk, store_id)"
            f" DO UPDATE SET {_excluded(names)}",
            **{name: getattr(offer, name) for name in names},
        )

    def tagged_otherwise(
        self, member_id: UUID, store_id: UUID, tag: str, *, but: str
    ) -> bool:
        """Tell whether another perk of the member wants the same tag there."""
        return bool(
            self._run(
                "SELECT EXISTS (SELECT FROM perk_state"
                " WHERE programme_id = %(programme_id)s AND member_id = %(member_id)s"
                " AND store_id = %(store_id)s AND tag = %(tag)s AND perk <> %(but)s"
                " AND wanted)",
                member_id=member_id,
                store_id=store_id,
                tag=tag,
                but=but,
            ).scalar_one()
        )

    def holders_to_look_at(
        self, perks: Collection[str], *, after: UUID, most: int
    ) -> list[UUID]:
        """Return members with a perk in a store that is none of *perks*."""
        rows = self._run(
            "SELECT DISTINCT member_id FROM perk_state"
            " WHERE programme_id = %(programme_id)s AND wanted"
            " AND NOT perk = ANY(%(perks)s) AND member_id > %(after)s"
            " ORDER BY member_id LIMIT %(most)s",
            perks=list(perks),
            after=after,
            most=most,
        )
        return [row[0] for row in rows]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* what stands of *gone* in the stores, to be looked at anew."""
        self._run(
            f"INSERT INTO perk_state (programme_id, {STATE})"
            " SELECT programme_id, %(kept)s, perk, store_id, wanted, state,"
            " customer_ref, tag, code, discount_ref, NULL, problem, wanted_at,"
            " changed_at FROM perk_state WHERE programme_id = %(programme_id)s"
            " AND member_id = %(gone)s ON CONFLICT DO NOTHING",
            kept=kept,
            gone=gone,
        )
        self._run(
            "DELETE FROM perk_state WHERE programme_id = %(programme_id)s"
            " AND member_id = %(gone)s",
            gone=gone,
        )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
