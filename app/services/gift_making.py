"""Makes the voucher of one gift, or lets the gift wait with the reason why not.

What waits is tried again by the clock: a guest who joins, a store that comes
back, new stock, all give what was promised. The gift's row is locked.
"""

from datetime import datetime, timedelta
from uuid import UUID

from app.domain.errors import Missing, Refused
from app.domain.ledger import Key
from app.domain.rewards.reward import RewardUnavailable
from app.domain.rewards.voucher import END_STATES, Voucher, VoucherState
from app.services.gift_desk import GiftDesk
from app.services.redemption import grant
from app.storage.gifts import GiftRow
from app.storage.vouchers import VoucherRepository

TRY_AGAIN = timedelta(hours=1)
ELSEWHERE = frozenset(
    {"currency_not_offered", "not_in_this_store", "customer_unknown_to_store"}
)
"""Refusals that another store may not have."""


def make_voucher(desk: GiftDesk, row: GiftRow) -> Voucher | None:
    """Make the voucher of a locked gift; None, and the gift waits, when it can't be.

    A voucher made before that was used after all is the gift's again. One that
    is still on its way out is waited for: nobody gets two.
    """
    earlier = _earlier(desk, row)
    if earlier is not None:
        return earlier if row.state == "given" else None
    try:
        return voucher_for(desk, row)
    except (Refused, Missing) as error:
        _wait(desk, row, getattr(error, "reason", "") or error.code)
        return None


def voucher_for(desk: GiftDesk, row: GiftRow) -> Voucher:
    """Make the voucher of a locked gift in the first store that can have it.

    Raises:
        Refused, Missing: It can't be made now; the gift is as it was.
    """
    refusal: Refused = RewardUnavailable(
        reward_id=row.reward_id or "", reason="no_store"
    )
    for store_id in desk.places_for(row.member_id, row.store_id):
        try:
            with desk.uow.savepoint():
                voucher = _granted(desk, row, store_id)
        except RewardUnavailable as error:
            if error.reason not in ELSEWHERE:
                raise
            refusal = error
            continue
        row.state, row.voucher_id, row.n = "given", voucher.voucher_id, row.n + 1
        row.store_id, row.due_at = voucher.store_id, None
        return voucher
    raise refusal


def _granted(desk: GiftDesk, row: GiftRow, store_id: UUID) -> Voucher:
    return grant(
        desk.env,
        desk.uow,
        member_id=row.member_id,
        reward_id=row.reward_id or "",
        store_id=store_id,
        key=Key.of("gift", row.gift_id, row.n),
        actor=f"rule:{row.rule_id}",
        validity_days=row.terms.get("validity_days"),
        ends_at=_instant(row.terms.get("ends_at")),
    )


def _earlier(desk: GiftDesk, row: GiftRow) -> Voucher | None:
    """Return the voucher that this gift had, unless it has certainly ended."""
    if row.voucher_id is None:
        return None
    voucher = VoucherRepository(desk.uow).get(row.voucher_id)
    if voucher.state in END_STATES:
        return None
    if voucher.state is VoucherState.USED or voucher.ending is None:
        row.state, row.due_at = "given", None
        return voucher
    _wait(desk, row, "still_leaving")
    return voucher


def _wait(desk: GiftDesk, row: GiftRow, reason: str) -> None:
    row.state, row.reason, row.due_at = "waiting", reason, desk.at + TRY_AGAIN


def _instant(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
