"""The ledger as programs see it: transactions, corrections, and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.domain.explain import Line as ToldLine
from app.domain.ids import public_id, read_id
from app.domain.ledger.posting import Posting, Transaction
from app.domain.words import Language
from app.services import adjustments
from app.services.adjustments import TransactionMissing
from app.services.explaining import explain_member
from app.storage.ledger import LedgerRepository
from app.storage.reads import Reads
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found, named
from app.web.api.paging import cursor_of, id_after, moment_after
from app.web.api.route import Ask, Table
from app.web.api.shapes import (
    Asked,
    AssetName,
    Given,
    Instant,
    LotId,
    MemberId,
    Page,
    PageQuery,
    SinceQuery,
    TransactionId,
    VoucherId,
    maybe_id,
)

table = Table("Ledger")
KindWord = Literal[
    "accrual",
    "maturation",
    "hold",
    "burn",
    "release",
    "return",
    "expiry",
    "clawback",
    "reinstatement",
    "recovery",
    "forgiveness",
    "adjustment",
    "gift",
    "merge",
    "unmerge",
    "forfeiture",
    "import",
    "retraction",
    "reversal",
]
Spoken = Literal["id", "ms", "en"]


class PostingShape(Given):
    """Units of one asset that moved between two accounts."""

    source: str = Field(examples=["programme:issued"])
    target: str = Field(examples=["available"])
    source_member_id: MemberId | None
    target_member_id: MemberId | None
    asset: AssetName
    amount: int
    lot_id: LotId | None

    @classmethod
    def of(cls, posting: Posting) -> "PostingShape":
        return cls(
            source=posting.source.place.value,
            target=posting.target.place.value,
            source_member_id=maybe_id("mem", posting.source.member_id),
            target_member_id=maybe_id("mem", posting.target.member_id),
            asset=posting.asset,
            amount=posting.amount,
            lot_id=maybe_id("lot", posting.lot_id),
        )


class TransactionShape(Given):
    """What happened once, and all that it moved."""

    id: TransactionId
    kind: KindWord
    occurred_at: Instant
    posted_at: Instant | None
    rule_id: str | None
    reason_code: str | None = Field(description="Of a correction by hand.")
    public_note: str | None
    internal_note: str | None
    programme_version: int | None
    actor: str
    voucher_id: VoucherId | None
    reverses: TransactionId | None
    postings: list[PostingShape]

    @classmethod
    def of(
        cls, transaction: Transaction, notes: Mapping[UUID, str]
    ) -> "TransactionShape":
        return cls(**_facts(transaction, notes.get(transaction.id)))


def _facts(transaction: Transaction, note: str | None = None) -> dict[str, Any]:
    ref = transaction.rule_ref
    by_hand = ref is not None and ref.startswith(adjustments.REASON)
    words = adjustments.words_of(note)
    return {
        "id": public_id("txn", transaction.id),
        "kind": transaction.kind.value,
        "occurred_at": transaction.occurred_at,
        "posted_at": transaction.posted_at,
        "rule_id": None if by_hand else ref,
        "reason_code": ref.removeprefix(adjustments.REASON)
        if ref and by_hand
        else None,
        "public_note": words.public_note,
        "internal_note": words.internal_note,
        "programme_version": transaction.programme_version,
        "actor": transaction.actor,
        "voucher_id": maybe_id("vou", transaction.voucher_id),
        "reverses": maybe_id("txn", transaction.reverses),
        "postings": [PostingShape.of(posting) for posting in transaction.postings],
    }


class MemberTransactionsQuery(PageQuery, OfStore):
    """Which of a member's transactions."""

    asset: AssetName = "points"


class TransactionsQuery(SinceQuery):
    """Which transactions."""

    kind: KindWord | None = None


class ExplainQuery(Asked):
    """In which language."""

    lang: Spoken | None = Field(
        default=None, description="Else the best of Accept-Language."
    )


@table.route(
    "GET",
    "/members/{member}/transactions",
    scope="ledger:read",
    summary="A member's transactions, newest first",
    answer=Page[TransactionShape],
    query=MemberTransactionsQuery,
    refusals=(404, 409),
)
def list_member_transactions(ask: Ask) -> Page[TransactionShape]:
    query: MemberTransactionsQuery = ask.query
    name = f"member transactions/{named(ask).value}/{query.asset}"
    after = moment_after(ask.programme_id, name, query.cursor)

    def read(uow: UnitOfWork) -> Page[TransactionShape]:
        member = found(ask, uow)
        page = LedgerRepository(uow, ask.env.ids).statement(
            member.member_id, query.asset, after, query.limit
        )
        more = page.next_cursor
        return Page(
            data=_shapes(ask, uow, page.transactions),
            next_cursor=more and cursor_of(ask.programme_id, name, *more),
        )

    return ask.work(read)


@table.route(
    "GET",
    "/transactions",
    scope="ledger:read",
    summary="All transactions, newest first",
    answer=Page[TransactionShape],
    query=TransactionsQuery,
)
def list_transactions(ask: Ask) -> Page[TransactionShape]:
    query: TransactionsQuery = ask.query
    before = id_after(ask.programme_id, "transactions", query.cursor)

    def read(uow: UnitOfWork) -> Page[TransactionShape]:
        rows = Reads(uow).transactions(
            before=before,
            limit=query.limit + 1,
            since=query.updated_since,
            kinds=(query.kind,) if query.kind else (),
        )
        page = rows[: query.limit]
        more = None
        if len(rows) > query.limit:
            more = cursor_of(ask.programme_id, "transactions", page[-1].id)
        return Page(data=_shapes(ask, uow, page), next_cursor=more)

    return ask.work(read)


def _shapes(
    ask: Ask, uow: UnitOfWork, found_ones: Sequence[Transaction]
) -> list[TransactionShape]:
    notes = LedgerRepository(uow, ask.env.ids).notes(each.id for each in found_ones)
    return [TransactionShape.of(each, notes) for each in found_ones]


def shape_of(ask: Ask, uow: UnitOfWork, transaction: Transaction) -> TransactionShape:
    return _shapes(ask, uow, [transaction])[0]


@table.route(
    "GET",
    "/transactions/{transaction}",
    scope="ledger:read",
    summary="Read a transaction",
    answer=TransactionShape,
    refusals=(404,),
)
def read_transaction(ask: Ask) -> TransactionShape:
    return ask.work(lambda uow: shape_of(ask, uow, transaction_in(ask, uow)))


def transaction_in(ask: Ask, uow: UnitOfWork) -> Transaction:
    transaction_id = read_id("txn", ask.path["transaction"])
    found_one = LedgerRepository(uow, ask.env.ids).transaction(transaction_id)
    if found_one is None:
        raise TransactionMissing("no such transaction in this programme")
    return found_one


class LineShape(Given):
    """One line of a statement, in words."""

    transaction_id: TransactionId | None
    reason: str
    sentence: str
    occurred_at: Instant
    posted_at: Instant
    change: int = Field(description="Of what the member is shown.")
    pending_change: int
    held_change: int
    usable_after: int
    pending_after: int
    held_after: int
    owed_after: int

    @classmethod
    def of(cls, line: ToldLine) -> "LineShape":
        entry, after = line.entry, line.after
        return cls(
            transaction_id=maybe_id("txn", entry.transaction_id),
            reason=line.reason.value,
            sentence=line.sentence,
            occurred_at=entry.occurred_at,
            posted_at=entry.posted_at,
            change=line.change,
            pending_change=line.pending_change,
            held_change=line.held_change,
            usable_after=after.available,
            pending_after=after.pending,
            held_after=after.held,
            owed_after=after.owed,
        )


class ExplainedShape(Given):
    """Why a transaction did what it did, for each member it touched."""

    transaction: TransactionShape
    language: Spoken
    lines: list["MemberLines"]


class MemberLines(Given):
    """The lines of one member and asset."""

    member_id: MemberId
    asset: AssetName
    line: LineShape


@table.route(
    "GET",
    "/transactions/{transaction}/explanation",
    scope="ledger:read",
    summary="Why a transaction happened, in words",
    answer=ExplainedShape,
    query=ExplainQuery,
    refusals=(404,),
)
def explain_transaction(ask: Ask) -> ExplainedShape:
    query: ExplainQuery = ask.query
    language = Language(query.lang) if query.lang else ask.language

    def read(uow: UnitOfWork) -> ExplainedShape:
        transaction = transaction_in(ask, uow)
        lines = []
        for member_id, asset in _touched(transaction.postings):
            told = explain_member(uow, member_id, asset, language, at=ask.now)
            lines += [
                MemberLines(
                    member_id=public_id("mem", member_id),
                    asset=asset,
                    line=LineShape.of(line),
                )
                for line in told.lines
                if line.entry.transaction_id == transaction.id
            ]
        return ExplainedShape(
            transaction=shape_of(ask, uow, transaction),
            language=language.value,
            lines=lines,
        )

    return ask.work(read)


def _touched(postings: Iterable[Posting]) -> list[tuple[UUID, str]]:
    return list(
        dict.fromkeys(
            (account.member_id, posting.asset)
            for posting in postings
            for account in (posting.source, posting.target)
            if account.member_id is not None
        )
    )
