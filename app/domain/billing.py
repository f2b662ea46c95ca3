"""What a merchant pays for the app, where this installation charges at all.

One plan, everything in it. What is not paid closes nothing: the programme goes on,
points are counted and vouchers work; only the back office stops taking changes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.money import Money


class SubscriptionState(StrEnum):
    """How a subscription stands at the platform that collects for us."""

    PENDING = "pending"
    """Offered; the merchant has not said yes yet."""
    ACTIVE = "active"
    DECLINED = "declined"
    EXPIRED = "expired"
    """Offered, and not approved in time."""
    FROZEN = "frozen"
    """The shop does not pay its own bills."""
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """What follows from it in the back office."""

    FREE = "free"
    """This installation does not charge."""
    TRIAL = "trial"
    PAID = "paid"
    NOT_YET = "not_yet"
    """Nothing was agreed yet: the merchant is asked to, once, at the beginning."""
    READ_ONLY = "read_only"
    """It was agreed and ended: everything can be seen and nothing changed."""


@dataclass(frozen=True, slots=True)
class PaidPlan:
    """The one plan of an installation that charges."""

    name: str
    price: Money
    """Every thirty days."""
    trial_days: int
    test_charges: bool = False
    """Ask for charges that move no money: for development and review."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A merchant's subscription as the platform has it."""

    subscription_ref: str
    state: SubscriptionState
    test: bool
    trial_days: int
    began_at: datetime
    ends_at: datetime | None = None
    """Of the period that is paid or on trial."""

    def trial_ends_at(self) -> datetime | None:
        """Return when the trial ends; None when there was none."""
        if not self.trial_days:
            return None
        return self.began_at + timedelta(days=self.trial_days)


def standing(
    plan: PaidPlan | None, held: Subscription | None, *, at: datetime
) -> Standing:
    """Return how a store stands. Pure.

    What was only offered, declined or left to lapse without ever having run is no
    ended subscription: the merchant may still look around and agree.
    """
    if plan is None:
        return Standing.FREE
    if held is None or held.state in (
        SubscriptionState.PENDING,
        SubscriptionState.DECLINED,
        SubscriptionState.EXPIRED,
    ):
        return Standing.NOT_YET
    if held.state is not SubscriptionState.ACTIVE:
        return Standing.READ_ONLY
    trial_ends_at = held.trial_ends_at()
    if trial_ends_at is not None and at < trial_ends_at:
        return Standing.TRIAL
    return Standing.PAID


def trial_days_left(
    plan: PaidPlan, first_began_at: datetime | None, *, at: datetime
) -> int:
    """Return the days of trial that a shop has still; coming back gives no new ones.

    Args:
        plan: The plan.
        first_began_at: When the shop's first subscription began; None for never.
        at: Now.
    """
    if first_began_at is None:
        return plan.trial_days
    return max(plan.trial_days - (at - first_began_at).days, 0)
