"""What hints brought is told when there is enough to tell, and the same each time."""

from app.domain.analytics.holdout import Lift, Lot, NotEnough, lift


def test_too_few_people_or_days_tell_nothing() -> None:
    many, few = [Lot(50, 500_000)] * 40, [Lot(5, 40_000)] * 39

    assert lift(many, few, days=90) == NotEnough(195, 90)
    assert lift(many, [Lot(5, 40_000)] * 40, days=29) == NotEnough(200, 29)
    assert lift([], [Lot(5, 40_000)] * 40, days=90) == NotEnough(200, 90)


def test_the_difference_of_the_means_counts_for_everybody_treated() -> None:
    # Rp10.000 each beside Rp8.000 each, of 2,000 people.
    found = lift([Lot(50, 500_000)] * 40, [Lot(5, 40_000)] * 40, days=30)

    assert found == Lift(4_000_000, 4_000_000, 4_000_000, 2_000, 200)


def test_the_range_holds_the_figure_and_is_the_same_each_time() -> None:
    treated = [Lot(50, 400_000 + 5_000 * n) for n in range(40)]
    held_out = [Lot(5, 30_000 + 500 * n) for n in range(40)]

    found = lift(treated, held_out, days=60)

    assert isinstance(found, Lift)
    assert found.low_minor < found.extra_minor < found.high_minor
    assert lift(treated, held_out, days=60) == found
