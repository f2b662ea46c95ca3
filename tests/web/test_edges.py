"""The less usual requests: each refused, or answered, for the right reason."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.events import OrderState
from app.domain.ids import read_id
from app.services.adjustments import Words, note_of, words_of
from app.services.erasure import erase
from tests.factories import NOON, customer, guest, order
from tests.servers import Shared
from tests.web.desk import DOCUMENT, Desk, desk_at
from tests.web.orders import order_body

LIMITED: dict[str, Any] = {
    **DOCUMENT,
    "earning": [
        *DOCUMENT["earning"],
        {
            "id": "daily",
            "trigger": "activity",
            "activity": "activity.daily",
            "award": {"points": 5},
            "once_per": "day",
        },
        {
            "id": "capped",
            "trigger": "activity",
            "activity": "activity.steps",
            "award": {"points": 10},
            "limits": [{"per": "day", "points": 15}],
        },
    ],
}


@pytest.fixture(scope="module")
def office(shared_servers: Shared) -> Iterator[Desk]:
    """An API that the tests of this module share; each has people of its own."""
    with (
        shared_servers.copy() as url,
        desk_at(url, shared_servers.redis_url, document=LIMITED) as found,
    ):
        yield found


def adjust(desk: Desk, member: str, **body: Any) -> Any:  # noqa: ANN401 - JSON
    said = {"reason_code": "goodwill", "points": 10, **body}
    return desk.post(f"/members/{member}/transactions", said)


# Enrolment


def test_a_person_without_a_name_of_any_kind_is_refused(office: Desk) -> None:
    answer = office.post("/members", {"first_name": "Budi"})

    assert (answer.status, answer.json["code"]) == (422, "details_needed")


def test_an_email_alone_makes_a_member_once(office: Desk) -> None:
    made = office.post("/members", {"email": "Only@mail.test"})
    again = office.post("/members", {"email": "only@mail.test", "locale": "ms"})

    assert (made.status, again.status) == (201, 200)
    assert again.json["id"] == made.json["id"]
    assert again.json["locale"] == "ms"
    assert office.usable(made.json["id"]) == 100


def test_a_guest_who_enrols_keeps_what_they_earned(office: Desk) -> None:
    office.world.settle(order(ref="G-1", who=guest("tamu-1@mail.test")))

    shadow = office.get("/members/email:tamu-1@mail.test").json
    joined = office.post("/members", {"email": "tamu-1@mail.test"})

    assert shadow["state"] == "shadow"
    assert (joined.status, joined.json["state"]) == (201, "active")
    assert joined.json["id"] == shadow["id"]


def test_a_proved_contact_claims_what_a_guest_earned(office: Desk) -> None:
    office.world.settle(order(ref="G-2", who=guest("tamu-2@mail.test")))
    person = {"customer_ref": "crm-2", "email": "tamu-2@mail.test"}

    unproved = office.post("/members", person).json["id"]
    before = office.get(f"/members/{unproved}/balance").json["data"][0]
    office.post("/members", {**person, "contact_verified": True})
    after = office.get(f"/members/{unproved}/balance").json["data"][0]

    assert (before["pending"], after["pending"]) == (0, 257)


def test_a_person_who_was_erased_is_not_made_again_by_email(office: Desk) -> None:
    made = office.post("/members", {"email": "gone@mail.test"}).json["id"]
    erase(office.world.env, office.world.programme_id, read_id("mem", made))

    again = office.post("/members", {"email": "gone@mail.test"})

    assert (again.status, again.json["code"]) == (422, "person_erased")


# Corrections


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"points": 0}, "nothing_to_adjust"),
        ({"asset": "stars"}, "unknown_asset"),
        ({"expires_at": NOON.isoformat()}, "expiry_passed"),
        ({"points": 10**15}, "amount_out_of_range"),
    ],
)
def test_a_correction_that_means_nothing_is_malformed(
    office: Desk, body: dict[str, Any], code: str
) -> None:
    member = office.post("/members", {"customer_ref": "adjusted"}).json["id"]

    answer = adjust(office, member, **body)

    assert (answer.status, answer.json["code"]) == (400, code)


def test_points_by_hand_lapse_when_they_are_said_to(office: Desk) -> None:
    member = office.post("/members", {"customer_ref": "lapsing"}).json["id"]
    adjust(office, member, expires_at="2026-12-31T17:00:00Z")

    (points,) = office.get(f"/members/{member}/balance").json["data"]
    lots = office.get(f"/members/{member}/lots").json["data"]

    assert points["next_lapse"] == {"amount": 10, "at": "2026-12-31T17:00:00Z"}
    assert [lot["available"] for lot in lots] == [10, 100]


def test_no_more_is_taken_than_there_is(office: Desk) -> None:
    member = office.post("/members", {"customer_ref": "poor"}).json["id"]

    answer = adjust(office, member, points=-101)

    assert (answer.status, answer.json["code"]) == (422, "insufficient_points")
    assert (answer.json["points_needed"], answer.json["points_live"]) == (101, 100)


@pytest.mark.parametrize(
    "words",
    [
        Words(),
        Words("for you"),
        Words(None, "for us"),
        Words("for you\non two lines", "for us\ntoo"),
    ],
)
def test_what_people_wrote_comes_back_as_they_wrote_it(words: Words) -> None:
    assert words_of(note_of(words)) == words


# Activities


def test_an_activity_of_tomorrow_is_refused(office: Desk) -> None:
    office.post("/members", {"customer_ref": "early"})
    body = {
        "member": "external:early",
        "type": "activity.quiz",
        "distinct_id": "tomorrow",
        "occurred_at": "2026-11-23T12:00:00Z",
    }

    answer = office.post("/activities", body)

    assert (answer.status, answer.json["code"]) == (400, "occurred_in_future")


def test_a_daily_activity_is_rewarded_once_a_day(office: Desk) -> None:
    office.post("/members", {"customer_ref": "daily"})
    body = {"member": "external:daily", "type": "activity.daily"}

    first = office.post("/activities", {**body, "distinct_id": "d-1"}).json
    second = office.post("/activities", {**body, "distinct_id": "d-2"}).json

    outcomes = {step["rule_id"]: step["outcome"] for step in second["rules"]}
    assert len(first["awards"]) == 1
    assert second["awards"] == []
    assert outcomes["daily"] == "given_before"
    assert outcomes["quiz"] == "other_activity"


def test_the_limit_of_a_rule_holds_over_activities(office: Desk) -> None:
    office.post("/members", {"customer_ref": "steps"})
    body = {"member": "external:steps", "type": "activity.steps"}

    given = [
        office.post("/activities", {**body, "distinct_id": f"s-{n}"}).json["awards"]
        for n in range(3)
    ]

    assert [sum(a["amount"] for a in awards) for awards in given] == [10, 5, 0]


def test_activities_are_listed_by_member_type_and_page(office: Desk) -> None:
    office.post("/members", {"customer_ref": "busy"})
    body = {"member": "external:busy", "type": "activity.quiz"}
    for number in range(3):
        office.post("/activities", {**body, "distinct_id": f"b-{number}"})

    query = {"member": "external:busy", "type": "activity.quiz", "limit": 2}
    first = office.get("/activities", query_string=query).json
    rest = office.get(
        "/activities", query_string={**query, "cursor": first["next_cursor"]}
    ).json

    seen = [row["distinct_id"] for row in (*first["data"], *rest["data"])]
    assert seen == ["b-2", "b-1", "b-0"]
    assert rest["next_cursor"] is None


# Orders


def test_a_connected_store_speaks_for_its_own_orders(office: Desk) -> None:
    office.world.settle(order(ref="S-1", who=customer("9001", email="s@mail.test")))

    refund = office.post("/orders/S-1/refunds", {"everything": True})
    read = office.get("/orders/S-1").json

    assert (refund.status, refund.json["code"]) == (422, "order_of_connected_store")
    assert read["store_id"] == office.store_id


def test_an_order_name_of_two_stores_needs_the_store(office: Desk) -> None:
    office.world.settle(order(ref="T-1", who=customer("9002", email="t@mail.test")))
    office.ask("PUT", "/orders/T-1", json=order_body())

    vague = office.get("/orders/T-1")
    exact = office.get(f"/orders/T-1?store_id={office.world.store_id}")

    assert (vague.status, vague.json["code"]) == (409, "order_ambiguous")
    assert exact.json["store_id"] == office.store_id


def test_shipping_and_the_rest_can_go_back_in_steps(office: Desk) -> None:
    body = {**order_body(), "shipping_minor": 20000}
    body["lines"][0] |= {"amount_minor": 100000, "tax_minor": 11000}
    office.ask("PUT", "/orders/R-1", json=body)

    shipping = office.post("/orders/R-1/refunds", {"shipping_minor": 20000}).json
    half = office.post(
        "/orders/R-1/refunds", {"lines": [{"line_ref": "1", "amount_minor": 50000}]}
    ).json
    whole = office.post("/orders/R-1/refunds", {"everything": True}).json

    assert [each["refunded"]["amount_minor"] for each in (shipping, half, whole)] == [
        20000,
        75500,
        131000,
    ]
    assert [each["awards"][0]["keep"] for each in (shipping, half, whole)] == [
        100,
        50,
        0,
    ]
    assert (half["state"], whole["state"]) == ("paid", OrderState.REFUNDED)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"lines": [{"line_ref": "9", "amount_minor": 1}]}, 400, "unknown_line"),
        ({"shipping_minor": 1}, 422, "refund_too_large"),
        ({}, 400, "invalid_request"),
        ({"everything": True, "shipping_minor": 1}, 400, "invalid_request"),
    ],
)
def test_a_refund_that_does_not_fit_is_refused(
    office: Desk, body: dict[str, Any], status: int, code: str
) -> None:
    office.ask("PUT", "/orders/F-1", json=order_body())

    answer = office.post("/orders/F-1/refunds", body)

    assert (answer.status, answer.json["code"]) == (status, code)


@pytest.mark.parametrize(
    "change",
    [
        {"lines": [{"line_ref": "1", "amount_minor": 5, "refunded_minor": 6}]},
        {"lines": [{"line_ref": "1", "amount_minor": 5}] * 2},
        {"refunded_shipping_minor": 1},
        {"currency": "rupiah"},
        {"lines": [{"line_ref": "1", "amount_minor": -5}]},
        {"lines": [{"line_ref": "1", "amount_minor": 5.5}]},
        {"state": "draft"},
    ],
)
def test_an_order_that_contradicts_itself_is_malformed(
    office: Desk, change: dict[str, Any]
) -> None:
    answer = office.ask("PUT", "/orders/M-1", json={**order_body(), **change})

    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


# Redemptions


def test_a_store_must_be_named_where_there_are_several(office: Desk) -> None:
    member = office.post("/members", {"customer_ref": "chooser"}).json["id"]
    body = {"reward_id": "ten-thousand"}

    answer = office.post(f"/members/{member}/redemptions", body)

    # The API channel does not count: there is one store with a checkout.
    assert answer.status in (201, 422), answer.text
    assert answer.json.get("code") != "store_needed"


@pytest.mark.parametrize("points", [10, 51])
def test_a_slider_sells_its_own_steps(office: Desk, points: int) -> None:
    member = office.post("/members", {"customer_ref": "slider"}).json["id"]
    body = {"reward_id": "slide", "store_id": office.store_id, "points": points}

    answer = office.post(f"/members/{member}/redemptions", body)

    assert (answer.status, answer.json["code"]) == (400, "points_off_step")
    assert answer.json["points_step"] == 50


def test_a_voucher_that_was_given_is_no_redemption(office: Desk) -> None:
    answer = office.get("/redemptions/vou_01KAZ3V7Q8H5M2N4P6R8T0V1W3")

    assert (answer.status, answer.json["code"]) == (404, "voucher_missing")


def test_vouchers_are_listed_by_state_and_page(office: Desk) -> None:
    member = office.member(customer("9100", email="v@mail.test"))
    adjust(office, member, points=500)
    wish = {"reward_id": "ten-thousand", "store_id": office.store_id}
    made = [
        office.post(f"/members/{member}/redemptions", wish).json["id"] for _ in range(3)
    ]
    office.post(f"/redemptions/{made[0]}/cancel")

    first = office.get(f"/members/{member}/vouchers?limit=2").json
    rest = office.get(
        f"/members/{member}/vouchers",
        query_string={"limit": 2, "cursor": first["next_cursor"]},
    ).json
    live = office.get(f"/members/{member}/redemptions?state=issued").json
    again = office.post(f"/redemptions/{made[0]}/cancel").json

    assert [row["id"] for row in (*first["data"], *rest["data"])] == made[::-1]
    assert [row["id"] for row in live["data"]] == made[:0:-1]
    assert again["state"] == "withdrawn"
