"""What rules ask of members is gathered as of the moment they ask about."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.programme.facts import MemberFacts
from app.services import bonus_days, members
from app.services.bonus_days import (
    BonusNotYours,
    BonusRuleMissing,
    DayPast,
    DaysAllChosen,
)
from app.services.member_facts import gather
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import NOON
from tests.services.earning.acting import FIFTY, buy, mark, publish, rule, seen
from tests.world import World


def asking(*fields: tuple[str, str, object]) -> dict[str, Any]:
    items = [{"field": name, "op": op, "value": value} for name, op, value in fields]
    return rule(when={"match": "any", "items": items})


EVERYTHING = asking(
    ("member.tier", "in", ["gold"]),
    ("member.memberships", "contains_any", ["club"]),
    ("member.segments", "contains_any", ["loyal"]),
    ("member.tags", "contains_any", ["vip"]),
    ("member.consents", "contains_any", ["sms"]),
    ("member.days", "gte", 5),
    ("order.new_products", "contains_any", ["*"]),
    ("member.region", "in", ["BA"]),
)


def facts(world: World, member_id: UUID, **ahead: int) -> MemberFacts | None:
    def read(uow: UnitOfWork) -> MemberFacts | None:
        _, document = ProgrammeRepository(uow).live()
        wanted = (member_id, world.clock.now() + timedelta(**ahead), None)
        return gather(uow, document, [wanted]).get(wanted)

    found: MemberFacts | None = world.run(read)
    return found


def test_nothing_is_gathered_that_nobody_asks(world: World) -> None:
    publish(world, rule())

    assert facts(world, seen(world)) is None


def test_marks_are_as_of_the_moment(world: World) -> None:
    publish(world, EVERYTHING)
    member = seen(world, tags=("VIP", "old"))
    world.clock.advance(days=10)
    seen(world, tags=("vip",))
    mark(world, member, "consent", ["sms"])

    then, now = facts(world, member, days=-1), facts(world, member)
    assert then is not None
    assert now is not None
    assert set(then.tags) == {"vip", "old"}
    assert dict(now.tags) == {"vip": NOON}
    assert set(now.consents) == {"sms"}
    assert not then.consents


def test_orders_before_count_and_later_ones_do_not(world: World) -> None:
    publish(world, EVERYTHING)
    world.settle(buy("1"), buy("2", at=NOON + timedelta(days=1)))

    member = world.member()
    first = facts(world, member, hours=1)
    assert first is not None
    assert first.orders_before == 1
    assert first.bought_before == {(str(world.store_id), "12")}


def test_a_rule_sees_the_orders_of_its_own_batch(world: World) -> None:
    third = {"field": "order.number", "op": "eq", "value": 2}
    publish(world, rule(when=third, award=FIFTY))

    world.settle(buy("1"), buy("2", at=NOON + timedelta(hours=1)))

    assert world.balance().pending == 50


def test_a_product_is_new_once(world: World) -> None:
    new = {"field": "order.new_products", "op": "contains_any", "value": ["12"]}
    publish(world, rule(when=new, award=FIFTY))

    world.settle(buy("1"))
    world.settle(buy("2", at=NOON + timedelta(hours=1)))

    assert world.balance().pending == 50


TRIPLE = rule(id="triple", chosen={"days": 1, "per": "year"}, award=FIFTY)


def choose(world: World, member_id: UUID, rule_id: str, day: date) -> list[date]:
    def write(uow: UnitOfWork) -> list[date]:
        member = MemberRepository(uow).get(member_id)
        return list(bonus_days.choose(world.env, uow, member, rule_id, day))

    found: list[date] = world.run(write)
    return found


TODAY = date(2026, 11, 22)


def test_a_day_is_chosen_once_and_for_the_future(world: World) -> None:
    publish(world, TRIPLE)
    member = seen(world)

    assert choose(world, member, "triple", TODAY) == [TODAY]
    assert choose(world, member, "triple", TODAY) == [TODAY]
    with pytest.raises(DaysAllChosen) as refusal:
        choose(world, member, "triple", TODAY + timedelta(days=1))
    assert refusal.value.days == (TODAY,)
    with pytest.raises(DayPast):
        choose(world, member, "triple", TODAY - timedelta(days=1))
    assert choose(world, member, "triple", date(2027, 1, 1)) == [
        TODAY,
        date(2027, 1, 1),
    ]
    with pytest.raises(BonusRuleMissing):
        choose(world, member, "spend", TODAY)


def test_a_day_counts_from_when_it_was_chosen(world: World) -> None:
    publish(world, TRIPLE)
    member = seen(world)
    choose(world, member, "triple", TODAY)

    world.settle(buy("1", at=NOON - timedelta(minutes=1)), buy("2", at=NOON))

    assert world.balance(member).pending == 50


def test_only_those_choose_for_whom_the_rule_is(world: World) -> None:
    monthly = {"days": 1, "per": "month"}
    vip = {"field": "member.tags", "op": "contains_any", "value": ["vip"]}
    publish(world, rule(id="vip", chosen=monthly, when=vip, award=FIFTY))
    member = seen(world)

    with pytest.raises(BonusNotYours):
        choose(world, member, "vip", TODAY)
    mark(world, member, "tag", ["vip"])

    assert choose(world, member, "vip", TODAY) == [TODAY]


def test_a_whole_profile_earns_when_it_becomes_whole(world: World) -> None:
    needs = ["phone", "birthday"]
    publish(world, {"id": "p", "trigger": "profile", "needs": needs, "award": FIFTY})
    member = seen(world, phone="+628123456789")
    before = world.balance(member).available

    def write(uow: UnitOfWork) -> None:
        row = MemberRepository(uow).get(member)
        members.change(
            world.env, uow, row, {"birthday": date(1990, 1, 1)}, actor="staff"
        )

    world.run(write)

    assert (before, world.balance(member).available) == (0, 50)
