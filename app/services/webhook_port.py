"""Who carries a message to a developer's address."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.outgoing.trying import Sent


class WebhookSender(Protocol):
    """The only way out for messages; addresses inside a network are refused."""

    def check(self, url: str) -> None:
        """Look at an address that somebody wants to keep; names are looked up.

        Never inside a unit of work.

        Raises:
            Malformed: We will not call it; the message says why.
        """

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Sent | None:
        """Send one message and return what came back, whatever it is.

        Redirects are not followed. None: nothing was sent, because too much is under
        way to this address already.
        """
