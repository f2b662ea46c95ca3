"""Codes, claims and decisions: what people do with referrals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.domain.errors import Conflict, Missing, Refused
from app.domain.programme.document import ProgrammeDocument
from app.services import evaluating
from app.services.env import Env
from app.services.living import refuse_gone
from app.services.referral_notes import digest, one_form, plain_code
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.referral_doubts import undecided
from app.storage.referrals import ReferralRepository, ReferralRow
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

CODE_SYMBOLS: Final = 12
"""Five bits each: 60 bits, which nobody guesses."""
STATES: Final = (
    "open",
    "held",
    "blocked",
    "waiting",
    "earned",
    "cancelled",
    "lapsed",
    "refused",
)
TO_DECIDE: Final = ("held", "blocked")
"""What the list for people shows: suspects, and refusals that may be wrong."""


class ReferralOff(Refused):
    """The programme has no referral, or has switched it off."""

    code = "referral_off"


class CodeUnknown(Missing):
    """No living member of this programme has this code."""

    code = "referral_code_unknown"


class OwnLink(Refused):
    """A member can't come through a link of their own."""

    code = "referral_own_link"


class CameBefore(Conflict):
    """The friend came through another member's link before."""

    code = "referral_came_before"


class ReferralClosed(Conflict):
    """One of the two was erased; nothing is decided about it any more."""

    code = "referral_closed"


@dataclass(frozen=True, slots=True)
class Link:
    """A member's code, and where it leads."""

    code: str
    urls: tuple[tuple[UUID, str], ...]
    """By store."""


def terms_of(uow: UnitOfWork) -> tuple[int, ProgrammeDocument]:
    """Return the version in force, which has referral switched on.

    Raises:
        ReferralOff: It has not.
    """
    version, document = ProgrammeRepository(uow).live()
    if document.referral is None or not document.referral.enabled:
        raise ReferralOff("this programme rewards no referrals now")
    return version, document


def link_of(env: Env, uow: UnitOfWork, member: MemberRow) -> Link:
    """Return a member's link, made when first asked for.

    Raises:
        ReferralOff: Nobody is referred now.
        MemberGone: The member left or was merged into another.
    """
    terms_of(uow)
    refuse_gone(member)
    repository = ReferralRepository(uow)
    code = repository.code_of(member.member_id)
    if code is None:
        MemberRepository(uow).serialise([f"referral/{member.member_id}"])
        code = repository.code_of(member.member_id)
    if code is None:
        code = env.ids.code(CODE_SYMBOLS)
        repository.add_code(code, member.member_id, at=env.clock.now())
    stores = StoreRepository(uow).all()
    urls = [
        (store.store_id, f"{store.base_url}/?ref={code}")
        for store in stores
        if store.state == "connected" and store.base_url.startswith("http")
    ]
    return Link(code, tuple(urls))


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says that they came through a link."""

    code: str
    store_id: UUID | None = None
    device_text: str | None = None
    """Where the friend's request came from: an address of the network, a browser."""


def claim(
    env: Env, uow: UnitOfWork, friend: MemberRow, said: Claim
) -> tuple[ReferralRow, bool]:
    """Note that a member came through a link; whether it is new is told too.

    It is judged by ``judge_now`` in a unit of work of its own. What speaks against
    it refuses nothing here: it is kept with its reasons, where people can see it.

    Raises:
        ReferralOff: Nobody is referred now.
        CodeUnknown: Nobody has this code.
        OwnLink: It is the member's own.
        CameBefore: The member came through another link.
        MemberGone: The friend left or was merged into another.
    """
    version, _ = terms_of(uow)
    refuse_gone(friend)
    repository, code = ReferralRepository(uow), plain_code(said.code)
    advocate_id = repository.owners([code]).get(code)
    if advocate_id is None:
        raise CodeUnknown("nobody has this code")
    if advocate_id == friend.member_id:
        raise OwnLink("this is the member's own link")
    if said.store_id is not None:
        StoreRepository(uow).get(said.store_id)
    at = env.clock.now()
    device = None
    if said.device_text and one_form(said.device_text):
        pepper = StoreRepository(uow).programme().key_pepper
        device = digest(pepper, "device", one_form(said.device_text))
    row = ReferralRow(
        referral_id=env.ids.new(),
        advocate_id=advocate_id,
        friend_id=friend.member_id,
        code=code,
        via="api",
        store_id=said.store_id,
        claimed_at=at,
        device_digest=device,
        programme_version=version,
        updated_at=at,
    )
    new = repository.claim(row)
    if new and device is not None:
        repository.add_prints([(friend.member_id, "device", device)], at=at)
    StandingRepository(uow).owe([friend.member_id], at=at)
    uow.after_commit(lambda: env.wake.work("outbox"))
    known = repository.of_friend(friend.member_id)
    if known is None or known.advocate_id != advocate_id:
        raise CameBefore("the member came through another link before")
    return known, new


def judge_now(env: Env, uow: UnitOfWork, referral_id: UUID) -> ReferralRow:
    """Judge a referral without waiting for the debts; the friend is welcomed."""
    row = ReferralRepository(uow).get(referral_id)
    if row.closed_at is None:
        evaluating.evaluate(env, uow, row.friend_id)
    return ReferralRepository(uow).get(referral_id)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decided about a referral, and why."""

    outcome: Literal["approved", "refused"]
    note: str
    by: str


def decide(
    env: Env, uow: UnitOfWork, referral_id: UUID, verdict: Verdict
) -> ReferralRow:
    """Approve or refuse a referral; a later decision replaces an earlier one.

    An approval covers what is known against it now. What is found later is
    looked at again. A refusal takes back what was given, as far as the programme
    says. Both sides are evaluated by the outbox.

    Raises:
        ReferralMissing: There is none of this id.
        ReferralClosed: One of the two was erased.
    """
    repository, at = ReferralRepository(uow), env.clock.now()
    row = repository.get(referral_id, lock=True)
    if row.closed_at is not None or row.void:
        raise ReferralClosed("nothing can be decided about this referral")
    if verdict.outcome == "approved":
        row.decision_reasons = sorted({*row.decision_reasons, *row.reasons})
    row.decision, row.decision_note = verdict.outcome, verdict.note
    row.decided_at, row.decided_by, row.updated_at = at, verdict.by, at
    repository.save([row])
    StandingRepository(uow).owe([row.friend_id, row.advocate_id], at=at)
    uow.after_commit(lambda: env.wake.work("outbox"))
    return row


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What people look at: suspects to decide, and refusals that may be wrong."""

    held: list[ReferralRow]
    blocked: list[ReferralRow]


def doubtful(uow: UnitOfWork, *, limit: int) -> Doubtful:
    """Return the newest referrals of each kind that can still be decided."""
    return Doubtful(
        held=undecided(uow, "held", limit=limit),
        blocked=undecided(uow, "blocked", limit=limit),
    )


def page(
    uow: UnitOfWork,
    *,
    states: Sequence[str],
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[ReferralRow]:
    """Return a page of referrals, newest first."""
    return ReferralRepository(uow).page(states=states, after=after, limit=limit)
