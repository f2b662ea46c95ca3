"""The same thing several times, and points that people give by hand.

- ``several``: ``times`` the step named by ``what``; ``ref`` or ``id`` is the first
  part of each one's own. ``each_days`` pass after each.
- ``adjust``: ``points`` and ``reason``: what staff do through the API.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from tests.recipes.pipeline import Player
from tests.recipes.stories import Step


def _several(player: Player, told: Step) -> None:
    from tests.recipes.steps import STEPS  # noqa: PLC0415 - the steps know this module

    for number in range(told["times"]):
        own = {key: f"{told[key]}-{number}" for key in ("ref", "id") if key in told}
        STEPS[told["what"]](player, {**told, **own})
        if "each_days" in told:
            player.until(player.clock.now() + timedelta(days=told["each_days"]))


def _adjust(player: Player, told: Step) -> None:
    body = {"points": told["points"], "reason_code": told["reason"]}
    path = f"/members/email:{told.get('who', 'ani')}@mail.test/transactions"
    player.ask("POST", path, body)


STEPS: Mapping[str, Callable[[Player, Step], None]] = {
    "several": _several,
    "adjust": _adjust,
}
