"""The tiers and memberships of the programmes that are named by example."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.rewards.voucher import LIVE_STATES
from app.services import tier_tags
from app.services.perk_view import perks_now
from app.storage.members import MemberRepository
from app.storage.memberships import MembershipRepository
from app.storage.metrics import MetricEntry, set_entries
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.factories import line
from tests.services.tiers.lives import Life, living

NEW_YEAR = datetime(2026, 1, 1, 17, tzinfo=UTC)


def dollars(amount: int, name: str) -> dict[str, Any]:
    # The store of tests sells in rupiah: one for each cent of the example.
    reach = {"all_of": [{"metric": "spend", "amount": {"IDR": amount * 100}}]}
    return {"id": name, "reach": reach}


def told(*tiers: dict[str, Any], **sections: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "identity": {"name": "Satu", "timezone": "America/New_York"},
        "tiers": list(tiers),
        **sections,
    }


YEARS = {"window": {"kind": "calendar_year"}, "grace_days": 0}
REWARD = {
    "id": "ten",
    "kind": "fixed_amount",
    "price": 1,
    "amount": {"IDR": 1000},
}


def vouchers(life: Life) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        page = VoucherRepository(uow).page(limit=50, member_id=life.member_id)
        return [one.reward_id for one in page if one.state in LIVE_STATES]

    found: list[str] = life.world.run(read)
    return found


def perks(life: Life) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        member = MemberRepository(uow).get(life.member_id)
        return [one.perk.id for one in perks_now(uow, member, at=life.clock.now())]

    found: list[str] = life.world.run(read)
    return found


def count(life: Life, metric: str, amount: int) -> None:
    """Let something that is no money be counted, today."""
    at = life.clock.now()
    entry = MetricEntry(
        life.member_id,
        metric,
        life.world.store_id,
        f"{metric}-{at}",
        at.date(),
        amount,
        counts_from=at,
    )
    life.world.run(lambda uow: set_entries(uow, [entry]))
    life.look()


def test_points_classic_gold_at_500_is_kept_until_the_end_of_the_next_year(
    fresh_database_url: str,
) -> None:
    gold = {
        **dollars(500, "gold"),
        "yearly_gifts": [{"kind": "voucher", "reward": "ten"}],
    }
    document = told({"id": "member"}, gold, tier_terms=YEARS, rewards=[REWARD])
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(49_999)
        life.wait(days=15)
        assert life.tier() == "member"
        life.buy(1)
        life.wait(days=15)
        assert (life.tier(), vouchers(life)) == ("gold", ["ten"])
        life.clock.instant = datetime(2027, 12, 31, 17, tzinfo=UTC)
        life.wait(minutes=1)
        assert life.tier() == "gold"
        life.wait(days=1)
        assert life.tier() == "member"


def test_points_classic_card_holders_stand_above_gold_whatever_they_spend(
    fresh_database_url: str,
) -> None:
    card = {"id": "card", "assigned_by": {"tag": "card-holder"}}
    perk = {
        "id": "line",
        "held_by": {"tiers": ["gold", "card"]},
        "what": {"kind": "support_priority"},
    }
    document = told({"id": "member"}, dollars(500, "gold"), card, perks=[perk])
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(1)
        assert (life.tier(), perks(life)) == ("member", [])
        life.world.run(
            lambda uow: tier_tags.note_tags(
                life.world.env,
                uow,
                life.member_id,
                life.world.store_id,
                ["card-holder"],
            )
        )
        life.pay()

        assert (life.tier(), perks(life)) == ("card", ["line"])


@pytest.mark.parametrize(
    ("names", "amounts"),
    [
        (("insider", "vib", "rouge"), (350, 1000)),
        (("club", "gold", "elite"), (200, 500)),
    ],
)
def test_sephora_and_dsw_go_by_the_calendar_year(
    fresh_database_url: str, names: tuple[str, ...], amounts: tuple[int, int]
) -> None:
    low, middle, high = names
    document = told(
        {"id": low},
        dollars(amounts[0], middle),
        dollars(amounts[1], high),
        tier_terms=YEARS,
    )
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(amounts[0] * 100 - 1)
        life.wait(days=15)
        assert life.tier() == low
        life.buy(1)
        life.wait(days=15)
        assert life.tier() == middle
        life.buy((amounts[1] - amounts[0]) * 100)
        life.wait(days=15)
        assert life.tier() == high
        life.clock.instant = datetime(2028, 1, 1, 6, tzinfo=UTC)
        life.wait(minutes=1)
        assert life.tier() == middle


@pytest.mark.parametrize("metric", ["nights", "flights", "rentals"])
def test_hyatt_goes_by_nights_or_points_and_others_by_flights_or_rentals(
    fresh_database_url: str, metric: str
) -> None:
    explorer = {
        "id": "explorer",
        "reach": {
            "any_of": [
                {"metric": metric, "count": 30},
                {"metric": "base-points", "count": 50_000},
            ]
        },
    }
    metrics = [{"id": metric, "of": "given"}, {"id": "base-points", "of": "given"}]
    document = told({"id": "member"}, explorer, metrics=metrics, tier_terms=YEARS)
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(1)
        count(life, metric, 29)
        assert life.tier() == "member"
        life.clock.advance(days=1)
        count(life, metric, 1)
        assert life.tier() == "explorer"


def test_hyatt_base_points_alone_are_enough(fresh_database_url: str) -> None:
    needs = [{"metric": "nights", "count": 30}, {"metric": "base", "count": 50_000}]
    explorer = {"id": "explorer", "reach": {"any_of": needs}}
    metrics = [{"id": "nights", "of": "given"}, {"id": "base", "of": "given"}]
    document = told({"id": "member"}, explorer, metrics=metrics, tier_terms=YEARS)
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(1)
        count(life, "base", 49_999)
        assert life.tier() == "member"
        life.clock.advance(days=1)
        count(life, "base", 1)
        assert life.tier() == "explorer"


def test_myntra_levels_go_by_the_points_of_a_rolling_year(
    fresh_database_url: str,
) -> None:
    levels = [
        {"id": name, "reach": {"all_of": [{"metric": "points", "count": points}]}}
        for name, points in (("select", 500), ("elite", 1500), ("icon", 5000))
    ]
    early = {
        "id": "early",
        "held_by": {"tiers": ["elite", "icon"]},
        "what": {"kind": "early_access", "hours": 24},
    }
    rate = {
        "id": "spend",
        "trigger": "order",
        "award": {"kind": "rate", "rates": {"IDR": "1 per 1"}},
    }
    document = told({"id": "insider"}, *levels, perks=[early], earning=[rate])
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(499)
        life.wait(days=15)
        assert life.tier() == "insider"
        life.buy(1)
        life.wait(days=15)
        assert (life.tier(), perks(life)) == ("select", [])
        life.buy(1_000)
        life.wait(days=15)
        assert (life.tier(), perks(life)) == ("elite", ["early"])


def test_costco_only_those_who_paid_the_fee_may_buy(fresh_database_url: str) -> None:
    gate = {
        "id": "door",
        "held_by": {"plans": ["gold-star", "executive"]},
        "what": {"kind": "exclusive_products", "whole_store": True},
        "tag": "member-of-the-club",
    }
    plans = [
        {"id": "gold-star", "offers": [{"products": ["G"], "lasts": {"months": 12}}]},
        {"id": "executive", "offers": [{"products": ["E"], "lasts": {"months": 12}}]},
    ]
    document = told(memberships=plans, perks=[gate])
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(1)
        assert life.tags() == ()
        life.buy(0, line("13000", product="E"))
        assert life.tags() == ("member-of-the-club",)
        life.wait(days=367)
        assert life.tags() == ()


def test_a_lifetime_is_bought_once_and_a_year_is_renewed(
    fresh_database_url: str,
) -> None:
    birthday = {"kind": "voucher", "reward": "ten"}
    plans = [
        {"id": "co-op", "offers": [{"products": ["L"], "lasts": {"lifetime": True}}]},
        {
            "id": "reader",
            "offers": [{"products": ["Y"], "lasts": {"months": 12}}],
            "yearly_gifts": [birthday],
        },
    ]
    document = told(memberships=plans, rewards=[REWARD])
    with living(fresh_database_url, document, at=NEW_YEAR) as life:
        life.buy(0, line("3000", product="L"), line("2500", product="Y", ref="2"))

        def active() -> set[str]:
            pair = (life.member_id, life.clock.now())
            found = life.world.run(
                lambda uow: MembershipRepository(uow).active_as_of([pair])
            )
            return set(found.get(pair, {}))

        assert (active(), vouchers(life)) == ({"co-op", "reader"}, ["ten"])
        life.wait(days=400)
        assert active() == {"co-op"}
        life.clock.instant = NEW_YEAR + timedelta(days=20_000)
        life.wait(minutes=1)
        assert active() == {"co-op"}
