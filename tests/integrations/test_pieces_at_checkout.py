"""A share off one piece only is off one piece only, in both stores."""

import pytest

from app.domain.money import Money
from app.domain.rewards.discount import DiscountSpec
from tests.integrations.benches import SandboxBench
from tests.integrations.discounts import percent

OFF_MUGS = (0, 153, 306, 459, 613)
"""An eighth of so many mugs, in cents."""


def off(sandbox: SandboxBench, spec: DiscountSpec, quantity: int) -> int:
    """Return what so many mugs were reduced by, in cents; 0 where it is refused."""
    made = sandbox.try_act(
        "order",
        lines=[{"product": "stoneware-mug", "quantity": quantity}],
        codes=[spec.code],
        email="hers@c.test",
    )
    if "order" not in made:
        return 0
    return Money.parse(made["order"]["discounts"], "EUR").amount_minor


def test_a_share_without_a_number_comes_off_every_piece(sandbox: SandboxBench) -> None:
    spec = percent(sandbox.store, reusable=True)
    sandbox.platform.issue(sandbox.store, spec)

    found = [off(sandbox, spec, quantity) for quantity in (1, 2, 3, 4)]

    assert found == [OFF_MUGS[quantity] for quantity in (1, 2, 3, 4)]


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_share_comes_off_so_many_pieces(sandbox: SandboxBench, pieces: int) -> None:
    spec = percent(sandbox.store, pieces=pieces, reusable=True)
    sandbox.platform.issue(sandbox.store, spec)

    found = [off(sandbox, spec, quantity) for quantity in (1, 2, 3, 4)]

    reduced = [min(quantity, pieces) for quantity in (1, 2, 3, 4)]
    if sandbox.store.platform == "shopify":
        # Each reduced piece needs another one that is bought.
        reduced = [min(quantity // 2, pieces) for quantity in (1, 2, 3, 4)]
    assert found == [OFF_MUGS[number] for number in reduced]
