"""The last step: the list of what should be so, a trial, and the start."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field

from app.domain.errors import Refused
from app.domain.staff import Right
from app.domain.words.languages import day_text
from app.services import launching, onboarding, testing
from app.services.onboarding import Way
from app.services.programme_comparing import Comparison, compare
from app.services.storefront import previewing
from app.storage.programmes import DraftMissing
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("launch")

AT: Final = "/welcome/publish"
MOST_WORDS: Final = 12


class TesterForm(BaseModel):
    """Who tries it."""

    contact: Annotated[str, Field(min_length=3, max_length=254)]


@pages.page("GET", AT, right=Right.READ)
def publish_step(ask: Ask) -> View:
    """Show the list, what publishing changes, and who tries it."""
    return _show(ask, filled({}))


@pages.page("POST", "/welcome/try", right=Right.PROGRAMME)
def try_it(ask: Ask) -> View | Redirect:
    """Let one person in, and nobody else."""
    typed = ask.form(TesterForm)
    if typed.value is None:
        return _show(ask, typed, 400)
    contact, by = typed.value.contact, ask.staff.actor
    try:
        witness = ask.witness("programme.tried", "programme")
        launching.try_it(ask.env, ask.programme_id, contact, by=by, witness=witness)
    except Refused as error:
        typed.refuse("contact", ask.why(error))
        return _show(ask, typed, 400)
    return Redirect(address_of(AT), told=ask.say("welcome.try.done"))


@pages.page("POST", "/welcome/testers/remove", right=Right.PROGRAMME)
def remove_tester(ask: Ask) -> Redirect:
    """Take somebody off the list of testers."""
    try:
        digest = bytes.fromhex(ask.sent.get("tester", ""))
    except ValueError as error:
        raise NoSuchThing("there is no such tester") from error

    def write(uow: UnitOfWork) -> None:
        testing.remove_tester(uow, digest)
        ask.audit(uow, "programme.tester_removed", "programme")

    ask.run(write)
    return Redirect(address_of(AT), told=ask.say("welcome.try.removed"))


@pages.page("POST", "/welcome/launch", right=Right.PROGRAMME)
def launch(ask: Ask) -> View | Redirect:
    """Let members in."""
    try:
        witness = ask.witness("programme.launched", "programme")
        launching.launch(ask.env, ask.programme_id, by=ask.staff.actor, witness=witness)
    except Refused as error:
        form: Typed[TesterForm] = filled({})
        form.refuse("", ask.why(error))
        return _show(ask, form, 400)
    return Redirect(address_of(AT), told=ask.say("welcome.launch.done"))


def _show(ask: Ask, form: Typed[Any], status: int = 200) -> View:
    def read(uow: UnitOfWork) -> dict[str, Any]:
        found = onboarding.way(ask.env, uow)
        return {
            "way": found,
            "checks": launching.checklist(uow, found),
            "testers": testing.testers(uow),
        }

    said = ask.run(read)
    compared = _compared(ask)
    said |= {
        "step": "publish",
        "number": 6,
        "form": form,
        "changes": () if compared is None else compared.words[:MOST_WORDS],
        "more": 0 if compared is None else max(len(compared.words) - MOST_WORDS, 0),
        "who": _who(ask, said["way"]),
        "links": _links(ask, tried=said["way"].programme.mode == "test"),
    }
    return View("admin/onboarding/publish.html", said, status)


def _who(ask: Ask, found: Way) -> list[tuple[str, str]]:
    """Return who is let in and what the past counts for, as it was chosen."""
    kept = found.choices.get("members")
    if not isinstance(kept, Mapping):
        return []
    past = str(kept.get("past_orders", "none"))
    counts = ask.say(f"welcome.members.past.{past}")
    if past == "points" and kept.get("since"):
        since = day_text(date.fromisoformat(str(kept["since"])), ask.language)
        counts = f"{counts}: {since}"
    return [
        (
            ask.say("welcome.members.bring"),
            ask.say(f"welcome.members.bring.{kept.get('bring', 'none')}"),
        ),
        (ask.say("welcome.members.past"), counts),
    ]


def _compared(ask: Ask) -> Comparison | None:
    try:
        return compare(ask.env, ask.programme_id, language=ask.language)
    except DraftMissing:
        return None


def _links(ask: Ask, *, tried: bool) -> list[tuple[str, str]]:
    """Return where the programme can be seen before members see it."""
    if tried:
        return previewing.trial_links(ask.env, ask.programme_id)
    try:
        return previewing.links(ask.env, ask.programme_id)
    except DraftMissing:
        return []
