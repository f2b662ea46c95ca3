"""What members earn by dates, consents, marks and a profile."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.earning.context import MemberContext
from app.domain.earning.evaluate import Person, evaluate_occasions
from app.domain.programme.birthdays import (
    days_to_birthday,
    nearest_occurrence,
    open_occurrence,
    yearly,
)
from tests.domain.earning.orders import MEMBER
from tests.domain.earning.told import somebody
from tests.domain.programme.documents import FIFTY, document, only_problem, raw
from tests.factories import NOON

BIRTHDAY: dict[str, Any] = {"id": "bday", "trigger": "birthday", "award": FIFTY}
YEARS: dict[str, Any] = {"id": "years", "trigger": "anniversary", "award": FIFTY}
NEWS: dict[str, Any] = {
    "id": "news",
    "trigger": "consent",
    "consent": "newsletter",
    "award": FIFTY,
}
VIP: dict[str, Any] = {"id": "vip", "trigger": "tag", "tag": "VIP", "award": FIFTY}
PROFILE: dict[str, Any] = {
    "id": "whole",
    "trigger": "profile",
    "needs": ["phone", "birthday"],
    "award": FIFTY,
}
NOBODY_ELSE = Person()


def asked(
    rule: dict[str, Any], where: MemberContext, person: Person = NOBODY_ELSE
) -> tuple[str, str]:
    """Return the outcome of a rule and the source of what it gives."""
    decision = evaluate_occasions(document(rule), where, person)
    [step] = decision.trace
    return step["outcome"], step.get("source", "")


def on(year: int, month: int, day: int, **facts: Any) -> MemberContext:  # noqa: ANN401 - facts
    """Return the noon of a day in Jakarta."""
    at = datetime(year, month, day, 5, tzinfo=UTC)
    return somebody(replace(MEMBER, at=at), **facts)


BORN = date(1990, 6, 10)
WINDOW = BIRTHDAY | {"before_days": 7, "after_days": 7}


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (2, "no_birthday"),
        (3, "awarded"),
        (10, "awarded"),
        (17, "awarded"),
        (18, "no_birthday"),
    ],
)
def test_a_birthday_has_a_window(day: int, outcome: str) -> None:
    assert asked(WINDOW, on(2026, 6, day, birthday=BORN))[0] == outcome


def test_a_birthday_is_one_day_by_default() -> None:
    assert asked(BIRTHDAY, on(2026, 6, 9, birthday=BORN))[0] == "no_birthday"
    assert asked(BIRTHDAY, on(2026, 6, 10, birthday=BORN)) == (
        "awarded",
        "birthday:2026-06-10",
    )
    assert asked(BIRTHDAY, on(2026, 6, 10))[0] == "birthday_unknown"


@pytest.mark.parametrize(
    ("before", "now", "outcome"),
    [
        (date(2026, 6, 10), (2026, 6, 12), "birthday_rewarded"),
        (date(2026, 1, 1), (2026, 12, 31), "birthday_rewarded"),
        (date(2026, 12, 30), (2027, 1, 2), "birthday_rewarded"),
        (date(2026, 6, 10), (2027, 6, 5), "awarded"),
        (date(2026, 6, 12), (2026, 6, 12), "awarded"),
    ],
)
def test_a_changed_birthday_does_not_come_twice_a_year(
    before: date, now: tuple[int, int, int], outcome: str
) -> None:
    person = Person(birthdays={"bday": [before]})
    where = on(*now, birthday=date(1990, now[1], now[2]))

    assert asked(BIRTHDAY, where, person)[0] == outcome


def test_the_window_may_go_past_new_year() -> None:
    where = on(2026, 12, 30, birthday=date(1990, 1, 3))

    assert asked(WINDOW, where) == ("awarded", "birthday:2027-01-03")


def test_a_birthday_of_a_leap_year_is_on_the_28th_in_others() -> None:
    born = date(1992, 2, 29)

    assert yearly(born, 2026) == date(2026, 2, 28)
    assert yearly(born, 2028) == date(2028, 2, 29)
    assert asked(BIRTHDAY, on(2026, 2, 28, birthday=born))[0] == "awarded"
    assert asked(BIRTHDAY, on(2028, 2, 28, birthday=born))[0] == "no_birthday"


def test_nobody_has_a_birthday_before_the_first() -> None:
    born = date(2030, 1, 1)

    assert nearest_occurrence(born, date(2026, 1, 1)) is None
    assert days_to_birthday(born, date(2026, 1, 1)) is None
    assert days_to_birthday(born, date(2029, 12, 30)) == 2
    assert open_occurrence(born, date(2026, 1, 1), before_days=1, after_days=1) is None


JOINED = datetime(2024, 6, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "now", "found"),
    [
        (YEARS, (2024, 6, 10), ("no_anniversary", "")),
        (YEARS, (2025, 6, 10), ("awarded", "anniversary:1")),
        (YEARS, (2025, 6, 11), ("no_anniversary", "")),
        (YEARS | {"after_days": 1}, (2025, 6, 11), ("awarded", "anniversary:1")),
        (YEARS | {"years": [5]}, (2025, 6, 10), ("no_anniversary", "")),
        (YEARS | {"years": [5]}, (2029, 6, 10), ("awarded", "anniversary:5")),
    ],
)
def test_each_year_of_membership_comes_once(
    rule: dict[str, Any], now: tuple[int, int, int], found: tuple[str, str]
) -> None:
    assert asked(rule, on(*now, joined_at=JOINED)) == found


def test_who_never_joined_has_no_anniversary() -> None:
    assert asked(YEARS, on(2025, 6, 10))[0] == "not_a_member"


@pytest.mark.parametrize(
    ("rule", "facts", "found"),
    [
        (NEWS, {"consents": {"newsletter": NOON}}, ("awarded", "consent:newsletter")),
        (NEWS, {"consents": {"sms": NOON}}, ("no_consent", "")),
        (VIP, {"tags": {"vip": NOON}}, ("awarded", "tag:vip")),
        (VIP, {}, ("not_marked", "")),
    ],
)
def test_a_consent_or_a_mark_earns(
    rule: dict[str, Any], facts: dict[str, Any], found: tuple[str, str]
) -> None:
    assert asked(rule, on(2026, 6, 10, **facts)) == found


def test_a_profile_earns_when_it_is_whole() -> None:
    where = on(2026, 6, 10)
    half = Person(known=frozenset({"phone"}))
    whole = Person(known=frozenset({"phone", "birthday", "email"}))

    assert asked(PROFILE, where, half)[0] == "profile_lacks"
    assert asked(PROFILE, where, whole) == ("awarded", "profile")


def test_guests_have_no_occasions() -> None:
    where = replace(on(2026, 6, 10, birthday=BORN), member_state="shadow")

    assert asked(BIRTHDAY, where)[0] == "not_a_member"


GIFTS = {"kind": "gifts", "give": [{"kind": "badge", "badge": "fan"}]}


def test_an_occasion_may_give_gifts() -> None:
    rule = BIRTHDAY | {"award": GIFTS, "pending_days": 2}
    found = document(rule, badges=[{"id": "fan"}])
    [gift] = evaluate_occasions(found, on(2026, 6, 10, birthday=BORN), Person()).gifts

    assert (gift.source, gift.pending_days) == ("birthday:2026-06-10", 2)
    assert (gift.facts.kind, gift.facts.award) == ("gifts", 1)


def test_a_window_is_at_most_a_month() -> None:
    assert only_problem(raw(BIRTHDAY | {"after_days": 32})).nearest == "31"
