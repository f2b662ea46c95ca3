"""Who the people of a file are here: found by id, address or number, or made new.

The merchant says that the file is about these customers, so an address leads to the
member who has it. Somebody whom no store of ours knows becomes a shadow member:
their points wait until a person proves the address. Erased people stay erased.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from app.domain.importing.entries import Entry
from app.domain.importing.planning import Person
from app.services.enrolment import Admission, customer_digest
from app.services.env import Env
from app.services.importing.job import Job
from app.services.living import LIVING
from app.services.own_wallet import OwnWallet
from app.storage.imported_people import Found, ImportedPeople
from app.storage.members import MemberRepository, NewMember, contact_digest
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Resolved:
    """One person of the file, and the member they are."""

    person: Person
    lead: Entry
    member_id: UUID | None = None
    made: NewMember | None = None
    """Still to be written."""
    fault: str | None = None


@dataclass(slots=True)
class _Known:
    """What a look at the database found about some people."""

    refs: dict[str, set[UUID]] = field(default_factory=dict)
    emails: dict[str, Sequence[Found]] = field(default_factory=dict)
    phones: dict[str, set[UUID]] = field(default_factory=dict)
    guests: dict[bytes, UUID] = field(default_factory=dict)
    erased: set[bytes] = field(default_factory=set)


class Resolver:
    """Finds members for people inside one unit of work."""

    def __init__(self, env: Env, uow: UnitOfWork, job: Job) -> None:
        self._env, self._job = env, job
        self._people = ImportedPeople(uow)
        self._members = MemberRepository(uow)
        self._pepper = job.programme.key_pepper
        self._admission = Admission(uow, job.programme)

    def resolve(self, people: Sequence[Person], *, write: bool) -> list[Resolved]:
        """Return who each is; with *write*, those who are new are made.

        Raises nothing for one person: what is wrong with them is in ``fault``.
        """
        found = self._look([(person, person.lead) for person in people])
        missing = [one for one in found if one.made is not None]
        if not (write and missing):
            return found
        # Deliveries make members too: wait for them, and look again.
        self._members.serialise(name for one in missing for name in self._locks(one))
        again = {
            id(one.person): one
            for one in self._look([(one.person, one.lead) for one in missing])
        }
        found = [again.get(id(one.person), one) for one in found]
        fresh = [one.made for one in found if one.made is not None]
        if fresh:
            self._members.add_many(fresh, at=self._job.at)
        return found

    def _locks(self, one: Resolved) -> list[str]:
        """Return the names under which enrolment makes such a member."""
        made = one.made
        if made is None:
            return []
        names = [] if made.digest is None else [made.digest.hex()]
        if made.customer_ref is not None:
            names.append(f"{made.store_id}/{made.customer_ref}")
        return names

    def _look(self, people: Sequence[tuple[Person, Entry]]) -> list[Resolved]:
        leads = [lead for _, lead in people]
        known = _Known(
            refs=dict(
                self._people.with_refs(
                    {lead.external_id for lead in leads if lead.external_id},
                    self._job.store_id,
                )
            ),
            emails=dict(
                self._people.with_emails({one.email for one in leads if one.email})
            ),
            phones=dict(
                self._people.with_phones({one.phone for one in leads if one.phone})
            ),
        )
        digests = {each for lead in leads for _, each in self._digests(lead)}
        known.guests = self._members.guests(digests)
        known.erased = self._members.suppressed(
            digests | {each for lead in leads for each in self._traces(lead)}
        )
        return self._living([self._one(person, lead, known) for person, lead in people])

    def _living(self, found: list[Resolved]) -> list[Resolved]:
        """Mark those whose account can't move, is frozen, or is of who imports."""
        known = {one.member_id for one in found if one.made is None and one.member_id}
        states, own = self._people.states(known), self._own(known)
        marked = []
        for one in found:
            state, frozen = states.get(one.member_id or UUID(int=0), ("active", False))
            if one.member_id in own or self._job.own.has(one.lead.email):
                marked.append(replace(one, fault=OwnWallet.code))
            elif state not in LIVING:
                marked.append(replace(one, fault="person_gone"))
            elif frozen:
                marked.append(replace(one, fault="member_frozen"))
            else:
                marked.append(one)
        return marked

    def _own(self, known: set[UUID]) -> set[UUID]:
        """Return those who are people with a hand in this import."""
        if not self._job.own.mailboxes:
            return set()
        rows = self._members.many(known).values()
        return {row.member_id for row in rows if self._job.own.has(row.email)}

    def _digests(self, lead: Entry) -> list[tuple[str, bytes]]:
        said = ("email", lead.email), ("phone", lead.phone)
        return [
            (kind, contact_digest(self._pepper, kind, value))
            for kind, value in said
            if value
        ]

    def _traces(self, lead: Entry) -> list[bytes]:
        store_id = self._job.store_id
        if store_id is None or not lead.external_id:
            return []
        return [customer_digest(self._pepper, store_id, lead.external_id)]

    def _one(self, person: Person, lead: Entry, known: _Known) -> Resolved:
        by_ref = known.refs.get(lead.external_id or "", set())
        if by_ref:
            return self._of(person, lead, by_ref)
        digests = self._digests(lead)
        traces = {digest for _, digest in digests} | set(self._traces(lead))
        if traces & known.erased:
            return Resolved(person, lead, fault="person_erased")
        by_contact = self._chosen(
            lead, known.emails.get(lead.email or "", ())
        ) or known.phones.get(lead.phone or "", set())
        if by_contact:
            return self._of(person, lead, by_contact)
        for _, digest in digests[:1]:
            if digest in known.guests:
                return Resolved(person, lead, known.guests[digest])
        if self._job.options.unknown == "skip":
            return Resolved(person, lead, fault="person_unknown")
        return self._new(person, lead, digests)

    @staticmethod
    def _of(person: Person, lead: Entry, members: set[UUID]) -> Resolved:
        if len(members) > 1:
            return Resolved(person, lead, fault="several_members")
        return Resolved(person, lead, next(iter(members)))

    def _chosen(self, lead: Entry, found: Sequence[Found]) -> set[UUID]:
        """Return the members with this address that this person may be.

        A customer of our store with another id is somebody else. Active members
        stand before shadows.
        """
        store_id = self._job.store_id
        fitting = [
            one
            for one in found
            if not (
                lead.external_id
                and one.customer_ref
                and one.store_id == store_id
                and one.customer_ref != lead.external_id
            )
        ]
        active = [one for one in fitting if one.state == "active"]
        ours = [one for one in active if one.store_id == store_id and store_id]
        best = ours or active or fitting
        return {one.member_id for one in best}

    def _new(
        self, person: Person, lead: Entry, digests: list[tuple[str, bytes]]
    ) -> Resolved:
        store_id = self._job.store_id
        customer = lead.external_id if store_id is not None else None
        if customer is None and not digests:
            return Resolved(person, lead, fault="person_unknown")
        if not self._admission.admits(digest for _, digest in digests):
            return Resolved(person, lead, fault="testers_only")
        joins = customer is not None and lead.status == "member"
        kind, digest = (None, None) if customer else digests[0]
        made = NewMember(
            member_id=self._env.ids.new(),
            state="active" if joins else "shadow",
            email=lead.email,
            phone=lead.phone,
            first_name=lead.first_name,
            last_name=lead.last_name,
            locale=lead.language,
            contact_verified=False,
            joined_at=self._job.at if joins else None,
            store_id=store_id if customer else None,
            customer_ref=customer,
            digest=digest,
            kind=kind,
        )
        return Resolved(person, lead, made.member_id, made)
