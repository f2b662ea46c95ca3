"""Editors of what members hold: tiers, perks, memberships, badges."""

from typing import Any

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered
from app.web.admin.programme.editors.common import (
    NAMED,
    TITLED,
    metrics_of,
)
from app.web.admin.programme.fields.base import Around, Field
from app.web.admin.programme.fields.gifts import gifts
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
)
from app.web.admin.programme.fields.rows import Kind, Nested, RowsField, choices_of
from app.web.admin.programme.fields.tables import Amounts
from app.web.admin.programme.fields.variants import Variant


def _requirements(at: str) -> RowsField:
    fields: tuple[Field, ...] = (
        Pick(at="metric", label="metric", among=metrics_of),
        Amounts(at="amount", label="reach_amount"),
        Whole(at="count", label="reach_count"),
    )
    kind = Kind(name="", template=lambda _around: {"metric": "spend"}, fields=fields)
    return RowsField(at=at, label=at.rsplit(".", 1)[-1], kinds=(kind,), rows_of="need")


def _tier(item: Item) -> tuple[Block, ...]:
    ways = [way for way in ("all_of", "any_of") if item.get("reach", {}).get(way)]
    reach = tuple(
        Nested(
            at=at,
            label=at,
            needs=("all_of", "any_of"),
            fields=tuple(_requirements(way) for way in ways or ["all_of"]),
        )
        for at in ("reach",)
    )
    assigned = Nested(
        at="assigned_by",
        label="assigned_by",
        needs=("tag", "hand"),
        fields=(
            Line(at="tag", label="assigned_tag"),
            Flag(at="hand", label="assigned_hand"),
        ),
    )
    return (
        NAMED,
        Block(title="reach", fields=reach),
        Block(title="gifts", fields=(gifts("gifts", "entry_gifts"),)),
        Block(title="yearly", fields=(gifts("yearly_gifts"),), open=False),
        Block(
            title="more",
            fields=(
                Flag(at="invite", label="invite"),
                Flag(at="hidden", label="hidden"),
                assigned,
            ),
            open=False,
        ),
    )


def _tier_terms(_item: Item) -> tuple[Block, ...]:
    window = Variant(
        at="window",
        label="tier_window",
        kinds={
            "rolling": (
                Whole(at="months", label="window_months", unit="months"),
                Whole(at="term_months", label="term_months", unit="months"),
            ),
            "calendar_year": (),
            "anniversary": (),
            "lifetime": (),
        },
    )
    ends = ("one_step", "recount", "never", "at_once")
    return (
        Block(
            title="tier_terms",
            fields=(
                window,
                Choice(at="counts", label="counts", options=("matured", "paid")),
                Choice(
                    at="upgrade", label="upgrade", options=("at_once", "period_end")
                ),
                Whole(at="grace_days", label="grace_days", unit="days"),
                Choice(at="at_term_end", label="at_term_end", options=ends),
                Choice(
                    at="on_change",
                    label="on_change",
                    options=("nobody_drops", "recount"),
                    help=True,
                ),
            ),
        ),
    )


def _perk(item: Item) -> tuple[Block, ...]:
    scope: tuple[Field, ...] = (
        Refs(at="what.scope.products", label="products"),
        Refs(at="what.scope.collections", label="collections"),
    )
    by_kind: dict[str, tuple[Field, ...]] = {
        "percent": (
            Percent(at="what.percent", label="percent_off", unit="percent"),
            *scope,
        ),
        "free_shipping": (
            Amounts(at="what.minimum", label="shipping_minimum"),
            Amounts(at="what.above", label="shipping_above"),
            Choice(at="what.speed", label="speed", options=("standard", "express")),
            Text(at="what.note", label="speed_note"),
        ),
        "tag": (Text(at="what.text", label="perk_text"), Line(at="tag", label="tag")),
        "early_access": (
            Whole(at="what.hours", label="early_hours", unit="hours"),
            Refs(at="what.collections", label="collections"),
            Day(at="what.opens_at", label="opens_at"),
        ),
        "support_priority": (Text(at="what.contact", label="contact"),),
        "exclusive_products": (
            Refs(at="what.products", label="products"),
            Refs(at="what.collections", label="collections"),
            Flag(at="what.whole_store", label="whole_store"),
        ),
        "member_collection": (Refs(at="what.collections", label="collections"),),
        "text": (Text(at="what.text", label="perk_text"),),
    }
    what = by_kind.get(str(item.get("what", {}).get("kind")), ())
    holders: tuple[Field, ...] = (
        Checks(at="held_by.tiers", label="held_tiers", among=choices_of("tiers")),
        Checks(at="held_by.plans", label="held_plans", among=choices_of("memberships")),
        Flag(at="held_by.everybody", label="held_everybody"),
        Flag(at="held_by.trials", label="held_trials"),
    )
    where = tuple(
        Flag(at=f"where.{one}", label=f"where_{one}")
        for one in ("online", "till", "app")
    )
    beside = tuple(
        Flag(at=f"combines_with.{one}", label=f"combines_{one}")
        for one in ("order", "product", "shipping")
    )
    return (
        Block(title="worth", fields=what),
        Block(title="holders", fields=holders),
        TITLED,
        Block(title="where", fields=where, open=False),
        Block(title="combines", fields=beside, open=False),
    )


def _offers() -> RowsField:
    fields: tuple[Field, ...] = (
        Refs(at="products", label="offer_products", help=True),
        Whole(at="lasts.months", label="lasts_months", unit="months"),
        Whole(at="lasts.days", label="offer_days", unit="days"),
        Flag(at="lasts.lifetime", label="lasts_lifetime"),
        Flag(at="trial", label="trial"),
    )

    def template(_around: Around) -> dict[str, Any]:
        return {"lasts": {"months": 1, "lifetime": False}, "trial": False}

    kind = Kind(name="", template=template, fields=fields)
    return RowsField(at="offers", label="offers", kinds=(kind,), rows_of="offer")


def _plan(_item: Item) -> tuple[Block, ...]:
    return (
        NAMED,
        Block(title="offers", fields=(_offers(),)),
        Block(title="gifts", fields=(gifts("gifts", "plan_gifts"),)),
        Block(
            title="monthly",
            fields=(
                gifts("monthly_gifts"),
                Flag(at="trial_gifts", label="trial_gifts"),
            ),
        ),
        Block(title="yearly", fields=(gifts("yearly_gifts"),), open=False),
        Block(
            title="more",
            fields=(Whole(at="grace_days", label="plan_grace", unit="days"),),
            open=False,
        ),
    )


def _new_tier(around: Around) -> dict[str, Any]:
    currency = around.currencies[0]
    amount = {currency: "1000000" if currency == "IDR" else "200"}
    return {"reach": {"all_of": [{"metric": "spend", "amount": amount}]}}


def _new_perk(kind: str, **more: Any) -> Any:  # noqa: ANN401 - a maker of raw perks
    def template(around: Around) -> dict[str, Any]:
        tiers = [tier.id for tier in around.document.tiers][-1:]
        plans = [plan.id for plan in around.document.memberships][-1:]
        holders = {"tiers": tiers} if tiers else {"plans": plans}
        held = holders if tiers or plans else {"everybody": True}
        return {"held_by": held, "what": {"kind": kind, **more}}

    return template


TIERS = Editor(
    section="tiers",
    blocks=_tier,
    offered=(Offered(name="tier", template=_new_tier),),
)
TIER_TERMS = Editor(section="tier_terms", blocks=_tier_terms)
PERKS = Editor(
    section="perks",
    blocks=_perk,
    offered=(
        Offered(name="percent", template=_new_perk("percent", percent="5%")),
        Offered(name="free_shipping", template=_new_perk("free_shipping")),
        Offered(name="early_access", template=_new_perk("early_access", hours=24)),
        Offered(name="support_priority", template=_new_perk("support_priority")),
        Offered(name="exclusive_products", template=_new_perk("exclusive_products")),
        Offered(name="text", template=_new_perk("text")),
    ),
)
PLANS = Editor(
    section="memberships",
    blocks=_plan,
    offered=(Offered(name="plan", template=lambda _around: {}),),
)
BADGES = Editor(
    section="badges",
    blocks=lambda _item: (NAMED,),
    offered=(Offered(name="badge", template=lambda _around: {}),),
)
