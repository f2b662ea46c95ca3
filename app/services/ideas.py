"""The idea of the week: what Home proposes, and what was said to it.

Ideas come from fixed rules over the programme's own figures. A rule proposes nothing
that is on already; the first that fits is told until somebody answers, and after an
answer a week goes by before the next one.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from app.domain.analytics.figures import Figure
from app.domain.errors import Missing
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.storefront_voices import nudges
from app.services import campaign_calendar
from app.services.analytics.reading import Reading
from app.services.env import Env
from app.services.todo import unplaced
from app.storage.home_answers import Answer, HomeAnswer, HomeAnswers
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

WEEK: Final = timedelta(days=7)
SETTLES: Final = timedelta(days=28)
"""The figures' period: what was done a shorter while ago does not show in them."""
ENOUGH: Final = 20
"""People of whom a share is told; fewer say nothing."""
SET_UP: Final = "set_up"
"""The subject of answers about setting up, beside the names of ideas."""


class IdeaMissing(Missing):
    """Home proposes nothing of this name."""

    code = "idea_missing"


@dataclass(frozen=True, slots=True)
class Idea:
    """This week's idea, with the figures that it comes from."""

    name: str
    percent: int
    people: int
    path: str


@dataclass(frozen=True, slots=True)
class Running:
    """What is on already, as far as ideas would propose it."""

    nudges: Collection[str] = ()
    campaign: bool = False
    """An offer for orders or for a group, with dates, is on or planned."""
    second_order: bool = False
    """A way to earn asks which order it is."""
    panel: bool = False
    """Every store shows the panel."""
    ways: Collection[str] = ()
    """What ways to earn are triggered by."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An idea, and when it fits."""

    name: str
    figure: str
    fits: Callable[[Fraction], bool]
    is_on: Callable[[Running], bool]
    """What it proposes is there."""
    path: str
    people: Callable[[Figure], int] = lambda figure: figure.part


def _above(percent: int) -> Callable[[Fraction], bool]:
    return lambda share: share * 100 >= percent


def _below(percent: int) -> Callable[[Fraction], bool]:
    return lambda share: share * 100 < percent


def _rest(figure: Figure) -> int:
    return figure.whole - figure.part


RULES: Final = (
    Rule(
        "never_redeemed",
        "able",
        _above(25),
        lambda running: "redeem" in running.nudges,
        "/storefront/nudges",
    ),
    Rule(
        "expiring",
        "expiring",
        _above(10),
        lambda running: running.campaign,
        "/campaigns",
    ),
    Rule(
        "enrol_more",
        "enrolment_rate",
        _below(40),
        lambda running: running.panel,
        "/home/panel",
        _rest,
    ),
    Rule(
        "second_order",
        "repeat_rate",
        _below(25),
        lambda running: running.campaign or running.second_order,
        "/campaigns",
        _rest,
    ),
    Rule(
        "unused_rewards",
        "reward_use",
        _below(60),
        lambda running: "unused" in running.nudges,
        "/storefront/nudges",
        _rest,
    ),
    Rule(
        "take_part",
        "participation",
        _below(10),
        lambda running: {"review", "birthday"} <= set(running.ways),
        "/programme/earn",
        _rest,
    ),
)
PATHS: Final[Mapping[str, str]] = {rule.name: rule.path for rule in RULES}


def idea(
    reading: Reading,
    running: Running,
    answers: Mapping[str, HomeAnswer],
    *,
    at: datetime,
) -> Idea | None:
    """Return the first idea that fits and was not sent away, or None."""
    said = {name: answers[name] for name in PATHS if name in answers}
    if any(at - answer.said_at < WEEK for answer in said.values()):
        return None
    for rule in RULES:
        if rule.is_on(running) or _is_away(said.get(rule.name), at):
            continue
        figure = _figure(reading, rule.figure)
        if figure.whole < ENOUGH:
            continue
        share = Fraction(figure.part, figure.whole)
        if rule.fits(share):
            told = share if rule.people is not _rest else 1 - share
            percent = told.numerator * 100 // told.denominator
            return Idea(rule.name, percent, rule.people(figure), rule.path)
    return None


def _is_away(said: HomeAnswer | None, at: datetime) -> bool:
    if said is None or said.answer == "later":
        return False
    return said.answer == "not_for_us" or at - said.said_at < SETTLES


def _figure(reading: Reading, name: str) -> Figure:
    if name == "able":
        found = reading.now.get(("able_never_redeemed", "count"))
        return Figure(name, "count", found.part, found.whole) if found else _none(name)
    if name == "expiring":
        members = reading.of("members").part
        found = reading.now.get((name, reading.asset))
        return Figure(name, "count", found.whole if found else 0, members)
    return reading.of(name)


def _none(name: str) -> Figure:
    return Figure(name, "count", 0, 0)


def running(env: Env, uow: UnitOfWork, document: ProgrammeDocument | None) -> Running:
    """Return what is on already; without a programme everything is to come."""
    if document is None:
        return Running()
    zone = StoreRepository(uow).programme().timezone
    dated = campaign_calendar.dated(document, at=env.clock.now(), zone=zone)
    rules = [rule for rule in document.earning if rule.enabled]
    return Running(
        nudges=nudges(document),
        campaign=any(
            one.section == "campaigns" or isinstance(one.item, OrderRule)
            for one in dated
            if one.state in ("running", "planned")
        ),
        second_order=any(
            isinstance(rule, OrderRule) and "order.number" in rule.model_dump_json()
            for rule in rules
        ),
        panel=not unplaced(env, uow),
        ways=frozenset(rule.trigger for rule in rules),
    )


def this_week(
    env: Env, uow: UnitOfWork, reading: Reading, document: ProgrammeDocument | None
) -> Idea | None:
    """Return the idea that Home tells now, or None."""
    found = HomeAnswers(uow).all()
    return idea(reading, running(env, uow, document), found, at=env.clock.now())


def answer(env: Env, uow: UnitOfWork, subject: str, said: Answer, *, by: str) -> None:
    """Keep what was said to an idea, or to setting up.

    Raises:
        IdeaMissing: Home proposes nothing of this name.
    """
    if subject not in PATHS and subject != SET_UP:
        raise IdeaMissing(f"nothing is called {subject[:40]!r}")
    HomeAnswers(uow).put(subject, HomeAnswer(said, env.clock.now(), by))


def take_back(uow: UnitOfWork, subject: str) -> None:
    """Forget what was said to something."""
    HomeAnswers(uow).drop(subject)


def put_off(env: Env, uow: UnitOfWork, subject: str) -> bool:
    """Tell whether something was put off less than a week ago."""
    said = HomeAnswers(uow).all().get(subject)
    return (
        said is not None
        and said.answer == "later"
        and env.clock.now() - said.said_at < WEEK
    )
