"""Something a member did, told by a program once; the rules decide what it earns.

The sender's ``distinct_id`` is the key: the same activity told again is the one
that is known, another one under the same id is a contradiction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.earning.decisions import AwardDecision
from app.domain.earning.evaluate import evaluate_activity
from app.domain.errors import Malformed
from app.domain.ledger import request_digest
from app.domain.ledger.errors import KeyReused
from app.services.channel_orders import channel
from app.services.env import Env
from app.services.fact_context import Given, Moment, Rewarded, reward
from app.services.living import refuse_gone
from app.services.metrics import note_activity
from app.storage.activities import ActivityRepository, ActivityRow
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

SKEW = timedelta(minutes=5)
"""How far ahead a sender's clock may be."""


class ActivityInFuture(Malformed):
    """It says that it happens later than now."""

    code = "occurred_in_future"


@dataclass(frozen=True, slots=True)
class Activity:
    """What a program tells."""

    type: str
    distinct_id: str
    occurred_at: datetime | None
    data: Mapping[str, Any]


def record(
    env: Env, uow: UnitOfWork, member: MemberRow, told: Activity
) -> tuple[ActivityRow, bool]:
    """Keep an activity and give what the rules say; return it, and whether it is new.

    Raises:
        KeyReused: Another activity was told under this id.
        ActivityInFuture: It says that it happens later than now.
        MemberGone: The member's account can't move any more.
    """
    now = env.clock.now()
    if told.occurred_at is not None and told.occurred_at > now + SKEW:
        raise ActivityInFuture("occurred_at is later than now")
    activities = ActivityRepository(uow)
    activities.serialise(told.type, told.distinct_id)
    seen = activities.find(told.type, told.distinct_id)
    if seen is not None:
        if seen.request_digest != _digest(member, told):
            raise KeyReused
        return seen, False
    refuse_gone(member)
    _, document = ProgrammeRepository(uow).live()
    at = told.occurred_at or now
    store = channel(env, uow)
    rewarded = reward(
        env,
        uow,
        Moment(member, at, store.store_id),
        lambda context: evaluate_activity(
            document, told.type, told.data, context, distinct_id=told.distinct_id
        ),
        item=told.distinct_id,
    )
    note_activity(
        env,
        uow,
        document,
        member_id=member.member_id,
        store_id=store.store_id,
        activity=told.type,
        distinct_id=told.distinct_id,
        data=told.data,
        day=at.astimezone(ZoneInfo(store.timezone)).date(),
    )
    row = _row(env, member, told, rewarded, at)
    activities.add(row)
    return row, True


def _row(
    env: Env, member: MemberRow, told: Activity, rewarded: Rewarded, at: datetime
) -> ActivityRow:
    return ActivityRow(
        activity_id=env.ids.new(),
        type=told.type,
        distinct_id=told.distinct_id,
        member_id=member.member_id,
        request_digest=_digest(member, told),
        data=dict(told.data),
        occurred_at=at,
        received_at=env.clock.now(),
        programme_version=rewarded.version,
        outcome={
            "rules": [_step(step, rewarded.given) for step in rewarded.decision.trace],
            "awards": [
                {"rule_id": one.rule_id, "asset": one.asset, "amount": one.amount}
                for one in rewarded.given
                if isinstance(one, AwardDecision)
            ],
        },
    )


def _digest(member: MemberRow, told: Activity) -> bytes:
    return request_digest(
        {
            "member": member.member_id,
            "occurred_at": told.occurred_at,
            "data": repr(sorted(told.data.items())),
        }
    )


def _step(step: Mapping[str, Any], given: Given) -> dict[str, Any]:
    """Return a step of the decision; what was given before is not given again."""
    rules = {award.rule_id for award in given}
    if step["outcome"] in ("awarded", "gifts") and step["rule"] not in rules:
        return {**step, "outcome": "given_before"}
    return dict(step)
