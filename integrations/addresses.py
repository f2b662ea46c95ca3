"""Which addresses we may call: the guard against being sent into a network.

Two questions, asked at two times. The text of an address is checked when
somebody enters it and again before each call; what its name resolves to is
checked for each connection, and the connection goes to the very address that
was checked, so a name that changes its answer gains nothing.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from app.domain.errors import Malformed, PlatformUnavailable

TLS_PORTS = (443, 8443)
DEFAULT_PORTS = {"https": 443, "http": 80}
MAX_ADDRESS = 2048
LOOKUP_S = 5
# The library calls these global although they lead somewhere else.
_DETOURS = [
    ip_network(text)
    for text in (
        "64:ff9b::/96",
        "2002::/16",
        "2001::/32",
        "fec0::/10",
        "192.88.99.0/24",
    )
]
_Resolved = Sequence[tuple[Any, Any, Any, Any, Any]]
Resolver = Callable[[str, int], _Resolved]


class AddressRefused(Malformed):
    """An address that a merchant typed and that we will not call."""

    code = "address_refused"


class UnsafeAddress(PlatformUnavailable):
    """The name led to an address that is not public; nothing was sent."""

    code = "unsafe_address"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What goes beyond public https.

    ``local`` (development) adds http, any port and loopback. ``plain_http`` adds
    http to public addresses, for stores without TLS that an operator allowed.
    """

    local: bool = False
    plain_http: bool = False


def resolve(
    host: str,
    port: int,
    *,
    look_up: Callable[..., _Resolved] = socket.getaddrinfo,
    within_s: float = LOOKUP_S,
) -> _Resolved:
    """Return what the system resolver says of *host*, in its order.

    It can't be cut short, and a name's owner decides how long its servers are
    silent: so a thread waits for it, and is left behind where it takes too long.

    Raises:
        OSError: The name was not found, or not within the time.
        UnicodeError: It is no name.
    """
    said: SimpleQueue[_Resolved | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            said.put(look_up(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            said.put(error)

    Thread(target=ask, name="resolver", daemon=True).start()
    try:
        found = said.get(timeout=within_s)
    except Empty:
        raise TimeoutError("the name was not found in time") from None
    if isinstance(found, OSError | UnicodeError):
        raise found
    return found


def check_url(url: str, allowed: Allowance) -> None:
    """Check the text of an address; nothing is resolved.

    Raises:
        AddressRefused: Another scheme than https, a port that shops do not use, a
            user name, a bare IP address, or no address at all. It says which.
    """
    if len(url) > MAX_ADDRESS or any(sign <= " " or sign == "\x7f" for sign in url):
        raise AddressRefused("the address has blanks or is too long")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused("this is not an address") from error
    schemes = {"https", "http"} if allowed.local or allowed.plain_http else {"https"}
    if parts.scheme not in schemes:
        raise AddressRefused(f"the address must start with {' or '.join(schemes)}://")
    if "@" in parts.netloc or "\\" in url:
        raise AddressRefused("the address must not hold a user name or backslash")
    port = port if port is not None else DEFAULT_PORTS[parts.scheme]
    if not allowed.local and port not in (*TLS_PORTS, DEFAULT_PORTS[parts.scheme]):
        raise AddressRefused(f"port {port} is not one that shops use")
    _check_host(host, allowed)


def _check_host(host: str, allowed: Allowance) -> None:
    if allowed.local and host in ("localhost", "127.0.0.1", "::1"):
        return
    try:
        name = host.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError as error:
        raise AddressRefused("the host is not a name that can be looked up") from error
    last = name.rpartition(".")[2]
    # A last label of digits is an IP address in one of its many spellings.
    if not name or ":" in host or last.isdigit() or last.lower().startswith("0x"):
        raise AddressRefused("the host must be a name, not a number")
    if "." not in name:
        raise AddressRefused("the host must be a full name such as shop.example")


def is_public(text: str) -> bool:
    """Tell whether an IP address is one that anybody on the internet can reach."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return _reachable(address.ipv4_mapped)
    return _reachable(address)


def _reachable(address: IPv4Address | IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(
            address in detour
            for detour in _DETOURS
            if detour.version == address.version
        )
    )


def checked(found: _Resolved, allowed: Allowance) -> _Resolved:
    """Return what was resolved, if every single address may be called.

    Raises:
        UnsafeAddress: There is none, or one of them is not public. One bad
            address spoils the rest: an attacker chooses the order.
    """
    if not found:
        raise UnsafeAddress("the name leads nowhere")
    for *_, where in found:
        text = str(where[0])
        if not is_public(text) and not (allowed.local and _is_loopback(text)):
            raise UnsafeAddress("the name leads to an address that is not public")
    return found


def _is_loopback(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
