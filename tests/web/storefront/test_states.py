"""Opt-in, paused, blocked, store away: each is a state with words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.errors import PlatformUnavailable
from app.services.joining import customer_seen
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from tests.factories import line, order
from tests.services.scripted_store import Mishap
from tests.web.desk import DOCUMENT
from tests.web.storefront.shop import Shop, shop_at

OPT_IN = {**DOCUMENT, "terms": {"enrolment": "opt_in"}}
LANGUAGES = ("id", "ms", "en")


@pytest.fixture
def asking(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=OPT_IN) as found:
        found.welcome()
        yield found


def test_points_wait_for_a_word_and_come_with_it(asking: Shop) -> None:
    shop = asking
    world = shop.world
    world.settle(order(line("120000"), ref="1", at=world.clock.now()))

    waiting = shop.get("/member?lang=id", who="7001").json
    early = shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")
    without = shop.post("/join", {"agree": False}, who="7001")
    joined = shop.post("/join?lang=en", {"agree": True}, who="7001")
    again = shop.post("/join?lang=en", {"agree": True}, who="7001")

    assert waiting["state"] == "pending_optin"
    assert waiting["waiting"]["value"] == 120
    assert waiting["text"] == "120 poin menunggumu"
    assert (early.status, early.json["code"]) == (422, "member_not_enrolled")
    assert (without.status, without.json["code"]) == (400, "agreement_needed")
    assert joined.json["state"] == "member", joined.text
    assert joined.json["balance"]["value"] == 100
    assert joined.json["pending"]["value"] == 120
    assert again.json["balance"] == joined.json["balance"]


def test_a_store_that_tells_of_an_account_makes_nobody_a_member(asking: Shop) -> None:
    world = asking.world
    profile = asking.store.people["7001"]

    world.run(lambda uow: customer_seen(world.env, uow, world.store, profile))
    world.run(
        lambda uow: customer_seen(
            world.env, uow, world.store, replace(profile, first_name="Budiman")
        )
    )

    member = world.run(lambda uow: MemberRepository(uow).get(world.member("7001")))
    assert (member.state, member.joined_at) == ("shadow", None)


def test_a_paused_programme_shows_and_changes_nothing(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    shop.pause()

    refused = [
        shop.post(
            f"/redemptions?lang={lang}", {"reward_id": "ten-thousand"}, who="7001"
        )
        for lang in LANGUAGES
    ]

    assert {(one.status, one.json["code"]) for one in refused} == {
        (422, "programme_paused")
    }
    assert len({one.json["text"] for one in refused}) == 3
    assert shop.get("/member", who="7001").json["state"] == "guest"
    assert shop.get("/bootstrap").json["state"] == "paused"


def test_a_blocked_member_sees_nothing_and_does_nothing(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    member_id = shop.world.member("7001")
    now = shop.world.clock.now()
    shop.world.run(
        lambda uow: MemberRepository(uow).change(
            member_id, at=now, frozen_at=now, frozen_reason="review"
        )
    )

    refused = [
        shop.post(
            f"/redemptions?lang={lang}", {"reward_id": "ten-thousand"}, who="7001"
        )
        for lang in LANGUAGES
    ]

    assert shop.get("/member", who="7001").json == {
        "state": "blocked",
        "waiting": None,
        "text": None,
        "preview": False,
    }
    assert {one.json["code"] for one in refused} == {"member_blocked"}
    assert len({one.json["text"] for one in refused}) == 3
    assert "review" not in refused[0].text


def test_a_member_who_left_is_blocked_too(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    member_id, now = shop.world.member("7001"), shop.world.clock.now()
    shop.world.run(
        lambda uow: MemberRepository(uow).change(member_id, at=now, state="closed")
    )

    assert shop.get("/member", who="7001").json["state"] == "blocked"
    assert shop.post("/join", {"agree": True}, who="7001").status == 422


def test_a_store_that_is_away_loses_nothing(shop: Shop) -> None:
    shop.welcome()
    shop.store.on("fetch_customer", Mishap(before=PlatformUnavailable("away")))

    away = shop.get("/member?lang=en", who="7001")
    back = shop.get("/member?lang=en", who="7001")

    assert (away.status, away.json["code"]) == (502, "platform_error")
    assert away.json["text"].startswith("The shop does not answer")
    assert "away" not in away.json["detail"]
    assert back.json["state"] == "member"


def test_the_shops_own_staff_take_no_part_and_cost_one_question(shop: Shop) -> None:
    shop.welcome("1", staff=True)

    seen = [shop.get("/member", who="1").json["state"] for _ in range(3)]
    gone = [shop.get("/member", who="404").json["state"] for _ in range(3)]

    assert (set(seen), set(gone)) == ({"blocked"}, {"guest"})
    assert shop.store.calls["fetch_customer"] == 2
    shop.later(minutes=3)
    shop.get("/member", who="1")
    assert shop.store.calls["fetch_customer"] == 3


def test_a_code_that_the_store_is_slow_to_make_is_on_its_way(shop: Shop) -> None:
    shop.welcome()
    shop.get("/member", who="7001")
    shop.store.on("issue", Mishap(before=PlatformUnavailable("away")))

    made = shop.post("/redemptions?lang=en", {"reward_id": "ten-thousand"}, who="7001")

    assert (made.status, made.json["state"]) == (201, "working")
    assert made.json["code"] is None
    assert made.json["state_text"] == "On its way"


def test_a_store_that_was_taken_off_has_no_door(shop: Shop) -> None:
    shop.world.run(
        lambda uow: StoreRepository(uow).change(
            shop.world.store_id, state="uninstalled"
        )
    )

    assert shop.get("/bootstrap").status == 404
