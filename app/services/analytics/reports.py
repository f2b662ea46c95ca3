"""Reports as tables: each with its columns, and what each column means in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from app.domain.analytics.figures import KINDS
from app.domain.analytics.flows import FLOWS
from app.domain.sheets import Cell
from app.domain.words import Language
from app.domain.words.analytics import DEFINED
from app.services.analytics.page import Figures, figures
from app.services.analytics.points import steps
from app.services.env import Env
from app.storage.analytics.reports import ReportReader
from app.storage.unit_of_work import UnitOfWork

Rows: TypeAlias = Iterable[tuple[Cell, ...]]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "figures": ("figure", "unit", "part", "whole", "before", "whole_before", "meaning"),
    "points": ("day", "opening", *FLOWS, "closing"),
    "cohorts": ("group", "month", "people", "within_months", "ordered_again"),
    "redemptions": (
        *("reward", "source", "asset", "rewards", "used", "unused"),
        *("points", "points_returned"),
    ),
    "goodwill": ("reason", "person", "asset", "times", "given", "taken"),
    "tiers": ("tier", "members", "reached"),
    "referrals": ("state", "friends"),
    "cost": ("kind", "amount_minor", "currency"),
}


def rows_of(
    env: Env, uow: UnitOfWork, report: str, days: int, language: Language
) -> list[tuple[Cell, ...]]:
    """Return the lines of a report, without its heading.

    Raises:
        KeyError: There is no such report.
    """
    found = figures(env, uow, days)
    return list(MAKERS[report](uow, found, language))


def _figures(_uow: UnitOfWork, found: Figures, language: Language) -> Rows:
    for (name, unit), now in found.reading.now.items():
        if name in KINDS:
            was = found.reading.was(name, unit)
            meaning = DEFINED[name].how.say(language)
            yield (name, unit, now.part, now.whole, was.part, was.whole, meaning)


def _points(uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    reading = found.reading
    for step in steps(uow, reading.asset, reading.span, months=False):
        yield (step.name, *(units for _, units in step.moved.lines()))


def _cohorts(_uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    for name, group in (("cohort_members", "members"), ("cohort_others", "others")):
        for month, later in found.reading.months(name).items():
            for within, share in later.items():
                yield (group, month, share.whole, within, share.part)


def _redemptions(uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    return ReportReader(uow, found.about.zone).redemptions(found.reading.span)


def _goodwill(uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    reading, reader = found.reading, ReportReader(uow, found.about.zone)
    for row in reader.goodwill(reading.span, reading.asset):
        reason, person, asset, times, given, taken = row
        yield (reason, person, asset, times, given or 0, taken or 0)


def _tiers(uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    return ReportReader(uow, found.about.zone).tiers(found.reading.span)


def _referrals(_uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    for (name, _), measure in found.reading.now.items():
        state = name.removeprefix("referral_")
        if state in STATES:
            yield (state, measure.part)


def _cost(_uow: UnitOfWork, found: Figures, _language: Language) -> Rows:
    for kind, amount in found.cost.kinds.items():
        yield (kind, amount, found.cost.currency)


STATES: Final = (
    *("open", "held", "blocked", "waiting", "earned", "cancelled"),
    *("lapsed", "refused"),
)
MAKERS: Final[Mapping[str, Callable[[UnitOfWork, Figures, Language], Rows]]] = {
    "figures": _figures,
    "points": _points,
    "cohorts": _cohorts,
    "redemptions": _redemptions,
    "goodwill": _goodwill,
    "tiers": _tiers,
    "referrals": _referrals,
    "cost": _cost,
}
