"""The door behind the real server: what reaches it, byte for byte, over a socket."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.servers import Shared
from tests.webhooks.conftest import sign

pytestmark = pytest.mark.slow

SECRET = b"setia-development-shopify-secret"
BODY = json.dumps({"shop_id": 1, "note": "café"}, ensure_ascii=False).encode()
GOOD = sign(BODY, SECRET)
PATIENCE_S = 60


@pytest.fixture(scope="module")
def port(
    shared_servers: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    with (
        shared_servers.copy() as url,
        subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--port", str(free)],
            env={
                "PATH": os.defpath,
                "PYTHONPATH": str(Path.cwd()),
                "DATABASE_URL": url,
                "REDIS_URL": shared_servers.redis_url,
                "VAR_DIR": str(tmp_path_factory.mktemp("var")),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server,
    ):
        try:
            _wait_for(free)
            yield free
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            if b"200" in talk(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def talk(port: int, said: bytes) -> bytes:
    """Say something and return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        # It may answer before it has heard everything.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(said)
        return line.recv(4096).partition(b"\r\n")[0]


def request_of(
    *headers: bytes, body: bytes = BODY, length: bool = True, method: bytes = b"POST"
) -> bytes:
    lines = [
        method + b" /webhooks/shopify HTTP/1.1",
        b"Host: x",
        b"X-Shopify-Topic: shop/redact",
        b"X-Shopify-Shop-Domain: gone.myshopify.com",
        b"X-Shopify-Webhook-Id: live-1",
        *headers,
    ]
    if length:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def signed(value: bytes) -> bytes:
    return b"X-Shopify-Hmac-Sha256: " + value


def chunked(body: bytes, size: int = 1000) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + (
        b"0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param([signed(GOOD.encode())], 200, id="good"),
        pytest.param([b"x-shopify-hmac-sha256: " + GOOD.encode()], 200, id="lower"),
        pytest.param([], 401, id="missing"),
        pytest.param([signed(b"")], 401, id="empty"),
        pytest.param([signed(GOOD[:-1].encode())], 401, id="truncated"),
        pytest.param([signed(b"\xc3\xa9" * 22)], 401, id="UTF-8"),
        pytest.param([signed(b"\xff" * 44)], 401, id="no text at all"),
        pytest.param([signed(GOOD.encode())] * 2, 401, id="twice the same"),
        pytest.param(
            [signed(b"A" * 44), signed(GOOD.encode())], 401, id="wrong and good"
        ),
        pytest.param(
            [signed(GOOD.encode()), signed(b"A" * 44)], 401, id="good and wrong"
        ),
    ],
)
def test_a_signature_arrives_as_it_was_sent(
    port: int, headers: list[bytes], status: int
) -> None:
    assert talk(port, request_of(*headers)).split()[1] == str(status).encode()


def test_a_chunked_body_is_put_together(port: int) -> None:
    said = request_of(
        signed(GOOD.encode()), b"Transfer-Encoding: chunked", body=b"", length=False
    )

    assert b" 200 " in talk(port, said + chunked(BODY, 7))


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_the_limit_is_refused_announced_or_not(
    port: int, *, announced: bool
) -> None:
    large = b"x" * (5 * 1024 * 1024 + 1)
    if announced:
        said = request_of(signed(GOOD.encode()), body=large)
    else:
        said = request_of(
            signed(GOOD.encode()), b"Transfer-Encoding: chunked", body=b"", length=False
        ) + chunked(large, 100_000)

    assert b" 413 " in talk(port, said)


def test_a_body_at_the_limit_is_read(port: int) -> None:
    most = b"x" * (5 * 1024 * 1024)

    said = request_of(signed(sign(most, SECRET).encode()), body=most)

    assert b" 200 " in talk(port, said)


@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"PUT", b"DELETE"])
def test_other_methods_are_refused(port: int, method: bytes) -> None:
    said = request_of(signed(GOOD.encode()), method=method)

    assert b" 405 " in talk(port, said)


def test_the_server_lives_through_it_all(port: int) -> None:
    assert b" 200 " in talk(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
