"""A store in memory that does as told: acts or not, answers or not, counts codes."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock

from app.domain.errors import CodeTaken, PlatformMissing
from app.domain.events import Discount, OrderSnapshot, OrderState
from app.domain.rewards.discount import DiscountSpec, IssuedDiscount
from app.domain.rewards.voucher import code_key
from app.ports import Clock, StoreConnection
from tests.factories import line, order

NOTHING: Callable[[], None] = lambda: None  # noqa: E731 - reads as a value


@dataclass(frozen=True)
class Mishap:
    """What goes wrong with one call."""

    before: BaseException | None = None
    """Raised instead of acting."""
    after: BaseException | None = None
    """Raised although the store acted."""
    meanwhile: Callable[[], None] = NOTHING
    """Happens while the call is under way, before the store acts."""


FINE = Mishap()


@dataclass
class ScriptedStore:
    """One store; *name* decides what a cancelled order does to its code."""

    clock: Clock
    name: str = "woocommerce"
    codes: dict[str, IssuedDiscount] = field(default_factory=dict)
    specs: dict[str, DiscountSpec] = field(default_factory=dict)
    placed: dict[str, OrderSnapshot] = field(default_factory=dict)
    created: Counter[str] = field(default_factory=Counter)
    """How many codes were ever made, by marker."""
    calls: Counter[str] = field(default_factory=Counter)
    script: dict[str, deque[Mishap]] = field(default_factory=lambda: defaultdict(deque))
    lag: timedelta = timedelta()
    """How long a new code can't be looked up."""
    signer: object = None
    benefits: object = None
    _born: dict[str, datetime] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def on(self, call: str, *mishaps: Mishap) -> None:
        """Say what the next calls of this name meet."""
        self.script[call].extend(mishaps)

    def begin(self, call: str) -> Mishap:
        self.calls[call] += 1
        mishap = self.script[call].popleft() if self.script[call] else FINE
        mishap.meanwhile()
        if mishap.before is not None:
            raise mishap.before
        return mishap

    @staticmethod
    def end(mishap: Mishap) -> None:
        if mishap.after is not None:
            raise mishap.after

    def issue(self, store: StoreConnection, spec: DiscountSpec) -> IssuedDiscount:
        mishap = self.begin("issue")
        with self._lock:
            key = code_key(spec.code)
            held = self.codes.get(key)
            if held is not None and held.marker != spec.marker:
                raise CodeTaken("the code exists", reason="TAKEN")
            if held is None:
                held = IssuedDiscount(
                    spec.code, f"ref-{len(self.specs)}", spec.marker, spec.ends_at
                )
                self.codes[key] = held
                self.specs[key] = spec
                self.created[spec.marker] += 1
                self._born[key] = self.clock.now()
        self.end(mishap)
        return held

    def look_up(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        mishap = self.begin("look_up")
        key = code_key(code)
        born = self._born.get(key)
        seen = self.codes.get(key)
        if born is not None and self.clock.now() < born + self.lag:
            seen = None
        self.end(mishap)
        return seen

    def withdraw(self, store: StoreConnection, code: str) -> IssuedDiscount | None:
        mishap = self.begin("withdraw")
        held = self.codes.get(code_key(code))
        if held is not None:
            held = replace(held, active=False)
            self.codes[code_key(code)] = held
        self.end(mishap)
        return held

    def orders_with_code(self, store: StoreConnection, code: str) -> list[str]:
        mishap = self.begin("orders_with_code")
        found = [
            placed.order_ref
            for placed in self.placed.values()
            if code_key(code) in {code_key(each.code) for each in placed.discounts}
        ]
        self.end(mishap)
        return found

    def fetch_order(self, store: StoreConnection, order_ref: str) -> OrderSnapshot:
        self.end(self.begin("fetch_order"))
        if order_ref not in self.placed:
            raise PlatformMissing(f"no order {order_ref}")
        return self.placed[order_ref]

    # What people do in the store.

    def works(self, code: str) -> bool:
        """Tell whether the checkout would take the code now."""
        held = self.codes.get(code_key(code))
        return (
            held is not None
            and held.active
            and held.times_used == 0
            and (held.ends_at is None or self.clock.now() < held.ends_at)
        )

    def check_out(
        self,
        code: str,
        *,
        ref: str = "1001",
        taken_minor: int = 5_000,
        goods: str = "74900",
        state: OrderState = OrderState.PAID,
    ) -> OrderSnapshot:
        """Place an order with the code, if the store takes it."""
        assert self.works(code), "the store refuses the code"
        held = self.codes[code_key(code)]
        self.codes[code_key(code)] = replace(held, times_used=1)
        placed = replace(
            order(line(goods), ref=ref, state=state, at=self.clock.now()),
            discounts=(Discount(code_key(code), taken_minor),),
        )
        self.placed[ref] = placed
        return placed

    def change(
        self, ref: str, *, state: OrderState | None = None, refunded: str | None = None
    ) -> OrderSnapshot:
        """Change an order: cancel it, refund some of it."""
        before = self.placed[ref]
        lines = before.lines
        if refunded is not None:
            lines = (line(str(lines[0].amount_minor), refunded=refunded),)
        now = max(self.clock.now(), before.version + timedelta(seconds=1))
        after = replace(before, state=state or before.state, lines=lines, version=now)
        self.placed[ref] = after
        if after.state is OrderState.CANCELLED and self.name == "woocommerce":
            for discount in after.discounts:
                key = code_key(discount.code)
                if key in self.codes:
                    self.codes[key] = replace(self.codes[key], times_used=0)
        return after

    def check_out_cancelled(self, code: str) -> None:
        """Leave an order behind that used the code once and let go of it."""
        held = self.codes[code_key(code)]
        self.placed["999"] = replace(
            order(ref="999", state=OrderState.CANCELLED, at=self.clock.now()),
            discounts=(Discount(held.code, 1),),
        )
