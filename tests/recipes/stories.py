"""The stories of recipes, as their files tell them.

A file may give the numbers of its recipe's referral (``referral``); the story of a
friend who is brought is the same everywhere, and is told here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.programme.document import ProgrammeDocument
from app.domain.rewards.reward import Offer
from app.recipes import read_source

FOLDER = Path(__file__).parent
FIRST_DAY = date(2026, 1, 1)
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """One story of one recipe."""

    recipe: str
    name: str
    currency: str
    steps: tuple[Step, ...]
    start: date = FIRST_DAY
    stores: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {"A": {}})
    document: ProgrammeDocument | None = None
    """Instead of the recipe's own."""

    @property
    def title(self) -> str:
        return f"{self.recipe}: {self.name}"


def stories() -> list[Story]:
    """Return every story of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_source(path.read_text(encoding="utf-8")).data
        found += [
            Story(
                recipe=data["recipe"],
                name=told["name"],
                currency=told.get("currency", data["currency"]),
                steps=tuple(told["steps"]),
                start=date.fromisoformat(told.get("start", FIRST_DAY.isoformat())),
                stores=told.get("stores", data.get("stores", {"A": {}})),
            )
            for told in data["stories"]
        ]
        if "referral" in data:
            found.append(_brought(data["recipe"], data["currency"], data["referral"]))
    return found


def _brought(recipe: str, currency: str, numbers: Mapping[str, Any]) -> Story:
    """Return how a friend comes, buys enough, and sends it back too late.

    Args:
        recipe: Whose numbers they are.
        currency: What orders are paid in.
        numbers: ``minimum`` and ``below`` it, in the currency; what the ``friend`` has
            on joining, and the ``member`` when the friend's order is safe.
    """
    none = _none_of(numbers["member"])
    enough = {"who": "budi", "ref": "ENOUGH", "lines": [{"amount": numbers["minimum"]}]}
    short = {"who": "cici", "ref": "SHORT", "lines": [{"amount": numbers["below"]}]}
    steps: tuple[Step, ...] = (
        {"sign_up": {"who": "ani", "on": "2026-01-01"}},
        {
            "claim": {"who": "budi", "of": "ani", "on": "2026-01-05"},
            "expect": {"came": "open", **numbers["friend"]},
        },
        {"order": {**enough, "on": "2026-01-06"}, "expect": {"came": "waiting"}},
        {
            "wait": {"who": "ani", "on": "2026-01-20T11:59"},
            "expect": {"brought": ["waiting"], **none},
        },
        {
            "wait": {"who": "ani", "on": "2026-01-20T12:00"},
            "expect": {"brought": ["earned"], **numbers["member"]},
        },
        {
            "claim": {"who": "ani+two", "of": "ani"},
            "expect": {"came": "blocked: own_address", **_none_of(numbers["friend"])},
        },
        {"claim": {"who": "cici", "of": "ani"}, "expect": {"came": "open"}},
        {"order": short, "expect": {"came": "cancelled: below_minimum"}},
        {"wait": {"who": "ani", "days": 15}, "expect": {**numbers["member"]}},
        {
            "refund": {
                "who": "ani",
                "order": "ENOUGH",
                "amounts": [numbers["minimum"]],
            },
            "expect": none,
        },
    )
    name = "(ours) a friend is welcomed at once, the member when the order is safe"
    return Story(recipe, name, currency, steps)


def _none_of(expected: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _nothing(value) for key, value in expected.items()}


def _nothing(value: Any) -> Any:  # noqa: ANN401 - whatever stories compare
    """Return the same figure of somebody who got nothing."""
    match value:
        case dict():
            return {key: _nothing(each) for key, each in value.items()}
        case list():
            return []
        case str() if "/" in value:
            return "0/" + value.partition("/")[2]
        case str():
            return str(Decimal(value) * 0)
        case _:
            return 0


def worth(offer: Offer) -> str:
    """Return what an offer gives, in a word."""
    if offer.amount is not None:
        return offer.amount.decimal_text()
    if offer.percent_bp is not None:
        return f"{offer.percent_bp // 100}%"
    return offer.kind.value
