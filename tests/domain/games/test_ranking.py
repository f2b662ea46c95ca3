"""Rankings, and names that others see."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.games.ranking import Ranked, initials, places
from tests.factories import NOON


def entry(number: int, votes: int = 0, *scores: int, member: int = 0) -> Ranked:
    member_id = UUID(int=member or number)
    at = NOON + timedelta(minutes=number)
    return Ranked(UUID(int=number), member_id, at, votes, scores)


def numbers(found: list[Ranked]) -> list[int]:
    return [one.entry_id.int for one in found]


def test_most_votes_win_and_of_equals_the_earlier_entry() -> None:
    entries = [entry(1, 2), entry(3, 5), entry(2, 5), entry(4)]

    assert numbers(places(entries, by="vote", most=5)) == [2, 3, 1]
    assert numbers(places(entries, by="vote", most=2)) == [2, 3]


def test_a_jury_ranks_by_the_mean_score() -> None:
    entries = [entry(1, 9, 3, 4), entry(2, 0, 4), entry(3, 1)]

    assert numbers(places(entries, by="jury", most=3)) == [2, 1]


def test_a_member_has_one_place() -> None:
    entries = [entry(1, 9), entry(2, 8, member=1), entry(3, 7)]

    assert numbers(places(entries, by="vote", most=2)) == [1, 3]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Ani", "wijaya", "A. W."),
        ("Ani", None, "A."),
        (None, "Wijaya", "W."),
        (" ", "", "*"),
        (None, None, "*"),
    ],
)
def test_a_name_is_shown_by_its_initials(
    first: str | None, last: str | None, shown: str
) -> None:
    assert initials(first, last) == shown
