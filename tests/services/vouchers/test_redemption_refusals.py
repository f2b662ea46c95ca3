"""Purchases that are refused leave nothing behind, and say why."""

import pytest

from app.domain.ledger import Key
from app.domain.ledger.errors import (
    BalanceNegative,
    InsufficientPoints,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze
from app.domain.rewards.reward import PointsOffStep, RewardMissing, RewardUnavailable
from app.domain.rewards.voucher import (
    Voucher,
    VoucherState,
)
from app.services.connections import StoreNotConnected
from app.services.redemption import (
    LimitReached,
    MemberNotEnrolled,
    redeem,
)
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberMissing, MemberRepository
from app.storage.stores import StoreMissing, StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.voucher_world import (
    DOCUMENT,
    FIVE_OFF,
    GIFT,
    SLIDER,
    TWENTY_PERCENT,
    Counter,
)

# Refusals


def test_too_few_points_are_refused_with_both_figures(counter: Counter) -> None:
    counter.buy()
    counter.buy(SLIDER, points=100)

    with pytest.raises(InsufficientPoints) as refusal:
        counter.buy()

    assert refusal.value.figures == {"points_needed": 500, "points_live": 400}
    assert len(counter.debts("settled")) == 2


def test_a_refused_key_may_be_used_again(counter: Counter) -> None:
    counter.buy(SLIDER, points=600)
    with pytest.raises(InsufficientPoints):
        counter.buy(key="k")
    counter.give(500)

    assert counter.buy(key="k").state is VoucherState.ISSUED


def test_who_owes_points_cannot_redeem(counter: Counter) -> None:
    def owe(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE member_balance SET available = 0, shortfall = 70"
            " WHERE programme_id = %s",
            (counter.programme_id,),
        )

    counter.run(owe)

    with pytest.raises(BalanceNegative) as refusal:
        counter.buy()

    assert refusal.value.points_owed == 70


def test_a_frozen_member_cannot_redeem(counter: Counter) -> None:
    def freeze(uow: UnitOfWork) -> None:
        LedgerRepository(uow, counter.env.ids).freeze(
            counter.member_id, Freeze.REDEEMING, reason="chargeback", at=NOON
        )

    counter.run(freeze)

    with pytest.raises(MemberFrozen):
        counter.buy()


def test_a_member_under_review_cannot_redeem(counter: Counter) -> None:
    def freeze(uow: UnitOfWork) -> None:
        MemberRepository(uow).change(
            counter.member_id, at=NOON, frozen_at=NOON, frozen_reason="review"
        )

    counter.run(freeze)

    with pytest.raises(MemberFrozen) as refusal:
        counter.buy()

    assert refusal.value.reason == "review"


def test_a_paused_programme_sells_nothing(counter: Counter) -> None:
    counter.run(
        lambda uow: StoreRepository(uow).set_programme_state(
            "paused", at=NOON, reason="holiday"
        )
    )

    with pytest.raises(ProgrammeFrozen):
        counter.buy()

    assert counter.debts() == []


@pytest.mark.parametrize("state", ["blocked", "uninstalled", "erased"])
def test_a_store_that_cannot_be_reached_sells_nothing(
    counter: Counter, state: str
) -> None:
    counter.set_store(state=state)

    with pytest.raises(StoreNotConnected):
        counter.buy()


def test_a_shadow_cannot_redeem(counter: Counter) -> None:
    shadow = counter.add_member(None, state="shadow")
    counter.give(500, shadow)

    with pytest.raises(MemberNotEnrolled):
        counter.buy(member_id=shadow)


def test_a_reward_that_is_not_open_is_refused_with_its_reason(
    counter: Counter,
) -> None:
    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy(GIFT)

    assert refusal.value.figures == {"reward_id": GIFT, "reason": "not_yet"}


def test_unknown_things_are_missing(counter: Counter) -> None:
    nobody = counter.env.ids.new()

    with pytest.raises(RewardMissing):
        counter.buy("no-such-reward")
    with pytest.raises(MemberMissing):
        counter.buy(member_id=nobody)
    with pytest.raises(StoreMissing):
        redeem(
            counter.env,
            counter.programme_id,
            member_id=counter.member_id,
            reward_id=FIVE_OFF,
            store_id=nobody,
            points=None,
            idempotency=Key.of("k"),
        )


@pytest.mark.parametrize("points", [0, 50, 150])
def test_a_slider_sells_whole_steps(counter: Counter, points: int) -> None:
    with pytest.raises(PointsOffStep):
        counter.buy(SLIDER, points=points)


def reward(**changes: object) -> dict[str, object]:
    return {
        "identity": DOCUMENT["identity"],
        "rewards": [
            {
                "id": FIVE_OFF,
                "kind": "fixed_amount",
                "price": 500,
                "amount": {"IDR": 5000},
                **changes,
            }
        ],
    }


OTHER_STORE = "018f3c1e-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    "scope",
    [
        {"products": [f"{OTHER_STORE}/12"]},
        {"collections": [f"{OTHER_STORE}/9"]},
    ],
)
def test_a_scope_that_means_nothing_here_does_not_become_everything(
    counter: Counter, scope: dict[str, list[str]]
) -> None:
    counter.publish(reward(scope=scope))

    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy()

    assert refusal.value.reason == "not_in_this_store"


def test_a_scope_is_told_in_the_stores_own_names(counter: Counter) -> None:
    products = [f"{counter.store_id}/12", f"{OTHER_STORE}/13", "14"]
    counter.publish(reward(scope={"products": products}, title="Kopi"))

    bought = counter.buy()

    assert bought.terms.product_refs == ("12", "14")
    assert bought.terms.title == "Kopi"


def test_a_bound_code_needs_somebody_to_bind_it_to(counter: Counter) -> None:
    stranger = counter.add_member(None, email=None)
    counter.give(700, stranger)

    with pytest.raises(RewardUnavailable) as refusal:
        counter.buy(member_id=stranger)

    assert refusal.value.reason == "customer_unknown_to_store"
    assert counter.buy(TWENTY_PERCENT, member_id=stranger).price == 200


# Limits


def test_one_unused_voucher_at_a_time(counter: Counter) -> None:
    first = counter.buy(TWENTY_PERCENT)

    with pytest.raises(LimitReached) as refusal:
        counter.buy(TWENTY_PERCENT)

    assert refusal.value.figures == {"limit": "unused", "most": 1}
    assert counter.again(first).state is VoucherState.ISSUED


def use_up(counter: Counter, ref: str) -> Voucher:
    bought = counter.buy(TWENTY_PERCENT)
    counter.settle(counter.store.check_out(bought.code, ref=ref))
    return bought


def test_so_many_a_day_and_so_many_in_all(counter: Counter) -> None:
    use_up(counter, "1")
    use_up(counter, "2")
    with pytest.raises(LimitReached) as of_today:
        counter.buy(TWENTY_PERCENT)
    # Midnight in the programme's zone is at 17:00 UTC.
    counter.clock.advance(hours=5)
    use_up(counter, "3")
    counter.clock.advance(days=1)
    with pytest.raises(LimitReached) as of_all:
        counter.buy(TWENTY_PERCENT)

    assert of_today.value.figures == {"limit": "per_day", "most": 2}
    assert of_all.value.figures == {"limit": "per_member", "most": 3}


def test_a_limit_may_stand_alone(counter: Counter) -> None:
    counter.publish(reward(limits={"per_member": 1}))
    counter.buy()

    with pytest.raises(LimitReached) as refusal:
        counter.buy()

    assert refusal.value.limit == "per_member"


def test_a_voucher_that_was_given_back_does_not_count(counter: Counter) -> None:
    counter.cancel(counter.buy(TWENTY_PERCENT))
    counter.cancel(counter.buy(TWENTY_PERCENT))

    assert counter.buy(TWENTY_PERCENT).state is VoucherState.ISSUED
