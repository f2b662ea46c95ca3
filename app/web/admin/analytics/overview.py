"""Analytics: how the programme does, and why each figure is what it is."""

from typing import Any, Final

from app.domain.analytics.figures import KINDS, Figure, Kind
from app.domain.analytics.flows import RollForward
from app.domain.errors import Missing
from app.domain.programme.campaigns_words import figure_text, goal_title, how_computed
from app.domain.staff import Right
from app.domain.words.analytics import DEFINED, FLOWS
from app.services.analytics.page import Figures, figures
from app.services.analytics.points import steps
from app.services.analytics.reading import Reading
from app.web.admin.analytics.cards import (
    MOST_POINTS,
    UNKNOWN,
    card,
    cards,
    chart,
    cost_card,
    cost_rows,
    days_of,
    each_text,
    periods,
    return_card,
)
from app.web.admin.route import Ask, Pages, View

pages = Pages("analytics")

PEOPLE: Final = ("members", "new_members", "enrolment_rate", "participation")
BUYING: Final = (
    "sales",
    "member_share",
    "purchase_frequency",
    "average_order",
    "average_order_others",
    "repeat_rate",
    "retention",
    "churn",
    "lifetime_value",
    "returning_revenue",
)
REWARDS: Final = (
    "redemption_rate",
    "reward_use",
    "orders_with_reward",
    "sales_with_reward",
    "time_to_first_reward",
)
HELD_OUT: Final = "return"
REFERRALS: Final = (
    *("open", "waiting", "held", "blocked", "earned"),
    *("refused", "lapsed", "cancelled"),
)
"""The states of a referral in the order of its life."""


class FigureMissing(Missing):
    """There is no figure of this name."""

    code = "figure_missing"


def shown(ask: Ask, path: str) -> tuple[Figures, dict[str, Any]]:
    """Return the figures of the period asked for, and what every page says of it."""
    days = days_of(ask)
    found = ask.run(lambda uow: figures(ask.env, uow, days))
    return found, {
        "reading": found.reading,
        "span": found.reading.span,
        "days": str(days),
        "periods": periods(ask, path),
    }


@pages.page("GET", "/analytics", right=Right.READ)
def overview(ask: Ask) -> View:
    """Show how the programme does, beside the period before."""
    found, said = shown(ask, "/analytics")
    language = ask.language
    aims = [
        {
            "title": goal_title(found.about.document, one.goal, language)
            if found.about.document
            else one.goal.id,
            "how": how_computed(one.goal, language),
            "value": UNKNOWN
            if one.progress.value is None
            else figure_text(one.goal, one.progress.value, language),
            "target": figure_text(one.goal, one.goal.target.value, language),
            "until": one.goal.until,
            "course": one.progress.course,
            "percent": max(min((one.progress.reached_bp or 0) // 100, 100), 0),
        }
        for one in found.goals
    ]
    lines = (
        ("orders", "count", "chart.orders"),
        ("joined", "count", "chart.joined"),
        ("redemptions", "count", "chart.redemptions"),
    )
    return View(
        "admin/analytics/overview.html",
        {
            **said,
            "groups": [
                ("analytics.people", cards(ask, found, PEOPLE)),
                ("analytics.buying", cards(ask, found, BUYING)),
                ("analytics.rewards", cards(ask, found, REWARDS)),
                (
                    "analytics.money",
                    [cost_card(ask, found), return_card(ask, found)],
                ),
            ],
            "goals": aims,
            "chart": chart(ask, found.days, lines),
        },
    )


@pages.page("GET", "/analytics/return", right=Right.READ)
def against_hold_out(ask: Ask) -> View:
    """Show what the programme brought beside its hold-out, and what it cost."""
    found, said = shown(ask, "/analytics/return")
    told = found.returned
    brought = None
    if told.each is not None:
        brought = {
            "each": each_text(ask, told.each, found.cost.currency),
            "low": each_text(ask, told.low or told.each, found.cost.currency),
            "high": each_text(ask, told.high or told.each, found.cost.currency),
        }
    return View(
        "admin/analytics/return.html",
        {
            **said,
            "lift": told.lift,
            "brought": brought,
            "card": return_card(ask, found),
            "cost": cost_card(ask, found),
            "costs": cost_rows(ask, found.cost),
            "also": cards(ask, found, ("sales_with_reward", "orders_with_reward")),
        },
    )


@pages.page("GET", "/analytics/members", right=Right.READ)
def members(ask: Ask) -> View:
    """Show who joins, who comes back, and cohorts by the month they joined."""
    found, said = shown(ask, "/analytics/members")
    return View(
        "admin/analytics/members.html",
        {
            **said,
            "cards": cards(
                ask,
                found,
                (*PEOPLE, "repeat_rate", "retention", "churn", "lifetime_value"),
            ),
            "cohorts": [
                (key, cohort_rows(ask, found.reading, name))
                for key, name in (
                    ("cohort.members", "cohort_members"),
                    ("cohort.others", "cohort_others"),
                )
            ],
            "chart": chart(ask, found.days, (("joined", "count", "chart.joined"),)),
        },
    )


def cohort_rows(
    ask: Ask, reading: Reading, name: str
) -> list[tuple[str, str, list[str]]]:
    """Return a table of cohorts: month, how many began, a share for each month."""
    rows = []
    for month, later in reading.months(name).items():
        shares = [
            (later[k].text(ask.language) or UNKNOWN) if k in later else ""
            for k in range(1, 13)
        ]
        began = Figure("members", "count", later[1].whole, 1).text(ask.language)
        rows.append((month, began or "", shares))
    return rows


@pages.page("GET", "/analytics/points", right=Right.READ)
def points(ask: Ask) -> View:
    """Show points from opening to closing, and what is owed for them."""
    found, said = shown(ask, "/analytics/points")
    span, asset = found.reading.span, found.reading.asset
    by_month = span.days > MOST_POINTS
    parts = ask.run(lambda uow: steps(uow, asset, span, months=by_month))
    expiring = found.reading.now.get(("expiring", asset))
    return View(
        "admin/analytics/points.html",
        {
            **said,
            "lines": flow_rows(ask, found.moved),
            "steps": parts,
            "owed": found.owed,
            "percent": found.owed.share.numerator * 1000 // found.owed.share.denominator
            if found.owed
            else 0,
            "cards": cards(ask, found, ("redemption_rate", "reward_use")),
            "expiring": expiring,
            "chart": {
                "kind": "line",
                "labels": [each.name for each in parts],
                "lines": [
                    {
                        "name": ask.say("chart.outstanding"),
                        "values": [each.moved.closing for each in parts],
                        "level": True,
                    }
                ],
            },
        },
    )


def flow_rows(ask: Ask, moved: RollForward) -> list[tuple[str, str, int]]:
    """Return the lines of a roll-forward: name, words, units."""
    return [
        (name, FLOWS[name].say(ask.language), units) for name, units in moved.lines()
    ]


@pages.page("GET", "/analytics/referrals", right=Right.READ)
def referrals(ask: Ask) -> View:
    """Show friends who came, and what they brought."""
    found, said = shown(ask, "/analytics/referrals")
    return View(
        "admin/analytics/referrals.html",
        {
            **said,
            "cards": cards(ask, found, ("referrals", "referral_sales")),
            "advocates": found.reading.count("referral_advocates"),
            "states": [
                (
                    ask.say(f"referral.{state}"),
                    found.reading.count(f"referral_{state}"),
                    ask.say("say.people", found.reading.count(f"referral_{state}")),
                )
                for state in REFERRALS
            ],
        },
    )


@pages.page("GET", "/analytics/why/<name>", right=Right.READ)
def why_figure(ask: Ask) -> View:
    """Explain a figure: what it means, the numbers put in, the period, the source."""
    name = ask.path["name"]
    if name not in DEFINED:
        raise FigureMissing(f"no figure {name}")
    found, said = shown(ask, "/analytics")
    defined, unit = DEFINED[name], ask.query.get("unit", "")
    rows: list[tuple[str, str]] = []
    value = UNKNOWN
    if name in KINDS and name not in ("programme_cost", "liability"):
        figure = found.reading.of(name, unit)
        value = card(ask, found, name, unit).value
        rows = [(defined.part.say(ask.language), part_text(ask, figure))]
        if defined.whole is not None:
            whole = Figure("members", "count", figure.whole, 1)
            money = figure.kind is Kind.SHARE and name == "returning_revenue"
            if money:
                whole = Figure("sales", figure.unit, figure.whole, 1)
            if name not in ("sales", "sales_with_reward"):
                rows.append(
                    (
                        defined.whole.say(ask.language),
                        whole.text(ask.language) or UNKNOWN,
                    )
                )
    elif name == "programme_cost":
        value = cost_card(ask, found).value
        rows = [(words, text) for words, _, text in cost_rows(ask, found.cost)]
    elif name == HELD_OUT:
        value = return_card(ask, found).value
    return View(
        "admin/analytics/why.html",
        {
            **said,
            "title": defined.title.say(ask.language),
            "how": defined.how.say(ask.language),
            "value": value,
            "rows": rows,
        },
    )


def part_text(ask: Ask, figure: Figure) -> str:
    """Return what stands above the line of a figure."""
    in_money = figure.kind in (Kind.MONEY, Kind.MEAN) or (
        figure.name == "returning_revenue"
    )
    above = Figure("sales" if in_money else "members", figure.unit, figure.part, 1)
    return above.text(ask.language) or UNKNOWN
