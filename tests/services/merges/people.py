"""Members who are merged and parted again, and what happens to them meanwhile."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.domain.events import OrderLine
from app.domain.ledger import Key
from app.services import merging, unmerging
from app.services.adjustments import Adjustment, adjust
from app.services.joining import customer_seen
from app.services.prove import prove
from app.storage.members import MemberRepository, MemberRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, order
from tests.world import POINTS_IDR, World

WELCOME = {
    "id": "welcome",
    "trigger": "sign_up",
    "award": {"kind": "fixed", "points": 100},
}
DOCUMENT = POINTS_IDR | {"earning": [*POINTS_IDR["earning"], WELCOME]}
KEPT, GONE = "7001", "7002"


def joined(world: World, ref: str) -> UUID:
    """Return a new member, a customer of the store."""

    def come(uow: UnitOfWork) -> None:
        who = customer(ref, email=f"{ref}@mail.test")
        customer_seen(world.env, uow, world.store, who)

    world.run(come)
    return world.member(ref)


def bought(
    world: World,
    who: str,
    ref: str,
    *,
    lines: Sequence[OrderLine] = (),
    **changes: Any,  # noqa: ANN401 - of order
) -> None:
    """Settle an order of 257 points of a customer."""
    buyer = customer(who, email=f"{who}@mail.test")
    world.settle(order(*lines, ref=ref, who=buyer, **changes))


def given_points(world: World, member_id: UUID, points: int) -> None:
    def write(uow: UnitOfWork) -> None:
        row = MemberRepository(uow).get(member_id)
        asked = Adjustment(points=points, asset="points", reason_code="goodwill")
        key = Key.of("test", world.env.ids.new())
        adjust(world.env, uow, row, asked, key=key, actor="test")

    world.run(write)


def merged(world: World, kept: UUID, gone: UUID, actor: str = "test") -> UUID:
    merge_id: UUID = world.run(
        lambda uow: merging.merge(world.env, uow, kept=kept, gone=gone, actor=actor)
    )
    return merge_id


def undone(world: World, merge_id: UUID) -> unmerging.Undone:
    found: unmerging.Undone = world.run(
        lambda uow: unmerging.undo(world.env, uow, merge_id, actor="test")
    )
    return found


def row(world: World, member_id: UUID) -> MemberRow:
    found: MemberRow = world.run(lambda uow: MemberRepository(uow).get(member_id))
    return found


def sound(world: World) -> bool:
    """Tell whether every invariant of the ledger holds."""
    return list(prove(world.env, world.programme_id)) == []
