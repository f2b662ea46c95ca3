"""Editors of the terms, the referral, and who the programme is."""

from app.web.admin.programme.editors.base import Block, Editor, Item, nothing
from app.web.admin.programme.fields.base import Field
from app.web.admin.programme.fields.conditions import ConditionField
from app.web.admin.programme.fields.gifts import gifts
from app.web.admin.programme.fields.plain import (
    Choice,
    Flag,
    Line,
    Text,
    Whole,
)
from app.web.admin.programme.fields.rows import Nested
from app.web.admin.programme.fields.tables import Amounts


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


REFERRAL = Editor(section="referral", blocks=_referral)
TERMS = Editor(section="terms", blocks=_terms)
IDENTITY = Editor(section="identity", blocks=_identity)
ASSETS = Editor(section="assets", blocks=_asset)
YAML_ONLY = tuple(
    Editor(section=name, blocks=nothing) for name in ("metrics", "dividends", "causes")
)
