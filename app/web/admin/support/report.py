"""What members asked about, how long they waited, and what was given for it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from app.domain.sheets import sheet_line
from app.domain.staff import Right
from app.storage.support_claims import CauseRow, SupportClaimRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.route import Ask, Download, Pages, View
from app.web.admin.shown import address_of
from app.web.admin.support.queue import AT, tabs

pages = Pages("asked")

HERE: Final = f"{AT}/report"
PERIODS: Final = (30, 90, 365)
MINUTE: Final = timedelta(minutes=1)
HEADINGS: Final = ("cause", "asked", "answered", "median_minutes", "points")


@pages.page("GET", HERE, right=Right.READ)
def report(ask: Ask) -> View:
    """Show the report of a period."""
    days = days_of(ask)
    return View(
        "admin/support/report.html",
        {
            "rows": rows_of(ask, days),
            "days": str(days),
            "periods": [
                (str(each), ask.say("support.report_days", each), _period(each))
                for each in PERIODS
            ],
            "wait": lambda wait: wait_text(ask, wait),
            "csv": address_of(f"{HERE}.csv", days=days),
            "tabs": tabs(ask),
        },
    )


@pages.page("GET", f"{HERE}.csv", right=Right.READ)
def report_csv(ask: Ask) -> Download:
    """Give the report as a spreadsheet; it names nobody."""
    rows = rows_of(ask, days_of(ask))

    def pieces() -> Iterator[bytes]:
        yield sheet_line(HEADINGS).encode()
        for row in rows:
            wait = None if row.middle_wait is None else row.middle_wait // MINUTE
            cells = (row.cause, row.asked, row.answered, wait, row.points)
            yield sheet_line(cells).encode()

    return Download(pieces(), "support.csv")


def _period(days: int) -> str:
    return address_of(HERE, days=days if days != PERIODS[0] else None)


def days_of(ask: Ask) -> int:
    """Return how many days back the report looks."""
    said = ask.query.get("days", "")
    return int(said) if said in {str(each) for each in PERIODS} else PERIODS[0]


def rows_of(ask: Ask, days: int) -> list[CauseRow]:
    """Return the rows of the report, by cause."""

    def read(uow: UnitOfWork) -> list[CauseRow]:
        since = ask.now - timedelta(days=days)
        return SupportClaimRepository(uow).by_cause(since, ask.now + MINUTE)

    return ask.run(read)


def wait_text(ask: Ask, wait: timedelta | None) -> str:
    """Return how long somebody waited; nothing where nobody answered."""
    if wait is None:
        return "–"  # noqa: RUF001 - an en dash stands for "not known"
    minutes = wait // MINUTE
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return ask.say("support.minutes", minutes)
    return ask.say("support.hours", minutes // 60)
