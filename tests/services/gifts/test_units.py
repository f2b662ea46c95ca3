"""Points that a rule gives stand at their target, whatever arrives how often."""

from datetime import timedelta

from app.services.gifts import settle_gifts
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.gifts.given import POINTS, Giver


def test_the_same_target_twice_gives_once(giver: Giver) -> None:
    first = giver.settle(POINTS)
    again = giver.settle(POINTS)

    assert (first.outcome, first.has, again.outcome) == ("given", 50, "unchanged")
    assert giver.counter.has() == (1_050, 0)


def test_each_place_and_each_source_is_a_gift_of_its_own(giver: Giver) -> None:
    giver.settle(POINTS)
    giver.settle(POINTS, place=1)
    giver.settle(POINTS, source="2026-12")

    assert giver.counter.has() == (1_150, 0)


def test_more_times_give_the_difference(giver: Giver) -> None:
    giver.settle(POINTS, 1)

    assert giver.settle(POINTS, 3).has == 150
    assert giver.counter.has() == (1_150, 0)


def test_unused_points_go_back_and_can_come_again(giver: Giver) -> None:
    giver.settle(POINTS)

    assert giver.settle(POINTS, 0).outcome == "taken_back"
    assert giver.counter.has() == (1_000, 0)
    assert giver.settle(POINTS).outcome == "given"
    assert giver.counter.has() == (1_050, 0)


def test_points_that_were_spent_stay_under_unused(giver: Giver) -> None:
    giver.settle(POINTS, 20)
    giver.counter.buy("any", points=2_000)

    kept = giver.settle(POINTS, 0)

    assert giver.counter.balance().owed == 0
    assert (kept.outcome, kept.has) == ("kept", 1_000)


def test_points_that_were_spent_are_owed_under_always(giver: Giver) -> None:
    giver.settle(POINTS, 20)
    giver.counter.buy("any", points=2_000)

    giver.settle(POINTS, 0, "always")

    assert giver.counter.balance().owed == 1_000


def test_nothing_is_taken_back_under_never(giver: Giver) -> None:
    giver.settle(POINTS)

    result = giver.settle(POINTS, 0, "never")

    assert (result.outcome, result.reason) == ("kept", "nothing_taken_back")
    assert giver.counter.has() == (1_050, 0)


def test_points_wait_until_the_occasion_says(giver: Giver) -> None:
    giver.settle(POINTS, available_from=NOON + timedelta(days=14))

    assert giver.counter.balance().pending == 50


def test_who_is_erased_meanwhile_holds_up_nobody_else(giver: Giver) -> None:
    counter = giver.counter
    gone = counter.env.ids.new()

    def erased(uow: UnitOfWork) -> None:
        MemberRepository(uow).add(gone, at=NOON, state="erased")

    counter.run(erased)
    targets = [giver.target(POINTS, member_id=gone), giver.target(POINTS)]

    results = counter.run(lambda uow: settle_gifts(counter.env, uow, targets))

    assert [(one.outcome, one.reason) for one in results] == [
        ("kept", "member_gone"),
        ("given", "reached"),
    ]
    assert (counter.balance(gone).pending, counter.has()) == (0, (1_050, 0))
