"""Keeps, and reads, what each version changed for members, in words."""

from collections.abc import Sequence

from app.domain.programme.announcing import announcement, announcements
from app.domain.programme.document import ProgrammeDocument
from app.domain.words import Language
from app.storage.announcements import AnnouncementRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork


def keep(
    uow: UnitOfWork,
    version: int,
    before: ProgrammeDocument | None,
    after: ProgrammeDocument,
) -> None:
    """Write what a version changes, in the unit of work that publishes it."""
    told = announcements(_blank(after) if before is None else before, after)
    AnnouncementRepository(uow).add(version, told)


def told(uow: UnitOfWork, version: int, language: Language) -> Sequence[str]:
    """Return what a version changed for members.

    Raises:
        VersionMissing: There is no such version.
    """
    repository = ProgrammeRepository(uow)
    document = repository.version(version)
    kept = AnnouncementRepository(uow).of(version, language)
    if kept is not None:
        return kept
    before = repository.version(version - 1) if version > 1 else _blank(document)
    return announcement(before, document, language)


def _blank(document: ProgrammeDocument) -> ProgrammeDocument:
    """Return a document with nothing but the identity and assets of another."""
    return ProgrammeDocument(identity=document.identity, assets=document.assets)
