"""The storefront describes itself, and what it says is a valid description."""

from openapi_spec_validator import validate

from app.web.storefront.openapi import document
from app.web.storefront.table import ROUTES
from tests.web.storefront.shop import Shop


def test_the_description_is_valid_and_names_every_address() -> None:
    described = document()

    validate(described)
    named = {
        (method, path)
        for path, operations in described["paths"].items()
        for method in operations
    }
    assert named == {(route.method.lower(), route.path) for route in ROUTES}


def test_it_is_served_to_everybody(shop: Shop) -> None:
    answer = shop.get("", at="/storefront/v1/openapi.json")

    assert answer.json["info"]["title"] == "Setia storefront"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
