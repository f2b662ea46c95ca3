"""A friend signs up in the store through a member's link: no page of ours is asked."""

from typing import Any
from uuid import UUID

import pytest

from app.domain.ledger import Balance
from app.domain.programme.loading import load_document
from app.services import referral_desk
from app.services.evaluating import sweep
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork
from tests.journeys.conftest import Journey

FRIENDS: dict[str, Any] = {
    "identity": {"name": "Satu", "timezone": "Asia/Jakarta"},
    "referral": {
        "friend_gifts": [{"kind": "points", "points": 50}],
        "advocate_gifts": [{"kind": "points", "points": 200}],
        "minimum": {"IDR": 10_000},
        "wait": {"days": 7},
    },
}


def publish(journey: Journey) -> None:
    def write(uow: UnitOfWork) -> None:
        repository = ProgrammeRepository(uow)
        repository.lock()
        loaded = load_document(FRIENDS)
        repository.add_version(loaded, at=journey.env.clock.now(), by="test")

    journey.run(write)


def code_of(journey: Journey, email: str) -> str:
    member_id = journey.member(email)

    def read(uow: UnitOfWork) -> str:
        member = MemberRepository(uow).get(member_id)
        return referral_desk.link_of(journey.env, uow, member).code

    found: str = journey.run(read)
    return found


def referral(journey: Journey, friend: UUID) -> ReferralRow | None:
    found: ReferralRow | None = journey.run(
        lambda uow: ReferralRepository(uow).of_friend(friend)
    )
    return found


@pytest.fixture
def shop(journey: Journey) -> Journey:
    """The store, with a programme for friends and its member Ani."""
    publish(journey)
    journey.act("signup", email="ani@mail.test", first_name="Ani")
    return journey


def test_a_sign_up_with_a_code_brings_both_what_they_were_promised(
    shop: Journey,
) -> None:
    code = code_of(shop, "ani@mail.test")

    shop.act("signup", email="beni@mail.test", first_name="Beni", ref=code)
    welcomed = shop.balance("beni@mail.test").shown
    line = {"product": "stoneware-mug", "quantity": 1}
    shop.act("order", customer="beni@mail.test", lines=[line])
    shop.advance(8)
    sweep(shop.env, shop.programme_id)
    shop.settle()

    row = referral(shop, shop.member("beni@mail.test"))
    assert row is not None
    assert (row.via, row.code) == ("sign_up", code)
    assert welcomed == 50
    assert shop.balance("ani@mail.test").shown == 200
    assert shop.violations() == []


def test_a_code_that_nobody_has_stops_no_sign_up(shop: Journey) -> None:
    shop.act("signup", email="beni@mail.test", ref="NOBODYHASIT")

    friend = shop.member("beni@mail.test")
    assert referral(shop, friend) is None
    assert shop.balance("beni@mail.test") == Balance()
