"""How vouchers end, and how a test gets them there."""

from app.domain.rewards.voucher import Voucher, VoucherState
from app.services.vouchers import lapse_vouchers
from tests.services.voucher_world import Counter


def settled(counter: Counter, voucher: Voucher) -> None:
    """Check a voucher that ended well: one code in the store, points spent."""
    assert counter.again(voucher).state is VoucherState.ISSUED
    assert counter.store.created == {voucher.marker: 1}
    assert counter.has() == (500, 0)


def given_back(counter: Counter, voucher: Voucher, reason: str) -> None:
    """Check a voucher that ended without a code: the points are back."""
    ended = counter.again(voucher)
    assert (ended.state, ended.reason) == (VoucherState.WITHDRAWN, reason)
    assert counter.store.created == {}
    assert counter.has() == (1_000, 0)


def lapse(counter: Counter) -> int:
    """Let the timer look for what lapsed; return how many were taken up."""
    swept = lapse_vouchers(counter.env, counter.programme_id)
    counter.drain()
    return swept.taken_up


def after_its_life(counter: Counter) -> Voucher:
    """Buy a voucher and go to the instant at which it lapses."""
    bought = counter.buy()
    assert bought.lapses_at is not None
    counter.clock.instant = bought.lapses_at
    return bought
