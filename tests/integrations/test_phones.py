"""Numbers as buyers type them, brought to one form."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app.domain.events import CustomerSeen
from app.ports import Delivery
from integrations.phones import country_of, phone
from integrations.woocommerce.normalise import normalise
from tests.integrations.samples import (
    STORE,
    shopify_body,
    shopify_order,
    woo_body,
    woo_order,
)


@pytest.mark.parametrize(
    ("typed", "countries", "found"),
    [
        ("0812 3456-789", ("ID",), "+628123456789"),
        ("+62 812 3456 789", ("MY",), "+628123456789"),
        ("628123456789", ("id",), "+628123456789"),
        ("+62 0812 3456 789", (), "+628123456789"),
        ("012-345 6789", ("MY",), "+60123456789"),
        ("0812 3456-789", (None, "ID"), "+628123456789"),
        ("012-345 6789", ("ID", "MY"), "+60123456789"),
        (" 0812 3456-789 ", (), "0812 3456-789"),
        ("0812 3456-789", ("??",), "0812 3456-789"),
        ("12345", ("ID",), "12345"),
        ("call me", ("ID",), "call me"),
        ("", ("ID",), None),
        (None, ("ID",), None),
        (628123456789, ("ID",), None),
    ],
)
def test_one_number_has_one_form(
    typed: object, countries: tuple[object, ...], found: str | None
) -> None:
    assert phone(typed, *countries) == found


def test_a_zone_lies_in_a_country_or_in_none() -> None:
    assert country_of("Asia/Jakarta") == "ID"
    assert country_of("UTC") is None
    assert country_of("") is None


def test_a_buyer_s_number_is_from_where_the_order_goes() -> None:
    paid: dict[str, Any] = shopify_body("orders-paid")
    guest = {"customer": None, "email": None, "contact_email": None}
    address = {"shipping_address": {"country_code": "MY"}, "phone": "012-345 6789"}

    order = shopify_order(paid | guest | address)

    assert order.customer is not None
    assert order.customer.phone == "+60123456789"


def test_a_billing_number_is_from_the_country_of_the_bill() -> None:
    body = woo_body("order.created-guest-cod")
    bill = {**body["billing"], "phone": "0812 3456-789", "country": "ID"}

    order = woo_order(body | {"billing": bill})

    assert order.customer is not None
    assert order.customer.phone == "+628123456789"


def test_without_a_country_it_is_from_the_store_s() -> None:
    body = woo_body("customer.created")
    bill = {**body["billing"], "phone": "0812 3456-789", "country": ""}

    told = Delivery("customer.created", json.dumps(body | {"billing": bill}).encode())

    (event,) = normalise(told, replace(STORE, timezone="Asia/Jakarta"))

    assert isinstance(event, CustomerSeen)
    assert event.profile.phone == "+628123456789"
