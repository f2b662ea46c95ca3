"""Messages to developers leave by the guarded way, and tell nothing of our network."""

import socket
from typing import Any

import pytest

from integrations.addresses import AddressRefused, Allowance
from integrations.http import Http
from integrations.webhook_sender import HttpWebhookSender
from tests.integrations.clock import StoppedClock
from tests.integrations.wire import hangs_up, says, serving

LOCAL = Allowance(local=True)
PUBLIC = "93.184.216.34"


def found(*addresses: str) -> Any:  # noqa: ANN401 - a resolver
    """Return a resolver that answers with these addresses in turn, then the last."""
    left = list(addresses)

    def resolver(_host: str, port: int) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    return resolver


def sender(*addresses: str, allowed: Allowance = Allowance()) -> HttpWebhookSender:  # noqa: B008 - frozen
    resolver = found(*addresses)
    http = Http(StoppedClock(), allowed=allowed, total_s=2, resolver=resolver)
    return HttpWebhookSender(http, resolver=resolver)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_entered(address: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        sender(address).check("https://erp.example/hook")

    assert address not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://erp.example/hook",
        "https://user:word@erp.example/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://127.1/",
        "https://localhost/",
        "https://erp.example:22/",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_is_none_is_refused_when_it_is_entered(url: str) -> None:
    with pytest.raises(AddressRefused):
        sender(PUBLIC).check(url)


def test_a_public_name_can_be_entered() -> None:
    sender(PUBLIC).check("https://erp.example:8443/hook")


def test_a_name_that_is_unknown_is_refused_in_the_same_words_as_a_private_one() -> None:
    def unknown(_host: str, _port: int) -> Any:  # noqa: ANN401 - a resolver
        raise socket.gaierror

    nobody = HttpWebhookSender(Http(StoppedClock()), resolver=unknown)
    with pytest.raises(AddressRefused) as missing:
        nobody.check("https://erp.example/")
    with pytest.raises(AddressRefused) as private:
        sender("10.0.0.7").check("https://erp.example/")

    assert str(missing.value) == str(private.value)


def test_a_name_that_turns_private_later_is_never_called() -> None:
    with serving(says()) as wire:
        turned = sender(PUBLIC, "127.0.0.1", allowed=Allowance(plain_http=True))
        turned.check("http://erp.example/")

        sent = turned.send(f"http://erp.example:{wire.port}/", {}, b"{}")
        refused = turned.send("http://erp.example/", {}, b"{}")

    assert wire.requests == []
    assert sent is not None
    assert refused is not None
    assert (refused.status, refused.reason) == (None, "unsafe_address")


def test_the_beginning_of_a_long_answer_is_kept_and_the_rest_is_not_read() -> None:
    with serving(says(b"a" * 300_000)) as wire:
        sent = sender("127.0.0.1", allowed=LOCAL).send(wire.url, {}, b"{}")

    assert sent is not None
    assert sent.status == 200
    assert len(sent.answer) == 2048


def test_a_success_whose_body_breaks_off_is_a_success() -> None:
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhal"

    with serving(hangs_up(half)) as wire:
        sent = sender("127.0.0.1", allowed=LOCAL).send(wire.url, {}, b"{}")

    assert sent is not None
    assert sent.status == 200


def test_a_post_is_never_sent_twice_by_itself() -> None:
    with serving(hangs_up()) as wire:
        sent = sender("127.0.0.1", allowed=LOCAL).send(wire.url, {}, b"{}")

    assert sent is not None
    assert (sent.status, sent.reason) == (None, "no_answer")
    assert len(wire.requests) == 1


def test_what_is_sent_goes_out_byte_for_byte() -> None:
    body = '{"type":"ping","data":{"a":"é"}}'.encode()

    with serving(says()) as wire:
        sender("127.0.0.1", allowed=LOCAL).send(wire.url, {"webhook-id": "m"}, body)

    [request] = wire.requests
    assert request.startswith(b"POST / HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\n" + body)
    assert b"webhook-id: m" in request
