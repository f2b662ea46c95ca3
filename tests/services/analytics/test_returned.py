"""What the programme brought, and how far its goals are, live and by night."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from app.domain.analytics.holdout import Lift, NotEnough
from app.services.analytics.page import Figures, figures
from app.services.analytics.points import Cost
from app.services.analytics.reading import Reading, sweep
from app.services.analytics.returned import returned
from app.storage.analytics import measuring
from app.storage.analytics.measuring import Measure
from app.storage.analytics.spans import Span
from tests.factories import NOON, customer, order
from tests.world import POINTS_IDR, World, opened

GOALS = POINTS_IDR | {
    "goals": [
        {
            "id": "again",
            "aim": "repeat_rate",
            "baseline": {"percent": "10%"},
            "target": {"percent": "50%"},
            "until": "2026-12-31",
        }
    ]
}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=GOALS) as made:
        made.settle(order(ref="1", who=customer("1", email="a@mail.test")))
        yield made


def shown(world: World) -> Figures:
    found: Figures = world.run(lambda uow: figures(world.env, uow, 28))
    return found


def test_a_goal_stands_where_its_own_figure_is(world: World) -> None:
    (aimed,) = shown(world).goals

    assert (aimed.goal.id, aimed.progress.value) == ("again", 0)
    assert aimed.progress.course == "behind"


def test_goals_of_a_large_programme_are_told_as_of_the_night(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "FEW", 1)
    world.clock.advance(days=1)
    before = shown(world).goals
    sweep(world.env, world.programme_id)

    assert before == []
    assert [one.progress.value for one in shown(world).goals] == [0]


def test_without_a_hold_out_nothing_is_told(world: World) -> None:
    found = shown(world)

    assert found.returned.lift == NotEnough(0, 0)
    assert found.returned.each is None


def arms(days: int) -> Reading:
    """Rp10.000 each beside Rp8.000 each, of 2,000 and 200 people."""
    rows = [Measure("arm_days", "count", days, 1)]
    for n in range(40):
        rows.append(Measure("arm_nudged", f"{n:02}", 500_000, 50))
        rows.append(Measure("arm_held_out", f"{n:02}", 40_000, 5))
    now = {(row.figure, row.unit): row for row in rows}
    return Reading(Span.ending(NOON.date(), 28), "IDR", "points", now=now)


def test_extra_sales_are_divided_by_what_was_spent() -> None:
    found = returned(arms(30), Cost("IDR", {"discounts": 2_000_000}))

    assert isinstance(found.lift, Lift)
    assert found.lift.extra_minor == 4_000_000
    assert (found.each, found.low, found.high) == (Fraction(2),) * 3


def test_nothing_spent_divides_nothing() -> None:
    found = returned(arms(30), Cost("IDR", {"discounts": 0}))

    assert isinstance(found.lift, Lift)
    assert found.each is None
