"""What goes out, what comes back, and what each failure means."""

import gzip
import socket
import time
from collections.abc import Sequence
from typing import Any

import pytest

from app.domain.errors import (
    AccessRevoked,
    PlatformError,
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from integrations.addresses import (
    AddressRefused,
    Allowance,
    UnsafeAddress,
    check_url,
    is_public,
)
from integrations.http import Answer, Http, raise_for_status, retry_after
from tests.integrations.clock import NOON, StoppedClock
from tests.integrations.wire import hangs_up, says, serving

LOCAL = Allowance(local=True)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def local_http(**limits: float) -> Http:
    return Http(StoppedClock(), allowed=LOCAL, **limits)  # type: ignore[arg-type]  # only numbers


# --- addresses ----------------------------------------------------------------


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


# --- which side of the sending ------------------------------------------------


def test_a_refused_connection_was_never_made() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

    with pytest.raises(PlatformUnavailable) as refusal:
        local_http().call("POST", f"http://127.0.0.1:{port}/", data=b"{}")

    assert refusal.value.sent is False
    assert str(refusal.value) == "could not connect"


def test_a_name_that_is_not_found_was_never_called() -> None:
    def unknown(_host: str, _port: int) -> Any:  # noqa: ANN401 - a resolver
        raise socket.gaierror

    with pytest.raises(PlatformUnavailable) as refusal:
        Http(StoppedClock(), resolver=unknown).call("POST", "https://shop.example/")

    assert str(refusal.value) == "the name could not be found"


def test_a_failed_tls_handshake_sent_nothing() -> None:
    with serving(says()) as wire, pytest.raises(PlatformUnavailable) as refusal:
        local_http().call("POST", f"https://127.0.0.1:{wire.port}/", data=b"{}")

    assert refusal.value.sent is False
    assert wire.requests == []


def test_a_connection_cut_before_the_answer_is_unclear() -> None:
    with serving(hangs_up()) as wire, pytest.raises(PlatformUnclear) as unclear:
        local_http().call("POST", wire.url, data=b"{}")

    assert unclear.value.sent is True
    assert len(wire.requests) == 1


def test_a_read_that_was_cut_is_tried_once_more() -> None:
    with serving(hangs_up(), says(b"[]")) as wire:
        answer = local_http().call("GET", wire.url)

    assert answer.document() == []
    assert len(wire.requests) == 2


def test_an_answer_cut_in_the_middle_is_unclear() -> None:
    half = HEAD + b"Content-Length: 9\r\n\r\n{}"

    with serving(hangs_up(half)) as wire, pytest.raises(PlatformUnclear):
        local_http().call("POST", wire.url, data=b"{}")


def test_no_answer_in_time_is_unclear_and_not_sent_again() -> None:
    def waits(_caller: socket.socket) -> None:
        time.sleep(1)

    with serving(waits) as wire, pytest.raises(PlatformUnclear) as unclear:
        local_http(total_s=0.2).call("GET", wire.url)

    assert str(unclear.value) == "no answer in time"
    assert len(wire.requests) == 1


def drips(first: bytes) -> Any:  # noqa: ANN401 - a script
    def script(caller: socket.socket) -> None:
        caller.sendall(first)
        for _ in range(50):
            caller.sendall(b"x")
            time.sleep(0.05)

    return script


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        HEAD + b"Content-Length: 50\r\n\r\n",
    ],
    ids=["headers", "body"],
)
def test_an_answer_that_drips_is_cut_at_the_end_of_its_time(first: bytes) -> None:
    with serving(drips(first)) as wire, pytest.raises(PlatformUnclear):
        local_http(total_s=0.3).call("POST", wire.url, data=b"{}")


def test_headers_beyond_32_kilobytes_are_cut() -> None:
    head = b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 20_000 + b"\r\n"

    with serving(hangs_up(head * 4 + b"\r\n")) as wire, pytest.raises(PlatformUnclear):
        local_http().call("POST", wire.url, data=b"{}")


def test_a_body_of_30_megabytes_is_cut() -> None:
    huge = says(b" " * 30_000_000)

    with serving(huge) as wire, pytest.raises(PlatformUnclear) as unclear:
        local_http().call("POST", wire.url, data=b"{}")

    assert "larger than 5242880" in str(unclear.value)


def test_a_compressed_bomb_is_cut_at_its_unpacked_size() -> None:
    bomb = says(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")

    with serving(bomb) as wire, pytest.raises(PlatformUnclear) as unclear:
        local_http().call("POST", wire.url, data=b"{}")

    assert "larger than" in str(unclear.value)


def test_rubbish_in_place_of_compressed_bytes_is_unclear() -> None:
    rubbish = says(b"rubbish", Content_Encoding="gzip")

    with serving(rubbish) as wire, pytest.raises(PlatformUnclear) as unclear:
        local_http().call("POST", wire.url, data=b"{}")

    assert "unpacked" in str(unclear.value)


def test_a_redirect_is_reported_and_not_followed() -> None:
    with serving(says(b"", 302, Location="http://169.254.169.254/")) as wire:
        answer = local_http().call("GET", wire.url)

    assert answer.status == 302
    assert len(wire.requests) == 1


def test_a_page_with_status_200_is_no_document() -> None:
    with serving(says(b"<html>", kind="text/html")) as wire:
        answer = local_http().call("POST", wire.url, data=b"{}")

    with pytest.raises(PlatformUnclear):
        answer.document()


def test_broken_json_is_no_document() -> None:
    with serving(says(b'{"id":')) as wire:
        answer = local_http().call("POST", wire.url, data=b"{}")

    with pytest.raises(PlatformUnclear):
        answer.document()


# --- the pool -----------------------------------------------------------------


def test_calls_share_a_connection_and_keep_no_cookies() -> None:
    with serving(says(Set_Cookie="a=1"), says()) as wire:
        http = local_http()
        http.call("GET", wire.url)
        http.call("GET", wire.url)

    assert wire.connections == 1
    assert b"cookie" not in wire.requests[1].lower()


def test_a_forked_process_opens_connections_of_its_own() -> None:
    with serving(says()) as wire:
        http = local_http()
        http.call("GET", wire.url)
        http._pid -= 1  # noqa: SLF001 - as if in another process
        http.call("GET", wire.url)

    assert wire.connections == 2


def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    with serving(says()) as wire:
        assert local_http().call("GET", wire.url).status == 200


def test_the_fifth_call_at_once_to_one_store_waits_its_turn() -> None:
    with serving(says()) as wire:
        http = local_http(connect_s=0.05)
        http.call("GET", wire.url)
        gate = http._gates[f"127.0.0.1:{wire.port}"]  # noqa: SLF001 - four callers
        held = [gate.acquire(blocking=False) for _ in range(4)]

        with pytest.raises(PlatformThrottled):
            http.call("GET", wire.url)

    assert held == [True] * 4


# --- statuses -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "family"),
    [
        (301, PlatformRefused),
        (400, PlatformRefused),
        (401, AccessRevoked),
        (402, AccessRevoked),
        (403, AccessRevoked),
        (404, PlatformMissing),
        (408, PlatformUnclear),
        (410, PlatformMissing),
        (422, PlatformRefused),
        (423, AccessRevoked),
        (429, PlatformThrottled),
        (430, PlatformThrottled),
        (500, PlatformUnclear),
        (502, PlatformUnclear),
        (503, PlatformUnclear),
        (504, PlatformUnclear),
    ],
)
def test_each_status_belongs_to_a_family(
    status: int, family: type[PlatformError]
) -> None:
    with pytest.raises(PlatformError) as raised:
        raise_for_status(Answer(status, {"retry-after": "7"}, b""), now=NOON)

    assert type(raised.value) is family


@pytest.mark.parametrize("status", [200, 201, 204])
def test_success_raises_nothing(status: int) -> None:
    raise_for_status(Answer(status, {}, b""), now=NOON)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        ("2.0", 2),
        ("2.5", 3),
        ("3600", 3600),
        ("99999", 3600),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 22 Nov 2027 12:00:00 GMT", 3600),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("9" * 40, None),
        ("Sun, 99 Nov 2026 12:00:00 GMT", None),
    ],
)
def test_a_wait_is_read_when_it_makes_sense(text: str, seconds: int | None) -> None:
    assert retry_after(Answer(429, {"retry-after": text}, b""), NOON) == seconds


def test_a_throttled_answer_carries_its_wait() -> None:
    with pytest.raises(PlatformThrottled) as throttled:
        raise_for_status(Answer(429, {"retry-after": "7"}, b""), now=NOON)

    assert throttled.value.retry_after == 7
    assert throttled.value.sent is False
