"""Who is this: finds or makes the member behind a customer or a guest.

Our own id is the key. A store's customer id is a link to it, a contact proves
nothing: the same e-mail in two stores is two members until a verified contact
joins them, and a guest's past is claimed only by a proved contact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.events import CustomerProfile
from app.services import contact_changes
from app.services.env import Env
from app.storage.members import (
    MemberRepository,
    MemberRow,
    NewMember,
    contact_digest,
)
from app.storage.merges import MergeRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import ProgrammeRow, StoreRepository
from app.storage.testers import TesterRepository
from app.storage.unit_of_work import UnitOfWork

DETAILS = ("email", "phone", "first_name", "last_name", "locale")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One customer or guest of one store, to be found or made."""

    store_id: UUID
    profile: CustomerProfile
    made: bool = True
    """Somebody new becomes a member; else only who is one already is found."""


def customer_digest(pepper: bytes, store_id: UUID, customer_ref: str) -> bytes:
    """Return the digest under which an erased customer is remembered."""
    return contact_digest(pepper, "customer", f"{store_id}/{customer_ref}")


PROVING = "accounts_prove_contact"
"""A store's option: ``yes`` where accounts are entered with a code sent by e-mail."""


def guest_digests(pepper: bytes, profile: CustomerProfile) -> list[tuple[str, bytes]]:
    """Return (kind, digest) of each contact of a profile, e-mail first."""
    found = []
    if profile.email:
        found.append(("email", contact_digest(pepper, "email", profile.email)))
    if profile.phone:
        found.append(("phone", contact_digest(pepper, "phone", profile.phone)))
    return found


class Admission:
    """Who may become a member: testers only, while the programme is being tried.

    Whatever makes members asks here first; who is one already is not asked.
    """

    def __init__(self, uow: UnitOfWork, programme: ProgrammeRow) -> None:
        self._pepper = programme.key_pepper
        self._testers = (
            TesterRepository(uow).digests() if programme.mode == "test" else None
        )

    def admits(self, digests: Iterable[bytes]) -> bool:
        """Tell whether somebody with one of these contacts may become a member."""
        return self._testers is None or not self._testers.isdisjoint(digests)

    def admits_profile(self, profile: CustomerProfile) -> bool:
        """Tell whether somebody whom a store or a program names may become one."""
        return self.admits(digest for _, digest in guest_digests(self._pepper, profile))


class Enrolment:
    """Finds and makes members inside one unit of work."""

    def __init__(
        self, env: Env, uow: UnitOfWork, *, at: datetime, asked: bool = False
    ) -> None:
        """Take part in a unit of work; *asked*: the person said that they join."""
        self._env = env
        self._uow = uow
        self._at = at
        self._joins = True if asked else None
        self._programmes = ProgrammeRepository(uow)
        self._members = MemberRepository(uow)
        self._stores = StoreRepository(uow)
        programme = self._stores.programme()
        self._pepper = programme.key_pepper
        self.admission = Admission(uow, programme)
        self._trusted: dict[UUID, bool] = {}

    def resolve(self, wanted: Sequence[Wanted]) -> list[UUID | None]:
        """Return the member of each, made where missing.

        None for a person who was erased or anonymised, and for a guest without
        any contact: such an order belongs to nobody; and for somebody new who is not
        to be made. While the programme is being
        tried, none but the listed testers are made.
        """
        known = self._look(wanted)
        missing = [
            each
            for each, found in zip(wanted, known, strict=True)
            if found is None and each.made and self._identifiable(each)
        ]
        missing = [
            each for each in missing if self.admission.admits_profile(each.profile)
        ]
        if missing:
            self._make(missing)
            known = self._look(wanted)
        return known

    @staticmethod
    def _identifiable(wanted: Wanted) -> bool:
        profile = wanted.profile
        return not profile.anonymised and bool(
            profile.customer_ref or profile.email or profile.phone
        )

    def _look(self, wanted: Sequence[Wanted]) -> list[UUID | None]:
        links: dict[UUID, dict[str, UUID]] = {}
        for store_id in {each.store_id for each in wanted}:
            refs = {
                each.profile.customer_ref
                for each in wanted
                if each.store_id == store_id and each.profile.customer_ref
            }
            links[store_id] = self._members.links(store_id, refs)
        digests = {
            digest
            for each in wanted
            if not each.profile.customer_ref and not each.profile.anonymised
            for _, digest in guest_digests(self._pepper, each.profile)[:1]
        }
        guests = self._members.guests(digests)
        return [self._found(each, links, guests) for each in wanted]

    def _found(
        self,
        wanted: Wanted,
        links: Mapping[UUID, Mapping[str, UUID]],
        guests: Mapping[bytes, UUID],
    ) -> UUID | None:
        if wanted.profile.customer_ref:
            return links[wanted.store_id].get(wanted.profile.customer_ref)
        if wanted.profile.anonymised:
            return None
        for _, digest in guest_digests(self._pepper, wanted.profile)[:1]:
            return guests.get(digest)
        return None

    def _make(self, missing: Sequence[Wanted]) -> None:
        names = {self._name(each): each for each in missing}
        self._members.serialise([*names, *self._addresses(names.values())])
        erased = self._members.suppressed(
            {digest for each in names.values() for digest in self._traces_of(each)}
        )
        again = self._look(list(names.values()))
        left = [
            each
            for each, found in zip(names.values(), again, strict=True)
            if found is None and not erased.intersection(self._traces_of(each))
        ]
        heirs = self._known_elsewhere(left)
        fresh: list[NewMember] = []
        links: list[tuple[Wanted, UUID]] = []
        # With an account first: only an active member stands for an address.
        for each in sorted(left, key=lambda one: not one.profile.has_account):
            address = self.proved_address(each.profile, each.store_id)
            if address in heirs:
                links.append((each, heirs[address]))
                continue
            made = self._new(each)
            fresh.append(made)
            if address is not None and made.state == "active":
                heirs[address] = made.member_id
        if fresh:
            self._members.add_many(fresh, at=self._at)
        for each, heir in links:
            if each.profile.customer_ref:
                self._members.link(
                    each.store_id, each.profile.customer_ref, heir, at=self._at
                )

    def _addresses(self, wanted: Iterable[Wanted]) -> list[str]:
        """Return what two stores must not enrol at the same moment."""
        found = [self.proved_address(each.profile, each.store_id) for each in wanted]
        return sorted(self._lock_of(address) for address in found if address)

    def _lock_of(self, address: str) -> str:
        return contact_digest(self._pepper, "email", address).hex()

    def proved(self, profile: CustomerProfile, store_id: UUID) -> bool:
        """Tell whether this person proved the e-mail address of the account.

        The store said so of this person, or the merchant says of the store that
        nobody gets into an account there without a code sent to the address.
        """
        if profile.contact_verified:
            return True
        if not (profile.has_account and profile.email):
            return False
        if store_id not in self._trusted:
            options = self._stores.get(store_id).options
            self._trusted[store_id] = options.get(PROVING) == "yes"
        return self._trusted[store_id]

    def proved_address(self, profile: CustomerProfile, store_id: UUID) -> str | None:
        """Return the e-mail address that this customer proved, if any."""
        if not (profile.customer_ref and profile.email):
            return None
        return profile.email if self.proved(profile, store_id) else None

    def _known_elsewhere(self, wanted: Iterable[Wanted]) -> dict[str, UUID]:
        """Return the members who proved these people's addresses in other stores."""
        addresses = {
            address
            for each in wanted
            if (address := self.proved_address(each.profile, each.store_id))
        }
        proved = self._members.proved_with_emails(addresses)
        return {address: rows[0].member_id for address, rows in proved.items()}

    def same_person(self, wanted: Wanted) -> Sequence[MemberRow]:
        """Return the members who proved this customer's address, oldest first.

        They are one person. Nobody else can prove the same address until the unit
        of work ends. Blocked members are left out: people decide about those.
        """
        address = self.proved_address(wanted.profile, wanted.store_id)
        if address is None:
            return ()
        self._members.serialise([self._lock_of(address)])
        rows = self._members.proved_with_emails([address]).get(address, ())
        return [row for row in rows if row.frozen_at is None]

    def _name(self, wanted: Wanted) -> str:
        if wanted.profile.customer_ref:
            return f"{wanted.store_id}/{wanted.profile.customer_ref}"
        return guest_digests(self._pepper, wanted.profile)[0][1].hex()

    def _traces_of(self, wanted: Wanted) -> list[bytes]:
        digests = [digest for _, digest in guest_digests(self._pepper, wanted.profile)]
        if wanted.profile.customer_ref:
            digests = [
                customer_digest(
                    self._pepper, wanted.store_id, wanted.profile.customer_ref
                )
            ]
        return digests

    def _account_joins(self) -> bool:
        """Tell whether an account is enough to be a member; read when first asked."""
        if self._joins is None:
            try:
                terms = self._programmes.live()[1].terms
            except NothingPublished:
                return True
            self._joins = terms.enrolment == "automatic"
        return self._joins

    def _new(self, wanted: Wanted) -> NewMember:
        profile = wanted.profile
        joined = (
            profile.customer_ref is not None
            and profile.has_account
            and self._account_joins()
        )
        kind, digest = None, None
        if not profile.customer_ref:
            kind, digest = guest_digests(self._pepper, profile)[0]
        return NewMember(
            member_id=self._env.ids.new(),
            state="active" if joined else "shadow",
            joined_at=self._at if joined else None,
            contact_verified=self.proved(profile, wanted.store_id),
            store_id=wanted.store_id,
            customer_ref=profile.customer_ref,
            digest=digest,
            kind=kind,
            email=profile.email,
            phone=profile.phone,
            first_name=profile.first_name,
            last_name=profile.last_name,
            locale=profile.locale,
        )

    def update(
        self, member: MemberRow, profile: CustomerProfile, store_id: UUID
    ) -> bool:
        """Bring a member's details up to the store's; return whether they joined.

        A store that says nothing about a detail does not blank it. An account
        makes a shadow member an active one, exactly once. A contact that replaces
        another rests the points for a while.
        """
        changes: dict[str, object] = {
            name: getattr(profile, name)
            for name in DETAILS
            if getattr(profile, name)
            and getattr(profile, name) != getattr(member, name)
        }
        if self.proved(profile, store_id):
            changes |= {} if member.contact_verified else {"contact_verified": True}
        elif "email" in changes and member.contact_verified:
            # What was proved is the old address; the new one joins nobody.
            changes["contact_verified"] = False
        joins = (
            member.state == "shadow" and profile.has_account and self._account_joins()
        )
        if joins:
            changes |= {"state": "active", "joined_at": self._at}
        changes |= contact_changes.note(
            self._env,
            self._uow,
            member,
            changes,
            actor=f"store:{store_id}",
            store_id=store_id,
        )
        if changes:
            self._members.change(member.member_id, at=self._at, **changes)
        return joins

    def claimable(
        self, member: MemberRow, profile: CustomerProfile, store_id: UUID
    ) -> list[UUID]:
        """Return the shadow members whose contact this person has proved.

        Those whom somebody parted from this member again are left out.
        """
        if not self.proved(profile, store_id):
            return []
        digests = [digest for _, digest in guest_digests(self._pepper, profile)]
        found = set(self._members.guests(digests).values()) - {member.member_id}
        if found:
            found -= MergeRepository(self._uow).parted(member.member_id)
        rows = self._members.many(found)
        return sorted(
            (row.member_id for row in rows.values() if row.state == "shadow"),
            key=lambda member_id: member_id.bytes,
        )
