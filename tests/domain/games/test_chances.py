"""Chance is even, and its numbers stand for whole parts."""

from collections import Counter
from typing import Any

import pytest

from app.domain.games.chances import BYTES, RANGE, prize_at, uniform, within
from app.domain.programme.loading import load_document
from app.wiring.ids import SeededIds
from tests.domain.programme.games import SPIN, played

WHEEL: Any = load_document(played(SPIN)).play[0]


@pytest.mark.parametrize(
    ("number", "prize"),
    [(0, "big"), (1, "small"), (29, "small"), (30, None), (99, None)],
)
def test_a_number_is_the_prize_whose_parts_hold_it(
    number: int, prize: str | None
) -> None:
    found = prize_at(WHEEL, number)

    assert (found and found.id) == prize


@pytest.mark.parametrize(
    ("number", "below", "found"),
    [
        (0, 3, 0),
        (5, 3, 2),
        (RANGE - 2, 3, 2),
        (RANGE - 1, 3, None),
        (RANGE - 1, 4, 3),
        (RANGE - 1, 1, 0),
    ],
)
def test_numbers_beyond_the_last_whole_multiple_are_refused(
    number: int, below: int, found: int | None
) -> None:
    assert within(number, below) == found


def test_a_refused_number_is_drawn_again() -> None:
    secrets = iter([RANGE - 1, 7])

    found = uniform(lambda size: next(secrets).to_bytes(size, "big"), 3)

    assert found == 1


def test_each_number_is_as_likely_as_any_other() -> None:
    ids = SeededIds(1)

    counts = Counter(uniform(ids.secret, 3) for _ in range(3_000))

    assert BYTES == 32
    assert all(900 < counts[number] < 1_100 for number in range(3))
