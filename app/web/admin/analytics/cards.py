"""Figures as cards: what each is called, what it is now, how it changed, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from app.domain.analytics.figures import KINDS, Figure, Kind
from app.domain.programme.figures import money_text
from app.domain.words import day_text
from app.domain.words.analytics import COSTS, DEFINED
from app.services.analytics.page import Figures
from app.services.analytics.points import Cost
from app.services.analytics.reading import PERIODS, USUAL
from app.services.rollups import Dashboard
from app.web.admin.route import Ask
from app.web.admin.shown import address_of

UNKNOWN: Final = "–"  # noqa: RUF001 - an en dash stands for "not known"
SPARKS: Final = {
    "members": ("joined", "count"),
    "new_members": ("joined", "count"),
}
POINTS_OF_A_SPARK: Final = 28


@dataclass(frozen=True, slots=True)
class Card:
    """One figure on a page."""

    name: str
    title: str
    value: str
    note: str
    why: str
    spark: tuple[int, ...] = ()


def days_of(ask: Ask) -> int:
    """Return the period that was asked for; the usual one where it is none."""
    said = ask.query.get("days", "")
    return int(said) if said in {str(days) for days in PERIODS} else USUAL


def card(ask: Ask, found: Figures, name: str, unit: str = "") -> Card:
    """Return the card of a figure."""
    now, before = found.reading.of(name, unit), found.reading.was(name, unit)
    return Card(
        name,
        DEFINED[name].title.say(ask.language),
        now.text(ask.language) or UNKNOWN,
        note(ask, now, before),
        why(name, found.reading.span.days, unit),
        spark(found, name),
    )


def cards(ask: Ask, found: Figures, names: Iterable[str]) -> list[Card]:
    """Return cards; of money one for each currency in which there is any."""
    shown = []
    for name in names:
        units: Sequence[str] = [""]
        if KINDS[name] in (Kind.MONEY, Kind.MEAN):
            units = found.reading.units(name) or [""]
        shown += [card(ask, found, name, unit) for unit in units]
    return shown


def note(ask: Ask, now: Figure, before: Figure) -> str:
    """Return how a figure changed, in words; nothing where that can't be said."""
    change = now.change_text(before, ask.language)
    if change is None:
        return ask.say("figure.no_change")
    key = "figure.points" if now.kind is Kind.SHARE else "figure.change"
    return ask.say(key, change=change)


def why(name: str, days: int, unit: str = "") -> str:
    """Return where a figure is explained."""
    return address_of(
        f"/analytics/why/{name}",
        days=None if days == USUAL else days,
        unit=unit or None,
    )


def cost_card(ask: Ask, found: Figures) -> Card:
    """Return the card of what the programme cost."""
    now = Figure("programme_cost", found.cost.currency, found.cost.total_minor, 1)
    was = Figure(
        "programme_cost", found.cost.currency, found.cost_before.total_minor, 1
    )
    sales = found.reading.of("sales", found.cost.currency).part
    words = note(ask, now, was)
    if sales > 0:
        share = Figure("orders_with_reward", "count", max(now.part, 0), sales)
        words = ask.say("figure.of_sales", share=share.text(ask.language) or UNKNOWN)
    return Card(
        "programme_cost",
        DEFINED["programme_cost"].title.say(ask.language),
        now.text(ask.language) or UNKNOWN,
        words,
        why("programme_cost", found.reading.span.days),
    )


def return_card(ask: Ask, found: Figures) -> Card:
    """Return the card of what each unit of money brought, or that it is too early."""
    each, currency = found.returned.each, found.cost.currency
    value, words = ask.say("figure.too_early"), ask.say("figure.too_early_why")
    if each is not None:
        value = each_text(ask, each, currency)
        low = each_text(ask, found.returned.low or each, currency)
        high = each_text(ask, found.returned.high or each, currency)
        words = ask.say("figure.range", low=low, high=high)
    return Card(
        "return",
        DEFINED["return"].title.say(ask.language),
        value,
        words,
        why("return", found.reading.span.days),
    )


def each_text(ask: Ask, each: Fraction, currency: str) -> str:
    """Return so much of money for one unit of it, with two decimals."""
    hundredths = each.numerator * 100 // each.denominator
    ratio = Figure("purchase_frequency", "count", hundredths, 100)
    sign = money_text(0, currency, ask.language).rstrip("0.,")
    written = ratio.text(ask.language)
    minus = "−" if hundredths < 0 else ""  # noqa: RUF001 - the minus sign is meant
    return f"{minus}{sign}{(written or '').removeprefix(minus)}"


def spark(found: Figures, name: str) -> tuple[int, ...]:
    """Return a figure's last days for a small chart; nothing where none is kept."""
    if name not in SPARKS:
        return ()
    values = found.days.of(*SPARKS[name]).amounts[-POINTS_OF_A_SPARK:]
    return tuple(values) if any(values) else ()


def cost_rows(ask: Ask, spent: Cost) -> list[tuple[str, int, str]]:
    """Return kinds of cost for bars: name, amount, amount in words."""
    return [
        (
            COSTS[kind].say(ask.language),
            amount,
            money_text(amount, spent.currency, ask.language),
        )
        for kind, amount in spent.kinds.items()
    ]


def chart(
    ask: Ask, shown: Dashboard, lines: Sequence[tuple[str, str, str]]
) -> dict[str, Any]:
    """Return a chart of days as data: names of the days, and a line for each figure.

    Args:
        ask: Who looks.
        shown: The figures by day.
        lines: Figure, unit, and the key of the line's name.
    """
    days = (shown.last - shown.first).days + 1
    step = 1 if days <= MOST_POINTS else 7
    starts = range(0, days, step)
    first = shown.first.toordinal()
    return {
        "kind": "line",
        "labels": [
            day_text(type(shown.first).fromordinal(first + at), ask.language)
            for at in starts
        ],
        "lines": [
            {
                "name": ask.say(key),
                "values": [
                    sum(shown.of(figure, unit).amounts[at : at + step]) for at in starts
                ],
            }
            for figure, unit, key in lines
        ],
    }


MOST_POINTS: Final = 92
"""Days that a chart shows one by one; of more it shows weeks."""


def periods(ask: Ask, path: str) -> list[tuple[str, str, str]]:
    """Return the choices of a period: key, words, address."""
    return [
        (
            str(days),
            ask.say("figure.days", days),
            address_of(path, days=None if days == USUAL else days),
        )
        for days in PERIODS
    ]
