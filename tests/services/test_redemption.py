"""Buying and giving up vouchers: one unit of work, then the store."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.domain.errors import PlatformUnavailable
from app.domain.ledger import Key
from app.domain.ledger.errors import (
    BalanceNegative,
    InsufficientPoints,
    KeyReused,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze
from app.domain.rewards.discount import Combination, DiscountKind
from app.domain.rewards.reward import PointsOffStep, RewardMissing, RewardUnavailable
from app.domain.rewards.voucher import (
    Ending,
    IllegalStep,
    ReturnPolicy,
    Source,
    Voucher,
    VoucherState,
)
from app.services.connections import StoreNotConnected
from app.services.redemption import (
    LimitReached,
    MemberNotEnrolled,
    cancel,
    redeem,
)
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberMissing, MemberRepository
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreMissing, StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherMissing
from tests.factories import NOON
from tests.servers import Shared
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import (
    DOCUMENT,
    FIVE_OFF,
    GIFT,
    SLIDER,
    TWENTY_PERCENT,
    Counter,
    own_counter,
    shared_engine,
)

NOT_REACHED = Mishap(before=PlatformUnavailable("no route"))


@pytest.fixture(scope="module")
def engine(shared_servers: Shared) -> Iterator[Engine]:
    with shared_engine(shared_servers) as engine:
        yield engine


@pytest.fixture
def counter(engine: Engine) -> Iterator[Counter]:
    with own_counter(engine) as counter:
        yield counter


# Buying


def test_a_click_buys_a_working_code(counter: Counter) -> None:
    bought = counter.buy()

    assert bought.state is VoucherState.ISSUED
    assert counter.store.works(bought.code)
    assert counter.has() == (500, 0)
    assert counter.debts() == []
    assert counter.wake.woken == ["outbox"]


def test_the_store_is_told_everything_that_the_reward_promises(
    counter: Counter,
) -> None:
    bought = counter.buy()

    spec = counter.store.specs[bought.code_key]

    assert spec == bought.discount()
    assert spec.title == "Diskon Rp5.000"
    assert spec.customer_ref == "7001"
    assert spec.customer_email == "budi@mail.test"
    assert spec.combines_with == Combination(shipping=True)
    # Thirty days, to the end of the last one in the store's zone.
    assert spec.ends_at == NOON.replace(month=12, day=22, hour=17)


def test_codes_carry_sixty_random_bits_behind_the_prefix(counter: Counter) -> None:
    first, second = counter.buy(points=500), counter.buy()

    prefix, _, random_part = first.code.partition("-")

    assert prefix == "SETIA"
    assert len(random_part) == 12
    assert first.code != second.code


def test_a_slider_is_worth_what_was_paid(counter: Counter) -> None:
    bought = counter.buy(SLIDER, points=300)

    assert (bought.price, bought.terms.amount_minor) == (300, 3_000)
    assert bought.terms.slider
    assert counter.has() == (700, 0)


def test_an_unbound_percentage_without_prefix(counter: Counter) -> None:
    bought = counter.buy(TWENTY_PERCENT)

    spec = counter.store.specs[bought.code_key]

    assert (spec.kind, spec.percent_bp) == (DiscountKind.PERCENT, 2_000)
    assert (spec.customer_ref, spec.customer_email) == (None, None)
    assert "-" not in bought.code


def test_the_title_speaks_the_members_language(counter: Counter) -> None:
    malay = counter.add_member("7002", locale="ms-MY")
    counter.give(500, malay)

    assert counter.buy(member_id=malay).terms.title == "Diskaun Rp5,000"


def test_terms_are_those_of_the_day(counter: Counter) -> None:
    document = deepcopy(DOCUMENT)
    document["terms"] = {
        "minimum_life_days": 7,
        "refunds": {"spent_points": "full_only"},
    }
    counter.publish(document)

    bought = counter.buy()

    assert bought.programme_version == 2
    assert bought.terms.minimum_life_days == 7
    assert bought.terms.refund_policy is ReturnPolicy.FULL_ONLY


def test_what_the_click_cannot_finish_waits_for_the_outbox(counter: Counter) -> None:
    counter.store.on("issue", NOT_REACHED)

    bought = counter.buy()
    waiting = counter.has()
    counter.work_until(timedelta(minutes=2), step=timedelta(seconds=5))

    assert (bought.state, bought.reason) == (VoucherState.ISSUING, "not_delivered")
    assert waiting == (500, 500)
    assert counter.again(bought).state is VoucherState.ISSUED
    assert counter.has() == (500, 0)


# The same request again


def test_the_same_request_is_the_same_voucher(counter: Counter) -> None:
    first = counter.buy(key="k")

    again = counter.buy(key="k")

    assert again == first
    assert counter.store.calls["issue"] == 1
    assert counter.has() == (500, 0)


def test_the_same_request_tries_the_store_again(counter: Counter) -> None:
    counter.store.on("issue", NOT_REACHED)
    first = counter.buy(key="k")
    counter.clock.advance(minutes=5)

    again = counter.buy(key="k")

    assert again.voucher_id == first.voucher_id
    assert again.state is VoucherState.ISSUED


def test_a_request_is_repeated_though_the_reward_is_gone(counter: Counter) -> None:
    first = counter.buy(key="k")
    counter.publish({"identity": DOCUMENT["identity"]})

    assert counter.buy(key="k") == first


def test_another_request_under_the_key_is_refused(counter: Counter) -> None:
    counter.buy(key="k")

    with pytest.raises(KeyReused):
        counter.buy(SLIDER, points=100, key="k")

    assert counter.has() == (500, 0)


def test_a_key_belongs_to_one_member(counter: Counter) -> None:
    other = counter.add_member("7002")
    counter.give(500, other)
    counter.buy(key="k")

    with pytest.raises(KeyReused):
        counter.buy(key="k", member_id=other)


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


# Given by a rule


def test_a_rule_gives_a_voucher_for_nothing_once(counter: Counter) -> None:
    given, again = counter.give_voucher(), counter.give_voucher()
    counter.drain()
    issued = counter.again(given)

    assert again.voucher_id == given.voucher_id
    assert (given.source, given.price) == (Source.RULE, 0)
    assert issued.state is VoucherState.ISSUED
    assert counter.has() == (1_000, 0)


def test_a_given_voucher_may_be_given_up(counter: Counter) -> None:
    unsent = counter.cancel(counter.give_voucher())
    given = counter.give_voucher("again")
    counter.drain()
    issued = counter.cancel(given)

    assert unsent.state is issued.state is VoucherState.WITHDRAWN
    assert not counter.store.works(issued.code)
    assert counter.has() == (1_000, 0)


# Giving up


def test_a_cancelled_voucher_gives_its_points_back_at_once(counter: Counter) -> None:
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert (given_up.state, given_up.reason) == (VoucherState.WITHDRAWN, "cancel")
    assert not counter.store.works(bought.code)
    assert given_up.returned == 500
    assert counter.has() == (1_000, 0)


def test_cancelling_twice_changes_nothing(counter: Counter) -> None:
    given_up = counter.cancel(counter.buy())

    assert counter.cancel(given_up) == given_up
    assert counter.has() == (1_000, 0)


def test_a_voucher_that_no_store_was_asked_for_is_released_at_once(
    counter: Counter,
) -> None:
    counter.run(lambda uow: pause_store(counter, uow))
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert bought.state is VoucherState.GRANTED
    assert (given_up.state, given_up.reason) == (VoucherState.WITHDRAWN, "cancelled")
    assert counter.has() == (1_000, 0)
    assert counter.store.calls["issue"] == 0


def pause_store(counter: Counter, uow: UnitOfWork) -> None:
    OutboxRepository(uow).pause_store(
        counter.store_id, NOON + timedelta(hours=1), "down"
    )


def test_a_voucher_on_its_way_is_given_up_once_its_code_is_surely_absent(
    counter: Counter,
) -> None:
    counter.store.on("issue", NOT_REACHED)
    bought = counter.buy()

    given_up = counter.cancel(bought)

    assert bought.state is VoucherState.ISSUING
    assert (given_up.state, given_up.ending) == (bought.state, Ending.CANCEL)
    counter.work_until(timedelta(minutes=5), step=timedelta(seconds=30))
    assert counter.again(bought).state is VoucherState.WITHDRAWN
    assert counter.has() == (1_000, 0)
    assert counter.store.created == {}


def test_a_used_voucher_cannot_be_given_up(counter: Counter) -> None:
    bought = counter.buy()
    counter.settle(counter.store.check_out(bought.code))

    with pytest.raises(IllegalStep):
        counter.cancel(bought)


def test_an_order_that_we_have_not_heard_of_stops_the_cancellation(
    counter: Counter,
) -> None:
    bought = counter.buy()
    counter.store.check_out(bought.code)

    given_up = counter.cancel(bought)

    assert given_up.state is VoucherState.USED
    assert counter.has() == (500, 0)


def test_another_members_voucher_is_missing(counter: Counter) -> None:
    bought = counter.buy()

    with pytest.raises(VoucherMissing):
        cancel(
            counter.env,
            counter.programme_id,
            bought.voucher_id,
            "member",
            member_id=counter.env.ids.new(),
        )


def test_members_change_their_minds_a_few_times_a_day(counter: Counter) -> None:
    for _ in range(5):
        counter.cancel(counter.buy())
    sixth = counter.buy()

    with pytest.raises(LimitReached) as refusal:
        counter.cancel(sixth)

    assert refusal.value.figures == {"limit": "cancels_a_day", "most": 5}
    assert counter.cancel(sixth, actor="staff:ani").state is VoucherState.WITHDRAWN


def test_the_day_of_cancellations_is_the_programmes(counter: Counter) -> None:
    for _ in range(5):
        counter.cancel(counter.buy())
    sixth = counter.buy()
    counter.clock.advance(hours=5)

    assert counter.cancel(sixth).state is VoucherState.WITHDRAWN
