"""The list of members: search, filters, order, columns, pages, a spreadsheet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from app.domain.ids import public_id
from app.domain.sheets import Cell, sheet_line
from app.domain.staff import Right
from app.services import list_choices, member_list
from app.services.list_choices import COLUMNS, SIZES
from app.services.member_list import Listed, Page
from app.storage.list_choices import ListChoice
from app.storage.member_list import MOST_COUNTED, SORTS, MemberList, SortName
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.picking import (
    FILTERS,
    FIRST,
    STATES,
    after,
    asked_of,
    cursor_text,
    filters_of,
    order_of,
    order_text,
    people_of,
    segment_titles,
    short_id,
    shown_of,
    turned,
)
from app.web.admin.route import Ask, Download, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("members")

AT: Final = "/members"
FOUND_AT_MOST: Final = 50
SORTED_BY: Final[dict[str, SortName]] = {
    "name": "name",
    "tier": "tier",
    "points": "points",
    "worth": "points",
    "spent": "spent",
    "last": "last",
    "joined": "joined",
}
"""Columns whose heading sorts; the others have no index, and offer nothing."""
HEADINGS: Final = (
    *("member_id", "email", "phone", "first_name", "last_name", "tier"),
    *("points", "points_pending", "orders", "spent_minor", "joined_at"),
)


@pages.page("GET", AT, right=Right.READ)
def member_table(ask: Ask) -> View:
    """Show members, last changed first or as asked, or what a search finds."""
    said, shown = ask.query.get("q", "").strip(), shown_of(ask)
    if shown is None:
        return View("admin/members/none.html")
    filters, order = filters_of(ask, shown), order_of(ask)
    begun = after(ask, order)

    def read(uow: UnitOfWork) -> tuple[Page, int, ListChoice]:
        choice = list_choices.read(uow, ask.staff.staff_id)
        if said:
            found = member_list.search(uow, said, shown, limit=FOUND_AT_MOST)
            return found, 0, choice
        count = MemberList(uow).count(STATES[""])
        size = size_of(ask, choice)
        page = member_list.page(uow, filters, order, shown, begun, limit=size)
        return page, count, choice

    page, count, choice = ask.run(read)
    asked, sort = asked_of(ask), _said(order_text(order))
    kept: dict[str, str | None] = {**asked, "sort": sort, "size": ask.query.get("size")}
    older = None
    if page.older is not None:
        older = address_of(AT, **kept, after=cursor_text(ask, order, page.older))
    return View(
        "admin/members/list.html",
        {
            "rows": page.rows,
            "said": said,
            "asked": asked,
            "filtered": any(asked.values()),
            "sort": order_text(order),
            "sorts": [f"{way}{each}" for each in SORTS for way in ("-", "")],
            "order": order,
            "sorted_by": SORTED_BY,
            "sort_links": {
                column: address_of(AT, **{**kept, "sort": _said(turned(order, by))})
                for column, by in SORTED_BY.items()
            }
            if not said
            else {},
            "columns": choice.columns,
            "every_column": COLUMNS,
            "size": choice.size,
            "sizes": SIZES,
            "older": older,
            "first": address_of(AT, **kept) if begun is not None else None,
            "total": None if count >= MOST_COUNTED else count,
            "tiers": member_list.tier_titles(shown.document, ask.language),
            "segments": segment_titles(shown, ask.language),
            "states": [each for each in STATES if each],
            "csv": address_of(f"{AT}.csv", **asked, sort=sort),
            "short_id": short_id,
        },
    )


@pages.page("POST", f"{AT}/view", right=Right.READ)
def member_view_kept(ask: Ask) -> Redirect:
    """Keep which columns this person wants, and how many rows."""
    columns = ask.sent.getlist("column")
    said = ask.sent.get("size", "")
    size = int(said) if said.isascii() and said.isdigit() else SIZES[0]

    def write(uow: UnitOfWork) -> None:
        list_choices.keep(ask.env, uow, ask.staff.staff_id, columns, size)

    ask.run(write)
    kept = {name: ask.sent.get(name) or None for name in FILTERS}
    sort = _said(ask.sent.get("sort") or FIRST)
    return Redirect(
        address_of(AT, **kept, sort=sort), told=ask.say("members.view_kept")
    )


@pages.page("GET", f"{AT}.csv", right=Right.EXPORT, sensitive=True)
def member_csv(ask: Ask) -> Download | View:
    """Give the members of the filter, or those ticked, as a spreadsheet."""
    shown = shown_of(ask)
    if shown is None:
        return View("admin/members/none.html")
    filters, ticked = filters_of(ask, shown), people_of(ask)
    if ticked:
        filters = replace(filters, only=ticked)

    def note(uow: UnitOfWork) -> None:
        facts = {name: ask.query.get(name, "") for name in FILTERS}
        ticks = {"ticked": str(len(ticked))} if ticked else {}
        ask.audit(uow, "members.exported", "members", after={**facts, **ticks})

    ask.run(note)
    order = order_of(ask)
    rows = member_list.every(ask.env, ask.programme_id, filters, order, shown)
    return Download(_sheet(rows), "members.csv")


def size_of(ask: Ask, choice: ListChoice) -> int:
    """Return how many rows a page has: as asked here, else as chosen."""
    said = ask.query.get("size", "")
    return int(said) if said in {str(size) for size in SIZES} else choice.size


def _said(sort: str) -> str | None:
    """Return an order for an address; the usual one needs no words."""
    return None if sort == FIRST else sort


def _sheet(rows: Iterator[Listed]) -> Iterator[bytes]:
    yield sheet_line(HEADINGS).encode()
    for row in rows:
        member, figures = row.member, row.figures
        cells: list[Cell] = [public_id("mem", member.member_id), member.email]
        cells += [member.phone, member.first_name, member.last_name, row.tier_id]
        cells += [figures.shown, figures.pending, figures.orders]
        cells += [figures.spent_minor, member.joined_at]
        yield sheet_line(cells).encode()
