"""Missing points: looked for at once, and where that does not help, for people.

An order is given to nobody on the word of a page: it is the member's when the
store says that it is this customer's. All others get the same answer, whether
there is such an order or not.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal
from uuid import UUID

from app.domain.errors import Malformed, PlatformError
from app.domain.events import OrderSnapshot
from app.services import support_times
from app.services.connections import StoreNotConnected, live_connection
from app.services.env import Env
from app.services.orders import settle_one
from app.services.storefront.visits import Visit
from app.services.stores import platform_of
from app.storage.members import contact_digest
from app.storage.reads import OrderLine as KnownOrder
from app.storage.reads import Reads
from app.storage.stores import StoreRepository
from app.storage.support_claims import SupportClaim, SupportClaimRepository
from app.storage.unit_of_work import UnitOfWork

Outcome = Literal["found", "counted", "nothing", "open"]
ANSWERED: Final = frozenset({"found", "counted", "nothing"})


class ContactNeeded(Malformed):
    """A guest must say to whom the answer goes."""

    code = "contact_needed"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about an order."""

    order_number: str
    email: str | None
    note: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """How a claim was answered."""

    claim: SupportClaim
    units: int = 0
    """Of the main points, that the order is worth."""


def claim(env: Env, visit: Visit, told: Told) -> Found:
    """Look for the order, and keep what came of it; the same key is the same claim.

    Raises:
        ContactNeeded: A guest left no address.
    """
    if visit.member is None and told.email is None:
        raise ContactNeeded("say where the answer should go")
    database, programme_id = env.database, visit.programme_id
    before = database.run(programme_id, lambda uow: _earlier(uow, visit, told))
    if before is not None:
        return before
    known = database.run(programme_id, lambda uow: _of_member(uow, visit, told))
    looked = known or _read_from_store(env, visit, told)
    return database.run(programme_id, lambda uow: _kept(env, uow, visit, told, looked))


def _request_key(visit: Visit, told: Told) -> str:
    who = "guest" if visit.member is None else str(visit.member.member_id)
    return f"{who}/{told.key}"


def _earlier(uow: UnitOfWork, visit: Visit, told: Told) -> Found | None:
    repository = SupportClaimRepository(uow)
    found = repository.by_request(visit.store_id, _request_key(visit, told))
    if found is None:
        return None
    number = found.order_number or told.order_number
    order = _of_member(uow, visit, replace(told, order_number=number))
    return Found(found, 0 if order is None else order.earned)


def _of_member(uow: UnitOfWork, visit: Visit, told: Told) -> KnownOrder | None:
    """Return the member's own order of this number, if it is known."""
    if visit.member is None:
        return None
    document = visit.document
    main = "" if document is None else document.main_points
    return Reads(uow).order_named(
        visit.member.member_id, visit.store_id, told.order_number, main
    )


def _read_from_store(env: Env, visit: Visit, told: Told) -> KnownOrder | None:
    """Read an order that no delivery told us of; settle it if it is the member's."""
    member, number = visit.member, told.order_number
    if member is None or not number.isascii() or not number.isdigit():
        return None
    try:
        store = live_connection(env, visit.programme_id, visit.store_id)
        snapshot = platform_of(env, store.platform).fetch_order(store, number)
        if not _is_theirs(snapshot, visit):
            return None
        settle_one(env, store, snapshot)
    except (PlatformError, StoreNotConnected):
        # People look at it: nothing is refused because a store was slow.
        return None
    return env.database.run(
        visit.programme_id, lambda uow: _of_member(uow, visit, told)
    )


def _is_theirs(snapshot: OrderSnapshot, visit: Visit) -> bool:
    customer = snapshot.customer
    if customer is None or customer.customer_ref is None:
        return False
    return customer.customer_ref == visit.customer_ref


def _outcome(order: KnownOrder | None, units: int) -> Outcome:
    if order is None:
        return "open"
    return "found" if units else "nothing"


def _kept(
    env: Env, uow: UnitOfWork, visit: Visit, told: Told, order: KnownOrder | None
) -> Found:
    now = env.clock.now()
    units = 0 if order is None else order.earned
    outcome = _outcome(order, units)
    answered = outcome in ANSWERED
    claim_id, digest, sealed = env.ids.new(), None, None
    if visit.member is None and told.email is not None:
        pepper = StoreRepository(uow).programme().key_pepper
        digest = contact_digest(pepper, "email", told.email)
        context = _context(visit.programme_id, claim_id)
        sealed = env.secrets.seal(told.email.encode(), context=context)
    made = SupportClaim(
        claim_id=claim_id,
        store_id=visit.store_id,
        member_id=_member_id(visit),
        contact_digest=digest,
        sealed_contact=sealed,
        order_number=told.order_number,
        note=told.note,
        request_key=_request_key(visit, told),
        state="answered" if answered else "open",
        outcome=outcome,
        answer=None,
        answered_by="system" if answered else None,
        created_at=now,
        due_at=support_times.due_for(uow, _member_id(visit), now),
        answered_at=now if answered else None,
    )
    if not SupportClaimRepository(uow).add(made):
        earlier = _earlier(uow, visit, told)
        if earlier is not None:
            return earlier
    return Found(made, units)


def contact_of(env: Env, programme_id: UUID, claim: SupportClaim) -> str | None:
    """Return where a guest is answered; None for a member, who has an account."""
    if claim.sealed_contact is None:
        return None
    context = _context(programme_id, claim.claim_id)
    return env.secrets.open(claim.sealed_contact, context=context).decode()


def _context(programme_id: UUID, claim_id: UUID) -> str:
    """Return the sealing context of a claim's address."""
    return f"{programme_id}/support_claim/{claim_id}/sealed_contact"


def _member_id(visit: Visit) -> UUID | None:
    return None if visit.member is None else visit.member.member_id
