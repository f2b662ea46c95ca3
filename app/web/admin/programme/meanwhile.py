"""Somebody else saved meanwhile: theirs and mine, before anything is lost."""

import json
from collections.abc import Mapping
from typing import Any

from app.domain.programme.merging import ABSENT, Clash
from app.services.programme_desk import Meanwhile
from app.web.admin.programme.places import Place
from app.web.admin.programme.work import who
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, View
from app.web.admin.words import knows

CONFLICT = 409
OWN = ("seen", "act")


def meanwhile_view(
    ask: Ask,
    place: Place,
    found: Meanwhile,
    said: Mapping[str, str],
    *,
    path: str | None = None,
) -> View:
    """Return the page on which somebody decides between theirs and mine.

    Everything that was typed travels along, so that nothing is lost.
    """
    typed = {
        name: value
        for name, value in said.items()
        if name not in OWN and not name.startswith("clash:")
    }
    return View(
        "admin/programme/meanwhile.html",
        {
            "place": place,
            "action": path or place.address,
            "found": found,
            "by": _who(ask, found.by),
            "typed": typed,
            "clashes": [
                {
                    "key": clash.key,
                    "name": _name(ask, clash),
                    "mine": _value(ask, clash.mine),
                    "theirs": _value(ask, clash.theirs),
                    "chosen": said.get(f"clash:{clash.key}", "mine"),
                }
                for clash in found.clashes
            ],
            "problems": [
                problem_words(problem, ask.language) for problem in found.problems
            ],
        },
        status=CONFLICT,
    )


def _who(ask: Ask, actor: str | None) -> str:
    if actor == ask.staff.actor:
        return ask.say("programme.by.you_too")
    return who(ask, actor)


def _name(ask: Ask, clash: Clash) -> str:
    """Return what a place is called: its field where it has one, else its path."""
    path = ".".join(clash.place)
    label = f"programme.field.{clash.place[-1]}"
    return f"{ask.say(label)} ({path})" if knows(label) else path


def _value(ask: Ask, value: Any) -> str:  # noqa: ANN401 - JSON values
    if value is ABSENT:
        return ask.say("programme.meanwhile.absent")
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
