"""What typed route tables share: an address, how it is written, and its table.

A family of doors adds its own fields and its own rules of who may ask. An address
without an entry does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from app.web.api.shapes import Asked, Given

SAFE: Final = frozenset({"GET"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One method of one address."""

    method: str
    path: str
    """Below where the family begins, with ``{names}``."""
    summary: str
    answer: type[Given]
    handler: Callable[..., Any]
    tag: str
    body: type[Asked] | None = None
    status: int = 200
    example: Mapping[str, Any] | None = None
    """Of the body asked."""

    @property
    def operation(self) -> str:
        """The name of the operation: that of its handler."""
        return self.handler.__name__

    @property
    def rule(self) -> str:
        """The address as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the path that are filled in."""
        parts = self.path.split("/")
        return tuple(part[1:-1] for part in parts if part.startswith("{"))


R = TypeVar("R", bound=Address)
H = TypeVar("H", bound=Callable[..., Any])


class AddressTable(Generic[R]):
    """The addresses of one family of resources."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.routes: list[R] = []

    def entry(self, made: Callable[..., R]) -> Callable[[H], H]:
        """Return a decorator that puts a handler at the address that *made* makes."""

        def put(handler: H) -> H:
            self.routes.append(made(handler=handler, tag=self.tag))
            return handler

        return put
