"""What a deed does to some members, and how it is taken back from them.

One member who can't be served harms no other: the refusal stands in their row. Each
posting has a key of its own, so a piece that comes twice is done once.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.ledger import Book, Key, LotTerms
from app.domain.ledger.errors import (
    LotTouched,
    MemberFrozen,
    ProgrammeFrozen,
    ReversalNotPossible,
)
from app.domain.ledger.posting import Transaction
from app.domain.own_wallet import NOBODYS, OwnAddresses
from app.domain.settlement import lapse
from app.services import blocking
from app.services.adjustments import REASON, Words, note_of
from app.services.env import Env
from app.services.living import LIVING
from app.services.own_wallet import OwnWallet
from app.storage.bulk import Became, BulkRow
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.reads import Reads
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

GONE: Final = "member_gone"
BLOCKED: Final = "blocked_before"
NOT_OURS: Final = "blocked_otherwise"


def act(
    env: Env,
    uow: UnitOfWork,
    row: BulkRow,
    people: Sequence[UUID],
    own: OwnAddresses = NOBODYS,
) -> list[Became]:
    """Do a deed to some members; return what became of each.

    Args:
        env: The collaborators.
        uow: The unit of work.
        row: The deed.
        people: To whom.
        own: Whose who asked or approved: left out.

    Raises:
        ProgrammeFrozen: Nothing can be posted at all.
    """
    members = MemberRepository(uow).many(people)
    living = [
        each for each in people if each in members and members[each].state in LIVING
    ]
    left = set(people) - set(living)
    out = [Became(each, "refused", GONE) for each in sorted(left)]
    theirs = {each for each in living if own.has(members[each].email)}
    out += [Became(each, "refused", OwnWallet.code) for each in sorted(theirs)]
    others = [each for each in living if each not in theirs]
    if row.deed == "block":
        return out + [_block(env, uow, row, each) for each in others]
    return out + _post(env, uow, row, others)


def _block(env: Env, uow: UnitOfWork, row: BulkRow, member_id: UUID) -> Became:
    if MemberRepository(uow).get(member_id).frozen_at is not None:
        return Became(member_id, "refused", BLOCKED)
    blocking.block(env, uow, member_id, row.asked["reason"])
    return Became(member_id, "done")


def _post(
    env: Env, uow: UnitOfWork, row: BulkRow, people: Sequence[UUID]
) -> list[Became]:
    if not people:
        return []
    asset, ledger = row.asked["asset"], LedgerRepository(uow, env.ids)
    book = ledger.open(
        [(each, asset) for each in people],
        keys=[key_of(row, each) for each in people],
        living=people,
    )
    terms = _terms(env, uow)
    version = ProgrammeRepository(uow).live()[0]
    done, posted = [], []
    for each in people:
        try:
            found = _adjust(book, row, each, terms, version)
        except ProgrammeFrozen:
            raise
        except (Refused, Malformed, Conflict) as error:
            done.append(Became(each, "refused", error.code))
            continue
        posted.append((each, found))
        lot = next((p.lot_id for p in found.postings if p.lot_id), None)
        given = lot if row.asked["points"] > 0 else None
        done.append(Became(each, "done", None, given, found.id))
    ledger.flush(book)
    _count(env, uow, row, posted)
    return done


def _terms(env: Env, uow: UnitOfWork) -> LotTerms:
    _, document = ProgrammeRepository(uow).live()
    now, zone = env.clock.now(), StoreRepository(uow).programme().timezone
    lapses_at = lapse(document.terms.lot_expiry.model_dump(), now, zone)
    return LotTerms(awarded_at=now, zone=zone, available_from=now, lapses_at=lapses_at)


def _adjust(
    book: Book, row: BulkRow, member_id: UUID, terms: LotTerms, version: int
) -> Transaction:
    said = Words(row.asked.get("public_note"), row.asked.get("internal_note"))
    return book.adjust(
        key_of(row, member_id),
        member_id=member_id,
        asset=row.asked["asset"],
        amount=row.asked["points"],
        at=terms.awarded_at,
        occurred_at=terms.awarded_at,
        opening=terms,
        actor=row.asked_by,
        rule_ref=f"{REASON}{row.asked['reason']}",
        version=version,
        note=note_of(said),
        request={"act": "bulk", "bulk": row.bulk_id, "amount": row.asked["points"]},
    )


def _count(
    env: Env, uow: UnitOfWork, row: BulkRow, posted: Sequence[tuple[UUID, Transaction]]
) -> None:
    """Count what was given for budgets and the report by cause."""
    desk = GoodwillRepository(uow)
    for member_id, found in posted:
        desk.spent(
            found.id,
            actor=row.asked_by,
            member_id=member_id,
            points=row.asked["points"],
            reason=row.asked["reason"],
            at=env.clock.now(),
        )


def key_of(row: BulkRow, member_id: UUID, *what: str) -> Key:
    """Return the key under which a member's part of a deed is posted."""
    return Key.of("bulk", row.bulk_id, member_id, *what)


def take_back(
    env: Env, uow: UnitOfWork, row: BulkRow, done: Sequence[Became]
) -> list[Became]:
    """Take a deed back from some members, by counter-entries; say what stayed."""
    if row.deed == "block":
        return [_unblock(env, uow, row, each.member_id) for each in done]
    ledger, asset = LedgerRepository(uow, env.ids), row.asked["asset"]
    lots = [each.lot_id for each in done if each.lot_id]
    removals = [
        each.transaction_id
        for each in done
        if each.lot_id is None and each.transaction_id
    ]
    # A merge may have handed lots over since.
    holders = Reads(uow).holders(lots + _drawn(ledger, removals))
    book = ledger.open(
        {(each.member_id, asset) for each in done} | holders,
        keys=[key_of(row, each.member_id, "undo") for each in done],
        lots=lots,
        transactions=removals,
    )
    version = ProgrammeRepository(uow).live()[0]
    back = [_back(env, book, row, each, version) for each in done]
    ledger.flush(book)
    undone = {each.member_id for each in back if each.state == "undone"}
    GoodwillRepository(uow).unspent(
        [
            each.transaction_id
            for each in done
            if each.transaction_id and each.member_id in undone
        ]
    )
    return back


def _drawn(ledger: LedgerRepository, removals: Sequence[UUID]) -> list[UUID]:
    """Return the lots that removals drew from."""
    found = [ledger.transaction(each) for each in removals]
    return [
        posting.lot_id
        for each in found
        if each is not None
        for posting in each.postings
        if posting.lot_id is not None
    ]


def _back(env: Env, book: Book, row: BulkRow, done: Became, version: int) -> Became:
    key, now = key_of(row, done.member_id, "undo"), env.clock.now()
    rule = f"{REASON}{row.asked['reason']}"
    try:
        if done.lot_id is not None:
            book.retract(
                key,
                done.lot_id,
                occurred_at=now,
                untouched=True,
                actor=row.asked_by,
                rule_ref=rule,
                version=version,
            )
        elif done.transaction_id is not None:
            book.reverse(
                key,
                done.transaction_id,
                at=now,
                occurred_at=now,
                actor=row.asked_by,
                rule_ref=rule,
                version=version,
            )
    except (LotTouched, MemberFrozen, ReversalNotPossible) as error:
        return Became(done.member_id, "stayed", error.code)
    return Became(done.member_id, "undone")


def _unblock(env: Env, uow: UnitOfWork, row: BulkRow, member_id: UUID) -> Became:
    member = MemberRepository(uow).get(member_id)
    if member.state not in LIVING:
        return Became(member_id, "stayed", GONE)
    if member.frozen_at is None or member.frozen_reason != row.asked["reason"]:
        return Became(member_id, "stayed", NOT_OURS)
    blocking.unblock(env, uow, member_id)
    return Became(member_id, "undone")
