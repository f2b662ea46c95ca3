"""When a merge can be undone, and which values go back."""

from datetime import timedelta
from typing import Any

import pytest

from app.domain.errors import SetiaError
from app.domain.unmerging import (
    WINDOW,
    MergeFollowed,
    MergeHeld,
    MergeOfErased,
    MergeTooOld,
    MergeUndone,
    ends_at,
    given_back,
    order_awards,
    refuse_unfit,
)
from tests.factories import NOON

FIT: dict[str, Any] = {
    "merged_at": NOON,
    "at": NOON,
    "undone": False,
    "erased": False,
    "followed": False,
}
MOMENT = timedelta(microseconds=1)


def test_a_merge_can_be_undone_for_thirty_days() -> None:
    refuse_unfit(**FIT | {"at": NOON + WINDOW - MOMENT})

    assert ends_at(NOON) == NOON + timedelta(days=30)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"at": NOON + WINDOW}, MergeTooOld),
        ({"undone": True, "erased": True}, MergeUndone),
        ({"erased": True, "followed": True}, MergeOfErased),
        ({"followed": True, "at": NOON + WINDOW}, MergeFollowed),
    ],
)
def test_a_merge_is_not_undone(said: dict[str, Any], refusal: type[SetiaError]) -> None:
    with pytest.raises(refusal):
        refuse_unfit(**FIT | said)


def test_a_refusal_carries_its_figures() -> None:
    assert MergeTooOld(days=30).figures == {"days": 30}
    assert MergeHeld(points_held=5).figures == {"points_held": 5}


def test_what_the_merge_changed_goes_back_and_what_changed_since_stays() -> None:
    before = {"member": "gone", "state": "new", "ordinal": 1, "place": 7}
    after = {"member": "kept", "state": "new", "ordinal": 4, "place": 7}
    now = {"member": "other", "state": "used", "ordinal": 4, "place": 7}

    back = given_back(before, after, now, always=("member",))

    assert back == {"member": "gone", "state": "used", "ordinal": 1, "place": 7}


def test_awards_are_whose_they_were_and_new_ones_go_with_the_order() -> None:
    before: list[dict[str, object]] = [
        {"award_id": "a", "member_id": "gone", "keep": 10},
        {"award_id": "b", "member_id": "third", "keep": 0},
    ]
    now: list[dict[str, object]] = [
        {"award_id": "a", "member_id": "kept", "keep": 4},
        {"award_id": "b", "member_id": "third", "keep": 0},
        {"award_id": "c", "member_id": "kept", "keep": 2},
    ]

    found = order_awards(before, now, restored="gone")

    assert [(one["member_id"], one["keep"]) for one in found] == [
        ("gone", 4),
        ("third", 0),
        ("gone", 2),
    ]
