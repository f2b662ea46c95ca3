"""What programs are answered about members and their points, one by one."""

import pytest

from app.domain.ids import read_id
from app.services.erasure import erase
from app.services.merging import merge
from tests.factories import customer
from tests.web.desk import Desk
from tests.web.orders import order_body


def test_a_key_says_who_it_is(desk: Desk) -> None:
    answer = desk.get("/whoami")

    assert answer.status == 200, answer.text
    assert answer.json["key"]["name"] == "all"
    assert answer.json["stores"][0]["id"] == desk.store_id


def test_a_member_is_found_by_id_by_customer_and_by_email(desk: Desk) -> None:
    member = desk.member()

    answers = [
        desk.get(f"/members/{name}")
        for name in (member, "external:7001", "email:BUDI@mail.test")
    ]

    assert [answer.status for answer in answers] == [200, 200, 200], answers[0].text
    assert {answer.json["id"] for answer in answers} == {member}


def test_the_balance_shows_what_can_be_used(desk: Desk) -> None:
    member = desk.member()

    (points,) = desk.get(f"/members/{member}/balance").json["data"]

    assert points["usable"] == points["shown"] == 100
    assert (points["pending"], points["held"], points["owed"]) == (0, 0, 0)


def test_points_become_a_code_and_the_code_can_be_given_back(desk: Desk) -> None:
    member = desk.member()

    made = desk.post(
        f"/members/{member}/redemptions",
        {"reward_id": "ten-thousand", "store_id": str(desk.world.store_id)},
    )
    voucher = made.json
    read = desk.get(f"/redemptions/{voucher['id']}").json
    ended = desk.post(f"/redemptions/{voucher['id']}/cancel").json

    assert made.status == 201, made.text
    assert voucher["state"] == "issued"
    assert voucher["price_points"] == 100
    assert read == voucher
    assert voucher["code"]
    assert ended["state"] == "withdrawn"
    assert desk.usable(member) == 100


def test_points_are_given_and_taken_by_hand(desk: Desk) -> None:
    member = desk.member()

    given = desk.post(
        f"/members/{member}/transactions",
        {
            "points": 50,
            "reason_code": "goodwill",
            "public_note": "Maaf ya",
            "internal_note": "late parcel",
        },
    )
    taken = desk.post(
        f"/members/{member}/transactions", {"points": -120, "reason_code": "mistake"}
    )
    told = desk.get(f"/transactions/{given.json['id']}/explanation?lang=id")

    assert given.status == 201, given.text
    assert given.json["public_note"] == "Maaf ya"
    assert given.json["internal_note"] == "late parcel"
    assert given.json["reason_code"] == "goodwill"
    assert given.json["balance"][0]["usable"] == 150
    assert taken.json["balance"][0]["usable"] == 30
    assert told.json["lines"][0]["line"]["change"] == 50
    assert told.json["language"] == "id"


def test_a_removal_can_be_undone_and_a_grant_cannot(desk: Desk) -> None:
    member = desk.member()
    path = f"/members/{member}/transactions"
    taken = desk.post(path, {"points": -40, "reason_code": "mistake"}).json
    given = desk.post(path, {"points": 5, "reason_code": "goodwill"}).json

    undone = desk.post(f"/transactions/{taken['id']}/reversal")
    refused = desk.post(f"/transactions/{given['id']}/reversal")

    assert undone.status == 201, undone.text
    assert undone.json["reverses"] == taken["id"]
    assert desk.usable(member) == 105
    assert (refused.status, refused.json["reason"]) == (409, "opens_a_lot")


def test_a_rehearsal_answers_and_stores_nothing(desk: Desk) -> None:
    member = desk.member()

    answers = [
        desk.ask(
            "POST",
            f"/members/{member}/transactions?dry_run=true",
            json={"points": 50, "reason_code": "goodwill"},
        ),
        desk.ask(
            "POST",
            f"/members/{member}/redemptions?dry_run=true",
            json={"reward_id": "ten-thousand", "store_id": desk.store_id},
        ),
        desk.ask(
            "PUT", "/orders/A-1?dry_run=true", json=order_body(customer_ref="7001")
        ),
    ]

    assert [answer.status for answer in answers] == [200, 200, 200], answers
    assert answers[0].json["balance"][0]["usable"] == 150
    assert answers[1].json["price_points"] == 100
    assert answers[2].json["awards"][0]["keep"] == 257
    assert desk.usable(member) == 100
    assert desk.get("/orders/A-1").status == 404
    assert desk.get("/redemptions").json["data"] == []
    assert not desk.store.created


def test_a_person_is_enrolled_once_and_brought_up_to_date(desk: Desk) -> None:
    made = desk.post("/members", {"customer_ref": "crm-1", "email": "Siti@Mail.test"})
    again = desk.post("/members", {"customer_ref": "crm-1", "first_name": "Siti"})
    changed = desk.ask("PATCH", "/members/email:siti@mail.test", json={"locale": "ms"})

    assert (made.status, again.status) == (201, 200), made.text
    assert made.headers["Location"].endswith(made.json["id"])
    assert again.json["id"] == made.json["id"]
    assert changed.json["first_name"] == "Siti"
    assert changed.json["locale"] == "ms"
    assert desk.usable(made.json["id"]) == 100


@pytest.mark.parametrize("birthday", ["1990-12-31", "--02-29"])
def test_a_birthday_has_a_year_only_where_somebody_told_it(
    desk: Desk, birthday: str
) -> None:
    member = desk.member()

    changed = desk.ask("PATCH", f"/members/{member}", json={"birthday": birthday})
    read = desk.get(f"/members/{member}")
    taken = desk.ask("PATCH", f"/members/{member}", json={"birthday": None})

    assert changed.json["birthday"] == read.json["birthday"] == birthday
    assert taken.json["birthday"] is None


@pytest.mark.parametrize("birthday", ["1990-02-30", "31-12", "0000-12-31", "--13-01"])
def test_what_is_no_day_is_refused_as_a_birthday(desk: Desk, birthday: str) -> None:
    member = desk.member()

    answer = desk.ask("PATCH", f"/members/{member}", json={"birthday": birthday})

    assert answer.status == 400, answer.text


def test_a_statement_is_told_in_words_and_as_a_table(desk: Desk) -> None:
    member = desk.member()
    for number in range(3):
        desk.post(
            f"/members/{member}/transactions",
            {"points": 10 + number, "reason_code": "goodwill"},
        )

    first = desk.get(f"/members/{member}/statement?limit=3&lang=id").json
    rest = desk.get(
        f"/members/{member}/statement",
        query_string={"limit": 3, "lang": "id", "cursor": first["next_cursor"]},
    ).json
    table = desk.get(f"/members/{member}/statement", headers={"Accept": "text/csv"})

    assert [line["usable_after"] for line in first["data"]] == [133, 121, 110]
    assert [line["usable_after"] for line in rest["data"]] == [100]
    assert rest["next_cursor"] is None
    assert table.headers["Content-Type"].startswith("text/csv")
    assert len(table.text.splitlines()) == 5


def test_rewards_say_why_not(desk: Desk) -> None:
    member = desk.member()

    rows = desk.get(f"/members/{member}/rewards?store_id={desk.store_id}").json["data"]

    assert {row["id"]: (row["available"], row["reason"]) for row in rows} == {
        "ten-thousand": (True, "yes"),
        "slide": (True, "yes"),
        "dear": (False, "insufficient_points"),
    }
    assert rows[2]["points_missing"] == 4900
    assert [row["id"] for row in desk.get("/rewards").json["data"]] == [
        "ten-thousand",
        "slide",
        "dear",
    ]


def test_a_member_comes_with_the_balance_when_asked(desk: Desk) -> None:
    member = desk.member()

    plain = desk.get(f"/members/{member}").json
    whole = desk.get(f"/members/{member}?expand=balance").json

    assert plain["balance"] is None
    assert whole["balance"] == desk.get(f"/members/{member}/balance").json["data"]


def test_two_customers_of_one_name_must_be_told_apart(desk: Desk) -> None:
    ours = desk.member()
    desk.post("/members", {"customer_ref": "7001", "email": "lain@mail.test"})

    vague = desk.get("/members/external:7001")
    exact = desk.get(f"/members/external:7001?store_id={desk.store_id}")

    assert (vague.status, vague.json["code"]) == (409, "member_ambiguous")
    assert exact.json["id"] == ours


def test_a_merged_members_account_no_longer_moves(desk: Desk) -> None:
    kept, gone = desk.member(), desk.member(customer("7002", email="b@mail.test"))
    desk.world.run(
        lambda uow: merge(
            desk.world.env,
            uow,
            kept=read_id("mem", kept),
            gone=read_id("mem", gone),
            actor="test",
        )
    )

    read = desk.get(f"/members/{gone}").json
    moved = desk.post(
        f"/members/{gone}/transactions", {"points": 5, "reason_code": "gift"}
    )

    assert (read["state"], read["merged_into"]) == ("merged", kept)
    assert (moved.status, moved.json["code"]) == (422, "member_gone")


def test_an_erased_person_is_not_enrolled_by_a_program(desk: Desk) -> None:
    member = desk.post(
        "/members", {"customer_ref": "crm-9", "email": "x@mail.test"}
    ).json
    erase(desk.world.env, desk.world.programme_id, read_id("mem", member["id"]))

    again = desk.post("/members", {"customer_ref": "crm-9"})

    assert (again.status, again.json["code"]) == (422, "person_erased")


def test_erasure_empties_what_was_answered_and_told(desk: Desk) -> None:
    member = desk.post(
        "/members", {"customer_ref": "crm-9", "email": "x@mail.test"}, once="enrol"
    ).json["id"]
    desk.post(
        "/activities",
        {"member": member, "type": "activity.quiz", "distinct_id": "x@mail.test"},
    )
    desk.ask("PUT", "/orders/A-1", json=order_body(customer_ref="crm-9"))
    desk.post("/orders/A-1/refunds", {"everything": True})

    erase(desk.world.env, desk.world.programme_id, read_id("mem", member))

    again = desk.post(
        "/members", {"customer_ref": "crm-9", "email": "x@mail.test"}, once="enrol"
    )
    assert (again.status, again.json["code"]) == (409, "already_settled")
    assert desk.get("/activities").json["data"] == []
    assert desk.get("/orders/A-1").status == 404
