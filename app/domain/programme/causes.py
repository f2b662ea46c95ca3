"""Causes that members can give to."""

from typing import Annotated

from pydantic import Field, Strict

from app.domain.programme.base import Flag, Identifier, Line, Section
from app.domain.programme.texts import Text

MAX_CAUSES = 100
Link = Annotated[str, Strict(), Field(pattern=r"^https://[^\s<>\"]{3,400}$")]


class Cause(Section):
    """One cause: who gets what members give in its name."""

    id: Identifier
    title: Text | None = None
    description: Text | None = None
    enabled: Flag = True
    link: Link | None = None
    registered_as: Line | None = None
    """The charity's registered name and number, printed on receipts."""
