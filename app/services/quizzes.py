"""Members answer quizzes and surveys, once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.games.answers import (
    Answers,
    Summary,
    right_answers,
    summary,
    survey_answers,
)
from app.domain.programme.play import Quiz, Survey
from app.services.env import Env
from app.services.games import PlayedBefore, game_of, give, seated, targets
from app.services.gifts import GiftResult
from app.storage.games import GameRepository, QuizAnswer
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """How a member did; which answers were right is not told."""

    right: int
    of: int
    gifts: Sequence[GiftResult]


def answer_quiz(
    env: Env, uow: UnitOfWork, member_id: UUID, game_id: str, answers: Sequence[int]
) -> Answered:
    """Take a member's answers to a quiz, and give what the right ones are worth.

    Raises:
        PlayedBefore: Other answers were given before; the same ones are the same.
        UnreadableAnswer: Not one answer to each question.
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    seat = seated(env, uow, member_id, game_id, Quiz)
    right = right_answers(seat.game, answers)
    repository = GameRepository(uow)
    before = repository.quiz_answer(game_id, member_id)
    if before is not None:
        if list(before.answers) != list(answers):
            raise PlayedBefore("this quiz was answered before")
        return Answered(before.right_answers, len(before.answers), ())
    repository.add_quiz_answer(
        QuizAnswer(game_id, member_id, answers, right, seat.version, seat.at)
    )
    wanted = targets(
        seat, seat.game.each_right, source="quiz", reason="answered", times=right
    )
    if right == len(seat.game.questions):
        wanted += targets(
            seat,
            seat.game.all_right,
            source="quiz",
            reason="all_right",
            first_place=len(seat.game.each_right),
        )
    given = give(seat, [one for one in wanted if one.times])
    return Answered(right, len(seat.game.questions), given)


def answer_survey(
    env: Env, uow: UnitOfWork, member_id: UUID, game_id: str, answers: Answers
) -> Sequence[GiftResult]:
    """Take a member's answers to a survey, and give what it promises.

    Where the survey is anonymous, answers are kept under a random id with a day;
    nothing leads from them to the member.

    Raises:
        PlayedBefore: The member answered before.
        UnreadableAnswer: An answer is missing or out of range.
        GameMissing, GameClosed, NotForMember, MemberNotEnrolled, MemberFrozen: No.
    """
    seat = seated(env, uow, member_id, game_id, Survey)
    kept = survey_answers(seat.game, answers)
    repository = GameRepository(uow)
    if repository.took_survey(game_id, member_id):
        raise PlayedBefore("this survey was answered before")
    repository.took(game_id, member_id, at=seat.at)
    repository.add_survey_answer(
        # Not ``ids.new``: ids in the order of time would tell who answered when.
        UUID(bytes=env.ids.secret(ID_BYTES), version=4),
        game_id,
        kept,
        member_id=None if seat.game.anonymous else member_id,
        day=seat.at.astimezone(ZoneInfo(seat.zone)).date(),
    )
    return give(
        seat, targets(seat, seat.game.gifts, source="survey", reason="answered")
    )


def survey_results(uow: UnitOfWork, game_id: str) -> list[Summary]:
    """Return how the questions of a survey were answered.

    Raises:
        GameMissing: There is no such survey.
    """
    _, document = ProgrammeRepository(uow).live()
    survey = game_of(document, game_id, Survey)
    given = GameRepository(uow).survey_answers(game_id)
    return [
        summary(question, [one[question.id] for one in given if question.id in one])
        for question in survey.questions
    ]
