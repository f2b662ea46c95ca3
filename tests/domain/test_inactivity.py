"""Silence is measured from the last thing that happened, lot by lot."""

from datetime import UTC, datetime

import pytest

from app.domain.inactivity import lapsed_at, silent_until
from app.domain.ledger.lots import lapse_instant
from app.domain.programme.terms import InactivityExpiry

ZONE = "Asia/Jakarta"
YEAR = InactivityExpiry(kind="inactivity", months=12)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("activity", "at", "lapse"),
    [
        ([], "2026-01-10T16:59", None),
        ([], "2026-01-10T17:00", "2026-01-10T17:00"),
        (["2025-12-01"], "2026-06-01", None),
        (["2025-12-01"], "2027-01-01", "2026-12-01T17:00"),
        (["2024-01-01"], "2026-02-01", "2026-01-10T17:00"),
        (["2026-05-01"], "2026-06-01", "2026-01-10T17:00"),
        (["2026-05-01", "2025-08-01"], "2026-06-01", None),
    ],
)
def test_points_lapse_at_the_end_of_the_first_silence(
    activity: list[str], at: str, lapse: str | None
) -> None:
    found = lapsed_at(
        YEAR,
        map(day, activity),
        available_from=day("2025-01-10"),
        not_before=None,
        zone=ZONE,
        at=day(at),
    )

    assert found == (None if lapse is None else day(lapse))


@pytest.mark.parametrize(
    ("activity", "at", "lapse"),
    [
        ([], "2026-03-01", None),
        ([], "2026-04-01", "2026-03-15"),
        (["2026-03-01"], "2026-04-01", None),
        (["2026-03-20"], "2026-04-01", "2026-03-15"),
    ],
)
def test_a_rule_that_came_later_ends_nothing_sooner(
    activity: list[str], at: str, lapse: str | None
) -> None:
    found = lapsed_at(
        YEAR,
        map(day, activity),
        available_from=day("2025-01-10"),
        not_before=day("2026-03-15"),
        zone=ZONE,
        at=day(at),
    )

    assert found == (None if lapse is None else day(lapse))


@pytest.mark.parametrize(
    ("spared", "at", "lapse"),
    [
        # The exception began in time and goes on.
        ([("2025-06-01", None)], "2030-01-01", None),
        # A silence that would have ended within it did not.
        ([("2025-06-01", "2026-06-01")], "2027-06-01", None),
        ([("2025-06-01", "2026-06-01")], "2027-06-02", "2027-06-01T17:00"),
        # It began too late, or was over before the points came.
        ([("2026-02-01", None)], "2026-03-01", "2026-01-10T17:00"),
        ([("2024-01-01", "2024-06-01")], "2026-03-01", "2026-01-10T17:00"),
        ([("2024-01-01", "2025-03-01")], "2026-03-02", "2026-03-01T17:00"),
    ],
)
def test_silence_does_not_count_while_the_terms_spare_a_member(
    spared: list[tuple[str, str | None]], at: str, lapse: str | None
) -> None:
    found = lapsed_at(
        YEAR,
        [],
        available_from=day("2025-01-10"),
        not_before=None,
        zone=ZONE,
        at=day(at),
        spared=[(day(since), day(until) if until else None) for since, until in spared],
    )

    assert found == (None if lapse is None else day(lapse))


def test_a_silence_ends_later_for_whom_was_spared_and_never_for_whom_is() -> None:
    def end(*spared: tuple[datetime, datetime | None]) -> datetime | None:
        return silent_until(
            YEAR,
            [day("2025-02-01")],
            available_from=day("2025-01-10"),
            not_before=day("2026-03-15"),
            zone=ZONE,
            spared=spared,
        )

    assert end() == day("2026-03-15")
    assert end((day("2025-03-01"), day("2025-06-01"))) == day("2026-06-01T17:00")
    assert end((day("2025-03-01"), None)) is None


@pytest.mark.parametrize(
    ("until", "ends"),
    [
        ("day", "2026-07-15T17:00"),
        ("month_end", "2026-07-31T17:00"),
        ("year_end", "2026-12-31T17:00"),
    ],
)
def test_a_life_may_end_with_its_month_or_year(until: str, ends: str) -> None:
    lapse = lapse_instant(day("2026-01-15"), months=6, until=until, zone=ZONE)

    assert lapse == day(ends)
