"""What a store is asked for a voucher, by its kind: a code, a gift card, credit.

Each answer is turned into the words of ``rewards/issuing``: made or not, ours or
somebody else's. Store credit has no look-up: it is asked for again under the same
marker, and the store finds our movement or makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.errors import PlatformCannot, PlatformMissing, PlatformRefused
from app.domain.events import OrderSnapshot
from app.domain.rewards.issuing import Sight, sight_of
from app.domain.rewards.kinds import VoucherKind
from app.domain.rewards.voucher import END_STATES, Voucher
from app.ports import MemberBenefits, StoreConnection
from app.services.crash import crash_point
from app.services.env import Env
from app.services.stores import platform_of


@dataclass(frozen=True, slots=True)
class Findings:
    """What the store said after the voucher was switched off."""

    orders: Sequence[OrderSnapshot] = ()
    times_used: int = 0
    spent: bool = False
    """Of a gift card: something of it is gone."""


NOTHING: Final = Findings()


def make(env: Env, store: StoreConnection, voucher: Voucher) -> str:
    """Ask the store for the voucher; return the store's id of it."""
    platform = platform_of(env, store.platform)
    match voucher.terms.kind:
        case VoucherKind.GIFT_CARD:
            card = _benefits(env, store).issue_gift_card(store, voucher.gift_card())
            return card.external_ref
        case VoucherKind.STORE_CREDIT:
            credit = _benefits(env, store).add_credit(store, voucher.credit())
            return credit.external_ref
        case _:
            return platform.issue(store, voucher.discount()).discount_ref


def see(env: Env, store: StoreConnection, voucher: Voucher) -> tuple[Sight, str | None]:
    """Return whether the store holds our voucher, and its id of it."""
    match voucher.terms.kind:
        case VoucherKind.GIFT_CARD:
            card = _benefits(env, store).look_up_gift_card(store, voucher.code)
            if card is None:
                return Sight.ABSENT, None
            ours = card.marker == voucher.marker
            return (Sight.OURS if ours else Sight.FOREIGN), card.external_ref
        case VoucherKind.STORE_CREDIT:
            try:
                return Sight.OURS, make(env, store, voucher)
            except PlatformRefused:
                return Sight.ABSENT, None
        case _:
            platform = platform_of(env, store.platform)
            seen = platform.look_up(store, voucher.code)
            ref = None if seen is None else seen.discount_ref
            return sight_of(seen, voucher.marker), ref


def switch_off(env: Env, store: StoreConnection, voucher: Voucher) -> Findings:
    """Make the voucher useless in its store, and say what was used of it."""
    if voucher.terms.kind is VoucherKind.GIFT_CARD:
        return _switch_card_off(env, store, voucher)
    platform = platform_of(env, store.platform)
    seen = platform.look_up(store, voucher.code)
    crash_point("withdraw-before-call")
    if seen is not None and seen.marker == voucher.marker:
        # Read again afterwards: the code may have been used a moment before.
        seen = platform.withdraw(store, voucher.code) or seen
        times_used = seen.times_used
    else:
        times_used = 0
    crash_point("withdraw-after-call")
    if voucher.state in END_STATES:
        return Findings((), times_used)
    orders = []
    for order_ref in platform.orders_with_code(store, voucher.code):
        try:
            orders.append(platform.fetch_order(store, order_ref))
        except PlatformMissing:
            continue
    return Findings(orders, times_used)


def _switch_card_off(env: Env, store: StoreConnection, voucher: Voucher) -> Findings:
    """Switch a gift card off that nobody has spent from; leave one that was."""
    benefits = _benefits(env, store)
    card = benefits.look_up_gift_card(store, voucher.code)
    if card is None or card.marker != voucher.marker:
        return NOTHING
    if card.enabled and card.balance.amount_minor < voucher.money.amount_minor:
        return Findings(spent=True)
    crash_point("withdraw-before-call")
    after = benefits.disable_gift_card(store, voucher.code) or card
    crash_point("withdraw-after-call")
    spent = after.balance.amount_minor < voucher.money.amount_minor
    return Findings(spent=spent)


def _benefits(env: Env, store: StoreConnection) -> MemberBenefits:
    platform = platform_of(env, store.platform)
    benefits: MemberBenefits | None = getattr(platform, "benefits", None)
    if benefits is None:
        raise PlatformCannot(f"{store.platform} has no such thing", reason="benefits")
    return benefits
