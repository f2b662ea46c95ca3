"""Looking at what lapses: ``endings``, units by last day, a year ahead."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _endings(player: Player, who: str) -> dict[str, int]:
    path = f"/members/email:{who}@mail.test/endings?within_days=365"
    listed = player.ask("GET", path)
    return {one["lapses_on"]: one["units"] for one in listed["data"]}


STEPS: Mapping[str, Callable[[Player, Step], None]] = {}
READERS: Mapping[str, Callable[[Player, str], Any]] = {"endings": _endings}
