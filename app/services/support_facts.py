"""What stands beside a conversation: the member, their orders, the order claimed.

And the list of conversations. Only reads, besides reading the claimed order from
its store, which settles what the store says and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.domain.errors import AccessRevoked, PlatformError
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.services import support_desk
from app.services.activity_why import OrderWhy, why_order
from app.services.env import Env
from app.services.member_page import MemberPage, member_page
from app.services.orders import read_again
from app.services.settlement import owe_reading
from app.services.staff.principal import StaffPrincipal
from app.services.storefront.claiming import contact_of
from app.services.support_desk import Deed
from app.services.support_times import tier_of
from app.storage.members import MemberRepository, MemberRow
from app.storage.order_numbers import OrderNumbers
from app.storage.reads import OrderLine, Reads
from app.storage.support_claims import SupportClaim, SupportClaimRepository, Wanted
from app.storage.support_messages import SupportMessage, SupportMessages
from app.storage.unit_of_work import UnitOfWork

Cursor = tuple[datetime, UUID]
Whose = Literal["theirs", "somebody_elses", "nobodys", "unknown"]
Read = Literal["settled", "not_in_store", "will_be_read"]
OTHERS: Final = 5
"""Earlier conversations that are shown."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Some conversations, and where the next ones begin."""

    rows: Sequence[SupportClaim]
    members: Mapping[UUID, MemberRow]
    later: Cursor | None


@dataclass(frozen=True, slots=True)
class ClaimedOrder:
    """The order that a claim is about, as far as it is known."""

    whose: Whose
    order_ref: str
    line: OrderLine | None
    """Where it is the member's own."""
    why: OrderWhy | None
    """What was decided about it, and why."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation with everything that helps to answer it."""

    claim: SupportClaim
    messages: Sequence[SupportMessage]
    member: MemberPage | None
    tier_id: str | None
    contact: str | None
    """Where a guest is answered."""
    order: ClaimedOrder | None
    others: Sequence[SupportClaim]
    """What the same member asked besides, newest first."""


def queue(
    uow: UnitOfWork, wanted: Wanted, after: Cursor | None, *, limit: int
) -> Queue:
    """Return conversations, the one that is due first first."""
    found = SupportClaimRepository(uow).page(
        wanted=wanted, after=after, limit=limit + 1
    )
    kept = found[:limit]
    later = (kept[-1].due_at, kept[-1].claim_id) if len(found) > limit else None
    ids = {claim.member_id for claim in kept if claim.member_id is not None}
    members = MemberRepository(uow).many(ids) if ids else {}
    return Queue(kept, members, later)


def conversation(
    env: Env,
    uow: UnitOfWork,
    claim_id: UUID,
    document: ProgrammeDocument,
    language: Language,
) -> Conversation:
    """Return one conversation with the facts beside it.

    Raises:
        SupportClaimMissing: There is no such conversation.
    """
    claims = SupportClaimRepository(uow)
    claim = claims.get(claim_id)
    member, tier, others = None, None, []
    if claim.member_id is not None:
        member = member_page(env, uow, claim.member_id, document.main_points)
        tier = tier_of(uow, claim.member_id, env.clock.now())
        found = claims.of_member(claim.member_id, limit=OTHERS + 1)
        others = [one for one in found if one.claim_id != claim_id][:OTHERS]
    return Conversation(
        claim=claim,
        messages=SupportMessages(uow).of([claim_id]),
        member=member,
        tier_id=tier,
        contact=contact_of(env, uow.programme_id, claim),
        order=claimed_order(uow, claim, document, language),
        others=others,
    )


def claimed_order(
    uow: UnitOfWork, claim: SupportClaim, document: ProgrammeDocument, said: Language
) -> ClaimedOrder | None:
    """Return what is known of the order that a claim names; None where it names none.

    A number is looked for among the member's own orders first, then among all of the
    store: what people call it, "#1042", or the store's own id.
    """
    number = claim.order_number
    if number is None:
        return None
    line = None
    if claim.member_id is not None:
        line = Reads(uow).order_named(
            claim.member_id, claim.store_id, number, document.main_points
        )
    ref = line.order_ref if line else _called(uow, claim.store_id, number)
    why = why_order(uow, claim.store_id, ref, document, said)
    if line is not None:
        return ClaimedOrder("theirs", ref, line, why)
    if why is None or why.order.snapshot is None:
        return ClaimedOrder("unknown", ref, None, None)
    owner = why.order.member_id
    return ClaimedOrder(
        "nobodys" if owner is None else "somebody_elses", ref, None, why
    )


def _called(uow: UnitOfWork, store_id: UUID, number: str) -> str:
    """Return the id of the store's order of this number; the number where none is."""
    found = OrderNumbers(uow).named(number)
    here = [one.order_ref for one in found if one.store_id == store_id]
    return here[0] if here else number


def settle_now(
    env: Env,
    programme_id: UUID,
    staff: StaffPrincipal,
    claim_id: UUID,
    document: ProgrammeDocument,
) -> Read:
    """Read the claimed order from its store and settle what the store says.

    Whose the order is, the store says; nobody's word gives an order to anybody. A
    store that does not answer is asked again by a worker.

    Raises:
        SupportClaimMissing: There is no such conversation.
        NothingSaid: It names no order.
        StoreNotConnected: Its store is gone.
    """

    def find(uow: UnitOfWork) -> tuple[SupportClaim, ClaimedOrder | None]:
        claim = SupportClaimRepository(uow).get(claim_id)
        return claim, claimed_order(uow, claim, document, Language.EN)

    claim, order = env.database.run(programme_id, find)
    if order is None:
        raise support_desk.NothingSaid("no order is named")
    how = _read(env, programme_id, claim.store_id, order.order_ref)

    def write(uow: UnitOfWork) -> None:
        kept = SupportClaimRepository(uow).get(claim_id, lock=True)
        support_desk.told(env, uow, kept, Deed(code=how, staff=staff))

    env.database.run(programme_id, write)
    return how


def _read(env: Env, programme_id: UUID, store_id: UUID, order_ref: str) -> Read:
    try:
        result = read_again(env, programme_id, store_id, order_ref)
    except PlatformError as error:
        if not error.retryable and not isinstance(error, AccessRevoked):
            return "not_in_store"
        env.database.run(
            programme_id, lambda uow: owe_reading(env, uow, store_id, order_ref)
        )
        return "will_be_read"
    return "not_in_store" if result is None else "settled"
