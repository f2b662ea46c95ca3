"""A draw is fair, and anybody can repeat it."""

import hashlib
import hmac
from collections import Counter
from uuid import UUID

from app.domain.segments.drawing import (
    _place,
    digest,
    packed,
    unpacked,
    winners,
)

SEED = bytes(range(32))
FIVE = [UUID(int=number) for number in range(1, 6)]


def test_a_list_is_packed_in_order_and_each_is_in_it_once() -> None:
    assert unpacked(packed([FIVE[2], FIVE[0], FIVE[2]])) == [FIVE[0], FIVE[2]]
    assert digest(packed(FIVE)) == hashlib.sha256(packed(FIVE)).digest()


def test_the_first_winner_is_where_the_number_of_round_zero_says() -> None:
    said = hmac.digest(SEED, bytes(8), "sha256")

    [first, *_] = winners(SEED, packed(FIVE), 2)

    assert first == FIVE[int.from_bytes(said, "big") % 5]


def test_nobody_wins_twice_and_there_are_no_more_winners_than_people() -> None:
    drawn = winners(SEED, packed(FIVE), 9)

    assert sorted(drawn) == FIVE
    assert drawn == winners(SEED, packed(FIVE), 9)
    assert winners(SEED, packed(FIVE), 2) == drawn[:2]
    assert winners(SEED, b"", 2) == []


def test_numbers_beyond_the_last_whole_multiple_do_not_count() -> None:
    assert [_place(number, 3, 10) for number in (0, 8, 9)] == [0, 2, None]


def test_a_round_whose_number_does_not_count_is_passed_over() -> None:
    assert sorted(winners(SEED, packed(FIVE), 5, within=6)) == FIVE


def test_everybody_has_about_the_same_chance() -> None:
    listed = packed(FIVE)
    seeds = (hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(2_000))

    drawn = Counter(winners(seed, listed, 1)[0] for seed in seeds)

    assert set(drawn) == set(FIVE)
    assert all(320 <= times <= 480 for times in drawn.values())
