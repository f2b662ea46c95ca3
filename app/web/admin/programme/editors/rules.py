"""Editors of the terms, the referral, and who the programme is."""

from typing import Any

from app.web.admin.programme.editors.base import Block, Editor, Item, Offered, nothing
from app.web.admin.programme.editors.common import NAMED
from app.web.admin.programme.fields.base import Around, Field
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.gifts import all_assets, gifts
from app.web.admin.programme.fields.plain import (
    Choice,
    Flag,
    Line,
    Pick,
    Text,
    Whole,
)
from app.web.admin.programme.fields.rows import Kind, Nested, RowsField
from app.web.admin.programme.fields.tables import Amounts
from app.web.admin.programme.fields.variants import Variant


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


def _terms(_item: Item) -> tuple[Block, ...]:
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
        Block(title="expiry", fields=(_expiry(),)),
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
        _refunds(),
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


def _expiry() -> Variant:
    months = Whole(at="months", label="expiry_months", unit="months")
    days = Whole(at="days", label="expiry_days", unit="days")
    ends = Choice(
        at="until", label="expiry_until", options=("day", "month_end", "year_end")
    )
    unless = ConditionField(at="unless", label="expiry_unless", subject="member")
    return Variant(
        at="expiry",
        label="expiry",
        kinds={
            "none": (),
            "life": (months, days, ends, unless),
            "inactivity": (months, days, unless),
        },
    )


def _refunds() -> Block:
    return Block(
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


def _stacking(_item: Item) -> tuple[Block, ...]:
    def rows(at: str, *, ever: bool) -> RowsField:
        periods = ("day", "week", "month", "year", "ever")
        fields: tuple[Field, ...] = (
            Whole(at="points", label="limit_points", unit="points"),
            Choice(
                at="per",
                label="limit_per",
                options=periods if ever else ("order", *periods),
            ),
            Pick(at="asset", label="asset", among=all_assets),
        )

        def template(around: Around) -> dict[str, Any]:
            return {"per": "month", "asset": around.document.main_points}

        kind = Kind(name="", template=template, fields=fields)
        return RowsField(at=at, label=at, kinds=(kind,), rows_of="limits")

    how = ("add", "best", "multiply")
    return (
        Block(
            title="stacking",
            fields=(
                Choice(at="multipliers", label="multipliers", options=how, help=True),
                rows("caps", ever=False),
                rows("budgets", ever=True),
            ),
        ),
    )


def _cause(_item: Item) -> tuple[Block, ...]:
    named: tuple[Field, ...] = (
        Line(at="link", label="link"),
        Line(at="registered_as", label="registered_as"),
    )
    return (NAMED, Block(title="more", fields=named))


CAUSES = Editor(
    section="causes",
    blocks=_cause,
    offered=(Offered(name="cause", template=lambda _around: {}),),
)
STACKING = Editor(section="stacking", blocks=_stacking)
REFERRAL = Editor(section="referral", blocks=_referral)
TERMS = Editor(section="terms", blocks=_terms)
IDENTITY = Editor(section="identity", blocks=_identity)
ASSETS = Editor(section="assets", blocks=_asset)
YAML_ONLY = tuple(
    Editor(section=name, blocks=nothing) for name in ("metrics", "dividends")
)
