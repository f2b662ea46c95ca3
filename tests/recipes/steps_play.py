"""Steps and readers of games.

- ``quiz`` and ``survey``: ``game`` and ``answers``; ``spin``: ``game``;
- ``enter``: ``game`` (the entry is shown at once); ``vote``: ``game`` and ``for``;
- ``refuse_entry``: ``game`` and ``reason``: staff refuse somebody's entry;
- ``be_seen``: ``game`` and perhaps ``nickname``.
- ``expect`` knows ``tickets``, ``badges``, ``spins`` (how often somebody may still
  play, by game), ``board`` (names and figures), ``draw`` (participants, tickets and
  whether it is worked out again the same) and ``right`` (of the quiz just answered).
"""

from typing import Any

from tests.recipes.pipeline import Player
from tests.recipes.steps import STEPS as KNOWN
from tests.recipes.steps import who_of
from tests.recipes.stories import Step

DRAW = "year-end-draw"


def _member(player: Player, told: Step) -> str:
    who = who_of(told)
    if not player.knows(who):
        KNOWN["sign_up"](player, {"who": who})
    return f"/members/email:{who}@mail.test"


def _quiz(player: Player, told: Step) -> None:
    path = f"{_member(player, told)}/quizzes/{told['game']}"
    player.ask("POST", path, {"answers": told["answers"]})


def _survey(player: Player, told: Step) -> None:
    path = f"{_member(player, told)}/surveys/{told['game']}"
    player.ask("POST", path, {"answers": dict(told["answers"])})


def _spin(player: Player, told: Step) -> None:
    answer = player.ask("POST", f"{_member(player, told)}/spins/{told['game']}", {})
    if player.refused is None:
        prize = answer["prize"]
        number = answer["number"]
        assert prize == ("jackpot" if number < 1 else "fifty" if number < 20 else None)


def _enter(player: Player, told: Step) -> None:
    body = {"body": f"https://photos.test/{who_of(told)}.jpg"}
    entry = player.ask("POST", f"{_member(player, told)}/entries/{told['game']}", body)
    if player.refused is None:
        path = f"/contests/{told['game']}/entries/{entry['id']}"
        player.ask("POST", path, {"state": "shown"})


def _entry(player: Player, game: str, who: str) -> str:
    seen = player.ask("GET", f"/contests/{game}/entries")["data"]
    body = f"https://photos.test/{who}.jpg"
    return str(next(one["id"] for one in seen if one["body"] == body))


def _vote(player: Player, told: Step) -> None:
    entry = _entry(player, told["game"], told["for"])
    path = f"{_member(player, told)}/votes/{told['game']}"
    player.ask("POST", path, {"entry": entry})


def _refuse(player: Player, told: Step) -> None:
    entry = _entry(player, told["game"], who_of(told))
    body = {"state": "refused", "reason": told["reason"]}
    player.ask("POST", f"/contests/{told['game']}/entries/{entry}", body)


def _be_seen(player: Player, told: Step) -> None:
    body = {"seen": True} | (
        {"nickname": told["nickname"]} if "nickname" in told else {}
    )
    path = f"{_member(player, told)}/leaderboards/{told['game']}"
    player.ask("PUT", path, body)


def _tickets(player: Player, who: str) -> int:
    """Return the tickets that somebody can use now."""
    return player.held(who, "tickets").available


def _badges(player: Player, who: str) -> list[str]:
    seen = player.ask("GET", f"/members/email:{who}@mail.test/badges")
    return [one["badge_id"] for one in seen["data"]]


def _spins(player: Player, who: str) -> dict[str, int]:
    seen = player.ask("GET", f"/members/email:{who}@mail.test/play")["data"]
    return {
        one["game_id"]: one["plays_left"]
        for one in seen
        if one["plays_left"] is not None
    }


def _board(player: Player, _who: str) -> list[str]:
    seen = player.ask("GET", "/leaderboards/regulars")["data"]
    return [f"{one['rank']}. {one['name']} {one['amount']}" for one in seen]


def _draw(player: Player, _who: str) -> str:
    seen = player.ask("GET", f"/draws/{DRAW}")
    again = player.ask("GET", f"/draws/{DRAW}/verification")
    equal = "equal" if again["equal"] and again["before_tickets"] else "differs"
    told = f"{seen['participants']} with {seen['tickets']} tickets"
    return f"{told}, {len(seen['winners'])} winners, {equal}"


def _right(player: Player, _who: str) -> Any:  # noqa: ANN401 - as the API says
    return player.answer["right"]


STEPS = {
    "quiz": _quiz,
    "survey": _survey,
    "spin": _spin,
    "enter": _enter,
    "vote": _vote,
    "refuse_entry": _refuse,
    "be_seen": _be_seen,
}
READERS = {
    "tickets": _tickets,
    "badges": _badges,
    "spins": _spins,
    "board": _board,
    "draw": _draw,
    "right": _right,
}
