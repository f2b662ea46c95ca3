"""What is needed of a platform whose stores are looked at before they are kept.

A port beside ``app.ports``, as ``plugin_port`` is one: a platform whose shops are
all alike needs none.
"""

from collections.abc import Sequence
from typing import Protocol

from app.domain.store_exam import StoreCheck
from app.ports import StoreConnection


class StoreExaminer(Protocol):
    """Looks at a store; finds words for nothing, and raises nothing."""

    def address(self, base_url: str) -> StoreCheck:
        """Tell whether we would call this address at all; nothing is sent."""

    def reach(self, base_url: str) -> Sequence[StoreCheck]:
        """Look at what a store shows to anybody: no keys are needed.

        It ends with the first thing that keeps the others from being looked at.
        """

    def examine(
        self, store: StoreConnection, *, callback_url: str, write: bool
    ) -> Sequence[StoreCheck]:
        """Look at everything, the public part first.

        Args:
            store: With keys.
            callback_url: Where its webhooks would deliver to.
            write: Also try whether a webhook can be made; it is taken away again.
        """
