"""Members as programs address them: by id, by a store's customer id, by e-mail.

Merchants who hold a key speak for their customers: an e-mail they send names a
member, but only a contact that they say was proved claims a guest's past.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from app.domain.errors import Conflict, Refused
from app.domain.events import CustomerProfile
from app.domain.ids import UnreadableId, read_id
from app.services import contact_changes, merging, occasions
from app.services.channel_orders import channel
from app.services.enrolment import Enrolment, Wanted, guest_digests
from app.services.env import Env
from app.services.joining import one_person, welcome
from app.services.living import refuse_gone
from app.services.phones import beginnings
from app.storage.members import MemberMissing, MemberRepository, MemberRow
from app.storage.reads import Reads
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

DETAILS = ("email", "phone", "first_name", "last_name", "locale")
MOST_SAID = 200
"""Letters of a search that count."""


class MemberAmbiguous(Conflict):
    """Two stores know different customers under this id."""

    code = "member_ambiguous"


class PersonErased(Refused):
    """The person behind this contact asked to be forgotten."""

    code = "person_erased"


class OnlyTesters(Refused):
    """The programme is being tried: nobody but its testers becomes a member."""

    code = "testers_only"


class DetailsNeeded(Refused):
    """Nothing in the request says who this is."""

    code = "details_needed"


@dataclass(frozen=True, slots=True)
class MemberRef:
    """How a program names a member."""

    kind: Literal["id", "external", "email"]
    value: str
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a program says of a person."""

    store_id: UUID | None = None
    customer_ref: str | None = None
    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    locale: str | None = None
    contact_verified: bool = False


def read_ref(text: str) -> MemberRef:
    """Return what ``mem_…``, ``external:…`` or ``email:…`` names.

    Raises:
        UnreadableId: None of the three.
    """
    kind, colon, value = text.partition(":")
    if colon and kind == "external" and value:
        return MemberRef("external", value)
    if colon and kind == "email" and value:
        return MemberRef("email", value.strip().lower())
    return MemberRef("id", text, read_id("mem", text))


def find(uow: UnitOfWork, ref: MemberRef, store_id: UUID | None = None) -> MemberRow:
    """Return the member that *ref* names.

    Raises:
        MemberMissing: There is none.
        MemberAmbiguous: Several stores use this id; name one.
    """
    members = MemberRepository(uow)
    if ref.member_id is not None:
        return members.get(ref.member_id)
    if ref.kind == "email":
        found = members.by_email(ref.value)
        if found is None:
            raise MemberMissing("no such member in this programme")
        return found
    ids = Reads(uow).customers(ref.value, store_id)
    if len(ids) > 1:
        raise MemberAmbiguous("several stores know this id: name one with store_id")
    if not ids:
        raise MemberMissing("no such member in this programme")
    return members.get(ids[0])


def enrol(env: Env, uow: UnitOfWork, profile: Profile) -> tuple[MemberRow, bool]:
    """Make the person a member, or bring a member's details up to date.

    Returns:
        The member, and whether they joined with this.

    Raises:
        DetailsNeeded: Neither a customer id nor an e-mail.
        PersonErased: They asked to be forgotten.
        OnlyTesters: The programme is being tried, and this is no tester.
        MemberGone: The member left or was merged into another.
    """
    if profile.customer_ref is None and profile.email is None:
        raise DetailsNeeded("a customer_ref or an email is needed")
    store_id = profile.store_id or channel(env, uow).store_id
    StoreRepository(uow).get(store_id)
    said = CustomerProfile(
        customer_ref=profile.customer_ref,
        has_account=True,
        contact_verified=profile.contact_verified,
        **{name: getattr(profile, name) for name in DETAILS},
    )
    # A program that enrols a person speaks for them.
    enrolment = Enrolment(env, uow, at=env.clock.now(), asked=True)
    members = MemberRepository(uow)
    known = _known(members, store_id, said)
    if not known and not enrolment.admission.admits_profile(said):
        raise OnlyTesters("the programme is being tried: add a tester, or publish it")
    if profile.customer_ref is not None:
        (member_id,) = enrolment.resolve([Wanted(store_id, said)])
    else:
        member_id = _by_email(env, uow, said)
    if member_id is None:
        raise PersonErased("this person asked to be forgotten")
    member = members.get(member_id)
    refuse_gone(member)
    joined = enrolment.update(member, said, store_id) or not known
    member_id = one_person(env, uow, enrolment, member_id, Wanted(store_id, said))
    member = members.get(member_id)
    for shadow_id in enrolment.claimable(member, said, store_id):
        merging.merge(env, uow, kept=member_id, gone=shadow_id, actor="claim")
    welcome(env, uow, member, store_id=store_id)
    return members.get(member_id), joined


def _known(members: MemberRepository, store_id: UUID, said: CustomerProfile) -> bool:
    if said.customer_ref is not None:
        return bool(members.links(store_id, [said.customer_ref]))
    return members.by_email(said.email or "") is not None


def _by_email(env: Env, uow: UnitOfWork, said: CustomerProfile) -> UUID | None:
    """Find or make the member with an e-mail; None for an erased person."""
    members, email = MemberRepository(uow), said.email or ""
    pepper = StoreRepository(uow).programme().key_pepper
    members.serialise([f"email/{email}"])
    found = members.by_email(email)
    if found is not None:
        return found.member_id
    digests = [digest for _, digest in guest_digests(pepper, said)]
    if members.suppressed(digests):
        return None
    member_id, now = env.ids.new(), env.clock.now()
    members.add(
        member_id,
        at=now,
        state="active",
        joined_at=now,
        contact_verified=said.contact_verified,
        active_at=now,
        **{name: getattr(said, name) for name in DETAILS},
    )
    return member_id


def change(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    changes: dict[str, Any],
    *,
    actor: str,
) -> MemberRow:
    """Set details of a member; None takes one away. What is equal is left alone.

    Another contact rests the points for a while, whoever *actor* is.
    """
    members = MemberRepository(uow)
    real = {
        name: value for name, value in changes.items() if getattr(member, name) != value
    }
    if real:
        real |= contact_changes.note(env, uow, member, real, actor=actor)
        members.change(member.member_id, at=env.clock.now(), **real)
        occasions.check(env, uow, members.get(member.member_id))
    return members.get(member.member_id)


def page(
    uow: UnitOfWork,
    *,
    after: tuple[datetime, UUID] | None,
    limit: int,
    updated_since: datetime | None,
) -> list[MemberRow]:
    """Return a page of members, last changed first."""
    return MemberRepository(uow).page(
        after=after, limit=limit, updated_since=updated_since
    )


def search(uow: UnitOfWork, said: str, *, limit: int) -> list[MemberRow]:
    """Return up to *limit* members that *said* may mean, best first.

    Args:
        uow: The unit of work.
        said: What a person typed: our id, a customer's id, a voucher's or a
            referral's code, an order's id, or the beginning of an e-mail, a name or
            a phone number, with its country or as it is dialled within it.
        limit: How many at most.
    """
    wanted = " ".join(said.split())
    if not wanted or "\x00" in wanted:
        return []
    members = MemberRepository(uow)
    try:
        member_id = read_id("mem", wanted)
    except UnreadableId:
        wanted = wanted[:MOST_SAID]
        stores = StoreRepository(uow)
        zones = [stores.programme().timezone, *(one.timezone for one in stores.all())]
        phones = beginnings(wanted, zones)
        return members.search(wanted, limit=limit, phones=phones)
    return list(members.many([member_id]).values())
