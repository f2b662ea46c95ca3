"""Orders read lightly say what the domain's own say."""

from dataclasses import fields

import msgspec

from app.domain.events import OrderSnapshot
from app.storage.lean import lean
from app.storage.light import light_orders
from tests.factories import line, order


def test_a_light_order_has_every_field_of_the_order_that_was_stored() -> None:
    whole = order(line(ref="1"), line(ref="2"))
    stored = msgspec.json.encode(lean(whole)).decode()

    light = light_orders()(stored)

    assert [getattr(light, each.name) for each in fields(OrderSnapshot)[:4]] == [
        getattr(whole, each.name) for each in fields(OrderSnapshot)[:4]
    ]
    assert msgspec.convert(light, OrderSnapshot, from_attributes=True) == whole
