"""What a member earns by being who they are: dates, consents, marks, a profile.

Each is asked as often as anybody likes: the source of an award names the year,
the consent or the mark, so that it is given once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import FactDecision
from app.domain.earning.fact_rules import Met, decide, not_met
from app.domain.programme.birthdays import open_occurrence
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    AnniversaryRule,
    BirthdayRule,
    ConsentRule,
    ProfileRule,
    TagRule,
)

OccasionRule = BirthdayRule | AnniversaryRule | ConsentRule | TagRule | ProfileRule
BETWEEN_BIRTHDAYS = timedelta(days=300)
"""A changed birthday does not come round again within this time."""
BIRTHDAY = "birthday:"


@dataclass(frozen=True, slots=True)
class Person:
    """What occasions look at beside the gathered facts."""

    known: frozenset[str] = frozenset()
    """Which details of the profile are there: ``phone``, ``birthday`` …"""
    birthdays: Mapping[str, Sequence[date]] = field(default_factory=dict)
    """By rule: the birthdays that were rewarded before."""


def evaluate_occasions(
    document: ProgrammeDocument, context: MemberContext, person: Person
) -> FactDecision:
    """Return everything that a member earns at this instant by occasions."""
    today = context.at.astimezone(ZoneInfo(context.zone)).date()

    def trigger(rule: OccasionRule) -> Met:
        if context.member_state != "member":
            return not_met("not_a_member")
        match rule:
            case BirthdayRule():
                return _birthday(rule, context, person, today)
            case AnniversaryRule():
                return _anniversary(rule, context, today)
            case _:
                return _having(rule, context, person)

    kinds = (BirthdayRule, AnniversaryRule, ConsentRule, TagRule, ProfileRule)
    return decide(document, kinds, context, trigger)


def _having(
    rule: ConsentRule | TagRule | ProfileRule, context: MemberContext, person: Person
) -> Met:
    """Return whether the member has what a rule asks for."""
    match rule:
        case ConsentRule(consent=name):
            has, source, code = (
                name in context.member.consents,
                f"consent:{name}",
                "no_consent",
            )
        case TagRule(tag=tag):
            name = tag.casefold()
            has, source, code = name in context.member.tags, f"tag:{name}", "not_marked"
        case _:
            missing = sorted(set(rule.needs) - person.known)
            if missing:
                return not_met("profile_lacks", needs=", ".join(missing))
            return Met(source="profile")
    return Met(source=source) if has else not_met(code)


def _birthday(
    rule: BirthdayRule, context: MemberContext, person: Person, today: date
) -> Met:
    birthday = context.member.birthday
    if birthday is None:
        return not_met("birthday_unknown")
    day = open_occurrence(
        birthday,
        today,
        before_days=rule.before_days,
        after_days=rule.after_days,
    )
    if day is None:
        return not_met("no_birthday")
    for before in person.birthdays.get(rule.id, ()):
        close = abs(day - before) < BETWEEN_BIRTHDAYS or day.year == before.year
        if before != day and close:
            return not_met("birthday_rewarded", before=before.isoformat())
    return Met(source=f"{BIRTHDAY}{day.isoformat()}")


def _anniversary(rule: AnniversaryRule, context: MemberContext, today: date) -> Met:
    joined_at = context.member.joined_at
    if joined_at is None:
        return not_met("not_a_member")
    joined = joined_at.astimezone(ZoneInfo(context.zone)).date()
    day = open_occurrence(joined, today, before_days=0, after_days=rule.after_days)
    years = 0 if day is None else day.year - joined.year
    if years == 0 or (rule.years and years not in rule.years):
        return not_met("no_anniversary")
    return Met(source=f"anniversary:{years}")
