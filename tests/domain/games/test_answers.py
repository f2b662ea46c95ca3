"""Answers are counted and summed up; what is no answer is refused."""

from typing import Any

import pytest

from app.domain.games.answers import (
    UnreadableAnswer,
    right_answers,
    summary,
    survey_answers,
)
from app.domain.programme.loading import load_document
from tests.domain.programme.games import QUIZ, SURVEY, played

GAMES: Any = load_document(played(QUIZ, SURVEY)).play
ALL: dict[str, Any] = {"again": 9, "glad": 4, "where": 1, "words": " fine "}


@pytest.mark.parametrize(
    ("answers", "right"), [([0, 1], 2), ([0, 0], 1), ([1, 1], 1), ([1, 0], 0)]
)
def test_right_answers_are_counted(answers: list[int], right: int) -> None:
    assert right_answers(GAMES[0], answers) == right


@pytest.mark.parametrize(
    ("answers", "question"),
    [([0], "answers"), ([0, 1, 1], "answers"), ([0, 2], "1"), ([-1, 0], "0")],
)
def test_a_quiz_wants_one_answer_to_each_question(
    answers: list[int], question: str
) -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        right_answers(GAMES[0], answers)

    assert refusal.value.question == question


def test_answers_are_kept_in_the_order_of_the_questions() -> None:
    found = survey_answers(GAMES[1], dict(reversed(ALL.items())))

    assert list(found.items()) == [
        ("again", 9),
        ("glad", 4),
        ("where", 1),
        ("words", "fine"),
    ]


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ({"again": 11}, "again"),
        ({"again": -1}, "again"),
        ({"again": "9"}, "again"),
        ({"glad": 0}, "glad"),
        ({"glad": 6}, "glad"),
        ({"where": 2}, "where"),
        ({"words": "  "}, "words"),
        ({"words": 3}, "words"),
        ({"words": "x" * 1_001}, "words"),
        ({"other": 1}, "other"),
    ],
)
def test_what_is_no_answer_is_refused(change: dict[str, Any], question: str) -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        survey_answers(GAMES[1], ALL | change)

    assert refusal.value.question == question


def test_an_answer_that_is_needed_may_not_lack_and_another_may() -> None:
    needed = {name: ALL[name] for name in ("again", "glad", "where")}

    assert survey_answers(GAMES[1], needed) == needed
    with pytest.raises(UnreadableAnswer, match="needed"):
        survey_answers(GAMES[1], {"again": 9})


@pytest.mark.parametrize(
    ("question", "given", "score"),
    [
        (0, [9, 10, 8, 6], 25),
        (0, [9, 6, 0], -33),
        (0, [7, 8], 0),
        (0, [], None),
        (1, [5, 4, 3], 66),
        (2, [0, 1], None),
        (3, ["fine"], None),
    ],
)
def test_scores_are_whole_percents(
    question: int, given: list[int | str], score: int | None
) -> None:
    found = summary(GAMES[1].questions[question], given)

    assert (found.answers, found.score) == (len(given), score)


def test_each_number_is_counted() -> None:
    assert summary(GAMES[1].questions[0], [9, 9, 3]).counts == {3: 1, 9: 2}
