"""Days that a member chooses for a rule, and other things said of a member.

A choice is for a day that is not over, at most so many in a year or month, and
only where the member's own facts would let the rule run.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.domain.earning.conditions import about_member, compiled
from app.domain.errors import Missing, Refused
from app.domain.programme.earning import ChosenDays, OrderRule
from app.domain.programme.facts import NOBODY, Facts
from app.services import occasions, tier_tags
from app.services.channel_orders import channel
from app.services.env import Env
from app.services.fact_context import EARNER
from app.services.living import refuse_gone
from app.services.member_facts import gather
from app.services.standing import owe_standing
from app.storage.chosen_days import ChosenDayRepository
from app.storage.marks import Kind, MarkRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class BonusRuleMissing(Missing):
    """No rule of this name runs on chosen days."""

    code = "bonus_rule_missing"


class DayPast(Refused):
    """The day is over."""

    code = "day_past"


class DaysAllChosen(Refused):
    """All days of the period are chosen already."""

    code = "days_all_chosen"

    def __init__(self, days: Collection[date], *, per: str) -> None:
        self.days = tuple(days)
        named = ", ".join(day.isoformat() for day in days)
        super().__init__(f"already chosen for this {per}: {named}")


class BonusNotYours(Refused):
    """The rule is not for this member."""

    code = "bonus_not_yours"


def choose(
    env: Env, uow: UnitOfWork, member: MemberRow, rule_id: str, day: date
) -> Mapping[date, datetime]:
    """Choose a day for a rule; return all days of the rule. Twice is once.

    Raises:
        BonusRuleMissing: No rule of this name runs on chosen days.
        DayPast: The day is over.
        DaysAllChosen: Another day of the same period was chosen.
        BonusNotYours: The rule asks for a tier or a mark that is not there.
        MemberGone: The member's account can't move any more.
    """
    refuse_gone(member)
    rule, chosen_days = _rule(uow, rule_id)
    zone, now = StoreRepository(uow).programme().timezone, env.clock.now()
    MemberRepository(uow).serialise([f"limits/{member.member_id}"])
    repository = ChosenDayRepository(uow)
    chosen = dict(repository.of([member.member_id]).get(member.member_id, {}))
    days = dict(chosen.get(rule_id, {}))
    if day in days:
        return days
    if day < now.astimezone(ZoneInfo(zone)).date():
        raise DayPast(f"{day.isoformat()} is over")
    per, most = chosen_days.per, chosen_days.days
    taken = [one for one in days if _period(one, per) == _period(day, per)]
    if len(taken) >= most:
        raise DaysAllChosen(taken, per=per)
    _refuse_others(uow, member, rule, now, zone)
    repository.add(member.member_id, rule_id, day, at=now)
    return {**days, day: now}


def _rule(uow: UnitOfWork, rule_id: str) -> tuple[OrderRule, ChosenDays]:
    _, document = ProgrammeRepository(uow).live()
    rule = document.rule(rule_id)
    if not isinstance(rule, OrderRule) or rule.chosen is None or not rule.enabled:
        known = [
            one.id
            for one in document.earning
            if isinstance(one, OrderRule) and one.chosen is not None and one.enabled
        ]
        raise BonusRuleMissing(
            f"no rule {rule_id!r} runs on chosen days; known are {', '.join(known)}"
        )
    return rule, rule.chosen


def _period(day: date, per: str) -> str:
    return f"{day:%Y-%m}" if per == "month" else f"{day:%Y}"


def _refuse_others(
    uow: UnitOfWork, member: MemberRow, rule: OrderRule, now: datetime, zone: str
) -> None:
    """Refuse a member whom the rule's own conditions leave out now."""
    condition = None if rule.when is None else about_member(rule.when)
    if condition is None:
        return
    _, document = ProgrammeRepository(uow).live()
    wanted = (member.member_id, now, None)
    facts = Facts(
        at=now,
        zone=zone,
        store="",
        platform="",
        member=gather(uow, document, [wanted]).get(wanted, NOBODY),
        member_state=EARNER.get(member.state, member.state),
    )
    verdict = compiled(condition)(facts)
    if not verdict:
        raise BonusNotYours(f"{rule.id} is not for this member: {verdict.code}")


def days_of(
    uow: UnitOfWork, member: MemberRow
) -> Mapping[str, Mapping[date, datetime]]:
    """Return the days that a member chose, by rule."""
    return ChosenDayRepository(uow).of([member.member_id]).get(member.member_id, {})


def set_marks(
    env: Env, uow: UnitOfWork, member: MemberRow, kind: Kind, names: Collection[str]
) -> list[str]:
    """Make *names* all that programs say of a member; return all there are.

    What stores say themselves, such as customer tags, stays beside it.

    Raises:
        MemberGone: The member's account can't move any more.
    """
    refuse_gone(member)
    store_id = channel(env, uow).store_id
    marks = MarkRepository(uow)
    marks.set(member.member_id, kind, store_id, names, at=env.clock.now())
    if kind == "tag":
        tier_tags.note_tags(env, uow, member.member_id, store_id, names)
    occasions.check(env, uow, member)
    owe_standing(env, uow, [member.member_id])
    return marks.names(member.member_id, kind)
