"""Home: how the programme does today, and what waits for a person."""

from datetime import timedelta
from typing import Any, Final, Literal, get_args

from app.domain.staff import Right
from app.services import ideas, programme_desk
from app.services.home_page import HomePage, home_page
from app.services.store_health import StoreHealth
from app.services.stores import REPAIRED
from app.services.todo import Health, Task, Tone, worst
from app.storage.home_answers import Answer
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.activity.rows import row_of
from app.web.admin.analytics.cards import Card, cards, cost_card, return_card
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import Pen, address_of

pages = Pages("home")

MINUTE: Final = timedelta(minutes=1)
FIRST: Final = ("members", "repeat_rate")
ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)


@pages.page("GET", "/home", right=Right.READ)
def home(ask: Ask) -> View:
    """Show today; of a programme that is not live yet, the way to it."""
    found = ask.run(lambda uow: home_page(ask.env, uow))
    shown = found.figures
    top: list[Card] = [
        *cards(ask, shown, FIRST),
        cost_card(ask, shown),
        return_card(ask, shown),
    ]
    return View(
        "admin/home/home.html",
        {
            "cards": top,
            "reading": shown.reading,
            "tasks": [_task(ask, each, found) for each in found.tasks],
            "health": [_health(ask, each) for each in found.health],
            "overall": worst(found.health).value,
            "ailing": [_ailing(ask, each) for each in found.stores],
            "idea": _idea(ask, found),
            "set_up": found.set_up,
            "rows": [
                row_of(ask, each, found.latest.members) for each in found.latest.entries
            ],
        },
    )


def _task(ask: Ask, task: Task, found: HomePage) -> dict[str, str]:
    units = Pen(ask).points(task.facts.get("units", 0), found.figures.reading.asset)
    gaps = {"units": units} if "units" in task.facts else {}
    return {
        "text": ask.say(f"home.todo.{task.name}", task.count, **gaps),
        "tone": task.tone.value,
        "href": _address(task.path),
    }


def _address(path: str) -> str:
    at, _, query = path.partition("?")
    return f"{address_of(at)}{'?' + query if query else ''}"


def _health(ask: Ask, each: Health) -> dict[str, str]:
    text = ask.say("home.health.ok")
    if each.late:
        text = ask.say("home.health.late", each.late // MINUTE)
    elif each.tone is not Tone.GOOD:
        text = ask.say("home.health.count", each.count)
    return {
        "name": ask.say(f"home.health.{each.name}"),
        "text": text,
        "tone": each.tone.value,
    }


def _ailing(ask: Ask, each: StoreHealth) -> dict[str, Any]:
    """Return a store that needs attention, with what is wrong in a few words each."""
    codes = [problem.code for problem in each.problems if problem.code != REPAIRED]
    said = [ask.say(f"check.{code}") for code in codes]
    return {
        "name": each.store.name or each.store.domain,
        "problems": said or [ask.say("home.health.no_answer")],
    }


def _idea(ask: Ask, found: HomePage) -> dict[str, str] | None:
    told = found.idea
    if told is None:
        return None
    said = ask.say(f"idea.{told.name}.said", told.people, percent=str(told.percent))
    return {
        "said": said,
        "effect": ask.say(f"idea.{told.name}.effect"),
        "do": ask.say(f"idea.{told.name}.do"),
        "deed": address_of(f"/home/say/{told.name}"),
    }


@pages.page("POST", "/home/say/<subject>", right=Right.PROGRAMME)
def answer(ask: Ask) -> Redirect:
    """Keep what was said to the idea, or to setting up; go and do it, if that was."""
    subject = ask.path["subject"]
    said = next((each for each in ANSWERS if each == ask.sent.get("say")), None)
    if said is None:
        raise NoSuchThing("no such answer")

    def write(uow: UnitOfWork) -> None:
        ideas.answer(ask.env, uow, subject, said, by=ask.staff.actor)

    ask.run(write)
    if said == "done":
        return Redirect(address_of(ideas.PATHS.get(subject, "/welcome")))
    back = address_of(f"/home/say/{subject}/again")
    return Redirect(address_of("/home"), told=ask.say(f"home.said.{said}"), undo=back)


@pages.page("POST", "/home/say/<subject>/again", right=Right.PROGRAMME)
def ask_again(ask: Ask) -> Redirect:
    """Forget what was said."""
    ask.run(lambda uow: ideas.take_back(uow, ask.path["subject"]))
    return Redirect(address_of("/home"), told=ask.say("home.said.again"))


@pages.page("POST", "/home/pause", right=Right.PROGRAMME)
def pause(ask: Ask) -> Redirect:
    """Pause the programme, or let it go on; the other way round takes it back."""
    to: Literal["active", "paused"] = (
        "paused" if ask.office.state == "active" else "active"
    )

    def write(uow: UnitOfWork) -> None:
        before = {"state": programme_desk.set_state(ask.env, uow, to)}
        ask.audit(uow, f"programme.{to}", "programme", before=before)

    ask.run(write)
    told = ask.say(f"programme.now.{to}")
    return Redirect(address_of("/home"), told=told, undo=address_of("/home/pause"))
