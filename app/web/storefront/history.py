"""A member's history, and why each line is what it is."""

from collections.abc import Mapping
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from app.domain.earning.explaining import trace_in_words
from app.domain.errors import Missing
from app.domain.explain import Line
from app.domain.ids import public_id, read_id
from app.domain.ledger.kinds import Kind
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import day_text
from app.services.explaining import Asked, Told, told_line, told_page
from app.storage.orders import OrderRepository
from app.storage.programmes import ProgrammeRepository, VersionMissing
from app.storage.reads import Reads
from app.storage.unit_of_work import UnitOfWork
from app.web.api.paging import cursor_of, moment_after
from app.web.api.shapes import Given, Instant, TransactionId
from app.web.storefront.route import Ask, Said, Table, Who
from app.web.storefront.shapes import PointsText, day, signed

table = Table("History")
PAGE: Final = 20
ADJUSTED: Final = frozenset({"added", "removed", "undone"})
ORDER: Final = "order"
TITLES: Final = {
    "earned_order": "history.order",
    "held": "history.redeemed",
    "returned": "history.returned",
    "released": "history.returned",
    "lapsed": "history.expired",
    "taken_back": "history.refund",
}
"""Reasons for which the panel has words of its own; a merchant may reword those."""


class HistoryAsked(Said):
    """Where the page before ended."""

    cursor: Annotated[str, Field(min_length=1, max_length=500)] | None = None


class LineShape(Given):
    """One thing that happened to a member's points."""

    id: TransactionId
    title: str
    delta: PointsText
    at: Instant
    at_text: str
    state_text: str | None = Field(description="Until when it waits.")


class HistoryShape(Given):
    """What happened, newest first."""

    data: list[LineShape]
    next_cursor: str | None


class ExplanationShape(Given):
    """Why a line is what it is."""

    title: str
    lines: list[str]


class LineMissing(Missing):
    """The member has no such line."""

    code = "history_line_missing"


def asked(ask: Ask) -> Asked:
    """Return whose history is told, and in which words."""
    return Asked(ask.member.member_id, ask.document, ask.language, ask.now)


def change_of(line: Line) -> int:
    """Return what a member sees change: points on the way count with the others."""
    return line.change + line.pending_change


def title_of(ask: Ask, line: Line) -> str:
    """Return what a line is called."""
    reason = str(line.reason)
    subject = line.subject.text if line.subject else None
    key = TITLES.get(reason)
    if reason in ADJUSTED:
        return ask.voice.say("history.adjusted", shop=ask.visit.store.name)
    if key is None or (subject is None and "{" in ask.voice.template(key)):
        return line.sentence
    said = subject or ""
    return ask.voice.say(key, number=said, reward=said)


def line_shape(ask: Ask, found: Told, line: Line) -> LineShape:
    """Return a line as shown."""
    waits = None
    for standing in found.waiting:
        if standing.day and set(standing.lot_ids) & set(line.entry.lot_ids):
            date = day_text(standing.day, ask.language)
            waits = ask.voice.say("home.pending_help", date=date)
    at = line.entry.occurred_at
    return LineShape(
        id=public_id("txn", line.entry.transaction_id or UUID(int=0)),
        title=title_of(ask, line),
        delta=signed(ask, change_of(line), found.asset),
        at=at,
        at_text=day(ask, at),
        state_text=waits if line.entry.kind is Kind.ACCRUAL else None,
    )


@table.route(
    "GET",
    "/history",
    who=Who.MEMBER,
    summary="What happened to a member's points, newest first",
    answer=HistoryShape,
    query=HistoryAsked,
)
def read_history(ask: Ask) -> HistoryShape:
    # The name differs from that of the cursors that counted lines.
    programme_id, name = ask.visit.programme_id, f"told/{ask.member.member_id}"
    before = moment_after(programme_id, name, ask.query.cursor)
    found = ask.work(lambda uow: told_page(uow, asked(ask), before, PAGE))
    more = found.next_cursor
    return HistoryShape(
        data=[
            line_shape(ask, found, line)
            for line in reversed(found.lines)
            if change_of(line)
        ],
        next_cursor=None if more is None else cursor_of(programme_id, name, *more),
    )


@table.route(
    "GET",
    "/history/{transaction}/explanation",
    who=Who.MEMBER,
    summary="Why a line of the history is what it is",
    answer=ExplanationShape,
)
def explain_line(ask: Ask) -> ExplanationShape:
    wanted = read_id("txn", ask.path["transaction"])

    def read(uow: UnitOfWork) -> ExplanationShape:
        found = told_line(uow, asked(ask), wanted)
        if not found.lines:
            raise LineMissing("the member has no such line")
        line = found.lines[0]
        return ExplanationShape(
            title=line.sentence, lines=[line.sentence, *_more(ask, uow, found, line)]
        )

    return ask.work(read)


def _more(ask: Ask, uow: UnitOfWork, found: Told, line: Line) -> list[str]:
    said = [
        standing.sentence
        for standing in (*found.waiting, *found.lapsing)
        if set(standing.lot_ids) & set(line.entry.lot_ids)
    ]
    subject = line.subject
    if subject is not None and subject.kind == ORDER and subject.text:
        return [*_rules(ask, uow, line), *said]
    return said


def _rules(ask: Ask, uow: UnitOfWork, line: Line) -> list[str]:
    """Return what the rules said to the order, by the version that decided."""
    transaction_id = line.entry.transaction_id
    ref = Reads(uow).order_of(transaction_id) if transaction_id else None
    if ref is None:
        return []
    store_id, order_ref = ref
    for trace in OrderRepository(uow).traces(f"order:{order_ref}", store_id):
        rules = trace["trace"].get("rules")
        if rules is not None:
            given = tuple(step for step in rules if step["outcome"] == "awarded")
            decided = _version(ask, uow, trace)
            return list(trace_in_words(decided, given, ask.language))
    return []


def _version(
    ask: Ask, uow: UnitOfWork, trace: Mapping[str, object]
) -> ProgrammeDocument:
    version = trace.get("programme_version")
    if not isinstance(version, int):
        return ask.document
    try:
        return ProgrammeRepository(uow).version(version)
    except VersionMissing:
        return ask.document
