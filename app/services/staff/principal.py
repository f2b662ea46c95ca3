"""Who is asking in the back office, whichever way they came in.

A password with its second factor and a platform's signed token lead to the same
thing; what comes after sees no difference but the look.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.domain.staff import READING, Right, Role, may
from app.domain.words import Language

FRESH: Final = timedelta(minutes=10)
"""How long a proof of identity opens sensitive deeds."""


class Surface(StrEnum):
    """Where the back office is shown."""

    ALONE = "alone"
    """At our own address, in a session of ours with a cookie."""
    EMBEDDED = "embedded"
    """Inside a platform's admin, with its token and without a cookie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPrincipal:
    """One member of staff, proven, at work on one programme."""

    staff_id: UUID
    merchant_id: UUID
    programme_id: UUID
    """The programme that is open now."""
    name: str
    role: Role
    language: Language
    surface: Surface
    session_id: UUID | None = None
    """The session row; none on the embedded surface."""
    store_id: UUID | None = None
    """The store in whose admin we stand; none at our own address."""
    email: str | None = None
    """Their address with us; people whom a platform proves have none."""
    proven_at: datetime | None = None
    """When they last proved who they are (password and second factor)."""

    reading_only: bool = False
    """Whether the shop's standing lets everybody look and nobody change anything."""

    @property
    def actor(self) -> str:
        """How the ledger, the audit trail and versions name this person."""
        return f"staff:{self.staff_id}"

    def may(self, right: Right) -> bool:
        """Tell whether this person's role holds *right*, and their shop's standing."""
        return may(self.role, right) and (right in READING or not self.reading_only)

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether sensitive deeds need no new proof.

        The platform proves its own people with every request.
        """
        if self.surface is Surface.EMBEDDED:
            return True
        return self.proven_at is not None and now - self.proven_at <= FRESH
