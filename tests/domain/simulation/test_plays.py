"""What is no order is played between the orders, by the rules of the live path."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.domain.events import OrderState, ReviewSnapshot
from app.domain.programme.facts import MemberFacts
from app.domain.simulation.days import moments
from app.domain.simulation.people import DAY, SIGN_UP, Activity, Play
from app.domain.simulation.plays import PLAYED
from tests.domain.simulation.played import (
    NEW_YEAR,
    SHOP,
    document_of,
    order,
    person,
    tried,
)

WELCOME: dict[str, Any] = {
    "id": "welcome",
    "trigger": "sign_up",
    "award": {"kind": "fixed", "points": 50},
}
REVIEW: dict[str, Any] = {
    "id": "review",
    "trigger": "review",
    "needs": "text",
    "bought": True,
    "award": {"kind": "fixed", "points": 10},
}
GOAL: dict[str, Any] = {
    "id": "goal",
    "trigger": "activity",
    "activity": "activity.goal",
    "award": {"kind": "fixed", "points": 7},
}
PARTY: dict[str, Any] = {
    "id": "party",
    "trigger": "birthday",
    "award": {"kind": "fixed", "points": 100},
}
NEWS: dict[str, Any] = {
    "id": "news",
    "trigger": "consent",
    "consent": "newsletter",
    "award": {"kind": "fixed", "points": 5},
}


def at(day: int) -> datetime:
    return NEW_YEAR + timedelta(days=day - 1, hours=10)


def goal(day: int, distinct_id: str = "g1") -> Play:
    return Play(at(day), Activity("activity.goal", distinct_id, {}), SHOP)


def review(day: int, **values: Any) -> Play:  # noqa: ANN401 - fields of a review
    shown = ReviewSnapshot("r1", "12", approved=True, has_text=True, **values)
    return Play(at(day), shown, SHOP)


def given(*rules: dict[str, Any], plays: list[Play], **more: Any) -> dict[str, int]:  # noqa: ANN401
    """Return the units that each rule gave to one person."""
    orders = more.pop("orders", ())
    document = document_of(*rules, **more.pop("sections", {}))
    one = person(*orders, plays=plays, **more)
    report = tried(document, one, beside_orders=True).report()
    return {each.rule_id: each.units for each in report.rules}


def test_a_sign_up_gives_once() -> None:
    plays = [Play(at(3), SIGN_UP), Play(at(4), SIGN_UP)]

    assert given(WELCOME, plays=plays) == {"welcome": 50}


def test_a_guest_signs_up_nowhere() -> None:
    assert given(WELCOME, plays=[Play(at(3), SIGN_UP)], state="shadow") == {}


@pytest.mark.parametrize(
    ("state", "test", "units"),
    [
        (OrderState.PAID, False, {"welcome": 50, "spend": 100}),
        (OrderState.OPEN, False, {}),
        (OrderState.PAID, True, {}),
    ],
)
def test_what_waits_for_the_first_paid_order_comes_with_it(
    state: OrderState, *, test: bool, units: dict[str, int]
) -> None:
    later = WELCOME | {"after_first_paid_order": True}
    bought = order("A", day=9, state=state, test=test)

    found = given(later, plays=[Play(at(3), SIGN_UP)], orders=[bought])

    assert found == units


def test_who_ordered_before_signing_up_waits_for_nothing() -> None:
    later = WELCOME | {"after_first_paid_order": True}

    found = given(later, plays=[Play(at(9), SIGN_UP)], orders=[order("A", day=2)])

    assert found["welcome"] == 50


def test_a_review_gives_once_a_product_and_needs_what_the_rule_needs() -> None:
    silent = ReviewSnapshot("r2", "13", approved=True, has_text=False)
    plays = [review(3), review(4), Play(at(5), silent, SHOP)]

    assert given(REVIEW, plays=plays) == {"review": 10}


def test_activities_count_by_their_ids_and_by_the_rule_s_limits() -> None:
    twice = GOAL | {"limits": [{"per": "day", "times": 1}]}
    plays = [goal(3, "a"), goal(3, "a"), goal(3, "b"), goal(4, "c")]

    assert given(GOAL, plays=plays) == {"goal": 21}
    assert given(twice, plays=plays) == {"goal": 14}


def test_an_order_and_an_activity_share_one_cap() -> None:
    caps = {"stacking": {"caps": [{"per": "month", "points": 103}]}}

    found = given(GOAL, plays=[goal(3)], orders=[order("A", day=2)], sections=caps)

    assert found == {"spend": 100, "goal": 3}


def test_a_birthday_gives_once_a_year_though_it_was_moved() -> None:
    def born(month: int) -> MemberFacts:
        return MemberFacts(birthday=date(1990, month, 2))

    plays = [
        Play(datetime(2026, 3, 2, tzinfo=UTC), DAY, member=born(3)),
        Play(datetime(2026, 5, 2, tzinfo=UTC), DAY, member=born(5)),
    ]

    assert given(PARTY, plays=plays) == {"party": 100}


def test_a_consent_gives_when_it_is_there() -> None:
    agreed = MemberFacts(consents={"newsletter": at(4)})
    plays = [Play(at(3), DAY), Play(at(4), DAY, member=agreed)]

    assert given(NEWS, plays=plays) == {"news": 5}


def test_gifts_of_activities_are_given_and_count() -> None:
    gifts = [
        {"kind": "voucher", "reward": "mug"},
        {"kind": "metric", "metric": "nights", "amount": 2},
    ]
    sections = {
        "rewards": [{"id": "mug", "kind": "manual", "title": "Mug", "price": 40}],
        "metrics": [{"id": "nights", "of": "given"}],
        "tiers": [
            {"id": "base"},
            {"id": "gold", "reach": {"all_of": [{"metric": "nights", "count": 2}]}},
        ],
        "tier_terms": {"counts": "paid"},
    }
    document = document_of(
        GOAL | {"award": {"kind": "gifts", "give": gifts}}, **sections
    )

    one = person(plays=[goal(3)])
    report = tried(document, one, beside_orders=True).report()

    assert [(each.rule_id, each.number) for each in report.vouchers] == [("goal", 1)]
    assert {each.tier_id: each.holders for each in report.tiers}["gold"] == 1


@pytest.mark.parametrize(("counts", "day", "gold"), [("paid", 3, 1), ("matured", 3, 0)])
def test_points_of_activities_count_towards_tiers(
    counts: str, day: int, gold: int
) -> None:
    sections = {
        "tiers": [
            {"id": "base"},
            {"id": "gold", "reach": {"all_of": [{"metric": "points", "count": 7}]}},
        ],
        "tier_terms": {"counts": counts},
    }
    waiting = GOAL | {"pending_days": 400}
    rule = waiting if counts == "matured" else GOAL

    document = document_of(rule, **sections)
    report = tried(document, person(plays=[goal(day)]), beside_orders=True).report()

    holders = {each.tier_id: each.holders for each in report.tiers}
    assert holders.get("gold", 0) == gold


def test_at_one_instant_the_sign_up_is_first_and_the_order_next() -> None:
    now = order("A").snapshot.placed_at
    plays = [
        Play(now, Activity("activity.goal", "g", {}), SHOP),
        Play(now, SIGN_UP),
    ]
    document = document_of(WELCOME, GOAL)

    outcome = tried(document, beside_orders=True).play(person(order("A"), plays=plays))

    assert [one.rule_id for one in outcome.bestowed] == ["welcome", "goal"]


def test_what_is_not_played_is_named() -> None:
    profile = {
        "id": "profile",
        "trigger": "profile",
        "needs": ["phone"],
        "award": {"kind": "fixed", "points": 5},
    }
    referral = {"friend_gifts": [{"kind": "points", "points": 50}]}
    personal = {
        "segments": [{"id": "s", "who": {"fact": "orders", "at_least": 2}}],
        "campaigns": [
            {"id": "c", "segment": "s", "gifts": [{"kind": "points", "points": 5}]}
        ],
    }
    document = document_of(REVIEW, WELCOME, profile, referral=referral, **personal)

    with_all = tried(document, person(order("A")), beside_orders=True).report()
    by_orders = tried(document, person(order("A"))).report()

    assert with_all.left_out == ("profile", "referral", "campaigns")
    assert with_all.in_part == ("review",)
    assert by_orders.left_out == ("review", "welcome", *with_all.left_out)
    assert by_orders.in_part == ()
    assert len(PLAYED) == 9


# --- the moments at which to ask ------------------------------------------------

JOINED = datetime(2025, 2, 10, 15, tzinfo=UTC)
UNTIL = datetime(2027, 2, 10, tzinfo=UTC)
YEARS = {
    "id": "years",
    "trigger": "anniversary",
    "award": {"kind": "fixed", "points": 1},
}


def test_windows_open_before_a_birthday_and_on_anniversaries() -> None:
    document = document_of(PARTY | {"before_days": 2}, YEARS)

    found = moments(
        [document],
        joined_at=JOINED,
        birthday=date(1990, 3, 1),
        marked=[JOINED - timedelta(days=1), JOINED + timedelta(days=1)],
        zone="Asia/Jakarta",
        until=UNTIL,
    )

    midnight = timedelta(hours=7)
    assert found == [
        JOINED,
        JOINED + timedelta(days=1),
        datetime(2025, 2, 27, tzinfo=UTC) - midnight,
        datetime(2026, 2, 10, tzinfo=UTC) - midnight,
        datetime(2026, 2, 27, tzinfo=UTC) - midnight,
        datetime(2027, 2, 10, tzinfo=UTC) - midnight,
    ]


def test_an_unknown_birthday_and_a_joining_to_come_open_nothing() -> None:
    document = document_of(PARTY, WELCOME)

    def ask(until: datetime) -> list[datetime]:
        return moments(
            [document],
            joined_at=JOINED,
            birthday=None,
            marked=(),
            zone="UTC",
            until=until,
        )

    assert ask(UNTIL) == [JOINED]
    assert ask(JOINED) == []
