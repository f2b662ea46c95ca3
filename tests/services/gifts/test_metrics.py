"""Metrics that a rule gives are set to their target on the day it happened."""

from datetime import date

from app.domain.programme.gifts import MetricGift, Undo
from app.storage.metrics import MetricReader
from tests.services.gifts.given import Giver

NIGHTS = MetricGift(kind="metric", metric="nights", amount=3)


def days(giver: Giver) -> dict[date, int]:
    found = giver.counter.run(
        lambda uow: MetricReader(uow).by_day(giver.counter.member_id, ["nights"])
    )
    return {each.day: each.amount for each in found.get("nights", ())}


def settled(giver: Giver, times: int, undo: Undo = "unused") -> str:
    return giver.settle(NIGHTS, times, undo).outcome


def test_the_same_target_twice_counts_once(giver: Giver) -> None:
    assert [settled(giver, 2), settled(giver, 2)] == ["set", "set"]

    assert days(giver) == {date(2026, 11, 22): 6}


def test_a_smaller_target_lowers_the_day(giver: Giver) -> None:
    settled(giver, 2)
    settled(giver, 0)

    assert days(giver) == {}


def test_nothing_is_taken_back_under_never(giver: Giver) -> None:
    settled(giver, 2, "never")

    assert settled(giver, 0, "never") == "kept"
    assert days(giver) == {date(2026, 11, 22): 6}
