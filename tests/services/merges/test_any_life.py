"""Whatever happens between a merge and its undoing, the books hold."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.ledger.errors import BalanceNegative, InsufficientPoints
from app.services.sweeps import expire, mature
from tests.factories import NOON, line
from tests.services.merges.people import (
    bought,
    given_points,
    joined,
    merged,
    row,
    sound,
    undone,
)
from tests.world import World

WHOLE = "257900"


class Life:
    """Two people with an order each, and what may happen to them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.serial = str(world.env.ids.new())
        self.hours = 0
        self.people = {who: joined(world, f"{who}-{self.serial}") for who in "ab"}
        for who in "ab":
            self.order(who, f"old-{who}")

    def order(
        self, who: str, ref: str, *, amount: str = WHOLE, back: str = "0"
    ) -> None:
        self.hours += 1
        bought(
            self.world,
            f"{who}-{self.serial}",
            f"{ref}-{self.serial}",
            lines=[line(amount, refunded=back)],
            version=NOON + timedelta(hours=self.hours),
        )

    def take(self, points: int) -> None:
        try:
            given_points(self.world, self.kept, points)
        except (InsufficientPoints, BalanceNegative):
            return

    def pass_time(self, days: int) -> None:
        self.world.clock.advance(days=days)
        mature(self.world.env, self.world.programme_id)
        expire(self.world.env, self.world.programme_id, confirmed=True)

    @property
    def kept(self) -> UUID:
        return self.people["a"]


HAPPENS: dict[str, Callable[[Life], None]] = {
    "an order of the kept": lambda life: life.order("a", "new-a"),
    "an order of the absorbed": lambda life: life.order("b", "new-b"),
    "a refund of the kept": lambda life: life.order("a", "old-a", back="100000"),
    "a refund of the absorbed": lambda life: life.order("b", "old-b", back=WHOLE),
    "a refund of a new one": lambda life: life.order("b", "new-b", back=WHOLE),
    "an order that grows": lambda life: life.order("b", "old-b", amount="400000"),
    "points given": lambda life: life.take(50),
    "points taken": lambda life: life.take(-150),
    "a week": lambda life: life.pass_time(7),
}
LIVES = st.lists(st.sampled_from(sorted(HAPPENS)), max_size=4)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=LIVES, between=LIVES, after=LIVES)
def test_the_books_hold_and_both_live_on(
    world: World, before: list[str], between: list[str], after: list[str]
) -> None:
    world.clock.instant = NOON
    life = Life(world)
    kept, gone = life.people.values()
    for what in before:
        HAPPENS[what](life)
    merge_id = merged(world, kept, gone)
    for what in between:
        HAPPENS[what](life)

    undone(world, merge_id)

    assert (row(world, kept).state, row(world, gone).state) == ("active", "active")
    assert sound(world)
    for what in after:
        HAPPENS[what](life)
    assert sound(world)
