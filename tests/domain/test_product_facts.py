"""What a catalogue knows fills the gaps of an order's lines and nothing else."""

from dataclasses import replace

import pytest

from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.events.products import ProductFacts, enriched, recalled
from tests.factories import NOON

LINE = OrderLine("1", "Mug", 1, 1000, product_ref="7", variant_ref="71")
MUG = ProductFacts("7", "Mug", ("3",), ("sale",), "Toko", reduced_refs=("72",))


def order(*lines: OrderLine) -> OrderSnapshot:
    return OrderSnapshot(
        order_ref="1",
        number="1",
        state=OrderState.PAID,
        currency="EUR",
        lines=lines,
        version=NOON,
        placed_at=NOON,
    )


def test_a_line_gets_the_collections_tags_and_vendor_of_its_product() -> None:
    line = enriched(order(LINE), {"7": MUG}).lines[0]

    assert line.collection_refs == ("3",)
    assert line.tags == ("sale",)
    assert line.vendor == "Toko"
    assert line.full_price is True


def test_what_a_line_says_itself_is_kept() -> None:
    told = replace(LINE, vendor="Other", tags=("own",), full_price=False)

    line = enriched(order(told), {"7": MUG}).lines[0]

    assert (line.vendor, line.tags, line.full_price) == ("Other", ("own",), False)


@pytest.mark.parametrize(
    ("line", "product", "full_price"),
    [
        (replace(LINE, variant_ref="72"), MUG, False),
        (LINE, replace(MUG, prices_known=False), None),
        (
            replace(LINE, variant_ref=None),
            replace(MUG, reduced_refs=("7",)),
            False,
        ),
    ],
)
def test_a_variant_below_its_regular_price_is_not_at_full_price(
    line: OrderLine,
    product: ProductFacts,
    full_price: bool | None,  # noqa: FBT001 - a row of the table
) -> None:
    assert enriched(order(line), {"7": product}).lines[0].full_price is full_price


def test_a_line_of_a_product_that_nobody_knows_stays() -> None:
    lines = (LINE, OrderLine("2", "Tip", 1, 100))

    assert enriched(order(*lines), {}).lines == lines


def learnt(*lines: OrderLine) -> OrderSnapshot:
    return enriched(replace(order(*lines), goods_unsaid=True), {"7": MUG})


def test_what_was_learnt_of_goods_is_recalled() -> None:
    bare = replace(order(LINE), goods_unsaid=True)

    again = recalled(bare, learnt(LINE))

    assert not again.goods_unsaid
    assert again.lines == learnt(LINE).lines


def test_what_a_later_source_says_itself_stands() -> None:
    told = replace(LINE, vendor="Other", tags=("own",), full_price=False)
    bare = replace(order(told), goods_unsaid=True)

    (line,) = recalled(bare, learnt(LINE)).lines

    assert (line.vendor, line.tags, line.full_price) == ("Other", ("own",), False)
    assert line.collection_refs == ("3",)


def test_goods_stay_unsaid_when_nothing_was_learnt_or_something_is_new() -> None:
    bare = replace(order(LINE), goods_unsaid=True)
    more = replace(order(LINE, replace(LINE, product_ref="8")), goods_unsaid=True)

    assert recalled(bare, None) is bare
    assert recalled(bare, bare) is bare
    assert recalled(more, learnt(LINE)) is more
    assert recalled(order(LINE), learnt(LINE)) == order(LINE)
