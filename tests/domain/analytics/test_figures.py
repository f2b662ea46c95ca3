"""Figures are exact, and only what is shown is rounded."""

from fractions import Fraction

import pytest

from app.domain.analytics.figures import KINDS, Figure, Kind
from app.domain.analytics.flows import RollForward
from app.domain.words import Language
from app.domain.words.analytics import COSTS, DEFINED, FLOWS

EN, ID = Language.EN, Language.ID


@pytest.mark.parametrize(
    ("name", "unit", "part", "whole", "said"),
    [
        ("members", "count", 3412, 1, "3,412"),
        ("repeat_rate", "count", 1, 3, "33.3%"),
        ("repeat_rate", "count", 0, 0, None),
        ("purchase_frequency", "count", 5, 3, "1.66"),
        ("average_order", "IDR", 1_000_000, 3, "Rp333,333"),
        ("sales", "MYR", 150_050, 4, "RM1,500.50"),
        ("time_to_first_reward", "count", 12, 9, "12"),
        ("time_to_first_reward", "count", 0, 0, None),
    ],
)
def test_a_figure_is_written_rounded_down(
    name: str, unit: str, part: int, whole: int, said: str | None
) -> None:
    assert Figure(name, unit, part, whole).text(EN) == said


def test_a_share_keeps_its_exact_value() -> None:
    assert Figure("repeat_rate", "count", 1, 3).value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (
            Figure("repeat_rate", "c", 31, 100),
            Figure("repeat_rate", "c", 29, 100),
            "+2.0",
        ),
        (
            Figure("repeat_rate", "c", 29, 100),
            Figure("repeat_rate", "c", 31, 100),
            "−2.0",  # noqa: RUF001 - the minus sign
        ),
        (Figure("members", "c", 104, 1), Figure("members", "c", 100, 1), "+4.0%"),
        (Figure("members", "c", 100, 1), Figure("members", "c", 100, 1), "±0.0%"),
        (Figure("members", "c", 100, 1), Figure("members", "c", 0, 1), None),
        (Figure("repeat_rate", "c", 1, 2), Figure("repeat_rate", "c", 0, 0), None),
        (Figure("repeat_rate", "c", 0, 0), Figure("repeat_rate", "c", 1, 2), None),
        (Figure("members", "c", 1, 1), None, None),
    ],
)
def test_a_change_is_told_where_it_can_be(
    now: Figure, before: Figure | None, said: str | None
) -> None:
    assert now.change_text(before, EN) == said


def test_numbers_are_written_as_the_language_does() -> None:
    assert Figure("repeat_rate", "c", 335, 1000).text(ID) == "33,5%"


def test_closing_is_opening_and_flows_without_what_moved_inside() -> None:
    asset = RollForward(
        100, {"earned": 50, "released": 30, "redeemed": -20, "returned": 5}
    )

    assert asset.closing == 135
    assert asset.lines()[0] == ("opening", 100)
    assert asset.lines()[-1] == ("closing", 135)
    assert ("expired", 0) in asset.lines()


def test_every_figure_is_defined_in_every_language() -> None:
    lines = RollForward(0, {}).lines()

    assert set(KINDS) <= set(DEFINED)
    assert {name for name, _ in lines} == set(FLOWS)
    assert all(len(words.say(one)) > 3 for words in COSTS.values() for one in Language)
    assert all(
        DEFINED[name].whole is not None
        for name, kind in KINDS.items()
        if kind in (Kind.SHARE, Kind.RATIO, Kind.MEAN)
    )
