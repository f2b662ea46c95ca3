"""Questions about the member, the hour and the place, on both sides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.earning.conditions import about_member
from app.domain.earning.context import OrderContext
from app.domain.programme.conditions import leaves
from app.domain.programme.facts import MemberFacts
from tests.domain.earning.orders import CONTEXT, bought, decided, sold
from tests.domain.programme.documents import document, only_problem, raw, spend
from tests.factories import NOON

STORE = str(CONTEXT.store_id)
ANI = MemberFacts(
    tier="gold",
    tier_since=NOON - timedelta(days=12),
    memberships={"club": NOON - timedelta(days=40)},
    segments=frozenset({"loyal"}),
    tags={"vip": NOON - timedelta(days=29)},
    consents={"newsletter": NOON},
    joined_at=NOON - timedelta(days=5),
    birthday=date(1990, 11, 25),
    language="id",
    country="ID",
    region="BA",
    orders_before=4,
    bought_before=frozenset({(STORE, "12")}),
)
CART = replace(
    bought(sold("1", 30_000), sold("2", 20_000, product_ref="13", vendor="Kopi")),
    payment_methods=("Card", "points"),
    country="ID",
    region="JK",
    renewal=True,
)
KNOWN = replace(CONTEXT, member=ANI, store_domain="satu.test")


def answer(
    field: str,
    op: str,
    value: object,
    where: OrderContext = KNOWN,
    **order: Any,  # noqa: ANN401 - fields of an order
) -> str:
    when = {"field": field, "op": op, "value": value}
    found = decided(spend(when=when), snapshot=replace(CART, **order), where=where)
    [step] = found.trace
    return "yes" if step["outcome"] == "awarded" else step["because"]["code"]


@pytest.mark.parametrize(
    ("field", "op", "value", "code"),
    [
        ("order.payment_methods", "contains_any", ["card"], "yes"),
        ("order.payment_methods", "contains_any", ["cash"], "not_found"),
        ("order.country", "in", ["ID"], "yes"),
        ("order.region", "in", ["BA"], "not_among"),
        ("order.renewal", "is", True, "yes"),
        ("order.vendors", "contains_any", ["KOPI"], "yes"),
        ("order.products", "contains_any", ["*"], "yes"),
        ("order.new_products", "contains_any", ["13"], "yes"),
        ("order.new_products", "contains_any", ["12"], "not_found"),
        ("order.new_products", "contains_any", ["*"], "yes"),
        ("order.number", "eq", 5, "yes"),
        ("order.number", "multiple_of", 5, "yes"),
        ("order.number", "multiple_of", 2, "differs"),
        ("store.domain", "in", ["satu.test"], "yes"),
        ("member.state", "in", ["member"], "yes"),
        ("member.tier", "in", ["gold"], "yes"),
        ("member.tier", "not_in", ["gold"], "excluded"),
        ("member.memberships", "contains_any", ["club"], "yes"),
        ("member.segments", "contains_all", ["loyal", "new"], "not_found"),
        ("member.tags", "contains_any", ["VIP"], "yes"),
        ("member.consents", "contains_none", ["newsletter"], "excluded_found"),
        ("member.orders", "gte", 4, "yes"),
        ("member.orders", "gt", 4, "differs"),
        ("member.orders", "lt", 5, "yes"),
        ("member.orders", "lte", 3, "differs"),
        ("member.days", "eq", 5, "yes"),
        ("member.birthday_days", "lte", 3, "yes"),
        ("member.birthday_days", "lte", 2, "differs"),
        ("member.language", "in", ["id"], "yes"),
        ("member.country", "in", ["MY"], "not_among"),
        ("member.region", "in", ["BA"], "yes"),
    ],
)
def test_what_is_known_decides(field: str, op: str, value: object, code: str) -> None:
    assert answer(field, op, value) == code


@pytest.mark.parametrize(
    ("field", "op", "days", "code"),
    [
        ("member.tier_began", "within_days", 13, "yes"),
        ("member.tier_began", "within_days", 12, "differs"),
        ("member.tier_began", "after_days", 12, "yes"),
        ("member.tier_began", "after_days", 13, "differs"),
        ("member.membership_began", "after_days", 40, "yes"),
        ("member.tag_began", "within_days", 30, "yes"),
        ("member.tag_began", "within_days", 29, "differs"),
    ],
)
def test_the_first_days_count_from_day_nought(
    field: str, op: str, days: int, code: str
) -> None:
    assert answer(field, op, {"days": days}) == code


def test_an_age_may_name_what_it_is_about() -> None:
    assert (
        answer("member.tag_began", "within_days", {"of": ["Vip"], "days": 30}) == "yes"
    )
    other = {"of": ["card"], "days": 30}
    assert answer("member.tag_began", "within_days", other) == "unknown"


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("member.days", "gte", 0),
        ("member.birthday_days", "gte", 0),
        ("member.tier_began", "after_days", {"days": 0}),
    ],
)
def test_what_is_not_known_meets_nothing(field: str, op: str, value: object) -> None:
    assert answer(field, op, value, CONTEXT) == "unknown"


def test_nobody_was_born_after_today() -> None:
    where = replace(CONTEXT, member=MemberFacts(birthday=date(2030, 1, 1)))

    assert answer("member.birthday_days", "gte", 0, where) == "unknown"


# Sunday, 22 November 2026, 19:00 in Jakarta.
@pytest.mark.parametrize(
    ("field", "op", "value", "code"),
    [
        ("at.weekday", "in", ["sun"], "yes"),
        ("at.weekday", "in", ["sat"], "not_among"),
        ("at.clock", "within", {"since": "19:00", "until": "20:00"}, "yes"),
        ("at.clock", "within", {"since": "18:00", "until": "19:00"}, "outside_hours"),
        ("at.clock", "not_within", {"since": "18:00", "until": "20:00"}, "in_hours"),
        ("at.clock", "within", {"since": "22:00", "until": "19:01"}, "yes"),
        ("at.clock", "within", {"since": "18:00", "until": "02:00"}, "yes"),
        ("at.clock", "within", {"since": "20:00", "until": "02:00"}, "outside_hours"),
    ],
)
def test_days_and_hours_are_of_the_store(
    field: str, op: str, value: object, code: str
) -> None:
    assert answer(field, op, value) == code


def test_a_day_of_the_week_is_spelt_as_the_house_does() -> None:
    leaf = {"field": "at.weekday", "op": "in", "value": ["sundy"]}
    found = only_problem(raw(spend(when=leaf)))

    assert (found.code, found.nearest) == ("not_among", "sun")


@pytest.mark.parametrize(
    ("field", "op", "value", "nearest"),
    [
        ("order.number", "multiple_of", 0, "1"),
        ("order.number", "eq", -1, "5"),
        ("at.clock", "within", {"since": "7pm", "until": "20:00"}, "18:30"),
        (
            "at.clock",
            "within",
            {"since": "19:00", "until": "19:00"},
            '{since: "17:00", until: "19:00"}',
        ),
        ("member.tag_began", "within_days", 3, "{of: [gold], days: 30}"),
    ],
)
def test_new_values_fit_their_fields(
    field: str, op: str, value: object, nearest: str
) -> None:
    leaf = {"field": field, "op": op, "value": value}

    assert only_problem(raw(spend(when=leaf))).nearest == nearest


TIER = {"field": "member.tier", "op": "in", "value": ["gold"]}
WEB = {"field": "order.channel", "op": "in", "value": ["web"]}


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        (TIER, ["member.tier"]),
        (WEB, []),
        ({"match": "all", "items": [TIER, WEB]}, ["member.tier"]),
        ({"match": "all", "items": [WEB]}, []),
        ({"match": "any", "items": [TIER, WEB]}, []),
        ({"match": "any", "items": [TIER, TIER]}, ["member.tier"] * 2),
    ],
)
def test_what_is_about_the_member_alone_can_be_asked_apart(
    when: dict[str, Any], asked: list[str]
) -> None:
    found = document(spend(when=when))
    condition = found.earning[0].when
    assert condition is not None
    part = about_member(condition)

    fields = [leaf.field for leaf in leaves(part)] if part else []
    assert fields == asked


def test_a_document_knows_what_it_asks() -> None:
    found = document(spend(when={"match": "all", "items": [TIER, WEB]}))

    assert found.asked() == {"member.tier", "order.channel"}
    assert found.asks("member.tier")
    assert not found.asks("member.tags")
    assert not found.asks("member.tier", "rewards")


def test_a_moment_is_of_its_zone() -> None:
    late = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)

    assert answer("at.weekday", "in", ["mon"], placed_at=late) == "yes"


GOLD = {"field": "member.tags", "op": "contains_any", "value": ["gold-card"]}
FRESH = {
    "field": "member.tag_began",
    "op": "within_days",
    "value": {"of": ["gold-card"], "days": 30},
}
BACK = [{"kind": "credit", "id": "back", "currency": "USD"}]


def back(name: str, percent: str, priority: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a rule
    award = {"kind": "rate", "rates": {"USD": percent}}
    rule = spend(id=name, asset="back", award=award, priority=priority)
    return rule | more


@pytest.mark.parametrize(
    ("days", "amount_minor", "credit_minor"),
    [
        (12, 50_000, 5_000),
        (29, 10_000, 1_000),
        (30, 10_000, 500),
        (40, 10_000, 500),
    ],
)
def test_the_rate_of_a_card_is_double_in_its_first_thirty_days(
    days: int, amount_minor: int, credit_minor: int
) -> None:
    tags = {"gold-card": NOON - timedelta(days=days)}
    found = decided(
        back("silver", "2%", 0),
        back("gold", "5%", 1, when=GOLD),
        back("first-days", "10%", 2, when=FRESH),
        snapshot=bought(sold("1", amount_minor), currency="USD"),
        where=replace(CONTEXT, member=MemberFacts(tags=tags)),
        assets=BACK,
    )

    assert [award.amount for award in found.awards] == [credit_minor]


def test_silver_has_its_two_percent() -> None:
    rules = (back("silver", "2%", 0), back("gold", "5%", 1, when=GOLD))
    order = bought(sold("1", 10_000), currency="USD")
    [award] = decided(*rules, snapshot=order, assets=BACK).awards

    assert award.amount == 200
