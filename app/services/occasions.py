"""Gives what members earn by who they are: dates, consents, marks, a profile.

Whatever changes a member asks at once; dates come by the clock. Asked twice it
gives nothing the second time, and a sweep that is late catches up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from typing_extensions import override

from app.domain.earning.evaluate import Person, evaluate_occasions
from app.domain.earning.occasions import BIRTHDAY
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    AnniversaryRule,
    BirthdayRule,
    ConsentRule,
    ProfileRule,
    TagRule,
)
from app.services.env import Env
from app.services.fact_context import Given, Moment, reward
from app.services.member_facts import OCCASIONS
from app.storage.earned_gifts import EarnedGiftRepository
from app.storage.member_dates import MemberDates
from app.storage.members import MemberRepository, MemberRow
from app.storage.orders import FactRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

KINDS: Final = (BirthdayRule, AnniversaryRule, ConsentRule, TagRule, ProfileRule)
CATCH_UP_DAYS: Final = 3
"""A sweep gives what should have been given on the last days, too."""
BATCH: Final = 500
DETAILS: Final = (
    "first_name",
    "last_name",
    "email",
    "phone",
    "birthday",
    "locale",
)


def has_occasions(document: ProgrammeDocument) -> bool:
    """Tell whether a document gives anything for who one is."""
    return document.remember(
        "has_occasions",
        lambda found: any(isinstance(rule, KINDS) for rule in found.earning),
    )


def check(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    *,
    store_id: UUID | None = None,
    at: datetime | None = None,
) -> Given:
    """Give what the member has earned by now; return what is new."""
    _, document = ProgrammeRepository(uow).live()
    if not has_occasions(document) or member.state != "active":
        return ()
    person = Person(
        known=frozenset(name for name in DETAILS if getattr(member, name) is not None),
        birthdays=_birthdays(uow, document, member.member_id),
    )
    return reward(
        env,
        uow,
        Moment(member, at or env.clock.now(), store_id),
        lambda context: evaluate_occasions(document, context, person),
        also=OCCASIONS,
    ).given


def _birthdays(
    uow: UnitOfWork, document: ProgrammeDocument, member_id: UUID
) -> dict[str, list[date]]:
    """Return the birthdays that were rewarded, by rule."""
    rules = {rule.id for rule in document.earning if isinstance(rule, BirthdayRule)}
    found: dict[str, list[date]] = {rule_id: [] for rule_id in rules}
    if not rules:
        return found
    facts = FactRepository(uow).of_members([member_id])
    gifts = EarnedGiftRepository(uow).of_member(member_id, rule_ids=rules)
    sources = [(one.rule_id, one.source) for one in facts]
    sources += [(one.rule_id, one.source) for one in gifts]
    for rule_id, source in sources:
        if rule_id in rules and source.startswith(BIRTHDAY):
            day = source.removeprefix(BIRTHDAY)
            found[rule_id].append(date.fromisoformat(day))
    return found


@dataclass(frozen=True, slots=True)
class OccasionSweep:
    """What a run of the timer did."""

    asked: int
    rewarded: int

    @override
    def __str__(self) -> str:
        return f"{self.asked} asked, {self.rewarded} rewarded"


def sweep(env: Env, programme_id: UUID) -> OccasionSweep:
    """Give what birthdays and anniversaries of these days bring."""

    def look(uow: UnitOfWork) -> tuple[str, ProgrammeDocument] | None:
        try:
            _, document = ProgrammeRepository(uow).live()
        except NothingPublished:
            return None
        return StoreRepository(uow).programme().timezone, document

    found = env.database.run(programme_id, look)
    if found is None:
        return OccasionSweep(0, 0)
    zone, document = found
    asked = rewarded = 0
    for back in range(CATCH_UP_DAYS):
        at = env.clock.now() - timedelta(days=back)
        for member_id in _due(env, programme_id, document, at, zone):
            given = env.database.run(programme_id, partial(_ask, env, member_id, at))
            asked += 1
            rewarded += bool(given)
    return OccasionSweep(asked, rewarded)


def _ask(env: Env, member_id: UUID, at: datetime, uow: UnitOfWork) -> Given:
    return check(env, uow, MemberRepository(uow).get(member_id), at=at)


def _due(
    env: Env,
    programme_id: UUID,
    document: ProgrammeDocument,
    at: datetime,
    zone: str,
) -> Iterator[UUID]:
    """Return who has a day that a rule may reward at *at*, batch by batch."""
    today = at.astimezone(ZoneInfo(zone)).date()
    birthdays: set[str] = set()
    joinings: set[str] = set()
    for rule in document.earning:
        if isinstance(rule, BirthdayRule):
            birthdays |= _days(today, before=rule.before_days, after=rule.after_days)
        elif isinstance(rule, AnniversaryRule):
            joinings |= _days(today, before=0, after=rule.after_days)
    if not birthdays and not joinings:
        return
    last: UUID | None = None
    while True:
        batch = env.database.run(
            programme_id, partial(_batch, birthdays, joinings, zone, last)
        )
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


def _batch(
    birthdays: set[str],
    joinings: set[str],
    zone: str,
    after: UUID | None,
    uow: UnitOfWork,
) -> list[UUID]:
    return MemberDates(uow).on(birthdays, joinings, zone=zone, after=after, most=BATCH)


def _days(today: date, *, before: int, after: int) -> set[str]:
    """Return the days of the year whose window *today* lies in, as ``MM-DD``."""
    days = {
        f"{today + timedelta(days=shift):%m-%d}" for shift in range(-after, before + 1)
    }
    return days | ({"02-29"} if "02-28" in days else set())
