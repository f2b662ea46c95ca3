"""Games as one shopper sees them: rules, chances, whether one may play now."""

from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from app.domain.ids import public_id
from app.domain.metrics.periods import first_day, shifted
from app.domain.programme.figures import money_text, units_text
from app.domain.programme.gift_words import gifts_in_words
from app.domain.programme.play import (
    Contest,
    Game,
    Leaderboard,
    PrizeDraw,
    Quiz,
    Spin,
    Survey,
)
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import count_text, day_text
from app.services import boards, contests, spins
from app.services.games import closed, games, open_to
from app.storage.contests import ContestRepository
from app.storage.games import GameRepository
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import Given
from app.web.storefront.route import Ask, Table, Who
from app.web.storefront.shapes import PointsText, points

table = Table("Play")
State = Literal["open", "done", "later", "closed"]
MOST_ENTRIES: Final = 50


class OddsShape(Given):
    """One chance."""

    title: str
    text: str


class AnswerShape(Given):
    """One of the answers to choose from."""

    id: str
    title: str


class QuestionShape(Given):
    """A question as it is asked."""

    id: str
    text: str
    kind: Literal["single", "scale", "text"]
    options: list[AnswerShape]
    least: int | None = Field(description="Of a scale.")
    most: int | None
    required: bool


class EntryShape(Given):
    """An entry that may be voted for."""

    id: str
    title: str
    votes: int
    mine: bool


class RankShape(Given):
    """One line of a leaderboard."""

    rank: int
    name: str
    text: str
    you: bool


class GameShape(Given):
    """A game, for one shopper."""

    id: str
    kind: Literal["quiz", "spin", "draw", "contest", "survey", "leaderboard"]
    title: str
    terms: list[str]
    odds: list[OddsShape] | None
    state: State
    state_text: str
    questions: list[QuestionShape] | None
    options: list[EntryShape] | None
    entry: Literal["photo", "text"] | None
    votes: bool | None
    entries: int | None
    ranks: list[RankShape] | None
    cost: PointsText | None
    shown: bool | None


class PlayShape(Given):
    """The games."""

    data: list[GameShape]


@dataclass(frozen=True, slots=True)
class Chair:
    """Who looks at a game, and what was read for it."""

    ask: Ask
    uow: UnitOfWork
    member: MemberRow | None
    zone: str


@table.route(
    "GET",
    "/play",
    who=Who.VISITOR,
    summary="The games, their rules and chances, and which one may play now",
    answer=PlayShape,
)
def list_games(ask: Ask) -> PlayShape:
    return PlayShape(data=ask.work(lambda uow: shown_games(ask, uow)))


def shown_games(ask: Ask, uow: UnitOfWork) -> list[GameShape]:
    """Return the games for who asks."""
    member = ask.visit.member
    active = member if member is not None and member.state == "active" else None
    chair = Chair(ask, uow, active, ask.visit.programme.timezone)
    return [shown_game(chair, game) for game in games(ask.document)]


def shown_game(chair: Chair, game: Game) -> GameShape:
    """Return one game for who looks at it."""
    ask = chair.ask
    state, text = _state(chair, game)
    contest = game if isinstance(game, Contest) else None
    return GameShape(
        id=game.id,
        kind=game.kind,
        title=item_title(ask.document, "play", game, ask.language),
        terms=[item_in_words(ask.document, "play", game, ask.language)],
        odds=_odds(ask, game) if isinstance(game, Spin) else None,
        state=state,
        state_text=text,
        questions=_questions(ask, game),
        options=None if contest is None else _entries(chair, contest),
        entry=None if contest is None else contest.entry,
        votes=None if contest is None else contest.decide == "vote",
        entries=_own(chair, game),
        ranks=_ranks(chair, game) if isinstance(game, Leaderboard) else None,
        cost=_cost(ask, game),
        shown=_listed(chair, game) if isinstance(game, Leaderboard) else None,
    )


def _state(chair: Chair, game: Game) -> tuple[State, str]:
    """Return whether it may be played now, with words about it."""
    ask, member, zone = chair.ask, chair.member, chair.zone
    voice, why = ask.voice, closed(game, ask.now, chair.zone)
    if why == "not_open_yet" and game.active is not None:
        begins = game.active.begins_at(zone)
        local = (begins or ask.now).astimezone(ZoneInfo(zone)).date()
        return "later", voice.say("play.later", date=day_text(local, ask.language))
    if member is None and why is None:
        return "open", voice.say("guest.join")
    if member is None or why is not None or not _for(chair, game, member):
        return "closed", voice.say("play.closed")
    if _took_part(chair, game, member):
        return "done", voice.say("play.done")
    if isinstance(game, Spin):
        return _spin_state(chair, game, member)
    return "open", voice.say("play.start")


def _for(chair: Chair, game: Game, member: MemberRow) -> bool:
    """Tell whether the game is for this member."""
    ask = chair.ask
    return open_to(chair.uow, ask.document, game, member, at=ask.now, zone=chair.zone)


def _spin_state(chair: Chair, game: Spin, member: MemberRow) -> tuple[State, str]:
    ask, zone, per = chair.ask, chair.zone, game.plays.per
    left = spins.plays_left(chair.uow, game, member.member_id, at=ask.now, zone=zone)
    if left:
        return "open", ask.voice.say("play.spin")
    today = ask.now.astimezone(ZoneInfo(zone)).date()
    again = shifted(per, first_day(per, today), 1)
    return "later", ask.voice.say("play.later", date=day_text(again, ask.language))


def _took_part(chair: Chair, game: Game, member: MemberRow) -> bool:
    repository = GameRepository(chair.uow)
    match game:
        case Quiz():
            return repository.quiz_answer(game.id, member.member_id) is not None
        case Survey():
            return repository.took_survey(game.id, member.member_id)
        case _:
            return False


def _odds(ask: Ask, game: Spin) -> list[OddsShape]:
    """Return the chance of each prize and of none, as shares of the whole."""
    total = count_text(game.total, ask.language)

    def chance(parts: int) -> str:
        said = count_text(parts, ask.language)
        return ask.voice.say("a11y.progress", current=said, target=total)

    found = [
        OddsShape(
            title=prize.title.say(ask.language)
            if prize.title
            else gifts_in_words(ask.document, prize.gifts, ask.language),
            text=chance(prize.parts),
        )
        for prize in game.prizes
    ]
    rest = game.total - sum(prize.parts for prize in game.prizes)
    if rest:
        nothing = ask.voice.say("play.lost")
        if game.otherwise:
            nothing = gifts_in_words(ask.document, game.otherwise, ask.language)
        found.append(OddsShape(title=nothing, text=chance(rest)))
    return found


def _questions(ask: Ask, game: Game) -> list[QuestionShape] | None:
    if isinstance(game, Quiz):
        return [
            QuestionShape(
                id=str(at),
                text=one.text.say(ask.language),
                kind="single",
                options=[
                    AnswerShape(id=str(place), title=answer.text.say(ask.language))
                    for place, answer in enumerate(one.answers)
                ],
                least=None,
                most=None,
                required=True,
            )
            for at, one in enumerate(game.questions)
        ]
    if isinstance(game, Survey):
        return _of_survey(ask, game)
    return None


SCALES: Final = {"nps": (0, 10), "csat": (1, 5)}


def _of_survey(ask: Ask, game: Survey) -> list[QuestionShape]:
    found = []
    for one in game.questions:
        least, most = SCALES.get(one.kind, (None, None))
        kind: Literal["single", "scale", "text"] = "text"
        if one.choices:
            kind = "single"
        elif most is not None:
            kind = "scale"
        found.append(
            QuestionShape(
                id=one.id,
                text=one.text.say(ask.language),
                kind=kind,
                options=[
                    AnswerShape(id=str(at), title=choice.say(ask.language))
                    for at, choice in enumerate(one.choices)
                ],
                least=least,
                most=most,
                required=one.required,
            )
        )
    return found


def _entries(chair: Chair, game: Contest) -> list[EntryShape]:
    mine = chair.member.member_id if chair.member else None
    shown = contests.entries_shown(chair.ask.env, chair.uow, game.id)[:MOST_ENTRIES]
    votes = {
        one.entry_id: one.votes for one in ContestRepository(chair.uow).ranked(game.id)
    }
    return [
        EntryShape(
            id=public_id("ent", one.entry_id),
            title=one.body,
            votes=votes.get(one.entry_id, 0),
            mine=one.member_id == mine,
        )
        for one in shown
    ]


def _own(chair: Chair, game: Game) -> int | None:
    """Return how many chances a member has: tickets of a draw, entries sent in."""
    member = chair.member
    if member is None:
        return None
    if isinstance(game, PrizeDraw):
        ledger = LedgerRepository(chair.uow, chair.ask.env.ids)
        held = ledger.balances(member.member_id).get(game.tickets)
        return 0 if held is None else held.available
    if isinstance(game, Contest):
        entries = ContestRepository(chair.uow)
        return len(entries.entries(game.id, member_id=member.member_id))
    return None


def _cost(ask: Ask, game: Game) -> PointsText | None:
    if not isinstance(game, Spin) or game.cost is None:
        return None
    return points(ask, game.cost.number, game.cost.tickets)


def _ranks(chair: Chair, game: Leaderboard) -> list[RankShape]:
    mine = chair.member.member_id if chair.member else None
    return [
        RankShape(
            rank=one.rank,
            name=one.name,
            text=_amount(chair.ask, game, one.amount),
            you=one.member_id == mine,
        )
        for one in boards.leaders(chair.ask.env, chair.uow, game.id)
    ]


def _amount(ask: Ask, game: Leaderboard, amount: int) -> str:
    document = ask.document
    if game.metric == "spend":
        return money_text(amount, document.identity.currency, ask.language)
    if game.metric == "points":
        return units_text(document, document.main_points, amount, ask.language)
    return count_text(amount, ask.language)


def _listed(chair: Chair, game: Leaderboard) -> bool:
    member = chair.member
    if member is None:
        return False
    return ContestRepository(chair.uow).on_board(game.id, member.member_id)
