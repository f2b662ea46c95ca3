"""Every table with members in it, and what a merge and its undoing do to its rows.

A table that is in none of these lists is a gap: a test compares them with the
metadata, so that whoever adds a table says what becomes of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.storage.tables import metadata

MEMBER: Final = "member_id"


@dataclass(frozen=True)
class Moved:
    """A table whose rows follow a merge, and are given back."""

    table: str
    columns: tuple[str, ...] | None = None
    """What a merge may change besides whose the row is; None: keep the whole row,
    because a merge may drop it."""
    owners: tuple[str, ...] = (MEMBER,)
    both: bool = False
    """A merge may change rows of the kept member, too."""
    fixed: tuple[str, ...] = ()
    """While these say the same it is the same row; else the row of before comes
    back beside the one that is there."""

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The primary key without the programme."""
        columns = metadata.tables[self.table].primary_key.columns
        return tuple(one.name for one in columns if one.name != "programme_id")

    @cached_property
    def image(self) -> tuple[str, ...]:
        """The columns that are kept of a row."""
        if self.columns is not None:
            wanted = dict.fromkeys((*self.key, *self.owners, *self.columns))
            return tuple(wanted)
        columns = metadata.tables[self.table].columns
        return tuple(one.name for one in columns if one.computed is None)

    @property
    def named_by_member(self) -> bool:
        """Whether a row changes its key when it changes hands."""
        return MEMBER in self.key and self.table not in SELF


SELF: Final = frozenset({"member", "ledger_freeze"})
"""Rows that are a member's own for good: a merge changes what they say."""

MOVED: Final[tuple[Moved, ...]] = (
    # In this order rows go back: those that others refer to first.
    Moved(
        "member",
        ("state", "merged_into", "redeem_from", "frozen_at", "frozen_reason"),
        both=True,
    ),
    Moved("ledger_freeze", both=True),
    Moved("customer_link", ()),
    Moved("guest_contact", ()),
    Moved("order_settlement", ("awards",)),
    Moved("fact_award", ("state", "keep", "n")),
    Moved("voucher", ()),
    Moved("gift", ()),
    Moved("earned_gift"),
    Moved("goodwill_spent", ()),
    Moved("approval", ()),
    Moved("metric_grant", ()),
    Moved("metric_entry"),
    Moved("contact_change", ()),
    Moved("consent_word", both=True),
    Moved("member_mark", both=True),
    Moved("chosen_day"),
    Moved("quiz_answer"),
    Moved("survey_taken"),
    Moved("contest_vote"),
    Moved("board_member"),
    Moved("spin", ("ordinal",)),
    Moved("survey_answer", ()),
    Moved("contest_entry", ()),
    Moved("challenge_mark"),
    Moved("member_standing"),
    Moved("tier_assignment"),
    Moved("member_tier"),
    Moved("membership_fee", ()),
    Moved("membership"),
    Moved("perk_state", fixed=("customer_ref",)),
    Moved("referral_code", ()),
    Moved("referral_print"),
    Moved("referral", ("void",), ("advocate_id", "friend_id"), both=True),
    Moved("campaign_gift"),
    Moved("member_past", ()),
    Moved("member_segment"),
    Moved("member_card", ()),
    Moved("celebration_seen"),
    Moved("support_claim", ()),
    Moved("support_message", ()),
)

BOOKS: Final[Mapping[str, str]] = {
    "ledger_lot": "its home never changes; that is how an undoing finds it",
    "ledger_lot_state": "the ledger's merge and unmerge hand it over",
    "ledger_posting": "insert-only",
    "member_balance": "the sum of the postings",
}
"""What the ledger moves itself."""

STAYS: Final[Mapping[str, str]] = {
    "activity": "what was reported once; it counts in the programme, not with members",
    "bulk_row": "whom a deed to many was done to, as it was then",
    "decision_trace": "insert-only: why a decision was made about whom it was then",
    "draw_winner": "who was drawn is part of a draw that anybody can check",
    "erasure": "who was erased, and on what terms",
    "expiry_exception": "of whom nothing lapses; the next evaluation says it anew",
    "expiry_notice": "insert-only: who was told of what would lapse",
    "import_row": "which row of a file made whom",
    "member_apart": "two who are no pair any more once one of them is absorbed",
    "member_merge": "the record of merges",
    "member_recount": "whose figures are counted anew; a moment's note",
    "webhook_message": "what receivers were told of whom",
    "webhook_sequence": "the number of a member's last message, which never goes back",
}
"""Rows that keep the member they were written of."""

DROPPED: Final[Mapping[str, str]] = {
    "nudge_tally": "how often somebody was nudged today; begins again",
    "perk_turn": "a turn of a minute",
}
"""Rows of the absorbed member that nobody misses."""
