"""Units of whom the terms spare do not lapse in a simulation, either."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.inactivity import Spell as Spared
from app.domain.programme.facts import MemberFacts
from app.domain.programme.terms import LifeExpiry
from app.domain.simulation.people import CHANGE, Person, Play
from app.domain.simulation.simulator import Simulator
from app.domain.simulation.sparing import Sparing, end_of_lot
from app.domain.tiers.spells import Assignment
from tests.domain.simulation.played import (
    NEW_YEAR,
    YEAR_END,
    document_of,
    order,
    person,
    terms,
    tried,
)

CARD = {"field": "member.tags", "op": "contains_any", "value": ["card"]}
GOLD = {"field": "member.tier", "op": "in", "value": ["gold"]}
HALF_A_YEAR = {"kind": "life", "months": 6, "unless": CARD}
SILENCE = {"kind": "inactivity", "months": 3, "unless": CARD}
NAME = UUID(int=1)
LIFE = LifeExpiry(kind="life", days=30)


def at(day: int) -> datetime:
    """Return noon, so many days after New Year."""
    return NEW_YEAR + timedelta(days=day - 1, hours=12)


def change(day: int, *, card: bool) -> Play:
    tags = {"card": at(day)} if card else {}
    return Play(at(day), CHANGE, member=MemberFacts(tags=tags))


def lapsed(simulator: Simulator) -> dict[int, int]:
    """Return what lapsed in each month of the year, without anything used."""
    (asset,) = simulator.report().assets
    return {
        month.month % 12 + 1: month.expired for month in asset.months if month.expired
    }


def played(
    life: dict[str, Any],
    *plays: Play,
    **rule: Any,  # noqa: ANN401 - fields of a rule
) -> dict[int, int]:
    own = {"id": "own", "trigger": "order", "lane": "own", **rule}
    rules = [{**own, "award": {"kind": "fixed", "points": 7}}] if rule else []
    document = document_of(*rules, terms={"expiry": life, "pending": {"days": 0}})
    one = person(order("A1", day=1), plays=plays)
    return lapsed(tried(document, one, redemption_rate=0))


def test_without_the_mark_units_lapse_at_the_end_of_their_life() -> None:
    assert played(HALF_A_YEAR, change(5, card=False)) == {7: 100}


def test_nothing_lapses_of_whoever_is_spared_to_the_end() -> None:
    assert played(HALF_A_YEAR, change(5, card=True)) == {}


def test_a_new_life_begins_when_it_is_over() -> None:
    assert played(HALF_A_YEAR, change(5, card=True), change(95, card=False)) == {
        10: 100
    }


def test_what_has_lapsed_is_not_woken() -> None:
    assert played(HALF_A_YEAR, change(200, card=True)) == {7: 100}


def test_lives_that_rules_give_their_own_awards_go_on() -> None:
    own = {"kind": "life", "months": 1}

    assert played(HALF_A_YEAR, change(5, card=True), expiry=own) == {2: 7}


def test_silence_does_not_count_while_somebody_is_spared() -> None:
    assert played(SILENCE) == {4: 100}
    assert played(SILENCE, change(5, card=True), change(95, card=False)) == {7: 100}


def test_a_tier_spares_from_the_day_it_begins() -> None:
    document = document_of(
        tiers=[{"id": "bronze"}, {"id": "gold", "assigned_by": {"hand": True}}],
        terms={"expiry": {**HALF_A_YEAR, "unless": GOLD}, "pending": {"days": 0}},
    )
    given = Assignment(NAME, "gold", "hand", at(60), None, "ani", "wanted")
    ended = Assignment(NAME, "gold", "hand", at(60), at(95), "ani", "wanted")

    def months(*assignments: Assignment) -> dict[int, int]:
        one: Person = person(order("A1"), assignments=assignments, joined_at=NEW_YEAR)
        return lapsed(tried(document, one, redemption_rate=0))

    assert months() == {7: 100}
    assert months(given) == {}
    assert months(ended) == {10: 100}


@pytest.mark.parametrize(
    ("spared", "days"),
    [
        ([], 30),
        ([(10, 20)], 50),
        ([(10, 20), (45, None)], None),
        ([(10, 20), (60, None)], 50),
        ([(-20, -5)], 30),
        ([(10, 40), (50, 55)], 85),
    ],
)
def test_the_end_of_a_lot_follows_every_time_its_holder_was_spared(
    spared: list[tuple[int, int | None]], days: int | None
) -> None:
    spells: list[Spared] = [
        (at(1 + since), None if until is None else at(1 + until))
        for since, until in spared
    ]

    end = end_of_lot(LIFE, at(1), spells, zone="UTC")

    # A life ends with its last day.
    midnight = timedelta(hours=12)
    assert end == (None if days is None else at(2 + days) - midnight)


def test_nobody_is_spared_where_the_terms_spare_nobody() -> None:
    sparing = Sparing(document_of(), zone="UTC")

    assert not sparing.any
    assert sparing.spells([(at(1), MemberFacts())], (), until=YEAR_END) == []


def test_what_is_later_than_the_span_is_not_looked_at() -> None:
    expiry = {"expiry": HALF_A_YEAR}
    sparing = Sparing(document_of(terms=expiry), zone=terms().zone)
    late = MemberFacts(tags={"card": at(1)})

    found = sparing.spells([(at(9), late)], (), until=at(8))

    assert found == []
