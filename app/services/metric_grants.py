"""Metrics that people give by hand, such as the nights of a stay that nobody told.

Each grant has a reason and can be undone once; what stands on the metric follows.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Conflict, Malformed, Missing
from app.services.env import Env
from app.services.living import refuse_gone
from app.services.metrics import give_metric
from app.services.standing import owe_standing
from app.storage.members import MemberRow
from app.storage.metric_grants import MetricGrant, MetricGrantRepository
from app.storage.metrics import NOWHERE, MetricEntry, set_entries
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class GrantMissing(Missing):
    """This member was given no such amount by hand."""

    code = "metric_grant_missing"


class GrantUndone(Conflict):
    """It was undone already; it counts no more."""

    code = "metric_grant_undone"


class DayAhead(Malformed):
    """What is given counts for a day up to today."""

    code = "metric_day_ahead"


@dataclass(frozen=True, slots=True)
class GrantOfMetric:
    """What to give, for which day, and why."""

    metric: str
    amount: int
    reason: str
    by: str
    day: date | None = None
    """Today where it is left out."""


def grant(
    env: Env, uow: UnitOfWork, member: MemberRow, asked: GrantOfMetric
) -> MetricGrant:
    """Give a member so much of a metric, and evaluate where they stand.

    Raises:
        DayAhead: The day is not over yet today.
        MetricMissing: The live programme has no such metric.
        MetricNotGiven: The metric is counted from orders or activities.
        MemberGone: The member's account can't move any more.
    """
    now = env.clock.now()
    today = now.astimezone(ZoneInfo(StoreRepository(uow).programme().timezone)).date()
    day = asked.day or today
    if day > today:
        raise DayAhead(f"{day} is ahead of {today}")
    given = MetricGrant(
        grant_id=env.ids.new(),
        member_id=member.member_id,
        metric=asked.metric,
        amount=asked.amount,
        day=day,
        reason=asked.reason,
        given_by=asked.by,
        given_at=now,
    )
    give_metric(
        env,
        uow,
        member_id=member.member_id,
        metric=asked.metric,
        source=source_of(given.grant_id),
        amount=asked.amount,
        day=day,
    )
    MetricGrantRepository(uow).add(given)
    return given


def undo(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    grant_id: UUID,
    *,
    by: str,
    reason: str,
) -> MetricGrant:
    """Let an amount that was given by hand count for nothing.

    Also of a metric that a later version no longer has.

    Raises:
        GrantMissing: The member was given none of this id.
        GrantUndone: It was undone before.
        MemberGone: The member's account can't move any more.
    """
    refuse_gone(member)
    repository = MetricGrantRepository(uow)
    given = repository.lock(member.member_id, grant_id)
    if given is None:
        raise GrantMissing(f"{member.member_id} was given no {grant_id}")
    if given.undone_at is not None:
        raise GrantUndone(f"{grant_id} was undone on {given.undone_at}")
    entry = MetricEntry(
        given.member_id, given.metric, NOWHERE, source_of(grant_id), given.day, 0
    )
    set_entries(uow, [entry])
    at = env.clock.now()
    repository.undo(grant_id, by=by, reason=reason, at=at)
    owe_standing(env, uow, [given.member_id])
    return replace(given, undone_by=by, undone_reason=reason, undone_at=at)


def source_of(grant_id: UUID) -> str:
    """Return the source under which a grant counts."""
    return f"grant:{grant_id}"
