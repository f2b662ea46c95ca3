"""Editors of the rewards."""

from collections.abc import Mapping
from typing import Any, Final

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered
from app.web.admin.programme.fields.base import Around, Choices, Field
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.gifts import all_assets
from app.web.admin.programme.fields.plain import (
    Checks,
    Choice,
    Day,
    Flag,
    Line,
    Percent,
    Pick,
    Refs,
    Text,
    Whole,
    Window,
)
from app.web.admin.programme.fields.rows import Nested, choices_of
from app.web.admin.programme.fields.tables import Amounts, Rates

SCOPE: tuple[Field, ...] = (
    Refs(at="scope.products", label="products", help=True),
    Refs(at="scope.collections", label="collections"),
)
STOCK = Nested(
    at="stock",
    label="stock",
    needs=("units",),
    template=lambda _around: {"back": True},
    fields=(
        Whole(at="units", label="stock_units"),
        Flag(at="back", label="stock_back"),
    ),
)
MARGIN = Nested(
    at="margin",
    label="margin",
    needs=("usual", "floor"),
    fields=(
        Percent(at="usual", label="margin_usual", unit="percent"),
        Percent(at="floor", label="margin_floor", unit="percent"),
    ),
)
PER_PERIOD = Nested(
    at="limits.per_period",
    label="per_period",
    needs=("times",),
    template=lambda _around: {"per": "month"},
    fields=(
        Whole(at="times", label="limit_times", unit="times"),
        Choice(at="per", label="limit_per", options=("day", "week", "month", "year")),
    ),
)
PRICE = Whole(at="price", label="price", unit="points", help=True)


def _tickets(around: Around) -> Choices:
    assets = around.document.assets
    return tuple((one.id, one.id) for one in assets if one.kind == "tickets")


_BY_KIND: Final[Mapping[str, tuple[Field, ...]]] = {
    "fixed_amount": (PRICE, Amounts(at="amount", label="amount_off")),
    "percent": (
        PRICE,
        Percent(at="percent", label="percent_off", unit="percent"),
        Whole(at="pieces", label="pieces", help=True),
    ),
    "slider": (
        Rates(at="value", label="slider"),
        Whole(at="minimum", label="slider_minimum", unit="points"),
        Whole(at="step", label="slider_step", unit="points"),
        Whole(at="maximum", label="slider_maximum", unit="points"),
        Percent(at="maximum_share", label="maximum_share", unit="percent"),
    ),
    "free_product": (
        PRICE,
        Refs(at="products", label="free_products", help=True),
        Text(at="product_name", label="product_name"),
    ),
    "gift_card": (
        PRICE,
        Amounts(at="amount", label="amount"),
        Whole(at="lasts_days", label="lasts_days", unit="days"),
    ),
    "store_credit": (
        PRICE,
        Amounts(at="amount", label="amount"),
        Whole(at="lasts_days", label="lasts_days", unit="days"),
    ),
    "charity": (
        PRICE,
        Amounts(at="amount", label="amount_given"),
        Checks(at="causes", label="causes", among=choices_of("causes")),
    ),
    "tickets": (
        PRICE,
        Whole(at="number", label="tickets_number"),
        Pick(at="tickets", label="tickets", among=_tickets),
    ),
    "manual": (PRICE, Text(at="where", label="where")),
    "code_pool": (
        PRICE,
        Text(at="where", label="where"),
        Whole(at="alarm_below", label="alarm_below"),
    ),
    "experience": (
        PRICE,
        Day(at="starts_at", label="starts_at"),
        Day(at="ends_at", label="ends_at"),
        Day(at="closes", label="closes"),
        Text(at="where", label="where"),
    ),
    "partner": (
        PRICE,
        Line(at="store", label="partner_store"),
        Amounts(at="amount", label="amount_off"),
        Percent(at="percent", label="percent_off", unit="percent"),
    ),
}


def _worth(item: Item) -> tuple[Field, ...]:
    return _BY_KIND.get(str(item.get("kind")), (PRICE,))


SCOPED = ("fixed_amount", "percent", "slider", "partner")
UNCODED = ("store_credit", "charity", "tickets", "manual", "experience", "code_pool")


def _blocks(item: Item) -> tuple[Block, ...]:
    kind = item.get("kind")
    cart: tuple[Field, ...] = (Amounts(at="minimum_order", label="minimum_order"),)
    if kind in SCOPED:
        cart = (*cart, *SCOPE)
    beside = tuple(
        Flag(at=f"combines_with.{one}", label=f"combines_{one}")
        for one in ("order", "product", "shipping")
    )
    code: tuple[Field, ...] = (
        Whole(at="code.validity_days", label="validity_days", unit="days"),
        Line(at="code.prefix", label="code_prefix"),
        Flag(at="code.for_this_customer_only", label="code_own"),
    )
    limits: tuple[Field, ...] = (
        Whole(at="limits.per_member", label="per_member", unit="times"),
        Whole(at="limits.unused", label="limit_unused"),
        PER_PERIOD,
        STOCK,
    )
    named: tuple[Field, ...] = (
        Text(at="title", label="title", help=True),
        Text(at="description", label="description", long=True),
        Line(at="image", label="image"),
    )
    money: tuple[Field, ...] = (Amounts(at="cost", label="cost", help=True), MARGIN)
    asset = Pick(at="asset", label="asset", among=all_assets)
    return (
        Block(title="worth", fields=_worth(item)),
        Block(title="cart", fields=cart),
        Block(title="combines", fields=beside, open=kind not in UNCODED),
        Block(title="code", fields=code, open=kind not in UNCODED),
        Block(title="limits", fields=limits),
        Block(title="who", fields=(ConditionField(subject="reward"),)),
        Block(title="when", fields=(Window(at="active", label="active"),)),
        Block(title="name", fields=named),
        Block(title="money", fields=money, open=False),
        Block(title="more", fields=(asset,), open=False),
    )


def _money(around: Around, rupiah: str, other: str) -> dict[str, str]:
    currency = around.currencies[0]
    return {currency: rupiah if currency == "IDR" else other}


def _fixed_amount(around: Around) -> dict[str, Any]:
    amount = _money(around, "10000", "5")
    return {"kind": "fixed_amount", "price": 100, "amount": amount}


def _slider(around: Around) -> dict[str, Any]:
    [(currency, amount)] = _money(around, "10000", "1").items()
    value = {currency: f"100 per {amount}"}
    return {"kind": "slider", "value": value, "minimum": 100, "step": 100}


def _amount(kind: str) -> Any:  # noqa: ANN401 - a maker of raw rewards
    return lambda around: {
        "kind": kind,
        "price": 100,
        "amount": _money(around, "10000", "5"),
    }


def _of(kind: str, **more: Any) -> Any:  # noqa: ANN401 - parts of a reward
    return lambda _around: {"kind": kind, "price": 100, **more}


def _charity(around: Around) -> dict[str, Any]:
    causes = [cause.id for cause in around.document.causes]
    return {**_amount("charity")(around), "causes": causes}


def _ticket(around: Around) -> dict[str, Any]:
    known = _tickets(around)
    return {
        "kind": "tickets",
        "price": 100,
        **({"tickets": known[0][0]} if known else {}),
    }


_OFFERED = (
    Offered(name="fixed_amount", template=_fixed_amount),
    Offered(name="slider", template=_slider),
    Offered(name="percent", template=_of("percent", percent="10%")),
    Offered(name="free_shipping", template=_of("free_shipping")),
    Offered(name="free_product", template=_of("free_product")),
    Offered(name="store_credit", template=_amount("store_credit")),
    Offered(name="gift_card", template=_amount("gift_card")),
    Offered(name="charity", template=_charity),
    Offered(name="tickets", template=_ticket),
    Offered(name="code_pool", template=_of("code_pool")),
    Offered(name="manual", template=_of("manual")),
    Offered(name="experience", template=_of("experience")),
    Offered(name="partner", template=_of("partner", percent="10%")),
)
REWARDS = Editor(section="rewards", blocks=_blocks, offered=_OFFERED)
