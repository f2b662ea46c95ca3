"""Invents histories and tells them to a ledger and to the paper at once."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)
from typing_extensions import override

from app.domain.ledger import Balance
from app.domain.ledger.errors import BalanceNegative, InsufficientPoints, KeyReused
from tests.domain.ledger.model import Paper
from tests.domain.ledger.stories import Story
from tests.domain.ledger.worlds import Ledger

AWARDS = ("A", "B", "C")
MEMBER = {"member": "ada"}
units = st.integers(min_value=0, max_value=10)
some = st.integers(min_value=1, max_value=10)
days = st.integers(min_value=0, max_value=40)
lives = st.none() | st.integers(min_value=1, max_value=60)


class LedgerMachine(RuleBasedStateMachine):
    """Small numbers, short lives: they find more than large ones."""

    holds = Bundle("holds")
    burns = Bundle("burns")

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.story = Story(ledger)
        self.paper = Paper()
        self.vouchers = 0
        self.last: dict[str, Any] | None = None

    def tell(self, do: str, **step: Any) -> list[Any]:  # noqa: ANN401 - a step is JSON
        at = self.story.now.isoformat()
        return self.story.tell({"do": do, "at": at, **MEMBER, **step})

    @rule(hours=st.integers(min_value=1, max_value=24 * 20))
    def time_goes_by(self, hours: int) -> None:
        self.story.now += timedelta(hours=hours)

    @rule(award=st.sampled_from(AWARDS), keep=units, wait=days, life=lives)
    def order_changes(self, award: str, keep: int, wait: int, life: int | None) -> None:
        ready = self.story.now + timedelta(days=wait)
        lapses = None if life is None else ready + timedelta(days=life)

        self.tell(
            "award",
            award=award,
            keep=keep,
            pending=wait > 0,
            available_from=ready.isoformat(),
            lapses_at=None if lapses is None else lapses.isoformat(),
        )

        self.paper.award(award, keep, self.story.now, ready, lapses)

    @rule(award=st.sampled_from(AWARDS))
    def order_is_settled_again(self, award: str) -> None:
        kept = sum(lot.kept for lot in self.paper.lots if lot.award == award)

        assert self.tell("award", award=award, keep=kept) == []

    @precondition(lambda self: self.paper.lots)
    @rule(data=st.data())
    def a_lot_matures_or_not(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.paper.lots)))

        self.tell("mature", lot=number)

        self.paper.mature(self.paper.lots[number - 1], self.story.now)

    @precondition(lambda self: self.paper.lots)
    @rule(data=st.data())
    def a_lot_expires_or_not(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, len(self.paper.lots)))

        self.tell("expire", lot=number)

        self.paper.expire(self.paper.lots[number - 1], self.story.now)

    @rule(target=holds, amount=some)
    def redeem(self, amount: int) -> object:
        self.vouchers += 1
        voucher = f"v{self.vouchers}"
        if self.paper.owed:
            with pytest.raises(BalanceNegative) as owing:
                self.tell("hold", voucher=voucher, amount=amount)
            assert owing.value.points_owed == self.paper.owed
            return multiple()
        live = self.paper.live(self.story.now)
        if amount > live:
            with pytest.raises(InsufficientPoints) as refusal:
                self.tell("hold", voucher=voucher, amount=amount)
            assert refusal.value.points_live == live
            return multiple()
        self.tell("hold", voucher=voucher, amount=amount)
        self.paper.hold(voucher, amount, self.story.now)
        return (voucher, amount)

    @rule(held=holds)
    def redeem_again(self, held: tuple[str, int]) -> None:
        assert self.tell("hold", voucher=held[0], amount=held[1]) == []

    @rule(held=holds)
    def redeem_otherwise(self, held: tuple[str, int]) -> None:
        with pytest.raises(KeyReused):
            self.tell("hold", voucher=held[0], amount=held[1] + 1)

    @rule(target=burns, held=consumes(holds))
    def store_issues(self, held: tuple[str, int]) -> tuple[str, int]:
        self.tell("burn", voucher=held[0])

        self.paper.end(held[0], self.story.now, issued=True)
        assert self.tell("burn", voucher=held[0]) == []
        return held

    @rule(held=consumes(holds))
    def store_refuses(self, held: tuple[str, int]) -> None:
        self.tell("release", voucher=held[0])

        self.paper.end(held[0], self.story.now, issued=False)
        with pytest.raises(KeyReused):
            self.tell("burn", voucher=held[0])

    @rule(burnt=burns, total=units)
    def units_come_back(self, burnt: tuple[str, int], total: int) -> None:
        total = min(total, burnt[1])

        self.tell("return", voucher=burnt[0], total=total)

        self.paper.give_back(burnt[0], total, self.story.now)

    @invariant()
    def ledger_and_paper_agree(self) -> None:
        lots = self.paper.lots

        assert self.story.balance("ada") == Balance(
            pending=sum(lot.pending for lot in lots),
            available=sum(lot.available for lot in lots),
            held=sum(lot.held for lot in lots),
            shortfall=-self.paper.owed,
        )

    @override
    def teardown(self) -> None:
        found = {
            lot.lot_id: lot
            for lot in self.story.ledger.lots(self.story.id_of("member", "ada"))
        }
        assert len(found) == len(self.paper.lots)
        for lot_id, paper in zip(self.story.lots, self.paper.lots, strict=True):
            lot = found[lot_id]
            assert lot.total() == lot.size == paper.size
            assert (lot.pending, lot.available, lot.held, lot.lapses_at) == (
                paper.pending,
                paper.available,
                paper.held,
                paper.lapses,
            )
            assert (lot.expired, lot.clawed, lot.absorbed) == (
                paper.expired,
                paper.clawed,
                paper.absorbed,
            )
