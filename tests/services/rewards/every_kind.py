"""A programme that has rewards of every kind."""

from typing import Any

from app.services.code_pools import PoolFigures, add_codes
from app.services.prove import prove
from tests.services.rewards.benefits import ScriptedBenefits
from tests.services.voucher_world import DOCUMENT, Counter

REWARDS: list[dict[str, Any]] = [
    {"id": "card", "kind": "gift_card", "price": 500, "amount": {"IDR": 50000}},
    {
        "id": "credit",
        "kind": "store_credit",
        "price": 500,
        "amount": {"IDR": 50000},
        "lasts_days": 90,
    },
    {
        "id": "donation",
        "kind": "charity",
        "price": 200,
        "amount": {"IDR": 20000},
        "causes": ["trees", "schools"],
    },
    {
        "id": "chances",
        "kind": "tickets",
        "price": 100,
        "tickets": "draw",
        "number": 3,
    },
    {
        "id": "cupcake",
        "kind": "manual",
        "price": 100,
        "where": {"en": "At the café"},
        "stock": {"units": 2},
    },
    {"id": "flight", "kind": "code_pool", "price": 300, "alarm_below": 2},
    {
        "id": "tasting",
        "kind": "experience",
        "price": 100,
        "starts_at": "2026-12-24T19:00",
        "ends_at": "2026-12-24T22:00",
        "closes": "2026-12-20",
        "stock": {"units": 1},
    },
    {"id": "given", "kind": "percent", "percent": "10%"},
    {
        "id": "bazaar",
        "kind": "free_product",
        "price": 10,
        "products": ["12345"],
        "stock": {"units": 500},
    },
    {
        "id": "once",
        "kind": "percent",
        "percent": "50%",
        "price": 10,
        "stock": {"units": 1, "back": False},
    },
]
ASSETS = [{"kind": "points", "id": "points"}, {"kind": "tickets", "id": "draw"}]


def document(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    rewards = [*DOCUMENT["rewards"], *REWARDS]
    causes = [{"id": "trees"}, {"id": "schools"}]
    sections = {"assets": ASSETS, "causes": causes, "rewards": rewards}
    return DOCUMENT | sections | changes


def published(counter: Counter) -> ScriptedBenefits:
    """Publish the programme; return what the store can do beside codes."""
    benefits = ScriptedBenefits(counter.store)
    counter.store.benefits = benefits
    counter.publish(document())
    return benefits


def benefits_of(counter: Counter) -> ScriptedBenefits:
    found = counter.store.benefits
    assert isinstance(found, ScriptedBenefits)
    return found


def upload(counter: Counter, *codes: str, reward_id: str = "flight") -> PoolFigures:
    lines = list(enumerate(codes, start=1))
    return counter.run(
        lambda uow: add_codes(counter.env, uow, reward_id, lines, by="test")
    )


def proved(counter: Counter) -> list[str]:
    found = prove(counter.env, counter.programme_id)
    # The journal is sealed by a process that does not run here.
    return [each.sentence for each in found if each.rule != 12]
