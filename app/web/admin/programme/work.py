"""What every page of the programme needs: the desk, its bar, saving."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Problem
from app.services import programme_desk
from app.services.programme_desk import Desk, Meanwhile, Saved
from app.services.staff import staffing
from app.services.staff.principal import StaffPrincipal
from app.web.admin.forms import CSRF_FIELD
from app.web.admin.programme.places import (
    PREFIX,
    SECTIONS,
    home_of_steps,
    is_list,
    item_place,
)
from app.web.admin.programme.titles import title_of
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, Redirect
from app.web.admin.words import knows

HAS = "has"
"""Names of ticks that a form has; a browser sends only those that are on."""
MACHINES = {"key": "key", "api": "key", "cli": "cli"}
"""Who is no person, by how they are written down."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words, with where to mend it."""

    words: str
    where: str
    href: str
    severe: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar above every page says of the draft."""

    there: bool
    changes: int
    blocked: bool
    live_version: int | None
    digest: str
    """Of the document that is shown, to say which draft somebody means."""


def lay_out(ask: Ask) -> Desk:
    """Return what lies on the desk."""
    return ask.run(programme_desk.desk)


def bar_of(desk: Desk) -> Bar:
    """Return what the bar says."""
    return Bar(
        there=desk.draft is not None,
        changes=len(desk.changes),
        blocked=bool(desk.hindrances),
        live_version=desk.live_version,
        digest=desk.digest,
    )


def told_problems(
    ask: Ask,
    problems: Collection[Problem],
    *,
    severe: bool,
    document: ProgrammeDocument | None = None,
) -> list[Told]:
    """Return problems in words, each with the place where it is mended.

    With the *document* that they are about, the place is called by what stands
    there: a reward by its title.
    """
    return [
        Told(
            words=problem_words(problem, ask.language),
            where=_where(ask, problem, document),
            href=PREFIX + _mended_at(problem, document),
            severe=severe,
        )
        for problem in problems
    ]


def _mended_at(problem: Problem, document: ProgrammeDocument | None) -> str:
    section = str(problem.steps[0]) if problem.steps else ""
    item = _item_of(problem, document)
    if item is not None and section in SECTIONS.values():
        return item_place(section, item.id).path
    return home_of_steps(section)


def _where(ask: Ask, problem: Problem, document: ProgrammeDocument | None) -> str:
    section = str(problem.steps[0]) if problem.steps else ""
    key = f"programme.place.{section}"
    name = ask.say(key if knows(key) else "programme.place.other")
    item = _item_of(problem, document)
    if item is None or document is None:
        return name
    title = title_of(document, section, item, ask.language)
    # Without a title of its own a thing is called by its id, which tells nobody more.
    return name if title == item.id else f"{name}: {title}"


def _item_of(problem: Problem, document: ProgrammeDocument | None) -> Any:  # noqa: ANN401 - an item of any section
    """Return the thing that a problem is about, if it is in a list of things."""
    steps = problem.steps
    if document is None or len(steps) <= 1 or not is_list(str(steps[0])):
        return None
    items = getattr(document, str(steps[0]))
    at = steps[1]
    if isinstance(at, int):
        return items[at] if at < len(items) else None
    return next((each for each in items if each.id == at), None)


def said_in(sent: MultiDict[str, str]) -> dict[str, str]:
    """Return what a form says, one text for each name."""
    ticks = set(sent.getlist(HAS))
    said = {
        name: ",".join(sent.getlist(name)) if name in ticks else sent[name]
        for name in sent
        if name not in (CSRF_FIELD, HAS)
    }
    return {**dict.fromkeys(ticks, ""), **said}


def save(
    ask: Ask,
    document: ProgrammeDocument,
    *,
    base_digest: str,
    said: Mapping[str, str] | None = None,
) -> Saved | Meanwhile:
    """Write the draft, or say what somebody else did meanwhile."""
    typed = said or {}
    keep = [
        name.removeprefix("clash:")
        for name, value in typed.items()
        if name.startswith("clash:") and value == "theirs"
    ]
    return programme_desk.save(
        ask.env,
        ask.programme_id,
        document,
        base_digest=base_digest,
        actor=ask.staff.actor,
        seen_digest=typed.get("seen"),
        keep_theirs=keep,
        language=ask.language,
    )


def saved_to(ask: Ask, saved: Saved, path: str, told: str) -> Redirect:
    """Return the way on after saving, with a way back."""
    undo = urlencode({"done": saved.digest, "to": saved.before, "back": path})
    return Redirect(
        PREFIX + path,
        told=told if saved.new else ask.say("programme.unchanged"),
        undo=f"{PREFIX}/programme/draft/undo?{undo}" if saved.new else None,
    )


def who(ask: Ask, actor: str | None, names: Mapping[str, str] | None = None) -> str:
    """Return how somebody is called who changed the draft, or published it.

    What neither a person nor a program did was done by the set-up.

    Args:
        ask: Who looks.
        actor: As it was written down.
        names: Those of ``names_of``, where many are asked for at once.
    """
    staff: StaffPrincipal = ask.staff
    if actor == staff.actor:
        return ask.say("programme.by.you")
    kind = (actor or "").partition(":")[0]
    if actor is not None and kind == "staff":
        known = names_of(ask) if names is None else names
        return known.get(actor) or ask.say("programme.by.colleague")
    return ask.say(f"programme.by.{MACHINES.get(kind, 'set_up')}")


def names_of(ask: Ask) -> dict[str, str]:
    """Return the names of the team, by how they are written down."""
    return staffing.names(ask.env, ask.staff.merchant_id)
