"""A fact on its way to developers, and the body that carries it.

A body names things by their ids and says what was true at that moment. It holds no
name, address, e-mail or code: whoever wants more asks the API. So nothing of a
person is kept here when the person is erased.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from app.domain.ids import public_id
from app.domain.outgoing.types import BY_NAME

LARGEST_BYTES: Final = 20_000
MESSAGE: Final = "msg"
ENDPOINT: Final = "whk"

Data = Mapping[str, Any]
"""What JSON can hold; never a float."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, as developers hear of it."""

    type: str
    at: datetime
    data: Data = field(default_factory=dict)
    member_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.type not in BY_NAME:
            raise ValueError(f"no type {self.type!r}")


def instant_text(at: datetime) -> str:
    """Return an instant as bodies write it: UTC, milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def maybe_instant(at: datetime | None) -> str | None:
    """Return an instant as bodies write it, or None."""
    return None if at is None else instant_text(at)


def body_of(told: Happening, *, sequence: int | None = None, test: bool = False) -> str:
    """Return the body of a message, always the same for the same fact.

    Args:
        told: What happened.
        sequence: The member's own number of it; None without a member.
        test: Whether the programme is only being tried.
    """
    about: dict[str, Any] = {}
    if told.member_id is not None:
        about = {"member": public_id("mem", told.member_id), "sequence": sequence}
    if test:
        about["test"] = True
    body = _written(told, {**about, **told.data})
    if len(body.encode()) > LARGEST_BYTES:
        return _written(told, {**about, "cut": True})
    return body


def _written(told: Happening, data: Data) -> str:
    whole = {"type": told.type, "timestamp": instant_text(told.at), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
