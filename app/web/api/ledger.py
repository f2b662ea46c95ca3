"""The ledger as programs see it: transactions, corrections, and why."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.domain.explain import Line as ToldLine
from app.domain.ids import public_id, read_id
from app.domain.ledger.posting import Posting, Transaction
from app.domain.words import Language
from app.services import adjustments
from app.services.adjustments import Adjustment, TransactionMissing
from app.services.explaining import explain_member
from app.storage.ledger import LedgerRepository
from app.storage.reads import Reads
from app.storage.unit_of_work import UnitOfWork
from app.web.api.members import BalanceShape, OfStore, balances, found, named
from app.web.api.paging import cursor_of, id_after, moment_after
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import (
    UNITS,
    Asked,
    AssetName,
    DryRunQuery,
    Given,
    Instant,
    LotId,
    MemberId,
    Page,
    PageQuery,
    Prose,
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
    programme_version: int | None
    actor: str
    voucher_id: VoucherId | None
    reverses: TransactionId | None
    postings: list[PostingShape]

    @classmethod
    def of(cls, transaction: Transaction) -> "TransactionShape":
        return cls(**_facts(transaction))


def _facts(transaction: Transaction) -> dict[str, Any]:
    return {
        "id": public_id("txn", transaction.id),
        "kind": transaction.kind.value,
        "occurred_at": transaction.occurred_at,
        "posted_at": transaction.posted_at,
        "rule_id": transaction.rule_ref,
        "programme_version": transaction.programme_version,
        "actor": transaction.actor,
        "voucher_id": maybe_id("vou", transaction.voucher_id),
        "reverses": maybe_id("txn", transaction.reverses),
        "postings": [PostingShape.of(posting) for posting in transaction.postings],
    }


class PostedShape(TransactionShape):
    """A correction, and what the member has after it."""

    balance: list[BalanceShape]


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
            data=[TransactionShape.of(each) for each in page.transactions],
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

    def read(uow: UnitOfWork) -> list[Transaction]:
        return Reads(uow).transactions(
            before=before,
            limit=query.limit + 1,
            since=query.updated_since,
            kinds=(query.kind,) if query.kind else (),
        )

    rows = ask.work(read)
    page = rows[: query.limit]
    more = None
    if len(rows) > query.limit:
        more = cursor_of(ask.programme_id, "transactions", page[-1].id)
    return Page(data=[TransactionShape.of(row) for row in page], next_cursor=more)


@table.route(
    "GET",
    "/transactions/{transaction}",
    scope="ledger:read",
    summary="Read a transaction",
    answer=TransactionShape,
    refusals=(404,),
    tagged=True,
)
def read_transaction(ask: Ask) -> TransactionShape:
    return TransactionShape.of(ask.work(lambda uow: _transaction(ask, uow)))


def _transaction(ask: Ask, uow: UnitOfWork) -> Transaction:
    transaction_id = read_id("txn", ask.path["transaction"])
    found_one = LedgerRepository(uow, ask.env.ids).transaction(transaction_id)
    if found_one is None:
        raise TransactionMissing("no such transaction in this programme")
    return found_one


class Adjust(Asked):
    """Points to give or to take, and why."""

    points: Annotated[int, Field(ge=-UNITS, le=UNITS)] = Field(
        description="Smallest units; below zero to take away, never zero."
    )
    asset: AssetName = "points"
    reason_code: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$")] = Field(
        examples=["goodwill"]
    )
    public_note: Prose | None = Field(
        default=None, description="The member may read it."
    )
    internal_note: Prose | None = Field(default=None, description="For staff.")
    expires_at: Instant | None = Field(
        default=None, description="The programme's own expiry when left out."
    )


class AdjustQuery(OfStore, DryRunQuery):
    """How to adjust."""


@table.route(
    "POST",
    "/members/{member}/transactions",
    scope="ledger:write",
    summary="Give or take points by hand",
    answer=PostedShape,
    query=AdjustQuery,
    body=Adjust,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={
        "points": 100,
        "reason_code": "goodwill",
        "public_note": "Maaf atas keterlambatan",
    },
)
def adjust_points(ask: Ask) -> Reply:
    body: Adjust = ask.body
    asked = Adjustment(**body.model_dump())

    def write(uow: UnitOfWork) -> PostedShape:
        member = found(ask, uow)
        posted = adjustments.adjust(
            ask.env,
            uow,
            member,
            asked,
            key=ask.ledger_key(),
            actor=ask.principal.actor,
        )
        return PostedShape(**_facts(posted), balance=balances(ask, uow, member))

    shape = ask.work(write)
    if ask.rehearsal:
        return Reply(shape, 200)
    return Reply(shape, 201, {"Location": f"/api/v1/transactions/{shape.id}"})


class Reverse(Asked):
    """Why a transaction is undone."""

    reason_code: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{1,39}$")] = "reversal"
    internal_note: Prose | None = None


@table.route(
    "POST",
    "/transactions/{transaction}/reversal",
    scope="ledger:write",
    summary="Undo an expiry, a removal, a forfeiture or a forgiveness",
    answer=TransactionShape,
    query=DryRunQuery,
    body=Reverse,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={"reason_code": "mistake"},
)
def reverse_transaction(ask: Ask) -> Reply:
    body: Reverse = ask.body

    def write(uow: UnitOfWork) -> Transaction:
        return adjustments.reverse(
            ask.env,
            uow,
            _transaction(ask, uow),
            key=ask.ledger_key(),
            actor=ask.principal.actor,
            reason_code=body.reason_code,
            note=body.internal_note,
        )

    shape = TransactionShape.of(ask.work(write))
    return Reply(shape, 200 if ask.rehearsal else 201)


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
        transaction = _transaction(ask, uow)
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
            transaction=TransactionShape.of(transaction),
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
