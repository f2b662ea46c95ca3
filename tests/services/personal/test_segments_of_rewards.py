"""Segments of those who redeem, bring friends, or let points lapse."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.domain.ledger import Key
from app.services.adjustments import Adjustment, adjust
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.servers import Shared
from tests.services.personal.shoppers import Shoppers, document, shopping

BROUGHT = """
INSERT INTO referral (programme_id, referral_id, advocate_id, friend_id, code, via,
  claimed_at, programme_version, state, rewarded_at, updated_at, void)
VALUES (%s, %s, %s, %s, 'CODE', 'api', %s, 1, %s, %s, %s, %s)
"""
LAPSING = {"terms": {"expiry": {"kind": "life", "days": 40}}}


@pytest.fixture(scope="module")
def people(shared_servers: Shared) -> Iterator[Shoppers]:
    """Four customers: 7001 brought two friends, and has 30 points for 40 days."""
    with (
        shared_servers.copy() as url,
        shopping(url, document(**LAPSING)) as shoppers,
    ):
        for who in ("7001", "7002", "7003", "7004"):
            shoppers.buys(who, 0)
        _brought(shoppers, "7001", "7002", state="earned", days_ago=5)
        _brought(shoppers, "7001", "7003", state="earned", days_ago=90)
        _brought(shoppers, "7002", "7004", state="held", days_ago=5)
        _given(shoppers, "7001", 30)
        yield shoppers


def _brought(
    people: Shoppers, advocate: str, friend: str, *, state: str, days_ago: int
) -> None:
    world = people.world
    at = world.clock.now() - timedelta(days=days_ago)
    ids = (world.env.ids.new(), world.member(advocate), world.member(friend))
    world.run(
        lambda uow: uow.connection.exec_driver_sql(
            BROUGHT, (world.programme_id, *ids, at, state, at, at, False)
        )
    )


def _given(people: Shoppers, who: str, points: int) -> None:
    world = people.world

    def write(uow: UnitOfWork) -> None:
        member = MemberRepository(uow).get(world.member(who))
        key = Key.of("test", world.env.ids.new())
        asked = Adjustment(points, "points", "goodwill")
        adjust(world.env, uow, member, asked, key=key, actor="staff:1")

    world.run(write)


@pytest.mark.parametrize(
    ("who", "meant"),
    [
        ({"fact": "referrals", "at_least": 2}, {"7001"}),
        ({"fact": "referrals", "at_least": 1, "within_days": 30}, {"7001"}),
        ({"fact": "referrals", "at_least": 2, "within_days": 30}, set()),
        ({"fact": "referrals", "at_most": 0}, {"7002", "7003", "7004"}),
        ({"fact": "expiring", "within_days": 41}, {"7001"}),
        ({"fact": "expiring", "within_days": 30}, set()),
        ({"fact": "expiring", "at_least": 31, "within_days": 41}, set()),
        ({"fact": "redeemed", "at_least": 1}, set()),
        ({"fact": "redeemed", "at_most": 0}, {"7001", "7002", "7003", "7004"}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_a_question_means_exactly_these(
    people: Shoppers, who: dict[str, Any], meant: set[str]
) -> None:
    assert people.meant(who) == meant
