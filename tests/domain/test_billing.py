"""What is not paid closes nothing but the back office, and that only to changes."""

from datetime import timedelta

import pytest

from app.domain.billing import (
    PaidPlan,
    Standing,
    Subscription,
    SubscriptionState,
    standing,
    trial_days_left,
)
from app.domain.money import Money
from tests.factories import NOON

PLAN = PaidPlan("Setia", Money(1900, "USD"), 14)


def held(state: SubscriptionState, trial_days: int = 14) -> Subscription:
    return Subscription(
        "sub-1", state, test=False, trial_days=trial_days, began_at=NOON
    )


@pytest.mark.parametrize(
    ("subscription", "days", "stands"),
    [
        (None, 0, Standing.NOT_YET),
        (held(SubscriptionState.PENDING), 0, Standing.NOT_YET),
        (held(SubscriptionState.DECLINED), 0, Standing.NOT_YET),
        (held(SubscriptionState.EXPIRED), 0, Standing.NOT_YET),
        (held(SubscriptionState.ACTIVE), 13, Standing.TRIAL),
        (held(SubscriptionState.ACTIVE), 14, Standing.PAID),
        (held(SubscriptionState.ACTIVE, 0), 0, Standing.PAID),
        (held(SubscriptionState.FROZEN), 3, Standing.READ_ONLY),
        (held(SubscriptionState.CANCELLED), 3, Standing.READ_ONLY),
    ],
)
def test_a_store_stands_by_what_the_platform_says(
    subscription: Subscription | None, days: int, stands: Standing
) -> None:
    at = NOON + timedelta(days=days)

    assert standing(PLAN, subscription, at=at) is stands
    assert standing(None, subscription, at=at) is Standing.FREE


@pytest.mark.parametrize(("gone", "left"), [(0, 14), (5, 9), (14, 0), (400, 0)])
def test_coming_back_gives_no_new_trial(gone: int, left: int) -> None:
    first_began_at = NOON - timedelta(days=gone, hours=3)

    assert trial_days_left(PLAN, first_began_at, at=NOON) == left
    assert trial_days_left(PLAN, None, at=NOON) == PLAN.trial_days
