"""A partner's reward is on the shelf as long as the partner is there."""

from typing import Any

import pytest

from app.services.shelf import shelf
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from tests.services.voucher_world import DOCUMENT, Counter


def partner(store: str) -> dict[str, Any]:
    return {
        "id": "next-door",
        "kind": "partner",
        "price": 10,
        "store": store,
        "amount": {"IDR": 10000},
    }


@pytest.mark.parametrize(
    ("connected", "reason"), [(True, "yes"), (False, "partner_gone")]
)
def test_a_partners_reward_is_there_while_the_partner_is(
    counter: Counter, *, connected: bool, reason: str
) -> None:
    own = counter.run(lambda uow: StoreRepository(uow).get(counter.store_id))
    theirs = partner(own.domain if connected else "gone.test")
    counter.publish({**DOCUMENT, "rewards": [theirs]})
    member = counter.run(lambda uow: MemberRepository(uow).get(counter.member_id))

    _, seen = counter.run(lambda uow: shelf(counter.env, uow, member, counter.store_id))

    assert [each.reason for each in seen] == [reason]
