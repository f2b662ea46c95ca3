"""What tests of earning do to a world."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.domain.events import CustomerProfile, OrderSnapshot
from app.services import bonus_days, outbox
from app.services.debts import HANDLERS
from app.services.joining import customer_seen
from app.storage.marks import Kind
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, line, order
from tests.world import World

RATE = {"kind": "rate", "rates": {"IDR": "1 per 1000"}}
FIFTY = {"kind": "fixed", "points": 50}
BADGE = {"kind": "gifts", "give": [{"kind": "badge", "badge": "fan"}]}


def rule(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    return {"id": "spend", "trigger": "order", "award": RATE} | more


def publish(world: World, *rules: dict[str, Any], **sections: Any) -> None:  # noqa: ANN401 - parts of a document
    identity = {"name": "Kopi", "timezone": "Asia/Jakarta"}
    world.publish(
        {
            "identity": identity,
            "earning": list(rules),
            "badges": [{"id": "fan"}],
            **sections,
        }
    )


def buy(ref: str, who: str = "7001", **more: Any) -> OrderSnapshot:  # noqa: ANN401 - fields of an order
    """Return a paid order of Rp100.000 by somebody."""
    person = customer(who, email=f"m{who}@mail.test")
    return order(line("100000"), ref=ref, who=person, **more)


def seen(world: World, who: str = "7001", **profile: Any) -> UUID:  # noqa: ANN401 - fields of a profile
    """Let the store tell of a customer; return the member."""
    person = CustomerProfile(
        who, email=f"m{who}@mail.test", has_account=True, **profile
    )
    world.run(lambda uow: customer_seen(world.env, uow, world.store, person))
    return world.member(who)


def mark(world: World, member_id: UUID, kind: Kind, names: Sequence[str]) -> list[str]:
    def write(uow: UnitOfWork) -> list[str]:
        member = MemberRepository(uow).get(member_id)
        return bonus_days.set_marks(world.env, uow, member, kind, names)

    found: list[str] = world.run(write)
    return found


def settle_debts(world: World) -> None:
    """Pay every debt, evaluations of standings above all."""
    while outbox.drain(world.env, HANDLERS, most=200):
        pass


def badges(world: World, member_id: UUID) -> int:
    """Return how many badges a member has."""

    def read(uow: UnitOfWork) -> int:
        rows = uow.connection.exec_driver_sql(
            "SELECT count(*) FROM gift WHERE member_id = %s AND kind = 'badge'"
            " AND state = 'given'",
            (member_id,),
        )
        return int(rows.scalar_one())

    found: int = world.run(read)
    return found


def budget_used(world: World) -> int:
    """Return what is used of all budgets together."""

    def read(uow: UnitOfWork) -> int:
        rows = uow.connection.exec_driver_sql(
            "SELECT coalesce(sum(used), 0) FROM budget_slot"
        )
        return int(rows.scalar_one())

    found: int = world.run(read)
    return found
