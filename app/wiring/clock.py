"""The real clock, and one that a demonstration may move.

The shifted clock reads how far it is ahead from a small file, so that every
process under one ``var/`` moves at once. Production never has it.
"""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

SHIFT_FILE: Final = "clock-shift"
"""Under ``var/``: whole seconds, how far the demonstration is ahead of real time."""


class SystemClock:
    """The machine's own time."""

    of_machine = True
    """Nobody moves it on purpose: sweeps hold it against the database's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_us(self) -> int:
        return time.monotonic_ns() // 1000

    def ahead(self) -> timedelta:
        return timedelta()


class ShiftedClock:
    """The machine's time plus what the file says, read again when it changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen_ns = 0
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead()

    def monotonic_us(self) -> int:
        return time.monotonic_ns() // 1000

    def ahead(self) -> timedelta:
        """Return how far it was moved; the database's stamps move as far."""
        try:
            changed_ns = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            return timedelta()
        if changed_ns != self._seen_ns:
            text = self._file.read_text(encoding="ascii").strip()
            self._ahead = timedelta(seconds=int(text or 0))
            self._seen_ns = changed_ns
        return self._ahead


def shift_clock(var: Path, ahead: timedelta) -> None:
    """Move the clocks of all development processes under *var*."""
    draft = var / f"{SHIFT_FILE}.new"
    draft.write_text(str(int(ahead.total_seconds())), encoding="ascii")
    draft.replace(var / SHIFT_FILE)
