"""Segments ask everybody at once, by every kind of question."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from app.storage.marks import MarkRepository
from tests.servers import Shared
from tests.services.personal.shoppers import Shoppers, document, shopping

TIERS = [
    {"id": "bronze"},
    {
        "id": "silver",
        "reach": {"all_of": [{"metric": "spend", "amount": {"IDR": 500_000}}]},
    },
]
RULE = {
    "id": "favourites",
    "trigger": "order",
    "lane": "extra",
    "when": {"field": "member.segments", "op": "contains_any", "value": ["regulars"]},
    "award": {"kind": "fixed", "points": 7},
}


@pytest.fixture(scope="module")
def people(shared_servers: Shared) -> Iterator[Shoppers]:
    """Four customers: weekly, lapsed, refunded, and one with a profile.

    7001 bought every 10 days and 21 days ago for the last time; 7002 once, 200 days
    ago; 7003 yesterday, returned; 7004 today, product 99, three times.
    """
    with (
        shared_servers.copy() as url,
        shopping(url, document(tiers=TIERS)) as shoppers,
    ):
        shoppers.buys("7001", 51, 41, 31, 21, amount=50_000)
        shoppers.buys("7002", 200, amount=600_000)
        shoppers.buys("7003", 1, ref="back")
        shoppers.buys("7003", 1, ref="back", refunded=100_000)
        shoppers.buys("7004", 0, 30, 80, product="99", amount=10_000)
        shoppers.change("7004", birthday=date(1990, 11, 25), locale="ms-MY")
        shoppers.change("7002", birthday=date(1990, 2, 28))
        world = shoppers.world
        world.run(
            lambda uow: MarkRepository(uow).set(
                world.member("7004"),
                "consent",
                world.store_id,
                ["Newsletter"],
                at=world.clock.now(),
            )
        )
        yield shoppers


@pytest.mark.parametrize(
    ("who", "meant"),
    [
        ({"fact": "last_order", "at_least": 21}, {"7001", "7002"}),
        ({"fact": "last_order", "at_least": 22}, {"7002"}),
        ({"fact": "last_order", "at_most": 21}, {"7001", "7004"}),
        ({"fact": "orders", "at_least": 3}, {"7001", "7004"}),
        ({"fact": "orders", "at_most": 0}, {"7003"}),
        ({"fact": "orders", "at_least": 0}, {"7001", "7002", "7003", "7004"}),
        (
            {
                "match": "all",
                "items": [
                    {"fact": "orders", "at_least": 1},
                    {"fact": "orders", "at_most": 3},
                    {"fact": "balance", "at_most": 599},
                ],
            },
            {"7004"},
        ),
        ({"fact": "orders", "at_least": 3, "within_days": 42}, {"7001"}),
        ({"fact": "orders", "at_least": 3, "within_days": 41}, set()),
        ({"fact": "spend", "at_least": {"IDR": 200_000}}, {"7001", "7002"}),
        ({"fact": "spend", "at_least": {"IDR": 200_001}}, {"7002"}),
        (
            {"fact": "spend", "at_least": {"IDR": 1}, "at_most": {"IDR": 200_000}},
            {"7001", "7004"},
        ),
        ({"fact": "spend", "at_least": {"IDR": 1}, "within_days": 1}, {"7004"}),
        ({"fact": "metric", "metric": "orders", "at_least": 4}, {"7001"}),
        ({"fact": "bought", "what": {"products": ["99"]}, "at_least": 3}, {"7004"}),
        (
            {
                "fact": "bought",
                "what": {"products": ["99"]},
                "at_least": 3,
                "within_days": 80,
            },
            set(),
        ),
        ({"fact": "bought", "what": {"products": ["*"]}}, {"7001", "7002", "7004"}),
        ({"fact": "bought", "what": {"products": ["sku:x"]}}, set()),
        ({"fact": "bought", "what": {"collections": ["c"]}}, set()),
        ({"fact": "bought", "what": {"tags": ["T"], "vendors": ["V"]}}, set()),
        ({"fact": "tier", "of": ["bronze"]}, {"7001", "7002", "7003", "7004"}),
        ({"fact": "tier", "of": ["silver"]}, set()),
        ({"fact": "membership", "of": ["club"]}, set()),
        ({"fact": "consent", "of": ["newsletter"]}, {"7004"}),
        ({"fact": "tag", "of": ["newsletter"]}, set()),
        ({"fact": "language", "of": ["ms"]}, {"7004"}),
        ({"fact": "place", "countries": ["ID"], "regions": ["BA"]}, set()),
        ({"fact": "birthday", "within_days_before": 3}, {"7004"}),
        ({"fact": "birthday", "within_days_before": 2}, set()),
        ({"fact": "birthday", "within_days_after": 7}, set()),
        ({"fact": "balance", "at_least": 1}, {"7001", "7002", "7004"}),
        ({"fact": "balance", "at_least": 200, "at_most": 200}, {"7001"}),
        ({"fact": "rhythm", "exceeds": 2}, {"7001"}),
        ({"fact": "rhythm", "exceeds": "2.1"}, set()),
        ({"fact": "rhythm", "exceeds": 2, "days_of_orders": 5}, set()),
        ({"fact": "rfm", "frequency": [4, 5]}, {"7001"}),
        ({"fact": "rfm", "recency": [1]}, {"7002"}),
        ({"fact": "rfm", "monetary": [4], "currency": "IDR"}, {"7002"}),
        (
            {
                "match": "any",
                "items": [
                    {"fact": "last_order", "at_most": 0},
                    {"fact": "last_order", "at_least": 100},
                ],
            },
            {"7002", "7004"},
        ),
        (
            {"match": "none", "items": [{"fact": "last_order", "at_least": 0}]},
            {"7003"},
        ),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_a_question_means_exactly_these(
    people: Shoppers, who: dict[str, Any], meant: set[str]
) -> None:
    assert people.meant(who) == meant


@pytest.mark.parametrize(
    "who",
    [
        {"fact": "last_order", "at_least": 21},
        {"fact": "orders", "at_least": 3},
        {"fact": "spend", "at_least": {"IDR": 200_000}},
        {"fact": "balance", "at_least": 200},
    ],
    ids=lambda who: str(who["fact"]),
)
def test_a_question_means_the_same_beside_others(
    people: Shoppers, who: dict[str, Any]
) -> None:
    nobody = {"fact": "tag", "of": ["nobody has it"]}

    assert people.meant({"match": "any", "items": [who, nobody]}) == people.meant(who)


def test_days_since_joining_are_the_programmes_own(people: Shoppers) -> None:
    everybody = {"7001", "7002", "7003", "7004"}

    assert people.meant({"fact": "joined", "at_most": 0}) == everybody
    assert people.meant({"fact": "joined", "at_least": 1}) == set()


def test_spells_follow_what_people_do(fresh_database_url: str) -> None:
    regulars = {"id": "regulars", "who": {"fact": "orders", "at_least": 2}}
    found = document(segments=[regulars])
    found["earning"] = [*found["earning"], RULE]
    with shopping(fresh_database_url, found) as shoppers:
        shoppers.buys("7001", 5)
        assert shoppers.evaluate() == {"regulars": (0, 0, 0)}
        shoppers.buys("7001", 4)
        before = shoppers.world.balance(shoppers.world.member("7001"))
        assert shoppers.evaluate() == {"regulars": (1, 1, 0)}
        assert shoppers.evaluate() == {"regulars": (1, 0, 0)}
        assert shoppers.of("7001") == {"regulars"}
        shoppers.buys("7001", 0, amount=1_000)
        after = shoppers.world.balance(shoppers.world.member("7001"))
        assert after.pending + after.shown - before.pending - before.shown == 1 + 7
        shoppers.world.clock.advance(hours=1)
        shoppers.world.publish(document())
        assert shoppers.evaluate() == {}
        assert shoppers.of("7001") == frozenset()


def test_who_comes_or_goes_is_evaluated_where_something_stands_on_it(
    fresh_database_url: str,
) -> None:
    regulars = {"id": "regulars", "who": {"fact": "orders", "at_least": 1}}
    challenge = {
        "id": "more",
        "kind": "reach",
        "metric": "orders",
        "goal": {"count": 9},
        "when": RULE["when"],
        "gifts": [{"kind": "points", "points": 1}],
    }
    found = document(segments=[regulars], challenges=[challenge])
    with shopping(fresh_database_url, found) as shoppers:
        shoppers.buys("7001", 5)
        world = shoppers.world
        world.run(lambda uow: uow.connection.exec_driver_sql("DELETE FROM outbox"))

        shoppers.evaluate()

        owed = world.run(
            lambda uow: uow.connection.exec_driver_sql(
                "SELECT subject FROM outbox WHERE kind = 'standing'"
            ).all()
        )
        assert owed == [(str(world.member("7001")),)]
