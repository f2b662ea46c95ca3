"""Random lives of vouchers: whatever happens, one reward or the points back.

The store misbehaves, processes die, time jumps, orders come and go, members
change their minds. After every step the invariants hold; in the end, with the
store in order again, every voucher has come to rest and the books are proved.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine
from typing_extensions import override

from app.domain.errors import (
    AccessRevoked,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
    Refused,
)
from app.domain.events import OrderSnapshot, OrderState
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.voucher import (
    OPEN_STATES,
    IllegalStep,
    Voucher,
    VoucherState,
)
from app.services.prove import prove
from app.services.vouchers import finish_vouchers, lapse_vouchers, redemptions
from app.storage.ledger import LedgerRepository
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork, make_engine
from tests.services.scripted_store import FINE, Mishap
from tests.services.voucher_world import FIVE_OFF, SLIDER, Counter, new_counter

ERRORS = (
    PlatformUnclear("HTTP 500"),
    PlatformUnavailable("no route"),
    PlatformThrottled("429", retry_after=30),
    SystemExit(9),
)
MISHAPS = (
    FINE,
    *(Mishap(before=error) for error in ERRORS),
    Mishap(after=PlatformUnclear("HTTP 500")),
    Mishap(after=SystemExit(9)),
    Mishap(before=AccessRevoked("401")),
)
ISSUE_MISHAPS = (*MISHAPS, Mishap(before=PlatformRefused("no", reason="off")))
CALLS = ("look_up", "withdraw", "orders_with_code", "fetch_order")
SPANS = (
    timedelta(seconds=20),
    timedelta(seconds=61),
    timedelta(minutes=20),
    timedelta(hours=5),
    timedelta(days=3),
    timedelta(days=31),
)
OUT = frozenset({VoucherState.ISSUED, VoucherState.USED})
mishaps = st.sampled_from(MISHAPS)


class VoucherMachine(RuleBasedStateMachine):
    """One member, one store, and everything that can happen between them."""

    engine: Engine
    platform = "woocommerce"

    def __init__(self) -> None:
        super().__init__()
        self.counter: Counter = new_counter(self.engine, self.platform)
        self.given = 1_000
        self.last: tuple[str, str, int | None] | None = None
        self.told: dict[str, OrderSnapshot] = {}
        self.orders = 0

    # What is known.

    def vouchers(self) -> list[Voucher]:
        return self.counter.run(lambda uow: redemptions(uow, limit=250))

    def working(self) -> list[Voucher]:
        return [
            each
            for each in self.vouchers()
            if self.counter.store.works(each.code)
            and each.marker == self.counter.store.codes[each.code_key].marker
        ]

    # Members.

    @rule(amount=st.integers(100, 800))
    def earn(self, amount: int) -> None:
        self.counter.give(amount)
        self.given += amount

    @rule(
        what=st.sampled_from([(FIVE_OFF, None), (SLIDER, 100), (SLIDER, 700)]),
        meets=st.lists(st.sampled_from(ISSUE_MISHAPS), max_size=3),
    )
    def buy(self, what: tuple[str, int | None], meets: list[Mishap]) -> None:
        self.counter.store.on("issue", *meets)
        self.last = (f"key-{self.counter.keys}", *what)
        self.repeat()

    @initialize()
    def begin_with_a_voucher(self) -> None:
        self.counter.buy(SLIDER, points=500)

    @rule()
    def buy_without_trouble(self) -> None:
        self.counter.store.script.clear()
        self.reconnect()
        with suppress(Refused):
            self.counter.buy(SLIDER, points=300)

    @precondition(lambda self: self.last is not None)
    @rule()
    def repeat(self) -> None:
        assert self.last is not None
        key, reward_id, points = self.last
        try:
            self.counter.buy(reward_id, points=points, key=key)
        except Refused:
            self.last = None
        except SystemExit:
            pass

    @precondition(lambda self: self.vouchers())
    @rule(pick=st.integers(0, 20), actor=st.sampled_from(["member", "staff:ani"]))
    def give_up(self, pick: int, actor: str) -> None:
        held = self.vouchers()
        with suppress(IllegalStep, Refused, SystemExit):
            self.counter.cancel(held[pick % len(held)], actor)

    # The store.

    @rule(call=st.sampled_from(CALLS), meets=mishaps)
    def misbehave(self, call: str, meets: Mishap) -> None:
        self.counter.store.on(call, meets)

    @rule(lag=st.sampled_from([0, 30]))
    def hide_new_codes(self, lag: int) -> None:
        self.counter.store.lag = timedelta(seconds=lag)

    @rule()
    def somebody_takes_the_next_code(self) -> None:
        def take_it() -> None:
            for held in self.vouchers():
                if held.state is VoucherState.ISSUING:
                    foreign = IssuedDiscount(held.code, "theirs", None)
                    self.counter.store.codes.setdefault(held.code_key, foreign)

        self.counter.store.on("issue", Mishap(meanwhile=take_it))

    @rule()
    def reconnect(self) -> None:
        self.counter.set_store(state="connected")
        self.counter.run(
            lambda uow: OutboxRepository(uow).unblock_store(
                self.counter.store_id, self.counter.clock.now()
            )
        )

    @precondition(lambda self: self.working())
    @rule(
        pick=st.integers(0, 20),
        taken=st.sampled_from([0, 400, 5_000]),
        state=st.sampled_from([OrderState.OPEN, OrderState.PAID]),
        told=st.booleans(),
    )
    def check_out(
        self, pick: int, taken: int, state: OrderState, *, told: bool
    ) -> None:
        held = self.working()
        self.orders += 1
        placed = self.counter.store.check_out(
            held[pick % len(held)].code,
            ref=str(self.orders),
            taken_minor=taken,
            goods="7490",
            state=state,
        )
        if told:
            self.tell(placed)

    @precondition(lambda self: self.counter.store.placed)
    @rule(
        pick=st.integers(0, 20),
        state=st.sampled_from(
            [OrderState.PAID, OrderState.CANCELLED, OrderState.REFUNDED]
        ),
        refunded=st.sampled_from(["0", "2490", "4990", "7490"]),
        told=st.booleans(),
    )
    def change_order(
        self, pick: int, state: OrderState, refunded: str, *, told: bool
    ) -> None:
        refs = sorted(self.counter.store.placed)
        before = self.counter.store.placed[refs[pick % len(refs)]]
        # Stores let cancelled and refunded orders rest.
        if before.state in (OrderState.CANCELLED, OrderState.REFUNDED):
            return
        after = self.counter.store.change(
            before.order_ref, state=state, refunded=refunded
        )
        if told:
            self.tell(after)

    def tell(self, placed: OrderSnapshot) -> None:
        self.counter.settle(placed, self.told.get(placed.order_ref))
        self.told[placed.order_ref] = placed

    @rule()
    def tell_everything(self) -> None:
        for placed in list(self.counter.store.placed.values()):
            self.tell(placed)

    # Time and work.

    @rule(span=st.sampled_from(SPANS))
    def let_time_pass(self, span: timedelta) -> None:
        self.counter.clock.instant += span

    @rule()
    def work(self) -> None:
        with suppress(SystemExit):
            self.counter.drain()

    @rule()
    def run_timers(self) -> None:
        lapse_vouchers(self.counter.env, self.counter.programme_id)
        finish_vouchers(self.counter.env, self.counter.programme_id)

    # What always holds.

    @invariant()
    def held_points_are_those_of_unfinished_vouchers(self) -> None:
        unfinished = [each for each in self.vouchers() if each.state in OPEN_STATES]

        assert self.counter.balance().held == sum(each.price for each in unfinished)

    @invariant()
    def no_point_is_made_or_lost(self) -> None:
        balance = self.counter.balance()
        spent = sum(
            each.price - each.returned
            for each in self.vouchers()
            if each.state not in OPEN_STATES and each.issued_at is not None
        )

        assert balance.available + balance.held + spent == self.given

    @invariant()
    def a_voucher_has_at_most_one_reward(self) -> None:
        assert max(self.counter.store.created.values(), default=0) <= 1

    @invariant()
    def what_is_issued_exists_and_what_is_released_does_not(self) -> None:
        usable = {
            held.marker
            for held in self.counter.store.codes.values()
            if held.active and held.marker is not None
        }
        for each in self.vouchers():
            if each.state in OUT and each.ending is None:
                assert each.code_key in self.counter.store.codes
            if each.state is VoucherState.WITHDRAWN and each.issued_at is None:
                assert each.marker not in usable

    @invariant()
    def holds_end_once_and_returns_stay_within_the_burn(self) -> None:
        def kinds(uow: UnitOfWork) -> list[list[str]]:
            ledger = LedgerRepository(uow, self.counter.env.ids)
            return [
                sorted(act.kind.value for act in ledger.of_voucher(each.voucher_id))
                for each in self.vouchers()
            ]

        for each, acts in zip(self.vouchers(), self.counter.run(kinds), strict=True):
            ends = [kind for kind in acts if kind in ("burn", "release")]
            assert acts.count("hold") == 1
            assert len(ends) == (each.state not in OPEN_STATES)
            assert each.returned <= each.price

    @override
    def teardown(self) -> None:
        """Put the store in order: everything comes to rest, and the books agree."""
        self.counter.store.script.clear()
        self.counter.store.lag = timedelta()
        self.counter.clock.instant += timedelta(minutes=2)
        self.reconnect()
        self.tell_everything()
        self.counter.work_until(timedelta(hours=3), step=timedelta(minutes=30))
        self.counter.work_until(timedelta(days=4), step=timedelta(hours=8))

        resting = [each.state in OPEN_STATES for each in self.vouchers()]
        leaving = [
            each.ending
            for each in self.vouchers()
            if each.ending is not None and each.attention != "use_not_seen"
        ]
        self.what_is_issued_exists_and_what_is_released_does_not()
        assert not any(resting)
        assert not leaving
        assert [
            found.sentence
            for found in prove(self.counter.env, self.counter.programme_id)
            if found.rule != 12
        ] == []


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["woocommerce", "shopify"])
def test_whatever_happens_one_reward_or_the_points_back(
    fresh_database_url: str, platform: str
) -> None:
    engine = make_engine(fresh_database_url)

    class Machine(VoucherMachine):
        pass

    Machine.engine, Machine.platform = engine, platform
    examples = max(settings.default.max_examples // 10, 10) if settings.default else 10
    try:
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=examples,
                stateful_step_count=40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        engine.dispose()
