"""What is needed of a platform that hands out a store's past in one piece.

A port beside ``app.ports``: a platform without it is read page by page.
"""

from datetime import datetime
from typing import Protocol

from app.domain.events import OrderSnapshot
from app.ports import StoreConnection


class HistoryReader(Protocol):
    """Makes a file of a store's past and reads it."""

    def begin(self, store: StoreConnection, *, since: datetime) -> str:
        """Ask for the orders placed since; return the name of the work."""

    def ready(self, store: StoreConnection, name: str) -> str | None:
        """Return where the file is (empty when nothing was found); None: not yet.

        Raises:
            PlatformRefused: The work failed and has to be asked for anew.
        """

    def orders(
        self, store: StoreConnection, where: str, *, place: int
    ) -> tuple[list[OrderSnapshot], int | None]:
        """Return the next orders of a file and the place after them; None: no more.

        An order that the file shows in part says so (``complete``).
        """
