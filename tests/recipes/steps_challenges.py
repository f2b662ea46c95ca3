"""Steps and readers of challenges.

- ``use``: ``reward``, and an order's ``ref`` and ``lines``: somebody pays with the
  code of a voucher of that reward.
- ``expect`` knows ``progress``: how far somebody is with each challenge, as
  ``done/goal``.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.money import Money
from app.domain.rewards.voucher import Voucher, VoucherState
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.recipes.pipeline import Player
from tests.recipes.steps import STEPS as KNOWN
from tests.recipes.steps import who_of
from tests.recipes.stories import Step


def _use(player: Player, told: Step) -> None:
    who = who_of(told)

    def read(uow: UnitOfWork) -> Voucher:
        page = VoucherRepository(uow).page(limit=200, member_id=player.member(who))
        return next(
            one
            for one in page
            if one.reward_id == told["reward"] and one.state is VoucherState.ISSUED
        )

    voucher: Voucher = player.run(read)
    taken = told.get("taken", "1")
    KNOWN["order"](player, {**told, "discounts": {voucher.code: taken}})


def _progress(player: Player, who: str) -> dict[str, str]:
    seen = player.ask("GET", f"/members/email:{who}@mail.test/challenges")
    return {
        one["challenge_id"]: f"{_shown(one, 'done')}/{_shown(one, 'goal')}"
        for one in seen["data"]
    }


def _shown(seen: Mapping[str, Any], name: str) -> str:
    amount, unit = seen[name], seen["unit"]
    is_money = len(unit) == len("IDR") and unit.isupper()
    return Money(amount, unit).decimal_text() if is_money else str(amount)


STEPS = {"use": _use}
READERS = {"progress": _progress}
