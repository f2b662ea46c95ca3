"""What the sample orders say, in our words."""

from datetime import UTC, datetime

from app.domain.events import (
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
)

PLACED = datetime(2026, 11, 20, 8, 29, 58, tzinfo=UTC)
CHANGED = datetime(2026, 11, 20, 8, 30, 6, tzinfo=UTC)
LINES = (
    OrderLine(
        line_ref="13001",
        title="Test mug",
        quantity=2,
        amount_minor=3583,
        tax_minor=717,
        discount_minor=500,
        quantity_left=2,
        product_ref="8100001",
        variant_ref="4500001",
        sku="MUG-B",
        vendor="Synthetic Goods",
    ),
    OrderLine(
        line_ref="13002",
        title="Gift card",
        quantity=1,
        amount_minor=2000,
        quantity_left=1,
        product_ref="8100002",
        variant_ref="4500002",
        vendor="Synthetic Goods",
        gift_card=True,
    ),
)
POS = OrderSnapshot(
    order_ref="5500667788992",
    number="#1043",
    state=OrderState.PAID,
    currency="EUR",
    lines=LINES,
    version=CHANGED,
    placed_at=PLACED,
    paid_at=PLACED,
    total_minor=6300,
    discounts=(Discount("LOY-7K3MQ9TX", 500),),
    presentment_currency="USD",
    presentment_total_minor=6930,
    test=True,
    channel="pos",
    payment_methods=("cash",),
    raw_status="paid",
    goods_unsaid=True,
)
