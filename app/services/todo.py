"""Home's to-do, the health line, and the idea of the week.

Everything here is a count with a place to go; nothing is changed. Ideas come from
fixed rules over the programme's own figures: the first that fits is this week's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from app.domain.analytics.figures import Figure
from app.services.analytics.reading import Reading
from app.services.env import Env
from app.storage.stores import StoreRepository
from app.storage.todo import TodoRepository, Waiting
from app.storage.unit_of_work import UnitOfWork

LATE: Final = timedelta(minutes=5)
VERY_LATE: Final = timedelta(minutes=30)


class Tone(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for a person."""

    name: str
    """Of the words: ``home.todo.<name>``."""
    count: int
    tone: Tone
    path: str
    """Where it is done, below ``/admin``."""
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """How one thing runs."""

    name: str
    tone: Tone
    late: timedelta = timedelta(0)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Idea:
    """This week's idea, with the figures that it comes from."""

    name: str
    percent: int
    people: int
    path: str


def tasks(env: Env, uow: UnitOfWork, reading: Reading) -> list[Task]:
    """Return what waits for a person, the most pressing first."""
    book = TodoRepository(uow)
    waits = book.waiting(env.clock.now())
    stores = StoreRepository(uow).all()
    ailing = sum(one.problem is not None or one.state == "blocked" for one in stores)
    expiring = reading.now.get(("expiring", reading.asset))
    found = [
        Task("stores", ailing, Tone.BAD, "/settings/stores"),
        Task("debts", waits.debts, Tone.WARN, "/members/activity?failed=yes"),
        Task(
            "vouchers", waits.vouchers, Tone.WARN, "/members/redemptions?state=failed"
        ),
        Task("deliveries", waits.deliveries, Tone.WARN, "/settings/deliveries"),
        Task("claims_due", waits.claims_due, Tone.WARN, "/members/support"),
        Task("claims", waits.claims - waits.claims_due, Tone.INFO, "/members/support"),
        Task("referrals", waits.referrals, Tone.INFO, "/members/review"),
        Task("alike", reading.count("alike"), Tone.INFO, "/members/review"),
        Task("draft", int(book.differs()), Tone.INFO, "/programme"),
        Task(
            "expiring",
            expiring.whole if expiring else 0,
            Tone.INFO,
            "/analytics/points",
            {"units": expiring.part if expiring else 0},
        ),
    ]
    return [task for task in found if task.count]


def health(env: Env, uow: UnitOfWork) -> list[Health]:
    """Return how deliveries, stores, debts and the timers run."""
    now = env.clock.now()
    waits = TodoRepository(uow).waiting(now)
    stores = StoreRepository(uow).all()
    blocked = sum(one.state == "blocked" for one in stores)
    ailing = sum(one.problem is not None and one.state != "blocked" for one in stores)
    connection = Tone.WARN if ailing else Tone.GOOD
    return [
        _lag("deliveries", now, waits.inbox_since),
        Health("stores", Tone.BAD if blocked else connection, count=blocked + ailing),
        _lag("debts", now, waits.outbox_since),
        _timers(now, waits),
    ]


def _lag(name: str, now: datetime, since: datetime | None) -> Health:
    late = max(now - since, timedelta(0)) if since else timedelta(0)
    if late < LATE:
        return Health(name, Tone.GOOD)
    return Health(name, Tone.BAD if late >= VERY_LATE else Tone.WARN, late)


def _timers(now: datetime, waits: Waiting) -> Health:
    found = _lag("schedule", now, waits.timer_since)
    if found.tone is Tone.GOOD and waits.timers_failing:
        return Health("schedule", Tone.WARN, count=waits.timers_failing)
    return found


def worst(found: list[Health]) -> Tone:
    """Return the one tone that stands for all."""
    order = (Tone.BAD, Tone.WARN, Tone.INFO, Tone.GOOD)
    return next(
        (tone for tone in order if any(h.tone is tone for h in found)), Tone.GOOD
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """An idea, and when it fits."""

    name: str
    figure: str
    fits: Callable[[Fraction], bool]
    path: str
    people: Callable[[Figure], int] = lambda figure: figure.part


def _above(percent: int) -> Callable[[Fraction], bool]:
    return lambda share: share * 100 >= percent


def _below(percent: int) -> Callable[[Fraction], bool]:
    return lambda share: share * 100 < percent


def _rest(figure: Figure) -> int:
    return figure.whole - figure.part


RULES: Final = (
    Rule("never_redeemed", "able", _above(25), "/storefront/nudges"),
    Rule("expiring", "expiring", _above(10), "/campaigns"),
    Rule("enrol_more", "enrolment_rate", _below(40), "/storefront/panel", _rest),
    Rule("second_order", "repeat_rate", _below(25), "/campaigns", _rest),
    Rule("unused_rewards", "reward_use", _below(60), "/storefront/nudges", _rest),
    Rule("take_part", "participation", _below(10), "/programme/earn", _rest),
)
ENOUGH: Final = 20
"""People of whom a share is told; fewer say nothing."""


def idea(reading: Reading) -> Idea | None:
    """Return the first idea that fits the figures, or None."""
    for rule in RULES:
        figure = _figure(reading, rule.figure)
        if figure.whole < ENOUGH:
            continue
        share = Fraction(figure.part, figure.whole)
        if rule.fits(share):
            told = share if rule.people is not _rest else 1 - share
            percent = told.numerator * 100 // told.denominator
            return Idea(rule.name, percent, rule.people(figure), rule.path)
    return None


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
