"""What speaks against a referral: codes, each as strict as the document says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from app.domain.programme.referral import Referral

Print = tuple[str, bytes]
"""A kind (``email``, ``phone``, ``address``, ``device``, ``payer``) and a keyed
digest: equal ones are equal things, and nobody can read them back."""
GUARD_OF_PRINT: Mapping[str, tuple[str, str]] = {
    "email": ("own_contact", "own_address"),
    "phone": ("own_contact", "own_phone"),
    "address": ("same_address", "same_address"),
    "device": ("same_device", "same_device"),
    "payer": ("same_payment", "same_payment"),
}
"""The guard that looks at each kind, and the code of what it finds."""


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, as far as they are compared."""

    member_id: UUID
    prints: frozenset[Print] = frozenset()


@dataclass(frozen=True, slots=True)
class Past:
    """What was there of the friend before the link was used."""

    claimed_at: datetime
    joined_at: datetime | None = None
    """Since when the friend is known to us; None: since now."""
    ordered_before: bool = False
    """A paid order before the claim, by this member or by another one with the
    same e-mail address."""
    in_circle: bool = False
    """The friend stands in the line of those who brought the member."""
    of_member: int = 0
    """How many came through the member's link in the span before this one."""
    of_device: int = 0
    """How many came from the same device in the span before this one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a referral."""

    code: str
    weight: Literal["block", "review"]


def findings(
    terms: Referral, advocate: Party, friend: Party, past: Past
) -> Sequence[Finding]:
    """Return everything that speaks against a referral, refusals first.

    Pure. What the document does not look at is not found.
    """
    if advocate.member_id == friend.member_id:
        return (Finding("same_member", "block"),)
    found = []
    for guard, code in _suspicions(terms, advocate, friend, past):
        weight = getattr(terms.guards, guard)
        if weight != "off":
            found.append(Finding(code, weight))
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.weight))


def _suspicions(
    terms: Referral, advocate: Party, friend: Party, past: Past
) -> Iterator[tuple[str, str]]:
    for kind, (guard, code) in GUARD_OF_PRINT.items():
        mine = {one for one in advocate.prints if one[0] == kind}
        if mine & friend.prints:
            yield guard, code
    known_for = timedelta(0)
    if past.joined_at is not None:
        known_for = past.claimed_at - past.joined_at
    if known_for > timedelta(days=terms.joined_days):
        yield "existing_customer", "existing_member"
    if past.ordered_before:
        yield "existing_customer", "existing_customer"
    if past.in_circle:
        yield "circle", "circle"
    if past.of_member >= terms.velocity.most:
        yield "velocity", "too_fast"
    if past.of_device >= terms.velocity.most_from_one_device:
        yield "velocity", "same_device_fast"
