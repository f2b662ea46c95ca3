"""The back office does what staff do."""

from __future__ import annotations

from tests.sandbox.visitor import Browser, make_code, orders


def test_a_review_waits_for_approval_and_then_shows(visitor: Browser) -> None:
    page = f"{visitor.product}/stoneware-mug"
    told = visitor.post(
        f"{page}/review", rating=5, text="Cangkir bagus", author="Zed", email="z@x.test"
    )
    before = visitor.get(page).text
    office = visitor.get(f"{visitor.office}/reviews")

    visitor.post(f"{visitor.office}/do/approve-review", review_id=1, back="reviews")

    assert "once it is approved" in told.text
    assert "Cangkir bagus" not in before
    assert "Cangkir bagus" in office.text
    assert "Cangkir bagus" in visitor.get(page).text
    again = visitor.post(f"{page}/review", rating=0, text="x", email="z@x.test")
    assert "one to five" in again.text


def test_the_office_refunds_units_and_amounts(visitor: Browser) -> None:
    placed = visitor.shop.order(
        customer="ani@customer.test",
        lines=[{"product": "stoneware-mug", "quantity": 2}],
    )
    page = f"{visitor.office}/orders/{placed['id']}"
    line = {f"line-{placed['lines'][0]['id']}": 1}

    visitor.get(page)
    visitor.post(
        f"{visitor.office}/do/refund", order_id=placed["id"], back="order", **line
    )
    visitor.post(
        f"{visitor.office}/do/refund",
        order_id=placed["id"],
        back="order",
        amount="1000",
    )
    much = visitor.post(
        f"{visitor.office}/do/refund",
        order_id=placed["id"],
        back="order",
        amount="9999999",
    )

    assert orders(visitor.shop)[0]["refunded"] == "90000"
    assert "Invalid refund amount" in much.text
    assert "Refunds" in visitor.get(page).text


def test_the_office_shows_orders_people_codes_and_deliveries(visitor: Browser) -> None:
    make_code(visitor.shop)
    visitor.shop.order(customer="ani@customer.test", codes=["ten"], test=True)

    texts = {
        name: visitor.get(f"{visitor.office}/{name}").text
        for name in ("", "people", "discounts", "deliveries", "misbehave", "reviews")
    }
    sent = visitor.post(f"{visitor.office}/deliver")

    assert "ani@customer.test" in texts[""]
    assert "Budi Santoso" in texts["people"]
    assert "1/1" in texts["discounts"]
    assert sent.status_code == 200


def test_the_office_acts_and_says_what_it_did_not_understand(visitor: Browser) -> None:
    placed = visitor.shop.order(customer="ani@customer.test", paid=False)

    paid = visitor.post(f"{visitor.office}/do/pay", order_id=placed["id"], back="order")
    odd = visitor.post(f"{visitor.office}/do/refund", order_id=placed["id"], amount="x")
    none = visitor.post(f"{visitor.office}/do/dance")
    gone = visitor.post(
        f"{visitor.office}/do/delete-order", order_id=placed["id"], back="orders"
    )

    assert "Done." in paid.text
    assert "Not understood" in odd.text
    assert none.status_code == 404
    assert (gone.status_code, orders(visitor.shop)) == (200, [])


def test_the_office_switches_misbehaviour_on_and_off(visitor: Browser) -> None:
    page = f"{visitor.office}/misbehave"
    visitor.post(page, switch="down")
    on = visitor.shop.control("GET", "faults")["rules"]
    visitor.post(page, switch="down")
    off = visitor.shop.control("GET", "faults")["rules"]

    visitor.post(page, switch="lose")
    visitor.post(page, rule='{"effect": {"html": true}}')
    bad = visitor.post(page, rule="{")
    both = visitor.shop.control("GET", "faults")["rules"]
    visitor.post(page, switch="none")

    assert [rule["id"] for rule in on] == ["down"]
    assert off == []
    assert len(both) == 2
    assert bad.status_code == 200
    assert visitor.shop.control("GET", "faults")["rules"] == []
