"""Trying an order against what is being typed: what it earns, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.earning.explaining import trace_in_words
from app.domain.money import exponent
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.facts import MemberFacts
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.numbers import parse_amount
from app.domain.simulation.worth import worth_of
from app.services import programme_sense
from app.web.admin.programme.fields.base import Around, Input
from app.web.admin.programme.fields.reading import Unfit, whole_of
from app.web.admin.programme.fields.tables import amount_of
from app.web.admin.programme.places import Place
from app.web.admin.route import Ask

SAMPLE = {"IDR": 257_900}
"""An order of the sentence under a form, in major units; 50 of any other currency."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What an order would earn."""

    amount: str
    earned: tuple[str, ...]
    """Each kind of points."""
    worth: str
    why: tuple[str, ...]


def example(
    ask: Ask,
    place: Place,
    document: ProgrammeDocument | None,
    item: Mapping[str, Any],
) -> str:
    """Return "an order of so much earns so much" for a way to earn with orders."""
    if document is None or place.section != "earning":
        return ""
    rule = document.rule(str(item.get("id") or place.item_id))
    if not isinstance(rule, OrderRule):
        return ""
    currency = ask.office.currency
    amount_minor = SAMPLE.get(currency, 50) * 10 ** exponent(currency)
    decision = programme_sense.try_order(
        ask.env, document, amount_minor=amount_minor, currency=currency
    )
    units = sum(one.amount for one in decision.awards if one.rule_id == rule.id)
    if not units:
        return ""
    gaps = {
        "amount": money_text(amount_minor, currency, ask.language),
        "points": units_text(document, rule.asset, units, ask.language),
    }
    worth = _worth(document, rule.asset, units, currency)
    if worth is None:
        return ask.say("programme.example", **gaps)
    gaps["worth"] = money_text(worth, currency, ask.language)
    return ask.say("programme.example_worth", **gaps)


def _worth(
    document: ProgrammeDocument, asset: str, units: int, currency: str
) -> int | None:
    found = worth_of(document, asset, currency)
    if found is None:
        return None
    exact: Fraction = found.highest * units
    return exact.numerator // exact.denominator


def asked(
    ask: Ask, place: Place, around: Around, said: Mapping[str, str]
) -> tuple[Input, ...]:
    """Return the controls of the order that is tried."""
    if place.section != "earning":
        return ()
    tiers = [(tier.id, tier.id) for tier in around.document.tiers]
    nobody = [("", ask.say("programme.is.none"))]
    sample = SAMPLE.get(ask.office.currency, 50)
    return (
        Input(
            name="try.amount",
            kind="text",
            label=ask.say("programme.try.amount"),
            value=said.get("try.amount", str(sample)),
            before=ask.office.currency,
        ),
        Input(
            name="try.number",
            kind="number",
            label=ask.say("programme.try.number"),
            value=said.get("try.number", "2"),
        ),
        *(
            Input(
                name="try.tier",
                kind="select",
                label=ask.say("programme.try.tier"),
                value=said.get("try.tier", ""),
                choices=tuple(nobody + tiers),
            )
            for _ in tiers[:1]
        ),
    )


def tried(
    ask: Ask,
    place: Place,
    document: ProgrammeDocument | None,
    said: Mapping[str, str],
) -> Tried | None:
    """Return what the typed order earns; None when nothing is tried."""
    if document is None or place.section != "earning" or said.get("act") != "try":
        return None
    currency = ask.office.currency
    try:
        text = amount_of("", said.get("try.amount", ""), currency, ask.language)
        amount_minor = parse_amount(text, currency)
        which = max(whole_of("", said.get("try.number") or "2"), 1)
    except Unfit as unfit:
        return Tried("", (), "", (ask.say(unfit.key, **unfit.gaps),))
    except ValueError:
        return Tried("", (), "", (ask.say("programme.problem.unreadable_amount"),))
    member = MemberFacts(
        orders_before=which - 1, joined_at=ask.now, tier=said.get("try.tier") or None
    )
    decision = programme_sense.try_order(
        ask.env,
        document,
        amount_minor=amount_minor,
        currency=currency,
        number=which,
        member=member,
    )
    totals: dict[str, int] = {}
    for award in decision.awards:
        totals[award.asset] = totals.get(award.asset, 0) + award.amount
    main = document.main_points
    worth = _worth(document, main, totals.get(main, 0), currency)
    return Tried(
        amount=money_text(amount_minor, currency, ask.language),
        earned=tuple(
            units_text(document, asset, units, ask.language)
            for asset, units in totals.items()
        ),
        worth="" if not worth else money_text(worth, currency, ask.language),
        why=trace_in_words(document, decision.trace, ask.language),
    )
