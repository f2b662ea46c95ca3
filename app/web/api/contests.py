"""Draws, contests and leaderboards: what is public, and what staff decide."""

from typing import Annotated, Literal

from pydantic import Field

from app.domain.ids import public_id, read_id
from app.domain.programme.play import Contest, PrizeDraw
from app.domain.programme.section_words import item_in_words
from app.services import boards, contests, draws, quizzes
from app.services.games import game_of
from app.storage.contests import ContestRepository, EntryRow
from app.storage.draws import DrawRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.rewards import RewardId
from app.web.api.route import Ask, KeyUse, Table
from app.web.api.shapes import Asked, Given, Instant, Line, Listed, MemberId

table = Table("Play")
EntryId = Annotated[
    str,
    Field(
        pattern="^ent_[0-7][0-9A-HJKMNP-TV-Z]{25}$",
        examples=["ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3"],
    ),
]


class WinnerShape(Given):
    """Who won what, by which ticket of those left in the round."""

    round: int
    member_id: MemberId
    ticket: int
    prize: RewardId


class PrizeDrawShape(Given):
    """A draw: its commitment, and after the close how it came out."""

    game_id: RewardId
    terms: str
    commitment: str = Field(description="SHA-256 of the seed, in hex.")
    committed_at: Instant
    closes_at: Instant
    state: str
    closed_at: Instant | None
    seed: str | None = Field(description="Published at the close, in hex.")
    journal_seq: int | None = Field(description="Up to which tickets were counted.")
    list_digest: str | None
    participants: int | None
    tickets: int | None
    winners: list[WinnerShape]


class VerdictShape(Given):
    """What working a draw out again came to."""

    game_id: RewardId
    equal: bool
    seed_fits: bool
    list_fits: bool
    winners_fit: bool
    before_tickets: bool


class EntryShape(Given):
    """An entry of a contest."""

    id: EntryId
    game_id: RewardId
    body: str
    state: str = Field(description="`waiting`, `shown` or `refused`.")
    reason: str | None
    place: int | None
    entered_at: Instant


class EntryAsked(Asked):
    """A link to a photo, or a text."""

    body: Annotated[
        str,
        Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$"),
    ]


class EntryDecision(Asked):
    """Show an entry, or refuse it with a reason."""

    state: Literal["shown", "refused"]
    reason: Line | None = None


class VoteAsked(Asked):
    """For which entry."""

    entry: EntryId


class ScoreAsked(Asked):
    """A juror's score."""

    juror: Line
    score: Annotated[int, Field(ge=1, le=10)]


class DoneShape(Given):
    """It was noted."""

    done: bool


class SeenAsked(Asked):
    """Whether to be shown, and under which name."""

    seen: bool
    nickname: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f@]{1,30}$")] | None = None


class LeaderShape(Given):
    """One line of a leaderboard."""

    rank: int
    name: str
    amount: int


class SummaryShape(Given):
    """How one question of a survey was answered."""

    question: str
    kind: str
    answers: int
    counts: dict[str, int]
    score: int | None


def _entry(row: EntryRow) -> EntryShape:
    return EntryShape(
        id=public_id("ent", row.entry_id),
        game_id=row.game_id,
        body=row.body,
        state=row.state,
        reason=row.reason,
        place=row.place,
        entered_at=row.entered_at,
    )


@table.route(
    "GET",
    "/draws/{game}",
    scope="programme:read",
    summary="A prize draw: commitment, and after the close seed, list and winners",
    answer=PrizeDrawShape,
    refusals=(404, 409),
)
def read_draw(ask: Ask) -> PrizeDrawShape:
    def read(uow: UnitOfWork) -> PrizeDrawShape:
        row = draws.draw_of(uow, ask.path["game"])
        _, document = ProgrammeRepository(uow).live()
        game = document.item("play", row.game_id)
        shown = game if isinstance(game, PrizeDraw) else draws.terms_of(row)
        winners = DrawRepository(uow).winners(row.game_id)
        return PrizeDrawShape(
            game_id=row.game_id,
            terms=item_in_words(document, "play", shown, ask.language),
            commitment=row.commitment,
            committed_at=row.committed_at,
            closes_at=row.closes_at,
            state=row.state,
            closed_at=row.closed_at,
            seed=None if row.seed is None else row.seed.hex(),
            journal_seq=row.seq,
            list_digest=row.list_digest,
            participants=row.participants,
            tickets=row.tickets,
            winners=[
                WinnerShape(
                    round=one.round,
                    member_id=public_id("mem", one.member_id),
                    ticket=one.ticket,
                    prize=one.prize_id,
                )
                for one in winners
            ],
        )

    return ask.work(read)


@table.route(
    "GET",
    "/draws/{game}/verification",
    scope="programme:read",
    summary="Work a closed draw out again from its seed and the ledger",
    answer=VerdictShape,
    refusals=(404, 409),
)
def verify_draw(ask: Ask) -> VerdictShape:
    seen = ask.work(lambda uow: draws.verify(uow, ask.path["game"]))
    return VerdictShape(
        game_id=seen.game_id,
        equal=seen.equal,
        seed_fits=seen.seed_fits,
        list_fits=seen.list_fits,
        winners_fit=seen.winners_fit,
        before_tickets=seen.before_tickets,
    )


@table.route(
    "GET",
    "/contests/{game}/entries",
    scope="programme:read",
    summary="All entries of a contest, those that wait for moderation too",
    answer=Listed[EntryShape],
    refusals=(404, 409),
)
def list_entries(ask: Ask) -> Listed[EntryShape]:
    def read(uow: UnitOfWork) -> list[EntryShape]:
        _, document = ProgrammeRepository(uow).live()
        game = game_of(document, ask.path["game"], Contest)
        return [_entry(row) for row in ContestRepository(uow).entries(game.id)]

    return Listed(data=ask.work(read))


@table.route(
    "POST",
    "/contests/{game}/entries/{entry}",
    scope="programme:write",
    summary="Show an entry, or refuse it with a reason",
    answer=EntryShape,
    body=EntryDecision,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"state": "refused", "reason": "not their own photo"},
)
def decide_entry(ask: Ask) -> EntryShape:
    entry_id = read_id("ent", ask.path["entry"])
    row = ask.work(
        lambda uow: contests.moderate(
            ask.env,
            uow,
            ask.path["game"],
            entry_id,
            ask.body.state,
            reason=ask.body.reason,
            actor=f"api:{ask.principal.key_id}",
        )
    )
    return _entry(row)


@table.route(
    "POST",
    "/contests/{game}/entries/{entry}/scores",
    scope="programme:write",
    summary="Keep a juror's score; a later one replaces it",
    answer=DoneShape,
    body=ScoreAsked,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"juror": "Ibu Sari", "score": 8},
)
def score_entry(ask: Ask) -> DoneShape:
    entry_id = read_id("ent", ask.path["entry"])
    ask.work(
        lambda uow: contests.score(
            ask.env,
            uow,
            ask.path["game"],
            entry_id,
            juror=ask.body.juror,
            points=ask.body.score,
        )
    )
    return DoneShape(done=True)


@table.route(
    "POST",
    "/members/{member}/entries/{game}",
    scope="activities:write",
    summary="Enter a contest; the entry waits for moderation",
    answer=EntryShape,
    body=EntryAsked,
    query=OfStore,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"body": "https://photos.example/kucing.jpg"},
)
def enter_contest(ask: Ask) -> EntryShape:
    row = ask.work(
        lambda uow: contests.enter(
            ask.env,
            uow,
            found(ask, uow).member_id,
            ask.path["game"],
            ask.body.body,
        )
    )
    return _entry(row)


@table.route(
    "POST",
    "/members/{member}/votes/{game}",
    scope="activities:write",
    summary="Vote for an entry; once a member",
    answer=DoneShape,
    body=VoteAsked,
    query=OfStore,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"entry": "ent_01KAZ3V7Q8H5M2N4P6R8T0V1W3"},
)
def vote(ask: Ask) -> DoneShape:
    entry_id = read_id("ent", ask.body.entry)
    ask.work(
        lambda uow: contests.vote(
            ask.env, uow, found(ask, uow).member_id, ask.path["game"], entry_id
        )
    )
    return DoneShape(done=True)


@table.route(
    "PUT",
    "/members/{member}/leaderboards/{game}",
    scope="members:write",
    summary="Show a member on a leaderboard, or no more; never without asking them",
    answer=DoneShape,
    body=SeenAsked,
    query=OfStore,
    refusals=(404, 409, 422),
    example={"seen": True, "nickname": "Kucing"},
)
def be_seen(ask: Ask) -> DoneShape:
    ask.work(
        lambda uow: boards.be_seen(
            ask.env,
            uow,
            found(ask, uow).member_id,
            ask.path["game"],
            seen=ask.body.seen,
            nickname=ask.body.nickname,
        )
    )
    return DoneShape(done=True)


@table.route(
    "GET",
    "/leaderboards/{game}",
    scope="programme:read",
    summary="Who is first in the running period, of those who want to be seen",
    answer=Listed[LeaderShape],
    refusals=(404, 409),
)
def read_leaderboard(ask: Ask) -> Listed[LeaderShape]:
    shown = ask.work(lambda uow: boards.leaders(ask.env, uow, ask.path["game"]))
    return Listed(
        data=[
            LeaderShape(rank=one.rank, name=one.name, amount=one.amount)
            for one in shown
        ]
    )


@table.route(
    "GET",
    "/surveys/{game}/results",
    scope="programme:read",
    summary="How a survey was answered: counts and scores, no names",
    answer=Listed[SummaryShape],
    refusals=(404, 409),
)
def survey_results(ask: Ask) -> Listed[SummaryShape]:
    found_ones = ask.work(lambda uow: quizzes.survey_results(uow, ask.path["game"]))
    return Listed(
        data=[
            SummaryShape(
                question=one.question,
                kind=one.kind,
                answers=one.answers,
                counts={str(number): times for number, times in one.counts.items()},
                score=one.score,
            )
            for one in found_ones
        ]
    )
