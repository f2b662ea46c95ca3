"""The clocks of a development machine: ours in a file, a sandbox store's by HTTP."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from app.domain.errors import PlatformError
from app.wiring.clock import SHIFT_FILE, shift_clock
from integrations.http import Http


class SandboxClocks:
    """Moves them all by the same span."""

    def __init__(self, var: Path, http: Http) -> None:
        self._var = var
        self._http = http

    def advance(self, span: timedelta, stores: Sequence[str]) -> None:
        """Move our clocks, then the stores'; one that is down stays behind."""
        file = self._var / SHIFT_FILE
        before = int(file.read_text().strip() or 0) if file.exists() else 0
        self._var.mkdir(parents=True, exist_ok=True)
        shift_clock(self._var, timedelta(seconds=before) + span)
        for base_url in stores:
            with suppress(PlatformError):
                self._http.call(
                    "POST",
                    f"{base_url}/_sandbox/clock",
                    document={"advance_s": int(span.total_seconds())},
                )
