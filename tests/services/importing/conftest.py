"""A store with a few members, and short names for what imports do to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.domain.importing.options import ImportOptions
from app.domain.ledger import Balance
from app.services import prove
from app.services.importing import desk, work
from app.services.sealing import seal
from app.storage.importing import ImportRepository, ImportRow, Phase
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import order
from tests.world import POINTS_IDR, World, opened

SAMPLES = Path(__file__).parents[2] / "payloads" / "imports"
DOCUMENT: dict[str, Any] = {
    **POINTS_IDR,
    "assets": [
        {"kind": "points", "id": "points"},
        {"kind": "credit", "id": "credit", "currency": "IDR"},
    ],
    "rewards": [
        {"id": "off", "kind": "fixed_amount", "price": 100, "amount": {"IDR": 10000}}
    ],
    "tiers": [
        {"id": "bronze", "title": "Bronze"},
        {
            "id": "silver",
            "title": "Silver",
            "reach": {"all_of": [{"metric": "points", "count": 1000}]},
        },
        {
            "id": "gold",
            "title": "Gold",
            "reach": {"all_of": [{"metric": "points", "count": 5000}]},
        },
    ],
}


@dataclass
class Importing:
    """What tests do with imports."""

    world: World

    def upload(self, data: bytes | str, source: str = "generic") -> ImportRow:
        if isinstance(data, str):
            data = data.encode()
        return desk.upload(
            self.world.env,
            self.world.programme_id,
            data,
            name="people.csv",
            source=source,
            actor="staff:ada",
        )

    def answer(
        self, row: ImportRow, by: str = "staff:ada", /, **answers: object
    ) -> ImportRow:
        options = ImportOptions.model_validate({**row.options, **answers})
        found: ImportRow = self.world.run(
            lambda uow: desk.answer(uow, row.import_id, options, by=by)
        )
        return found

    def look(self, import_id: UUID) -> ImportRow:
        found: ImportRow = self.world.run(
            lambda uow: ImportRepository(uow).get(import_id)
        )
        return found

    def work(self, import_id: UUID) -> ImportRow:
        work.work_on(self.world.env, self.world.programme_id, import_id)
        return self.look(import_id)

    def tried(
        self, data: bytes | str, source: str = "generic", **answers: object
    ) -> ImportRow:
        """Upload, answer, try."""
        row = self.answer(self.upload(data, source), **answers)
        self.world.run(lambda uow: desk.check(self.world.env, uow, row.import_id))
        return self.work(row.import_id)

    def start(self, row: ImportRow) -> ImportRow:
        self.world.run(lambda uow: desk.start(self.world.env, uow, row.import_id))
        return self.work(row.import_id)

    def done(
        self, data: bytes | str, source: str = "generic", **answers: object
    ) -> ImportRow:
        """Upload, answer, try, run."""
        return self.start(self.tried(data, source, **answers))

    def undo(self, row: ImportRow, **how: bool) -> ImportRow:
        self.world.run(lambda uow: desk.undo(self.world.env, uow, row.import_id, **how))
        return self.work(row.import_id)

    def member(self, email: str) -> MemberRow:
        def find(uow: UnitOfWork) -> MemberRow | None:
            return MemberRepository(uow).by_email(email)

        found: MemberRow | None = self.world.run(find)
        assert found is not None
        return found

    def meet(self, *emails: str) -> None:
        """Have somebody change a detail of guests later: they were touched since."""
        self.world.clock.advance(minutes=1)
        for email in emails:
            known = self.member(email).member_id

            def write(uow: UnitOfWork, known: UUID = known) -> None:
                at = self.world.clock.now()
                MemberRepository(uow).change(known, at=at, first_name="Met")

            self.world.run(write)

    def balance(self, email: str, asset: str = "points") -> Balance:
        return self.world.balance(self.member(email).member_id, asset)

    def faults(
        self, row: ImportRow, phase: Phase = "run"
    ) -> dict[int, tuple[str, str]]:
        found = self.world.run(
            lambda uow: ImportRepository(uow).faults(row.import_id, phase)
        )
        return {number: (each.code, each.column) for number, each in found.items()}

    def findings(self) -> Sequence[object]:
        """What the proof of the books finds wrong."""
        while seal(self.world.env, self.world.programme_id):
            pass
        return prove.prove(self.world.env, self.world.programme_id)


@pytest.fixture
def importing(fresh_database_url: str) -> Iterator[Importing]:
    with opened(fresh_database_url, document=DOCUMENT) as world:
        world.settle(order(ref="A1"))
        yield Importing(world)
