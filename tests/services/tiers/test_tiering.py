"""Tiers on a real database: written, asked for the past, gifts given and taken."""

from datetime import timedelta
from typing import Any

import pytest

from app.services import tier_setting, tier_tags
from app.services.merging import merge
from app.services.tier_setting import (
    TierEndPast,
    TierMissing,
    TierNotInvited,
    TierOrder,
)
from app.services.tier_view import TierView, view
from app.storage.tiers import TierRepository
from tests.factories import NOON
from tests.services.tiers.lives import TIERS, Life, document, living, spend

POINTS = {"kind": "points", "points": 50}
GIVING = [
    TIERS[0],
    {**TIERS[1], "gifts": [POINTS], "yearly_gifts": [{**POINTS, "points": 7}]},
    TIERS[2],
]


def shown(life: Life) -> TierView:
    found: TierView = life.world.run(
        lambda uow: view(life.world.env, uow, life.member_id)
    )
    return found


def put(life: Life, tier: str, **more: Any) -> None:  # noqa: ANN401 - an order's
    order = TierOrder(tier, "goodwill", "ani", **more)
    life.world.run(
        lambda uow: tier_setting.set_tier(life.world.env, uow, life.member_id, order)
    )
    life.pay()


def test_a_tier_is_written_and_known_for_every_instant(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(2_000_000)
        assert life.told() == []
        life.wait(days=14)

        assert life.told() == [("bronze", "joined"), ("silver", "reached")]
        assert life.tier() == "silver"
        assert life.tier(NOON) == "bronze"
        pair = (life.member_id, life.clock.now())
        held = life.world.run(lambda uow: TierRepository(uow).held_as_of([pair]))[pair]
        assert held.since == NOON + timedelta(days=14)


def test_asked_again_nothing_is_written(fresh_database_url: str) -> None:
    with living(fresh_database_url, document(tiers=GIVING)) as life:
        life.buy(2_000_000)
        life.wait(days=14)
        before = life.told(), life.world.balance()
        life.look()

        assert (life.told(), life.world.balance()) == before


def test_a_tier_gives_on_entry_and_a_refund_takes_back(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, document(tiers=GIVING)) as life:
        ref = life.buy(2_000_000)
        life.wait(days=14)
        assert life.world.balance().available == 57
        life.clock.advance(days=1)
        life.buy(2_000_000, ref=ref, refunded=1)

        assert (life.tier(), life.told()) == ("bronze", [])
        assert life.world.balance().available == 0


def test_a_gift_of_a_year_comes_with_the_new_year(fresh_database_url: str) -> None:
    with living(fresh_database_url, document(tiers=GIVING)) as life:
        life.buy(2_000_000)
        life.wait(days=14)
        life.wait(days=30)

        total = life.world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT count(*) FROM fact_award WHERE rule_id = 'tier:silver'"
            ).scalar_one()
        )
        assert total == 3


def test_staff_put_higher_and_lower_and_let_go(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(2_000_000)
        life.wait(days=14)
        put(life, "gold", until=life.clock.now() + timedelta(days=2))
        assert life.tier() == "gold"
        life.wait(days=3)
        assert life.tier() == "silver"
        put(life, "bronze")
        life.buy(9_000_000)
        life.wait(days=14)
        assert life.tier() == "bronze"
        life.world.run(
            lambda uow: tier_setting.end_assignments(
                life.world.env, uow, life.member_id, kind="hand"
            )
        )
        life.pay()
        assert life.tier() == "gold"


def test_what_makes_no_sense_is_refused(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(1)
        with pytest.raises(TierMissing):
            put(life, "platinum")
        with pytest.raises(TierEndPast):
            put(life, "gold", until=life.clock.now())
        with pytest.raises(TierNotInvited):
            put(life, "gold", invite=True)


def test_the_invited_reach_what_others_never_do(fresh_database_url: str) -> None:
    black = {"id": "black", "reach": spend(2_000_000), "invite": True, "hidden": True}
    with living(fresh_database_url, document(tiers=[TIERS[0], black])) as life:
        life.buy(2_000_000)
        life.wait(days=14)
        assert (life.tier(), shown(life).following) == ("bronze", None)
        put(life, "black", invite=True)
        assert life.tier() == "black"


def test_a_tag_gives_a_tier_until_it_is_gone(fresh_database_url: str) -> None:
    card = {"id": "card", "assigned_by": {"tag": "card-holder"}}
    with living(fresh_database_url, document(tiers=[*TIERS, card])) as life:
        life.buy(1)

        def carry(*tags: str) -> str | None:
            life.clock.advance(hours=1)
            life.world.run(
                lambda uow: tier_tags.note_tags(
                    life.world.env, uow, life.member_id, life.world.store_id, tags
                )
            )
            life.pay()
            return life.tier()

        assert carry("Card-Holder", "x") == "card"
        assert carry("card-holder") == "card"
        assert carry("x") == "bronze"
        assert carry("card-holder") == "card"


def test_tags_mean_nothing_where_no_tier_asks_for_one(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(1)
        life.world.run(
            lambda uow: tier_tags.note_tags(
                life.world.env, uow, life.member_id, life.world.store_id, ["vip"]
            )
        )

        assert life.tier() == "bronze"


def test_a_member_sees_what_is_missing_and_what_keeps_the_tier(
    fresh_database_url: str,
) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(500_000)
        life.wait(days=14)
        following = shown(life).following
        assert following is not None
        assert following.tier_id == "silver"
        assert [(one.has, one.left) for one in following.requirements] == [
            (500_000, 1_500_000)
        ]
        life.buy(1_500_000)
        life.wait(days=14)
        life.wait(days=370)
        seen = shown(life)

        assert seen.in_grace
        assert seen.keeping is not None
        assert [one.left for one in seen.keeping.requirements] == [2_000_000]


def test_new_rules_drop_nobody_before_the_term_ends(fresh_database_url: str) -> None:
    dearer = [TIERS[0], {**TIERS[1], "reach": spend(3_000_000)}, TIERS[2]]
    with living(fresh_database_url, document()) as life:
        life.buy(2_000_000)
        life.wait(days=14)
        life.wait(days=1)
        life.world.publish(document(tiers=dearer))
        life.look()
        assert life.tier() == "silver"
        life.clock.advance(days=1)
        life.world.publish(
            document(
                tiers=dearer, tier_terms={"on_change": "recount", "grace_days": 10}
            )
        )
        life.look()

        assert life.tier() == "bronze"


def test_joined_members_have_the_tier_of_both(fresh_database_url: str) -> None:
    with living(fresh_database_url, document()) as life:
        life.buy(1_000_000)
        life.buy(1_000_000, who="7002")
        life.wait(days=14)
        kept, gone = life.member_id, life.world.member("7002")
        life.world.run(
            lambda uow: merge(life.world.env, uow, kept=kept, gone=gone, actor="test")
        )
        life.pay()

        assert life.tier() == "silver"
