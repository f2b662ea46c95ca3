"""Facts to test with: typed functions with defaults that can be read."""

from datetime import UTC, datetime, timedelta

from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
)
from app.domain.money import Money

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""The instant at which most tests happen."""
DAY = timedelta(days=1)


def customer(
    customer_ref: str | None = "7001",
    *,
    email: str | None = "budi@mail.test",
    has_account: bool = True,
    verified: bool = False,
    anonymised: bool = False,
    staff: bool = False,
) -> CustomerProfile:
    """Return a customer; ``customer_ref=None`` is a guest."""
    return CustomerProfile(
        customer_ref=customer_ref,
        email=email,
        first_name="Budi",
        last_name="Santoso",
        has_account=has_account and customer_ref is not None,
        contact_verified=verified,
        anonymised=anonymised,
        staff=staff,
    )


def guest(email: str | None = "tamu@mail.test") -> CustomerProfile:
    """Return somebody without an account."""
    return customer(None, email=email)


def line(
    amount: str = "257900",
    *,
    ref: str = "1",
    refunded: str = "0",
    currency: str = "IDR",
    product: str | None = "12",
    quantity: int = 1,
    gift_card: bool = False,
) -> OrderLine:
    """Return an order line of *amount*, after discounts and without tax."""
    return OrderLine(
        line_ref=ref,
        title="Kopi",
        quantity=quantity,
        amount_minor=Money.parse(amount, currency).amount_minor,
        refunded_minor=Money.parse(refunded, currency).amount_minor,
        product_ref=product,
        gift_card=gift_card,
    )


def order(
    *lines: OrderLine,
    ref: str = "1001",
    state: OrderState = OrderState.PAID,
    at: datetime = NOON,
    version: datetime | None = None,
    who: CustomerProfile | None = None,
    nobody: bool = False,
    currency: str = "IDR",
    shipping_minor: int = 20_000,
    codes: tuple[tuple[str, int], ...] = (),
    fulfilled_at: datetime | None = None,
    paid: bool | None = None,
    test: bool = False,
    complete: bool = True,
) -> OrderSnapshot:
    """Return an order of Rp257.900 with Rp20.000 shipping, paid at noon."""
    shown = lines or (line(),)
    was_paid = (
        state not in (OrderState.OPEN, OrderState.DRAFT) if paid is None else paid
    )
    return OrderSnapshot(
        order_ref=ref,
        number=f"#{ref}",
        state=state,
        currency=currency,
        lines=shown,
        version=version or at,
        placed_at=at,
        paid_at=at if was_paid else None,
        fulfilled_at=fulfilled_at,
        customer=None if nobody else who or customer(),
        shipping_minor=shipping_minor,
        total_minor=sum(each.amount_minor for each in shown) + shipping_minor,
        discounts=tuple(Discount(code, amount) for code, amount in codes),
        test=test,
        complete=complete,
    )
