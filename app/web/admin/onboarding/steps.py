"""One page a step: shows what is known by itself, takes one answer, goes on.

Every step can be left, come back to and answered anew until the start.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, Field

from app.domain.errors import Malformed, Refused
from app.domain.onboarding.choices import GOALS, RANKED, STEPS, Goal, Step, suggested
from app.domain.programme.in_words import rule_in_words
from app.domain.programme.problems import DocumentInvalid
from app.domain.staff import Right
from app.domain.words import Language
from app.services import onboarding
from app.services.onboarding import Members, Way
from app.services.pricing import Offer, offers
from app.services.storefront import previewing
from app.storage.programmes import DraftMissing
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import Ask, NoSuchThing, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("welcome")

AT: Final = "/welcome"
MOST_RULES: Final = 3


class GoalForm(BaseModel):
    """What the programme is for."""

    goal: str


class RecipeForm(BaseModel):
    """Which starter."""

    recipe: str


class LookForm(BaseModel):
    """How it looks in the store."""

    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
    side: Literal["right", "left"] = "right"
    launcher: Literal["button", "icon", "none"] = "button"


class MembersForm(BaseModel):
    """Who is in from the start."""

    bring: Literal["none", "all"] = "none"
    past_orders: Literal["none", "tiers", "points"] = "none"
    since: date | None = None
    welcome: Literal["yes", ""] = ""


@pages.page("GET", AT, right=Right.READ)
def welcome(ask: Ask) -> Redirect:
    """Lead to the first step without an answer."""
    found = _way(ask)
    return Redirect(address_of(f"{AT}/{found.current}"))


@pages.page("GET", f"{AT}/<step>", right=Right.READ)
def step(ask: Ask) -> View | Redirect:
    """Show one step; once members are in, what became of the programme."""
    name = next((each for each in STEPS if each == ask.path["step"]), None)
    if name is None or name == "publish":
        raise NoSuchThing("there is no such step")
    found = _way(ask)
    if found.launched:
        return Redirect(address_of(f"{AT}/publish"))
    return _show(ask, name, filled(_first(found, name)))


@pages.page("POST", f"{AT}/goal", right=Right.PROGRAMME)
def choose_goal(ask: Ask) -> View | Redirect:
    """Keep the aim; ask for the stores' past if nobody did."""
    typed = ask.form(GoalForm)
    if typed.value is None:
        return _show(ask, "goal", typed, 400)
    goal, by = typed.value.goal, ask.staff.actor

    def write(uow: UnitOfWork) -> None:
        onboarding.choose_goal(ask.env, uow, goal, by=by)
        onboarding.read_history(ask.env, uow, by=by)

    return _done(ask, "goal", typed, write)


@pages.page("POST", f"{AT}/recipe", right=Right.PROGRAMME)
def choose_recipe(ask: Ask) -> View | Redirect:
    """Make the draft."""
    typed = ask.form(RecipeForm)
    if typed.value is None:
        return _show(ask, "recipe", typed, 400)
    name = typed.value.recipe

    def write(uow: UnitOfWork) -> None:
        onboarding.use_recipe(ask.env, uow, name, by=ask.staff.actor)

    return _done(ask, "recipe", typed, write)


@pages.page("POST", f"{AT}/look", right=Right.PROGRAMME)
def choose_look(ask: Ask) -> View | Redirect:
    """Keep colour, side and launcher."""
    typed = ask.form(LookForm)
    if typed.value is None:
        return _show(ask, "look", typed, 400)
    look = {**typed.value.model_dump(), "accent": typed.value.accent.lower()}

    def write(uow: UnitOfWork) -> None:
        onboarding.choose_look(ask.env, uow, look, by=ask.staff.actor)

    return _done(ask, "look", typed, write, wrong="accent")


@pages.page("POST", f"{AT}/members", right=Right.PROGRAMME)
def choose_members(ask: Ask) -> View | Redirect:
    """Keep who is in from the start."""
    typed = ask.form(MembersForm)
    said = typed.value
    if said is None:
        return _show(ask, "members", typed, 400)
    chosen = Members(said.bring, said.past_orders, said.since, said.welcome == "yes")

    def write(uow: UnitOfWork) -> None:
        onboarding.choose_members(ask.env, uow, chosen, by=ask.staff.actor)

    return _done(ask, "members", typed, write, wrong="since")


def _done(
    ask: Ask,
    name: Step,
    typed: Typed[Any],
    write: Callable[[UnitOfWork], None],
    *,
    wrong: str = "",
) -> View | Redirect:
    """Write an answer and go on; what is refused stands beside the field."""
    try:
        ask.run(write)
    except DocumentInvalid:
        typed.refuse(wrong, ask.say(f"welcome.{name}.unfit"))
        return _show(ask, name, typed, 400)
    except (Refused, Malformed) as error:
        typed.refuse(wrong, ask.why(error))
        return _show(ask, name, typed, 400)
    after = STEPS[STEPS.index(name) + 1]
    return Redirect(address_of(f"{AT}/{after}"))


def _way(ask: Ask) -> Way:
    return ask.run(lambda uow: onboarding.way(ask.env, uow))


def _first(found: Way, name: Step) -> Mapping[str, Any]:
    """Return what stands in a form before anybody typed."""
    kept: Mapping[str, Any] = found.choices.get(name, {})
    if name == "look" and found.document is not None:
        look = found.document.storefront.look
        return {"accent": look.accent, "side": look.side, "launcher": look.launcher}
    if name == "members" and isinstance(kept, Mapping):
        return {
            "bring": kept.get("bring", "none"),
            "past_orders": kept.get("past_orders", "none"),
            "since": kept.get("since") or "",
            "welcome": "yes" if kept.get("welcome", True) else "",
        }
    return {}


def _show(ask: Ask, name: Step, form: Typed[Any], status: int = 200) -> View:
    found = _way(ask)
    said: dict[str, Any] = {"way": found, "step": name, "form": form}
    said["number"] = STEPS.index(name) + 1
    if name == "goal":
        said["goals"] = GOALS
    if name == "recipe":
        said |= _recipes(ask, found)
    if name == "look" and found.document is not None:
        said["links"] = _links(ask)
    if name == "members" and found.document is not None:
        said["welcome_points"] = onboarding.welcome_points(found.document)
    return View(f"admin/onboarding/{name}.html", said, status)


def _links(ask: Ask) -> list[tuple[str, str]]:
    """Return where the draft can be seen, in each store."""
    try:
        return previewing.links(ask.env, ask.programme_id)
    except DraftMissing:
        return []


def _recipes(ask: Ask, found: Way) -> dict[str, Any]:
    goal: Goal = found.choices.get("goal", GOALS[0])
    everything = ask.query.get("all") == "yes"
    names = RANKED[goal] if everything else suggested(goal)
    priced = ask.run(lambda uow: offers(ask.env, uow, names))
    words = {each.name: _earning(each, ask.language) for each in priced}
    return {"offers": priced, "everything": everything, "earning": words}


def _earning(offer: Offer, language: Language) -> list[str]:
    """Return how members earn, in the words that they will read."""
    document = offer.document
    said = [rule_in_words(document, rule, language) for rule in document.earning]
    return said[:MOST_RULES]
