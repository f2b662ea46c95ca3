"""What a store keeps of the programme for its theme."""

from typing import Any

import pytest

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.theme_marks import (
    MOST_REWARDS,
    MemberFigures,
    member_mark,
    programme_mark,
)
from app.recipes import recipe

SHOPPING: dict[str, Any] = {
    "id": "shopping",
    "trigger": "order",
    "award": {"kind": "rate", "rates": {"IDR": "1 per 1000", "MYR": "3 per 2.50"}},
}
TEN_OFF: dict[str, Any] = {
    "id": "ten",
    "kind": "fixed_amount",
    "title": {"id": "Potongan"},
    "amount": {"IDR": 10000},
    "price": 100,
}


def document(**sections: Any) -> ProgrammeDocument:  # noqa: ANN401 - any section
    return load_document(
        {"identity": {"name": "Poin"}, "earning": [SHOPPING], **sections}
    )


def mark(found: ProgrammeDocument, currency: str = "IDR") -> dict[str, Any]:
    return programme_mark(
        found, state="active", currency=currency, path="/apps/loyalty"
    )


def test_a_member_is_told_by_counts_alone() -> None:
    said = member_mark(MemberFigures(balance=12, pending=3, tier="gold", vouchers=1))

    assert said == {"v": 1, "balance": 12, "pending": 3, "tier": "gold", "vouchers": 1}


@pytest.mark.parametrize(
    ("state", "shown"), [("active", "on"), ("paused", "paused"), ("frozen", "paused")]
)
def test_only_an_active_programme_is_on(state: str, shown: str) -> None:
    said = programme_mark(document(), state=state, currency="IDR", path="/apps/loyalty")

    assert said["state"] == shown


def test_every_language_of_the_storefront_has_its_words() -> None:
    said = mark(
        document(
            storefront={
                "spoken": ["id"],
                "languages": [{"tag": "zh", "name": "中文", "base": "en"}],
            }
        )
    )

    assert said["langs"] == ["id", "zh"]
    assert said["unit"]["id"] == {
        "one": "poin",
        "other": "poin",
        "thousands": ".",
        "decimal": ",",
    }
    assert said["unit"]["zh"]["one"] == "point"
    assert said["unit"]["zh"]["other"] == "points"


@pytest.mark.parametrize(
    ("currency", "rate"),
    [
        # 1 point for 1,000 rupiah, that is for 100,000 hundredths.
        ("IDR", {"points": 1, "per": 100_000, "plus": 0}),
        # 3 points for 2.50 ringgit: 250 hundredths.
        ("MYR", {"points": 3, "per": 250, "plus": 0}),
        ("USD", None),
    ],
)
def test_a_rate_is_told_for_hundredths_of_the_currency(
    currency: str, rate: dict[str, int] | None
) -> None:
    assert mark(document(), currency)["rate"] == rate


@pytest.mark.parametrize(
    ("rounding", "plus"), [("down", 0), ("half_up", 50_000), ("up", 99_999)]
)
def test_rounding_is_told_as_what_to_add_before_dividing(
    rounding: str, plus: int
) -> None:
    rule = {**SHOPPING, "award": {**SHOPPING["award"], "rounding": rounding}}

    assert mark(document(earning=[rule]))["rate"]["plus"] == plus


@pytest.mark.parametrize(
    "more",
    [
        {"minimum": {"IDR": 50000, "MYR": 20}},
        {"active": {"since": "2026-01-01"}},
        {"chosen": {"days": 1}},
        {"when": {"field": "order.country", "op": "in", "value": ["ID"]}},
        {"amount": {"only": {"collections": ["1"]}}},
        {"amount": {"exclude": {"collections": ["1"]}}},
        {
            "award": {
                **SHOPPING["award"],
                "stores": [{"stores": ["a.test"], "rates": {"IDR": "2 per 1000"}}],
            }
        },
        {"enabled": False},
    ],
    ids=("minimum", "active", "chosen", "when", "only", "exclude", "stores", "off"),
)
def test_a_rule_that_asks_something_tells_no_rate(more: dict[str, Any]) -> None:
    assert mark(document(earning=[{**SHOPPING, **more}]))["rate"] is None


def test_two_rates_tell_none() -> None:
    second = {**SHOPPING, "id": "more"}

    assert mark(document(earning=[SHOPPING, second]))["rate"] is None


def test_what_is_bought_with_points_is_listed_the_cheapest_first() -> None:
    slider = {"id": "as-you-like", "kind": "slider", "value": {"IDR": "10 per 1000"}}
    rewards = [
        {**TEN_OFF, "id": "dear", "price": 500},
        TEN_OFF,
        {**slider, "step": 50},
        {**TEN_OFF, "id": "given", "price": None},
        {**TEN_OFF, "id": "off", "enabled": False},
        {**TEN_OFF, "id": "later", "active": {"since": "2026-01-01"}},
        {
            **TEN_OFF,
            "id": "few",
            "when": {"field": "member.tier", "op": "in", "value": ["gold"]},
        },
    ]

    said = mark(document(rewards=rewards, tiers=[{"id": "gold"}]))["rewards"]

    assert [(one["id"], one["cost"]) for one in said] == [
        ("as-you-like", 50),
        ("ten", 100),
        ("dear", 500),
    ]
    assert said[1]["title"] == {"id": "Potongan", "en": "Potongan", "ms": "Potongan"}


def test_a_long_list_of_rewards_ends_somewhere() -> None:
    many = [{**TEN_OFF, "id": f"r{n}", "price": n} for n in range(1, 40)]

    assert len(mark(document(rewards=many))["rewards"]) == MOST_REWARDS


def test_finer_points_are_told_in_their_smallest_unit() -> None:
    assets = [{"kind": "points", "id": "points", "scale": 2}]

    said = mark(document(assets=assets, rewards=[TEN_OFF]))

    assert said["scale"] == 2
    assert said["rewards"][0]["cost"] == 10_000
    assert said["rate"] == {"points": 1, "per": 1_000, "plus": 0}


def test_credit_has_no_unit_and_tells_its_percentage() -> None:
    rule = {
        **SHOPPING,
        "asset": "cash",
        "award": {"kind": "rate", "rates": {"MYR": "2%"}},
    }
    assets = [{"kind": "credit", "id": "cash", "currency": "MYR"}]

    said = mark(document(assets=assets, earning=[rule]), "MYR")

    assert said["unit"] is None
    assert said["rate"] == {"points": 1, "per": 50, "plus": 0}


def test_tiers_are_told_by_their_names() -> None:
    tiers = [
        {"id": "base"},
        {
            "id": "gold",
            "title": {"id": "Emas", "en": "Gold"},
            "assigned_by": {"hand": True},
        },
        {"id": "gone", "enabled": False, "assigned_by": {"hand": True}},
    ]

    said = mark(document(tiers=tiers))["tiers"]

    assert set(said) == {"base", "gold"}
    assert said["gold"]["id"] == "Emas"


def test_referral_is_told_where_it_is_on() -> None:
    assert mark(document())["refer"] is False
    assert mark(recipe("points-idr"))["refer"] is True
