"""Awards for facts that are no orders: sign-ups, reviews, activities.

One award a member, rule and source, whatever arrives and however often. Like an
order's award it has a target (``keep``) and can be taken back and given again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.earning.decisions import AwardDecision, FactDecision, GiftDecision
from app.domain.ledger import Book, Key, LotTerms
from app.domain.programme.document import ProgrammeDocument
from app.domain.settlement import lapse
from app.services import earned
from app.services.env import Env
from app.services.metrics import note_facts
from app.services.posting import shortfall_policy
from app.storage.ledger import LedgerRepository
from app.storage.orders import FactRepository, FactRow, OrderRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, once."""

    member_id: UUID
    source: str
    happened_at: datetime
    store_id: UUID | None = None
    item: str = ""
    """The source's own id of it (a review's), to recognise it again."""


def _terms(fact: FactRow, *, began: datetime, at: datetime, zone: str) -> LotTerms:
    available_from = began + timedelta(days=int(fact.terms["pending_days"]))
    return LotTerms(
        awarded_at=fact.happened_at,
        zone=zone,
        pending=available_from > at,
        available_from=available_from,
        lapses_at=lapse(fact.terms["expiry"], available_from, zone),
    )


def _row(env: Env, fact: Fact, award: AwardDecision, *, version: int) -> FactRow:
    return FactRow(
        award_id=env.ids.new(),
        member_id=fact.member_id,
        rule_id=award.rule_id,
        source=fact.source,
        asset=award.asset,
        keep=0,
        n=0,
        state="waiting" if award.waits_for_first_order else "given",
        terms={
            "amount": award.amount,
            "pending_days": award.pending_days,
            "expiry": award.expiry.model_dump(),
            "item": fact.item,
        },
        programme_version=version,
        happened_at=fact.happened_at,
    )


def _aim(
    book: Book,
    row: FactRow,
    keep: int,
    *,
    began: datetime,
    at: datetime,
    zone: str,
    document: ProgrammeDocument,
) -> None:
    """Bring the ledger to *keep* for this fact, and note it in the row."""
    posted = book.settle_award(
        row.award_id,
        keep,
        key=Key.of("fact", row.rule_id, row.award_id).then,
        n=row.n,
        member_id=row.member_id,
        asset=row.asset,
        opening=_terms(row, began=began, at=at, zone=zone),
        at=at,
        occurred_at=row.happened_at if keep else at,
        shortfall_policy=shortfall_policy(document, row.asset),
        minimum_life_days=document.terms.minimum_life_days,
        rule_ref=row.rule_id,
        version=row.programme_version,
    )
    row.keep, row.n = keep, row.n + len(posted)


def give(
    env: Env,
    uow: UnitOfWork,
    fact: Fact,
    decision: FactDecision,
    *,
    document: ProgrammeDocument,
    version: int,
    zone: str,
) -> bool:
    """Give what the decision says and was not given yet; return whether any was.

    A rule that was rewarded for this source before is not rewarded again, unless
    it was taken back and is now given back for the same item.
    """
    return bool(
        given_of(
            env, uow, fact, decision, document=document, version=version, zone=zone
        )
    )


def given_of(
    env: Env,
    uow: UnitOfWork,
    fact: Fact,
    decision: FactDecision,
    *,
    document: ProgrammeDocument,
    version: int,
    zone: str,
) -> list[AwardDecision | GiftDecision]:
    """Give as ``give`` does; return what of the decision was given just now."""
    if not decision.given:
        return []
    now = env.clock.now()
    given: list[AwardDecision | GiftDecision] = []
    if decision.awards:
        given += _awarded(
            env, uow, fact, decision, document=document, version=version, zone=zone
        )
    given += earned.note_fact(
        env,
        uow,
        [replace(gift, source=fact.source) for gift in decision.gifts],
        member_id=fact.member_id,
        store_id=fact.store_id,
        happened_at=fact.happened_at,
        item=fact.item,
        version=version,
    )
    _trace(env, uow, fact, decision, version=version, at=now)
    return given


def _awarded(
    env: Env,
    uow: UnitOfWork,
    fact: Fact,
    decision: FactDecision,
    *,
    document: ProgrammeDocument,
    version: int,
    zone: str,
) -> list[AwardDecision]:
    now, facts = env.clock.now(), FactRepository(uow)
    ledger = LedgerRepository(uow, env.ids)
    accounts = {(fact.member_id, award.asset) for award in decision.awards}
    book = ledger.open(accounts)
    known = {
        row.rule_id: row
        for row in facts.of_members([fact.member_id])
        if row.source == fact.source
    }
    book = ledger.open(accounts, awards=[row.award_id for row in known.values()])
    given: list[AwardDecision] = []
    rows: list[FactRow] = []
    for award in decision.awards:
        row = known.get(award.rule_id)
        if row is not None and (
            row.state != "taken_back" or row.terms.get("item") != fact.item
        ):
            continue
        row = row or _row(env, fact, award, version=version)
        if row.state != "waiting":
            row.state = "given"
            _aim(
                book,
                row,
                int(row.terms["amount"]),
                began=now,
                at=now,
                zone=zone,
                document=document,
            )
        facts.save(row)
        rows.append(row)
        given.append(award)
    ledger.flush(book)
    note_facts(env, uow, rows, document=document, zone=zone)
    return given


def _trace(
    env: Env,
    uow: UnitOfWork,
    fact: Fact,
    decision: FactDecision,
    *,
    version: int,
    at: datetime,
) -> None:
    OrderRepository(uow).add_traces(
        [
            {
                "trace_id": env.ids.new(),
                "store_id": fact.store_id,
                "subject": fact.source,
                "member_id": fact.member_id,
                "programme_version": version,
                "decided_at": at,
                "trace": {"rules": list(decision.trace)},
            }
        ]
    )


def release_waiting(
    env: Env,
    uow: UnitOfWork,
    book: Book,
    members: Collection[UUID],
    *,
    at: datetime,
    zone: str,
    document: ProgrammeDocument,
) -> None:
    """Give what waited for the first paid order of these (locked) members."""
    earned.release_waiting(env, uow, members)
    facts = FactRepository(uow)
    waiting = facts.of_members(members, state="waiting")
    for row in waiting:
        row.state = "given"
        _aim(
            book,
            row,
            int(row.terms["amount"]),
            began=at,
            at=at,
            zone=zone,
            document=document,
        )
        facts.save(row)
    note_facts(env, uow, waiting, document=document, zone=zone)


def take_back(
    env: Env,
    uow: UnitOfWork,
    *,
    member_id: UUID,
    source: str,
    item: str,
    zone: str,
    document: ProgrammeDocument,
) -> bool:
    """Take back what was given for this item; return whether anything was."""
    gifts = earned.take_back(env, uow, member_id=member_id, source=source, item=item)
    facts, now = FactRepository(uow), env.clock.now()
    ledger = LedgerRepository(uow, env.ids)
    rows = [
        row
        for row in facts.of_members([member_id], state="given")
        if row.source == source and row.terms.get("item") == item
    ]
    if not rows:
        return gifts
    book = ledger.open(
        {(member_id, row.asset) for row in rows},
        awards=[row.award_id for row in rows],
    )
    for row in rows:
        row.state = "taken_back"
        _aim(book, row, 0, began=now, at=now, zone=zone, document=document)
        facts.save(row)
    ledger.flush(book)
    note_facts(env, uow, rows, document=document, zone=zone)
    return True


def retract_doubles(
    facts: FactRepository, book: Book, *, kept: UUID, gone: UUID, at: datetime
) -> None:
    """Take back one-time awards of *gone* that *kept* has too (merge, 20).

    Of two that wait for the first paid order one goes on waiting.
    """
    theirs = {
        (row.rule_id, row.source)
        for row in facts.of_members([kept])
        if row.state != "taken_back"
    }
    for row in facts.of_members([gone]):
        if row.state == "taken_back" or (row.rule_id, row.source) not in theirs:
            continue
        for lot in book.lots_of_award(row.award_id):
            book.retract(
                # Counted, for a merge may be undone and made again.
                Key.of("retract", row.award_id, lot.lot_id, row.n),
                lot.lot_id,
                occurred_at=at,
            )
        row.state, row.keep = "taken_back", book.net(row.award_id)
        facts.save(row)


def give_doubles_again(
    facts: FactRepository,
    book: Book,
    doubles: Mapping[UUID, int],
    *,
    member_id: UUID,
    at: datetime,
    zone: str,
    document: ProgrammeDocument,
) -> None:
    """Give back what a merge took as doubles, up to what each was worth.

    Args:
        facts: The repository.
        book: The ledger of the member, with the lots of these awards.
        doubles: What each award was worth before the merge.
        member_id: Whose they are.
        at: The instant of this decision.
        zone: The programme's zone.
        document: The live document.
    """
    for row in facts.of_members([member_id], state="taken_back"):
        if row.award_id not in doubles:
            continue
        row.state = "given"
        keep = doubles[row.award_id]
        _aim(book, row, keep, began=at, at=at, zone=zone, document=document)
        facts.save(row)
