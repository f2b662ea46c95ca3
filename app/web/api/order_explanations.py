"""Why an order earned what it did: each decision, and the ledger's lines in words."""

from typing import Any
from uuid import UUID

from pydantic import Field

from app.domain.ids import public_id
from app.domain.words import Language
from app.services.explaining import explain_member
from app.storage.ledger import LedgerRepository
from app.storage.orders import OrderRepository, OrderRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.ledger import LineShape, MemberLines, Spoken
from app.web.api.naming import OfStore
from app.web.api.orders import OrderShape, stored
from app.web.api.route import Ask, Table
from app.web.api.shapes import AwardId, Given, Instant

table = Table("Orders")


class RuleStep(Given):
    """What one rule said to the order."""

    rule_id: str
    outcome: str = Field(description="`awarded`, or a code that says why not.")
    figures: dict[str, Any]


class AwardStep(Given):
    """How one award moved."""

    id: AwardId
    rule_id: str
    part: str
    before: int
    keep: int
    reason: str


class Decision(Given):
    """One time that the order was settled."""

    decided_at: Instant
    programme_version: int | None
    verdict: str = Field(description="Whether the order earns at all; a code.")
    rules: list[RuleStep] | None = Field(
        description="Null when the rules were not asked again."
    )
    awards: list[AwardStep]
    notes: list[str]


class OrderExplained(Given):
    """Why an order is worth what it is worth."""

    order: OrderShape
    language: Spoken
    decisions: list[Decision]
    lines: list[MemberLines]


class ExplainOrderQuery(OfStore):
    """In which language."""

    lang: Spoken | None = None


@table.route(
    "GET",
    "/orders/{order}/explanation",
    scope="ledger:read",
    summary="Why an order earned what it did",
    answer=OrderExplained,
    query=ExplainOrderQuery,
    refusals=(404, 409),
)
def explain_order(ask: Ask) -> OrderExplained:
    query: ExplainOrderQuery = ask.query
    language = Language(query.lang) if query.lang else ask.language

    def read(uow: UnitOfWork) -> OrderExplained:
        row = stored(ask, uow)
        traces = OrderRepository(uow).traces(f"order:{row.order_ref}", row.store_id)
        return OrderExplained(
            order=OrderShape.of(row),
            language=language.value,
            decisions=[_decision(trace) for trace in traces],
            lines=_lines(ask, uow, row, language),
        )

    return ask.work(read)


def _decision(stored_trace: dict[str, Any]) -> Decision:
    trace = stored_trace["trace"]
    rules = trace.get("rules")
    return Decision(
        decided_at=stored_trace["decided_at"],
        programme_version=stored_trace["programme_version"],
        verdict=trace.get("verdict", ""),
        rules=None if rules is None else [_rule(step) for step in rules],
        awards=[
            AwardStep(
                id=public_id("awd", UUID(award["award_id"])),
                **{name: award[name] for name in _OF_AWARD},
            )
            for award in trace.get("awards", ())
        ],
        notes=list(trace.get("notes", ())),
    )


_OF_AWARD = ("rule_id", "part", "before", "keep", "reason")


def _rule(step: dict[str, Any]) -> RuleStep:
    figures = {
        name: value for name, value in step.items() if name not in ("rule", "outcome")
    }
    return RuleStep(rule_id=step["rule"], outcome=step["outcome"], figures=figures)


def _lines(
    ask: Ask, uow: UnitOfWork, row: OrderRow, language: Language
) -> list[MemberLines]:
    """Return the ledger's lines of the order's awards, as each member reads them."""
    ledger = LedgerRepository(uow, ask.env.ids)
    accounts: dict[tuple[UUID, str], set[UUID]] = {}
    for award in row.awards:
        account = (UUID(award["member_id"]), award["asset"])
        moved = {each.id for each in ledger.of_award(UUID(award["award_id"]))}
        accounts.setdefault(account, set()).update(moved)
    return [
        MemberLines(
            member_id=public_id("mem", member_id),
            asset=asset,
            line=LineShape.of(line),
        )
        for (member_id, asset), moved in accounts.items()
        for line in explain_member(uow, member_id, asset, language, at=ask.now).lines
        if line.entry.transaction_id in moved
    ]
