"""Members who bring friends, and short names for what happens to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.events import CustomerProfile, OrderSnapshot, OrderState
from app.services import outbox, referral_desk
from app.services.debts import HANDLERS
from app.services.evaluating import sweep
from app.services.joining import customer_seen
from app.services.referral_desk import Claim, Verdict
from app.storage.members import MemberRepository
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork
from tests.factories import line, order
from tests.world import World, opened

WELCOME, BONUS = 50, 200
TERMS: dict[str, Any] = {
    "friend_gifts": [{"kind": "points", "points": WELCOME}],
    "advocate_gifts": [{"kind": "points", "points": BONUS}],
    "minimum": {"IDR": 100_000},
    "most_per_month": 2,
}


def document(**terms: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of the section
    """Return a programme that gives nothing but for friends."""
    identity = {"name": "Main", "timezone": "Asia/Jakarta"}
    return {"identity": identity, "referral": {**TERMS, **terms}}


@dataclass
class Friends:
    """A shop and the people who come to it, by name."""

    world: World
    refs: dict[str, str] = field(default_factory=dict)
    orders: dict[str, OrderSnapshot] = field(default_factory=dict)

    def who(self, name: str, **values: Any) -> CustomerProfile:  # noqa: ANN401
        """Return how the shop knows somebody."""
        ref = self.refs.setdefault(name, str(7001 + len(self.refs)))
        profile = CustomerProfile(
            ref, email=f"{name}@mail.test", has_account=True, contact_verified=True
        )
        return replace(profile, **values)

    def joins(self, name: str, **values: Any) -> UUID:  # noqa: ANN401
        """Let somebody open an account; return the member."""
        profile = self.who(name, **values)

        def join(uow: UnitOfWork) -> UUID:
            customer_seen(self.world.env, uow, self.world.store, profile)
            return self.found(uow, name)

        member: UUID = self.world.run(join)
        self.pay()
        return member

    def found(self, uow: UnitOfWork, name: str) -> UUID:
        links = MemberRepository(uow).links(self.world.store_id, [self.refs[name]])
        return links[self.refs[name]]

    def member(self, name: str) -> UUID:
        found: UUID = self.world.run(lambda uow: self.found(uow, name))
        return found

    def code(self, name: str) -> str:
        def read(uow: UnitOfWork) -> str:
            member = MemberRepository(uow).get(self.found(uow, name))
            return referral_desk.link_of(self.world.env, uow, member).code

        code: str = self.world.run(read)
        return code

    def claims(self, name: str, of: str, device: str | None = None) -> ReferralRow:
        """Let somebody say that they came through the link of another."""
        code = self.code(of)

        def claim(uow: UnitOfWork) -> ReferralRow:
            friend = MemberRepository(uow).get(self.found(uow, name))
            said = Claim(code, device_text=device)
            return referral_desk.claim(self.world.env, uow, friend, said)[0]

        row: ReferralRow = self.world.run(claim)
        judged: ReferralRow = self.world.run(
            lambda uow: referral_desk.judge_now(self.world.env, uow, row.referral_id)
        )
        self.pay()
        return judged

    def brings(self, advocate: str, name: str, device: str | None = None) -> None:
        """Let a new friend join through somebody's link."""
        self.joins(name)
        self.claims(name, of=advocate, device=device)

    def buys(
        self,
        name: str,
        amount: int = 150_000,
        *,
        ref: str | None = None,
        link: str | None = None,
        person: CustomerProfile | None = None,
        channel: str = "web",
        **seen: Any,  # noqa: ANN401 - of the customer
    ) -> str:
        """Pay for an order now; return its reference."""
        named = ref or f"O{len(self.orders) + 1}"
        who = person or self.who(name, **seen)
        snapshot = order(line(str(amount)), ref=named, at=self.now, who=who)
        self.shows(replace(snapshot, referral=link, channel=channel))
        return named

    def shows(self, snapshot: OrderSnapshot) -> None:
        self.orders[snapshot.order_ref] = snapshot
        self.world.settle(snapshot)
        self.pay()

    def refunds(self, ref: str, amount: int) -> None:
        before = self.orders[ref]
        goods = replace(before.lines[0], refunded_minor=amount)
        self.world.clock.advance(seconds=1)
        self.shows(replace(before, lines=(goods,), version=self.now))

    def cancels(self, ref: str) -> None:
        self.world.clock.advance(seconds=1)
        state = OrderState.CANCELLED
        self.shows(replace(self.orders[ref], state=state, version=self.now))

    def decides(self, name: str, outcome: Any) -> None:  # noqa: ANN401 - a literal
        row = self.referral(name)
        verdict = Verdict(outcome, "looked at it", "wati")
        self.world.run(
            lambda uow: referral_desk.decide(
                self.world.env, uow, row.referral_id, verdict
            )
        )
        self.pay()

    def passes(self, **span: int) -> None:
        """Let time pass, with its timers."""
        self.world.clock.instant += timedelta(**span)
        sweep(self.world.env, self.world.programme_id)
        self.pay()

    def pay(self) -> None:
        while outbox.drain(self.world.env, HANDLERS, most=100):
            pass

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def referral(self, name: str) -> ReferralRow:
        """Return how somebody came."""

        def read(uow: UnitOfWork) -> ReferralRow:
            row = ReferralRepository(uow).of_friend(self.found(uow, name))
            assert row is not None
            return row

        found: ReferralRow = self.world.run(read)
        return found

    def state(self, name: str) -> tuple[str, list[str]]:
        row = self.referral(name)
        return row.state, row.reasons

    def points(self, name: str) -> int:
        return self.world.balance(self.member(name)).shown


@contextmanager
def friends(database_url: str, **terms: Any) -> Iterator[Friends]:  # noqa: ANN401
    """Open a shop whose member Ani has been there for a long time."""
    with opened(database_url, document=document(**terms)) as world:
        shop = Friends(world)
        shop.joins("ani")
        shop.passes(days=60)
        yield shop
