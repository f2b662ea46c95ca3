"""What changes of members, tiers, memberships and referrals are to developers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from app.domain.ids import public_id
from app.domain.memberships.periods import Period
from app.domain.outgoing.happening import Happening, instant_text, maybe_instant
from app.domain.tiers.spells import Spell

DETAILS: Final = frozenset(
    {"email", "phone", "first_name", "last_name", "locale", "birthday"}
)
LEAVING: Final = "erasure"
"""Why a member is frozen while the person is being erased."""
REFERRALS: Final = {
    "held": "referral.held",
    "earned": "referral.completed",
    "blocked": "referral.rejected",
    "refused": "referral.rejected",
}


def member_made(member_id: UUID, state: object, *, at: datetime) -> Iterator[Happening]:
    """Yield that somebody joined; a shadow of a guest has not."""
    if state == "active":
        yield Happening("member.joined", at, {}, member_id)


def member_changed(
    member_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Iterator[Happening]:
    """Yield what new values of a member's columns are; never the values."""
    state = values.get("state")
    if state == "active":
        yield Happening("member.joined", at, {}, member_id)
    if state == "merged":
        into = values.get("merged_into")
        data = {"into": public_id("mem", into)} if isinstance(into, UUID) else {}
        yield Happening("member.merged", at, data, member_id)
        return
    leaving = values.get("frozen_reason") == LEAVING
    if values.get("frozen_at") is not None and not leaving:
        yield Happening("member.blocked", at, {}, member_id)
    fields = sorted(DETAILS & set(values))
    if "frozen_at" in values and values["frozen_at"] is None:
        fields.append("unblocked")
    if fields:
        yield Happening("member.updated", at, {"fields": fields}, member_id)


def tier_moved(
    member_id: UUID,
    before: Sequence[Spell],
    after: Sequence[Spell],
    ranks: Mapping[str, int],
    *,
    at: datetime,
) -> Iterator[Happening]:
    """Yield what new spells say of the tier that is held now.

    *ranks* are the tiers of the ladder by how high they stand; what is not there
    stands below all.
    """
    was, now = _held(before, at), _held(after, at)
    old, new = (was and was.tier_id), (now and now.tier_id)
    if old == new:
        longer = _longer(was, now)
        name = "tier.extended" if longer and new else None
    elif ranks.get(new or "", -1) >= ranks.get(old or "", -1):
        name = "tier.reached"
    else:
        name = "tier.lost"
    if name is not None:
        until = maybe_instant(now.term_end) if now else None
        data = {"tier": new, "from": old, "until": until}
        yield Happening(name, at, data, member_id)


def _held(spells: Sequence[Spell], at: datetime) -> Spell | None:
    return next(
        (
            one
            for one in reversed(spells)
            if one.since <= at and (one.until is None or at < one.until)
        ),
        None,
    )


def _longer(was: Spell | None, now: Spell | None) -> bool:
    if was is None or now is None or was.term_end is None:
        return False
    return now.term_end is None or now.term_end > was.term_end


def periods_moved(
    member_id: UUID, before: Sequence[Period], after: Sequence[Period], *, at: datetime
) -> Iterator[Happening]:
    """Yield what new periods of plans are: a beginning, or one more of the same."""
    known = {(one.plan, one.starts_at) for one in before}
    ends = {(one.plan, one.ends_at) for one in after}
    for one in after:
        if (one.plan, one.starts_at) in known:
            continue
        renewed = (one.plan, one.starts_at) in ends
        name = "membership.renewed" if renewed else "membership.started"
        data = {
            "plan": one.plan,
            "starts_at": instant_text(one.starts_at),
            "ends_at": maybe_instant(one.ends_at),
            "trial": one.trial,
        }
        yield Happening(name, at, data, member_id)


class Referred(Protocol):
    """A referral, as far as it is told."""

    referral_id: UUID
    advocate_id: UUID
    friend_id: UUID
    state: str
    reasons: list[str]


def referral(name: str, row: Referred, *, at: datetime) -> Happening:
    """Return a message about a referral; it is the advocate's."""
    data: dict[str, object] = {
        "referral": public_id("ref", row.referral_id),
        "friend": public_id("mem", row.friend_id),
        "state": row.state,
    }
    if row.reasons:
        data["reasons"] = list(row.reasons)
    return Happening(name, at, data, row.advocate_id)
