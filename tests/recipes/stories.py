"""The stories of recipes, as their files tell them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    return found


def worth(offer: Offer) -> str:
    """Return what an offer gives, in a word."""
    if offer.amount is not None:
        return offer.amount.decimal_text()
    if offer.percent_bp is not None:
        return f"{offer.percent_bp // 100}%"
    return offer.kind.value
