"""Badges: something to show, given by rules. A badge has no other use."""

from app.domain.programme.base import Flag, Identifier, Section
from app.domain.programme.texts import Text

MAX_BADGES = 200


class Badge(Section):
    """One badge."""

    id: Identifier
    title: Text | None = None
    """Shown to members; the id where it is left out."""
    description: Text | None = None
    """What it is given for."""
    enabled: Flag = True
