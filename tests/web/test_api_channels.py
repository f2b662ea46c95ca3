"""Orders, refunds and activities of a channel without a connector."""

from tests.web.desk import Desk
from tests.web.orders import order_body


def test_an_order_of_a_channel_earns_and_its_refund_takes_back(desk: Desk) -> None:
    told = desk.ask("PUT", "/orders/A-1", json=order_body())
    again = desk.ask("PUT", "/orders/A-1", json=order_body())
    back = desk.post(
        "/orders/A-1/refunds", {"lines": [{"line_ref": "1", "amount_minor": 100000}]}
    )
    why = desk.get("/orders/A-1/explanation?lang=ms")

    assert told.status == 200, told.text
    assert (told.json["outcome"], told.json["awards"][0]["keep"]) == ("settled", 257)
    assert again.json["outcome"] == "unchanged"
    assert back.status == 201, back.text
    assert back.json["awards"][0]["keep"] == 157
    assert back.json["refunded"] == {"amount_minor": 100000, "currency": "IDR"}
    assert [len(why.json["decisions"]), why.json["decisions"][0]["verdict"]] == [
        2,
        "yes",
    ]
    assert [line["line"]["pending_change"] for line in why.json["lines"]] == [257, -100]


def test_an_older_version_of_an_order_changes_nothing(desk: Desk) -> None:
    desk.ask("PUT", "/orders/A-1", json=order_body())

    older = desk.ask(
        "PUT", "/orders/A-1", json=order_body(minor=1, version="2026-11-21T00:00:00Z")
    )
    same = desk.ask("PUT", "/orders/A-1", json=order_body(minor=1))

    assert (older.status, older.json["outcome"]) == (200, "superseded")
    assert older.json["awards"][0]["keep"] == 257
    assert (same.status, same.json["code"]) == (409, "version_reused")


def test_no_more_can_go_back_than_was_paid(desk: Desk) -> None:
    desk.ask("PUT", "/orders/A-1", json=order_body())

    answer = desk.post(
        "/orders/A-1/refunds", {"lines": [{"line_ref": "1", "amount_minor": 257901}]}
    )

    assert (answer.status, answer.json["code"]) == (422, "refund_too_large")
    assert answer.json["left_minor"] == 257900


def test_a_refund_is_counted_once_under_its_own_reference(desk: Desk) -> None:
    desk.ask("PUT", "/orders/A-1", json=order_body())
    body = {"refund_ref": "r-1", "lines": [{"line_ref": "1", "amount_minor": 50000}]}

    first = desk.post("/orders/A-1/refunds", body, once="one")
    second = desk.post("/orders/A-1/refunds", body, once="two")
    other = desk.post(
        "/orders/A-1/refunds", {**body, "everything": False, "shipping_minor": 1}
    )

    assert first.json["awards"] == second.json["awards"]
    assert second.json["outcome"] == "unchanged"
    assert (other.status, other.json["code"]) == (409, "key_reused")


def test_an_activity_is_rewarded_once(desk: Desk) -> None:
    member = desk.member()
    body = {"member": member, "type": "activity.quiz", "distinct_id": "q-1"}

    first = desk.ask("POST", "/activities", json=body)
    again = desk.ask("POST", "/activities", json=body)
    other = desk.ask("POST", "/activities", json={**body, "data": {"score": 3}})

    assert (first.status, again.status) == (201, 200), first.text
    assert first.json["awards"] == [
        {"rule_id": "quiz", "asset": "points", "amount": 25}
    ]
    assert first.json == again.json
    assert (other.status, other.json["code"]) == (409, "key_reused")
    assert desk.usable(member) == 125
    assert desk.get(f"/activities?member={member}").json["data"] == [first.json]


def test_a_channel_has_no_checkout_for_codes(desk: Desk) -> None:
    member = desk.post("/members", {"customer_ref": "crm-1"}).json["id"]
    channel = next(
        store["id"]
        for store in desk.get("/whoami").json["stores"]
        if store["platform"] == "api"
    )

    answer = desk.post(
        f"/members/{member}/redemptions",
        {"reward_id": "ten-thousand", "store_id": channel},
    )

    assert (answer.status, answer.json["code"]) == (422, "store_has_no_checkout")
