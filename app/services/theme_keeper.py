"""What is needed of a platform whose themes read what we write there.

A port of its own beside ``app.ports``: one platform has it, and it fits there by its
shape alone.
"""

from collections.abc import Mapping
from typing import Protocol

from app.ports import StoreConnection


class ThemeKeeper(Protocol):
    """Keeps texts of ours where a store's theme can read them without us."""

    def prepare(self, store: StoreConnection) -> None:
        """Make the store ready to hold them; idempotent."""

    def keep_programme(self, store: StoreConnection, said: str | None) -> None:
        """Keep what is said of the programme; None takes it out."""

    def keep_members(
        self, store: StoreConnection, said: Mapping[str, str | None]
    ) -> None:
        """Keep what is said of customers, by their reference; None takes it out.

        At most 25 at once, all or none.

        Raises:
            PlatformRefused: A clear no, for instance because a customer is gone.
        """
