"""Campaigns: gives what a segment's members are offered, once for each occasion.

A gift is noted and given in one unit of work, so that a run that dies or comes
twice gives nothing twice. Draws are held and stored before their winners are
given anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from typing_extensions import override

from app.domain.errors import Missing
from app.domain.gifts import GiftTarget
from app.domain.programme.campaigns import Campaign
from app.domain.programme.document import ProgrammeDocument
from app.domain.segments import drawing
from app.domain.segments.occasions import occasion_of, times_left
from app.services import segments
from app.services.env import Env
from app.services.gifts import settle_gifts
from app.storage.campaigns import NOBODY, CampaignRepository, Draw
from app.storage.members import MemberRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.standing import StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

BATCH: Final = 100
"""Members in one unit of work: their balances are locked together."""


class DrawMissing(Missing):
    """No such draw was held."""

    code = "draw_missing"


@dataclass(frozen=True, slots=True)
class PersonalSweep:
    """What a run of the timer did."""

    segments: segments.SegmentSweep
    given: int

    @override
    def __str__(self) -> str:
        return f"{self.segments}, {self.given} gifts"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of deriving a draw again."""

    draw: Draw
    list_intact: bool
    """The list is the one whose digest was stored."""
    winners_same: bool
    """Seed and list give the winners who were stored."""
    given_to_others: tuple[UUID, ...]
    """Who was given the prize and did not win."""

    @property
    def sound(self) -> bool:
        """Whether everything is as it should be."""
        return self.list_intact and self.winners_same and not self.given_to_others


@dataclass(frozen=True, slots=True)
class _Run:
    """One campaign at one instant."""

    campaign: Campaign
    version: int
    at: datetime
    today: date

    @property
    def drawn(self) -> bool:
        return self.campaign.surprise is not None

    @property
    def occasion(self) -> str | None:
        """The one occasion of everybody; None where each member has an own one."""
        if self.campaign.again == "entry":
            return None
        return occasion_of(self.campaign, today=self.today, entered_at=None)

    @property
    def since(self) -> datetime | None:
        """Whoever was given to after this has to wait."""
        days = self.campaign.pause_days
        return self.at - timedelta(days=days) if days else None


def sweep(env: Env, programme_id: UUID) -> PersonalSweep:
    """The timer: evaluate segments, then give what campaigns give."""
    found = segments.sweep(env, programme_id)
    return PersonalSweep(found, give_all(env, programme_id))


def give_all(env: Env, programme_id: UUID) -> int:
    """Give what all running campaigns give now; return how many gifts.

    Segments are taken as they were last evaluated.
    """
    return sum(_give(env, programme_id, run) for run in _running(env, programme_id))


def _running(env: Env, programme_id: UUID) -> list[_Run]:
    def look(uow: UnitOfWork) -> tuple[int, ProgrammeDocument, str] | None:
        try:
            version, document = ProgrammeRepository(uow).live()
        except NothingPublished:
            return None
        return version, document, StoreRepository(uow).programme().timezone

    found = env.database.run(programme_id, look)
    if found is None:
        return []
    version, document, zone = found
    at = env.clock.now()
    today = at.astimezone(ZoneInfo(zone)).date()
    return [
        _Run(campaign, version, at, today)
        for campaign in document.campaigns
        if campaign.enabled
        and segments.segment_of(document, campaign.segment).enabled
        and (campaign.active is None or campaign.active.holds(at, zone))
    ]


def _give(env: Env, programme_id: UUID, run: _Run) -> int:
    if run.drawn:
        return env.database.run(programme_id, lambda uow: _draw(env, uow, run))
    total, after = 0, NOBODY
    while True:
        given, last = env.database.run(programme_id, partial(_batch, env, run, after))
        total += given
        if last is None:
            return total
        after = last


def _alone(uow: UnitOfWork, run: _Run) -> CampaignRepository:
    """Wait for everybody else who gives by this campaign."""
    MemberRepository(uow).serialise([f"campaign/{run.campaign.id}"])
    return CampaignRepository(uow)


def _batch(
    env: Env, run: _Run, after: UUID, uow: UnitOfWork
) -> tuple[int, UUID | None]:
    """Give to some members; return how many, and the last one if there are more."""
    repository = _alone(uow, run)
    left = times_left(run.campaign, repository.given(run.campaign.id))
    most = BATCH if left is None else min(BATCH, left)
    if not most:
        return 0, None
    found = repository.candidates(
        run.campaign.id,
        run.campaign.segment,
        occasion=run.occasion,
        since=run.since,
        after=after,
        most=most,
    )
    occasions = {
        member_id: occasion_of(run.campaign, today=run.today, entered_at=entered_at)
        for member_id, entered_at in found
    }
    given = _hand_out(env, uow, run, occasions)
    return given, found[-1][0] if len(found) == BATCH else None


def _draw(env: Env, uow: UnitOfWork, run: _Run) -> int:
    """Hold the draw of an occasion and give to its winners, once."""
    surprise = run.campaign.surprise
    if surprise is None:
        return 0
    repository = _alone(uow, run)
    occasion = occasion_of(run.campaign, today=run.today, entered_at=None)
    held = {draw.occasion for draw in repository.draws(run.campaign.id)}
    left = times_left(run.campaign, repository.given(run.campaign.id))
    members = surprise.members if left is None else min(surprise.members, left)
    listed = drawing.packed(_who_can_win(repository, run))
    if occasion in held or not members or not listed:
        return 0
    seed = env.ids.secret(drawing.SEED_BYTES)
    winners = drawing.winners(seed, listed, members)
    repository.add_draw(
        Draw(
            campaign=run.campaign.id,
            occasion=occasion,
            segment=run.campaign.segment,
            seed=seed,
            digest=drawing.digest(listed),
            participants=listed,
            members=len(listed) // drawing.ID_BYTES,
            winners=winners,
            programme_version=run.version,
            drawn_at=run.at,
        )
    )
    return _hand_out(env, uow, run, dict.fromkeys(winners, occasion))


def _who_can_win(repository: CampaignRepository, run: _Run) -> Sequence[UUID]:
    if run.since is None:
        return repository.everybody(run.campaign.segment)
    found = repository.candidates(
        run.campaign.id,
        run.campaign.segment,
        occasion=run.occasion,
        since=run.since,
        most=10**9,
    )
    return [member_id for member_id, _ in found]


def _hand_out(env: Env, uow: UnitOfWork, run: _Run, occasions: dict[UUID, str]) -> int:
    """Note and give; whoever was noted before is passed over."""
    repository, standing = CampaignRepository(uow), StandingRepository(uow)
    targets: list[GiftTarget] = []
    given = 0
    for member_id in sorted(occasions):
        standing.lock(member_id)
        noted = repository.note(
            run.campaign.id,
            member_id,
            occasions[member_id],
            drawn=run.drawn,
            version=run.version,
            at=run.at,
        )
        if noted:
            given += 1
            targets += _targets(run, member_id, occasions[member_id])
    settle_gifts(env, uow, targets)
    return given


def _targets(run: _Run, member_id: UUID, occasion: str) -> list[GiftTarget]:
    return [
        GiftTarget(
            member_id=member_id,
            rule_id=f"campaign:{run.campaign.id}",
            source=occasion,
            gift=gift,
            happened_at=run.at,
            place=place,
            undo="never",
            reason="drawn" if run.drawn else "in_segment",
        )
        for place, gift in enumerate(run.campaign.gifts)
    ]


def verify(env: Env, programme_id: UUID, campaign: str | None = None) -> list[Verdict]:
    """Derive every draw, or those of one campaign, again from seed and list.

    Raises:
        DrawMissing: The campaign held none.
    """

    def look(uow: UnitOfWork) -> list[Verdict]:
        repository = CampaignRepository(uow)
        draws = repository.draws(campaign)
        if campaign is not None and not draws:
            raise DrawMissing(f"{campaign[:60]} held no draw")
        return [_verdict(repository, draw) for draw in draws]

    return env.database.run(programme_id, look)


def _verdict(repository: CampaignRepository, draw: Draw) -> Verdict:
    again = drawing.winners(draw.seed, draw.participants, len(draw.winners))
    given = repository.winners_given(draw.campaign, draw.occasion)
    return Verdict(
        draw,
        list_intact=drawing.digest(draw.participants) == draw.digest,
        winners_same=again == list(draw.winners),
        given_to_others=tuple(sorted(given - repository.heirs(draw.winners))),
    )
