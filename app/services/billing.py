"""What a shop pays, where this installation charges: agreed, read, remembered.

The platform collects and the platform knows; we keep what it said last. A message
about a subscription is a reason to ask, never an answer.
"""

from dataclasses import replace
from uuid import UUID

from app.domain.billing import (
    PaidPlan,
    Standing,
    Subscription,
    SubscriptionState,
    standing,
    trial_days_left,
)
from app.domain.errors import Refused
from app.services.connections import live_connection
from app.services.env import Env
from app.services.installing import host_of
from app.services.outbox import Cancelled, DebtOutcome, Handler, Settled, owe
from app.storage.installing import SubscriptionRepository
from app.storage.outbox import LeasedDebt
from app.storage.unit_of_work import UnitOfWork

READ_SUBSCRIPTION = "read_subscription"


class BillingOff(Refused):
    """This installation charges nobody."""

    code = "billing_off"


def plan_of(env: Env) -> PaidPlan:
    """Return the plan; ``BillingOff`` where there is none."""
    if env.billing is None:
        raise BillingOff("this installation does not charge")
    return env.billing


def standing_of(env: Env, uow: UnitOfWork, store_id: UUID) -> Standing:
    """Return how a store stands, by what the platform said last."""
    if env.billing is None:
        return Standing.FREE
    held = SubscriptionRepository(uow).get(store_id)
    subscription = held[0] if held else None
    return standing(env.billing, subscription, at=env.clock.now())


def held(env: Env, programme_id: UUID, store_id: UUID) -> Subscription | None:
    """Return the subscription as it was read last."""
    found = env.database.run(
        programme_id, lambda uow: SubscriptionRepository(uow).get(store_id)
    )
    return found[0] if found else None


def read(env: Env, programme_id: UUID, store_id: UUID) -> Standing:
    """Ask the platform how the subscription stands, keep it, return what follows.

    Raises:
        PlatformError: It did not say; what it said last holds on.
    """
    if env.billing is None:
        return Standing.FREE
    store = live_connection(env, programme_id, store_id)
    now_held = host_of(env, store.platform).subscription(store)

    def keep(uow: UnitOfWork) -> Standing:
        rows, now = SubscriptionRepository(uow), env.clock.now()
        before, first = rows.get(store_id) or (None, None)
        kept = now_held or _ended(before)
        if kept is not None:
            if kept.state is SubscriptionState.ACTIVE and first is None:
                first = kept.began_at
            rows.keep(store_id, kept, first_began_at=first, at=now)
        return standing(env.billing, kept, at=now)

    return env.database.run(programme_id, keep)


def _ended(before: Subscription | None) -> Subscription | None:
    """Return what became of a subscription that the platform lists no more."""
    if before is None or before.state is not SubscriptionState.ACTIVE:
        return before
    return replace(before, state=SubscriptionState.CANCELLED)


def begin(env: Env, programme_id: UUID, store_id: UUID, *, return_url: str) -> str:
    """Offer the plan to the merchant; return the page where they agree.

    The days of trial that the shop has used are not given again, and a shop of
    developers gets a charge that moves no money.

    Raises:
        BillingOff: There is nothing to pay.
        PlatformError: The platform did not take the offer.
    """
    plan = plan_of(env)
    store = live_connection(env, programme_id, store_id)
    host = host_of(env, store.platform)

    def first_began(uow: UnitOfWork) -> int:
        found = SubscriptionRepository(uow).get(store_id)
        first = found[1] if found else None
        return trial_days_left(plan, first, at=env.clock.now())

    days = env.database.run(programme_id, first_began)
    tests = plan.test_charges or host.is_for_tests(store)
    asked = replace(plan, trial_days=days, test_charges=tests)
    return host.subscribe(store, asked, return_url=return_url)


def left(env: Env, uow: UnitOfWork, store_id: UUID) -> None:
    """Note that a store left: its platform ended the subscription by that."""
    rows = SubscriptionRepository(uow)
    found = rows.get(store_id)
    if found is not None and found[0].state is SubscriptionState.ACTIVE:
        ended = replace(found[0], state=SubscriptionState.CANCELLED)
        rows.keep(store_id, ended, first_began_at=found[1], at=env.clock.now())


def changed(env: Env, uow: UnitOfWork, store_id: UUID) -> str:
    """Owe a look at the subscription; return the reason for the delivery's record."""
    if env.billing is None:
        return "billing_off"
    subject = str(store_id)
    owe(env, uow, READ_SUBSCRIPTION, subject, store_id=store_id, key=subject)
    return "subscription_will_be_read"


def pay_read(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Read the subscription that a message was about."""
    if debt.store_id is None or env.billing is None:
        return Cancelled("billing_off")
    read(env, debt.programme_id, debt.store_id)
    return Settled()


HANDLERS: dict[str, Handler] = {READ_SUBSCRIPTION: pay_read}
