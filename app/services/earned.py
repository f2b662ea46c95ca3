"""Gifts that ways to earn give: promised with an order or a fact, then brought.

A promise is a row with the facts it stands on. The order's settlement, or the
fact's end, says whether it is deserved; the evaluation of the member's standing
brings vouchers, badges and the like there, when their waiting is over.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.earning.decisions import GiftDecision
from app.domain.earning.facts import AwardFacts
from app.domain.earning.keeping import grown, keep_now
from app.domain.events import OrderSnapshot
from app.domain.gifts import GiftTarget
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import BoughtRule, GiftsAward, OrderRule
from app.domain.settlement import ENDED_STATES
from app.services.env import Env
from app.services.settlement_work import Desk, Work
from app.services.standing import Standing
from app.storage.earned_gifts import EarnedGiftRepository, EarnedGiftRow
from app.storage.programmes import ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.unit_of_work import UnitOfWork

ORDER: Final = "order:"
"""What the source of everything that an order gives begins with."""


def order_source(store_id: UUID, order_ref: str) -> str:
    """Return the source of what an order gives."""
    return f"{ORDER}{store_id}:{order_ref}"


def gives_gifts(document: ProgrammeDocument) -> bool:
    """Tell whether orders can earn gifts by this version."""
    return document.remember(
        "order_gifts",
        lambda found: any(
            isinstance(rule, OrderRule) and isinstance(rule.award, GiftsAward)
            for rule in found.earning
        ),
    )


def note_orders(desk: Desk, works: Sequence[Work]) -> None:
    """Bring the promises of these settled orders to what they deserve now."""
    watched = [
        work
        for work in works
        if gives_gifts(desk.document_of(work.row.programme_version)[1])
    ]
    if not watched:
        return
    repository = EarnedGiftRepository(desk.uow)
    rows: dict[str, list[EarnedGiftRow]] = {}
    for row in repository.of_sources({_source(work) for work in watched}):
        rows.setdefault(row.source, []).append(row)
    changed: list[EarnedGiftRow] = []
    for work in watched:
        changed += _note_order(work, rows.get(_source(work), []))
    repository.save(changed)
    owe(desk.env, desk.uow, {row.member_id for row in changed})


def _source(work: Work) -> str:
    return order_source(work.item.store.store_id, work.row.order_ref)


def _note_order(work: Work, rows: Iterable[EarnedGiftRow]) -> list[EarnedGiftRow]:
    fresh = {
        gift.rule_id: gift for gift in (work.decision.gifts if work.decision else ())
    }
    snapshot, earning = work.item.snapshot, work.verdict == "yes"
    changed = []
    for row in rows:
        before = (row.times, row.facts)
        facts = AwardFacts.from_json(row.facts)
        if row.member_id == work.member_id and row.rule_id in fresh:
            facts = grown(facts, fresh.pop(row.rule_id).facts)
        mine = row.member_id == work.member_id
        row.times = _deserved(facts, snapshot, mine=mine, earning=earning)
        row.facts = facts.to_json()
        if (row.times, row.facts) != before:
            changed.append(row)
    owner = work.member_id
    if owner is not None:
        changed += [_promise(work, owner, gift) for gift in fresh.values()]
    return changed


def _deserved(
    facts: AwardFacts, snapshot: OrderSnapshot, *, mine: bool, earning: bool
) -> int:
    if not mine or not (earning or snapshot.state in ENDED_STATES):
        return 0
    return min(1, keep_now(facts, snapshot).amount)


def _promise(work: Work, member_id: UUID, gift: GiftDecision) -> EarnedGiftRow:
    snapshot = work.item.snapshot
    began = snapshot.paid_at or snapshot.fulfilled_at or snapshot.placed_at
    if gift.pending_from == "fulfilled":
        began = snapshot.fulfilled_at or began
    available_from = began + timedelta(days=gift.pending_days)
    return EarnedGiftRow(
        member_id=member_id,
        rule_id=gift.rule_id,
        source=_source(work),
        store_id=work.item.store.store_id,
        programme_version=work.row.programme_version or 0,
        times=_deserved(gift.facts, snapshot, mine=True, earning=work.verdict == "yes"),
        settled=None,
        facts=gift.facts.to_json(),
        terms={"available_from": available_from.isoformat(), "undo": gift.undo},
        happened_at=began,
    )


def note_fact(
    env: Env,
    uow: UnitOfWork,
    gifts: Iterable[GiftDecision],
    *,
    member_id: UUID,
    store_id: UUID | None,
    happened_at: datetime,
    item: str,
    version: int,
) -> list[GiftDecision]:
    """Promise what a fact gives; return what is new.

    What was promised for this source before is not promised again, unless it was
    taken back and is now deserved again by the same item.
    """
    wanted = list(gifts)
    if not wanted:
        return []
    repository, now = EarnedGiftRepository(uow), env.clock.now()
    known = {(row.rule_id, row.source): row for row in repository.of_member(member_id)}
    new, rows = [], []
    for gift in wanted:
        row = known.get((gift.rule_id, gift.source))
        if row is not None:
            if row.times or row.terms.get("waits") or row.terms["item"] != item:
                continue
            row.times = 1
        available_from = now + timedelta(days=gift.pending_days)
        rows.append(
            row
            or EarnedGiftRow(
                member_id=member_id,
                rule_id=gift.rule_id,
                source=gift.source,
                store_id=store_id,
                programme_version=version,
                times=0 if gift.waits_for_first_order else 1,
                settled=0 if gift.waits_for_first_order else None,
                facts=gift.facts.to_json(),
                terms={
                    "available_from": available_from.isoformat(),
                    "undo": gift.undo,
                    "item": item,
                    "waits": gift.waits_for_first_order,
                },
                happened_at=happened_at,
            )
        )
        new.append(gift)
    repository.save(rows)
    owe(env, uow, {row.member_id for row in rows})
    return new


def release_waiting(env: Env, uow: UnitOfWork, members: Collection[UUID]) -> None:
    """Give what was promised "after the first paid order" of these members."""
    repository, changed = EarnedGiftRepository(uow), []
    for member_id in sorted(members):
        for row in repository.waiting(member_id):
            row.times, row.terms = 1, {**row.terms, "waits": False}
            changed.append(row)
    repository.save(changed)
    owe(env, uow, {row.member_id for row in changed})


def take_back(
    env: Env, uow: UnitOfWork, *, member_id: UUID, source: str, item: str
) -> bool:
    """Note that a fact is gone; return whether anything had been promised for it."""
    repository = EarnedGiftRepository(uow)
    rows = [
        row
        for row in repository.of_sources([source])
        if row.member_id == member_id and row.times and row.terms.get("item") == item
    ]
    for row in rows:
        row.times = 0
    repository.save(rows)
    owe(env, uow, {row.member_id for row in rows})
    return bool(rows)


def owe(env: Env, uow: UnitOfWork, members: Collection[UUID]) -> None:
    """Owe these members an evaluation, whatever the document stands on."""
    if members:
        StandingRepository(uow).owe(members, at=env.clock.now())
        uow.after_commit(lambda: env.wake.work("outbox"))


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Return what the member was promised and not brought to yet."""
    if not standing.held.promises:
        return ()
    repository = EarnedGiftRepository(standing.uow)
    targets: list[GiftTarget] = []
    done = []
    for row in repository.unsettled(standing.member_id):
        available_from = datetime.fromisoformat(row.terms["available_from"])
        if row.times and available_from > standing.at:
            standing.wake(available_from)
            continue
        targets += _targets(standing, row)
        row.settled = row.times
        done.append(row)
    repository.save(done)
    return targets


def _targets(standing: Standing, row: EarnedGiftRow) -> list[GiftTarget]:
    document = standing.document
    if row.programme_version != standing.version:
        document = ProgrammeRepository(standing.uow).version(row.programme_version)
    rule = document.rule(row.rule_id)
    if rule is None or not isinstance(rule.award, GiftsAward):
        return []
    of_order = row.source.startswith(ORDER)
    return [
        GiftTarget(
            member_id=row.member_id,
            rule_id=row.rule_id,
            source=row.source,
            gift=gift,
            happened_at=row.happened_at,
            place=place,
            times=row.times,
            undo=rule.undo if isinstance(rule, OrderRule | BoughtRule) else "unused",
            store_id=row.store_id,
            given_by=row.store_id if of_order else None,
            reason="earned" if row.times else "no_longer_earned",
        )
        for place, gift in enumerate(rule.award.give)
    ]
