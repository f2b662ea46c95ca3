"""A challenge counts from its publication, and what was reached stays reached."""

from tests.services.challenges.played import POINTS, document, playing

MONTHLY = {
    "id": "monthly",
    "kind": "reach",
    "goal": {"amount": {"USD": 1}},
    "gifts": POINTS,
}
DEARER = {**MONTHLY, "goal": {"amount": {"USD": 5}}}
CHEAPER = {**MONTHLY, "goal": {"amount": {"USD": "0.50"}}}
CARD = {**MONTHLY, "id": "card", "kind": "every", "goal": {"amount": {"USD": 1}}}
RICHER = {**CARD, "goal": {"amount": {"USD": "0.50"}}}


def test_what_was_bought_before_counts_only_within_the_running_period(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document()) as budi:
        budi.buy(100, "2026-01-10")
        budi.buy(60, "2026-02-10")
        budi.on("2026-02-15")
        budi.world.publish(document(MONTHLY))
        budi.buy(40, "2026-02-20")

        assert budi.points == 10


def test_the_past_counts_where_the_challenge_says_so(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document()) as budi:
        budi.buy(100, "2026-01-10")
        budi.on("2026-02-15")
        budi.world.publish(document({**MONTHLY, "past": True}))
        budi.buy(40, "2026-02-20")

        assert budi.points == 10


def test_a_dearer_goal_takes_nothing_that_was_reached(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(MONTHLY)) as budi:
        budi.buy(100, "2026-01-10", ref="JAN")
        budi.on("2026-01-15")
        budi.world.publish(document(DEARER))
        budi.buy(1, "2026-01-20")
        assert budi.points == 10
        budi.buy(100, "2026-02-20")
        assert budi.points == 10
        budi.refund("JAN", 2)
        assert budi.points == 0


def test_a_cheaper_goal_gives_nothing_for_months_that_are_over(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document(MONTHLY)) as budi:
        budi.buy(60, "2026-01-10")
        budi.on("2026-02-15")
        budi.world.publish(document(CHEAPER))
        budi.buy(20, "2026-02-20")
        assert budi.points == 0
        budi.buy(30, "2026-02-21")
        assert budi.points == 10


def test_a_card_goes_on_under_its_new_terms(fresh_database_url: str) -> None:
    with playing(fresh_database_url, document(CARD)) as budi:
        budi.buy(250, "2026-01-10")
        assert budi.points == 20
        budi.on("2026-02-15")
        budi.world.publish(document(RICHER))
        budi.buy(1, "2026-02-20")
        assert budi.points == 50
        budi.on("2026-03-01")
        budi.world.publish(document(CARD))
        budi.buy(1, "2026-03-02")
        assert budi.points == 50


def test_a_challenge_that_is_gone_gives_nothing_and_refunds_still_take(
    fresh_database_url: str,
) -> None:
    with playing(fresh_database_url, document(CARD, MONTHLY)) as budi:
        budi.buy(100, "2026-01-10", ref="JAN")
        assert budi.points == 20
        budi.on("2026-01-11")
        off = {**CARD, "enabled": False}
        budi.world.publish(document(off, {**DEARER, "id": "other"}))
        budi.buy(500, "2026-02-12")
        # The switched-off card gives nothing for five more; the new challenge does.
        assert budi.points == 30
        budi.refund("JAN", 1)
        assert budi.points == 20


def test_a_condition_asks_when_the_goal_is_reached(fresh_database_url: str) -> None:
    young = {"field": "member.days", "op": "lte", "value": 30}
    with playing(fresh_database_url, document({**CARD, "when": young})) as budi:
        budi.buy(100, "2026-01-10")
        assert budi.points == 10
        budi.buy(100, "2026-03-10")
        assert budi.points == 10
