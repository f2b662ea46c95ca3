"""Being installed into a platform's admin: who stands there, and on whose behalf."""

from dataclasses import dataclass

from app.domain.words import Language


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """What a platform signed: this person of its staff stands in this shop's admin."""

    domain: str
    """The platform's permanent name of the shop."""
    user_ref: str
    """The platform's id of the person; the same number in another shop is another."""


@dataclass(frozen=True, slots=True)
class ShopUser:
    """What a platform says of a person of its staff."""

    name: str
    owns_shop: bool
    """Whether the account of the shop is theirs."""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """A merchant's consent as it comes back by way of their browser."""

    domain: str
    state: str
    code: str
    """Traded once for the shop's tokens; worthless afterwards."""
