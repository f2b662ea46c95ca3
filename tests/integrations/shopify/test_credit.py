"""Store credit moves once, whatever happens between asking and hearing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from typing_extensions import override

from app.domain.errors import PlatformThrottled, PlatformUnclear
from app.domain.money import Money
from app.domain.rewards.credit import CreditSpec
from app.ports import MemberBenefits
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.shopify.adapter import ShopifyPlatform
from integrations.shopify.tokens import AppKeys
from tests.integrations.benches import RealClock, SandboxBench, shopify_bench


class LaterClock(RealClock):
    """A minute ahead."""

    @override
    def now(self) -> datetime:
        return super().now() + timedelta(minutes=1)


@pytest.fixture
def bench() -> Iterator[SandboxBench]:
    with shopify_bench() as made:
        yield made


@pytest.fixture
def member(bench: SandboxBench) -> str:
    return bench.sign_up("rich@customer.test")


def spec(member: str, marker: str = "mv_1", minor: int = 500) -> CreditSpec:
    return CreditSpec(member, Money(minor, "EUR"), marker)


def fault(bench: SandboxBench, operation: str, effect: dict[str, Any]) -> None:
    match = {"operation": operation, "times": 1}
    rule = {"id": operation, "on": "request", "match": match, "effect": effect}
    bench.control("POST", "faults", rule)


def later() -> MemberBenefits:
    """Return the benefits of any shop, seen a minute later."""
    clock = LaterClock()
    http = Http(clock, allowed=Allowance(local=True))
    return ShopifyPlatform(http, clock, AppKeys("id", "secret")).benefits


def held(bench: SandboxBench, member: str) -> int:
    credit = bench.platform.benefits.credit_balance(bench.store, member, "EUR")
    return credit.amount_minor


def test_trap_17_a_credit_that_was_not_made_waits_before_it_is_sent_again(
    bench: SandboxBench, member: str
) -> None:
    fault(bench, "LoyaltyCreditAdd", {"cut": True})

    with pytest.raises(PlatformUnclear):
        bench.platform.benefits.add_credit(bench.store, spec(member))
    with pytest.raises(PlatformUnclear) as waiting:
        bench.platform.benefits.add_credit(bench.store, spec(member))
    nothing = held(bench, member)
    made = later().add_credit(bench.store, spec(member))

    assert waiting.value.retry_after == 30
    assert nothing == 0
    assert made.balance == Money(500, "EUR")
    assert held(bench, member) == 500


def test_trap_17_a_credit_whose_end_was_not_written_down_is_found(
    bench: SandboxBench, member: str
) -> None:
    # The journal is written before and after: the second time is lost.
    rule = {"operation": "LoyaltyJournal", "nth": 2, "times": 1}
    bench.control(
        "POST",
        "faults",
        {"id": "x", "on": "request", "match": rule, "effect": {"cut": True}},
    )

    with pytest.raises(PlatformUnclear):
        bench.platform.benefits.add_credit(bench.store, spec(member))
    bench.platform.benefits.add_credit(bench.store, spec(member))

    assert held(bench, member) == 500


def test_another_movement_finds_out_about_the_one_before(
    bench: SandboxBench, member: str
) -> None:
    fault(bench, "LoyaltyCreditAdd", {"cut": True, "when": "after"})

    with pytest.raises(PlatformUnclear):
        bench.platform.benefits.add_credit(bench.store, spec(member))
    bench.platform.benefits.add_credit(bench.store, spec(member, "mv_2", 300))
    again = bench.platform.benefits.add_credit(bench.store, spec(member))

    assert again.amount == Money(500, "EUR")
    assert held(bench, member) == 800


def test_of_two_movements_at_once_one_is_told_to_wait(
    bench: SandboxBench, member: str
) -> None:
    # The other worker moves between this one's look and its announcement.
    bench.platform.benefits.add_credit(bench.store, spec(member, "mv_0"))
    stale = {
        "metafieldsSet": {
            "metafields": None,
            "userErrors": [
                {
                    "field": ["metafields"],
                    "message": "It has changed",
                    "code": "STALE_OBJECT",
                }
            ],
        }
    }
    effect = {"status": 200, "body": {"data": stale}}
    fault(bench, "LoyaltyJournal", effect)

    with pytest.raises(PlatformThrottled):
        bench.platform.benefits.add_credit(bench.store, spec(member))

    assert held(bench, member) == 500
