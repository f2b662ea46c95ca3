"""A member of a programme with challenges, and short names for what happens."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.challenges.progress import Progress
from app.domain.events import OrderLine, OrderSnapshot
from app.domain.rewards.voucher import LIVE_STATES
from app.services import outbox
from app.services.activities import Activity, record
from app.services.challenges import progress_of
from app.services.debts import HANDLERS
from app.services.evaluating import sweep
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from integrations.fake.platform import FakePlatform
from tests.factories import order
from tests.world import World, opened

ZONE = ZoneInfo("Asia/Jakarta")
JANUARY = datetime(2026, 1, 1, 5, tzinfo=UTC)
FREE: dict[str, Any] = {
    "id": "free",
    "kind": "free_product",
    "products": ["free-cup"],
}
FIVE: dict[str, Any] = {"id": "five", "kind": "fixed_amount", "amount": {"USD": 5}}
TEN: dict[str, Any] = {"id": "ten", "kind": "percent", "percent": "10%"}
POINTS = [{"kind": "points", "points": 10}]


def document(
    *challenges: dict[str, Any],
    **sections: Any,  # noqa: ANN401 - parts of a document
) -> dict[str, Any]:
    """Return a document with challenges and three rewards that only rules give."""
    identity = {"name": "Main", "timezone": "Asia/Jakarta"}
    rewards = [FREE, FIVE, TEN]
    return {
        "identity": identity,
        "rewards": rewards,
        "challenges": list(challenges),
        **sections,
    }


@dataclass
class Played:
    """One member, Budi, and the shop."""

    world: World
    told: int = 0
    orders: dict[str, OrderSnapshot] = field(default_factory=dict)

    def on(self, day: str) -> datetime:
        """Let it be noon of a day, or an instant of the wall clock."""
        said = datetime.fromisoformat(day)
        if "T" not in day:
            said = datetime.combine(said.date(), time(12))
        self.world.clock.instant = said.replace(tzinfo=ZONE).astimezone(UTC)
        sweep(self.world.env, self.world.programme_id)
        self.pay()
        return self.world.clock.instant

    def pay(self) -> None:
        """Pay what is owed until nothing is left."""
        while outbox.drain(self.world.env, HANDLERS, most=100):
            pass

    def buy(
        self,
        minor: int,
        on: str,
        *,
        ref: str | None = None,
        **line: Any,  # noqa: ANN401 - of the line
    ) -> str:
        """Pay for one line of so many minor units; return the order."""
        self.told += 1
        name = ref or f"O{self.told}"
        at = self.on(on)
        goods = OrderLine("1", "Kopi", 1, minor, **line)
        currency = self.currency
        snapshot = order(goods, ref=name, at=at, currency=currency)
        self.orders[name] = snapshot
        self.world.settle(snapshot)
        self.pay()
        return name

    @property
    def currency(self) -> str:
        return str(self.world.store.currency)

    def refund(self, ref: str, minor: int) -> None:
        """Refund so much in all."""
        self.world.clock.advance(seconds=60)
        snapshot = self.orders[ref]
        lines = tuple(replace(each, refunded_minor=minor) for each in snapshot.lines)
        now = self.world.clock.now()
        self.world.settle(replace(snapshot, lines=lines, version=now))
        self.pay()

    def tell(self, activity: str, on: str, **data: int) -> None:
        """Let another system tell of an activity."""
        self.told += 1
        at = self.on(on)
        told = Activity(activity, f"a{self.told}", at, data)

        def write(uow: UnitOfWork) -> None:
            member = MemberRepository(uow).get(self.member)
            record(self.world.env, uow, member, told)

        self.world.run(write)
        self.pay()

    @property
    def member(self) -> UUID:
        return self.world.member()

    @property
    def vouchers(self) -> list[str]:
        """The rewards of vouchers that the member has and did not use."""

        def read(uow: UnitOfWork) -> list[str]:
            page = VoucherRepository(uow).page(limit=200, member_id=self.member)
            return sorted(one.reward_id for one in page if one.state in LIVE_STATES)

        found: list[str] = self.world.run(read)
        return found

    @property
    def points(self) -> int:
        held = self.world.balance(self.member)
        return held.pending + held.shown

    def credit(self, asset: str) -> int:
        held = self.world.balance(self.member, asset)
        return held.pending + held.shown

    def progress(self) -> Mapping[str, Progress]:
        env = self.world.env
        found = self.world.run(lambda uow: progress_of(env, uow, self.member))
        return {one.challenge_id: one for one in found}


@contextmanager
def playing(
    database_url: str, told: Mapping[str, Any], *, currency: str = "USD"
) -> Iterator[Played]:
    """Open a programme that was published on the first of January."""
    with opened(database_url, currency=currency) as world:
        platforms = world.env.platforms
        assert isinstance(platforms, dict)
        platforms["fake"] = FakePlatform(world.clock)
        world.clock.instant = JANUARY
        world.publish(told)
        yield Played(world)
