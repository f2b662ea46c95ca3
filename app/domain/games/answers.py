"""Answers to quizzes and surveys: read, counted and summed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import Malformed
from app.domain.programme.play import Quiz, Survey, SurveyQuestion

LONGEST_WORDS = 1_000
BOUNDS: Mapping[str, tuple[int, int]] = {"nps": (0, 10), "csat": (1, 5)}
PROMOTER = 9
DETRACTOR = 6
HUNDRED = 100
Answers = Mapping[str, int | str]


class UnreadableAnswer(Malformed):
    """An answer is missing, or is not one of those to choose from."""

    code = "unreadable_answer"

    def __init__(self, *, question: str, reason: str) -> None:
        self.question = question
        self.reason = reason
        super().__init__(f"{question}: {reason}")


def right_answers(quiz: Quiz, answers: Sequence[int]) -> int:
    """Return how many answers are right; each is a place counted from 0.

    Raises:
        UnreadableAnswer: Not one answer to each question, or no such answer.
    """
    asked = len(quiz.questions)
    if len(answers) != asked:
        raise UnreadableAnswer(question="answers", reason=f"{asked} are wanted")
    for at, (question, answer) in enumerate(zip(quiz.questions, answers, strict=True)):
        if not 0 <= answer < len(question.answers):
            raise UnreadableAnswer(question=str(at), reason="there is no such answer")
    chosen = zip(quiz.questions, answers, strict=True)
    return sum(question.answers[answer].right for question, answer in chosen)


def survey_answers(survey: Survey, answers: Answers) -> dict[str, int | str]:
    """Return the answers as they are kept, in the order of the questions.

    Raises:
        UnreadableAnswer: One that is required is missing, or one is out of range.
    """
    known = {question.id for question in survey.questions}
    strange = next((name for name in answers if name not in known), None)
    if strange is not None:
        raise UnreadableAnswer(question=strange, reason="there is no such question")
    found: dict[str, int | str] = {}
    for question in survey.questions:
        if question.id in answers:
            found[question.id] = _read(question, answers[question.id])
        elif question.required:
            raise UnreadableAnswer(question=question.id, reason="an answer is needed")
    return found


def _read(question: SurveyQuestion, answer: int | str) -> int | str:
    if question.kind == "free":
        words = answer.strip() if isinstance(answer, str) else ""
        if not 0 < len(words) <= LONGEST_WORDS:
            reason = f"1 to {LONGEST_WORDS} characters of words are needed"
            raise UnreadableAnswer(question=question.id, reason=reason)
        return words
    low, high = BOUNDS.get(question.kind, (0, len(question.choices) - 1))
    if isinstance(answer, str) or not low <= answer <= high:
        reason = f"a whole number from {low} to {high} is needed"
        raise UnreadableAnswer(question=question.id, reason=reason)
    return answer


@dataclass(frozen=True, slots=True)
class Summary:
    """How one question was answered."""

    question: str
    kind: str
    answers: int
    counts: Mapping[int, int]
    """How often each number was given; empty for words."""
    score: int | None
    """NPS: promoters less detractors, in percent, from -100 to 100. CSAT: the
    share of 4 and 5 in percent. Both rounded towards zero. None for the rest."""


def summary(question: SurveyQuestion, given: Sequence[int | str]) -> Summary:
    """Sum up what was answered to one question."""
    numbers = [one for one in given if not isinstance(one, str)]
    counts = {one: numbers.count(one) for one in sorted(set(numbers))}
    score = _score(question.kind, numbers)
    return Summary(question.id, question.kind, len(given), counts, score)


def _score(kind: str, numbers: Sequence[int]) -> int | None:
    if not numbers or kind not in BOUNDS:
        return None
    if kind == "csat":
        good = sum(one >= BOUNDS["csat"][1] - 1 for one in numbers)
        return HUNDRED * good // len(numbers)
    promoters = sum(one >= PROMOTER for one in numbers)
    balance = promoters - sum(one <= DETRACTOR for one in numbers)
    share = HUNDRED * abs(balance) // len(numbers)
    return share if balance >= 0 else -share
