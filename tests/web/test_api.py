"""What programs are answered: the resources, one by one."""

from tests.web.desk import Desk


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
