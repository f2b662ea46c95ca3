"""The same request under the same key is carried out once and answered alike."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest

from app.services import idempotency
from app.services.idempotency import Begun, Replay, RequestInProgress
from app.services.keys import principal
from app.storage.unit_of_work import UnitOfWork
from tests.web.desk import Answer, Desk

GIFT = {"points": 50, "reason_code": "goodwill"}
THREADS = 6


def test_a_repeat_gets_the_stored_answer(desk: Desk) -> None:
    path = f"/members/{desk.member()}/transactions"

    first = desk.post(path, GIFT, once="k")
    again = desk.post(path, GIFT, once="k")

    assert (first.status, again.status) == (201, 201)
    assert first.text == again.text
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert again.json["balance"][0]["usable"] == 150


def test_another_request_under_the_key_is_refused(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    desk.post(path, GIFT, once="k")

    other = desk.post(path, {**GIFT, "points": 60}, once="k")

    assert (other.status, other.json["code"]) == (409, "key_reused")
    assert desk.usable(member) == 150


def test_two_clients_may_use_the_same_key(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    second = desk.key_with("ledger:write")

    desk.post(path, GIFT, once="k")
    desk.post(path, GIFT, once="k", key=second)

    assert desk.usable(member) == 200


def test_a_request_without_a_key_is_told_to_send_one(desk: Desk) -> None:
    path = f"/members/{desk.member()}/transactions"

    answer = desk.ask("POST", path, json=GIFT)

    assert (answer.status, answer.json["code"]) == (400, "idempotency_key_required")


def test_a_key_is_visible_and_not_too_long(desk: Desk) -> None:
    path = f"/members/{desk.member()}/transactions"

    answers = [
        desk.ask("POST", path, json=GIFT, once=key) for key in ("", "a b", "x" * 256)
    ]

    assert {(a.status, a.json["code"]) for a in answers} == {
        (400, "bad_idempotency_key")
    }
    assert desk.ask("POST", path, json=GIFT, once="x" * 255).status == 201


def test_a_refusal_is_the_answer_of_its_key(desk: Desk) -> None:
    member = desk.member()
    wish = {"reward_id": "dear", "store_id": desk.store_id}
    path = f"/members/{member}/redemptions"
    poor = desk.post(path, wish, once="k")
    desk.post(
        f"/members/{member}/transactions", {"points": 9000, "reason_code": "gift"}
    )

    again = desk.post(path, wish, once="k")
    anew = desk.post(path, wish, once="l")

    assert (poor.status, poor.json["code"]) == (422, "insufficient_points")
    assert (poor.json["points_needed"], poor.json["points_live"]) == (5000, 100)
    assert again.text == poor.text
    assert again.headers["Content-Type"] == "application/problem+json"
    assert anew.status == 201


def test_a_mistake_in_the_request_does_not_use_up_the_key(desk: Desk) -> None:
    path = f"/members/{desk.member()}/transactions"

    wrong = desk.post(path, {**GIFT, "pints": 5}, once="k")
    right = desk.post(path, GIFT, once="k")

    assert (wrong.status, right.status) == (400, 201)


def test_after_seven_days_the_key_is_refused_and_nothing_happens(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    desk.post(path, GIFT, once="k")
    desk.world.clock.advance(days=8)

    forgotten = idempotency.sweep(desk.world.env, desk.world.programme_id)
    again = desk.post(path, GIFT, once="k")

    assert forgotten == 1
    assert (again.status, again.json["code"]) == (409, "already_settled")
    assert desk.usable(member) == 150


def client_of(desk: Desk) -> UUID:
    return principal(desk.world.env, desk.key).key_id


def begin_by_hand(desk: Desk, key: str) -> Begun | Replay:
    """Begin a request as a process does that never comes back."""
    return idempotency.begin(
        desk.world.env,
        desk.world.programme_id,
        client_key_id=client_of(desk),
        key=key,
        request={"what": "ever"},
    )


def test_a_request_that_is_running_is_not_begun_twice(desk: Desk) -> None:
    begin_by_hand(desk, "k")

    with pytest.raises(RequestInProgress) as refusal:
        begin_by_hand(desk, "k")

    assert refusal.value.retry_after == 2


def test_what_runs_under_a_key_is_not_given_to_another_request(desk: Desk) -> None:
    begin_by_hand(desk, "k")

    answer = desk.post(f"/members/{desk.member()}/transactions", GIFT, once="k")

    assert (answer.status, answer.json["code"]) == (409, "key_reused")


def test_whoever_died_in_between_is_taken_over_and_nothing_happens_twice(
    desk: Desk,
) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    first = desk.post(path, GIFT, once="k")

    def forget_the_answer(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE idempotent_request SET state = 'running', answer = NULL"
        )

    desk.world.run(forget_the_answer)
    at_once = desk.post(path, GIFT, once="k")
    desk.world.clock.advance(minutes=2)
    later = desk.post(path, GIFT, once="k")

    assert (at_once.status, at_once.json["code"]) == (409, "request_in_progress")
    assert at_once.headers["Retry-After"] == "2"
    assert later.status == 201
    assert later.json["id"] == first.json["id"]
    assert desk.usable(member) == 150


def test_what_broke_may_be_tried_again(desk: Desk) -> None:
    begun = begin_by_hand(desk, "k")
    assert isinstance(begun, Begun)

    idempotency.abandon(desk.world.env, desk.world.programme_id, begun)

    assert isinstance(begin_by_hand(desk, "k"), Begun)


def test_one_of_many_at_once_is_carried_out(desk: Desk) -> None:
    member = desk.member()
    desk.post(f"/members/{member}/transactions", {**GIFT, "points": 900})
    gate = Barrier(THREADS)

    def ask() -> Answer:
        desk.get("/whoami")
        gate.wait()
        return desk.ask(
            "POST",
            f"/members/{member}/redemptions",
            once="k",
            json={"reward_id": "ten-thousand", "store_id": desk.store_id},
        )

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [each.result() for each in [pool.submit(ask) for _ in range(THREADS)]]

    made = [answer for answer in answers if answer.status == 201]
    waiting = [answer for answer in answers if answer.status == 409]
    assert len(made) + len(waiting) == THREADS
    assert len({answer.json["id"] for answer in made}) == 1
    assert {answer.json["code"] for answer in waiting} <= {"request_in_progress"}
    assert desk.usable(member) == 900
    assert sum(desk.store.created.values()) == 1
