"""The support desk: what members asked, and what staff say and do about it.

Everything that is said and done is kept in the conversation, with who and when. A
reply is public or a note for the team; what is done for the member (points, an
order settled) stands in the same thread. Replies leave by mail when messaging
can send; until then the member reads them in the panel, and they are owed.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final
from uuid import UUID

from app.domain.errors import Conflict, Malformed, Refused
from app.domain.ledger import Key
from app.domain.ledger.posting import Transaction
from app.domain.support import State
from app.services import goodwill
from app.services.adjustments import Adjustment
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal
from app.services.support_times import due_for
from app.storage.storefront import StorefrontRepository
from app.storage.support_claims import (
    SupportClaim,
    SupportClaimMissing,
    SupportClaimRepository,
)
from app.storage.support_messages import SupportMessage, SupportMessages
from app.storage.unit_of_work import UnitOfWork

MOST_TEXT: Final = 4_000
"""Signs of one answer, note or question."""
MOST_LISTED: Final = 50
"""Conversations that a member can read again."""


class ConversationMoved(Conflict):
    """Somebody wrote or decided since the page was shown."""

    code = "conversation_moved"


class ConversationClosed(Refused):
    """It is over; open it again first."""

    code = "conversation_closed"


class NobodysAccount(Refused):
    """A guest has no points to move."""

    code = "nobodys_account"


class NothingSaid(Malformed):
    """An answer without words."""

    code = "nothing_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a member of staff says, and how the conversation stands afterwards."""

    text: str
    once: UUID
    """Made with the form: sending it twice says it once."""
    seen: int | None = None
    """How much there was when they began to write; None to say it anyway."""
    state: State = "answered"
    cause: str | None = None


def question(
    env: Env,
    uow: UnitOfWork,
    *,
    store_id: UUID,
    member_id: UUID,
    text: str,
    request_key: str,
) -> SupportClaim:
    """Keep a member's question; the same request is the same conversation."""
    now = env.clock.now()
    claims = SupportClaimRepository(uow)
    made = SupportClaim(
        claim_id=env.ids.new(),
        store_id=store_id,
        member_id=member_id,
        contact_digest=None,
        order_number=None,
        note=text,
        request_key=f"question/{member_id}/{request_key}",
        state="open",
        outcome="open",
        answer=None,
        answered_by=None,
        created_at=now,
        due_at=due_for(uow, member_id, now),
        kind="question",
    )
    if claims.add(made):
        return made
    return claims.by_request(store_id, made.request_key) or made


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member asked, and what they may read of the conversation."""

    claim: SupportClaim
    messages: tuple[SupportMessage, ...]
    unread: bool = False
    """Whether something was answered since they read it."""


def of_member(uow: UnitOfWork, member_id: UUID) -> list[Asked]:
    """Return what a member asked, newest first; what is said for the team is not."""
    claims = SupportClaimRepository(uow).of_member(member_id, limit=MOST_LISTED)
    unread = StorefrontRepository(uow).unread(member_id)
    said = SupportMessages(uow).of([claim.claim_id for claim in claims])
    return [
        Asked(
            claim,
            tuple(
                each
                for each in said
                if each.claim_id == claim.claim_id and each.visibility == "public"
            ),
            claim.claim_id in unread,
        )
        for claim in claims
    ]


def answers_read(env: Env, uow: UnitOfWork, member_id: UUID, claim_id: UUID) -> None:
    """Note that the member read what was answered.

    Raises:
        SupportClaimMissing: There is no such conversation of theirs.
    """
    if SupportClaimRepository(uow).get(claim_id).member_id != member_id:
        raise SupportClaimMissing("no such claim in this programme")
    StorefrontRepository(uow).read_answers(member_id, claim_id, at=env.clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """What a member writes on in a conversation."""

    member_id: UUID
    claim_id: UUID
    text: str
    key: str
    """The member's own name of the request: the same key says it once."""


def member_wrote(env: Env, uow: UnitOfWork, wrote: Wrote) -> SupportClaim:
    """Keep what the member writes on; it is our turn again.

    Raises:
        SupportClaimMissing: There is no such conversation of theirs.
    """
    claim = SupportClaimRepository(uow).get(wrote.claim_id, lock=True)
    if claim.member_id != wrote.member_id:
        raise SupportClaimMissing("no such claim in this programme")
    digest = sha256(f"{wrote.claim_id}/{wrote.key}".encode()).digest()
    message = _said(env, claim, UUID(bytes=digest[:16]), wrote.text)
    if SupportMessages(uow).add(message):
        claim.state, claim.closed_at = "open", None
        claim.due_at = due_for(uow, wrote.member_id, message.at)
        SupportClaimRepository(uow).save(claim)
    return claim


def answer(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, claim_id: UUID, reply: Reply
) -> SupportClaim:
    """Say something to the member.

    Raises:
        SupportClaimMissing: There is no such conversation.
        ConversationMoved: Somebody else wrote since this answer was begun.
        ConversationClosed: It is over.
        NothingSaid: There are no words.
    """
    claim = _open_for(uow, claim_id, reply)
    if claim is None:
        return SupportClaimRepository(uow).get(claim_id)
    message = replace(
        _said(env, claim, reply.once, reply.text.strip()),
        author="staff",
        actor=staff.actor,
        actor_name=staff.name,
    )
    SupportMessages(uow).add(message)
    now = message.at
    claim.state, claim.answer = reply.state, message.text
    claim.answered_by, claim.answered_at = staff.actor, now
    claim.first_answered_at = claim.first_answered_at or now
    claim.closed_at = now if reply.state == "closed" else None
    claim.cause = reply.cause or claim.cause
    if claim.assigned_to is None:
        claim.assigned_to, claim.assigned_name = staff.actor, staff.name
    SupportClaimRepository(uow).save(claim)
    return claim


def _open_for(uow: UnitOfWork, claim_id: UUID, reply: Reply) -> SupportClaim | None:
    """Return the conversation, locked; None where this was said before."""
    if not reply.text.strip():
        raise NothingSaid("write something first")
    claim = SupportClaimRepository(uow).get(claim_id, lock=True)
    messages = SupportMessages(uow)
    if messages.has(reply.once):
        return None
    if claim.state == "closed":
        raise ConversationClosed("open the conversation again first")
    if reply.seen is not None and messages.count(claim_id) != reply.seen:
        raise ConversationMoved("somebody wrote meanwhile; look at it first")
    return claim


def note(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, claim_id: UUID, reply: Reply
) -> None:
    """Keep a note for the team; the member never sees it."""
    if not reply.text.strip():
        raise NothingSaid("write something first")
    claim = SupportClaimRepository(uow).get(claim_id, lock=True)
    message = replace(
        _said(env, claim, reply.once, reply.text.strip()),
        author="staff",
        actor=staff.actor,
        actor_name=staff.name,
        visibility="internal",
    )
    SupportMessages(uow).add(message)


def assign(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    claim_id: UUID,
    to: tuple[str, str] | None,
) -> SupportClaim:
    """Let somebody see to it: (actor, name), or nobody in particular."""
    claims = SupportClaimRepository(uow)
    claim = claims.get(claim_id, lock=True)
    actor, name = to or (None, None)
    if claim.assigned_to == actor:
        return claim
    claim.assigned_to, claim.assigned_name = actor, name
    claims.save(claim)
    code = "assigned" if actor else "unassigned"
    told(env, uow, claim, Deed(code=code, staff=staff))
    return claim


def change_state(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    claim_id: UUID,
    state: State,
    *,
    cause: str | None = None,
) -> SupportClaim:
    """Close a conversation, open it again, or wait for the member.

    What is opened again is due anew.
    """
    claims, now = SupportClaimRepository(uow), env.clock.now()
    claim = claims.get(claim_id, lock=True)
    claim.cause = cause or claim.cause
    if claim.state != state:
        reopened = state == "open"
        claim.state = state
        claim.closed_at = now if state == "closed" else None
        if reopened:
            claim.due_at = due_for(uow, claim.member_id, now)
        code = "reopened" if reopened else state
        told(env, uow, claim, Deed(code=code, staff=staff))
    claims.save(claim)
    return claim


def give(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    claim_id: UUID,
    asked: Adjustment,
    *,
    once: UUID,
) -> Transaction:
    """Give the member points within this person's budget; the thread says so.

    Raises:
        OverLimit: A second person must agree: ``ask_for``.
        NobodysAccount: A guest asked.
        Refused, Malformed: As ``goodwill.give``.
    """
    claim, member_id = _of_member(uow, claim_id)
    key = Key.of("support", once)
    posted = goodwill.give(env, uow, staff, member_id, asked, key=key).transaction
    told(
        env,
        uow,
        claim,
        Deed(code="gave", staff=staff, once=once, points=asked.points),
    )
    return posted


def ask_for(
    env: Env,
    uow: UnitOfWork,
    staff: StaffPrincipal,
    claim_id: UUID,
    asked: Adjustment,
    *,
    once: UUID,
) -> UUID | None:
    """Ask a second person for points beyond one's budget; once an *once*."""
    claim, member_id = _of_member(uow, claim_id)
    if SupportMessages(uow).has(once):
        return None
    approval_id = goodwill.ask_for(env, uow, staff, member_id, asked, once=once)
    deed = Deed(
        code="asked",
        staff=staff,
        once=once,
        points=asked.points,
        approval_id=approval_id,
    )
    told(env, uow, claim, deed)
    return approval_id


def _of_member(uow: UnitOfWork, claim_id: UUID) -> tuple[SupportClaim, UUID]:
    claim = SupportClaimRepository(uow).get(claim_id, lock=True)
    if claim.member_id is None:
        raise NobodysAccount("a guest has no points; they join with their next order")
    return claim, claim.member_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that was done about a conversation."""

    code: str
    staff: StaffPrincipal
    once: UUID | None = None
    points: int | None = None
    approval_id: UUID | None = None


def told(env: Env, uow: UnitOfWork, claim: SupportClaim, deed: Deed) -> None:
    """Write down in the thread that something was done; the team reads it."""
    SupportMessages(uow).add(
        SupportMessage(
            message_id=deed.once or env.ids.new(),
            claim_id=claim.claim_id,
            member_id=claim.member_id,
            author="system",
            actor=deed.staff.actor,
            actor_name=deed.staff.name,
            visibility="internal",
            at=env.clock.now(),
            code=deed.code,
            points=deed.points,
            approval_id=deed.approval_id,
        )
    )


def _said(env: Env, claim: SupportClaim, once: UUID, text: str) -> SupportMessage:
    """Return what the member says."""
    return SupportMessage(
        message_id=once,
        claim_id=claim.claim_id,
        member_id=claim.member_id,
        author="member",
        actor="member",
        actor_name=None,
        visibility="public",
        at=env.clock.now(),
        text=text,
    )
