"""Play: quizzes, surveys, spins, prize draws, contests and leaderboards.

Chances are never sold: what a spin costs, and what a draw counts, are tickets,
and tickets are not to be had for money (``play_checks``). What may be won, and
how likely it is, is told to members before they play.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.domain.programme.base import Count, Flag, Identifier, Section, Whole, refuse
from app.domain.programme.challenges import Period
from app.domain.programme.conditions import Condition
from app.domain.programme.gifts import MAX_GIFTS, Gift, Gifts
from app.domain.programme.texts import Text
from app.domain.programme.windows import Moment, Window, instant_of

MAX_GAMES = 100
MAX_QUESTIONS = 30
MAX_ANSWERS = 8
MAX_PRIZES = 30
MAX_WINNERS = 1_000
MAX_PARTS = 1_000_000
MAX_ENTRIES = 20
MAX_SHOWN = 100
OptionalGifts = Annotated[tuple[Gift, ...], Field(max_length=MAX_GIFTS)]


class BaseGame(Section):
    """What all games have."""

    id: Identifier
    title: Text | None = None
    terms: Text | None = None
    """The merchant's own, shown beside what the settings say."""
    enabled: Flag = True
    active: Window | None = None
    """Only within this window it may be played."""
    when: Condition | None = None
    """For which members; asked when they play."""


class QuizAnswer(Section):
    """One of the answers to choose from."""

    text: Text
    right: Flag = False


class QuizQuestion(Section):
    """A question with one right answer."""

    text: Text
    answers: Annotated[
        tuple[QuizAnswer, ...], Field(min_length=2, max_length=MAX_ANSWERS)
    ]

    @model_validator(mode="after")
    def _one_right(self) -> "QuizQuestion":
        if sum(answer.right for answer in self.answers) != 1:
            refuse("one_right_answer", "a question has one right answer")
        return self


class Quiz(BaseGame):
    """Questions, once a member; a gift for each right answer."""

    kind: Literal["quiz"]
    questions: Annotated[
        tuple[QuizQuestion, ...], Field(min_length=1, max_length=MAX_QUESTIONS)
    ]
    each_right: OptionalGifts = ()
    all_right: OptionalGifts = ()
    """Besides, when every answer is right."""


class SurveyQuestion(Section):
    """A question without a right answer.

    ``nps`` is answered by 0 to 10, ``csat`` by 1 to 5, ``choice`` by the place of
    a choice counted from 0, ``free`` by words.
    """

    id: Identifier
    text: Text
    kind: Literal["nps", "csat", "choice", "free"]
    choices: Annotated[tuple[Text, ...], Field(max_length=MAX_ANSWERS)] = ()
    required: Flag = True

    @model_validator(mode="after")
    def _choices(self) -> "SurveyQuestion":
        if (self.kind == "choice") != (len(self.choices) > 1):
            refuse("choices_wanted", "a choice has two choices or more; nothing else")
        return self


class Survey(BaseGame):
    """Questions, once a member; a gift for answering."""

    kind: Literal["survey"]
    questions: Annotated[
        tuple[SurveyQuestion, ...], Field(min_length=1, max_length=MAX_QUESTIONS)
    ]
    anonymous: Flag = True
    """Answers are kept apart from who gave them."""
    gifts: OptionalGifts = ()

    @model_validator(mode="after")
    def _named_once(self) -> "Survey":
        _once([question.id for question in self.questions])
        return self


class Plays(Section):
    """How often a member may play."""

    times: Annotated[Whole, Field(ge=1, le=100)] = 1
    per: Period = "day"


class TicketCost(Section):
    """What one play costs; tickets only."""

    tickets: Identifier
    number: Annotated[Whole, Field(ge=1, le=1_000)] = 1


class SpinPrize(Section):
    """So many parts of the chances, and what they give."""

    id: Identifier
    title: Text | None = None
    parts: Annotated[Count, Field(le=MAX_PARTS)]
    stock: Count | None = None
    """How often it can be won in all."""
    gifts: Gifts


class Spin(BaseGame):
    """A wheel with fixed odds: whole parts of a total."""

    kind: Literal["spin"]
    total: Annotated[Count, Field(le=MAX_PARTS)]
    prizes: Annotated[tuple[SpinPrize, ...], Field(min_length=1, max_length=MAX_PRIZES)]
    otherwise: OptionalGifts = ()
    """For the rest of the parts, and for a prize that has run out."""
    plays: Plays = Plays()
    cost: TicketCost | None = None

    @model_validator(mode="after")
    def _parts_of_the_total(self) -> "Spin":
        _once([prize.id for prize in self.prizes])
        parts = sum(prize.parts for prize in self.prizes)
        if parts > self.total:
            refuse("too_many_parts", f"the prizes have {parts} parts", str(parts))
        return self


class DrawPrize(Section):
    """One prize of a draw, for one winner or several."""

    id: Identifier
    title: Text | None = None
    winners: Annotated[Count, Field(le=MAX_WINNERS)] = 1
    gifts: Gifts


class PrizeDraw(BaseGame):
    """A draw among tickets; one prize a member.

    A commitment to its seed is published before tickets are given; when it has
    closed, anybody can work the winners out again.
    """

    kind: Literal["draw"]
    tickets: Identifier
    closes: Moment
    prizes: Annotated[tuple[DrawPrize, ...], Field(min_length=1, max_length=MAX_PRIZES)]

    @model_validator(mode="after")
    def _few_winners(self) -> "PrizeDraw":
        _once([prize.id for prize in self.prizes])
        winners = sum(prize.winners for prize in self.prizes)
        if winners > MAX_WINNERS:
            refuse("too_many_winners", f"at most {MAX_WINNERS} winners in all")
        return self


class ContestPlace(Section):
    """What the first, the second … place gives."""

    title: Text | None = None
    gifts: Gifts


class Contest(BaseGame):
    """Entries of members, looked at by staff, ranked by votes or by a jury."""

    kind: Literal["contest"]
    entry: Literal["photo", "text"] = "photo"
    entries: Annotated[Whole, Field(ge=1, le=MAX_ENTRIES)] = 1
    """At most so many of one member."""
    decide: Literal["vote", "jury"] = "vote"
    closes: Moment
    """Until then entries are voted for, or scored; later than the last entry."""
    places: Annotated[
        tuple[ContestPlace, ...], Field(min_length=1, max_length=MAX_PRIZES)
    ]

    @model_validator(mode="after")
    def _votes_follow_entries(self) -> "Contest":
        last = None if self.active is None else self.active.ends_at("UTC")
        if last is not None and last > instant_of(self.closes, "UTC", end=True):
            refuse("closes_early", "a contest closes after its last entry")
        return self


class Leaderboard(BaseGame):
    """The first members by a metric, of those who want to be seen."""

    kind: Literal["leaderboard"]
    metric: Identifier = "points"
    period: Period = "month"
    shown: Annotated[Whole, Field(ge=3, le=MAX_SHOWN)] = 10


def _once(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        refuse("taken_id", "each is named once", f"{twice}-2")


Game = Annotated[
    Quiz | Survey | Spin | PrizeDraw | Contest | Leaderboard,
    Field(discriminator="kind"),
]
