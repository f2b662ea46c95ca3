"""Memberships: notes what orders paid for them, works out periods and gifts.

A plan is sold by goods: an order with such a line is a fee, its refund makes the
fee void. Everything else follows from the fees, whenever it is worked out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.errors import Missing, Refused
from app.domain.events import OrderLine, OrderSnapshot
from app.domain.gifts import GiftTarget
from app.domain.memberships.occasions import next_step, occasions
from app.domain.memberships.periods import Fee, Period, Run, runs_of
from app.domain.outgoing import people
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import LineMatcher
from app.domain.programme.memberships import Lasts, Offer, Plan
from app.domain.settlement import EARNING_STATES
from app.services.env import Env
from app.services.settlement_work import Work
from app.services.standing import Standing, owe_standing
from app.storage.members import MemberRepository
from app.storage.membership_fees import MembershipFees, PaidFee
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class PlanMissing(Missing):
    """The programme has no such membership."""

    code = "membership_missing"


class MembershipEndPast(Refused):
    """A grant must end later than now."""

    code = "membership_end_past"


class MembershipNotHeld(Refused):
    """The member does not have this membership."""

    code = "membership_not_held"


class TrialUsed(Refused):
    """The member had the plan, or a trial of it, before."""

    code = "trial_used"


@dataclass(frozen=True, slots=True)
class Grant:
    """What staff or a program gives: until an instant, for a time, or for life."""

    plan_id: str
    reason: str
    by: str
    lasts: Lasts | None = None
    until: datetime | None = None
    trial: bool = False


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Write the member's periods as the fees give them; return their gifts."""
    if not (standing.held.memberships or standing.held.fees):
        return ()
    fees = MembershipFees(standing.uow)
    before = fees.periods(standing.member_id)
    by_plan: dict[str, list[Fee]] = {}
    for fee in fees.of_member(standing.member_id):
        by_plan.setdefault(fee.plan, []).append(fee)
    after: list[Period] = []
    targets: list[GiftTarget] = []
    for plan_id, paid in by_plan.items():
        plan: Plan | None = standing.document.item("memberships", plan_id)
        grace_days = 0 if plan is None else plan.grace_days
        runs = runs_of(paid, zone=standing.zone, grace_days=grace_days)
        after += [period for run in runs for period in run.periods]
        if plan is not None:
            targets += _targets(standing, plan, runs)
    fees.write(standing.member_id, before, after)
    standing.uow.tell(
        lambda: people.periods_moved(standing.member_id, before, after, at=standing.at)
    )
    for period in after:
        standing.wake(period.starts_at)
        if period.ends_at is not None:
            standing.wake(period.ends_at)
    return targets


def _targets(
    standing: Standing, plan: Plan, runs: Sequence[Run]
) -> Iterator[GiftTarget]:
    following = next_step(plan, runs, standing.zone, at=standing.at)
    if following is not None:
        standing.wake(following)
    for one in occasions(plan, runs, zone=standing.zone, at=standing.at):
        if one.lapses_at is not None and one.lapses_at <= standing.at:
            continue  # Whoever had it has it no more; whoever had not, is too late.
        yield GiftTarget(
            member_id=standing.member_id,
            rule_id=f"membership:{plan.id}",
            source=one.source,
            gift=one.gift,
            happened_at=one.happened_at,
            place=one.place,
            times=one.times,
            lapses_at=one.lapses_at,
            reason="member" if one.times else "fee_refunded",
        )


def note_orders(
    env: Env, uow: UnitOfWork, document: ProgrammeDocument, works: Sequence[Work]
) -> None:
    """Note what settled orders paid for memberships, and what they paid no longer.

    Nothing is read or written where the programme sells none.
    """
    if not any(plan.offers for plan in document.memberships):
        return
    fees = MembershipFees(uow)
    known = fees.of_orders([work.item.key for work in works])
    for work in works:
        was = {(one.fee.plan, one.offer): one for one in known.get(work.item.key, [])}
        if work.member_id is None and not was:
            continue
        snapshot = work.item.snapshot
        sold = dict(_sold(document, snapshot, str(work.item.store.store_id)))
        for place in {**was, **sold}:
            before, quantity = was.get(place), sold.get(place, 0)
            if before is None:
                paid = _first(env, document, work, place, quantity)
            else:
                paid = _now(before, work, quantity)
            if paid is not None and paid != before:
                fees.save_paid(paid, at=env.clock.now())


def _sold(
    document: ProgrammeDocument, snapshot: OrderSnapshot, store: str
) -> Iterator[tuple[tuple[str, int], int]]:
    """Yield plan and offer, and how many were bought and not given back."""
    if snapshot.state not in EARNING_STATES or snapshot.test:
        return
    for plan in document.memberships:
        for at, offer in enumerate(plan.offers if plan.enabled else ()):
            matches = LineMatcher(products=offer.products)
            left = sum(_left(line) for line in snapshot.lines if matches(line, store))
            if left:
                yield (plan.id, at), left


def _left(line: OrderLine) -> int:
    """Return how many of a line are kept; one whose money went back is not."""
    if line.amount_minor and line.refunded_minor >= line.amount_minor:
        return 0
    return line.quantity if line.quantity_left is None else line.quantity_left


def _now(before: PaidFee, work: Work, quantity: int) -> PaidFee:
    """Return a fee that is known as it stands after the order's last change."""
    fee = before.fee
    void_at = None if quantity else fee.void_at or work.item.snapshot.version
    fee = replace(fee, quantity=quantity or fee.quantity, void_at=void_at)
    return replace(before, fee=fee, member_id=work.member_id or before.member_id)


def _first(
    env: Env,
    document: ProgrammeDocument,
    work: Work,
    place: tuple[str, int],
    quantity: int,
) -> PaidFee | None:
    if work.member_id is None:
        return None
    plan: Plan = document.item("memberships", place[0])
    offer: Offer = plan.offers[place[1]]
    snapshot = work.item.snapshot
    fee = Fee(
        fee_id=env.ids.new(),
        plan=plan.id,
        began_at=snapshot.paid_at or snapshot.placed_at,
        months=offer.lasts.months,
        days=offer.lasts.days,
        quantity=quantity,
        trial=offer.trial,
    )
    store_id, order_ref = work.item.key
    return PaidFee(fee, work.member_id, store_id, order_ref, place[1])


def grant(env: Env, uow: UnitOfWork, member_id: UUID, given: Grant) -> Fee:
    """Give a member a plan; while it runs, it is lengthened.

    Raises:
        PlanMissing: The document in force has no such plan.
        MembershipEndPast: It would end before it begins.
        TrialUsed: A trial for somebody who had the plan before.
    """
    at = env.clock.now()
    MemberRepository(uow).get(member_id)
    document = ProgrammeRepository(uow).live()[1]
    if document.item("memberships", given.plan_id) is None:
        raise PlanMissing(f"there is no membership {given.plan_id}")
    if given.until is not None and given.until <= at:
        raise MembershipEndPast("the end must be later than now")
    fees = MembershipFees(uow)
    had = [fee for fee in fees.of_member(member_id) if fee.plan == given.plan_id]
    if given.trial and had:
        raise TrialUsed("a trial is for those who never had the membership")
    lasts = given.lasts or Lasts(lifetime=True)
    timed = given.until is None
    fee = Fee(
        fee_id=env.ids.new(),
        plan=given.plan_id,
        began_at=at,
        months=lasts.months if timed else None,
        days=lasts.days if timed else None,
        ends_at=given.until,
        trial=given.trial,
    )
    fees.grant(member_id, fee, reason=given.reason, by=given.by, at=at)
    owe_standing(env, uow, [member_id])
    return fee


def end(env: Env, uow: UnitOfWork, member_id: UUID, plan_id: str) -> int:
    """End a membership now, as if its fees had been refunded; return how many.

    Raises:
        MembershipNotHeld: None of its fees runs or waits.
    """
    at = env.clock.now()
    fees = MembershipFees(uow)
    mine = [fee for fee in fees.of_member(member_id) if fee.plan == plan_id]
    zone = StoreRepository(uow).programme().timezone
    open_ones = {
        period.fee_id
        for run in runs_of(mine, zone=zone)
        for period in run.periods
        if period.ends_at is None or period.ends_at > at
    }
    ended = fees.void(member_id, open_ones, at=at) if open_ones else 0
    if not ended:
        raise MembershipNotHeld(f"the member does not have {plan_id}")
    owe_standing(env, uow, [member_id])
    return ended
