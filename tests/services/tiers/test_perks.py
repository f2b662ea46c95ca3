"""Perks come into the stores and go out again, whatever a store answers."""

from collections import deque
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import CodeTaken, PlatformMissing, PlatformUnclear
from app.services import perks
from app.services.erasure import erase
from app.services.merging import merge
from app.services.outbox import LEASE
from app.services.perk_view import perks_now
from app.storage.members import MemberRepository
from app.storage.perk_turns import give_back, take_turn
from app.storage.perks import PerkRepository, PerkState
from integrations.fake.shop import Failure
from tests.services.tiers.lives import Life, document, living

SILVER = {"tiers": ["silver"]}
PRICE = {
    "id": "price",
    "held_by": SILVER,
    "what": {"kind": "percent", "percent": "10%"},
}
LOOK = {"id": "look", "held_by": SILVER, "what": {"kind": "tag", "text": "First look"}}
HELP = {"id": "help", "held_by": SILVER, "what": {"kind": "support_priority"}}
TOLD = document(perks=[PRICE, LOOK, HELP])


def reach_silver(life: Life, who: str = "7001") -> None:
    life.buy(2_000_000, who=who)
    life.wait(days=14)


def lose_silver(life: Life) -> None:
    life.wait(days=500)
    life.wait(days=1)


def states(life: Life) -> dict[str, PerkState]:
    found = life.world.run(lambda uow: PerkRepository(uow).of_member(life.member_id))
    return {one.perk: one for one in found}


def offers(life: Life, *what: str) -> None:
    life.platform.shop(life.world.store).offers = frozenset(what)


def fail(life: Life, call: str, error: Any, *, after: bool) -> None:  # noqa: ANN401
    shop = life.platform.shop(life.world.store)
    shop.failures.setdefault(call, deque()).append(Failure(error, after))


def test_a_store_with_tags_and_automatic_discounts_holds_one_for_all(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        reach_silver(life)
        reach_silver(life, "7002")

        assert life.tags() == life.tags("7002") == ("setia-look", "setia-price")
        assert life.codes() == [(None, "setia-price")]
        lose_silver(life)
        assert life.tags() == ()
        assert {one.state for one in states(life).values()} == {"absent"}


def test_only_one_worker_at_a_time_changes_a_customer(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        member_id, store_id = life.member_id, life.world.store_id
        token, now = life.world.env.ids.new(), life.clock.now()
        life.world.run(
            lambda uow: take_turn(
                uow, member_id, store_id, token, at=now, until=now + timedelta(days=15)
            )
        )

        reach_silver(life)
        others = life.tags()
        life.world.run(lambda uow: give_back(uow, member_id, store_id, token))
        life.wait(seconds=2)

        assert others == ()
        assert life.tags() == ("setia-look", "setia-price")


def test_a_turn_whose_worker_died_is_over_by_itself(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        member_id, store_id = life.member_id, life.world.store_id
        now, first, second = life.clock.now(), UUID(int=1), UUID(int=2)

        def ask(token: UUID, at: datetime) -> bool:
            taken: bool = life.world.run(
                lambda uow: take_turn(
                    uow, member_id, store_id, token, at=at, until=at + LEASE
                )
            )
            return taken

        taken = [ask(first, now), ask(second, now), ask(second, now + LEASE)]
        life.world.run(lambda uow: give_back(uow, member_id, store_id, first))

        assert taken == [True, False, True]
        assert not ask(first, now + LEASE)


def test_elsewhere_each_member_has_a_code_that_goes_with_the_tier(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life, "tags")
        reach_silver(life)
        assert life.codes() == [("7001", None)]
        held = life.world.run(
            lambda uow: perks_now(
                uow,
                MemberRepository(uow).get(life.member_id),
                at=life.clock.now(),
            )
        )
        assert [one.perk.id for one in held] == ["price", "look", "help"]
        assert held[0].states[0].code is not None

        lose_silver(life)
        assert life.codes() == []


def test_a_store_without_tags_can_have_codes_and_no_tag_perks(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life)
        reach_silver(life)
        found = states(life)

        assert found["price"].state == "present"
        assert (found["look"].state, found["look"].problem) == (
            "impossible",
            "platform_cannot:tags",
        )
        lose_silver(life)
        assert {one.state for one in states(life).values()} == {"absent"}


@pytest.mark.parametrize("after", [True, False])
def test_an_answer_that_was_lost_makes_no_second_code(
    fresh_database_url: str, *, after: bool
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life, "tags")
        fail(life, "issue", PlatformUnclear("cut"), after=after)
        reach_silver(life)
        life.wait(hours=2)

        assert life.codes() == [("7001", None)]
        assert states(life)["price"].state == "present"


@pytest.mark.parametrize("after", [True, False])
def test_an_answer_that_was_lost_makes_no_second_offer(
    fresh_database_url: str, *, after: bool
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        fail(life, "issue", PlatformUnclear("cut"), after=after)
        reach_silver(life)
        life.wait(hours=2)

        assert life.codes() == [(None, "setia-price")]


def test_a_code_that_is_taken_is_followed_by_another(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life, "tags")
        fail(life, "issue", CodeTaken("taken", reason="TAKEN"), after=False)
        reach_silver(life)
        life.wait(hours=2)

        assert states(life)["price"].state == "present"


def test_a_customer_who_is_gone_has_no_perks(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        gone = PlatformMissing("no such customer")
        fail(life, "tag_customer", gone, after=False)
        fail(life, "tag_customer", gone, after=False)
        reach_silver(life)

        assert {one.problem for one in states(life).values()} == {"customer_gone"}


def test_other_terms_are_put_in_place_of_the_old_ones(fresh_database_url: str) -> None:
    better = {**PRICE, "what": {"kind": "percent", "percent": "20%"}, "tag": "VIP"}
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life, "tags")
        reach_silver(life)
        before = states(life)["price"].code
        life.world.publish(document(perks=[better, LOOK]))
        life.look()

        assert life.tags() == ("VIP", "setia-look")
        assert life.codes() == [("7001", None)]
        assert states(life)["price"].code != before


def test_a_tag_that_another_perk_needs_stays(fresh_database_url: str) -> None:
    shared = [{**LOOK, "tag": "VIP"}, {**LOOK, "id": "two", "tag": "VIP"}]
    with living(fresh_database_url, document(perks=shared)) as life:
        reach_silver(life)
        life.world.publish(document(perks=shared[:1]))
        life.look()
        assert life.tags() == ("VIP",)
        life.world.publish(document(perks=[]))
        life.look()
        assert life.tags() == ()


def test_the_clock_finds_perks_that_the_document_forgot(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        reach_silver(life)
        assert perks.sweep(life.world.env, life.world.programme_id) == 0
        life.world.publish(document())
        assert perks.sweep(life.world.env, life.world.programme_id) == 2
        life.pay()

        assert (life.tags(), life.codes()) == ((), [])


def test_the_clock_renews_an_offer_that_says_something_else(
    fresh_database_url: str,
) -> None:
    better = {**PRICE, "what": {"kind": "percent", "percent": "20%"}}
    with living(fresh_database_url, TOLD) as life:
        reach_silver(life)
        life.world.publish(document(perks=[better, LOOK]))
        perks.sweep(life.world.env, life.world.programme_id)
        life.pay()

        assert life.codes() == [(None, "setia-price")]
        assert perks.sweep(life.world.env, life.world.programme_id) == 0


def test_a_floor_that_the_stores_currency_lacks_is_said(
    fresh_database_url: str,
) -> None:
    free = {"kind": "free_shipping", "above": {"MYR": 50}}
    with living(fresh_database_url, document(perks=[{**PRICE, "what": free}])) as life:
        reach_silver(life)

        assert states(life)["price"].problem == "no_amount:IDR"


def test_a_merged_member_leaves_nothing_behind(fresh_database_url: str) -> None:
    with living(fresh_database_url, TOLD) as life:
        reach_silver(life, "7002")
        life.buy(1)
        kept, gone = life.member_id, life.world.member("7002")
        life.world.run(
            lambda uow: merge(life.world.env, uow, kept=kept, gone=gone, actor="test")
        )
        life.pay()

        assert life.tier() == "silver"
        assert {one.state for one in states(life).values()} == {"present"}


def test_an_erased_member_leaves_no_code_and_no_tag_in_the_store(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, TOLD) as life:
        life.buy(1)
        offers(life, "tags")
        reach_silver(life)
        member_id = life.member_id
        erase(life.world.env, life.world.programme_id, member_id)
        life.pay()

        assert (life.tags(), life.codes()) == ((), [])
        left = life.world.run(lambda uow: PerkRepository(uow).of_member(member_id))
        assert {(one.customer_ref, one.code) for one in left} == {(None, None)}
