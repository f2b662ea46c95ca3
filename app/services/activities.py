"""Something a member did, told by a program once; the rules decide what it earns.

The sender's ``distinct_id`` is the key: the same activity told again is the one
that is known, another one under the same id is a contradiction.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import AwardDecision, FactDecision
from app.domain.earning.evaluate import evaluate_activity
from app.domain.errors import Malformed
from app.domain.ledger import request_digest
from app.domain.ledger.errors import KeyReused
from app.domain.programme.document import ProgrammeDocument
from app.services.channel_orders import channel
from app.services.env import Env
from app.services.facts import Fact, give
from app.services.living import refuse_gone
from app.services.metrics import note_activity
from app.services.settlement import EARNER
from app.storage.activities import ActivityRepository, ActivityRow
from app.storage.members import MemberRepository, MemberRow
from app.storage.orders import OrderRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
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
    digest = request_digest(
        {
            "member": member.member_id,
            "occurred_at": told.occurred_at,
            "data": repr(sorted(told.data.items())),
        }
    )
    activities.serialise(told.type, told.distinct_id)
    seen = activities.find(told.type, told.distinct_id)
    if seen is not None:
        if seen.request_digest != digest:
            raise KeyReused
        return seen, False
    refuse_gone(member)
    version, document = ProgrammeRepository(uow).live()
    at = told.occurred_at or now
    decision = _decide(env, uow, member, told, document, at=at)
    given = _give(
        env, uow, member, told, decision, document=document, version=version, at=at
    )
    store = channel(env, uow)
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
    row = ActivityRow(
        activity_id=env.ids.new(),
        type=told.type,
        distinct_id=told.distinct_id,
        member_id=member.member_id,
        request_digest=digest,
        data=dict(told.data),
        occurred_at=at,
        received_at=now,
        programme_version=version,
        outcome={
            "rules": [_step(step, given) for step in decision.trace],
            "awards": [
                {"rule_id": a.rule_id, "asset": a.asset, "amount": a.amount}
                for a in given
            ],
        },
    )
    activities.add(row)
    return row, True


def _step(step: Mapping[str, Any], given: Collection[AwardDecision]) -> dict[str, Any]:
    """Return a step of the decision; what was given before is not given again."""
    rules = {award.rule_id for award in given}
    if step["outcome"] == "awarded" and step["rule"] not in rules:
        return {**step, "outcome": "given_before"}
    return dict(step)


def _decide(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    told: Activity,
    document: ProgrammeDocument,
    *,
    at: datetime,
) -> FactDecision:
    # Two activities of one member must not both take what a limit has left.
    MemberRepository(uow).serialise([f"limits/{member.member_id}"])
    used: dict[str, int] = {}
    limits = OrderRepository(uow).used_limits([member.member_id])
    for counters in limits.get(member.member_id, {}).values():
        for key, amount in counters.items():
            used[key] = used.get(key, 0) + amount
    store = channel(env, uow)
    return evaluate_activity(
        document,
        told.type,
        told.data,
        MemberContext(
            zone=StoreRepository(uow).programme().timezone,
            at=at,
            store_id=store.store_id,
            platform=store.platform,
            member_state=EARNER.get(member.state, member.state),
            used=used,
        ),
        distinct_id=told.distinct_id,
    )


def _give(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    told: Activity,
    decision: FactDecision,
    *,
    document: ProgrammeDocument,
    version: int,
    at: datetime,
) -> list[AwardDecision]:
    """Give each award under its own source; return those that were given."""
    given: list[AwardDecision] = []
    zone = StoreRepository(uow).programme().timezone
    store_id = channel(env, uow).store_id
    for award in decision.awards:
        done = give(
            env,
            uow,
            Fact(
                member_id=member.member_id,
                source=award.source,
                item=told.distinct_id,
                happened_at=at,
                store_id=store_id,
            ),
            FactDecision((award,), decision.trace),
            document=document,
            version=version,
            zone=zone,
        )
        if done:
            given.append(award)
    _note_limits(uow, member.member_id, store_id, told, given, at=at, zone=zone)
    return given


def _note_limits(
    uow: UnitOfWork,
    member_id: UUID,
    store_id: UUID,
    told: Activity,
    given: list[AwardDecision],
    *,
    at: datetime,
    zone: str,
) -> None:
    day = at.astimezone(ZoneInfo(zone)).date()
    used: dict[str, int] = {}
    for award in given:
        for key, amount in (award.counters or {}).items():
            used[key] = used.get(key, 0) + amount
    source = f"activity:{told.type}:{told.distinct_id}"
    OrderRepository(uow).set_metrics(
        [
            (member_id, f"limit:{key}", store_id, source, day, amount, "units")
            for key, amount in used.items()
        ]
    )
