"""Memberships on a real database: sold, refunded, granted, ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.programme.memberships import Lasts
from app.services import memberships
from app.services.memberships import (
    Grant,
    MembershipEndPast,
    MembershipNotHeld,
    PlanMissing,
    TrialUsed,
)
from app.services.merging import merge
from app.storage.membership_fees import MembershipFees
from app.storage.memberships import MembershipRepository
from tests.factories import NOON, line
from tests.services.tiers.lives import Life, document, living

POINTS = {"kind": "points", "points": 50}
CLUB = {
    "id": "club",
    "offers": [
        {"products": ["55"], "lasts": {"months": 1}},
        {"products": ["66"], "lasts": {"days": 7}, "trial": True},
    ],
    "gifts": [{**POINTS, "points": 5}],
    "monthly_gifts": [POINTS],
}
LIFE = {"id": "life", "offers": [{"products": ["77"], "lasts": {"lifetime": True}}]}
TOLD = document(memberships=[CLUB, LIFE])
FEE = line("50000", product="55")


def active(life: Life, who: str = "7001") -> dict[str, object]:
    pair = (life.world.member(who), life.clock.now())
    found = life.world.run(lambda uow: MembershipRepository(uow).active_as_of([pair]))
    return dict(found.get(pair, {}))


def given(life: Life, plan: str = "club", **more: object) -> None:
    grant = Grant(plan, "goodwill", "ani", **more)  # type: ignore[arg-type]  # a test's words
    life.world.run(
        lambda uow: memberships.grant(life.world.env, uow, life.member_id, grant)
    )
    life.pay()


def test_goods_of_a_plan_make_a_member_and_one_order_may_make_two(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(0, FEE, line("900000", product="77", ref="2"))

        assert set(active(life)) == {"club", "life"}
        assert life.world.balance().available == 55
        life.wait(days=40)
        assert set(active(life)) == {"life"}


def test_a_renewal_does_not_begin_it_again(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(0, FEE)
        life.wait(days=20)
        life.buy(0, FEE)
        life.wait(days=20)

        assert active(life) == {"club": NOON}


def test_the_order_shown_again_changes_nothing(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        ref = life.buy(0, FEE)
        before = active(life), life.world.balance()
        life.clock.advance(minutes=1)
        life.buy(0, FEE, ref=ref)

        assert (active(life), life.world.balance()) == before


def test_a_refunded_fee_ends_it_and_takes_back_what_it_gave(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        ref = life.buy(0, FEE)
        life.clock.advance(days=1)
        life.buy(0, replace(FEE, refunded_minor=50_000), ref=ref)

        assert active(life) == {}
        assert life.world.balance().available == 0


def test_of_two_months_one_may_be_given_back(fresh_database_url: str) -> None:
    two = replace(FEE, quantity=2, quantity_left=2)
    with living(fresh_database_url, TOLD) as life:
        ref = life.buy(0, two)
        life.clock.advance(days=1)
        life.buy(0, replace(two, refunded_minor=25_000, quantity_left=1), ref=ref)
        life.wait(days=40)

        assert active(life) == {}


def test_an_order_that_comes_back_to_life_is_a_fee_again(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        ref = life.buy(0, FEE)
        life.clock.advance(days=1)
        life.buy(0, replace(FEE, refunded_minor=50_000), ref=ref)
        life.clock.advance(days=1)
        life.buy(0, FEE, ref=ref)

        assert set(active(life)) == {"club"}


def test_a_plan_is_granted_for_a_time_until_a_day_or_for_life(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        given(life, lasts=Lasts(days=3))
        assert set(active(life)) == {"club"}
        life.wait(days=5)
        assert active(life) == {}
        given(life, until=life.clock.now() + timedelta(days=1))
        life.wait(days=2)
        assert active(life) == {}
        given(life, "life")
        life.wait(days=2000)
        assert set(active(life)) == {"life"}


def test_what_makes_no_sense_is_refused(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(0, line("0", product="66"))
        with pytest.raises(PlanMissing):
            given(life, "gym")
        with pytest.raises(MembershipEndPast):
            given(life, until=life.clock.now())
        with pytest.raises(TrialUsed):
            given(life, trial=True, lasts=Lasts(days=7))
        with pytest.raises(MembershipNotHeld):
            life.world.run(
                lambda uow: memberships.end(life.world.env, uow, life.member_id, "life")
            )


def test_staff_end_a_membership_and_its_gift_goes(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        given(life, lasts=Lasts(months=1))
        assert life.world.balance().available == 55
        life.clock.advance(hours=1)
        life.world.run(
            lambda uow: memberships.end(life.world.env, uow, life.member_id, "club")
        )
        life.pay()

        assert active(life) == {}
        assert life.world.balance().available == 0


def test_a_plan_that_the_document_forgot_runs_out_without_gifts(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(0, FEE)
        life.world.publish(document(memberships=[LIFE]))
        life.wait(days=10)
        assert set(active(life)) == {"club"}
        life.wait(days=30)
        assert active(life) == {}


def test_a_guest_without_a_name_buys_no_membership(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(0, FEE)

        known = life.world.run(lambda uow: MembershipFees(uow).known(life.member_id))
        assert known == []


def test_joined_members_have_the_fees_of_both(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(0, FEE)
        life.buy(0, FEE, who="7002")
        kept, gone = life.member_id, life.world.member("7002")
        life.world.run(
            lambda uow: merge(life.world.env, uow, kept=kept, gone=gone, actor="test")
        )
        life.pay()
        life.wait(days=40)

        assert set(active(life)) == {"club"}
        known = life.world.run(lambda uow: MembershipFees(uow).known(kept))
        assert [one.kind for one in known] == ["order", "order"]
