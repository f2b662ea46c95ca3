"""Playing: a spin, answers, an entry, a vote, and being seen on a leaderboard."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from app.domain.ids import read_id
from app.domain.programme.figures import points_text
from app.domain.programme.gift_words import gift_in_words
from app.domain.programme.gifts import PointsGift
from app.domain.programme.play import Quiz
from app.services import boards, contests, quizzes, spins
from app.services.games import GameMissing
from app.services.gifts import GiftResult
from app.storage.unit_of_work import UnitOfWork
from app.web.api.contests import EntryId
from app.web.api.shapes import Asked, Given
from app.web.storefront.play import Chair, GameShape, shown_game
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import PointsText

table = Table("Play")
Nickname = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f@]{1,30}$")]
Words = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Place = Annotated[int, Field(ge=0, le=100)]


class ResultShape(Given):
    """How it went."""

    text: str
    won: bool
    points: PointsText | None
    game: GameShape


class AnswersBody(Asked):
    """Of a quiz a place for each question; of a survey answers by question."""

    answers: (
        Annotated[list[Place], Field(min_length=1, max_length=100)]
        | Annotated[dict[str, Place | Words], Field(max_length=100)]
    )


class EntryBody(Asked):
    """A link to a photo, or a text."""

    body: Annotated[
        str,
        Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$"),
    ]


class VoteBody(Asked):
    """For which entry."""

    entry: EntryId


class SeenBody(Asked):
    """Whether to be seen, and under which name."""

    shown: bool
    nickname: Nickname | None = None


def _result(
    ask: Ask, uow: UnitOfWork, text: str, gifts: Sequence[GiftResult] = ()
) -> ResultShape:
    """Return the answer, with the game as it now is."""
    game = ask.document.item("play", ask.path["game"])
    if game is None:
        raise GameMissing("there is no such game in this programme")
    chair = Chair(ask, uow, ask.member, ask.visit.programme.timezone)
    return ResultShape(
        text=text,
        won=bool(gifts),
        points=_points(ask, gifts),
        game=shown_game(chair, game),
    )


def _points(ask: Ask, gifts: Sequence[GiftResult]) -> PointsText | None:
    """Return the points among the gifts, where they are all of one kind."""
    given = [
        Fraction(one.target.gift.points) * one.target.times
        for one in gifts
        if isinstance(one.target.gift, PointsGift)
        and one.target.gift.asset == ask.document.main_points
    ]
    if not given:
        return None
    total = sum(given, Fraction(0))
    asset = ask.document.asset(ask.document.main_points)
    return PointsText(
        value=int(total * 10**asset.scale),
        text=points_text(asset, total, ask.language),
    )


def _prize(ask: Ask, gifts: Sequence[GiftResult]) -> str:
    return ", ".join(
        gift_in_words(ask.document, one.target.gift, ask.language) for one in gifts
    )


@table.route(
    "POST",
    "/play/{game}/spins",
    who=Who.MEMBER,
    summary="Spin once; the same key is the same spin",
    answer=ResultShape,
    keyed=True,
)
def spin(ask: Ask) -> ResultShape:
    def write(uow: UnitOfWork) -> ResultShape:
        done = spins.spin(
            ask.env,
            uow,
            ask.member.member_id,
            ask.path["game"],
            key=ask.ledger_key(),
        )
        prize = None if done.row.prize_id is None else _prize(ask, done.gifts)
        won = done.row.prize_id is not None or bool(done.gifts)
        text = ask.voice.say("play.lost")
        if won:
            said = prize or _prize(ask, done.gifts) or str(done.row.prize_id)
            text = ask.voice.say("play.won", prize=said)
        result = _result(ask, uow, text, done.gifts)
        return result.model_copy(update={"won": won})

    return ask.work(write)


@table.route(
    "POST",
    "/play/{game}/answers",
    who=Who.MEMBER,
    summary="Answer a quiz or a survey, once",
    answer=ResultShape,
    body=AnswersBody,
    keyed=True,
    example={"answers": [0, 2, 1]},
)
def answer_questions(ask: Ask) -> ResultShape:
    body: AnswersBody = ask.body
    game_id, member_id = ask.path["game"], ask.member.member_id
    quiz = isinstance(ask.document.item("play", game_id), Quiz)
    if quiz != isinstance(body.answers, list):
        raise GameMissing("there is no such game of this kind")

    def write(uow: UnitOfWork) -> ResultShape:
        if isinstance(body.answers, list):
            done = quizzes.answer_quiz(ask.env, uow, member_id, game_id, body.answers)
            text = ask.voice.say(
                "play.right", right=str(done.right), total=str(done.of)
            )
            return _result(ask, uow, text, done.gifts)
        gifts = quizzes.answer_survey(ask.env, uow, member_id, game_id, body.answers)
        return _result(ask, uow, ask.voice.say("play.done"), gifts)

    return ask.work(write)


@table.route(
    "POST",
    "/play/{game}/entries",
    who=Who.MEMBER,
    summary="Enter a contest; it is shown once somebody has looked at it",
    answer=ResultShape,
    body=EntryBody,
    keyed=True,
    example={"body": "https://photos.test/1.jpg"},
)
def enter(ask: Ask) -> ResultShape:
    def write(uow: UnitOfWork) -> ResultShape:
        contests.enter(
            ask.env, uow, ask.member.member_id, ask.path["game"], ask.body.body
        )
        return _result(ask, uow, ask.voice.say("play.done"))

    return ask.work(write)


@table.route(
    "POST",
    "/play/{game}/votes",
    who=Who.MEMBER,
    summary="Vote for an entry, once",
    answer=ResultShape,
    body=VoteBody,
    keyed=True,
    example={"entry": "ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3"},
)
def vote(ask: Ask) -> ResultShape:
    entry_id = read_id("ent", ask.body.entry)

    def write(uow: UnitOfWork) -> ResultShape:
        contests.vote(ask.env, uow, ask.member.member_id, ask.path["game"], entry_id)
        return _result(ask, uow, ask.voice.say("play.voted"))

    return ask.work(write)


@table.route(
    "PUT",
    "/play/{game}/leaderboard",
    who=Who.MEMBER,
    summary="Be seen on a leaderboard, or no more",
    answer=ResultShape,
    body=SeenBody,
    example={"shown": True},
)
def be_seen(ask: Ask) -> ResultShape:
    body: SeenBody = ask.body

    def write(uow: UnitOfWork) -> ResultShape:
        boards.be_seen(
            ask.env,
            uow,
            ask.member.member_id,
            ask.path["game"],
            seen=body.shown,
            nickname=body.nickname,
        )
        return _result(ask, uow, "")

    return ask.work(write)
