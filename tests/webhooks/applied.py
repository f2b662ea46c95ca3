"""An intake that remembers what it was given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.errors import (
    Malformed,
    Refused,
)
from app.domain.events import OrderHint, OrderSeen
from app.services.env import Env
from app.services.intake import Intake, IntakeResult
from app.storage.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Applied:
    """Stands in for the intake: remembers what it got, fails where it is told."""

    batches: list[list[str]] = field(default_factory=list)
    items: list[Intake] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    results: dict[str, IntakeResult] = field(default_factory=dict)

    def __call__(
        self, env: Env, uow: UnitOfWork, items: Sequence[Intake]
    ) -> list[IntakeResult]:
        refs = [ref_of(item) for item in items]
        self.batches.append(refs)
        for ref in refs:
            # What is written before an error must be gone after it.
            write_trace(uow, ref)
            if ref in self.trouble:
                raise self.trouble[ref]
        self.items += items
        return [self.results.get(ref, IntakeResult("done", "")) for ref in refs]


def ref_of(item: Intake) -> str:
    (event,) = item.events
    if isinstance(event, OrderSeen):
        return event.snapshot.order_ref
    assert isinstance(event, OrderHint)
    return event.order_ref


def write_trace(uow: UnitOfWork, ref: str) -> None:
    uow.connection.exec_driver_sql(
        "UPDATE store SET problem = coalesce(problem, '') || %s"
        " WHERE programme_id = %s AND domain = 'b.test'",
        (f"{ref} ", uow.programme_id),
    )


class Enough(Refused):
    code = "enough"


class Crooked(Malformed):
    code = "crooked"
