"""Programme documents at rest: versions, the draft, and which version is live.

A version never changes, so what was read once is kept in the process, under
programme and version, together with whatever was compiled from it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.errors import Conflict, Missing
from app.domain.outgoing.happening import Happening
from app.domain.programme.canonical import canonical, digest
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.storage.draft_snapshots import DraftSnapshots
from app.storage.stores import ProgrammeMissing
from app.storage.unit_of_work import UnitOfWork

MOST_CACHED = 512
Key = tuple[UUID, int, str]
"""Programme, version, digest."""


class NothingPublished(Missing):
    """The programme has no published version yet."""

    code = "nothing_published"


class VersionMissing(Missing):
    """The programme has no such version."""

    code = "version_missing"


class DraftMissing(Missing):
    """The programme has no draft."""

    code = "draft_missing"


class DraftChanged(Conflict):
    """The draft is not the one that was seen.

    Attributes:
        expected: The digest that the caller saw.
        found: The digest of the draft as it is.
    """

    code = "draft_changed"

    def __init__(self, *, expected: str, found: str) -> None:
        self.expected = expected
        self.found = found
        super().__init__("somebody changed the draft since it was read")


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a published version without reading it."""

    version: int
    digest: str
    published_at: datetime
    published_by: str
    note: str | None
    restored_from: int | None
    live: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The programme's draft."""

    document: ProgrammeDocument
    digest: str
    based_on: int | None
    saved_at: datetime
    saved_by: str


class VersionCache:
    """The documents that a process read last; threads share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._found: OrderedDict[Key, ProgrammeDocument] = OrderedDict()

    def get(self, key: Key) -> ProgrammeDocument | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Key, document: ProgrammeDocument) -> None:
        with self._lock:
            self._found[key] = document
            while len(self._found) > self._most:
                self._found.popitem(last=False)


_CACHE = VersionCache(MOST_CACHED)


class ProgrammeRepository:
    """Reads and writes the documents of the programme of a unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._programme_id = uow.programme_id

    def lock(self) -> int | None:
        """Lock the programme against other publications; return the live version.

        Raises:
            ProgrammeMissing: There is no such programme.
        """
        row = self._uow.connection.exec_driver_sql(
            "SELECT live_version FROM programme WHERE programme_id = %s"
            " FOR NO KEY UPDATE",
            (self._programme_id,),
        ).first()
        if row is None:
            raise ProgrammeMissing(f"no programme {self._programme_id}")
        version: int | None = row[0]
        return version

    def live(self) -> tuple[int, ProgrammeDocument]:
        """Return the version in force and its document.

        One short query once the document is known to this process.

        Raises:
            ProgrammeMissing: There is no such programme.
            NothingPublished: No version was published yet.
        """
        row = self._uow.connection.exec_driver_sql(
            "SELECT p.live_version, v.digest FROM programme p"
            " LEFT JOIN programme_version v ON v.programme_id = p.programme_id"
            " AND v.version = p.live_version WHERE p.programme_id = %s",
            (self._programme_id,),
        ).first()
        if row is None:
            raise ProgrammeMissing(f"no programme {self._programme_id}")
        version, known_by = row
        if version is None:
            raise NothingPublished("publish a version of the programme first")
        return version, self._read(version, known_by)

    def version(self, version: int) -> ProgrammeDocument:
        """Return the document of a version.

        Raises:
            VersionMissing: There is none of that number.
        """
        known_by = self._uow.connection.exec_driver_sql(
            "SELECT digest FROM programme_version"
            " WHERE programme_id = %s AND version = %s",
            (self._programme_id, version),
        ).scalar_one_or_none()
        if known_by is None:
            raise VersionMissing(f"the programme has no version {version}")
        return self._read(version, known_by)

    def known(self, version: int, digest: str) -> ProgrammeDocument:
        """Return the document of a version whose digest was just read."""
        return self._read(version, digest)

    def _read(self, version: int, known_by: str) -> ProgrammeDocument:
        # The digest is part of the key: a number whose publication was rolled
        # back comes again with another document.
        key = (self._programme_id, version, known_by)
        if (known := _CACHE.get(key)) is not None:
            return known
        data = self._uow.connection.exec_driver_sql(
            "SELECT document FROM programme_version"
            " WHERE programme_id = %s AND version = %s",
            (self._programme_id, version),
        ).scalar_one()
        document = load_document(data)
        _CACHE.put(key, document)
        return document

    def versions(self) -> Sequence[Version]:
        """Return all versions, the newest first."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT v.version, v.digest, v.published_at, v.published_by, v.note,"
            " v.restored_from, v.version = p.live_version"
            " FROM programme_version v JOIN programme p USING (programme_id)"
            " WHERE v.programme_id = %s ORDER BY v.version DESC",
            (self._programme_id,),
        )
        return [Version(*row) for row in rows]

    def add_version(
        self,
        document: ProgrammeDocument,
        *,
        at: datetime,
        by: str,
        note: str | None = None,
        restored_from: int | None = None,
    ) -> int:
        """Write the next version and put it in force; the programme is locked.

        Returns:
            Its number, one more than the last.
        """
        newest = self._uow.connection.exec_driver_sql(
            "SELECT coalesce(max(version), 0) FROM programme_version"
            " WHERE programme_id = %s",
            (self._programme_id,),
        ).scalar_one()
        version: int = newest + 1
        self._uow.connection.exec_driver_sql(
            "INSERT INTO programme_version (programme_id, version, digest, document,"
            " published_at, published_by, note, restored_from)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            (
                self._programme_id,
                version,
                digest(document),
                Jsonb(canonical(document)),
                at,
                by,
                note,
                restored_from,
            ),
        )
        self._uow.connection.exec_driver_sql(
            "UPDATE programme SET live_version = %s, name = %s, timezone = %s"
            " WHERE programme_id = %s",
            (version, *_registered(document), self._programme_id),
        )
        data = {"version": version, "restored_from": restored_from}
        self._uow.tell(lambda: [Happening("programme.published", at, data)])
        return version

    def draft(self) -> Draft:
        """Return the draft.

        Raises:
            DraftMissing: There is none.
        """
        row = self._uow.connection.exec_driver_sql(
            "SELECT document, digest, based_on, saved_at, saved_by"
            " FROM programme_draft WHERE programme_id = %s",
            (self._programme_id,),
        ).first()
        if row is None:
            raise DraftMissing("the programme has no draft")
        return Draft(load_document(row[0]), *row[1:])

    def save_draft(
        self,
        document: ProgrammeDocument,
        *,
        at: datetime,
        by: str,
        based_on: int | None,
    ) -> str:
        """Write the draft over what was there; return its digest."""
        written = digest(document)
        whole = Jsonb(canonical(document))
        self._uow.connection.exec_driver_sql(
            "INSERT INTO programme_draft"
            " (programme_id, document, digest, based_on, saved_at, saved_by)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (programme_id) DO UPDATE SET document = excluded.document,"
            " digest = excluded.digest, based_on = excluded.based_on,"
            " saved_at = excluded.saved_at, saved_by = excluded.saved_by",
            (self._programme_id, whole, written, based_on, at, by),
        )
        DraftSnapshots(self._uow).keep(written, whole, at=at, by=by)
        return written

    def drop_draft(self) -> None:
        """Take the draft away."""
        self._uow.connection.exec_driver_sql(
            "DELETE FROM programme_draft WHERE programme_id = %s", (self._programme_id,)
        )


def _registered(document: ProgrammeDocument) -> tuple[str, str]:
    """Return what the registry repeats of the live document: name and zone."""
    identity = document.identity
    return identity.name.say(identity.language), identity.timezone
