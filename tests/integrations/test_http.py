"""What goes out, what comes back, and what each failure means."""

import gzip
import socket
import time
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
from integrations.addresses import Allowance
from integrations.http import Answer, Http, raise_for_status, retry_after
from tests.integrations.clock import NOON, StoppedClock
from tests.integrations.wire import hangs_up, says, serving

LOCAL = Allowance(local=True)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def local_http(**limits: float) -> Http:
    return Http(StoppedClock(), allowed=LOCAL, **limits)  # type: ignore[arg-type]  # only numbers


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
