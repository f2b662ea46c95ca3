"""Gifts are brought to their target: latest unused back first, old before new."""

import pytest

from app.domain.programme.gifts import Undo
from app.domain.rewards.giving import Piece, Plan, plan, units_kept

HELD = Piece(0, held=True, used=False)
USED = Piece(1, held=True, used=True)
LATEST = Piece(2, held=True, used=False)
GONE = Piece(3, held=False, used=False)


@pytest.mark.parametrize(
    ("pieces", "times", "undo", "wanted"),
    [
        ([], 0, "unused", Plan()),
        ([], 2, "unused", Plan(new=(0, 1))),
        ([HELD], 1, "unused", Plan()),
        ([HELD, USED, LATEST], 3, "unused", Plan()),
        ([HELD, USED, LATEST], 2, "unused", Plan(back=(2,))),
        ([HELD, USED, LATEST], 1, "unused", Plan(back=(2, 0))),
        ([HELD, USED, LATEST], 0, "unused", Plan(back=(2, 0), stays=1)),
        ([HELD, USED, LATEST], 0, "always", Plan(back=(2, 0), stays=1)),
        ([HELD, USED, LATEST], 0, "never", Plan(stays=3)),
        ([HELD, GONE], 2, "unused", Plan(again=(3,))),
        ([HELD, GONE], 3, "unused", Plan(again=(3,), new=(4,))),
        ([GONE], 0, "unused", Plan()),
    ],
)
def test_pieces_are_brought_to_their_number(
    pieces: list[Piece], times: int, undo: Undo, wanted: Plan
) -> None:
    assert plan(pieces, times, undo) == wanted


@pytest.mark.parametrize(
    ("wanted", "net", "left", "undo", "kept"),
    [
        (50, 0, 0, "unused", 50),
        (80, 50, 0, "unused", 80),
        (0, 50, 50, "unused", 0),
        (0, 50, 20, "unused", 30),
        (40, 50, 20, "unused", 40),
        (0, 50, 20, "always", 0),
        (0, 50, 50, "never", 50),
    ],
)
def test_units_stay_as_far_as_they_were_used(
    wanted: int, net: int, left: int, undo: Undo, kept: int
) -> None:
    assert units_kept(wanted, net=net, left=left, undo=undo) == kept
