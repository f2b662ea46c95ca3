"""A lot of somebody whom the terms spare has no end, and gets one anew."""

from datetime import UTC, datetime

import pytest

from app.domain.programme.terms import LifeExpiry
from app.domain.sparing import SPARED, Dates, is_to_be_spared, new_end

ZONE = "Asia/Jakarta"
HALF_YEAR = LifeExpiry(kind="life", months=6)
YEAR = LifeExpiry(kind="life", months=12)


def day(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def dates(began: str | None, end: str | None, reason: str = "opened") -> Dates:
    return Dates(day(began), day(end), reason)


BY_TERMS = dates("2026-01-15", "2026-07-15T17:00")
OWN_LIFE = dates("2026-01-15", "2026-02-15T17:00")
WAITING = dates(None, None)


@pytest.mark.parametrize(
    ("history", "spared"),
    [
        ([BY_TERMS], True),
        ([dates("2026-01-15", "2027-01-15T17:00")], True),
        ([OWN_LIFE], False),
        ([WAITING], False),
        ([WAITING, BY_TERMS], True),
        # It was given more time once; it is a lot of the terms all the same.
        ([BY_TERMS, dates("2026-01-15", "2026-09-01T17:00", "not_told")], True),
        ([BY_TERMS, dates("2026-01-15", None, SPARED)], False),
        ([dates("2025-06-15", "2025-12-15T17:00")], False),
    ],
)
def test_a_lot_that_would_lapse_by_the_terms_is_spared(
    history: list[Dates], *, spared: bool
) -> None:
    at = datetime(2026, 1, 20, tzinfo=UTC)

    found = is_to_be_spared(history, [HALF_YEAR, YEAR], zone=ZONE, at=at)

    assert found is spared


def test_nothing_is_spared_where_no_version_had_a_life() -> None:
    at = datetime(2026, 1, 20, tzinfo=UTC)

    assert not is_to_be_spared([BY_TERMS], [], zone=ZONE, at=at)


@pytest.mark.parametrize(
    ("history", "end"),
    [
        ([BY_TERMS], None),
        ([BY_TERMS, dates("2026-01-15", None, SPARED)], "2026-09-10T17:00"),
        # It waits until after the end of the exception, and lives from then on.
        (
            [
                dates("2026-04-01", "2026-10-01T17:00"),
                dates("2026-04-01", None, SPARED),
            ],
            "2026-10-01T17:00",
        ),
        # An end that was later than a new life would be stays.
        (
            [
                dates("2026-01-15", "2027-01-15T17:00"),
                dates("2026-01-15", None, SPARED),
            ],
            "2027-01-15T17:00",
        ),
        ([BY_TERMS, dates(None, None, SPARED)], None),
    ],
)
def test_a_life_begins_anew_when_the_exception_ends(
    history: list[Dates], end: str | None
) -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)

    assert new_end(history, HALF_YEAR, zone=ZONE, at=at) == day(end)
