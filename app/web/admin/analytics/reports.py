"""Reports: tables to take away, each column with what it means."""

from collections.abc import Iterator

from app.domain.sheets import Cell, sheet_line
from app.domain.staff import Right
from app.services.analytics.reading import PERIODS, USUAL
from app.services.analytics.reports import COLUMNS, rows_of
from app.services.staff import staffing
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.analytics.cards import days_of, periods
from app.web.admin.route import Ask, Download, NoSuchThing, Pages, View
from app.web.admin.shown import address_of

pages = Pages("reports")


@pages.page("GET", "/analytics/reports", right=Right.READ)
def reports(ask: Ask) -> View:
    """Show which reports there are, and what stands in each."""
    days = days_of(ask)
    sent = days if days != USUAL and days in PERIODS else None
    return View(
        "admin/analytics/reports.html",
        {
            "days": str(days),
            "periods": periods(ask, "/analytics/reports"),
            "reports": [
                (
                    name,
                    address_of(f"/analytics/reports/{name}.csv", days=sent),
                    [(column, meaning(ask, name, column)) for column in columns],
                )
                for name, columns in COLUMNS.items()
            ],
        },
    )


def meaning(ask: Ask, report: str, column: str) -> str:
    """Return what a column means."""
    flows = report == "points" and column != "day"
    return ask.say("column.flow" if flows else f"column.{report}.{column}")


@pages.page("GET", "/analytics/reports/<name>.csv", right=Right.REPORTS, sensitive=True)
def report_csv(ask: Ask) -> Download:
    """Give a report as a spreadsheet; ``meanings=yes`` adds a line of meanings."""
    name = ask.path["name"]
    if name not in COLUMNS:
        raise NoSuchThing(f"no report {name}")

    def read(uow: UnitOfWork) -> list[tuple[Cell, ...]]:
        return rows_of(ask.env, uow, name, days_of(ask), ask.language)

    rows = ask.run(read)
    if name == "goodwill":
        rows = _in_words(ask, rows)

    def pieces() -> Iterator[bytes]:
        yield sheet_line(COLUMNS[name]).encode()
        if ask.query.get("meanings") == "yes":
            yield sheet_line(
                meaning(ask, name, each) for each in COLUMNS[name]
            ).encode()
        for row in rows:
            yield sheet_line(row).encode()

    return Download(pieces(), f"setia-{name}.csv")


def _in_words(ask: Ask, rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return what was given by hand with reasons in words and people by name."""
    names = staffing.names(ask.env, ask.staff.merchant_id)
    gone = ask.say("audit.actor.staff")
    return [
        (ask.say(f"adjust.reason.{reason}"), names.get(str(actor), gone), *figures)
        for reason, actor, *figures in rows
    ]
