"""What publishing a document would change: in parts, in words, and with what doubts."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.programme.canonical import digest
from app.domain.programme.comparing import Change, changes, changes_in_words
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.doubts import foreign_money
from app.domain.programme.notices import notices
from app.domain.programme.problems import Problem
from app.domain.programme.publishing import hindrances
from app.domain.words import Language
from app.services.env import Env
from app.services.programme_sense import currencies_of
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork


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
        money = tuple(foreign_money(after, currencies_of(uow)))
        try:
            number, before = programmes.live()
        except NothingPublished:
            return _comparison(None, blank(after), after, language, money)
        return _comparison(number, before, after, language, money)

    return env.database.run(programme_id, work)


def blank(document: ProgrammeDocument) -> ProgrammeDocument:
    """Return a document with nothing but the identity and assets of *document*."""
    return ProgrammeDocument(identity=document.identity, assets=document.assets)


def _comparison(
    number: int | None,
    before: ProgrammeDocument,
    after: ProgrammeDocument,
    language: Language,
    money: tuple[Problem, ...],
) -> Comparison:
    return Comparison(
        live_version=number,
        digest=digest(after),
        changes=changes(before, after),
        words=changes_in_words(before, after, language),
        notices=(*notices(after), *money),
        hindrances=() if number is None else hindrances(before, after),
    )
