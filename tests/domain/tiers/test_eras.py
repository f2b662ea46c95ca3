"""What new rules do to members who stand somewhere under the old ones."""

from typing import Any

from app.domain.tiers.climbing import Era
from app.domain.tiers.ladder import Ladder
from tests.domain.tiers.ladders import (
    BEGINNING,
    BRONZE,
    GOLD,
    SILVER,
    at,
    climbed,
    ladder,
    midnight,
    money,
    spent,
)

CHANGED = at(2026, 6, 1)
DEAR = {"id": "silver", "reach": money(3_000_000)}
CHEAP = {"id": "gold", "reach": money(2_500_000)}
SPENT = spent(2_600_000, 2026, 1, 1)


def eras(after: Ladder, *before: dict[str, Any], **terms: Any) -> list[Era]:  # noqa: ANN401 - a document's
    return [Era(BEGINNING, ladder(*before, **terms)), Era(CHANGED, after)]


def test_nobody_drops_before_the_term_ends() -> None:
    steps = climbed(eras(ladder(BRONZE, DEAR, GOLD)), SPENT)

    assert steps == [
        ("silver", at(2026, 1, 15), "reached"),
        ("silver", CHANGED, "rules_changed"),
        ("bronze", midnight(2027, 2, 15), "term_ended"),
    ]


def test_a_recount_puts_everybody_where_the_new_rules_say() -> None:
    stricter = ladder(BRONZE, DEAR, GOLD, on_change="recount")

    assert climbed(eras(stricter), SPENT)[1] == ("bronze", CHANGED, "recounted")


def test_easier_rules_lift_at_once() -> None:
    easier = eras(ladder(BRONZE, SILVER, CHEAP))
    recounted = eras(ladder(BRONZE, SILVER, CHEAP, on_change="recount"))

    assert climbed(easier, SPENT)[1] == ("gold", CHANGED, "reached")
    assert climbed(recounted, SPENT)[1] == ("gold", CHANGED, "recounted")


def test_the_same_level_under_a_recount_keeps_its_term() -> None:
    same = climbed(eras(ladder(on_change="recount")), SPENT)

    assert same[1] == ("silver", CHANGED, "rules_changed")
    assert same[2] == ("bronze", midnight(2027, 2, 15), "term_ended")


def test_a_tier_that_is_gone_is_counted_anew() -> None:
    assert climbed(eras(ladder(BRONZE, GOLD)), SPENT)[1] == (
        "bronze",
        CHANGED,
        "rules_changed",
    )


def test_whoever_had_no_tier_is_counted_anew_too() -> None:
    rules = eras(ladder(BRONZE, GOLD), SILVER, GOLD)

    assert climbed(rules)[0] == ("bronze", CHANGED, "rules_changed")


def test_a_lifetime_becomes_a_term_from_the_change_on() -> None:
    steps = climbed(eras(ladder(), window={"kind": "lifetime"}), SPENT)

    assert steps[-1] == ("bronze", midnight(2027, 7, 2), "term_ended")


def test_a_term_becomes_a_lifetime() -> None:
    steps = climbed(eras(ladder(window={"kind": "lifetime"})), SPENT)

    assert steps[-1] == ("silver", CHANGED, "rules_changed")


def test_a_grace_that_runs_while_rules_change_ends_as_it_would_have() -> None:
    changed = at(2027, 2, 1)
    before = Era(BEGINNING, ladder())
    rules = [before, Era(changed, ladder(BRONZE, SILVER, CHEAP))]

    assert climbed(rules, SPENT)[-1] == ("bronze", midnight(2027, 2, 15), "term_ended")


def test_rules_of_tomorrow_decide_nothing_today() -> None:
    rules = eras(ladder(BRONZE, GOLD))

    assert climbed(rules, SPENT, until=at(2026, 3, 1)) == [
        ("silver", at(2026, 1, 15), "reached")
    ]
