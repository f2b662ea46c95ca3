"""What a voucher's life is to developers. Its code is not told: it is worth money."""

from collections.abc import Iterator
from typing import Any, Final

from app.domain.ids import public_id
from app.domain.outgoing.happening import Happening
from app.domain.rewards.voucher import OPEN_STATES, Voucher, VoucherState

CARRIED: Final = "carried"
"""The source of vouchers that were brought along from another system."""


def made(voucher: Voucher) -> Iterator[Happening]:
    """Yield that a member holds a new voucher; an import tells of its own."""
    if voucher.source.value != CARRIED:
        yield _told("redemption.created", voucher)


def moved(voucher: Voucher, was: VoucherState) -> Iterator[Happening]:
    """Yield what a step of a voucher is; nothing for steps of our own work."""
    if voucher.state is was:
        return
    name = _name(voucher, was)
    if name is not None:
        yield _told(name, voucher)


def _name(voucher: Voucher, was: VoucherState) -> str | None:
    match voucher.state:
        case VoucherState.ISSUED:
            return "redemption.issued"
        case VoucherState.USED:
            return "redemption.used"
        case VoucherState.LAPSED:
            return "redemption.expired"
        case VoucherState.WITHDRAWN:
            failed = was in OPEN_STATES and voucher.cancelled_at is None
            return "redemption.failed" if failed else "redemption.cancelled"
        case _:
            return None


def _told(name: str, voucher: Voucher) -> Happening:
    data: dict[str, Any] = {
        "redemption": public_id("vou", voucher.voucher_id),
        "reward": voucher.reward_id,
        "state": voucher.state.value,
        "source": voucher.source.value,
        "asset": voucher.asset,
        "price": voucher.price,
        "store": public_id("str", voucher.store_id),
    }
    if voucher.reason is not None:
        data["reason"] = voucher.reason
    return Happening(name, voucher.updated_at, data, voucher.member_id)
