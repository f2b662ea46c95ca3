"""Editors of everything beside earning and rewards."""

from typing import Any

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered, nothing
from app.web.admin.programme.fields.base import Around, Choices, Field
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.gifts import gifts, points_assets
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
from app.web.admin.programme.fields.rows import Kind, Nested, RowsField, choices_of
from app.web.admin.programme.fields.tables import Amounts

NAMED = Block(
    title="name",
    fields=(
        Text(at="title", label="title", help=True),
        Text(at="description", label="description", long=True),
    ),
)
TITLED = Block(title="name", fields=(Text(at="title", label="title", help=True),))
WHEN = Block(title="when", fields=(Window(at="active", label="active"),))
WHO = Block(title="who", fields=(ConditionField(),))
METRICS = ("spend", "orders", "points")


def _metrics(around: Around) -> Choices:
    house = tuple((one, around.say(f"programme.is.metric_{one}")) for one in METRICS)
    return (*house, *choices_of("metrics")(around))


def _requirements(at: str) -> RowsField:
    fields: tuple[Field, ...] = (
        Pick(at="metric", label="metric", among=_metrics),
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
    kinds = ("rolling", "calendar_year", "anniversary", "lifetime")
    ends = ("one_step", "recount", "never", "at_once")
    return (
        Block(
            title="tier_terms",
            fields=(
                Choice(at="window.kind", label="tier_window", options=kinds),
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


def _referral(_item: Item) -> tuple[Block, ...]:
    strict = ("block", "review", "off")
    guards = tuple(
        Choice(at=f"guards.{one}", label=f"guard_{one}", options=strict)
        for one in (
            "own_contact",
            "existing_customer",
            "same_address",
            "same_device",
            "same_payment",
            "circle",
            "velocity",
        )
    )
    wait = Nested(
        at="wait",
        label="wait",
        needs=("days",),
        template=lambda _around: {"since": "paid"},
        fields=(
            Whole(at="days", label="pending_days", unit="days"),
            Choice(at="since", label="pending_since", options=("paid", "fulfilled")),
        ),
    )
    return (
        Block(
            title="referral",
            fields=(
                Flag(at="enabled", label="enabled"),
                gifts("friend_gifts", "friend_gifts"),
                gifts("advocate_gifts", "advocate_gifts"),
                Amounts(at="minimum", label="friend_minimum"),
                Flag(at="first_order_only", label="first_order_only"),
            ),
        ),
        Block(
            title="limits",
            fields=(
                Whole(at="most_per_month", label="most_per_month"),
                Whole(at="most_ever", label="most_ever"),
                Whole(at="link_days", label="link_days", unit="days"),
                Whole(at="joined_days", label="joined_days", unit="days"),
                wait,
            ),
        ),
        Block(title="guards", fields=guards, open=False),
    )


def _terms(item: Item) -> tuple[Block, ...]:
    life: tuple[Field, ...] = (
        Choice(
            at="expiry.kind", label="expiry", options=("none", "life", "inactivity")
        ),
    )
    if item.get("expiry", {}).get("kind", "none") != "none":
        life = (
            *life,
            Whole(at="expiry.months", label="expiry_months", unit="months"),
            Whole(at="expiry.days", label="expiry_days", unit="days"),
            ConditionField(at="expiry.unless", label="expiry_unless", subject="member"),
        )
    return (
        Block(
            title="waiting",
            fields=(
                Whole(at="pending.days", label="pending_days", unit="days"),
                Choice(
                    at="pending.since",
                    label="pending_since",
                    options=("paid", "fulfilled"),
                ),
            ),
        ),
        Block(title="expiry", fields=life),
        Block(
            title="joining",
            fields=(
                Choice(
                    at="enrolment", label="enrolment", options=("automatic", "opt_in")
                ),
                Flag(at="earners.guests", label="earners_guests"),
                Flag(at="earners.staff", label="earners_staff"),
            ),
        ),
        Block(
            title="refunds",
            fields=(
                Choice(
                    at="refunds.shortfall.policy",
                    label="shortfall",
                    options=("owe", "goodwill", "owe_up_to"),
                ),
                Whole(at="refunds.shortfall.limit", label="owe_limit", unit="points"),
                Choice(
                    at="refunds.spent_points",
                    label="spent_points",
                    options=("in_proportion", "full_only", "off"),
                ),
            ),
        ),
        Block(
            title="law",
            fields=(
                Choice(at="law", label="law", options=("none", "ontario", "quebec")),
                Flag(at="expiry_notices.required", label="notices_required"),
                Whole(at="minimum_life_days", label="minimum_life", unit="days"),
                Whole(at="expiry_switch_on_days", label="switch_on", unit="days"),
            ),
            open=False,
        ),
    )


def _identity(_item: Item) -> tuple[Block, ...]:
    return (
        Block(
            title="identity",
            fields=(
                Text(at="name", label="programme_name"),
                Text(at="description", label="description", long=True),
                Line(at="currency", label="currency"),
                Line(at="timezone", label="timezone"),
                Choice(at="language", label="language", options=("id", "ms", "en")),
                Line(at="terms_url", label="terms_url"),
            ),
        ),
    )


def _asset(item: Item) -> tuple[Block, ...]:
    if item.get("kind") == "credit":
        return (Block(title="name", fields=(Text(at="name", label="asset_name"),)),)
    unit: tuple[Field, ...] = (
        Text(at="unit", label="unit"),
        Text(at="unit_one", label="unit_one"),
    )
    return (Block(title="name", fields=unit),)


def _play(item: Item) -> tuple[Block, ...]:
    by_kind: dict[str, tuple[Field, ...]] = {
        "quiz": (gifts("each_right", "each_right"), gifts("all_right", "all_right")),
        "survey": (Flag(at="anonymous", label="anonymous"), gifts("gifts")),
        "spin": (
            Whole(at="plays.times", label="plays_times"),
            gifts("otherwise", "otherwise"),
        ),
        "draw": (
            Day(at="closes", label="closes"),
            Pick(at="tickets", label="tickets", among=points_assets),
        ),
        "contest": (
            Choice(at="entry", label="entry", options=("photo", "text")),
            Whole(at="entries", label="entries"),
            Choice(at="decide", label="decide", options=("vote", "jury")),
            Day(at="closes", label="closes"),
        ),
        "leaderboard": (
            Pick(at="metric", label="metric", among=_metrics),
            Choice(
                at="period",
                label="period",
                options=("day", "week", "month", "quarter", "year", "ever"),
            ),
            Whole(at="shown", label="shown"),
        ),
    }
    return (
        TITLED,
        Block(title="give", fields=by_kind.get(str(item.get("kind")), ())),
        WHO,
        WHEN,
        Block(
            title="terms", fields=(Text(at="terms", label="game_terms"),), open=False
        ),
    )


def _goal(at: str) -> tuple[Field, ...]:
    return (
        Amounts(at=f"{at}.amount", label="reach_amount"),
        Whole(at=f"{at}.count", label="reach_count"),
    )


def _challenge(item: Item) -> tuple[Block, ...]:
    kind = item.get("kind")
    goal: tuple[Field, ...] = ()
    if kind != "collect":
        goal = (Pick(at="metric", label="metric", among=_metrics),)
    if kind in ("reach", "every", "streak"):
        goal = (*goal, *_goal("goal"))
    spans: tuple[str, ...] = ("day", "week", "month", "quarter", "year")
    if kind not in ("streak", "personal"):
        spans = (*spans, "ever")
    goal = (*goal, Choice(at="period", label="period", options=spans))
    if kind == "streak":
        goal = (*goal, Whole(at="length", label="streak_length"))
    give = () if kind == "milestones" else (gifts("gifts"),)
    return (
        TITLED,
        Block(title="goal", fields=goal),
        Block(title="gifts", fields=give),
        WHO,
        WHEN,
    )


def _streak(around: Around) -> dict[str, Any]:
    return {
        "kind": "streak",
        "metric": "orders",
        "goal": {"count": 1},
        "period": "month",
        "length": 3,
        "gifts": [_gift(around)],
    }


def _gift(around: Around) -> dict[str, Any]:
    return {"kind": "points", "asset": around.document.main_points, "points": "100"}


def _reach(around: Around) -> dict[str, Any]:
    return {
        "kind": "reach",
        "metric": "orders",
        "goal": {"count": 3},
        "period": "month",
        "gifts": [_gift(around)],
    }


def _every(around: Around) -> dict[str, Any]:
    return {**_reach(around), "kind": "every", "goal": {"count": 10}, "period": "ever"}


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
REFERRAL = Editor(section="referral", blocks=_referral)
TERMS = Editor(section="terms", blocks=_terms)
IDENTITY = Editor(section="identity", blocks=_identity)
ASSETS = Editor(section="assets", blocks=_asset)
PLAY = Editor(section="play", blocks=_play)
CHALLENGES = Editor(
    section="challenges",
    blocks=_challenge,
    offered=(
        Offered(name="streak", template=_streak),
        Offered(name="reach", template=_reach),
        Offered(name="every", template=_every),
    ),
)
BADGES = Editor(
    section="badges",
    blocks=lambda _item: (NAMED,),
    offered=(Offered(name="badge", template=lambda _around: {}),),
)
YAML_ONLY = tuple(
    Editor(section=name, blocks=nothing) for name in ("metrics", "dividends", "causes")
)


def _campaign(_item: Item) -> tuple[Block, ...]:
    again = ("never", "entry", "month", "year")
    segment = Pick(at="segment", label="segment", among=choices_of("segments"))
    drawn = Nested(
        at="surprise",
        label="surprise",
        needs=("members",),
        fields=(Whole(at="members", label="surprise_members"),),
    )
    return (
        TITLED,
        Block(title="who", fields=(segment,)),
        WHEN,
        Block(title="gifts", fields=(gifts("gifts"),)),
        Block(
            title="limits",
            fields=(
                Choice(at="again", label="again", options=again),
                Whole(at="pause_days", label="pause_days", unit="days"),
                Whole(at="most", label="most"),
                Whole(at="budget", label="campaign_budget", unit="points"),
                drawn,
            ),
        ),
    )


def _new_campaign(around: Around) -> dict[str, Any]:
    known = [segment.id for segment in around.document.segments][:1]
    return {**({"segment": known[0]} if known else {}), "gifts": [_gift(around)]}


CAMPAIGNS = Editor(
    section="campaigns",
    blocks=_campaign,
    offered=(Offered(name="gift", template=_new_campaign),),
)
