"""The typed route table of the storefront: one table, three doors.

An address stands here once and is served at every door. ``Who`` says who may ask;
what an address demands beside that is in its entry.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from app.domain.ledger import Key
from app.domain.programme.currencies import told_in
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.domain.words.storefront import Voice
from app.services.env import Env
from app.services.purchase import MemberNotEnrolled
from app.services.storefront import previewing
from app.services.storefront.visits import IdentityNeeded, Visit
from app.storage.members import MemberRow
from app.storage.programmes import NothingPublished
from app.storage.unit_of_work import UnitOfWork
from app.web.api import addresses
from app.web.api.addresses import Address, AddressTable
from app.web.api.shapes import Asked, Given

T = TypeVar("T")
SAFE: Final = addresses.SAFE
Method = Literal["GET", "POST", "PUT", "DELETE"]
DoorName = Literal["store", "proxy", "extension"]


class Who(StrEnum):
    """Who may ask."""

    ANYBODY = "anybody"
    """The answer is the same for everybody; no proof is even looked at."""
    VISITOR = "visitor"
    """Guests too; who proves to be a member is told about themselves."""
    CUSTOMER = "customer"
    """Who is signed in at the store, a member or about to become one."""
    MEMBER = "member"
    """An active member."""


class Pace(StrEnum):
    """How often an address may be asked."""

    READ = "read"
    CHANGE = "change"
    GUESS = "guess"
    """Takes codes or numbers that somebody might try out."""


class Said(Asked):
    """What every address takes: the language to answer in."""

    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request at a door, read and believed."""

    env: Env
    visit: Visit
    door: DoorName
    voice: Voice
    path: Mapping[str, str]
    query: Any
    body: Any
    base: str = ""
    """Where this door's addresses begin, as the shopper's page sees it."""
    key: str | None = None
    """The client's own name of this request."""
    origin: str = ""
    """Of the page that asks, as its browser says; empty on the page's own site."""
    agent: str = ""
    """Where the request came from, for comparing only."""
    place: Literal["widget", "page"] = "widget"
    """What the person who asks has before them."""
    preview: bool = False
    """It is the draft that is shown, to a member who does not exist."""

    @property
    def document(self) -> ProgrammeDocument:
        """The version in force.

        Raises:
            NothingPublished: There is none yet.
        """
        if self.visit.document is None:
            raise NothingPublished("the programme has no published version yet")
        return self.visit.document

    @property
    def told(self) -> ProgrammeDocument:
        """The version in force as this store's shoppers read it: for words only.

        Raises:
            NothingPublished: There is none yet.
        """
        return told_in(self.document, self.visit.store.currency)

    @property
    def language(self) -> Language:
        """The house's language behind the voice: for figures and the document."""
        return self.voice.base

    @property
    def now(self) -> datetime:
        return self.env.clock.now()

    @property
    def store_id(self) -> UUID:
        return self.visit.store_id

    @property
    def customer(self) -> MemberRow:
        """Who is signed in, a member or about to become one.

        Raises:
            IdentityNeeded: Nobody is.
        """
        if self.visit.member is None:
            raise IdentityNeeded("sign in at the store first")
        return self.visit.member

    @property
    def member(self) -> MemberRow:
        """The member who asks.

        Raises:
            IdentityNeeded: Nobody is signed in.
            MemberNotEnrolled: Somebody is, who has not joined.
        """
        found = self.customer
        if found.state != "active":
            raise MemberNotEnrolled(f"this member is {found.state}")
        return found

    def work(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do *work* in a unit of work of the visit's programme."""
        if self.preview:
            return previewing.run(self.env, self.visit, work)
        return self.env.database.run(self.visit.programme_id, work)

    def ledger_key(self) -> Key:
        """Return the name of this request, for the ledger; the member's own."""
        return Key.of("storefront", self.member.member_id, self.key or "")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is more than a body with the usual status."""

    given: Given | None
    status: int = 200
    text: str | None = None
    """A body that was made elsewhere; JSON unless *kind* says otherwise."""
    cache: str | None = None
    kind: str = "application/json"


Handler = Callable[[Ask], Given | Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Address):
    """One method of one address, below every door."""

    method: Method
    handler: Handler
    who: Who
    query: type[Said] = Said
    keyed: bool = False
    """Needs an ``Idempotency-Key``."""
    pace: Pace = Pace.READ
    while_paused: bool = False
    """Also while the programme is paused, or has nothing published."""


class Table(AddressTable[Route]):
    """The addresses of one family."""

    def route(
        self,
        method: Method,
        path: str,
        *,
        who: Who,
        **more: Any,  # noqa: ANN401 - the other fields of Route, which checks them
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler at an address."""
        if method not in SAFE:
            more.setdefault("pace", Pace.CHANGE)
        return self.entry(partial(Route, method=method, path=path, who=who, **more))
