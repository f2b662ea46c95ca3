"""Members with histories to be told apart by segments."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.programme.loading import load_document
from app.domain.programme.segments import Segment
from app.services import segments
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.segments import SegmentRepository
from tests.factories import DAY, customer, line, order
from tests.world import POINTS_IDR, World, opened


def document(**sections: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    """Return a document of 1 point for each Rp1.000 and what is said besides."""
    return {**POINTS_IDR, **sections}


@dataclass(slots=True)
class Shoppers:
    """One programme with one store, and people who buy there."""

    world: World
    orders: int = 0

    def buys(
        self,
        who: str,
        *days_ago: int,
        amount: int = 100_000,
        refunded: int = 0,
        product: str = "12",
        ref: str | None = None,
    ) -> UUID:
        """Let somebody have bought so many days ago; return the member."""
        profile = customer(who, email=f"c{who}@mail.test", verified=True)
        for days in days_ago:
            self.orders += ref is None
            shown = line(str(amount), refunded=str(refunded), product=product)
            at = self.world.clock.now() - days * DAY
            name = ref or f"O{self.orders}"
            version = self.world.clock.now() if refunded else None
            self.world.settle(
                order(shown, ref=name, at=at, version=version, who=profile)
            )
        return self.world.member(who)

    def change(self, who: str, **values: object) -> UUID:
        """Change the profile of a member."""
        member_id, at = self.world.member(who), self.world.clock.now()
        self.world.run(
            lambda uow: MemberRepository(uow).change(member_id, at=at, **values)
        )
        return member_id

    def meant(self, who: dict[str, Any], **values: Any) -> set[str]:  # noqa: ANN401
        """Return the customers whom a segment's questions mean."""
        known = self.world.run(lambda uow: ProgrammeRepository(uow).live())[1]
        segment = Segment.model_validate({"id": "asked", "who": who, **values})
        found = self.world.run(
            lambda uow: segments.preview(self.world.env, uow, known, segment)
        )
        assert found.members == len(found.sample)
        return {self.name(member_id) for member_id in found.sample}

    def name(self, member_id: UUID) -> str:
        """Return the customer reference of a member."""
        rows = self.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT customer_ref FROM customer_link WHERE member_id = %s",
                (member_id,),
            ).all()
        )
        return str(rows[0][0]) if rows else "guest"

    def evaluate(self) -> dict[str, tuple[int, int, int]]:
        """Evaluate all segments; return members, entered and left of each."""
        states = segments.evaluate_all(self.world.env, self.world.programme_id)
        return {one.segment: (one.members, one.entered, one.left) for one in states}

    def of(self, who: str) -> frozenset[str]:
        """Return the segments somebody is in."""
        member_id = self.world.member(who)
        found = self.world.run(lambda uow: SegmentRepository(uow).of([member_id]))
        names: frozenset[str] = found.get(member_id, frozenset())
        return names


@contextmanager
def shopping(database_url: str, found: dict[str, Any]) -> Iterator[Shoppers]:
    """Open a world with shoppers."""
    load_document(found)
    with opened(database_url, document=found) as world:
        yield Shoppers(world)
