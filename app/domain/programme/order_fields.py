"""Questions about an order."""

from app.domain.programme.facts import LineMatcher
from app.domain.programme.field_kinds import Field, FieldKind, nothing
from app.domain.words import Words

ORDER_FIELDS: tuple[Field, ...] = (
    Field(
        "order.amount",
        FieldKind.AMOUNT,
        Words(en="order amount", id="nilai pesanan", ms="nilai pesanan"),
        lambda facts: facts.merchandise_minor,
    ),
    Field(
        "order.currency",
        FieldKind.CHOICE,
        Words(en="currency", id="mata uang", ms="mata wang"),
        lambda facts: facts.order.currency,
    ),
    Field(
        "order.channel",
        FieldKind.CHOICE,
        Words(en="sales channel", id="kanal penjualan", ms="saluran jualan"),
        lambda facts: facts.order.channel,
    ),
    Field(
        "order.payment_methods",
        FieldKind.SET,
        Words(en="payment method", id="cara pembayaran", ms="kaedah pembayaran"),
        lambda facts: frozenset(facts.order.payment_methods),
    ),
    Field(
        "order.country",
        FieldKind.CHOICE,
        Words(en="country", id="negara", ms="negara"),
        lambda facts: facts.order.country,
    ),
    Field(
        "order.region",
        FieldKind.CHOICE,
        Words(en="region", id="wilayah", ms="wilayah"),
        lambda facts: facts.order.region,
    ),
    Field(
        "order.tags",
        FieldKind.SET,
        Words(en="order tag", id="tag pesanan", ms="tag pesanan"),
        lambda facts: frozenset(facts.order.tags),
    ),
    Field(
        "order.products",
        FieldKind.LINES,
        Words(en="products", id="produk", ms="produk"),
        nothing,
        matcher=lambda ref: LineMatcher(products=(ref,)),
    ),
    Field(
        "order.new_products",
        FieldKind.LINES,
        Words(
            en="products bought for the first time",
            id="produk yang pertama kali dibeli",
            ms="produk yang pertama kali dibeli",
        ),
        nothing,
        matcher=lambda ref: LineMatcher(products=(ref,)),
        lines=lambda facts: facts.new_lines,
    ),
    Field(
        "order.collections",
        FieldKind.LINES,
        Words(en="collections", id="koleksi", ms="koleksi"),
        nothing,
        matcher=lambda ref: LineMatcher(collections=(ref,)),
    ),
    Field(
        "order.product_tags",
        FieldKind.LINES,
        Words(en="product tags", id="tag produk", ms="tag produk"),
        nothing,
        matcher=lambda ref: LineMatcher(tags=(ref,)),
    ),
    Field(
        "order.vendors",
        FieldKind.LINES,
        Words(en="vendors", id="merek", ms="jenama"),
        nothing,
        matcher=lambda ref: LineMatcher(vendors=(ref,)),
    ),
    Field(
        "order.first",
        FieldKind.FLAG,
        Words(en="first order", id="pesanan pertama", ms="pesanan pertama"),
        lambda facts: facts.first_order,
    ),
    Field(
        "order.number",
        FieldKind.NUMBER,
        Words(
            en="number of this order", id="urutan pesanan ini", ms="urutan pesanan ini"
        ),
        lambda facts: facts.member.orders_before + 1,
    ),
    Field(
        "order.renewal",
        FieldKind.FLAG,
        Words(
            en="renewal of a subscription",
            id="perpanjangan langganan",
            ms="pembaharuan langganan",
        ),
        lambda facts: facts.order.renewal,
    ),
)
