"""How far a member is with each challenge that runs now."""

from datetime import date

from pydantic import Field

from app.domain.challenges.progress import Part, Progress
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.section_words import item_in_words, item_title
from app.domain.words import Language
from app.services.challenges import progress_of
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.api.naming import OfStore, found
from app.web.api.rewards import RewardId
from app.web.api.route import Ask, Table
from app.web.api.shapes import Given, Listed

table = Table("Members")


class PartShape(Given):
    """One of several things that a challenge asks for."""

    name: str = Field(
        description="A metric; of milestones the number of the step, from 0 on."
    )
    done: int
    goal: int
    unit: str


class ChallengeShape(Given):
    """A challenge, and how far the member is in the running period."""

    challenge_id: RewardId
    title: str
    description: str
    period: str = Field(description="The running period: `2026-05`, `2026-W20`.")
    ends_on: date | None = Field(description="Its last day; null when it has none.")
    done: int
    goal: int
    unit: str = Field(
        description="A currency (smallest units), an asset (smallest units), `count`,"
        " `periods` of a streak, or `metrics` of a collection."
    )
    times: int = Field(description="How often it was reached in this period.")
    closed: bool = Field(description="Nothing more can be reached in this period.")
    parts: list[PartShape]


def _part(part: Part) -> PartShape:
    return PartShape(name=part.name, done=part.done, goal=part.goal, unit=part.unit)


def _shape(
    document: ProgrammeDocument, seen: Progress, language: Language
) -> ChallengeShape:
    challenge = document.item("challenges", seen.challenge_id)
    return ChallengeShape(
        challenge_id=seen.challenge_id,
        title=item_title(document, "challenges", challenge, language),
        description=item_in_words(document, "challenges", challenge, language),
        period=seen.source,
        ends_on=seen.ends_on,
        done=seen.done,
        goal=seen.goal,
        unit=seen.unit,
        times=seen.times,
        closed=seen.closed,
        parts=[_part(part) for part in seen.parts],
    )


@table.route(
    "GET",
    "/members/{member}/challenges",
    scope="members:read",
    summary="How far the member is with each challenge that runs now",
    answer=Listed[ChallengeShape],
    query=OfStore,
    refusals=(404, 409),
)
def list_challenges(ask: Ask) -> Listed[ChallengeShape]:
    def read(uow: UnitOfWork) -> list[ChallengeShape]:
        _, document = ProgrammeRepository(uow).live()
        member_id = found(ask, uow).member_id
        return [
            _shape(document, seen, ask.language)
            for seen in progress_of(ask.env, uow, member_id)
        ]

    return Listed(data=ask.work(read))
