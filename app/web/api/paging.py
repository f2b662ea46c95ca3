"""Where a page ended, as text that only we can write.

A cursor is signed and belongs to one list of one programme. One that was
changed, cut, or came from elsewhere is refused, not guessed at.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.domain.errors import Malformed

PURPOSE: Final = "setia/cursor/1"


class BadCursor(Malformed):
    """The cursor is not one of ours, or it is of another list."""

    code = "bad_cursor"


def _serializer(programme_id: UUID, of_list: str) -> URLSafeSerializer:
    fallbacks = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    keys = [*reversed(fallbacks), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=f"{PURPOSE}/{programme_id}/{of_list}")


def cursor_of(programme_id: UUID, of_list: str, *parts: object) -> str:
    """Return the cursor of a list of a programme that ended at *parts*."""
    texts = [
        part.isoformat() if isinstance(part, datetime) else str(part) for part in parts
    ]
    return str(_serializer(programme_id, of_list).dumps(texts))


def parts_of(
    programme_id: UUID, of_list: str, cursor: str | None, *, count: int
) -> Sequence[str] | None:
    """Return where the page before ended; None for the first page.

    Raises:
        BadCursor: Changed, cut, or of another list.
    """
    if cursor is None:
        return None
    try:
        found = _serializer(programme_id, of_list).loads(cursor)
    except BadData as error:
        raise BadCursor("the cursor can't be read; begin with the first page") from (
            error
        )
    if not isinstance(found, list) or len(found) != count:
        raise BadCursor("the cursor is of another list")
    return [str(part) for part in found]


def id_after(programme_id: UUID, of_list: str, cursor: str | None) -> UUID | None:
    """Return the id at which the page before ended."""
    parts = parts_of(programme_id, of_list, cursor, count=1)
    return UUID(parts[0]) if parts else None


def moment_after(
    programme_id: UUID, of_list: str, cursor: str | None
) -> tuple[datetime, UUID] | None:
    """Return the instant and the id at which the page before ended."""
    parts = parts_of(programme_id, of_list, cursor, count=2)
    return (datetime.fromisoformat(parts[0]), UUID(parts[1])) if parts else None
