"""Words about news as rows: added, read, moved with a merge, never changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.domain.consents import Source, Word
from app.storage.unit_of_work import UnitOfWork

ADD: Final = """
INSERT INTO consent_word (programme_id, member_id, word_no, name, granted, source,
  store_id, language, wording, text_version, actor, said_at)
SELECT %(programme)s, %(member)s, coalesce(max(word_no), 0) + 1, %(name)s,
  %(granted)s, %(source)s, %(store)s, %(language)s, %(wording)s, %(text_version)s,
  %(actor)s, %(at)s
FROM consent_word WHERE programme_id = %(programme)s AND member_id = %(member)s
"""
MOVE: Final = """
UPDATE consent_word SET member_id = %(kept)s, word_no = word_no + (
  SELECT coalesce(max(word_no), 0) FROM consent_word
  WHERE programme_id = %(programme)s AND member_id = %(kept)s)
WHERE programme_id = %(programme)s AND member_id = %(gone)s
"""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word, as kept."""

    name: str
    word: Word
    language: str | None
    wording: str | None
    text_version: str | None
    actor: str | None
    said_at: datetime


class ConsentRepository:
    """Reads and writes ``consent_word``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, member_id: UUID, said: SaidWord) -> None:
        """Keep a word; nobody else may be keeping one of this member."""
        self._run(
            ADD,
            member=member_id,
            name=said.name,
            granted=said.word.granted,
            source=said.word.source,
            store=said.word.store_id,
            language=said.language,
            wording=said.wording,
            text_version=said.text_version,
            actor=said.actor,
            at=said.said_at,
        )

    def of_member(
        self, member_id: UUID, names: Collection[str] | None = None
    ) -> list[SaidWord]:
        """Return what a member said, first word first; of all news, or of *names*."""
        rows = self._run(
            "SELECT name, granted, source, store_id, language, wording, text_version,"
            " actor, said_at FROM consent_word WHERE programme_id = %(programme)s"
            " AND member_id = %(member)s"
            " AND (%(names)s::text[] IS NULL OR name = ANY(%(names)s))"
            " ORDER BY said_at, word_no",
            member=member_id,
            names=None if names is None else list(names),
        )
        return [
            SaidWord(name, Word(granted, _source(source), store_id), *rest)
            for name, granted, source, store_id, *rest in rows
        ]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Let *kept* have said what *gone* said."""
        self._run(MOVE, gone=gone, kept=kept)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )


def by_name(words: Collection[SaidWord]) -> Mapping[str, list[Word]]:
    """Return the words about each kind of news, in their order."""
    found: dict[str, list[Word]] = {}
    for said in words:
        found.setdefault(said.name, []).append(said.word)
    return found


def _source(text: str) -> Source:
    """Return a source that the table's own constraint has checked."""
    return text  # type: ignore[return-value]  # the table knows these only
