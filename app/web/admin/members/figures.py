"""Why a member's figures are what they are, and their statement as a spreadsheet."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from app.domain.explain.adding_up import LIFETIME
from app.domain.ids import public_id
from app.domain.sheets import sheet_line
from app.domain.staff import Right
from app.services import explaining, member_more
from app.services.explaining import Asked
from app.services.member_more import Standings
from app.services.member_page import MemberPage, member_page
from app.storage.member_list import Figures, MemberList
from app.storage.prove.history_pages import Cursor
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.members.person import asked_of, name_of, order_at
from app.web.admin.route import Ask, Download, NoSuchThing, Pages, View

pages = Pages("figures")

FIGURES: Final = ("usable", "pending", "expiring", "lifetime", "spent")
HEADINGS: Final = ("at", "what", "change", "pending", "transaction_id")
LINES_A_PAGE: Final = 200


@pages.page("GET", "/members/<id>/why/<figure>", right=Right.READ)
def why_figure(ask: Ask) -> View:
    """Show what a figure is made of."""
    member_id, figure = ask.id_of("id"), ask.path["figure"]
    if figure not in FIGURES:
        raise NoSuchThing(f"no figure {figure!r}")
    asked = asked_of(ask, member_id)

    def read(uow: UnitOfWork) -> tuple[MemberPage, Standings, Figures]:
        page = member_page(ask.env, uow, member_id, asked.asset)
        found = MemberList(uow).figures(
            [member_id], asset=asked.asset, currency=ask.office.currency
        )
        stands = member_more.standings(uow, asked)
        return page, stands, found.get(member_id, Figures())

    page, stands, figures = ask.run(read)
    return View(
        "admin/members/why.html",
        {
            "figure": figure,
            "name": name_of(page) or ask.say("members.nameless"),
            "at": f"/members/{member_id}",
            "stands": stands,
            "figures": figures,
            "counted": [each for each in stands.totals if each.code in LIFETIME],
            "orders": page.orders,
            "order_at": order_at,
        },
    )


@pages.page("POST", "/members/<id>/statement", right=Right.EXPORT, sensitive=True)
def statement(ask: Ask) -> Download:
    """Give every line of the member's points as a spreadsheet."""
    member_id = ask.id_of("id")
    asked = asked_of(ask, member_id)

    def note(uow: UnitOfWork) -> None:
        member_page(ask.env, uow, member_id, asked.asset)
        ask.audit(uow, "member.statement", f"member:{member_id}")

    ask.run(note)
    called = f"statement-{public_id('mem', member_id)}.csv"
    return Download(_lines(ask, asked), called)


def _lines(ask: Ask, asked: Asked) -> Iterator[bytes]:
    """Yield the newest lines first, a page and a unit of work at a time."""
    yield sheet_line(HEADINGS).encode()
    cursor: Cursor | None = None
    while True:
        begun = cursor

        def read(uow: UnitOfWork, begun: Cursor | None = begun) -> explaining.Told:
            return explaining.told_page(uow, asked, begun, LINES_A_PAGE)

        told = ask.run(read)
        for line in reversed(told.lines):
            entry = line.entry
            number: UUID | None = entry.transaction_id
            yield sheet_line(
                (
                    entry.occurred_at,
                    line.sentence,
                    line.change,
                    line.pending_change,
                    public_id("txn", number) if number else "",
                )
            ).encode()
        cursor = told.next_cursor
        if cursor is None:
            return
