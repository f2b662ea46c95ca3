"""What a check says: which rule, about what, and the two figures that differ."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

RULES: dict[int, str] = {
    1: "a lot's columns sum to its size, and it was opened once",
    2: "a lot's state is the sum of its postings",
    3: "a member's balance is the sum of its postings",
    4: "a member's accounts are the sums over the lots held",
    5: "all accounts of an asset sum to zero",
    6: "no shortfall stands beside available units",
    7: "what is taken from a lot stays within it",
    8: "an award's lots hold what its order or fact is worth",
    9: "a voucher that was bought has one hold and one end",
    10: "the end of a hold, and returns, touch the lots of the hold",
    11: "no hold draws from a lot that had lapsed",
    12: "the journal has no gap, and its hashes recompute",
    13: "postings along a balance follow each other in time and sequence",
    14: "rows refer to rows of the same programme, and none is missing",
    15: "replaying the postings through the plain model gives the balances",
    16: "a member who was merged or erased holds nothing",
}
QUEUE_AGE_CHECK = "age of the queue"
"""Sealing is late: an alert, and no reason to stop anybody."""
PROGRAMME_WIDE = frozenset({5, 12, 14})
"""A violation of these concerns everybody, not one member."""


class Anchor(NamedTuple):
    """A hash of the journal that was written down outside the database."""

    seq: int
    hash: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where the books break a rule."""

    rule: int
    check: str
    """What exactly was compared; stable."""
    subject: str
    """``lot:<id>``, ``balance:<member>/<asset>``, ``transaction:<id>`` …"""
    member_id: UUID | None
    """Whose account it is; None when it is nobody's or everybody's."""
    expected: str
    found: str

    @property
    def programme_wide(self) -> bool:
        """Tell whether this stops the programme rather than one member."""
        return self.rule in PROGRAMME_WIDE or self.member_id is None

    @property
    def contradiction(self) -> bool:
        """Tell whether the books contradict themselves: a late sealer does not."""
        return self.check != QUEUE_AGE_CHECK

    @property
    def sentence(self) -> str:
        """The whole violation on one line, for logs and pages."""
        return (
            f"rule {self.rule} ({RULES[self.rule]}): {self.subject} {self.check}:"
            f" expected {self.expected}, found {self.found}"
        )


class Check(NamedTuple):
    """One statement that returns the rows of violations, normally none.

    Its columns are rule, check, subject, member, expected, found.
    """

    name: str
    rules: tuple[int, ...]
    sql: str


Progress = Callable[[str, int, int], None]
"""Called with what is being checked, how much is done, and of how much."""


def comparison(
    name: str, rules: tuple[int, ...], rows: str, pairs: list[tuple[int, str, str, str]]
) -> Check:
    """Return a check that compares columns of *rows* pair by pair.

    Args:
        name: Of the check.
        rules: The rules it watches.
        rows: A select with columns ``subject`` and ``member_id`` and whatever
            the pairs name.
        pairs: Rule, name, expected and found; the last two are expressions over
            the columns of *rows*.
    """
    differs = " OR ".join(f"({e}) IS DISTINCT FROM ({f})" for _, _, e, f in pairs)
    values = ", ".join(
        f"({rule}, '{what}', ({expected})::text, ({found})::text)"
        for rule, what, expected, found in pairs
    )
    return Check(
        name,
        rules,
        f"""
        SELECT v.rule, v.what, r.subject, r.member_id,
               coalesce(v.expected, 'nothing'), coalesce(v.found, 'nothing')
        FROM ({rows}) AS r
        CROSS JOIN LATERAL (VALUES {values}) AS v (rule, what, expected, found)
        WHERE ({differs}) AND v.expected IS DISTINCT FROM v.found
        """,
    )
