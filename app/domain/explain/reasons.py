"""Why a line is there, as stable codes. The words live in the catalogue."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from app.domain.explain.entries import Entry, Subject
from app.domain.ledger.accounts import Pot
from app.domain.ledger.kinds import Kind


class Reason(StrEnum):
    """Why a transaction happened to this member."""

    EARNED_ORDER = "earned_order"
    EARNED_SIGNUP = "earned_signup"
    EARNED_REVIEW = "earned_review"
    EARNED_ACTIVITY = "earned_activity"
    EARNED = "earned"
    IMPORTED = "imported"
    ADDED = "added"
    REMOVED = "removed"
    GIFT_RECEIVED = "gift_received"
    GIFT_GIVEN = "gift_given"
    MATURED = "matured"
    MATURED_OTHER = "matured_other"
    HELD = "held"
    SPENT = "spent"
    RELEASED = "released"
    RETURNED = "returned"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"
    TAKEN_BACK_OTHER = "taken_back_other"
    GIVEN_AGAIN = "given_again"
    OWED_SETTLED = "owed_settled"
    FORGIVEN = "forgiven"
    FORFEITED = "forfeited"
    MERGED_IN = "merged_in"
    MERGED_OUT = "merged_out"
    UNMERGED_IN = "unmerged_in"
    UNMERGED_OUT = "unmerged_out"
    RETRACTED = "retracted"
    UNDONE = "undone"
    ABSORBED = "absorbed"


class TotalCode(StrEnum):
    """Headings of "why this balance", in the order in which they are shown."""

    EARNED = "earned"
    BROUGHT = "brought"
    ADDED = "added"
    GIFTS = "gifts"
    MERGED = "merged"
    SPENT = "spent"
    RETURNED = "returned"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"
    GIVEN_AGAIN = "given_again"
    REMOVED = "removed"
    FORFEITED = "forfeited"
    FORGIVEN = "forgiven"
    UNDONE = "undone"
    PENDING = "pending"
    HELD = "held"
    BALANCE = "balance"


class StandingCode(StrEnum):
    """How units stand now."""

    WAITS_UNTIL = "waits_until"
    WAITS_UNTIL_OTHER = "waits_until_other"
    WAITS_FOR_ORDER = "waits_for_order"
    WAITS = "waits"
    USABLE_THROUGH = "usable_through"
    NO_END = "no_end"
    LAPSED_UNSWEPT = "lapsed_unswept"
    SET_ASIDE = "set_aside"
    OWES = "owes"


EARNED_WITH: Mapping[str, Reason] = {
    "order": Reason.EARNED_ORDER,
    "customer": Reason.EARNED_SIGNUP,
    "signup": Reason.EARNED_SIGNUP,
    "review": Reason.EARNED_REVIEW,
    "activity": Reason.EARNED_ACTIVITY,
}
ALWAYS: Mapping[Kind, Reason] = {
    Kind.HOLD: Reason.HELD,
    Kind.BURN: Reason.SPENT,
    Kind.RELEASE: Reason.RELEASED,
    Kind.RETURN: Reason.RETURNED,
    Kind.EXPIRY: Reason.LAPSED,
    Kind.REINSTATEMENT: Reason.GIVEN_AGAIN,
    Kind.RECOVERY: Reason.OWED_SETTLED,
    Kind.FORGIVENESS: Reason.FORGIVEN,
    Kind.FORFEITURE: Reason.FORFEITED,
    Kind.IMPORT: Reason.IMPORTED,
    Kind.RETRACTION: Reason.RETRACTED,
    Kind.REVERSAL: Reason.UNDONE,
}
"""Kinds that have one reason whatever else is known."""
BY_DIRECTION: Mapping[Kind, tuple[Reason, Reason]] = {
    Kind.ADJUSTMENT: (Reason.ADDED, Reason.REMOVED),
    Kind.GIFT: (Reason.GIFT_RECEIVED, Reason.GIFT_GIVEN),
    Kind.MERGE: (Reason.MERGED_IN, Reason.MERGED_OUT),
    Kind.UNMERGE: (Reason.UNMERGED_IN, Reason.UNMERGED_OUT),
}
"""Kinds whose reason depends on whether units reached the member or left."""
BY_ORDER: Mapping[Kind, tuple[Reason, Reason]] = {
    Kind.MATURATION: (Reason.MATURED, Reason.MATURED_OTHER),
    Kind.CLAWBACK: (Reason.TAKEN_BACK, Reason.TAKEN_BACK_OTHER),
}
"""Kinds whose reason depends on whether they are about an order."""
ABOUT_REWARDS = frozenset({Kind.HOLD, Kind.BURN, Kind.RELEASE, Kind.RETURN})

TOTAL_OF: Mapping[Pot, tuple[TotalCode, TotalCode]] = {
    Pot.ISSUED: (TotalCode.EARNED, TotalCode.EARNED),
    Pot.IMPORTED: (TotalCode.BROUGHT, TotalCode.BROUGHT),
    Pot.GRANTED: (TotalCode.ADDED, TotalCode.ADDED),
    Pot.RECEIVED: (TotalCode.GIFTS, TotalCode.GIFTS),
    Pot.GIVEN: (TotalCode.GIFTS, TotalCode.GIFTS),
    Pot.BURNED: (TotalCode.RETURNED, TotalCode.SPENT),
    Pot.EXPIRED: (TotalCode.UNDONE, TotalCode.LAPSED),
    Pot.CLAWED: (TotalCode.GIVEN_AGAIN, TotalCode.TAKEN_BACK),
    Pot.REMOVED: (TotalCode.UNDONE, TotalCode.REMOVED),
    Pot.FORFEITED: (TotalCode.UNDONE, TotalCode.FORFEITED),
    Pot.GOODWILL: (TotalCode.FORGIVEN, TotalCode.UNDONE),
}
"""Under which heading units count that come from a pot, and that go into it."""


def reason_of(entry: Entry, member_id: UUID, subject: Subject | None) -> Reason:
    """Return the code that says why *entry* happened to *member_id*."""
    if entry.absorbed:
        return Reason.ABSORBED
    if entry.kind in ALWAYS:
        return ALWAYS[entry.kind]
    if entry.kind in BY_DIRECTION:
        incoming, outgoing = BY_DIRECTION[entry.kind]
        reached = any(p.target.member_id == member_id for p in entry.postings)
        return incoming if reached else outgoing
    kind = subject.kind if subject is not None else ""
    if entry.kind in BY_ORDER:
        about_order, other = BY_ORDER[entry.kind]
        return about_order if kind == "order" else other
    return EARNED_WITH.get(kind, Reason.EARNED)
