"""Rewards buying something several times, level-triggered.

Every order owes its member a look; the look counts all of the member's orders
as they stand, gives what was reached and takes back what refunds undid.
"""

from collections.abc import Sequence
from functools import partial

from app.domain.earning.bought import (
    evaluate_bought,
    purchases,
    reached,
    source_of,
)
from app.domain.gifts import GiftTarget
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import BoughtRule
from app.services.earned import owe
from app.services.fact_context import Moment, reward
from app.services.facts import take_back
from app.services.settlement_work import Desk, Work
from app.services.standing import Standing
from app.storage.earned_gifts import EarnedGiftRepository
from app.storage.member_history import MemberHistory
from app.storage.orders import FactRepository


def rules_of(document: ProgrammeDocument) -> tuple[BoughtRule, ...]:
    """Return the rules that count purchases."""
    return document.remember(
        "bought_rules",
        lambda found: tuple(
            rule for rule in found.earning if isinstance(rule, BoughtRule)
        ),
    )


def note_orders(desk: Desk, works: Sequence[Work]) -> None:
    """Owe a look to everybody whose purchases changed."""
    if not rules_of(desk.document):
        return
    owners = {entry.member_id for work in works for entry in work.entries}
    owners |= {work.member_id for work in works if work.member_id is not None}
    owe(desk.env, desk.uow, owners)


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Give, and take back, what the member's purchases are worth now."""
    rules = rules_of(standing.document)
    if not rules:
        return ()
    orders = MemberHistory(standing.uow).snapshots(standing.member_id)
    for rule in rules:
        given = _given(standing, rule)
        moments = reached(rule, purchases(rule, orders), standing.zone)
        for number, at in enumerate(moments, start=1):
            if source_of(rule.id, number) not in given:
                reward(
                    standing.env,
                    standing.uow,
                    Moment(standing.member, at),
                    partial(evaluate_bought, standing.document, rule.id, number),
                )
        kept = {source_of(rule.id, n + 1) for n in range(len(moments))}
        for source in sorted(given - kept):
            _take_back(standing, source)
    return ()


def _given(standing: Standing, rule: BoughtRule) -> set[str]:
    """Return the sources under which a rule has rewarded the member."""
    facts = FactRepository(standing.uow).of_members([standing.member_id], state="given")
    gifts = EarnedGiftRepository(standing.uow).of_member(
        standing.member_id, rule_ids=[rule.id]
    )
    found = {fact.source for fact in facts if fact.rule_id == rule.id}
    return found | {gift.source for gift in gifts if gift.times}


def _take_back(standing: Standing, source: str) -> None:
    take_back(
        standing.env,
        standing.uow,
        member_id=standing.member_id,
        source=source,
        item="",
        zone=standing.zone,
        document=standing.document,
    )
