"""The list of members: search, filters, pages, CSV of what is filtered."""

from collections.abc import Iterator
from typing import Final

from app.domain.ids import public_id
from app.domain.sheets import Cell, sheet_line
from app.domain.staff import Right
from app.domain.words import Language
from app.services import member_list
from app.services.member_list import SIZES, Listed, Page, Shown
from app.storage.member_list import MOST_COUNTED, Cursor, Filters, MemberList
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.route import Ask, Download, Pages, View
from app.web.admin.shown import address_of
from app.web.api.paging import cursor_of, moment_after

pages = Pages("members")

LIST: Final = "admin-members"
FOUND_AT_MOST: Final = 50
STATES: Final = {
    "": ("active", "shadow", "closed"),
    "active": ("active",),
    "shadow": ("shadow",),
    "closed": ("closed",),
    "blocked": ("active", "shadow"),
}
HEADINGS: Final = (
    *("member_id", "email", "phone", "first_name", "last_name", "tier"),
    *("points", "points_pending", "orders", "spent_minor", "joined_at"),
)


@pages.page("GET", "/members", right=Right.READ)
def member_table(ask: Ask) -> View:
    """Show members, last changed first, or what a search finds."""
    filters, said = filters_of(ask), ask.query.get("q", "").strip()
    size = size_of(ask)
    shown = shown_of(ask)
    if shown is None:
        return View("admin/members/none.html")

    def read(uow: UnitOfWork) -> tuple[Page, int]:
        if said:
            return member_list.search(uow, said, shown, limit=FOUND_AT_MOST), 0
        count = MemberList(uow).count(STATES[""])
        return member_list.page(uow, filters, shown, after(ask), limit=size), count

    page, count = ask.run(read)
    asked = {name: ask.query.get(name) or None for name in ("state", "tier", "segment")}
    size_asked = size if size != SIZES[0] else None
    older = None
    if page.older is not None:
        cursor = cursor_of(ask.programme_id, LIST, *page.older)
        older = address_of("/members", **asked, size=size_asked, after=cursor)
    return View(
        "admin/members/list.html",
        {
            "rows": page.rows,
            "said": said,
            "asked": asked,
            "older": older,
            "first": address_of("/members", **asked)
            if ask.query.get("after")
            else None,
            "total": None if count >= MOST_COUNTED else count,
            "tiers": member_list.tier_titles(shown.document, ask.language),
            "segments": segment_titles(shown, ask.language),
            "states": [each for each in STATES if each],
            "csv": address_of("/members.csv", **asked),
            "public_id": public_id,
        },
    )


@pages.page("GET", "/members.csv", right=Right.EXPORT, sensitive=True)
def member_csv(ask: Ask) -> Download | View:
    """Give the members of the filter as a spreadsheet."""
    shown = shown_of(ask)
    if shown is None:
        return View("admin/members/none.html")
    filters = filters_of(ask)

    def note(uow: UnitOfWork) -> None:
        facts = {name: ask.query.get(name, "") for name in ("state", "tier", "segment")}
        ask.audit(uow, "members.exported", "members", after=facts)

    ask.run(note)
    rows = member_list.every(ask.env, ask.programme_id, filters, shown)
    return Download(_sheet(rows), "members.csv")


def after(ask: Ask) -> Cursor | None:
    """Return where the page before ended."""
    return moment_after(ask.programme_id, LIST, ask.query.get("after") or None)


def filters_of(ask: Ask) -> Filters:
    """Return the filter that is asked for; what is unknown filters nothing."""
    state = ask.query.get("state", "")
    return Filters(
        states=STATES.get(state, STATES[""]),
        frozen=True if state == "blocked" else None,
        tier=ask.query.get("tier") or None,
        segment=ask.query.get("segment") or None,
    )


def size_of(ask: Ask) -> int:
    """Return how many rows a page has."""
    said = ask.query.get("size", "")
    return int(said) if said in {str(size) for size in SIZES} else SIZES[0]


def shown_of(ask: Ask) -> Shown | None:
    """Return how figures are meant; None before there is any programme."""
    document = ask.office.document
    if document is None:
        return None
    return Shown(document, ask.office.currency, ask.now)


def segment_titles(shown: Shown, language: Language) -> dict[str, str]:
    """Return the name of each segment as people read it."""
    return {
        segment.id: segment.title.say(language) if segment.title else segment.id
        for segment in shown.document.segments
    }


def _sheet(rows: Iterator[Listed]) -> Iterator[bytes]:
    yield sheet_line(HEADINGS).encode()
    for row in rows:
        member, figures = row.member, row.figures
        cells: list[Cell] = [public_id("mem", member.member_id), member.email]
        cells += [member.phone, member.first_name, member.last_name, row.tier_id]
        cells += [figures.shown, figures.pending, figures.orders]
        cells += [figures.spent_minor, member.joined_at]
        yield sheet_line(cells).encode()
