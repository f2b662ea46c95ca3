"""A member's statement: every line in words, with the balance after it."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from app.domain.explain import Explanation
from app.domain.sheets import sheet_line
from app.domain.words import Language
from app.services.explaining import explain_member
from app.storage.unit_of_work import UnitOfWork
from app.web.api.ledger import LineShape, Spoken
from app.web.api.naming import OfStore, found
from app.web.api.paging import cursor_of, parts_of
from app.web.api.route import Ask, Reply, Table
from app.web.api.shapes import AssetName, Given, Page, PageQuery

table = Table("Members")
COLUMNS = tuple(LineShape.model_fields)
CSV = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="statement.csv"',
}


class StatementQuery(PageQuery, OfStore):
    """Which statement, and in which language and form."""

    asset: AssetName = "points"
    lang: Spoken | None = None
    format: Literal["json", "csv"] | None = Field(
        default=None, description="Else by Accept; CSV holds every line."
    )


class StatementPage(Page[LineShape]):
    """One page of lines, newest first."""

    asset: AssetName
    language: Spoken


@table.route(
    "GET",
    "/members/{member}/statement",
    scope="members:read",
    summary="Every line of a member's account, in words",
    answer=StatementPage,
    query=StatementQuery,
    refusals=(404, 409),
    csv=True,
)
def read_statement(ask: Ask) -> Given | Reply:
    query: StatementQuery = ask.query
    language = Language(query.lang) if query.lang else ask.language
    name = f"statement/{ask.path['member']}/{query.asset}"
    parts = parts_of(ask.programme_id, name, query.cursor, count=1)

    def read(uow: UnitOfWork) -> Explanation:
        member = found(ask, uow)
        return explain_member(uow, member.member_id, query.asset, language, at=ask.now)

    lines = [LineShape.of(line) for line in ask.work(read).lines]
    if _wants_csv(ask, query):
        return Reply(None, 200, CSV, text=as_csv(reversed(lines)))
    # History only grows at its end, so a position in it stays what it was.
    end = int(parts[0]) if parts else len(lines)
    begin = max(end - query.limit, 0)
    return StatementPage(
        data=lines[begin:end][::-1],
        next_cursor=cursor_of(ask.programme_id, name, begin) if begin else None,
        asset=query.asset,
        language=language.value,
    )


def _wants_csv(ask: Ask, query: StatementQuery) -> bool:
    if query.format is not None:
        return query.format == "csv"
    return ask.wants("text/csv")


def as_csv(lines: Iterable[LineShape]) -> str:
    """Return lines as CSV that no spreadsheet takes for formulas."""
    rows = [line.model_dump(mode="json") for line in lines]
    told = [sheet_line(row[name] for name in COLUMNS) for row in rows]
    return "".join([sheet_line(COLUMNS), *told])
