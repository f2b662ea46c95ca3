"""Points that lapse by silence, and points that may not lapse untold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.ledger import Balance
from app.services import expiry
from app.services.prove import prove
from app.services.sealing import seal
from app.services.sweeps import expire, mature
from app.storage.expiry import Ending
from tests.factories import order
from tests.world import POINTS_IDR, World, opened

SILENT = {"kind": "inactivity", "months": 12}


def terms(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    return {**POINTS_IDR, "terms": {"pending": {"days": 0}, **values}}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=terms(expiry=SILENT)) as made:
        yield made


def buy(world: World, ref: str) -> None:
    """Buy for Rp257.900 now: 257 points at once."""
    now = world.clock.now()
    world.settle(replace(order(ref=ref), version=now, placed_at=now, paid_at=now))
    mature(world.env, world.programme_id)


def later(world: World, **spans: int) -> expiry.ExpiryReport:
    world.clock.advance(**spans)
    return expiry.sweep(world.env, world.programme_id)


def proved(world: World) -> bool:
    while seal(world.env, world.programme_id):
        pass
    return not list(prove(world.env, world.programme_id))


def test_a_year_of_silence_ends_all_points(world: World) -> None:
    buy(world, "1")

    before = later(world, days=365)
    after = later(world, days=1)

    assert (before.lots, after.lots, after.units) == (0, 1, 257)
    assert world.balance() == Balance()
    assert proved(world)


def test_an_order_begins_the_year_anew_for_older_points(world: World) -> None:
    buy(world, "1")
    world.clock.advance(days=300)
    buy(world, "2")

    assert later(world, days=300).lots == 0
    assert later(world, days=70).units == 514


def test_a_sweep_that_runs_again_ends_nothing_twice(world: World) -> None:
    buy(world, "1")
    later(world, days=400)

    assert later(world, days=1) == expiry.ExpiryReport()


def test_a_rule_switched_on_later_leaves_sixty_days(fresh_database_url: str) -> None:
    with opened(fresh_database_url, document=terms()) as world:
        buy(world, "1")
        world.clock.advance(days=400)
        world.publish(terms(expiry=SILENT))

        assert later(world, days=59).lots == 0
        assert later(world, days=1).lots == 1


def test_what_is_coming_is_told_by_day(world: World) -> None:
    buy(world, "1")
    world.clock.advance(days=340)
    who = world.member()

    def read(uow: Any) -> list[Ending]:  # noqa: ANN401 - a unit of work
        return expiry.upcoming(world.env, uow, within_days=60, members=[who])

    assert world.run(read) == [Ending(who, "points", date(2027, 11, 22), 257)]


NOTICED = {"required": True, "days_before": [45, 7]}


def tell(world: World, last_day: date) -> bool:
    ending = Ending(world.member(), "points", last_day, 257)
    told: bool = world.run(
        lambda uow: expiry.tell(world.env, uow, ending, channel="email")
    )
    return told


def test_untold_silence_ends_nothing_in_quebec(fresh_database_url: str) -> None:
    quebec = terms(expiry=SILENT, expiry_notices=NOTICED, law="quebec")
    with opened(fresh_database_url, document=quebec) as world:
        buy(world, "1")
        world.clock.advance(days=345)

        assert tell(world, date(2027, 11, 22))  # twenty days before: too late
        assert later(world, days=30).lots == 0
        assert world.balance().available == 257


def test_silence_with_a_notice_in_time_ends_points(fresh_database_url: str) -> None:
    quebec = terms(expiry=SILENT, expiry_notices=NOTICED, law="quebec")
    with opened(fresh_database_url, document=quebec) as world:
        buy(world, "1")
        world.clock.advance(days=320)

        assert tell(world, date(2027, 11, 22))
        assert not tell(world, date(2027, 11, 22))
        assert later(world, days=60).units == 257


def test_a_life_gets_more_time_when_nobody_was_told(fresh_database_url: str) -> None:
    lived = terms(expiry={"kind": "life", "days": 100}, expiry_notices=NOTICED)
    with opened(fresh_database_url, document=lived) as world:
        buy(world, "1")

        spared = later(world, days=100).spared
        world.clock.advance(days=2)
        expire(world.env, world.programme_id, confirmed=True)

        assert spared == 1
        assert world.balance().available == 257
        assert tell(world, date(2027, 4, 16))
        later(world, days=60)
        expire(world.env, world.programme_id, confirmed=True)
        assert world.balance() == Balance()
        assert proved(world)


def test_credit_does_not_lapse_by_silence(fresh_database_url: str) -> None:
    cashback = {
        **terms(expiry=SILENT),
        "assets": [{"kind": "credit", "id": "credit", "currency": "IDR"}],
        "earning": [
            {
                "id": "back",
                "trigger": "order",
                "asset": "credit",
                "award": {"kind": "rate", "rates": {"IDR": "5%"}},
            }
        ],
    }
    with opened(fresh_database_url, document=cashback) as world:
        buy(world, "1")

        assert later(world, days=800) == expiry.ExpiryReport()
