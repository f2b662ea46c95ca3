"""Making a programme, and its document: draft, compare, publish, restore.

A published version never changes. Whoever publishes says which draft they saw,
by its digest, so nobody puts into force what somebody else wrote meanwhile.
Every step can be repeated without harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Refused
from app.domain.programme.canonical import digest
from app.domain.programme.comparing import Change, changes, changes_in_words
from app.domain.programme.document import STANDING_SECTIONS, ProgrammeDocument
from app.domain.programme.notices import notices
from app.domain.programme.problems import Problem
from app.domain.programme.publishing import hindrances
from app.domain.words import Language
from app.services import announcing, closed_goods, draws, theme_marks
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.services.standing import owe_everybody
from app.storage.programmes import (
    Draft,
    DraftChanged,
    DraftMissing,
    NothingPublished,
    ProgrammeRepository,
    Version,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PEPPER_BYTES = 32


class NotPublishable(Refused):
    """The draft is valid and can't follow the version in force.

    Attributes:
        problems: All reasons, each with its place.
    """

    code = "not_publishable"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem.sentence}" for problem in self.problems)
        super().__init__(f"this can't follow the version in force:\n{lines}")


@dataclass(frozen=True, slots=True)
class Created:
    """A new programme."""

    programme_id: UUID
    merchant_id: UUID
    draft_digest: str
    version: int | None
    """The version in force, when it was published at once."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What publishing the draft would change."""

    live_version: int | None
    """None before the first publication: everything is new."""
    digest: str
    """Of the draft; ``publish`` wants it back."""
    changes: tuple[Change, ...]
    words: tuple[str, ...]
    notices: tuple[Problem, ...]
    """Allowed and probably not meant."""
    hindrances: tuple[Problem, ...]
    """Why it can't be published, if it can't."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is in force after a publication."""

    version: int
    digest: str
    new: bool
    """False when the same document was in force already."""


def create(
    env: Env,
    document: ProgrammeDocument,
    *,
    actor: str,
    merchant_id: UUID | None = None,
    merchant_name: str | None = None,
    publish_now: bool = False,
    witness: Witness[UUID] = unseen,
) -> Created:
    """Make a programme with *document* as its draft, or published at once.

    Args:
        env: The collaborators.
        document: Its first document; name and time zone come from it.
        actor: Who makes it.
        merchant_id: Whose it is; a new merchant is made when left out.
        merchant_name: Of the new merchant; the programme's name by default.
        publish_now: Put the document into force as version 1.
        witness: Told the new id in the unit of work that makes it.
    """
    programme_id, owner_id = env.ids.new(), merchant_id or env.ids.new()
    pepper, at = env.ids.secret(PEPPER_BYTES), env.clock.now()
    identity = document.identity
    name = identity.name.say(identity.language)

    def work(uow: UnitOfWork) -> int | None:
        registry = StoreRepository(uow)
        if merchant_id is None:
            registry.add_merchant(owner_id, merchant_name or name, at=at)
        registry.add_programme(
            merchant_id=owner_id,
            name=name,
            timezone=identity.timezone,
            pepper=pepper,
            at=at,
        )
        witness(uow, programme_id)
        programmes = ProgrammeRepository(uow)
        if publish_now:
            number = programmes.add_version(document, at=at, by=actor)
            announcing.keep(uow, number, None, document)
            draws.commit(env, uow, document, number)
            return number
        programmes.save_draft(document, at=at, by=actor, based_on=None)
        return None

    version = env.database.run(programme_id, work)
    return Created(programme_id, owner_id, digest(document), version)


def live(env: Env, programme_id: UUID) -> tuple[int, ProgrammeDocument]:
    """Return the version in force and its document.

    Raises:
        ProgrammeMissing: There is no such programme.
        NothingPublished: It has no version yet.
    """
    return env.database.run(programme_id, lambda uow: ProgrammeRepository(uow).live())


def version(env: Env, programme_id: UUID, number: int) -> ProgrammeDocument:
    """Return the document of a version; ``VersionMissing`` when there is none."""
    return env.database.run(
        programme_id, lambda uow: ProgrammeRepository(uow).version(number)
    )


def versions(env: Env, programme_id: UUID) -> Sequence[Version]:
    """Return all versions, the newest first."""
    return env.database.run(
        programme_id, lambda uow: ProgrammeRepository(uow).versions()
    )


def draft(env: Env, programme_id: UUID) -> Draft:
    """Return the draft; ``DraftMissing`` when there is none."""
    return env.database.run(programme_id, lambda uow: ProgrammeRepository(uow).draft())


def save_draft(
    env: Env,
    programme_id: UUID,
    document: ProgrammeDocument,
    *,
    actor: str,
    expected_digest: str | None = None,
) -> str:
    """Write the draft over the one there is; return its digest.

    Args:
        env: The collaborators.
        programme_id: Which programme.
        document: A valid document.
        actor: Who writes it.
        expected_digest: Of the draft that the author read, to refuse a lost
            update; anything is overwritten when it is left out.

    Raises:
        DraftChanged: The draft is another one by now.
        DraftMissing: A draft was expected and there is none.
    """

    def work(uow: UnitOfWork) -> str:
        programmes = ProgrammeRepository(uow)
        based_on = programmes.lock()
        if expected_digest is not None:
            _expect(programmes.draft(), expected_digest)
        return programmes.save_draft(
            document, at=env.clock.now(), by=actor, based_on=based_on
        )

    return env.database.run(programme_id, work)


def discard_draft(env: Env, programme_id: UUID) -> None:
    """Take the draft away; nothing happens when there is none."""
    env.database.run(programme_id, lambda uow: ProgrammeRepository(uow).drop_draft())


def _expect(found: Draft, expected_digest: str) -> None:
    if found.digest != expected_digest:
        raise DraftChanged(expected=expected_digest, found=found.digest)


def compare(
    env: Env,
    programme_id: UUID,
    *,
    document: ProgrammeDocument | None = None,
    language: Language = Language.EN,
) -> Comparison:
    """Return what publishing *document*, or the draft, would change.

    Raises:
        DraftMissing: No document was given and there is no draft.
    """

    def work(uow: UnitOfWork) -> Comparison:
        programmes = ProgrammeRepository(uow)
        after = document or programmes.draft().document
        try:
            number, before = programmes.live()
        except NothingPublished:
            return _comparison(None, blank(after), after, language)
        return _comparison(number, before, after, language)

    return env.database.run(programme_id, work)


def blank(document: ProgrammeDocument) -> ProgrammeDocument:
    """Return a document with nothing but the identity and assets of *document*."""
    return ProgrammeDocument(identity=document.identity, assets=document.assets)


def _comparison(
    number: int | None,
    before: ProgrammeDocument,
    after: ProgrammeDocument,
    language: Language,
) -> Comparison:
    return Comparison(
        live_version=number,
        digest=digest(after),
        changes=changes(before, after),
        words=changes_in_words(before, after, language),
        notices=notices(after),
        hindrances=() if number is None else hindrances(before, after),
    )


def publish(
    env: Env,
    programme_id: UUID,
    *,
    expected_digest: str,
    actor: str,
    note: str | None = None,
    witness: Witness[Published] = unseen,
) -> Published:
    """Put the draft into force as the next version; the draft is used up.

    A repetition after success answers with the version that is in force.

    Raises:
        DraftMissing: There is no draft.
        DraftChanged: The draft is not the one that was seen.
        NotPublishable: It can't follow the version in force.
        DrawCommitted: A prize draw that is open would change.
    """

    def work(uow: UnitOfWork) -> Published:
        programmes = ProgrammeRepository(uow)
        in_force = _in_force(programmes)
        try:
            seen = programmes.draft()
        except DraftMissing:
            if in_force is not None and digest(in_force[1]) == expected_digest:
                return Published(in_force[0], expected_digest, new=False)
            raise
        _expect(seen, expected_digest)
        done = _put(env, programmes, in_force, seen.document, actor=actor, note=note)
        programmes.drop_draft()
        _stand_anew(env, uow, in_force, seen.document)
        _announce(uow, in_force, seen.document, done)
        draws.commit(env, uow, seen.document, done.version)
        theme_marks.owe_all(env, uow)
        closed_goods.owe_all(env, uow)
        witness(uow, done)
        return done

    return env.database.run(programme_id, work)


def restore(
    env: Env,
    programme_id: UUID,
    number: int,
    *,
    actor: str,
    note: str | None = None,
    witness: Witness[Published] = unseen,
) -> Published:
    """Put an older version's document into force again, as the next version.

    The draft is left as it is.

    Raises:
        VersionMissing: There is no such version.
        NotPublishable: It can't follow the version in force.
    """

    def work(uow: UnitOfWork) -> Published:
        programmes = ProgrammeRepository(uow)
        in_force = _in_force(programmes)
        document = programmes.version(number)
        done = _put(
            env, programmes, in_force, document, actor=actor, note=note, source=number
        )
        _stand_anew(env, uow, in_force, document)
        _announce(uow, in_force, document, done)
        draws.commit(env, uow, document, done.version)
        theme_marks.owe_all(env, uow)
        closed_goods.owe_all(env, uow)
        witness(uow, done)
        return done

    return env.database.run(programme_id, work)


def _in_force(
    programmes: ProgrammeRepository,
) -> tuple[int, ProgrammeDocument] | None:
    """Lock the programme against other publications; return what is in force."""
    number = programmes.lock()
    return None if number is None else (number, programmes.version(number))


def _stand_anew(
    env: Env,
    uow: UnitOfWork,
    in_force: tuple[int, ProgrammeDocument] | None,
    document: ProgrammeDocument,
) -> None:
    """Owe everybody an evaluation where tiers, challenges and the like changed."""
    if in_force is None:
        return
    sections = ("metrics", "tier_terms", *STANDING_SECTIONS)
    before = in_force[1]
    spared_anew = before.terms.spared != document.terms.spared
    if spared_anew or any(
        getattr(before, name, None) != getattr(document, name, None)
        for name in sections
    ):
        owe_everybody(env, uow)


def _announce(
    uow: UnitOfWork,
    in_force: tuple[int, ProgrammeDocument] | None,
    document: ProgrammeDocument,
    done: Published,
) -> None:
    """Keep what a new version changes for members, in words."""
    if done.new:
        before = None if in_force is None else in_force[1]
        announcing.keep(uow, done.version, before, document)


def _put(
    env: Env,
    programmes: ProgrammeRepository,
    in_force: tuple[int, ProgrammeDocument] | None,
    document: ProgrammeDocument,
    *,
    actor: str,
    note: str | None,
    source: int | None = None,
) -> Published:
    written = digest(document)
    if in_force is not None:
        number, before = in_force
        if digest(before) == written:
            return Published(number, written, new=False)
        if found := hindrances(before, document):
            raise NotPublishable(found)
    number = programmes.add_version(
        document, at=env.clock.now(), by=actor, note=note, restored_from=source
    )
    return Published(number, written, new=True)
