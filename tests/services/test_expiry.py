"""Points that lapse by silence, and points that may not lapse untold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.ledger import Balance
from app.services import evaluating, expiry, outbox, segments
from app.services.bonus_days import set_marks
from app.services.prove import prove
from app.services.sealing import seal
from app.services.sweeps import expire, mature
from app.storage.expiry import Ending
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
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


CARD = {"field": "member.tags", "op": "contains_any", "value": ["card"]}


def stand(world: World) -> None:
    """Evaluate where the member stands, as the outbox would."""
    world.run(lambda uow: evaluating.evaluate(world.env, uow, world.member()))


def mark(world: World, *tags: str) -> None:
    def write(uow: UnitOfWork) -> None:
        row = MemberRepository(uow).get(world.member())
        set_marks(world.env, uow, row, "tag", tags)

    world.run(write)
    stand(world)


def upcoming(world: World) -> list[str]:
    def read(uow: UnitOfWork) -> list[Ending]:
        who = [world.member()]
        return expiry.upcoming(world.env, uow, within_days=400, members=who)

    return [ending.lapses_on.isoformat() for ending in world.run(read)]


def test_silence_does_not_count_while_a_member_is_spared(
    fresh_database_url: str,
) -> None:
    with opened(
        fresh_database_url, document=terms(expiry={**SILENT, "unless": CARD})
    ) as world:
        buy(world, "1")
        world.clock.advance(days=300)
        mark(world, "card")

        assert later(world, days=400) == expiry.ExpiryReport(members=1)
        assert upcoming(world) == []
        mark(world)
        assert upcoming(world) == ["2029-10-22"]
        assert later(world, days=365).lots == 0
        assert later(world, days=1).units == 257
        assert proved(world)


def test_a_version_without_the_exception_begins_lives_anew(
    fresh_database_url: str,
) -> None:
    life = {"kind": "life", "days": 100}
    spared = terms(expiry={**life, "unless": CARD})
    with opened(fresh_database_url, document=spared) as world:
        buy(world, "1")
        mark(world, "card")
        assert upcoming(world) == []
        world.clock.advance(days=150)

        world.publish(terms(expiry=life))
        stand(world)
        stand(world)

        assert upcoming(world) == ["2027-07-30"]
        world.clock.advance(days=101)
        expire(world.env, world.programme_id, confirmed=True)
        assert world.balance() == Balance()
        assert proved(world)


def test_lots_of_terms_without_a_life_stay_as_they_are(fresh_database_url: str) -> None:
    life = {"kind": "life", "days": 100}
    with opened(
        fresh_database_url, document=terms(expiry={**life, "unless": CARD})
    ) as world:
        buy(world, "1")
        mark(world, "card")

        world.publish(terms())
        stand(world)

        assert upcoming(world) == []


def test_who_comes_into_a_segment_is_spared_from_then_on(
    fresh_database_url: str,
) -> None:
    loyal = {"field": "member.segments", "op": "contains_any", "value": ["loyal"]}
    who = {"fact": "orders", "at_least": 1}
    document = terms(expiry={"kind": "life", "days": 100, "unless": loyal}) | {
        "segments": [{"id": "loyal", "who": who}]
    }
    with opened(fresh_database_url, document=document) as world:
        buy(world, "1")
        before = upcoming(world)

        segments.sweep(world.env, world.programme_id)
        outbox.drain(world.env, evaluating.HANDLERS, most=10)

        assert (before, upcoming(world)) == (["2027-03-02"], [])
