"""The two typed tables write an address in one way."""

import pytest

from app.web.api.addresses import Address
from app.web.api.table import ROUTES as API
from app.web.storefront.table import ROUTES as STOREFRONT


@pytest.mark.parametrize("routes", [API, STOREFRONT], ids=["api", "storefront"])
def test_an_entry_is_named_for_its_handler_and_knows_its_parts(
    routes: tuple[Address, ...],
) -> None:
    deepest = max(routes, key=lambda route: len(route.names))

    assert deepest.operation == deepest.handler.__name__
    assert "{" not in deepest.rule
    assert deepest.rule.count("<") == len(deepest.names) > 0
    assert all(f"<{name}>" in deepest.rule for name in deepest.names)
