"""Since when a challenge counts."""

from datetime import UTC, date, datetime
from typing import Any

from app.domain.challenges.starting import Published, days_that_count, started_at
from tests.domain.challenges.told import MONTHLY, TEN_POINTS, challenge_of, programme

MAY = datetime(2026, 5, 15, 12, tzinfo=UTC)
JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 12, tzinfo=UTC)
CARD = {**MONTHLY, "kind": "every", "goal": {"amount": {"IDR": 10}}}


def stored(challenge: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = challenge_of(programme(challenge))
    return {found.id: found.model_dump(mode="json", exclude_none=True)}


def began(live: dict[str, Any], *before: dict[str, Any] | None) -> datetime | None:
    """Return the beginning of *live*, published in July, after older versions."""
    instants = (JUNE, MAY)[: len(before)]
    history = [Published(9, JULY, stored(live))]
    history += [
        Published(8 - at, instant, {} if each is None else stored(each))
        for at, (instant, each) in enumerate(zip(instants, before, strict=True))
    ]
    return started_at(challenge_of(programme(live)), history)


def test_a_challenge_begins_with_its_first_publication() -> None:
    assert began(MONTHLY) == JULY
    assert began(MONTHLY, MONTHLY) == JUNE
    assert began(MONTHLY, MONTHLY, MONTHLY) == MAY


def test_a_challenge_that_was_gone_or_switched_off_begins_anew() -> None:
    assert began(MONTHLY, None, MONTHLY) == JULY
    assert began(MONTHLY, {**MONTHLY, "enabled": False}, MONTHLY) == JULY


def test_other_words_and_gifts_are_the_same_challenge() -> None:
    gifts = [{"kind": "points", "points": 99}]
    renamed = {**MONTHLY, "title": "Mei", "gifts": gifts, "undo": "never"}

    assert began(renamed, MONTHLY) == JUNE
    steps = [{"goal": {"count": 20}, "gifts": TEN_POINTS}]
    stays = {"id": "s", "kind": "milestones", "metric": "nights", "steps": steps}
    other = {**stays, "steps": [{"goal": {"count": 20}, "gifts": gifts}]}
    assert began(stays, other) == JUNE


def test_another_goal_is_another_challenge_unless_it_never_closes() -> None:
    assert began({**MONTHLY, "goal": {"amount": {"IDR": 200}}}, MONTHLY) == JULY
    assert began({**CARD, "goal": {"amount": {"IDR": 8}}}, CARD) == JUNE
    assert began(CARD, {**CARD, "period": "year"}) == JULY


def test_what_cant_be_read_any_more_is_another_challenge() -> None:
    live = challenge_of(programme(MONTHLY))
    history = [
        Published(2, JULY, stored(MONTHLY)),
        Published(1, MAY, {"monthly": {"id": "monthly", "kind": "gone"}}),
    ]

    assert started_at(live, history) == JULY
    assert started_at(live, []) is None


def days(challenge: dict[str, Any], at: datetime | None) -> tuple[date | None, ...]:
    return days_that_count(challenge_of(programme(challenge)), at, "Asia/Jakarta")


def test_the_period_of_the_first_day_counts_whole() -> None:
    assert days(MONTHLY, MAY) == (date(2026, 5, 1), None)
    assert days({**MONTHLY, "period": "week"}, MAY) == (date(2026, 5, 11), None)
    assert days(CARD, MAY) == (date(2026, 5, 15), None)


def test_the_past_counts_where_the_challenge_says_so() -> None:
    assert days({**MONTHLY, "past": True}, MAY) == (None, None)
    assert days(MONTHLY, None) == (None, None)


def test_a_window_narrows_the_days() -> None:
    window = {"since": "2026-05-10", "until": "2026-05-20"}
    early = {"since": "2026-01-01"}

    found = (date(2026, 5, 10), date(2026, 5, 21))
    assert days({**MONTHLY, "active": window}, MAY) == found
    assert days({**MONTHLY, "active": early}, MAY) == (date(2026, 5, 1), None)
