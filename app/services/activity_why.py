"""Why something in the stream happened: the decision, the rule, the figures.

For an entry of the ledger its line as the member reads it and, for an order, every
decision about it; for a voucher its life; for a failure what was tried.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.earning.explaining import step_in_words
from app.domain.errors import Missing
from app.domain.explain import Line, Standing
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rule_names import rule_name
from app.domain.words import Language
from app.services.env import Env
from app.services.explaining import Asked, told_line
from app.storage.activity import ActivityRepository
from app.storage.inbox import InboxRepository, InboxRow
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.orders import OrderRepository, OrderRow
from app.storage.outbox import DebtRow, OutboxRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.reads import Reads
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.unit_of_work import UnitOfWork


class NotWritten(Missing):
    """Nothing of this id is written."""

    code = "nothing_written"


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What one rule said to an order."""

    sentence: str
    """With the figures: what was counted, at which rate, what came out."""
    given: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about an order."""

    at: datetime
    version: int | None
    verdict: str
    rules: tuple[RuleSaid, ...]
    awards: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OrderWhy:
    """Everything that decided about an order."""

    order: OrderRow
    decisions: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why points moved."""

    member_id: UUID | None
    line: Line | None
    waiting: tuple[Standing, ...]
    lapsing: tuple[Standing, ...]
    order: OrderWhy | None


def why_points(
    env: Env, uow: UnitOfWork, transaction_id: UUID, language: Language
) -> Why:
    """Return why an entry of the ledger is there.

    Raises:
        NotWritten: There is none of this id.
    """
    found = LedgerRepository(uow, env.ids).transaction(transaction_id)
    if found is None:
        raise NotWritten(f"no entry {transaction_id}")
    document = ProgrammeRepository(uow).live()[1]
    accounts = [
        account.member_id
        for posting in found.postings
        for account in (posting.target, posting.source)
        if account.member_id is not None
    ]
    named = Reads(uow).order_of(transaction_id)
    order = why_order(uow, *named, document, language) if named else None
    if not accounts:
        return Why(None, None, (), (), order)
    asked = Asked(accounts[0], document, language, env.clock.now())
    told = told_line(uow, asked, transaction_id)
    line = told.lines[0] if told.lines else None
    return Why(accounts[0], line, told.waiting, told.lapsing, order)


def why_order(
    uow: UnitOfWork,
    store_id: UUID,
    order_ref: str,
    document: ProgrammeDocument,
    language: Language,
) -> OrderWhy | None:
    """Return every decision about an order, oldest first; None if unknown."""
    orders = OrderRepository(uow)
    row = orders.get(store_id, order_ref)
    if row is None:
        return None
    traces = orders.traces(f"order:{order_ref}", store_id)
    return OrderWhy(row, tuple(_decided(one, document, language) for one in traces))


def _decided(
    stored: dict[str, Any], document: ProgrammeDocument, language: Language
) -> Decided:
    trace = stored["trace"]
    return Decided(
        at=stored["decided_at"],
        version=stored["programme_version"],
        verdict=trace.get("verdict") or "",
        rules=tuple(
            RuleSaid(
                step_in_words(document, step, language), step["outcome"] == "awarded"
            )
            for step in trace.get("rules") or ()
        ),
        awards=tuple(
            {**award, "rule_id": rule_name(document, award["rule_id"], language)}
            for award in trace.get("awards") or ()
        ),
    )


def why_refusal(uow: UnitOfWork, trace_id: UUID, language: Language) -> Decided:
    """Return one decision that gave nothing.

    Raises:
        NotWritten: There is none of this id.
    """
    stored = ActivityRepository(uow).decision(trace_id)
    if stored is None:
        raise NotWritten(f"no decision {trace_id}")
    return _decided(stored, ProgrammeRepository(uow).live()[1], language)


def why_debt(uow: UnitOfWork, debt_id: UUID) -> DebtRow:
    """Return what was owed and how often it was tried."""
    return OutboxRepository(uow).get(debt_id)


def why_delivery(uow: UnitOfWork, inbox_id: UUID) -> InboxRow:
    """Return a delivery that was not understood, without its body."""
    return InboxRepository(uow).get(inbox_id)


def why_referral(uow: UnitOfWork, referral_id: UUID) -> ReferralRow:
    """Return a referral with what speaks for and against it."""
    return ReferralRepository(uow).get(referral_id)


def members_of(uow: UnitOfWork, ids: Collection[UUID]) -> Mapping[UUID, MemberRow]:
    """Return the members of a page of things."""
    return MemberRepository(uow).many(set(ids)) if ids else {}
