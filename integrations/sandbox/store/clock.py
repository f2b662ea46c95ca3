"""A clock that can be moved, one for each store."""

import threading
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset, so that time goes on after it was moved."""

    def __init__(self, start_at: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._offset = timedelta(0)
        if start_at is not None:
            self.set(start_at)

    def now(self) -> datetime:
        """The store's present instant, in UTC."""
        with self._lock:
            return datetime.fromtimestamp(time.time(), UTC) + self._offset

    def set(self, instant: datetime) -> None:
        """Make it *instant* now."""
        with self._lock:
            self._offset = instant.astimezone(UTC) - datetime.fromtimestamp(
                time.time(), UTC
            )

    def advance(self, span: timedelta) -> None:
        with self._lock:
            self._offset += span

    @property
    def offset(self) -> timedelta:
        return self._offset


def parse_instant(text: str, *, default_tz: object = UTC) -> datetime:
    """The instant an ISO 8601 text means; without offset it is in *default_tz*.

    Raises:
        ValueError: The text is not a date or time.
    """
    value = datetime.fromisoformat(text.strip())
    if value.tzinfo is None:
        value = value.replace(tzinfo=default_tz)  # type: ignore[arg-type]  # any tzinfo will do
    return value.astimezone(UTC)
