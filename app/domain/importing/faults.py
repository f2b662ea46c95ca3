"""What can be wrong with a file, or with one row of it.

A file that can't be read is refused whole; a row with a fault is left out and
listed, and no other row is lost by it.
"""

from dataclasses import dataclass
from typing import Final

from app.domain.errors import Malformed


class ImportTooLarge(Malformed):
    """The file has more bytes than an import may have."""

    code = "import_too_large"

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        super().__init__(f"a file has at most {most_bytes} bytes: split it")


class ImportTooLong(Malformed):
    """The file has more rows than an import may have."""

    code = "import_too_long"

    def __init__(self, *, most_rows: int) -> None:
        self.most_rows = most_rows
        super().__init__(f"a file has at most {most_rows} rows: split it")


class ImportUnreadable(Malformed):
    """The file is no table of texts, or its letters are of two kinds."""

    code = "import_unreadable"

    def __init__(self, reason: str, *, line: int = 0, most: int = 0) -> None:
        self.reason = reason
        self.line = line
        self.most = most
        super().__init__(f"{REASONS[reason]}" + (f" (line {line})" if line else ""))


REASONS: Final = {
    "empty": "there is nothing in the file",
    "workbook": "this is a workbook: save it as CSV first",
    "compressed": "this is a compressed file: unpack it first",
    "binary": "this is no text",
    "mixed_encodings": "some letters are UTF-8 and some are not: save it anew as UTF-8",
    "quotes": "a quotation mark is not closed, or stands inside a cell",
    "cell": "a cell has more letters than a cell may have; perhaps a quotation mark"
    " before it is not closed",
    "columns": "there are more columns than a table may have",
}


class ColumnsMissing(Malformed):
    """No column says who a row is about."""

    code = "import_columns_missing"


class StoreNeeded(Malformed):
    """Codes live in one store, and nobody said in which."""

    code = "import_store_needed"


class AnswerNeeded(Malformed):
    """The dates or numbers of the file can be read in two ways; a person must say."""

    code = "import_answer_needed"

    def __init__(self, question: str) -> None:
        self.question = question
        super().__init__(f"say which is meant: {question}")


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why one row was left out: a code, the column, and what was there."""

    row: int
    code: str
    column: str = ""


FAULTS: Final = {
    "no_person": "no e-mail address, phone number or customer id",
    "email_unreadable": "this is no e-mail address",
    "phone_unreadable": "this is no phone number",
    "points_unreadable": "points are a whole number",
    "points_separator": "write points without thousands separators",
    "points_negative": "points may not be below zero",
    "points_above_limit": "more points than one row may bring",
    "date_unreadable": "this is no date, or not in the order that was said",
    "date_past": "these points have expired already",
    "amount_unreadable": "this is no amount of money",
    "reward_code_unreadable": "one discount code a row, of at most 255 letters",
    "reward_code_taken": "this discount code belongs to somebody else here",
    "status_unknown": "status is member, guest or blocked",
    "tier_unknown": "the programme has no such tier, and none was chosen for it",
    "too_many_cells": "the row has more cells than the first row has",
    "cell_too_long": "a cell has more than 2,000 letters",
    "duplicate": "another row is about the same person, and has more",
    "blocked": "this person was blocked over there",
    "person_unknown": "nobody here has this address or id",
    "person_erased": "this person asked to be forgotten",
    "person_gone": "this account was closed",
    "testers_only": "the programme is being tried, and this is none of its testers",
    "several_members": "several members have this address: use the customer id",
    "member_frozen": "the member's account is frozen",
    "own_wallet": "who imports, or agrees to it, brings nothing to themselves",
    "beyond_agreed": "more than was tried, or than who began it may give",
    "amount_out_of_range": "the balance would be larger than a balance may be",
    "insufficient_points": "points that have lapsed can't be taken",
    "balance_negative": "the member owes points",
}
"""Every code that may stand in the error file, and what it says there."""
