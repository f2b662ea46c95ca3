"""No text of a spreadsheet is taken for a formula, and no number for a text."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.domain.sheets import RISKY, sheet_cell, sheet_line


@pytest.mark.parametrize("sign", RISKY)
def test_a_text_that_begins_like_a_formula_is_only_a_text(sign: str) -> None:
    assert sheet_cell(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


def test_a_number_stays_a_number_also_below_zero() -> None:
    assert sheet_cell(-57) == -57
    assert sheet_line([-57, 0]) == "-57,0\r\n"


def test_other_cells_are_written_as_people_expect() -> None:
    at = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    nobody = UUID(int=7)

    assert sheet_line(["a,b", 'say "x"', None, True, date(2026, 1, 2), at, nobody]) == (
        '"a,b","say ""x""",,yes,2026-01-02,2026-11-22T08:30:00+00:00,'
        "00000000-0000-0000-0000-000000000007\r\n"
    )
    assert sheet_line([False, True]) == "no,yes\r\n"
