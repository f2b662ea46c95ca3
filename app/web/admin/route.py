"""The table of pages: what an address shows, and what one must be allowed to.

A page without an entry does not exist, and every entry names its right: nothing is
open by being forgotten. Two entries of one address are its reading and its form.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel
from werkzeug.datastructures import FileStorage, MultiDict

from app.domain.errors import Missing, SetiaError
from app.domain.staff import Right
from app.domain.words import Language
from app.services.back_office import Office
from app.services.env import Env
from app.services.staff import audit
from app.services.staff.audit import Entry, Fact, Witness
from app.services.staff.principal import StaffPrincipal
from app.services.staff.trying import address_digest
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, read_form
from app.web.admin.words import say, why

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=BaseModel)
Method = Literal["GET", "POST"]
PREFIX: Final = "/admin"


class NoSuchThing(Missing):
    """The address names something that this programme has not."""

    code = "page_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request of a proven member of staff."""

    env: Env
    staff: StaffPrincipal
    office: Office
    path: Mapping[str, str]
    query: MultiDict[str, str]
    sent: MultiDict[str, str]
    """The fields of a form, as typed."""
    files: Mapping[str, FileStorage]
    headers: Mapping[str, str]
    request_id: str
    address: str
    """The network address that asks, for the audit trail's digest."""

    @property
    def language(self) -> Language:
        return self.staff.language

    @property
    def programme_id(self) -> UUID:
        return self.staff.programme_id

    @property
    def now(self) -> datetime:
        return self.env.clock.now()

    @property
    def hx(self) -> bool:
        """Whether htmx asks, for a part of a page."""
        # WSGI keeps no case: the server spells names like this.
        return self.headers.get("Hx-Request") == "true"

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do *work* in one unit of work of the open programme."""
        return self.env.database.run(self.programme_id, work)

    def form(self, model: type[ModelT]) -> Typed[ModelT]:
        """Read the form; what is wrong stands beside what was typed."""
        return read_form(model, self.sent, self.language)

    def say(self, key: str, n: int | None = None, /, **gaps: str) -> str:
        """Return a sentence of the back office in this person's language."""
        return say(key, self.language, n, **gaps)

    def why(self, error: SetiaError) -> str:
        """Return why something was refused, in this person's language."""
        return why(error, self.language)

    def audit(
        self,
        uow: UnitOfWork,
        action: str,
        subject: str,
        *,
        before: Mapping[str, Fact] | None = None,
        after: Mapping[str, Fact] | None = None,
    ) -> None:
        """Write a deed into the audit trail; last in its unit of work."""
        entry = Entry(
            action=action,
            subject=subject,
            actor=self.staff.actor,
            before=before,
            after=after,
            request_id=self.request_id,
            address_digest=address_digest(self.env, self.address),
            surface=self.staff.surface.value,
        )
        audit.record(uow, self.now, entry)

    def witness(
        self, action: str, subject: str, *, after: Mapping[str, Fact] | None = None
    ) -> Witness[object]:
        """Return what writes a deed down, for the service whose unit of work it is."""
        return lambda uow, _done: self.audit(uow, action, subject, after=after)

    def id_of(self, name: str) -> UUID:
        """Return a UUID of the path.

        Raises:
            NoSuchThing: It is none.
        """
        try:
            return UUID(self.path[name])
        except ValueError as error:
            raise NoSuchThing(f"{self.path[name]!r} is no id") from error


@dataclass(frozen=True, slots=True)
class View:
    """A page, or the part of one that was asked for."""

    template: str
    said: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """Done: see the page there; it tells what happened."""

    to: str
    told: str | None = None
    """Said once on the page that follows."""
    undo: str | None = None
    """Address of a form that takes it back."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file, in pieces; its name is ours."""

    pieces: Iterable[bytes]
    filename: str
    content_type: str = "text/csv; charset=utf-8"


Answer = View | Redirect | Download
Handler = Callable[[Ask], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One method of one address below ``/admin``."""

    method: Method
    path: str
    """Below ``/admin``, with ``<names>``."""
    right: Right
    group: str
    handler: Handler
    sensitive: bool = False
    """Wants a proof of identity of the last ten minutes."""
    largest_bytes: int | None = None
    """The most that may be sent here, where a file is."""

    @property
    def endpoint(self) -> str:
        """The page's name for Flask."""
        return f"{self.group}_{self.handler.__name__}"

    @property
    def rule(self) -> str:
        """The whole address as Flask writes it."""
        return f"{PREFIX}{self.path}"


class Pages:
    """The pages of one group."""

    def __init__(self, group: str) -> None:
        self.group = group
        self.pages: list[Page] = []

    def page(
        self,
        method: Method,
        path: str,
        *,
        right: Right,
        sensitive: bool = False,
        largest_bytes: int | None = None,
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler at an address."""

        def put(handler: Handler) -> Handler:
            self.pages.append(
                Page(
                    method=method,
                    path=path,
                    right=right,
                    group=self.group,
                    handler=handler,
                    sensitive=sensitive,
                    largest_bytes=largest_bytes,
                )
            )
            return handler

        return put
