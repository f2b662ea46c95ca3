"""Challenges of a member: what was reached, what it gives, how far the rest is.

What was said of an occasion is kept as a mark with the version that said it;
only what changed since is handed on as a gift's target.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from app.domain.challenges.judging import Judgement, Said, fresh, judged
from app.domain.challenges.occasions import (
    Occasion,
    Scene,
    emptied,
    is_open_ended,
    occasions,
)
from app.domain.challenges.progress import Progress, progress
from app.domain.challenges.starting import Published, days_that_count, started_at
from app.domain.earning.conditions import Check, compiled
from app.domain.gifts import GiftTarget
from app.domain.metrics.figures import Figures
from app.domain.outgoing.happening import Happening
from app.domain.programme.challenges import Challenge
from app.domain.programme.challenges_checks import metrics_of
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts
from app.domain.programme.gifts import ChoiceGift, Gift, Undo, VoucherGift
from app.services.env import Env
from app.services.member_facts import Wanted, gather
from app.services.standing import Standing
from app.storage.members import MemberRepository
from app.storage.metrics import NOWHERE, MetricReader
from app.storage.programmes import ProgrammeRepository
from app.storage.standing import Mark, StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

Marks = Mapping[str, Mapping[str, Mark]]
"""By challenge and source."""


@dataclass(slots=True)
class _Desk:
    """One member's challenges in hand."""

    standing: Standing
    marks: Marks
    _figures: dict[tuple[str, frozenset[str]], Figures] = field(default_factory=dict)
    _facts: Facts | None = None

    def version(self, number: int) -> ProgrammeDocument:
        """Return the document of a version."""
        if number == self.standing.version:
            return self.standing.document
        return ProgrammeRepository(self.standing.uow).version(number)

    def scene(self, challenge: Challenge, version: int) -> Scene:
        """Return what decides about a challenge of a version."""
        standing, document = self.standing, self.version(version)
        since, until = days_that_count(
            challenge, _began(standing.uow, document, version, challenge), standing.zone
        )
        goals = {
            source: mark.goal
            for source, mark in self.marks.get(challenge.id, {}).items()
            if mark.goal is not None
        }
        return Scene(
            document=document,
            figures=self._read(challenge),
            today=standing.today,
            since=since,
            until=until,
            goals=goals,
        )

    def open_to(self, challenge: Challenge) -> bool:
        """Tell whether a live challenge is for this member as the member is now."""
        if challenge.when is None:
            return True
        standing = self.standing
        checks = standing.document.remember("challenges_when", _checks)
        if self._facts is None:
            self._facts = _facts(standing)
        return bool(checks[challenge.id](self._facts))

    def gated(self, challenge: Challenge, occasion: Occasion) -> Occasion:
        """Return the occasion as it is for this member: nothing, if not open to it."""
        if occasion.times == 0 or self.open_to(challenge):
            return occasion
        return replace(occasion, times=0)

    def _read(self, challenge: Challenge) -> Figures:
        metrics = frozenset(metrics_of(challenge))
        key = (challenge.counts, metrics)
        if key not in self._figures:
            standing = self.standing
            self._figures[key] = standing.metrics.by_day(
                standing.member_id,
                metrics,
                at=standing.at if challenge.counts == "matured" else None,
            )
        return self._figures[key]


def _checks(document: ProgrammeDocument) -> Mapping[str, Check]:
    return {
        one.id: compiled(one.when)
        for one in document.challenges
        if one.when is not None
    }


def _facts(standing: Standing) -> Facts:
    """Gather what the conditions of challenges ask of a member now."""
    wanted: Wanted = (standing.member_id, standing.at, None)
    document = standing.document
    found = gather(standing.uow, document, [wanted], also=document.asked("challenges"))
    state = standing.member.state
    return Facts(
        at=standing.at,
        zone=standing.zone,
        store="",
        platform="",
        member=found.get(wanted, NOBODY),
        member_state="member" if state == "active" else state,
    )


def _began(
    uow: UnitOfWork, document: ProgrammeDocument, version: int, challenge: Challenge
) -> datetime | None:
    """Return since when a challenge counts; worked out once for each version."""

    def read(_document: ProgrammeDocument) -> Mapping[str, datetime | None]:
        stored = StandingRepository(uow).published_challenges(version)
        history = [
            Published(each.version, each.published_at, each.challenges)
            for each in stored
        ]
        return {one.id: started_at(one, history) for one in document.challenges}

    # Programmes may share one document; when it was published is each one's own.
    key = f"challenges_began/{uow.programme_id}/{version}"
    return document.remember(key, read).get(challenge.id)


def stand(standing: Standing) -> Sequence[GiftTarget]:
    """Return what a member's challenges give or take back since they were judged."""
    repository = StandingRepository(standing.uow)
    live = [one for one in standing.document.challenges if one.enabled]
    if not (live or standing.held.marks):
        return ()
    marks = _marks(repository.marks(standing.member_id))
    desk = _Desk(standing, marks)
    targets: list[GiftTarget] = []
    changed: list[Mark] = []
    for challenge_id in sorted({*marks, *(one.id for one in live)}):
        for challenge, judgement in _judge(desk, challenge_id, live):
            mark = marks.get(challenge_id, {}).get(judgement.occasion.source)
            now = _marked(standing, challenge_id, mark, judgement)
            if now != mark:
                changed.append(now)
            if now.times != (mark.times if mark else 0):
                targets += _targets(standing, challenge, judgement, now)
    repository.save_marks(standing.member_id, changed)
    standing.uow.tell(lambda: _told(standing, marks, changed))
    return targets


def _told(
    standing: Standing, marks: Marks, changed: Sequence[Mark]
) -> Iterator[Happening]:
    """Yield what developers hear of goals that were reached once more."""
    for mark in changed:
        was = marks.get(mark.challenge_id, {}).get(mark.source)
        if mark.times > (was.times if was else 0):
            data = {
                "challenge": mark.challenge_id,
                "occasion": mark.source,
                "times": mark.times,
            }
            yield Happening(
                "challenge.completed", standing.at, data, standing.member_id
            )


def _marks(marks: Iterable[Mark]) -> Marks:
    found: dict[str, dict[str, Mark]] = {}
    for mark in marks:
        found.setdefault(mark.challenge_id, {})[mark.source] = mark
    return found


def _judge(
    desk: _Desk, challenge_id: str, live: Sequence[Challenge]
) -> Iterator[tuple[Challenge, Judgement]]:
    """Judge every occasion of a challenge: those seen now, and those marked before."""
    version, marks = desk.standing.version, desk.marks.get(challenge_id, {})
    now = next((one for one in live if one.id == challenge_id), None)
    seen: Mapping[str, Occasion] = {}
    if now is not None:
        seen = _seen(now, desk.scene(now, version))
        for source, occasion in seen.items():
            said_first = fresh(desk.gated(now, occasion), version)
            if source not in marks and said_first is not None:
                yield now, said_first
    by_version: dict[int, Mapping[str, Occasion]] = {version: seen}
    for source, mark in marks.items():
        of = mark.programme_version
        own = desk.version(of).item("challenges", challenge_id)
        if of not in by_version:
            by_version[of] = _seen(own, desk.scene(own, of))
        judgement = judged(
            Said(mark.times, mark.goal, of),
            by_version[of].get(source) or emptied(own, source),
            seen.get(source),
            version=version,
            open_ended=is_open_ended(own),
        )
        if judgement.times > mark.times and (now is None or not desk.open_to(now)):
            # Switched off, or not for this member any more: what was reached
            # stays, and nothing more is.
            judgement = replace(judgement, times=mark.times)
        yield (now if judgement.version == version and now else own), judgement


def _seen(challenge: Challenge, scene: Scene) -> Mapping[str, Occasion]:
    return {one.source: one for one in occasions(challenge, scene)}


def _marked(
    standing: Standing, challenge_id: str, mark: Mark | None, judgement: Judgement
) -> Mark:
    """Return the mark that says what was judged."""
    times, occasion = judgement.times, judgement.occasion
    if mark is None:
        return Mark(
            challenge_id,
            occasion.source,
            times,
            occasion.goal,
            judgement.version,
            standing.at,
            standing.at if times else None,
        )
    if (times, judgement.version) == (mark.times, mark.programme_version):
        return mark
    return replace(
        mark,
        times=times,
        programme_version=judgement.version,
        marked_at=standing.at,
        reached_at=standing.at if times > mark.times else mark.reached_at,
    )


def _targets(
    standing: Standing, challenge: Challenge, judgement: Judgement, mark: Mark
) -> Iterator[GiftTarget]:
    occasion = judgement.occasion
    last = standing.metrics.entries(standing.member_id, occasion.metrics, most=1)
    store_id = last[0].store_id if last else NOWHERE
    for place, gift in enumerate(occasion.gifts):
        yield GiftTarget(
            member_id=standing.member_id,
            rule_id=f"challenge:{challenge.id}",
            source=occasion.source,
            gift=gift,
            happened_at=mark.reached_at or standing.at,
            place=place,
            times=judgement.times,
            undo=challenge.undo or _undo(gift),
            store_id=None if store_id == NOWHERE else store_id,
            reason="reached" if judgement.times else "fell_below",
        )


def _undo(gift: Gift) -> Undo:
    return "unused" if isinstance(gift, VoucherGift | ChoiceGift) else "always"


def progress_of(env: Env, uow: UnitOfWork, member_id: UUID) -> Sequence[Progress]:
    """Return how far a member is with each challenge that runs now; writes nothing.

    Raises:
        MemberMissing: There is no such member.
        NothingPublished: The programme has no published version yet.
    """
    version, document = ProgrammeRepository(uow).live()
    standing = Standing(
        env,
        uow,
        env.clock.now(),
        StoreRepository(uow).programme(),
        version,
        document,
        MemberRepository(uow).get(member_id),
        MetricReader(uow),
    )
    desk = _Desk(standing, _marks(StandingRepository(uow).marks(member_id)))
    found = []
    for challenge in document.challenges:
        if not challenge.enabled:
            continue
        scene = desk.scene(challenge, version)
        begun = scene.since is None or scene.since <= scene.today
        if begun and (scene.until is None or scene.today < scene.until):
            found.append(progress(challenge, scene))
    return found
