"""Who works in a merchant's back office, and what each role may do.

Rights are granted by role and by nothing else; what no role names is refused. The
roles are those of every leading product: the owner does everything, a manager all
but team and keys, support serves members within limits, an analyst reads.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a member of staff is in one merchant's team."""

    OWNER = "owner"
    MANAGER = "manager"
    SUPPORT = "support"
    ANALYST = "analyst"


class Right(StrEnum):
    """One thing that a page or a deed asks for."""

    READ = "read"
    """See pages: members, programme, figures, activity."""
    ADJUST = "adjust"
    """Give and take points by hand, within one's limits."""
    SERVE = "serve"
    """Answer claims, give rewards, redeem or cancel for a member."""
    APPROVE = "approve"
    """Say yes to what goes beyond somebody's limits; decide held referrals."""
    PROGRAMME = "programme"
    """Change the draft, publish, restore, pause; campaigns and the storefront."""
    MEMBERS = "members"
    """Merge, block, change contact data, import, bulk deeds."""
    EXPORT = "export"
    """Take members' data out."""
    REPORTS = "reports"
    """Take reports out: figures of everybody together, of no member."""
    ERASE = "erase"
    """Erase a person."""
    STORES = "stores"
    """Connect and disconnect stores, replay deliveries."""
    SETTINGS = "settings"
    """Change the merchant's and the programme's general settings."""
    TEAM = "team"
    """Invite, change and remove staff."""
    KEYS = "keys"
    """Make and revoke API keys, read secrets."""
    AUDIT = "audit"
    """Read the audit log."""


_SUPPORT: Final = frozenset({Right.READ, Right.ADJUST, Right.SERVE})
_MANAGER: Final = frozenset(Right) - {Right.TEAM, Right.KEYS}

READING: Final = frozenset({Right.READ, Right.AUDIT})
"""Rights that change nothing and take nothing out."""

RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.OWNER: frozenset(Right),
    Role.MANAGER: _MANAGER,
    Role.SUPPORT: _SUPPORT,
    Role.ANALYST: READING | {Right.REPORTS},
}

SENSITIVE: Final = frozenset({Right.EXPORT, Right.ERASE, Right.TEAM, Right.KEYS})
"""Deeds under these want a proof of identity of the last ten minutes."""


def may(role: Role, right: Right) -> bool:
    """Tell whether a role holds a right."""
    return right in RIGHTS[role]


def who_may(right: Right) -> tuple[Role, ...]:
    """Return the roles that hold a right, the mightiest first."""
    return tuple(role for role in Role if right in RIGHTS[role])
