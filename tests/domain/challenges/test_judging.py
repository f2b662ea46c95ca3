"""What was reached under a version stays with it."""

from dataclasses import replace
from datetime import date

from app.domain.challenges.judging import Said, fresh, judged
from app.domain.challenges.occasions import Occasion

OCCASION = Occasion("2026-05", 1, (), ("spend",), date(2026, 5, 1))
NOTHING = replace(OCCASION, times=0)


def times(occasion: Occasion, number: int) -> Occasion:
    return replace(occasion, times=number)


def test_an_occasion_is_marked_when_it_is_reached_or_has_a_goal() -> None:
    reached = fresh(OCCASION, 3)
    goal = fresh(replace(NOTHING, goal=4), 3)

    assert fresh(NOTHING, 3) is None
    assert reached is not None
    assert (reached.times, reached.version) == (1, 3)
    assert goal is not None
    assert goal.times == 0


def test_facts_take_back_what_was_reached() -> None:
    said = Said(1, None, 1)

    found = judged(said, NOTHING, NOTHING, version=1, open_ended=False)

    assert (found.times, found.version) == (0, 1)


def test_a_closed_period_is_judged_by_its_own_version() -> None:
    said = Said(1, None, 1)

    dearer = judged(said, OCCASION, NOTHING, version=2, open_ended=False)

    assert (dearer.times, dearer.version) == (1, 1)


def test_a_card_without_end_goes_on_by_the_new_version() -> None:
    said = Said(2, None, 1)
    cheaper = judged(
        said, times(OCCASION, 2), times(OCCASION, 3), version=2, open_ended=True
    )
    dearer = judged(
        said, times(OCCASION, 2), times(OCCASION, 1), version=2, open_ended=True
    )
    refunded = judged(
        said, times(OCCASION, 1), times(OCCASION, 0), version=2, open_ended=True
    )
    gone = judged(said, times(OCCASION, 2), None, version=2, open_ended=True)

    assert (cheaper.times, cheaper.version) == (3, 2)
    assert (dearer.times, dearer.version) == (2, 1)
    assert (refunded.times, refunded.version) == (1, 1)
    assert (gone.times, gone.version) == (2, 1)
