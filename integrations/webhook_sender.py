"""Carries messages to developers, by the one guarded way out.

What goes wrong on the way is a class of failure and nothing more: an address that a
merchant typed must not tell what stands in the network around us.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from app.domain.errors import PlatformError, PlatformThrottled, PlatformUnavailable
from app.domain.outgoing.trying import KEPT_BYTES, Sent
from integrations.addresses import (
    DEFAULT_PORTS,
    AddressRefused,
    Resolver,
    UnsafeAddress,
    checked,
    resolve,
)
from integrations.http import Http


class HttpWebhookSender:
    """The ``WebhookSender`` over a client with limits of its own.

    Args:
        http: Its time limit is that of a try; its allowance says what may be called.
        resolver: Who looks names up when an address is entered.
    """

    def __init__(self, http: Http, *, resolver: Resolver = resolve) -> None:
        self._http = http
        self._resolver = resolver

    def check(self, url: str) -> None:
        self._http.check(url)
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        # Unknown and private names are refused alike: which of them it is would
        # tell what names there are in our own network.
        try:
            checked(self._resolver(parts.hostname or "", port), self._http.allowed)
        except (OSError, UnsafeAddress) as error:
            raise AddressRefused("the internet has no such address") from error

    def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Sent | None:
        try:
            answer = self._http.call(
                "POST",
                url,
                headers=headers,
                data=body,
                safe=False,
                first_bytes=KEPT_BYTES,
            )
        except PlatformThrottled:
            return None
        except UnsafeAddress:
            return Sent(None, UnsafeAddress.code)
        except PlatformUnavailable:
            return Sent(None, "no_connection")
        except PlatformError:
            return Sent(None, "no_answer")
        return Sent(answer.status, answer=answer.body)
