"""Making a programme, and its document: draft, compare, publish, restore.

A published version never changes. Whoever publishes says which draft they saw,
by its digest, so nobody puts into force what somebody else wrote meanwhile.
Every step can be repeated without harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.errors import Conflict, Refused
from app.domain.programme.canonical import digest
from app.domain.programme.document import STANDING_SECTIONS, ProgrammeDocument
from app.domain.programme.problems import Problem
from app.domain.programme.publishing import hindrances
from app.services import announcing, closed_goods, draws, theme_marks
from app.services.env import Env
from app.services.staff.audit import Witness, unseen
from app.services.standing import owe_everybody
from app.storage.programmes import (
    Draft,
    DraftChanged,
    DraftMissing,
    ProgrammeRepository,
    Version,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

PEPPER_BYTES = 32


class LiveChanged(Conflict):
    """Another version came into force since the draft was compared."""

    code = "live_version_changed"


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


def discard_draft(
    env: Env, programme_id: UUID, *, expected_digest: str | None = None
) -> None:
    """Take the draft away; nothing happens when there is none.

    Raises:
        DraftChanged: It is not the one that was expected.
    """

    def work(uow: UnitOfWork) -> None:
        programmes = ProgrammeRepository(uow)
        programmes.lock()
        try:
            found = programmes.draft()
        except DraftMissing:
            return
        if expected_digest is not None:
            _expect(found, expected_digest)
        programmes.drop_draft()

    env.database.run(programme_id, work)


def _expect(found: Draft, expected_digest: str) -> None:
    if found.digest != expected_digest:
        raise DraftChanged(expected=expected_digest, found=found.digest)


def publish(
    env: Env,
    programme_id: UUID,
    *,
    expected_digest: str,
    compared_with: int | None = None,
    actor: str,
    note: str | None = None,
    witness: Witness[Published] = unseen,
) -> Published:
    """Put the draft into force as the next version; the draft is used up.

    A repetition after success answers with the version that is in force.

    Args:
        env: The collaborators.
        programme_id: Which programme.
        expected_digest: Of the draft that was seen.
        compared_with: The version in force that it was compared with, to refuse
            what would undo a version nobody looked at; any when it is left out.
        actor: Who publishes.
        note: Why, for the list of versions.
        witness: Told in the unit of work that publishes.

    Raises:
        DraftMissing: There is no draft.
        DraftChanged: The draft is not the one that was seen.
        LiveChanged: Another version came into force since the comparison.
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
        if in_force is not None and compared_with not in (None, in_force[0]):
            raise LiveChanged(f"version {in_force[0]} came into force meanwhile")
        done = _put(env, uow, in_force, seen.document, actor=actor, note=note)
        programmes.drop_draft()
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
        done = _put(env, uow, in_force, document, actor=actor, note=note, source=number)
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


def _put(
    env: Env,
    uow: UnitOfWork,
    in_force: tuple[int, ProgrammeDocument] | None,
    document: ProgrammeDocument,
    *,
    actor: str,
    note: str | None,
    source: int | None = None,
) -> Published:
    """Put a document into force, with all that follows from it."""
    written, before = digest(document), None if in_force is None else in_force[1]
    new = before is None or digest(before) != written
    if new and before is not None and (found := hindrances(before, document)):
        raise NotPublishable(found)
    number = 0 if in_force is None else in_force[0]
    if new:
        number = ProgrammeRepository(uow).add_version(
            document, at=env.clock.now(), by=actor, note=note, restored_from=source
        )
        announcing.keep(uow, number, before, document)
    _stand_anew(env, uow, in_force, document)
    draws.commit(env, uow, document, number)
    theme_marks.owe_all(env, uow)
    closed_goods.owe_all(env, uow)
    return Published(number, written, new=new)
