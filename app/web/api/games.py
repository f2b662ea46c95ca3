"""Games as members see them: terms and odds, and playing."""

from typing import Annotated

from pydantic import Field

from app.domain.ids import public_id
from app.domain.ledger.keys import Key
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.gift_words import gift_in_words
from app.domain.programme.play import Game, Quiz, Spin, Survey
from app.domain.programme.play_words import odds_in_words
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from app.services import quizzes, spins
from app.services.games import closed, games, open_to
from app.services.gifts import GiftResult
from app.storage.games import GameRepository
from app.storage.members import MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.rewards import RewardId
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import Asked, Given, Instant, Listed

table = Table("Play")


class QuestionShape(Given):
    """A question as it is asked; which answer is right is not told."""

    id: str = Field(description="Of a survey its id, of a quiz its place from 0 on.")
    kind: str = Field(description="`quiz`, `nps`, `csat`, `choice` or `free`.")
    text: str
    answers: list[str]
    required: bool


class GameShape(Given):
    """A game with its terms and odds, in words."""

    game_id: RewardId
    kind: str
    title: str
    terms: str = Field(description="What a member should know before playing.")
    odds: list[str] = Field(description="Of a spin: each chance.")
    questions: list[QuestionShape]


class MemberGameShape(GameShape):
    """A game, and whether this member may play it now."""

    open: bool
    why_not: str | None = Field(
        description="`not_open_yet`, `over`, `not_for_member`, `played` or"
        " `no_plays_left`."
    )
    plays_left: int | None = Field(description="Of a spin, in the running period.")


class GivenShape(Given):
    """What came of playing."""

    words: str
    outcome: str = Field(description="`given`, `waiting` (a voucher on its way) …")


class QuizAsked(Asked):
    """The place of each answer, from 0 on, in the order of the questions."""

    answers: Annotated[
        list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=1, max_length=100)
    ]


class QuizShape(Given):
    """How it went."""

    right: int
    of: int
    gifts: list[GivenShape]


class SurveyAsked(Asked):
    """Answers by the id of their question: numbers, or words."""

    answers: Annotated[
        dict[
            Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,39}$")],
            Annotated[int, Field(ge=0, le=100)]
            | Annotated[
                str,
                Field(max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$"),
            ],
        ],
        Field(max_length=100),
    ]


class GiftsShape(Given):
    """What was given."""

    gifts: list[GivenShape]


class SpinShape(Given):
    """What came of a spin."""

    id: str
    number: int = Field(description="From 0 on; below the total.")
    total: int
    prize: RewardId | None = Field(description="Null: none, or it had run out.")
    prize_gone: bool
    gifts: list[GivenShape]
    spun_at: Instant


def _questions(game: Game, language: Language) -> list[QuestionShape]:
    if isinstance(game, Quiz):
        return [
            QuestionShape(
                id=str(at),
                kind="quiz",
                text=one.text.say(language),
                answers=[answer.text.say(language) for answer in one.answers],
                required=True,
            )
            for at, one in enumerate(game.questions)
        ]
    if isinstance(game, Survey):
        return [
            QuestionShape(
                id=one.id,
                kind=one.kind,
                text=one.text.say(language),
                answers=[choice.say(language) for choice in one.choices],
                required=one.required,
            )
            for one in game.questions
        ]
    return []


def _game(document: ProgrammeDocument, game: Game, language: Language) -> GameShape:
    odds = odds_in_words(document, game, language) if isinstance(game, Spin) else ()
    return GameShape(
        game_id=game.id,
        kind=game.kind,
        title=item_title(document, "play", game, language),
        terms=item_in_words(document, "play", game, language),
        odds=list(odds),
        questions=_questions(game, language),
    )


def given(ask: Ask, uow: UnitOfWork, results: object) -> list[GivenShape]:
    """Return gifts in words."""
    _, document = ProgrammeRepository(uow).live()
    return [
        GivenShape(
            words=gift_in_words(document, one.target.gift, ask.language),
            outcome=one.outcome,
        )
        for one in results  # type: ignore[attr-defined]  # a sequence of results
        if isinstance(one, GiftResult)
    ]


@table.route(
    "GET",
    "/play",
    scope="programme:read",
    summary="The games, with their terms and odds",
    answer=Listed[GameShape],
    refusals=(404, 409),
)
def list_games(ask: Ask) -> Listed[GameShape]:
    def read(uow: UnitOfWork) -> list[GameShape]:
        _, document = ProgrammeRepository(uow).live()
        return [_game(document, game, ask.language) for game in games(document)]

    return Listed(data=ask.work(read))


@table.route(
    "GET",
    "/members/{member}/play",
    scope="members:read",
    summary="The games, and which of them the member may play now",
    answer=Listed[MemberGameShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_member_games(ask: Ask) -> Listed[MemberGameShape]:
    def read(uow: UnitOfWork) -> list[MemberGameShape]:
        member = found(ask, uow)
        _, document = ProgrammeRepository(uow).live()
        return [
            _for_member(ask, uow, document, game, member) for game in games(document)
        ]

    return Listed(data=ask.work(read))


def _for_member(
    ask: Ask,
    uow: UnitOfWork,
    document: ProgrammeDocument,
    game: Game,
    member: MemberRow,
) -> MemberGameShape:
    zone = StoreRepository(uow).programme().timezone
    why_not, left = closed(game, ask.now, zone), None
    if isinstance(game, Spin):
        left = spins.plays_left(uow, game, member.member_id, at=ask.now, zone=zone)
    if why_not is None:
        if not open_to(uow, document, game, member, at=ask.now, zone=zone):
            why_not = "not_for_member"
        elif _played(uow, game, member):
            why_not = "played"
        elif left == 0:
            why_not = "no_plays_left"
    return MemberGameShape(
        **_game(document, game, ask.language).model_dump(),
        open=why_not is None,
        why_not=why_not,
        plays_left=left,
    )


def _played(uow: UnitOfWork, game: Game, member: MemberRow) -> bool:
    repository = GameRepository(uow)
    if isinstance(game, Quiz):
        return repository.quiz_answer(game.id, member.member_id) is not None
    if isinstance(game, Survey):
        return repository.took_survey(game.id, member.member_id)
    return False


@table.route(
    "POST",
    "/members/{member}/quizzes/{game}",
    scope="activities:write",
    summary="Answer a quiz, once",
    answer=QuizShape,
    body=QuizAsked,
    query=OfStore,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"answers": [0, 2, 1]},
)
def answer_quiz(ask: Ask) -> QuizShape:
    def write(uow: UnitOfWork) -> QuizShape:
        member_id = found(ask, uow).member_id
        done = quizzes.answer_quiz(
            ask.env, uow, member_id, ask.path["game"], ask.body.answers
        )
        gifts = given(ask, uow, done.gifts)
        return QuizShape(right=done.right, of=done.of, gifts=gifts)

    return ask.work(write)


@table.route(
    "POST",
    "/members/{member}/surveys/{game}",
    scope="activities:write",
    summary="Answer a survey, once",
    answer=GiftsShape,
    body=SurveyAsked,
    query=OfStore,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"answers": {"again": 9, "words": "Lovely."}},
)
def answer_survey(ask: Ask) -> GiftsShape:
    def write(uow: UnitOfWork) -> GiftsShape:
        member_id = found(ask, uow).member_id
        results = quizzes.answer_survey(
            ask.env, uow, member_id, ask.path["game"], ask.body.answers
        )
        return GiftsShape(gifts=given(ask, uow, results))

    return ask.work(write)


@table.route(
    "POST",
    "/members/{member}/spins/{game}",
    scope="redemptions:write",
    summary="Spin once; costs what the terms say",
    answer=SpinShape,
    body=Asked,
    body_may_lack=True,
    query=OfStore,
    refusals=(404, 409, 422),
    idempotency=KeyUse.REQUIRED,
    example={},
)
def spin(ask: Ask) -> SpinShape:
    key: Key = ask.ledger_key()

    def write(uow: UnitOfWork) -> SpinShape:
        member_id = found(ask, uow).member_id
        done = spins.spin(ask.env, uow, member_id, ask.path["game"], key=key)
        row = done.row
        return SpinShape(
            id=public_id("spn", row.spin_id),
            number=row.number,
            total=row.total,
            prize=row.prize_id,
            prize_gone=done.gone,
            gifts=given(ask, uow, done.gifts),
            spun_at=row.spun_at,
        )

    return ask.work(write)
