"""Members whose tiers and memberships are played on a real database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.events import OrderLine, OrderState
from app.services import outbox
from app.services.debts import HANDLERS
from app.services.evaluating import evaluate, sweep
from app.storage.tier_history import TierHistory
from app.storage.tiers import TierRepository
from integrations.fake.platform import FakePlatform
from tests.factories import NOON, customer, line, order
from tests.world import HandClock, World, opened


def spend(amount: int) -> dict[str, Any]:
    return {"all_of": [{"metric": "spend", "amount": {"IDR": amount}}]}


TIERS: list[dict[str, Any]] = [
    {"id": "bronze"},
    {"id": "silver", "reach": spend(2_000_000)},
    {"id": "gold", "reach": spend(5_000_000)},
]


def document(**sections: Any) -> dict[str, Any]:  # noqa: ANN401 - a document's
    """Return a document with three tiers and whatever is said besides."""
    return {
        "identity": {"name": "Satu", "timezone": "Asia/Jakarta"},
        "tiers": TIERS,
        **sections,
    }


@dataclass(slots=True)
class Life:
    """One programme with a store that tests look into."""

    world: World
    platform: FakePlatform
    orders: int = 0

    @property
    def clock(self) -> HandClock:
        return self.world.clock

    @property
    def member_id(self) -> UUID:
        return self.world.member()

    def buy(
        self,
        amount: int,
        *lines: OrderLine,
        ref: str | None = None,
        who: str = "7001",
        refunded: int = 0,
    ) -> str:
        """Buy, or show an order as it is after a refund; pay what is owed for it."""
        self.orders += ref is None
        ref = ref or f"O{self.orders}"
        shop = self.platform.shop(self.world.store)
        profile = customer(who, email=f"c{who}@mail.test", verified=True)
        shop.customers.setdefault(who, profile)
        made = order(
            *(lines or (line(str(amount), refunded=str(refunded)),)),
            ref=ref,
            at=self.clock.now(),
            who=profile,
            state=OrderState.PAID,
        )
        self.world.settle(made)
        self.pay()
        return ref

    def pay(self) -> None:
        while outbox.drain(self.world.env, HANDLERS, most=200):
            pass

    def wait(self, **spans: int) -> None:
        """Let time pass, and what is due by then happen."""
        self.clock.advance(**spans)
        sweep(self.world.env, self.world.programme_id)
        self.pay()

    def look(self) -> None:
        """Evaluate the member once more."""
        self.world.run(lambda uow: evaluate(self.world.env, uow, self.member_id))
        self.pay()

    def tier(self, at: datetime | None = None) -> str | None:
        pair = (self.member_id, at or self.clock.now())
        found = self.world.run(lambda uow: TierRepository(uow).as_of([pair]))
        tier: str | None = found.get(pair)
        return tier

    def told(self) -> list[tuple[str | None, str]]:
        """Return tier and reason of each spell that is written."""
        spells = self.world.run(lambda uow: TierHistory(uow).spells(self.member_id))
        return [(one.tier_id, one.reason) for one in spells]

    def tags(self, who: str = "7001") -> tuple[str, ...]:
        return self.platform.shop(self.world.store).customers[who].tags or ()

    def codes(self) -> list[tuple[str | None, str | None]]:
        """Return customer and tag of each discount that the store honours."""
        shop = self.platform.shop(self.world.store)
        return sorted(
            (
                (one.spec.customer_ref, one.spec.customer_tag)
                for one in shop.discounts.values()
                if not one.withdrawn
            ),
            key=str,
        )


@contextmanager
def living(
    database_url: str, told: Mapping[str, Any], *, at: datetime = NOON
) -> Iterator[Life]:
    """Open a programme with a fake store, published at an instant."""
    clock = HandClock()
    platform = FakePlatform(clock)
    with opened(database_url, platform=platform) as world:
        world.clock.instant = at
        world.publish(told)
        yield Life(world, platform)
