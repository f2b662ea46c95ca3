"""Messages reach receivers signed, are tried again, and stop when they should."""

import base64
import hashlib
import hmac
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from standardwebhooks import Webhook

from app.domain.outgoing.secrets import secret_bytes
from app.domain.outgoing.trying import PAUSES
from app.services.outgoing import desk
from app.services.staff.audit import Sought
from app.storage.audit import AuditBook
from app.storage.outgoing.deliveries import DeliveryRepository
from integrations.addresses import Allowance
from integrations.http import Http
from integrations.webhook_sender import HttpWebhookSender
from tests.factories import NOON, order
from tests.integrations.wire import hangs_up, says, serving
from tests.webhooks.outgoing.conftest import Hooks, posts
from webhooks import outgoing
from webhooks.outgoing import signed

VECTOR_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
VECTOR_BODY = '{"type":"points.earned","data":{"points":129}}'
VECTOR_AT = datetime.fromtimestamp(1767225600, UTC)
VECTOR = "v1,NyBn8N3Zz6OzeeRBMLWxMDMQdYILd9F3ogvI/gM6a0w="


def test_the_public_vector_is_signed_as_published() -> None:
    headers = signed(
        "msg_2KWPBgLl", VECTOR_BODY, [secret_bytes(VECTOR_SECRET)], at=VECTOR_AT
    )

    assert headers["webhook-signature"] == VECTOR
    assert headers["webhook-timestamp"] == "1767225600"


def test_a_signature_is_what_the_scheme_says_computed_by_hand() -> None:
    key = bytes(range(32))
    plain = f"msg_1.{int(NOON.timestamp())}.{{}}".encode()
    expected = base64.b64encode(hmac.digest(key, plain, hashlib.sha256)).decode()

    headers = signed("msg_1", "{}", [key], at=NOON)

    assert headers["webhook-signature"] == f"v1,{expected}"


def test_an_order_reaches_the_receiver_and_verifies(hooks: Hooks) -> None:
    with serving(says(b"thanks", status=204)) as wire:
        endpoint_id, secret = hooks.listen(f"{wire.url}/hook", "points.earned")
        hooks.world.settle(order())

        assert hooks.drain() == 1

    [post] = posts(wire)
    with time_machine.travel(NOON, tick=False):
        said = Webhook(secret).verify(post.body, post.headers)
    assert said["type"] == "points.earned"
    assert said["data"]["points"] == 257
    assert said["data"]["balance"] == {"usable": 0, "pending": 257, "held": 0}
    [row] = hooks.deliveries(endpoint_id)
    assert (row.state, row.attempts, row.last_status) == ("done", 1, 204)
    assert post.headers["webhook-id"].startswith("msg_")
    assert post.headers["content-type"] == "application/json"


def test_a_signature_of_another_secret_does_not_verify(hooks: Hooks) -> None:
    with serving(says()) as wire:
        hooks.listen(wire.url, "points.earned")
        _, other = hooks.listen(wire.url, "tier.reached")
        hooks.world.settle(order())
        hooks.drain()

    [post] = posts(wire)
    with time_machine.travel(NOON, tick=False), pytest.raises(Exception, match="No ma"):
        Webhook(other).verify(post.body, post.headers)


def test_a_500_is_tried_again_after_five_seconds_under_the_same_id(
    hooks: Hooks,
) -> None:
    with serving(says(b"broken", status=500), says()) as wire:
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        hooks.drain()
        hooks.world.clock.advance(seconds=4)
        too_early = hooks.drain()
        hooks.world.clock.advance(seconds=2)
        hooks.drain()

    first, second = posts(wire)
    assert too_early == 0
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    assert first.body == second.body
    [row] = hooks.deliveries()
    assert (row.state, row.attempts) == ("done", 2)
    tries = hooks.attempts(row.delivery_id)
    assert [(one.status, one.reason, one.answer) for one in tries] == [
        (200, None, "{}"),
        (500, "http_500", "broken"),
    ]


def test_after_the_tenth_try_a_message_is_given_up(hooks: Hooks) -> None:
    with serving(says(status=503)) as wire:
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        hooks.drain()
        for pause in PAUSES:
            hooks.world.clock.instant += pause + pause / 5
            hooks.drain()
        hooks.world.clock.advance(days=30)
        left = hooks.drain()

    assert left == 0
    assert len(wire.requests) == 10
    [row] = hooks.deliveries()
    assert (row.state, row.reason, row.attempts) == ("failed", "http_503", 10)


def test_a_redirect_is_not_followed(hooks: Hooks) -> None:
    with (
        serving(says()) as inner,
        serving(says(status=302, Location=inner.url)) as wire,
    ):
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        hooks.drain()

    [row] = hooks.deliveries()
    assert inner.requests == []
    assert (row.state, row.reason, row.last_status) == ("waiting", "redirected", 302)


def test_a_receiver_that_is_too_slow_has_failed(hooks: Hooks) -> None:
    env = hooks.world.env
    done = threading.Event()
    quick = HttpWebhookSender(
        Http(env.clock, allowed=Allowance(local=True), total_s=0.2)
    )

    def says_nothing(_caller: socket.socket) -> None:
        done.wait(5)

    with serving(says_nothing) as wire:
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        outgoing.drain(replace(env, webhook_sender=quick), most=1)
        done.set()

    [row] = hooks.deliveries()
    assert (row.state, row.reason, row.last_status) == ("waiting", "no_answer", None)


def test_a_cut_connection_and_a_closed_port_are_tried_again(hooks: Hooks) -> None:
    with serving(hangs_up()) as wire:
        cut, _ = hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        hooks.drain()
    hooks.world.clock.advance(seconds=6)
    hooks.drain()

    [row] = hooks.deliveries(cut)
    reasons = [one.reason for one in hooks.attempts(row.delivery_id)]
    assert reasons == ["no_connection", "no_answer"]


def test_a_410_stops_the_address_and_all_that_waits_for_it(hooks: Hooks) -> None:
    with serving(says(status=410)) as wire, serving(says()) as other:
        gone, _ = hooks.listen(wire.url)
        hooks.listen(other.url, "webhook.disabled")
        hooks.world.settle(order())
        hooks.drain()

    assert len(wire.requests) == 1
    row = hooks.hook(gone)
    assert (row.state, row.reason) == ("stopped", "http_410")
    assert {each.state for each in hooks.deliveries(gone)} == {"failed"}
    [told] = posts(other)
    assert told.said["data"]["reason"] == "http_410"


def test_an_address_that_fails_for_five_days_is_switched_off_and_told(
    hooks: Hooks,
) -> None:
    with serving(says(status=500)) as wire, serving(says()) as other:
        failing, _ = hooks.listen(wire.url, "points.earned")
        hooks.listen(other.url, "webhook.disabled")
        for day in range(6):
            hooks.world.settle(order(ref=f"{day}"))
            hooks.drain()
            hooks.world.clock.advance(days=1)

    row = hooks.hook(failing)
    assert (row.state, row.reason) == ("disabled", "failed_for_days")
    assert len(posts(other)) == 1
    entries = hooks.world.run(
        lambda uow: AuditBook(uow).later(Sought(), after_seq=0, most=9)
    )
    assert [each.entry.action for each in entries] == ["webhook.disabled"]


def test_a_success_in_between_starts_the_five_days_anew(hooks: Hooks) -> None:
    answers = [says(status=500)] * 3 + [says()] + [says(status=500)]
    with serving(*answers) as wire:
        failing, _ = hooks.listen(wire.url, "points.earned")
        for day in range(6):
            hooks.world.settle(order(ref=f"{day}"))
            hooks.drain()
            hooks.world.clock.advance(days=1)

    assert hooks.hook(failing).state == "on"


def test_what_is_missed_while_switched_off_can_be_sent_later(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says(status=410), says()) as wire:
        endpoint_id, _ = hooks.listen(wire.url, "points.earned")
        world.settle(order())
        hooks.drain()
        world.settle(order(ref="1002"))
        world.run(lambda uow: desk.resume(world.env, uow, endpoint_id))
        span = (NOON - timedelta(hours=1), NOON + timedelta(hours=1))
        count = world.run(lambda uow: desk.replay(world.env, uow, endpoint_id, span))
        again = world.run(lambda uow: desk.replay(world.env, uow, endpoint_id, span))
        hooks.drain()

    assert (count, again) == (2, 0)
    assert len(wire.requests) == 3
    assert {row.state for row in hooks.deliveries()} == {"done"}


def test_both_secrets_sign_during_a_rotation_and_one_afterwards(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        endpoint_id, old = hooks.listen(wire.url, "points.earned")
        new = world.run(
            lambda uow: desk.rotate(world.env, uow, endpoint_id, timedelta(hours=1))
        )
        world.settle(order())
        hooks.drain()
        world.clock.advance(hours=1)
        world.settle(order(ref="1002"))
        hooks.drain()

    during, after = posts(wire)
    with time_machine.travel(NOON, tick=False):
        Webhook(old).verify(during.body, during.headers)
        Webhook(new).verify(during.body, during.headers)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        Webhook(new).verify(after.body, after.headers)
    assert len(during.headers["webhook-signature"].split()) == 2
    assert len(after.headers["webhook-signature"].split()) == 1


def test_a_rotation_without_overlap_ends_the_old_secret_at_once(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        endpoint_id, old = hooks.listen(wire.url, "points.earned")
        world.run(lambda uow: desk.rotate(world.env, uow, endpoint_id, timedelta(0)))
        world.settle(order())
        hooks.drain()

    [post] = posts(wire)
    with time_machine.travel(NOON, tick=False), pytest.raises(Exception, match="No ma"):
        Webhook(old).verify(post.body, post.headers)


def test_a_secret_of_another_row_is_refused_and_the_message_waits(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        first, _ = hooks.listen(wire.url, "points.earned")
        second, _ = hooks.listen(wire.url, "tier.lost")
        foreign = hooks.hook(second).secret
        world.run(lambda uow: _set_secret(uow, first, foreign))
        world.settle(order())
        hooks.drain()

    [row] = hooks.deliveries(first)
    assert wire.requests == []
    assert (row.state, row.reason) == ("waiting", "seal_broken")


def _set_secret(uow: Any, endpoint_id: object, sealed: str | None) -> None:  # noqa: ANN401 - of the database
    uow.connection.exec_driver_sql(
        "UPDATE webhook_endpoint SET secret = %s WHERE endpoint_id = %s",
        (sealed, endpoint_id),
    )


def test_a_tired_address_is_asked_once_in_a_while(hooks: Hooks) -> None:
    with serving(says(status=500)) as wire:
        endpoint_id, _ = hooks.listen(wire.url, "points.earned")
        hooks.world.settle(*(order(ref=f"{n}") for n in range(15)))
        hooks.drain()

    assert len(wire.requests) == 10
    assert hooks.hook(endpoint_id).rests_until == NOON + timedelta(seconds=30)


def test_two_workers_send_each_message_once(hooks: Hooks) -> None:
    orders = [order(ref=f"{n}") for n in range(20)]
    with serving(says()) as wire:
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(*orders)
        gate = threading.Barrier(2)

        def work() -> int:
            gate.wait()
            return hooks.drain()

        with ThreadPoolExecutor(2) as pool:
            done = [pool.submit(work), pool.submit(work)]
            total = sum(one.result() for one in done)

    ids = [post.headers["webhook-id"] for post in posts(wire)]
    assert total == 20
    assert len(set(ids)) == len(ids) == 20


def test_a_worker_that_was_overtaken_writes_nothing(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        hooks.listen(wire.url, "points.earned")
        world.settle(order())
        now = world.clock.now()
        lost = world.run(
            lambda uow: DeliveryRepository(uow).lease(now, now + timedelta(seconds=45))
        )
        world.clock.advance(minutes=1)
        hooks.drain()
        late = world.run(lambda uow: DeliveryRepository(uow).end(lost, "failed", now))

    [row] = hooks.deliveries()
    assert late is False
    assert (row.state, row.attempts) == ("done", 2)
