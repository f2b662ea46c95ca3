"""Orders as they were settled, of any store; and those of channels, told to us."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.domain.events import (
    CustomerProfile,
    Discount,
    OrderLine,
    OrderSnapshot,
    OrderState,
)
from app.domain.ids import public_id
from app.services import channel_orders
from app.services.channel_orders import Refund, Told, find_order
from app.storage.orders import OrderRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import CustomerRef, Email, Locale, OfStore, Phone
from app.web.api.reading import store_in
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import (
    Asked,
    AssetName,
    AwardId,
    Currency,
    DryRunQuery,
    Given,
    Instant,
    Line,
    MemberId,
    Minor,
    Moment,
    MoneyShape,
    StoreId,
    maybe_id,
)

table = Table("Orders")
StateWord = Literal[
    "open", "paid", "fulfilled", "cancelled", "refunded", "charged_back", "erased"
]
ToldState = Literal[
    "open", "paid", "fulfilled", "cancelled", "refunded", "charged_back"
]
Ref = Annotated[
    str, Field(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Refs = Annotated[tuple[Ref, ...], Field(max_length=50)]


class AwardShape(Given):
    """What one rule gave for an order, and what of it is kept."""

    id: AwardId
    rule_id: str
    part: str
    asset: AssetName
    member_id: MemberId
    keep: int = Field(description="Smallest units that the order is worth now.")

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "AwardShape":
        return cls(
            id=public_id("awd", UUID(stored["award_id"])),
            rule_id=stored["rule_id"],
            part=stored["part"],
            asset=stored["asset"],
            member_id=public_id("mem", UUID(stored["member_id"])),
            keep=stored["keep"],
        )


class OrderShape(Given):
    """An order as it stands."""

    order_ref: str
    number: str
    store_id: StoreId
    member_id: MemberId | None
    state: StateWord
    version: Instant
    currency: Currency
    total: MoneyShape
    refunded: MoneyShape
    placed_at: Instant
    paid_at: Instant | None
    settled_at: Instant | None
    matures_at: Instant | None = Field(description="When its points become usable.")
    programme_version: int | None
    test: bool
    awards: list[AwardShape]

    @classmethod
    def of(cls, row: OrderRow) -> "OrderShape":
        return cls(**order_facts(row))


def order_facts(row: OrderRow) -> dict[str, Any]:
    """Return the fields of ``OrderShape`` for a settled order."""
    snapshot = row.snapshot
    if snapshot is None:
        raise ValueError("an order that was never settled has no shape")
    return {
        "order_ref": row.order_ref,
        "number": snapshot.number,
        "store_id": public_id("str", row.store_id),
        "member_id": maybe_id("mem", row.member_id),
        "state": row.state,
        "version": snapshot.version,
        "currency": snapshot.currency,
        "total": MoneyShape.of(snapshot.total_minor, snapshot.currency),
        "refunded": MoneyShape.of(snapshot.refunded_total_minor, snapshot.currency),
        "placed_at": snapshot.placed_at,
        "paid_at": snapshot.paid_at,
        "settled_at": row.settled_at,
        "matures_at": row.matures_at,
        "programme_version": row.programme_version,
        "test": snapshot.test,
        "awards": [AwardShape.of(award) for award in row.awards],
    }


class ToldShape(OrderShape):
    """An order as it stands after it was told."""

    outcome: Literal["settled", "unchanged", "superseded"] = Field(
        description="`superseded`: a newer version was known already."
    )

    @classmethod
    def told(cls, told: Told) -> "ToldShape":
        return cls(**order_facts(told.row), outcome=told.outcome)


class Buyer(Asked):
    """Who bought. Without a customer_ref a guest, known by the contact."""

    customer_ref: CustomerRef | None = None
    email: Email | None = None
    phone: Phone | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    locale: Locale | None = None
    contact_verified: bool = False


class TellLine(Asked):
    """One line, after discounts."""

    line_ref: Ref
    title: Annotated[str, Field(max_length=500)] = ""
    quantity: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    amount_minor: Minor = Field(description="After discounts, without tax.")
    tax_minor: Minor = 0
    refunded_minor: Minor = Field(default=0, description="Of it so far, without tax.")
    refunded_tax_minor: Minor = 0
    discount_minor: Minor = 0
    product_ref: Ref | None = None
    variant_ref: Ref | None = None
    sku: Ref | None = None
    vendor: Ref | None = None
    gift_card: bool = False
    collection_refs: Refs = ()
    tags: Refs = ()

    @model_validator(mode="after")
    def _no_more_back_than_was_paid(self) -> "TellLine":
        if self.refunded_minor > self.amount_minor:
            raise ValueError("refunded_minor is more than amount_minor")
        if self.refunded_tax_minor > self.tax_minor:
            raise ValueError("refunded_tax_minor is more than tax_minor")
        return self


class TellDiscount(Asked):
    """A code on the order, and what it took off."""

    code: Ref
    amount_minor: Minor


def _refs_differ(lines: tuple[TellLine, ...]) -> tuple[TellLine, ...]:
    if len({line.line_ref for line in lines}) != len(lines):
        raise ValueError("two lines have the same line_ref")
    return lines


class TellOrder(Asked):
    """The whole order as it is now. The newest version decides."""

    number: Annotated[str, Field(max_length=100)] = ""
    state: ToldState
    currency: Currency
    version: Moment = Field(description="When this state of it came to be.")
    placed_at: Moment
    paid_at: Moment | None = None
    fulfilled_at: Moment | None = None
    cancelled_at: Moment | None = None
    customer: Buyer | None = None
    lines: Annotated[
        tuple[TellLine, ...], Field(max_length=1_000), AfterValidator(_refs_differ)
    ]
    shipping_minor: Minor = 0
    shipping_tax_minor: Minor = 0
    refunded_shipping_minor: Minor = 0
    total_minor: Minor | None = Field(
        default=None, description="What was asked of the customer; else the sum."
    )
    refunded_total_minor: Minor | None = None
    discounts: Annotated[tuple[TellDiscount, ...], Field(max_length=50)] = ()
    payment_methods: Refs = ()
    tags: Refs = ()
    test: bool = False

    @model_validator(mode="after")
    def _no_more_shipping_back(self) -> "TellOrder":
        if self.refunded_shipping_minor > self.shipping_minor:
            raise ValueError("refunded_shipping_minor is more than shipping_minor")
        return self

    def snapshot(self, order_ref: str) -> OrderSnapshot:
        """Return the order in our words."""
        lines = tuple(_line(line) for line in self.lines)
        goods = sum(line.amount_minor + line.tax_minor for line in lines)
        back = sum(line.refunded_minor + line.refunded_tax_minor for line in lines)
        total, refunded = self.total_minor, self.refunded_total_minor
        if total is None:
            total = goods + self.shipping_minor + self.shipping_tax_minor
        if refunded is None:
            refunded = back + self.refunded_shipping_minor
        state = OrderState(self.state)
        paid = state in (OrderState.PAID, OrderState.FULFILLED)
        return OrderSnapshot(
            order_ref=order_ref,
            number=self.number or order_ref,
            state=state,
            currency=self.currency,
            lines=lines,
            version=self.version,
            placed_at=self.placed_at,
            paid_at=self.paid_at or (self.placed_at if paid else None),
            fulfilled_at=self.fulfilled_at
            or (self.version if state is OrderState.FULFILLED else None),
            cancelled_at=self.cancelled_at,
            customer=_customer(self.customer),
            shipping_minor=self.shipping_minor,
            shipping_tax_minor=self.shipping_tax_minor,
            refunded_shipping_minor=self.refunded_shipping_minor,
            total_minor=total,
            refunded_total_minor=min(refunded, total),
            discounts=tuple(
                Discount(discount.code, discount.amount_minor)
                for discount in self.discounts
            ),
            payment_methods=self.payment_methods,
            tags=self.tags,
            test=self.test,
            channel="api",
            raw_status=self.state,
        )


def _line(line: TellLine) -> OrderLine:
    return OrderLine(**line.model_dump())


def _customer(buyer: Buyer | None) -> CustomerProfile | None:
    if buyer is None:
        return None
    said = buyer.model_dump()
    said["email"] = buyer.email and buyer.email.lower()
    return CustomerProfile(**said, has_account=buyer.customer_ref is not None)


class RefundLine(Asked):
    """What of one line goes back now."""

    line_ref: Ref
    amount_minor: Minor


class TellRefund(Asked):
    """A refund, in addition to those before."""

    refund_ref: Ref | None = Field(
        default=None, description="Your id of it; the idempotency key when left out."
    )
    lines: Annotated[tuple[RefundLine, ...], Field(max_length=1_000)] = ()
    shipping_minor: Minor = 0
    everything: bool = False

    @model_validator(mode="after")
    def _refunds_something(self) -> "TellRefund":
        refs = [line.line_ref for line in self.lines]
        if len(set(refs)) != len(refs):
            raise ValueError("two lines have the same line_ref")
        if self.everything and (refs or self.shipping_minor):
            raise ValueError("either everything, or lines and shipping")
        if not (self.everything or refs or self.shipping_minor):
            raise ValueError("nothing goes back")
        return self


def stored(ask: Ask, uow: UnitOfWork) -> OrderRow:
    """Return the order that the path names."""
    query: OfStore = ask.query
    store_id = store_in("store_id", query.store_id) if query.store_id else None
    return find_order(uow, ask.path["order"], store_id)


@table.route(
    "GET",
    "/orders/{order}",
    scope="ledger:read",
    summary="How an order stands, and what it gave",
    answer=OrderShape,
    query=OfStore,
    refusals=(404, 409),
)
def read_order(ask: Ask) -> OrderShape:
    return OrderShape.of(ask.work(lambda uow: stored(ask, uow)))


@table.route(
    "PUT",
    "/orders/{order}",
    scope="orders:write",
    summary="Tell an order of a channel without a connector",
    answer=ToldShape,
    query=DryRunQuery,
    body=TellOrder,
    refusals=(404, 409, 422),
    rehearses=True,
    example={
        "state": "paid",
        "currency": "IDR",
        "version": "2026-11-22T12:00:00Z",
        "placed_at": "2026-11-22T11:58:00Z",
        "customer": {"customer_ref": "crm-1042", "email": "budi@mail.test"},
        "lines": [{"line_ref": "1", "title": "Kopi", "amount_minor": 257900}],
    },
)
def put_order(ask: Ask) -> ToldShape:
    body: TellOrder = ask.body
    snapshot = body.snapshot(ask.path["order"])
    return ToldShape.told(
        ask.work(lambda uow: channel_orders.put(ask.env, uow, snapshot))
    )


@table.route(
    "POST",
    "/orders/{order}/refunds",
    scope="orders:write",
    summary="Tell a refund of such an order",
    answer=ToldShape,
    query=DryRunQuery,
    body=TellRefund,
    status=201,
    also=(200,),
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    rehearses=True,
    example={"lines": [{"line_ref": "1", "amount_minor": 100000}]},
)
def refund_order(ask: Ask) -> ToldShape:
    body: TellRefund = ask.body
    asked = Refund(
        refund_ref=body.refund_ref or ask.ledger_key().fields[-1],
        lines={line.line_ref: line.amount_minor for line in body.lines},
        shipping_minor=body.shipping_minor,
        everything=body.everything,
    )
    return ToldShape.told(
        ask.work(
            lambda uow: channel_orders.refund(ask.env, uow, ask.path["order"], asked)
        )
    )
