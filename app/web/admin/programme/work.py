"""What every page of the programme needs: the desk, its bar, saving."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.problems import Problem
from app.services import programme_desk
from app.services.programme_desk import Desk, Meanwhile, Saved
from app.services.staff.principal import StaffPrincipal
from app.web.admin.forms import CSRF_FIELD
from app.web.admin.programme.places import PREFIX, home_of_steps
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import Ask, Redirect

HAS = "has"
"""Names of ticks that a form has; a browser sends only those that are on."""


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
    )


def told_problems(
    ask: Ask, problems: Collection[Problem], *, severe: bool
) -> list[Told]:
    """Return problems in words."""
    return [
        Told(
            words=problem_words(problem, ask.language),
            where=problem.path,
            href=PREFIX + home_of_steps(str(problem.steps[0]) if problem.steps else ""),
            severe=severe,
        )
        for problem in problems
    ]


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


def who(ask: Ask, actor: str | None) -> str:
    """Return how somebody is called who changed the draft."""
    staff: StaffPrincipal = ask.staff
    if actor == staff.actor:
        return ask.say("programme.by.you")
    if actor is None:
        return ask.say("programme.by.somebody")
    kind = actor.partition(":")[0]
    known = {"staff": "colleague", "key": "key", "cli": "cli"}
    return ask.say(f"programme.by.{known.get(kind, 'somebody')}")
