"""What activities, other facts and people count for, written as dated amounts.

Orders are counted by settlement itself, in its batch. Everything here owes the
member an evaluation in the same unit of work.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.errors import Missing, Refused
from app.domain.metrics.activities import count_activity
from app.domain.metrics.points import count_points
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.metrics import GivenMetric
from app.services.env import Env
from app.services.living import refuse_gone
from app.services.standing import owe_standing
from app.storage.members import MemberRepository
from app.storage.metrics import NOWHERE, MetricEntry, set_entries
from app.storage.orders import FactRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork


class MetricMissing(Missing):
    """The live programme has no such metric."""

    code = "metric_missing"


class MetricNotGiven(Refused):
    """The metric is counted from orders or activities; people can't set it."""

    code = "metric_not_given"


def note_activity(
    env: Env,
    uow: UnitOfWork,
    document: ProgrammeDocument,
    *,
    member_id: UUID,
    store_id: UUID,
    activity: str,
    distinct_id: str,
    data: Mapping[str, Any],
    day: date,
) -> None:
    """Count an activity that was told for the first time."""
    entries = [
        MetricEntry(
            member_id=member_id,
            metric=counted.metric,
            store_id=store_id,
            source=f"activity:{activity}:{distinct_id}",
            day=day,
            amount=counted.amount,
            unit=counted.unit,
        )
        for counted in count_activity(document, activity, data)
    ]
    if entries:
        set_entries(uow, entries)
        owe_standing(env, uow, [member_id], document=document)


def note_facts(
    env: Env,
    uow: UnitOfWork,
    rows: Sequence[FactRow],
    *,
    document: ProgrammeDocument,
    zone: str,
) -> None:
    """Count the points that awards of rules are worth now."""
    entries = [
        MetricEntry(
            member_id=row.member_id,
            metric=counted.metric,
            store_id=NOWHERE,
            source=f"award:{row.award_id}",
            day=row.happened_at.astimezone(ZoneInfo(zone)).date(),
            amount=counted.amount,
            unit=counted.unit,
            counts_from=None if counted.at_once else _matures_at(row),
        )
        for row in rows
        for counted in count_points(document, {(row.asset, row.rule_id): row.keep})
    ]
    if entries:
        set_entries(uow, entries)
        owners = {entry.member_id for entry in entries}
        owe_standing(env, uow, owners, document=document)


def _matures_at(row: FactRow) -> datetime | None:
    days = int(row.terms.get("pending_days", 0))
    return row.happened_at + timedelta(days=days) if days else None


def give_metric(
    env: Env,
    uow: UnitOfWork,
    *,
    member_id: UUID,
    metric: str,
    source: str,
    amount: int,
    day: date,
    store_id: UUID = NOWHERE,
) -> None:
    """Set what a member was given of a metric under *source*; asked twice, once.

    Raises:
        MetricMissing: The live programme has no such metric.
        MetricNotGiven: The metric is counted from orders or activities.
        MemberGone: The member's account can't move any more.
    """
    refuse_gone(MemberRepository(uow).get(member_id))
    _, document = ProgrammeRepository(uow).live()
    declared = document.item("metrics", metric)
    if declared is None:
        raise MetricMissing(f"there is no metric {metric}")
    if not isinstance(declared, GivenMetric):
        raise MetricNotGiven(f"{metric} is counted from {declared.of}")
    entry = MetricEntry(member_id, metric, store_id, source, day, amount)
    set_entries(uow, [entry])
    owe_standing(env, uow, [member_id])
