"""When who a person is may earn something: the moments to ask the rules at."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.programme.birthdays import yearly
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import AnniversaryRule, BirthdayRule


def moments(
    documents: Iterable[ProgrammeDocument],
    *,
    joined_at: datetime,
    birthday: date | None,
    marked: Iterable[datetime],
    zone: str,
    until: datetime,
) -> list[datetime]:
    """Return when a member's windows open, oldest first, from joining up to *until*.

    Args:
        documents: Whose birthdays and anniversaries are asked.
        joined_at: When the person became a member.
        birthday: The day they were born, where it is known.
        marked: When consents and tags began.
        zone: Days are days of this zone.
        until: What is later is left out.
    """
    local = ZoneInfo(zone)
    joined = joined_at.astimezone(local).date()
    years = range(joined.year, until.astimezone(local).year + 2)
    opening = {
        datetime.combine(day, time(0), local)
        for document in documents
        for day in _days(document, joined, birthday, years)
    }
    found = {joined_at, *marked, *opening}
    return sorted(one for one in found if joined_at <= one < until)


def _days(
    document: ProgrammeDocument, joined: date, birthday: date | None, years: range
) -> Iterator[date]:
    for rule in document.earning:
        if isinstance(rule, BirthdayRule) and birthday is not None:
            before = timedelta(days=rule.before_days)
            yield from (yearly(birthday, year) - before for year in years)
        elif isinstance(rule, AnniversaryRule):
            yield from (yearly(joined, year) for year in years)
