"""What is needed of a development machine whose clocks can be moved."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol


class Playground(Protocol):
    """The clocks of a development machine."""

    def advance(self, span: timedelta, stores: Sequence[str]) -> None:
        """Move our clocks and those of the sandbox stores at these addresses."""
