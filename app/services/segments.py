"""Asks who belongs to each segment: by the clock, on demand, and before saving.

One statement asks all members at once. Who came or left is evaluated again where
something stands on segments; an order is asked about the segments as they were
last evaluated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from typing_extensions import override

from app.domain.errors import Missing
from app.domain.programme.document import STANDING_SECTIONS, ProgrammeDocument
from app.domain.programme.segments import Segment
from app.services.env import Env
from app.services.standing import owe_standing
from app.storage.members import MemberRepository
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.segments import NOBODY, Found, SegmentRepository, SegmentState
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

FIELD = "member.segments"
BATCH = 1_000


class SegmentMissing(Missing):
    """The live programme has no such segment."""

    code = "segment_missing"


@dataclass(frozen=True, slots=True)
class SegmentSweep:
    """What a run of the timer did."""

    states: Sequence[SegmentState] = ()

    @override
    def __str__(self) -> str:
        entered = sum(state.entered for state in self.states)
        left = sum(state.left for state in self.states)
        return f"{len(self.states)} segments, {entered} entered, {left} left"


def preview(
    env: Env,
    uow: UnitOfWork,
    document: ProgrammeDocument,
    segment: Segment,
    *,
    sample: int = 10,
) -> Found:
    """Return how many members a segment would have now; nothing is written."""
    zone = StoreRepository(uow).programme().timezone
    repository = SegmentRepository(uow)
    return repository.ask(
        document, segment, zone=zone, at=env.clock.now(), sample=sample
    )


def overlaps(
    env: Env, uow: UnitOfWork, document: ProgrammeDocument, segment: Segment
) -> Mapping[str, int]:
    """Return how many of those are in which other segment; nothing is written."""
    zone = StoreRepository(uow).programme().timezone
    return SegmentRepository(uow).overlaps(
        document, segment, zone=zone, at=env.clock.now()
    )


def segment_of(document: ProgrammeDocument, segment_id: str) -> Segment:
    """Return a segment of a document.

    Raises:
        SegmentMissing: It has none of this name.
    """
    found: Segment | None = document.item("segments", segment_id)
    if found is None:
        raise SegmentMissing(f"there is no segment {segment_id[:60]}")
    return found


def evaluate_all(env: Env, programme_id: UUID) -> list[SegmentState]:
    """Ask who belongs to each segment now; return what came of it.

    Each segment is a unit of work of its own, so that a long one holds up nobody.
    """
    document = _live(env, programme_id)
    if document is None:
        return []
    wanted = [segment for segment in document.segments if segment.enabled]
    states = [
        env.database.run(
            programme_id,
            lambda uow, segment=segment: _evaluate(env, uow, document, segment),  # type: ignore[misc]  # bound now
        )
        for segment in wanted
    ]
    env.database.run(programme_id, lambda uow: _close_others(env, uow, wanted))
    return states


def sweep(env: Env, programme_id: UUID) -> SegmentSweep:
    """The timer: evaluate all segments."""
    return SegmentSweep(evaluate_all(env, programme_id))


def _live(env: Env, programme_id: UUID) -> ProgrammeDocument | None:
    try:
        return env.database.run(
            programme_id, lambda uow: ProgrammeRepository(uow).live()[1]
        )
    except NothingPublished:
        return None


def _evaluate(
    env: Env, uow: UnitOfWork, document: ProgrammeDocument, segment: Segment
) -> SegmentState:
    MemberRepository(uow).serialise(["segments"])
    zone, at = StoreRepository(uow).programme().timezone, env.clock.now()
    repository = SegmentRepository(uow)
    state = repository.evaluate(document, segment, zone=zone, at=at)
    if state.entered or state.left:
        _owe(env, uow, document, at)
    return state


def _close_others(env: Env, uow: UnitOfWork, wanted: Sequence[Segment]) -> None:
    MemberRepository(uow).serialise(["segments"])
    names = [segment.id for segment in wanted]
    SegmentRepository(uow).close_others(names, at=env.clock.now())


def _owe(env: Env, uow: UnitOfWork, document: ProgrammeDocument, at: datetime) -> None:
    """Owe an evaluation to who came or left, where something stands on segments."""
    names = ("terms", *STANDING_SECTIONS)
    sections = [name for name in names if hasattr(document, name)]
    if not any(document.asks(FIELD, section) for section in sections):
        return
    repository, after = SegmentRepository(uow), NOBODY
    while changed := repository.changed(at, after=after, most=BATCH):
        owe_standing(env, uow, changed, document=document)
        after = changed[-1]
