"""A reward with a condition is for those who meet it, and rules may give it to all."""

from typing import Any

import pytest

from app.domain.ledger import Key
from app.domain.rewards.offer import RewardUnavailable
from app.domain.rewards.voucher import VoucherState
from app.services.redemption import grant
from app.services.shelf import shelf
from app.storage.members import MemberRepository
from tests.services.voucher_world import DOCUMENT, Counter

LOCKED: dict[str, Any] = {
    "id": "for-english",
    "kind": "percent",
    "percent": "10%",
    "price": 10,
    "when": {"field": "member.language", "op": "in", "value": ["en"]},
}


def speak(counter: Counter, language: str) -> None:
    counter.run(
        lambda uow: MemberRepository(uow).change(
            counter.member_id, at=counter.clock.now(), locale=language
        )
    )


def reasons(counter: Counter) -> dict[str, str]:
    member = counter.run(lambda uow: MemberRepository(uow).get(counter.member_id))
    _, seen = counter.run(lambda uow: shelf(counter.env, uow, member, counter.store_id))
    return {each.reward.id: each.reason for each in seen}


@pytest.fixture(autouse=True)
def _locked(counter: Counter) -> None:
    counter.publish({**DOCUMENT, "rewards": [*DOCUMENT["rewards"], LOCKED]})


def test_who_does_not_meet_it_is_refused_and_keeps_the_points(
    counter: Counter,
) -> None:
    speak(counter, "id")

    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy("for-english")

    assert refusal.value.reason == "locked"
    assert counter.has() == (1_000, 0)
    assert reasons(counter)["for-english"] == "locked"


def test_who_meets_it_may_have_it(counter: Counter) -> None:
    speak(counter, "en")

    assert reasons(counter)["for-english"] == "yes"
    assert counter.buy("for-english").state is VoucherState.ISSUED


def test_a_rule_may_give_it_to_anybody(counter: Counter) -> None:
    speak(counter, "id")

    voucher = counter.run(
        lambda uow: grant(
            counter.env,
            uow,
            member_id=counter.member_id,
            reward_id="for-english",
            store_id=counter.store_id,
            key=Key.of("rule", "once"),
            actor="rule:x",
        )
    )

    assert voucher.price == 0
