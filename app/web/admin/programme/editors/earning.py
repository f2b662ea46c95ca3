"""Editors of the ways to earn."""

from collections.abc import Mapping
from typing import Any, Final

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered
from app.web.admin.programme.fields.base import Around, Field
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.gifts import all_assets, gifts
from app.web.admin.programme.fields.plain import (
    Checks,
    Choice,
    Flag,
    Line,
    Number,
    Pick,
    Points,
    Refs,
    Text,
    Whole,
    Window,
)
from app.web.admin.programme.fields.rows import Kind, Nested, RowsField
from app.web.admin.programme.fields.tables import Amounts, Rates

PERIODS = ("day", "week", "month", "year", "ever")
OFTEN = ("activity", *PERIODS)
ROUNDING = ("down", "half_up", "up")
PROFILE = ("first_name", "last_name", "email", "phone", "birthday", "locale")
FILTER = ("products", "collections", "tags", "vendors")


def _limits() -> RowsField:
    fields: tuple[Field, ...] = (
        Whole(at="points", label="limit_points", unit="points"),
        Whole(at="times", label="limit_times", unit="times"),
        Choice(at="per", label="limit_per", options=("order", *PERIODS)),
    )
    kind = Kind(name="", template=lambda _around: {"per": "day"}, fields=fields)
    return RowsField(at="limits", label="limits", kinds=(kind,))


BUDGET = Nested(
    at="budget",
    label="budget",
    needs=("points", "times"),
    template=lambda _around: {"per": "ever", "pacing": "none"},
    fields=(
        Whole(at="points", label="budget_points", unit="points"),
        Whole(at="times", label="budget_times", unit="times"),
        Choice(at="per", label="limit_per", options=PERIODS),
        Choice(at="pacing", label="pacing", options=("none", "even")),
    ),
)
PENDING = Nested(
    at="pending",
    label="pending",
    needs=("days",),
    template=lambda _around: {"since": "paid"},
    fields=(
        Whole(at="days", label="pending_days", unit="days"),
        Choice(at="since", label="pending_since", options=("paid", "fulfilled")),
    ),
)


def _profile(around: Around) -> tuple[tuple[str, str], ...]:
    return tuple((one, around.say(f"programme.is.{one}")) for one in PROFILE)


def filter_fields(at: str) -> tuple[Field, ...]:
    """Return the fields that choose some of what is sold."""
    return tuple(Refs(at=f"{at}.{one}", label=f"{one}") for one in FILTER)


def _award(item: Item, *, order: bool) -> tuple[Field, ...]:
    kind = item.get("award", {}).get("kind", "fixed")
    match kind:
        case "rate":
            return (
                Rates(at="award.rates", label="rate"),
                Choice(at="award.rounding", label="rounding", options=ROUNDING),
            )
        case "multiplier":
            return (Number(at="award.by", label="multiplier", help=True),)
        case "gifts":
            return (gifts("award.give"),)
        case "measured":
            return (
                Points(at="award.points", label="points"),
                Points(at="award.per", label="measured_per"),
                Line(at="award.figure", label="figure"),
            )
        case _ if order:
            per = ("order", "line", "unit")
            return (
                Points(at="award.points", label="points"),
                Choice(at="award.per", label="fixed_per", options=per),
            )
        case _:
            return (Points(at="award.points", label="points"),)


_BY_TRIGGER: Final[Mapping[str, tuple[Field, ...]]] = {
    "sign_up": (Flag(at="after_first_paid_order", label="after_first_paid_order"),),
    "review": (
        Choice(
            at="needs",
            label="review_needs",
            options=("anything", "text", "photo", "video"),
        ),
        Flag(at="bought", label="review_bought"),
        Choice(at="once_per", label="once_per", options=("product", "review")),
    ),
    "activity": (
        Line(at="activity", label="activity", help=True),
        Choice(at="once_per", label="once_per", options=OFTEN),
    ),
    "social": (
        Choice(at="act", label="act", options=("follow", "share", "like", "mention")),
        Line(at="network", label="network"),
        Choice(at="once_per", label="once_per", options=PERIODS),
    ),
    "visit": (
        Line(at="place", label="place", help=True),
        Choice(at="once_per", label="once_per", options=PERIODS),
    ),
    "consent": (Line(at="consent", label="consent"),),
    "tag": (Line(at="tag", label="tag"),),
    "profile": (Checks(at="needs", label="profile_needs", among=_profile),),
    "birthday": (
        Whole(at="before_days", label="before_days", unit="days"),
        Whole(at="after_days", label="after_days", unit="days"),
    ),
    "anniversary": (Whole(at="after_days", label="after_days", unit="days"),),
    "bought": (
        *filter_fields("what"),
        Whole(at="times", label="bought_times", unit="times"),
        Choice(at="count", label="bought_count", options=("orders", "units")),
        Whole(at="within_days", label="within_days", unit="days"),
        Flag(at="again", label="bought_again"),
    ),
}


def _trigger(item: Item) -> tuple[Field, ...]:
    return _BY_TRIGGER.get(str(item.get("trigger")), ())


def _order_blocks() -> tuple[Block, ...]:
    counts: tuple[Field, ...] = (
        Amounts(at="minimum", label="minimum"),
        Flag(at="amount.tax", label="count_tax"),
        Flag(at="amount.shipping", label="count_shipping"),
        Flag(at="amount.gift_cards", label="count_gift_cards"),
        Flag(at="amount.paid_with_points", label="count_paid_with_points"),
        Flag(at="amount.full_price", label="count_full_price"),
    )
    return (
        Block(title="counts", fields=counts),
        Block(title="only", fields=filter_fields("amount.only"), open=False),
        Block(title="exclude", fields=filter_fields("amount.exclude"), open=False),
    )


def _blocks(item: Item) -> tuple[Block, ...]:
    order = item.get("trigger") == "order"
    give = (*_award(item, order=order), *_trigger(item))
    what = Pick(at="asset", label="asset", among=all_assets)
    modes = ("recompute", "pro_rata", "threshold", "stays")
    waiting: tuple[Field, ...] = (Whole(at="pending_days", label="pending_days"),)
    if order:
        waiting = (
            PENDING,
            Choice(at="refunds", label="refunds", options=modes, nothing="usual"),
            Whole(at="priority", label="priority", help=True),
            Line(at="lane", label="lane", help=True),
        )
    return (
        Block(title="give", fields=give),
        *(_order_blocks() if order else ()),
        Block(title="who", fields=(ConditionField(),)),
        Block(title="when", fields=(Window(at="active", label="active"),)),
        Block(title="limits", fields=(_limits(), BUDGET)),
        Block(title="name", fields=(Text(at="title", label="title", help=True),)),
        Block(title="more", fields=(what, *waiting), open=False),
    )


def _rule(trigger: str, award: dict[str, Any], **more: Any) -> Any:  # noqa: ANN401 - parts of a rule
    return lambda _around: {"trigger": trigger, "award": dict(award), **more}


def _shopping(around: Around) -> dict[str, Any]:
    per = {"IDR": "1000"}.get(around.currencies[0], "1")
    rates = {around.currencies[0]: f"1 per {per}"}
    return {"trigger": "order", "award": {"kind": "rate", "rates": rates}}


def _tier_rate(around: Around) -> dict[str, Any]:
    tiers = [tier.id for tier in around.document.tiers][-1:]
    when = {"field": "member.tier", "op": "in", "value": tiers}
    return {**_shopping(around), "priority": 1, **({"when": when} if tiers else {})}


def _fixed(points: str) -> dict[str, Any]:
    return {"kind": "fixed", "points": points}


def _leaf(field: str, op: str, value: Any, /) -> dict[str, Any]:  # noqa: ANN401 - any question's
    return {"when": {"field": field, "op": op, "value": value}}


_FIRST = {"when": {"field": "order.first", "op": "is", "value": True}}
_HUNDRED, _FIFTY = _fixed("100"), _fixed("50")
_TWICE = {"kind": "multiplier", "by": "2"}
_OFFERED = (
    Offered(name="shopping", template=_shopping),
    Offered(name="tier", template=_tier_rate),
    Offered(
        name="products",
        template=_rule("order", {**_fixed("10"), "per": "unit"}),
    ),
    Offered(
        name="multiplier",
        template=_rule("order", _TWICE, **_leaf("at.weekday", "in", ["fri"])),
    ),
    Offered(name="sign_up", template=_rule("sign_up", _HUNDRED)),
    Offered(
        name="first_order",
        template=_rule("order", _HUNDRED, **_FIRST),
    ),
    Offered(
        name="nth_order",
        template=_rule("order", _HUNDRED, **_leaf("order.number", "multiple_of", 5)),
    ),
    Offered(
        name="channel",
        template=_rule("order", _FIFTY, **_leaf("order.channel", "in", ["pos"])),
    ),
    Offered(
        name="birthday",
        template=_rule("birthday", _fixed("200"), before_days=7, after_days=7),
    ),
    Offered(name="anniversary", template=_rule("anniversary", _HUNDRED)),
    Offered(name="review", template=_rule("review", _FIFTY, needs="text")),
    Offered(
        name="follow",
        template=_rule("social", _fixed("20"), act="follow", network="instagram"),
    ),
    Offered(name="visit", template=_rule("visit", _fixed("10"))),
    Offered(name="newsletter", template=_rule("consent", _FIFTY, consent="newsletter")),
    Offered(name="profile", template=_rule("profile", _FIFTY, needs=["birthday"])),
    Offered(
        name="bought",
        template=_rule("bought", _HUNDRED, what={"products": ["*"]}, times=5),
    ),
    Offered(name="tag", template=_rule("tag", _FIFTY)),
    Offered(name="activity", template=_rule("activity", _fixed("10"))),
)
EARNING = Editor(section="earning", blocks=_blocks, offered=_OFFERED)
