"""Which addresses may be called, and that the checked one is the one called."""

import socket
from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest

from integrations.addresses import (
    AddressRefused,
    Allowance,
    UnsafeAddress,
    check_url,
    is_public,
    resolve,
)
from integrations.http import Http
from tests.integrations.clock import StoppedClock
from tests.integrations.wire import says, serving

LOCAL = Allowance(local=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example",
        "ftp://shop.example",
        "file:///etc/passwd",
        "gopher://shop.example",
        "https://user@shop.example",
        "https://user:word@shop.example",
        "https://127.0.0.1",
        "https://[::1]",
        "https://2130706433",
        "https://0x7f000001",
        "https://0177.0.0.1",
        "https://127.1",
        "https://10.0.0.0x1",
        "https://localhost",
        "https://intranet",
        "https://shop.example:22",
        "https://shop.example:80",
        "https://shop.example:99999",
        "https://shop\\.example",
        "https://shop.example/a b",
        "https://shop.example\n",
        "https://",
        "https://.example..",
        "https://shop.example/" + "a" * 2048,
        "//shop.example",
        "",
    ],
)
def test_an_address_that_is_not_a_public_shop_is_refused_at_entry(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url, Allowance())


@pytest.mark.parametrize(
    "url",
    ["https://shop.example", "https://shop.example:8443/wp", "https://bücher.example"],
)
def test_a_public_shop_may_be_called(url: str) -> None:
    check_url(url, Allowance())


def test_development_adds_http_loopback_and_any_port_and_nothing_else() -> None:
    check_url("http://127.0.0.1:8001", LOCAL)
    check_url("http://localhost:8002/wp-json", LOCAL)
    with pytest.raises(AddressRefused):
        check_url("http://10.0.0.1", LOCAL)
    with pytest.raises(AddressRefused):
        check_url("ftp://localhost", LOCAL)


def test_an_operator_may_allow_shops_without_tls_on_their_own_port() -> None:
    check_url("http://shop.example", Allowance(plain_http=True))
    with pytest.raises(AddressRefused):
        check_url("http://shop.example:8080", Allowance(plain_http=True))
    with pytest.raises(AddressRefused):
        check_url("http://127.0.0.1", Allowance(plain_http=True))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "224.0.1.1",
        "ff0e::1",
        "255.255.255.255",
        "192.88.99.1",
        "192.0.2.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
        "not an address",
    ],
)
def test_an_address_inside_some_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800::1", "::ffff:8.8.8.8"])
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def answers(*addresses: str) -> Any:  # noqa: ANN401 - a resolver
    def resolver(_host: str, port: int) -> Sequence[tuple[Any, ...]]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]

    return resolver


def test_a_name_that_leads_inside_is_never_called() -> None:
    with serving(says()) as wire:
        http = Http(StoppedClock(), resolver=answers("127.0.0.1"))

        with pytest.raises(UnsafeAddress) as refusal:
            http.call("GET", f"https://rebinding.example:8443/{wire.port}")

        assert wire.connections == 0
        assert refusal.value.sent is False


def test_one_private_address_among_public_ones_spoils_the_name() -> None:
    http = Http(StoppedClock(), resolver=answers("93.184.215.14", "10.0.0.1"))

    with pytest.raises(UnsafeAddress):
        http.call("GET", "https://mixed.example/")


def test_a_name_without_addresses_is_not_called() -> None:
    with pytest.raises(UnsafeAddress):
        Http(StoppedClock(), resolver=answers()).call("GET", "https://empty.example/")


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked = []

    def resolver(host: str, port: int) -> Any:  # noqa: ANN401 - a resolver
        asked.append(host)
        return answers("127.0.0.1")(host, port)

    with serving(says(b'{"ok":1}')) as wire:
        http = Http(StoppedClock(), allowed=LOCAL, resolver=resolver)

        answer = http.call("GET", f"http://shop.example:{wire.port}/")

    assert answer.document() == {"ok": 1}
    assert asked == ["shop.example"]
    assert b"Host: shop.example" in wire.requests[0]


def test_a_name_whose_servers_are_silent_is_given_up() -> None:
    heard = Event()

    def silent(*_asked: object, **_more: object) -> Sequence[Any]:
        heard.wait(10)
        return []

    with pytest.raises(TimeoutError):
        resolve("silent.example", 443, look_up=silent, within_s=0.01)
    heard.set()


@pytest.mark.parametrize("error", [socket.gaierror(), UnicodeError()])
def test_what_is_wrong_with_a_name_is_said_as_it_is(error: Exception) -> None:
    def fails(*_asked: object, **_more: object) -> Sequence[Any]:
        raise error

    with pytest.raises(type(error)):
        resolve("nobody.example", 443, look_up=fails)


def test_a_name_is_asked_for_as_the_system_knows_it() -> None:
    found = resolve("localhost", 443)

    assert {each[4][0] for each in found} <= {"127.0.0.1", "::1"}
    assert {each[1] for each in found} == {socket.SOCK_STREAM}
