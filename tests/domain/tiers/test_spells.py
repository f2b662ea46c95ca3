"""Assignments over figures, and the occasions that bring gifts."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.domain.tiers.climbing import Era
from app.domain.tiers.occasions import next_year, occasions
from app.domain.tiers.spells import Assignment, Spell, calendar_of, spells_of
from tests.domain.tiers.ladders import (
    BEGINNING,
    BRONZE,
    GOLD,
    SILVER,
    ZONE,
    at,
    facts,
    ladder,
    midnight,
    spent,
)

CARD = {"id": "card", "assigned_by": {"tag": "Card-Holder"}}
RULES = ladder(BRONZE, SILVER, GOLD, CARD)
NOW = at(2026, 6, 1)
REACHED = spent(2_000_000, 2026, 1, 1)


def given(
    tier: str,
    since: datetime,
    until: datetime | None = None,
    *,
    number: int = 1,
    kind: str = "hand",
    fixed: bool = False,
    with_gifts: bool = True,
) -> Assignment:
    return Assignment(
        UUID(int=number), tier, kind, since, until, "ani", "vip", fixed, with_gifts
    )


def told(spells: list[Spell]) -> list[tuple[str | None, str, str | None]]:
    return [(one.tier_id, one.by, one.occasion) for one in spells]


def test_a_tag_gives_the_tier_above_the_ladder_while_it_is_there() -> None:
    tag = given("card", at(2026, 3, 1), at(2026, 5, 1), kind="tag")

    assert told(spells_of(facts(RULES, REACHED), [tag], at=NOW)) == [
        ("bronze", "figures", None),
        ("silver", "figures", "term:1"),
        ("card", "ani", "term:1"),
        ("silver", "figures", ""),
    ]


def test_an_assignment_shows_its_own_end() -> None:
    until = at(2027, 1, 1)
    spells = spells_of(facts(RULES), [given("gold", at(2026, 3, 1), until)], at=NOW)

    assert (spells[-1].term_end, spells[-1].grace_end) == (until, until)


def test_figures_above_an_assignment_win() -> None:
    rich = facts(RULES, spent(9_000_000, 2026, 2, 1))
    spells = spells_of(rich, [given("silver", at(2026, 1, 5))], at=NOW)

    assert [one.tier_id for one in spells] == ["bronze", "silver", "gold"]


def test_a_fixed_assignment_holds_lower_too_and_the_latest_one_wins() -> None:
    low = given("bronze", at(2026, 3, 1), fixed=True)
    higher = given("gold", at(2026, 4, 1), at(2026, 5, 1), number=2, fixed=True)
    spells = spells_of(facts(RULES, REACHED), [low, higher], at=NOW)

    assert [one.tier_id for one in spells] == [
        "bronze",
        "silver",
        "bronze",
        "gold",
        "bronze",
    ]


def test_an_assignment_may_come_without_gifts() -> None:
    quiet = given("gold", at(2026, 3, 1), with_gifts=False)

    assert spells_of(facts(RULES), [quiet], at=NOW)[-1].occasion is None


def test_an_assignment_from_before_the_rules_begins_with_them() -> None:
    early = given("gold", at(2024, 1, 1))
    spells = spells_of(facts(RULES), [early], at=NOW)

    assert [(one.tier_id, one.since, one.occasion) for one in spells] == [
        ("gold", BEGINNING, "term:1")
    ]


def test_an_invitation_alone_gives_nothing() -> None:
    invited = given("gold", at(2026, 1, 5), kind="invite")

    assert told(spells_of(facts(RULES), [invited], at=NOW)) == [
        ("bronze", "figures", None)
    ]


def test_a_tier_that_rules_no_longer_know_is_not_given() -> None:
    rules = [Era(BEGINNING, RULES), Era(at(2026, 5, 1), ladder())]
    spells = spells_of(facts(rules), [given("card", at(2026, 3, 1))], at=NOW)

    assert [one.tier_id for one in spells] == ["bronze", "card", "bronze"]


def test_nothing_is_held_before_there_are_rules() -> None:
    assert spells_of(facts(RULES), [], at=at(2024, 1, 1)) == []
    assert spells_of(facts([]), [], at=NOW) == []


def test_without_a_base_tier_nothing_is_held_and_nothing_is_reason_for_gifts() -> None:
    spells = spells_of(facts(ladder(SILVER)), [], at=NOW)

    assert told(spells) == [(None, "figures", None)]
    assert occasions(spells, zone=ZONE, at=NOW) == []


def test_a_term_of_a_calendar_year_is_named_for_it() -> None:
    rules = ladder(window={"kind": "calendar_year"})
    spells = spells_of(facts(rules, REACHED), [], at=NOW)

    assert spells[-1].occasion == "term:2026"
    assert calendar_of(facts(rules)).kind.kind == "calendar_year"


def test_a_tier_that_is_reached_again_is_another_term() -> None:
    again = spent(2_000_000, 2028, 1, 1)
    spells = spells_of(facts(RULES, REACHED, again), [], at=at(2028, 6, 1))

    assert [one.occasion for one in spells] == [None, "term:1", None, "term:2"]


def test_a_tier_brings_gifts_on_entry_and_with_each_year_in_it() -> None:
    spells = spells_of(facts(RULES, REACHED), [], at=at(2027, 1, 20))
    found = occasions(spells, zone=ZONE, at=at(2027, 1, 20))

    assert [(one.source, one.happened_at, one.lapses_at) for one in found] == [
        ("term:1", at(2026, 1, 15), None),
        ("year:2026", at(2026, 1, 15), midnight(2027, 1, 1)),
        ("year:2027", midnight(2027, 1, 1), midnight(2028, 1, 1)),
    ]


def test_a_spell_that_ended_with_the_year_brings_none_of_the_next() -> None:
    spell = Spell(
        at(2026, 3, 1), "gold", midnight(2027, 1, 1), None, None, "x", "figures", ""
    )
    twice = [spell, replace(spell, since=at(2026, 2, 1), until=at(2026, 2, 2))]

    assert [one.source for one in occasions(twice, zone=ZONE, at=at(2028, 1, 1))] == [
        "year:2026"
    ]


def test_a_year_begins_at_midnight_of_the_zone() -> None:
    assert next_year(at(2026, 12, 31, 18), ZONE) == midnight(2028, 1, 1)
