"""Files that people bring or fetch: packed, sealed, bound to one programme.

They are written and read piece by piece, so that memory stays flat whatever the
size. A file that is moved to another programme, or whose pieces change places,
can't be opened any more.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from app.domain.errors import Malformed
from app.services.env import Env
from app.storage.kept_files import KeptFileRepository, Purpose, SealedPiece
from app.storage.unit_of_work import UnitOfWork

PIECE_BYTES: Final = 256 * 1024
AT_ONCE: Final = 8
"""Pieces that are read in one unit of work."""
DEAD_AT_ONCE: Final = 100


class FileDamaged(Malformed):
    """A piece of a kept file unpacks to more than was put in."""

    code = "file_damaged"


def keep(
    env: Env,
    programme_id: UUID,
    purpose: Purpose,
    chunks: Iterable[bytes],
    *,
    dies_at: datetime,
) -> UUID:
    """Write a file and return its id; a failure leaves nothing behind.

    Each piece is committed by itself, so that a long file holds no transaction.
    """
    file_id, n = env.ids.new(), 0

    def begin(uow: UnitOfWork) -> None:
        KeptFileRepository(uow).add(
            file_id, purpose, at=env.clock.now(), dies_at=dies_at
        )

    env.database.run(programme_id, begin)
    try:
        for piece in _pieces(chunks):
            n += 1
            _append(env, programme_id, file_id, n, piece)
    except BaseException:
        forget(env, programme_id, file_id)
        raise
    return file_id


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    if held:
        yield bytes(held)


def _append(env: Env, programme_id: UUID, file_id: UUID, n: int, piece: bytes) -> None:
    piece_id = env.ids.new()
    sealed = env.secrets.seal(
        zlib.compress(piece), context=_context(programme_id, file_id, piece_id, n)
    )

    def write(uow: UnitOfWork) -> None:
        KeptFileRepository(uow).append(
            file_id, [SealedPiece(piece_id, n, sealed)], size_bytes=len(piece)
        )

    env.database.run(programme_id, write)


def _context(programme_id: UUID, file_id: UUID, piece_id: UUID, n: int) -> str:
    return f"{programme_id}/kept_piece/{piece_id}/sealed/{file_id}/{n}"


def read(env: Env, programme_id: UUID, file_id: UUID) -> Iterator[bytes]:
    """Yield the file, piece by piece.

    Raises:
        FileMissing: There is none of this id in the programme.
        SealBroken: A piece was damaged or moved.
    """
    env.database.run(
        programme_id, lambda uow: KeptFileRepository(uow).size_bytes(file_id)
    )
    after = 0
    while True:
        pieces = env.database.run(
            programme_id,
            lambda uow: KeptFileRepository(uow).pieces(
                file_id,
                after=after,  # noqa: B023 - called at once
                most=AT_ONCE,
            ),
        )
        for piece in pieces:
            packed = env.secrets.open(
                piece.sealed,
                context=_context(programme_id, file_id, piece.piece_id, piece.n),
            )
            yield _unpacked(packed)
        if len(pieces) < AT_ONCE:
            return
        after = pieces[-1].n


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    piece = unpacker.decompress(packed, PIECE_BYTES)
    if unpacker.unconsumed_tail:
        raise FileDamaged("a piece is longer than pieces are")
    return piece


def size_bytes(uow: UnitOfWork, file_id: UUID) -> int:
    """Return how long a file is.

    Raises:
        FileMissing: There is none of this id in the programme.
    """
    return KeptFileRepository(uow).size_bytes(file_id)


def forget(env: Env, programme_id: UUID, file_id: UUID) -> None:
    """Delete a file; nothing happens when it is gone already."""
    env.database.run(programme_id, lambda uow: KeptFileRepository(uow).remove(file_id))


def sweep(env: Env, programme_id: UUID) -> int:
    """Delete the files whose time is over; return how many there were."""
    gone, now = 0, env.clock.now()
    while True:
        dead = env.database.run(
            programme_id,
            lambda uow: KeptFileRepository(uow).dead(at=now, most=DEAD_AT_ONCE),
        )
        for file_id in dead:
            forget(env, programme_id, file_id)
        gone += len(dead)
        if len(dead) < DEAD_AT_ONCE:
            return gone
