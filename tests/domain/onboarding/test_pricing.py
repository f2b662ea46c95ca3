"""Three figures of a simulated year: first reward, who reaches what, what it costs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.domain.onboarding.fitting import StoreFacts, fitted
from app.domain.onboarding.pricing import Price, price, usual_people
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.people import Shop
from app.domain.simulation.simulator import Simulator, Terms
from app.domain.words import Language
from app.recipes.starters import starter

NOW = datetime(2026, 11, 22, tzinfo=UTC)
STORE = StoreFacts("IDR", "Asia/Jakarta", Language.ID)


def priced(name: str, *, people: bool = True) -> Price:
    document = fitted(starter(name), STORE)
    return of(document, people=people)


def of(document: ProgrammeDocument, *, people: bool = True) -> Price:
    terms = Terms(NOW - timedelta(days=366), NOW, "Asia/Jakarta")
    simulator = Simulator(document, terms)
    shop = Shop(UUID(int=1), "usual", "Asia/Jakarta")
    for person in usual_people(shop, "IDR", 200_000, until=NOW) if people else ():
        simulator.play(person)
    return price(document, simulator.report(), usual=True)


def test_five_percent_back_costs_what_is_expected_to_be_used() -> None:
    found = priced("points-simple")

    assert (found.orders, found.buyers, found.usual) == (193, 100, True)
    # 5% of what is sold, of which 60% is expected to be used.
    assert found.cost_bp is not None
    assert 285 <= found.cost_bp <= 305
    assert 180_000 <= found.average_minor <= 220_000
    assert found.first_after in (1, 2)


def test_tiers_say_how_many_reach_them() -> None:
    found = priced("tiers-simple")

    (silver, gold) = found.tiers
    assert silver[0] == "silver"
    assert 0 < gold[1] < silver[1] < 50 or gold[1] == 0


def test_credit_can_be_used_after_the_first_order() -> None:
    assert priced("cashback").first_after == 1


def test_a_card_is_full_after_as_many_orders_as_it_has_fields() -> None:
    found = priced("punch-card")

    assert found.first_after == 10
    assert found.first_spent_minor == 10 * found.average_minor


@pytest.mark.parametrize("name", ["tiers-simple", "points-simple"])
def test_without_orders_there_are_no_figures(name: str) -> None:
    found = priced(name, people=False)

    assert (found.orders, found.average_minor) == (0, 0)
    assert found.first_after is None
    assert found.first_spent_minor is None
    assert found.cost_bp is None
    assert all(percent == 0 for _, percent in found.tiers)


def test_a_programme_without_rewards_has_no_first_one() -> None:
    bare = starter("points-simple").model_copy(update={"rewards": ()})

    assert of(fitted(bare, STORE)).first_after is None


def test_a_reward_that_nobody_can_buy_is_no_first_one() -> None:
    document = fitted(starter("referral-first"), STORE)
    only = tuple(one for one in document.rewards if one.id == "friend-welcome")

    assert of(document.model_copy(update={"rewards": only})).first_after is None
