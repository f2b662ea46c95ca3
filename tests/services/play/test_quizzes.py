"""Quizzes and surveys: once a member, and points for what was promised."""

from uuid import UUID

import pytest

from app.domain.games.answers import UnreadableAnswer
from app.domain.ledger.errors import MemberFrozen
from app.services.games import GameClosed, GameMissing, NotForMember, PlayedBefore
from app.services.merging import merge
from app.services.purchase import MemberNotEnrolled
from app.services.quizzes import Answered, answer_quiz, answer_survey, survey_results
from app.storage.games import GameRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.domain.programme.games import QUIZ, SURVEY
from tests.services.play.arcade import DOCUMENT, Arcade, with_game

GIVEN: dict[str, int | str] = {"again": 9, "glad": 4, "where": 1, "words": "fine"}


def answer(arcade: Arcade, who: UUID, *answers: int) -> Answered:
    found: Answered = arcade.world.run(
        lambda uow: answer_quiz(arcade.world.env, uow, who, "quiz", answers)
    )
    return found


def survey(arcade: Arcade, who: UUID, **change: int | str) -> None:
    arcade.world.run(
        lambda uow: answer_survey(
            arcade.world.env, uow, who, "survey", {**GIVEN, **change}
        )
    )


@pytest.mark.parametrize(
    ("answers", "right", "points"),
    [((0, 1), 2, 25), ((0, 0), 1, 10), ((1, 0), 0, 0)],
)
def test_points_follow_the_right_answers(
    arcade: Arcade, answers: tuple[int, int], right: int, points: int
) -> None:
    who = arcade.member()

    done = answer(arcade, who, *answers)

    assert (done.right, done.of, arcade.held(who)) == (right, 2, points)
    assert arcade.proved()


def test_a_quiz_is_answered_once(arcade: Arcade) -> None:
    who = arcade.member()
    answer(arcade, who, 0, 0)

    again = answer(arcade, who, 0, 0)
    with pytest.raises(PlayedBefore):
        answer(arcade, who, 0, 1)

    assert (again.right, arcade.held(who)) == (1, 10)


def test_a_merged_member_does_not_answer_twice(arcade: Arcade) -> None:
    first, second = arcade.member("1"), arcade.member("2")
    answer(arcade, second, 0, 1)
    env = arcade.world.env
    arcade.world.run(lambda uow: merge(env, uow, kept=first, gone=second, actor="test"))

    with pytest.raises(PlayedBefore):
        answer(arcade, first, 0, 0)
    assert arcade.held(first) == 25


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"enabled": False}, "off"),
        ({"active": {"since": "2030-01-01"}}, "not_open_yet"),
        ({"active": {"until": "2020-01-01"}}, "over"),
    ],
)
def test_a_game_that_is_closed_says_why(
    arcade: Arcade, change: dict[str, object], reason: str
) -> None:
    arcade.publish(with_game({**QUIZ, **change}))

    with pytest.raises(GameClosed) as refusal:
        answer(arcade, arcade.member(), 0, 0)

    assert refusal.value.reason == reason


def test_a_game_for_others_is_refused(arcade: Arcade) -> None:
    when = {"field": "member.tags", "op": "contains_any", "value": ["vip"]}
    arcade.publish(with_game({**QUIZ, "when": when}))

    with pytest.raises(NotForMember):
        answer(arcade, arcade.member(), 0, 0)


def test_who_left_or_is_frozen_does_not_play(arcade: Arcade) -> None:
    gone, frozen = arcade.member("1"), arcade.member("2")
    now = arcade.world.clock.now()

    def change(uow: UnitOfWork) -> None:
        members = MemberRepository(uow)
        members.change(gone, at=now, state="closed")
        members.change(frozen, at=now, frozen_at=now, frozen_reason="review")

    arcade.world.run(change)

    with pytest.raises(MemberNotEnrolled):
        answer(arcade, gone, 0, 0)
    with pytest.raises(MemberFrozen):
        answer(arcade, frozen, 0, 0)


def test_another_kind_of_game_is_no_quiz(arcade: Arcade) -> None:
    who, env = arcade.member(), arcade.world.env

    with pytest.raises(GameMissing):
        arcade.world.run(lambda uow: answer_quiz(env, uow, who, "wheel", [0]))


def test_a_survey_gives_its_points_once(arcade: Arcade) -> None:
    who = arcade.member()
    survey(arcade, who)

    with pytest.raises(PlayedBefore):
        survey(arcade, who)

    assert arcade.held(who) == 10
    assert arcade.proved()


def test_what_is_no_answer_uses_nothing_up(arcade: Arcade) -> None:
    who = arcade.member()

    with pytest.raises(UnreadableAnswer):
        survey(arcade, who, again=11)
    survey(arcade, who)

    assert arcade.held(who) == 10


def answered_by(arcade: Arcade) -> list[UUID | None]:
    rows = arcade.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT member_id FROM survey_answer"
        ).all()
    )
    return [row[0] for row in rows]


def test_anonymous_answers_lead_to_nobody(arcade: Arcade) -> None:
    survey(arcade, arcade.member())

    assert answered_by(arcade) == [None]


def test_named_answers_are_the_members(arcade: Arcade) -> None:
    arcade.publish(with_game({**SURVEY, "anonymous": False}))
    who = arcade.member()

    survey(arcade, who)

    assert answered_by(arcade) == [who]


def test_a_survey_is_summed_up(arcade: Arcade) -> None:
    survey(arcade, arcade.member("1"), again=10)
    survey(arcade, arcade.member("2"), again=3)
    survey(arcade, arcade.member("3"), again=9)

    nps, csat, where, words = arcade.world.run(
        lambda uow: survey_results(uow, "survey")
    )

    assert (nps.score, nps.answers) == (33, 3)
    assert (csat.score, where.counts, words.answers) == (100, {1: 3}, 3)


def test_a_quiz_that_was_not_answered_is_not_known(arcade: Arcade) -> None:
    who = arcade.member()
    arcade.publish(DOCUMENT)

    found = arcade.world.run(lambda uow: GameRepository(uow).quiz_answer("quiz", who))

    assert found is None
