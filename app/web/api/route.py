"""The typed route table: what an address takes, gives, and who may ask.

One entry says everything: the view, the OpenAPI document, the scopes and the
tests are made from it. An address without an entry does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from app.domain.ledger import Key
from app.domain.words import Language
from app.services.env import Env
from app.services.keys import Principal
from app.services.rehearsal import rehearse
from app.storage.unit_of_work import UnitOfWork
from app.web.api import addresses
from app.web.api.addresses import Address, AddressTable
from app.web.api.shapes import Asked, Given

T = TypeVar("T")
SAFE: Final = addresses.SAFE
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
ANY_KEY: Final = "any key"
"""In place of a scope: whoever holds a valid key."""


class KeyUse(StrEnum):
    """What an address does with ``Idempotency-Key``."""

    IGNORED = "ignored"
    OPTIONAL = "optional"
    """Honoured when sent; the thing has a natural key of its own."""
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, read and believed."""

    env: Env
    principal: Principal
    path: Mapping[str, str]
    query: Any
    body: Any
    language: Language
    headers: Mapping[str, str]
    key: Key | None = None
    """Under which the ledger knows this request."""
    rehearsal: bool = False
    """Tell what would happen, and store nothing."""

    @property
    def programme_id(self) -> UUID:
        return self.principal.programme_id

    @property
    def now(self) -> datetime:
        return self.env.clock.now()

    def work(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do *work* in a unit of work; in a rehearsal, and undo it."""
        if self.rehearsal:
            return rehearse(self.env, self.programme_id, work)
        return self.env.database.run(self.programme_id, work)

    def wants(self, *kinds: str) -> bool:
        """Tell whether one of these content types is asked for, and JSON is not."""
        accepted = self.headers.get("Accept", "")
        return "json" not in accepted and any(kind in accepted for kind in kinds)

    def ledger_key(self) -> Key:
        """Return the key of a request that must have one."""
        if self.key is not None:
            return self.key
        # A rehearsal needs none: what it posts under this one is undone.
        return Key.of("api", self.principal.key_id, self.env.ids.new())


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is more than a body with the usual status."""

    given: Given | None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    """A body that is not JSON; its content type is among the headers."""


Handler = Callable[[Ask], Given | Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Address):
    """One method of one address below ``/api/v1``."""

    method: Method
    handler: Handler
    scope: str
    query: type[Asked]
    body_may_lack: bool = False
    """Nothing sent is the same as ``{}``."""
    raw_body: Mapping[str, Any] | None = None
    """Schema of a body that the handler reads itself."""
    also: tuple[int, ...] = ()
    """Other good statuses with the same body."""
    refusals: tuple[int, ...] = ()
    """Statuses of problems beyond those that every address has."""
    idempotency: KeyUse = KeyUse.IGNORED
    rehearses: bool = False
    """Takes ``?dry_run=true``."""
    if_match: bool = False
    csv: bool = False
    """Answers in CSV too."""
    yaml: bool = False
    """Takes or gives the programme's document in YAML too."""


class Table(AddressTable[Route]):
    """The addresses of one family of resources."""

    def route(
        self,
        method: Method,
        path: str,
        *,
        scope: str,
        query: type[Asked] = Asked,
        **more: Any,  # noqa: ANN401 - the other fields of Route, which checks them
    ) -> Callable[[Handler], Handler]:
        """Return a decorator that puts a handler at an address."""
        made = partial(
            Route, method=method, path=path, scope=scope, query=query, **more
        )
        return self.entry(made)
