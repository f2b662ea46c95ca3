"""Short names for what rules give in these tests."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import (
    BadgeGift,
    ChoiceGift,
    Gift,
    PointsGift,
    Undo,
    VoucherGift,
)
from app.domain.rewards.voucher import Voucher
from app.services.choices import choose, sweep_gifts
from app.services.gifts import GiftResult, settle_gifts
from app.storage.gifts import GiftRepository, GiftRow
from app.storage.vouchers import VoucherRepository
from tests.factories import NOON
from tests.services.voucher_world import FIVE_OFF, Counter

RULE = "challenge:streak"
POINTS = PointsGift.model_validate({"points": "50"})
VOUCHER = VoucherGift(kind="voucher", reward=FIVE_OFF)
CHOICE = ChoiceGift(kind="choice", rewards=(FIVE_OFF, "twenty"))
BADGE = BadgeGift(kind="badge", badge="early-bird")


@dataclass
class Giver:
    """A rule at the counter."""

    counter: Counter

    def target(self, gift: Gift, times: int = 1, **more: Any) -> GiftTarget:  # noqa: ANN401 - any part of a target
        parts: dict[str, Any] = {
            "member_id": self.counter.member_id,
            "rule_id": RULE,
            "source": "2026-11",
            "happened_at": NOON,
            "reason": "reached",
        }
        return GiftTarget(gift=gift, times=times, **(parts | more))

    def settle(
        self,
        gift: Gift,
        times: int = 1,
        undo: Undo = "unused",
        **more: Any,  # noqa: ANN401 - any part of a target
    ) -> GiftResult:
        aim = self.target(gift, times, undo=undo, **more)
        env = self.counter.env
        (result,) = self.counter.run(lambda uow: settle_gifts(env, uow, [aim]))
        return result

    def vouchers(self) -> list[Voucher]:
        """Return the member's vouchers, oldest first."""
        held = self.counter.run(
            lambda uow: VoucherRepository(uow).page(member_id=self.counter.member_id)
        )
        return held[::-1]

    def states(self) -> list[str]:
        return [voucher.state.value for voucher in self.vouchers()]

    def gifts(self, kind: str, *states: str) -> list[GiftRow]:
        return self.counter.run(
            lambda uow: GiftRepository(uow).of_member(
                self.counter.member_id, kind=kind, states=states
            )
        )

    def choose(self, gift_id: UUID, reward_id: str) -> Voucher:
        counter = self.counter
        return counter.run(
            lambda uow: choose(counter.env, uow, counter.member_id, gift_id, reward_id)
        )

    def sweep(self) -> int:
        return sweep_gifts(self.counter.env, self.counter.programme_id)
