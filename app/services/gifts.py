"""Brings what members have to what their gifts should be: the front door.

Level-triggered: whoever decides says what a member should have of each
occasion, as often as facts arrive; asked again nothing happens. Points and
credit are awards in the ledger (``gift_units``); vouchers, choices and badges
are rows of their own (``gift_things``); metrics are dated amounts.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import CreditGift, MetricGift, PointsGift
from app.services.choices import choices_of, choose
from app.services.env import Env
from app.services.gift_desk import GiftDesk, GiftResult
from app.services.gift_things import settle_things
from app.services.gift_units import settle_units
from app.storage.metrics import NOWHERE, MetricEntry, set_entries
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

__all__ = ["GiftResult", "choices_of", "choose", "settle_gifts"]


def settle_gifts(
    env: Env, uow: UnitOfWork, targets: Sequence[GiftTarget]
) -> list[GiftResult]:
    """Give, give again, or take back, until members have what *targets* say.

    The caller holds the standing lock of the members. Locks are taken in the
    ledger's order: balances, then gifts, then stock, then vouchers. No store is
    asked: vouchers are issued and withdrawn by the outbox. A voucher that can't
    be made now waits, with its reason, and is tried again by the clock.

    Returns:
        One result for each target, in their order. Every change has left a
        decision trace.
    """
    if not targets:
        return []
    version, document = ProgrammeRepository(uow).live()
    programme = StoreRepository(uow).programme()
    desk = GiftDesk(env, uow, env.clock.now(), version, document, programme.timezone)
    results: dict[int, GiftResult] = {}
    units, things, metrics = [], [], []
    for at, target in enumerate(targets):
        gift = target.gift
        if isinstance(gift, PointsGift | CreditGift):
            units.append((at, target))
        elif isinstance(gift, MetricGift):
            metrics.append((at, target, gift))
        else:
            things.append((at, target))
    results |= settle_units(desk, units, reserve=[target for _, target in things])
    results |= settle_things(desk, things)
    results |= _settle_metrics(desk, metrics)
    ordered = [results[at] for at in range(len(targets))]
    desk.trace(ordered)
    return ordered


def _settle_metrics(
    desk: GiftDesk, targets: Sequence[tuple[int, GiftTarget, MetricGift]]
) -> dict[int, GiftResult]:
    """Set the amounts that qualify, dated in the programme's zone."""
    found, rows = {}, []
    for at, target, gift in targets:
        if target.times == 0 and target.undo == "never":
            found[at] = GiftResult(target, "kept", reason="nothing_taken_back")
            continue
        amount = gift.amount * target.times
        day = target.happened_at.astimezone(ZoneInfo(desk.zone)).date()
        source = f"gift:{target.rule_id}:{target.source}:{target.place}"
        rows.append(
            MetricEntry(
                member_id=target.member_id,
                metric=gift.metric,
                store_id=target.store_id or NOWHERE,
                source=source,
                day=day,
                amount=amount,
                counts_from=target.available_from,
            )
        )
        found[at] = GiftResult(target, "set", has=amount, reason=target.reason)
    set_entries(desk.uow, rows)
    return found
