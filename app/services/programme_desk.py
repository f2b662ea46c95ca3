"""The desk at which a programme is worked on: the draft, its state, two pairs of hands.

What is worked on is the draft or, where there is none, what is in force; the first
change makes a draft of it. Whoever saves says from which state they started. If
somebody else saved meanwhile nothing is written: both see what the other did, decide
where they clash, and save again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from app.domain.errors import Refused
from app.domain.outgoing.happening import Happening
from app.domain.programme.canonical import digest
from app.domain.programme.comparing import Change, changes, changes_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.merging import Clash, merge
from app.domain.programme.notices import notices
from app.domain.programme.problems import DocumentInvalid, Problem
from app.domain.programme.publishing import hindrances
from app.domain.words import Language
from app.services import theme_marks
from app.services.env import Env
from app.services.programme_comparing import blank
from app.storage.draft_snapshots import DraftSnapshots
from app.storage.programmes import (
    Draft,
    DraftChanged,
    DraftMissing,
    NothingPublished,
    ProgrammeRepository,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


class ProgrammeRests(Refused):
    """The programme is frozen; it can't be paused or resumed here."""

    code = "programme_rests"

    def __init__(self) -> None:
        super().__init__("the programme is frozen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on the desk."""

    document: ProgrammeDocument
    """The draft, else what is in force."""
    digest: str
    live_version: int | None
    live: ProgrammeDocument | None
    draft: Draft | None
    changes: tuple[Change, ...]
    """Of the draft against what is in force."""
    hindrances: tuple[Problem, ...]
    """Why it can't be published."""

    @property
    def notices(self) -> tuple[Problem, ...]:
        """Allowed and probably not meant; looked for when somebody asks."""
        return notices(self.document)

    def words(self, language: Language) -> tuple[str, ...]:
        """Return what publishing would change, in sentences."""
        before = self.live if self.live is not None else blank(self.document)
        return changes_in_words(before, self.document, language)


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft is written."""

    digest: str
    """Of what is on the desk now."""
    before: str
    """Of what was there; ``undo`` takes both."""
    new: bool
    """False when it was so already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """Nothing is written: somebody else saved since this edit began."""

    digest: str
    """Of what is saved now; the next attempt says that it was seen."""
    by: str | None
    at: datetime | None
    theirs: tuple[str, ...]
    """What they changed, in sentences."""
    mine: tuple[str, ...]
    clashes: tuple[Clash, ...]
    """Places that both changed; one of two must be taken."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with both together, as chosen so far."""


def desk(uow: UnitOfWork) -> Desk:
    """Return what lies on the desk.

    Raises:
        DraftMissing: The programme has neither a draft nor a version.
    """
    programmes = ProgrammeRepository(uow)
    try:
        number, live = programmes.live()
    except NothingPublished:
        number, live = None, None
    try:
        draft = programmes.draft()
    except DraftMissing:
        if live is None:
            raise
        draft = None
    document = draft.document if draft is not None else live
    assert document is not None  # noqa: S101 - one of the two is there
    before = live if live is not None else blank(document)
    return Desk(
        document=document,
        digest=draft.digest if draft is not None else digest(document),
        live_version=number,
        live=live,
        draft=draft,
        changes=() if draft is None else changes(before, document),
        hindrances=() if live is None else hindrances(live, document),
    )


def begun_from(uow: UnitOfWork, base_digest: str) -> ProgrammeDocument | None:
    """Return the state from which an edit began, or None when it is too long ago."""
    here = desk(uow)
    if here.digest == base_digest:
        return here.document
    return DraftSnapshots(uow).find(base_digest)


def save(
    env: Env,
    programme_id: UUID,
    document: ProgrammeDocument,
    *,
    base_digest: str,
    actor: str,
    seen_digest: str | None = None,
    keep_theirs: Collection[str] = (),
    language: Language = Language.EN,
) -> Saved | Meanwhile:
    """Write *document* as the draft, unless somebody else saved meanwhile.

    Args:
        env: The collaborators.
        programme_id: Which programme.
        document: Mine, whole and valid.
        base_digest: Of the state from which I started.
        actor: Who saves.
        seen_digest: Of somebody else's state that I was shown; then both are
            brought together.
        keep_theirs: Keys of the clashes in which theirs is taken.
        language: Of the sentences.
    """

    def work(uow: UnitOfWork) -> Saved | Meanwhile:
        ProgrammeRepository(uow).lock()
        here = desk(uow)
        mine = document
        if here.digest not in (base_digest, digest(mine)):
            base = DraftSnapshots(uow).find(base_digest) or blank(here.document)
            merged = merge(base, mine, here.document, keep_theirs=keep_theirs)
            together, problems = _loaded(merged.data)
            if here.digest != seen_digest or together is None:
                return Meanwhile(
                    digest=here.digest,
                    by=None if here.draft is None else here.draft.saved_by,
                    at=None if here.draft is None else here.draft.saved_at,
                    theirs=changes_in_words(base, here.document, language),
                    mine=changes_in_words(base, mine, language),
                    clashes=merged.clashes,
                    problems=problems if here.digest == seen_digest else (),
                )
            mine = together
        return _write(env, uow, here, mine, actor=actor)

    return env.database.run(programme_id, work)


def _loaded(
    data: dict[str, Any],
) -> tuple[ProgrammeDocument | None, tuple[Problem, ...]]:
    try:
        return load_document(data), ()
    except DocumentInvalid as error:
        return None, error.problems


def _write(
    env: Env, uow: UnitOfWork, here: Desk, document: ProgrammeDocument, *, actor: str
) -> Saved:
    """Write what is on the desk; a draft that changes nothing goes away."""
    written = digest(document)
    if written == here.digest:
        return Saved(written, here.digest, new=False)
    programmes = ProgrammeRepository(uow)
    if here.live is not None and digest(here.live) == written:
        programmes.drop_draft()
    else:
        at, based_on = env.clock.now(), here.live_version
        programmes.save_draft(document, at=at, by=actor, based_on=based_on)
    return Saved(written, here.digest, new=True)


def rename(uow: UnitOfWork, *, name: str, timezone: str) -> None:
    """Keep what the programme is called, and whose day it keeps."""
    StoreRepository(uow).change_programme(name=name, timezone=timezone)


def set_state(env: Env, uow: UnitOfWork, state: Literal["active", "paused"]) -> str:
    """Pause the programme or let it go on; return what it was.

    Paused, members earn and keep what they have; nothing is redeemed, and shops say
    that the programme rests.

    Raises:
        ProgrammeRests: It is frozen, which only its own way back ends.
    """
    stores = StoreRepository(uow)
    was = stores.programme().state
    if was == "frozen":
        raise ProgrammeRests
    if was != state:
        at = env.clock.now()
        stores.set_programme_state(state, at=at, reason=None)
        name = "programme.paused" if state == "paused" else "programme.resumed"
        uow.tell(lambda: [Happening(name, at)])
        theme_marks.owe_all(env, uow)
    return was


def undo(
    env: Env, programme_id: UUID, *, done_digest: str, to_digest: str, actor: str
) -> Saved:
    """Put the desk back to an earlier state, if nobody went on from the later one.

    Raises:
        DraftChanged: Somebody went on meanwhile, or the state is too long ago.
    """

    def work(uow: UnitOfWork) -> Saved:
        ProgrammeRepository(uow).lock()
        here = desk(uow)
        earlier = DraftSnapshots(uow).find(to_digest)
        if here.digest != done_digest or earlier is None:
            raise DraftChanged(expected=done_digest, found=here.digest)
        return _write(env, uow, here, earlier, actor=actor)

    return env.database.run(programme_id, work)
