"""Games in documents: what may not be written, and how they read."""

from typing import Any

import pytest

from app.domain.programme.loading import load_document
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from tests.domain.programme.documents import only_problem
from tests.domain.programme.games import (
    BOARD,
    CONTEST,
    DRAW,
    FIVE,
    POINTS,
    QUIZ,
    SPIN,
    SURVEY,
    played,
)

EN = Language.EN
EVERY = (QUIZ, SURVEY, SPIN, DRAW, CONTEST, BOARD)
WRONG_GIFT = [{"kind": "badge", "badge": "none"}]
UNCHOSEN = {"id": "a", "text": "a", "kind": "choice"}
ASK = QUIZ["questions"][0]
WHEEL = SPIN["prizes"]


def told(game: dict[str, Any], language: Language = EN) -> str:
    document = load_document(played(game))
    return item_in_words(document, "play", document.play[0], language)


@pytest.mark.parametrize(
    ("game", "path", "code"),
    [
        (
            {**QUIZ, "questions": [{**ASK, "answers": [{"text": "a"}] * 2}, ASK]},
            "play[0].questions[0]",
            "one_right_answer",
        ),
        (
            {**SURVEY, "questions": [UNCHOSEN, *SURVEY["questions"]]},
            "play[0].questions[0]",
            "choices_wanted",
        ),
        (
            {**SURVEY, "questions": [SURVEY["questions"][0]] * 2},
            "play[0]",
            "taken_id",
        ),
        ({**SPIN, "total": 29}, "play[0]", "too_many_parts"),
        ({**SPIN, "prizes": [WHEEL[0], WHEEL[0]]}, "play[0]", "taken_id"),
        (
            {**SPIN, "cost": {"tickets": "points"}},
            "play[0].cost.tickets",
            "tickets_wanted",
        ),
        (
            {**SPIN, "cost": {"tickets": "saldo"}},
            "play[0].cost.tickets",
            "tickets_wanted",
        ),
        ({**DRAW, "tickets": "tickts"}, "play[0].tickets", "unknown_asset"),
        (
            {
                **DRAW,
                "prizes": [{**DRAW["prizes"][1], "winners": 1000}, DRAW["prizes"][0]],
            },
            "play[0]",
            "too_many_winners",
        ),
        ({**CONTEST, "closes": "2026-07-14"}, "play[0]", "closes_early"),
        ({**BOARD, "metric": "spnd"}, "play[0].metric", "unknown_metric"),
        (
            {**BOARD, "when": {"field": "order.first", "op": "is", "value": True}},
            "play[0].when",
            "field_not_for_trigger",
        ),
        (
            {**QUIZ, "all_right": WRONG_GIFT},
            "play[0].all_right[0].badge",
            "unknown_badge",
        ),
        ({**SURVEY, "gifts": WRONG_GIFT}, "play[0].gifts[0].badge", "unknown_badge"),
        (
            {**SPIN, "otherwise": WRONG_GIFT},
            "play[0].otherwise[0].badge",
            "unknown_badge",
        ),
        (
            {**DRAW, "prizes": [{"id": "a", "gifts": WRONG_GIFT}]},
            "play[0].prizes[0].gifts[0].badge",
            "unknown_badge",
        ),
        (
            {**CONTEST, "places": [{"gifts": WRONG_GIFT}]},
            "play[0].places[0].gifts[0].badge",
            "unknown_badge",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(
    game: dict[str, Any], path: str, code: str
) -> None:
    found = only_problem(played(game))

    assert (found.path, found.code) == (path, code)


def test_chances_are_not_sold_for_credit() -> None:
    reward = {"id": "sold", "kind": "tickets", "tickets": "tickets", "price": 5}

    found = only_problem(played(SPIN, rewards=[{**reward, "asset": "saldo"}]))

    assert (found.path, found.code) == ("rewards[0].asset", "chances_for_money")


def test_tickets_for_points_are_fine() -> None:
    ship = {"id": "ship", "kind": "free_shipping", "price": 1, "asset": "saldo"}
    reward = {"id": "had", "kind": "tickets", "tickets": "tickets", "price": 5}

    assert load_document(played(DRAW, rewards=(reward, ship))).play


@pytest.mark.parametrize("name", ["gifts", "monthly_gifts", "yearly_gifts"])
def test_a_plan_that_is_sold_gives_no_chances(name: str) -> None:
    ticket = {"kind": "points", "asset": "tickets", "points": 1}
    sold = {"offers": [{"products": ["1"], "lasts": {"months": 1}}]}
    granted = {"id": "granted", name: [ticket]}
    plans = [granted, {"id": "club", name: [*POINTS, ticket], **sold}]

    found = only_problem(played(DRAW, memberships=plans))

    assert found.path == f"memberships[1].{name}[1]"
    assert found.code == "chances_for_money"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("game", EVERY, ids=lambda game: game["id"])
def test_every_game_tells_its_terms(game: dict[str, Any], language: Language) -> None:
    text = told(game, language)

    assert text.endswith(".")
    assert "{" not in text


def test_the_odds_are_whole_parts_and_told_before_playing() -> None:
    assert told(SPIN) == (
        "1 of 100 chances, 1 in all: 10 points. 29 of 100 chances: 5 points."
        " 70 of 100 chances: nothing. A prize that has run out gives nothing."
        " You may play 1 times in a day. One play costs 1 ticket."
        " Chances can't be bought with money."
    )


def test_what_replaces_a_prize_is_told() -> None:
    text = told({**SPIN, "otherwise": FIVE, "cost": None})

    assert "70 of 100 chances: 5 points." in text
    assert "In place of a prize that has run out you get 5 points." in text
    assert "Playing is free." in text


def test_without_a_rest_and_without_stock_nothing_is_said_of_them() -> None:
    text = told({**SPIN, "prizes": [{"id": "all", "parts": 100, "gifts": FIVE}]})

    assert "nothing" not in text
    assert "run out" not in text


def test_a_quiz_and_a_survey_without_gifts_promise_none() -> None:
    quiz = {**QUIZ, "each_right": [], "all_right": []}
    survey = {**SURVEY, "gifts": [], "anonymous": False}

    assert "you get" not in told(quiz)
    assert "you get" not in told(survey)
    assert "together with your name" in told(survey)


def test_title_terms_conditions_and_windows_are_told() -> None:
    game = {
        **CONTEST,
        "title": "Best photo",
        "terms": "No faces.",
        "when": {"field": "member.tags", "op": "contains_any", "value": ["vip"]},
    }
    document = load_document(played(game, BOARD))

    text = item_in_words(document, "play", document.play[0], EN)

    assert item_title(document, "play", document.play[0], EN) == "Best photo"
    assert item_title(document, "play", document.play[1], EN) == "Leaderboard"
    assert text.endswith("Until 15 Jul 2026. No faces.")


def test_a_contest_without_an_entry_window_takes_entries_until_it_closes() -> None:
    assert load_document(played({**CONTEST, "active": None})).play
    assert load_document(played({**CONTEST, "active": {"since": "2026-07-01"}})).play
