"""Campaigns give once for each occasion, and draws can be derived again."""

from collections import Counter
from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.services import personal
from app.services.merging import merge
from app.services.personal import DrawMissing
from app.services.segments import SegmentMissing, segment_of
from app.storage.campaigns import CampaignRepository
from tests.services.personal.shoppers import Shoppers, document, shopping

SILENT = {"id": "silent", "who": {"fact": "last_order", "at_least": 30}}
BUYERS = {"id": "buyers", "who": {"fact": "orders", "at_least": 1}}
FIFTY = {"kind": "points", "points": 50}


def offer(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """Return a document with a campaign for everybody who bought."""
    campaign = {"id": "thanks", "segment": "buyers", "gifts": [FIFTY], **values}
    return document(segments=[BUYERS, SILENT], campaigns=[campaign])


def run(shoppers: Shoppers) -> int:
    """Run the timer; return how many gifts were given."""
    return personal.sweep(shoppers.world.env, shoppers.world.programme_id).given


def points(shoppers: Shoppers, who: str = "7001") -> int:
    """Return what somebody can use, without what their orders earned."""
    rows = shoppers.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT coalesce(sum(keep), 0)::int FROM fact_award"
            " WHERE member_id = %s AND rule_id LIKE 'campaign:%%'",
            (shoppers.world.member(who),),
        ).scalar_one()
    )
    return int(rows)


def test_a_member_gets_it_once_however_often_the_timer_runs(
    fresh_database_url: str,
) -> None:
    with shopping(fresh_database_url, offer()) as shoppers:
        shoppers.buys("7001", 1)

        assert [run(shoppers), run(shoppers)] == [1, 0]
        assert points(shoppers) == 50

        shoppers.buys("7002", 1)
        shoppers.world.clock.advance(hours=1)

        said = personal.sweep(shoppers.world.env, shoppers.world.programme_id)
        assert str(said) == "2 segments, 1 entered, 0 left, 1 gifts"


@pytest.mark.parametrize(
    ("values", "days", "given"),
    [
        ({"again": "never"}, (0, 10, 40), [1, 0, 0]),
        ({"again": "month"}, (0, 8, 1), [1, 0, 1]),
        ({"again": "year"}, (0, 39, 1), [1, 0, 1]),
        ({"again": "month", "pause_days": 20}, (0, 9, 10), [1, 0, 0]),
        ({"again": "month", "pause_days": 20}, (0, 9, 11), [1, 0, 1]),
        ({"most": 1, "again": "month"}, (0, 9, 31), [1, 0, 0]),
        ({"budget": 149, "again": "month"}, (0, 9, 31, 31), [1, 1, 0, 0]),
        ({"active": {"since": "2026-11-23"}}, (0, 1), [0, 1]),
        ({"active": {"until": "2026-11-21"}}, (0,), [0]),
        ({"enabled": False}, (0,), [0]),
    ],
    ids=str,
)
def test_how_often_it_is_given(
    fresh_database_url: str,
    values: dict[str, Any],
    days: tuple[int, ...],
    given: list[int],
) -> None:
    with shopping(fresh_database_url, offer(**values)) as shoppers:
        shoppers.buys("7001", 1)
        found = []
        for passing in days:
            shoppers.world.clock.advance(days=passing)
            found.append(run(shoppers))

        assert found == given


def test_coming_into_the_segment_anew_is_a_new_occasion(
    fresh_database_url: str,
) -> None:
    found = offer(segment="silent", again="entry")
    with shopping(fresh_database_url, found) as shoppers:
        shoppers.buys("7001", 29)
        given = [run(shoppers)]
        shoppers.world.clock.advance(days=1)
        given += [run(shoppers), run(shoppers)]
        shoppers.buys("7001", 0)
        shoppers.world.clock.advance(days=1)
        given.append(run(shoppers))
        shoppers.world.clock.advance(days=29)
        given.append(run(shoppers))

        assert given == [0, 1, 0, 0, 1]
        assert points(shoppers) == 100


def test_a_surprise_is_drawn_once_a_month_and_verified(fresh_database_url: str) -> None:
    found = offer(surprise={"members": 2}, again="month")
    with shopping(fresh_database_url, found) as shoppers:
        world = shoppers.world
        for number in range(7001, 7006):
            shoppers.buys(str(number), 1)

        assert [run(shoppers), run(shoppers)] == [2, 0]
        got = Counter(points(shoppers, str(n)) for n in range(7001, 7006))
        assert got == {50: 2, 0: 3}

        world.clock.advance(days=9)
        assert run(shoppers) == 2
        verdicts = personal.verify(world.env, world.programme_id, "thanks")
        assert [one.sound for one in verdicts] == [True, True]
        assert [one.draw.occasion for one in verdicts] == ["2026-12", "2026-11"]
        assert {one.draw.members for one in verdicts} == {5}
        with pytest.raises(DrawMissing):
            personal.verify(world.env, world.programme_id, "other")


def test_a_winner_who_was_merged_still_won_and_a_stranger_did_not(
    fresh_database_url: str,
) -> None:
    found = offer(surprise={"members": 1})
    with shopping(fresh_database_url, found) as shoppers:
        world = shoppers.world
        winner = shoppers.buys("7001", 1)
        run(shoppers)
        kept = shoppers.buys("7002", 1)
        world.run(
            lambda uow: merge(world.env, uow, kept=kept, gone=winner, actor="test")
        )

        [verdict] = personal.verify(world.env, world.programme_id)
        assert verdict.sound
        assert run(shoppers) == 0

        stranger = shoppers.buys("7003", 1)
        world.run(
            lambda uow: CampaignRepository(uow).note(
                "thanks", stranger, "once", drawn=True, version=1, at=world.clock.now()
            )
        )
        [verdict] = personal.verify(world.env, world.programme_id)
        assert verdict.given_to_others == (stranger,)
        assert not verdict.sound


def test_a_draw_leaves_out_who_won_within_the_pause(fresh_database_url: str) -> None:
    found = offer(surprise={"members": 1}, again="month", pause_days=60, most=3)
    with shopping(fresh_database_url, found) as shoppers:
        shoppers.buys("7001", 1)
        shoppers.buys("7002", 1)
        given = []
        for passing in (0, 9, 31, 31):
            shoppers.world.clock.advance(days=passing)
            given.append(run(shoppers))

        assert given == [1, 1, 0, 1]
        assert points(shoppers) + points(shoppers, "7002") == 150


def test_vouchers_and_several_gifts_come_together(fresh_database_url: str) -> None:
    gifts = [FIFTY, {"kind": "voucher", "reward": "off"}]
    found = {
        **offer(gifts=gifts),
        "rewards": [
            {"id": "off", "kind": "fixed_amount", "price": 5, "amount": {"IDR": 10_000}}
        ],
    }
    with shopping(fresh_database_url, found) as shoppers:
        shoppers.buys("7001", 1)
        assert run(shoppers) == 1
        rewards = shoppers.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT reward_id FROM voucher"
            ).all()
        )
        assert (points(shoppers), rewards) == (50, [("off",)])


def test_a_segment_that_is_not_there_is_named(fresh_database_url: str) -> None:
    with shopping(fresh_database_url, document()) as shoppers:
        assert run(shoppers) == 0
        with pytest.raises(SegmentMissing):
            segment_of(load_document(document()), "nobody")
