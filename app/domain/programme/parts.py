"""The parts of a document that could be read, for the checks between them.

One broken rule must not hide the mistakes of the others; so a check looks at
whatever could be read, each with its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.programme.assets import Asset
from app.domain.programme.earning import EarningRule
from app.domain.programme.nearest import nearest
from app.domain.programme.problems import Problem, Step
from app.domain.programme.rewards import Reward

NOUNS: Mapping[str, str] = {"earning": "rule"}
"""What one item is called where the section's name does not say it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What could be read of a document, by section and place."""

    lists: Mapping[str, Mapping[int, Any]]
    """Sections that are lists: the items that could be read, by their place."""
    tables: Mapping[str, Any]
    """Sections that are one table each, where they could be read."""

    @property
    def assets(self) -> Mapping[int, Asset]:
        """The kinds of points and credit."""
        return self.lists["assets"]

    @property
    def earning(self) -> Mapping[int, EarningRule]:
        """The ways to earn."""
        return self.lists["earning"]

    @property
    def rewards(self) -> Mapping[int, Reward]:
        """The rewards."""
        return self.lists["rewards"]

    def find(self, section: str, item_id: str) -> Any:  # noqa: ANN401 - any section
        """Return the item of a list that has this id, or None."""
        items = self.lists[section].values()
        return next((one for one in items if one.id == item_id), None)

    def asset(self, asset_id: str) -> Asset | None:
        """Return an asset, or None."""
        found: Asset | None = self.find("assets", asset_id)
        return found

    def unknown(self, section: str, steps: tuple[Step, ...], item_id: str) -> Problem:
        """Return the problem of naming an item of *section* that is not there."""
        known = [item.id for item in self.lists[section].values()]
        noun = NOUNS.get(section, section.removesuffix("s"))
        choice = ", ".join(known) or "none"
        return Problem(
            steps,
            f"unknown_{noun}",
            f"there is no such {noun}; known are {choice}",
            item_id,
            nearest(item_id, known) or next(iter(known), None),
        )
