"""The way of a new programme from nothing to its members, in six steps.

Each answer is kept when it is given, so the way can be left and resumed, and every
answer can be changed until the start. What members meet is the programme's draft;
nothing is live before the last step, and trying it before that lets only testers in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Conflict, Refused
from app.domain.onboarding.choices import (
    GOALS,
    STEPS,
    Bring,
    Goal,
    PastOrders,
    Step,
)
from app.domain.onboarding.fitting import fitted
from app.domain.programme.canonical import terse
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.recipes.starters import starter
from app.services import backfills
from app.services.backfills import Progress
from app.services.env import Env
from app.services.pricing import facts_of, past
from app.storage.backfills import Past
from app.storage.onboarding import OnboardingRepository
from app.storage.programmes import DraftMissing, NothingPublished, ProgrammeRepository
from app.storage.stores import ProgrammeRow, StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

WELCOME: Final = "welcome"
"""The rule that gives points for joining."""


class UnknownChoice(Refused):
    """An answer that is none of those offered."""

    code = "unknown_choice"


class StartInFuture(Refused):
    """Orders of the past would earn from a day that has not come."""

    code = "start_in_future"


class StepMissing(Refused):
    """A step that comes before has no answer yet."""

    code = "step_missing"


class LaunchedAlready(Conflict):
    """Members see the programme already: it is changed in its own pages."""

    code = "launched_already"


@dataclass(frozen=True, slots=True)
class StepState:
    """One of the six."""

    step: Step
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How far the programme is."""

    programme: ProgrammeRow
    choices: Mapping[str, Any]
    steps: tuple[StepState, ...]
    stores: tuple[StoreRow, ...]
    progress: Mapping[UUID, Progress]
    past: Past
    launched: bool
    document: ProgrammeDocument | None
    """The draft, or what is being tried, or what is in force."""

    @property
    def current(self) -> Step:
        """The first step without an answer."""
        return next((each.step for each in self.steps if each.current), "publish")


def way(env: Env, uow: UnitOfWork) -> Way:
    """Return how far the programme is; nothing is written."""
    row = OnboardingRepository(uow).get()
    programme = StoreRepository(uow).programme()
    choices = {} if row is None else row.choices
    stores = tuple(
        store
        for store in StoreRepository(uow).all()
        if store.state == "connected" and store.platform in env.platforms
    )
    launched = is_launched(programme)
    done: dict[Step, bool] = {
        "connect": bool(stores),
        "goal": "goal" in choices,
        "recipe": "recipe" in choices,
        "look": "look" in choices,
        "members": "members" in choices,
        "publish": launched,
    }
    first = next((step for step in STEPS if not done[step]), None)
    return Way(
        programme=programme,
        choices=choices,
        steps=tuple(StepState(step, done[step], step == first) for step in STEPS),
        stores=stores,
        progress=backfills.progress(env, uow),
        past=past(env, uow),
        launched=launched,
        document=document_of(uow),
    )


def is_launched(programme: ProgrammeRow) -> bool:
    """Tell whether members see the programme."""
    return programme.live_version is not None and programme.mode == "live"


def document_of(uow: UnitOfWork) -> ProgrammeDocument | None:
    """Return the draft, or else what is in force."""
    repository = ProgrammeRepository(uow)
    try:
        return repository.draft().document
    except DraftMissing:
        pass
    try:
        return repository.live()[1]
    except NothingPublished:
        return None


def gives_something(document: ProgrammeDocument | None) -> bool:
    """Tell whether members could get anything: a new programme begins empty."""
    return document is not None and bool(document.earning or document.challenges)


def read_history(env: Env, uow: UnitOfWork, *, by: str) -> int:
    """Ask for the past of every connected store that was not read; return how many."""
    known = backfills.progress(env, uow)
    rows = [
        row
        for row in StoreRepository(uow).all()
        if row.state == "connected"
        and row.platform in env.platforms
        and row.store_id not in known
    ]
    for row in rows:
        backfills.begin(env, uow, row.store_id, purpose="history", by=by)
    return len(rows)


def choose_goal(env: Env, uow: UnitOfWork, goal: str, *, by: str) -> Goal:
    """Keep what the programme is for.

    Raises:
        UnknownChoice: It is none of the aims.
    """
    refuse_launched(uow)
    found = next((each for each in GOALS if each == goal), None)
    if found is None:
        raise UnknownChoice(f"no aim {goal[:40]!r}")
    OnboardingRepository(uow).choose({"goal": found}, by=by, at=env.clock.now())
    return found


def use_recipe(env: Env, uow: UnitOfWork, name: str, *, by: str) -> ProgrammeDocument:
    """Make the draft of a starter, in the store's amounts; the look stays.

    Raises:
        RecipeMissing: There is none of that name.
        LaunchedAlready: It would write over what members know.
    """
    refuse_launched(uow)
    before = document_of(uow)
    document = fitted(starter(name), facts_of(env, uow))
    if before is not None:
        # What the merchant called it stays, and how it looks.
        named = {"name": before.identity.name}
        document = document.model_copy(
            update={
                "storefront": before.storefront,
                "identity": document.identity.model_copy(update=named),
            }
        )
    _save(env, uow, document, by=by)
    OnboardingRepository(uow).choose(
        {"recipe": name, "welcome_points": 0}, by=by, at=env.clock.now()
    )
    return document


def choose_look(
    env: Env, uow: UnitOfWork, look: Mapping[str, str], *, by: str
) -> ProgrammeDocument:
    """Write colour, side and launcher into the draft.

    Raises:
        StepMissing: There is no draft yet.
        DocumentInvalid: A colour on which nothing can be read, above all.
    """
    refuse_launched(uow)
    data = _data(uow)
    front = dict(data.get("storefront", {}))
    front["look"] = {**front.get("look", {}), **look}
    document = load_document({**data, "storefront": front})
    _save(env, uow, document, by=by)
    OnboardingRepository(uow).choose({"look": dict(look)}, by=by, at=env.clock.now())
    return document


@dataclass(frozen=True, slots=True)
class Members:
    """Who becomes a member at the start, and what the past counts for."""

    bring: Bring = "none"
    past_orders: PastOrders = "none"
    since: date | None = None
    """With ``points``: orders from this day on earn."""
    welcome: bool = False
    """Points for joining."""


def choose_members(
    env: Env, uow: UnitOfWork, members: Members, *, by: str
) -> ProgrammeDocument:
    """Keep whom the start brings in; the welcome becomes a rule of the draft.

    Raises:
        StepMissing: There is no draft yet.
        UnknownChoice: Points for the past, and not said from when.
        StartInFuture: The day is none of the past.
    """
    refuse_launched(uow)
    if members.past_orders == "points":
        zone = ZoneInfo(StoreRepository(uow).programme().timezone)
        if members.since is None:
            raise UnknownChoice("say from which day orders earn")
        if members.since > env.clock.now().astimezone(zone).date():
            raise StartInFuture("orders of the past can't earn from a day to come")
    data = _data(uow)
    rules = [rule for rule in data.get("earning", ()) if rule["id"] != WELCOME]
    points = welcome_points(load_document(data)) if members.welcome else 0
    if points:
        rules.append(_welcome(points))
    document = load_document({**data, "earning": rules})
    _save(env, uow, document, by=by)
    kept = {
        "bring": members.bring,
        "past_orders": members.past_orders,
        "since": members.since.isoformat() if members.since else None,
        "welcome": bool(points),
    }
    OnboardingRepository(uow).choose({"members": kept}, by=by, at=env.clock.now())
    return document


def welcome_points(document: ProgrammeDocument) -> int:
    """Return what joining is worth: half of the way to the first reward."""
    prices = [
        price
        for reward in document.rewards
        if document.asset(reward.asset).kind == "points"
        and (price := getattr(reward, "price", None)) is not None
    ]
    return min(prices, default=0) // 2


def _welcome(points: int) -> dict[str, Any]:
    return {
        "id": WELCOME,
        "trigger": "sign_up",
        "title": {"id": "Bonus bergabung", "ms": "Bonus penyertaan", "en": "Welcome"},
        "award": {"kind": "fixed", "points": points},
    }


def refuse_launched(uow: UnitOfWork) -> None:
    """Refuse where members see the programme already."""
    if is_launched(StoreRepository(uow).programme()):
        raise LaunchedAlready("members see the programme already")


def _data(uow: UnitOfWork) -> dict[str, Any]:
    document = document_of(uow)
    if document is None:
        raise StepMissing("choose a programme first")
    return terse(document)


def _save(env: Env, uow: UnitOfWork, document: ProgrammeDocument, *, by: str) -> None:
    repository = ProgrammeRepository(uow)
    based_on = repository.lock()
    repository.save_draft(document, at=env.clock.now(), by=by, based_on=based_on)
