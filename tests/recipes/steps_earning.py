"""Steps of earning beside orders.

- ``choose``: ``rule`` and ``day``: a day for a rule that runs on chosen days.
- ``mark``: ``tags``, ``consent``: ``names``: all that programs say of a member.
- ``born``: ``day``: the birthday, as the member tells it.
- ``expect`` knows ``badges``.
"""

from sqlalchemy import text

from tests.recipes import steps
from tests.recipes.pipeline import Player
from tests.recipes.steps import who_of
from tests.recipes.stories import Step


def _path(player: Player, told: Step, rest: str = "") -> str:
    if not player.knows(who_of(told)):
        steps.STEPS["sign_up"](player, {"who": who_of(told)})
    return f"/members/email:{who_of(told)}@mail.test{rest}"


def _choose(player: Player, told: Step) -> None:
    body = {"rule_id": told["rule"], "day": told["day"]}
    player.ask("PUT", _path(player, told, "/chosen-days"), body)


def _mark(player: Player, told: Step) -> None:
    player.ask("PUT", _path(player, told, "/tags"), {"tags": told["tags"]})


def _consent(player: Player, told: Step) -> None:
    path = _path(player, told, "/consents")
    player.ask("PUT", path, {"consents": told["names"]})


def _born(player: Player, told: Step) -> None:
    player.ask("PATCH", _path(player, told), {"birthday": told["day"]})


def _badges(player: Player, who: str) -> list[str]:
    member_id = player.member(who)
    query = text(
        "SELECT terms->>'badge' FROM gift WHERE member_id = :member"
        " AND kind = 'badge' AND state = 'given' ORDER BY 1"
    )
    rows = player.run(lambda uow: uow.connection.execute(query, {"member": member_id}))
    return [row[0] for row in rows]


STEPS = {"choose": _choose, "mark": _mark, "consent": _consent, "born": _born}
READERS = {"badges": _badges}
